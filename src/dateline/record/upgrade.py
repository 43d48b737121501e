"""An older record brought to the current layout, with a copy of what it was."""

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import BufferedReader
from itertools import count
from pathlib import Path

import duckdb

from dateline.record.connection import RecordError, connect
from dateline.record.layout import CURRENT, columns_of, differing, layout_of, sign
from dateline.record.migrations import blocks, scenes, steps
from dateline.record.schema import kinds, table_sql
from dateline.record.whole import whole

# What SQL alone cannot work out, after the statements of the step.
AFTER: dict[int, Callable[[duckdb.DuckDBPyConnection], None]] = {9: scenes.fill, 14: blocks.people, 15: blocks.bodies}


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which layout to which a record was brought, what changed step by step, and the copy of the old file."""

    old: int
    new: int
    changes: tuple[str, ...]
    kept: Path | None


def upgrade(path: Path, *, keep: bool = True) -> Upgraded | None:
    """Bring the record at ``path`` to the current layout, all of it or nothing; None where it has that already.

    A copy of the old file comes first, beside it, unless ``keep`` is false. Raises :class:`RecordError` for what is no
    record of a known layout, ``OSError`` where the copy cannot be written, ``duckdb.Error`` where the record cannot.
    """
    # A lock is the process's and ends when any handle on the file closes: this one closes after the database.
    with path.open("rb") as file, connect(path) as connection:
        old = layout_of(connection)
        if not old or old >= CURRENT:
            return None
        kept = None
        if keep:
            connection.execute("CHECKPOINT")
            kept = _kept(path, old, file)
        connection.begin()
        try:
            migrate(connection, old)
            if wrong := differing(connection):
                raise RecordError(f"{path}: not a record that can be brought up to date: {', '.join(wrong)} differ")
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
        connection.execute("CHECKPOINT")
    return Upgraded(old, CURRENT, tuple(step.change for step in steps() if step.number > old), kept)


def migrate(connection: duckdb.DuckDBPyConnection, old: int) -> None:
    """Take all steps after layout ``old``, and put the columns in the order in which new records have them."""
    for step in steps():
        if step.number > old:
            connection.execute(step.sql)
            if step.number in AFTER:
                AFTER[step.number](connection)
    seen = columns_of(connection)
    for name in differing(connection):
        if name in seen and name in kinds():
            connection.execute(f'ALTER TABLE "{name}" RENAME TO "old {name}"')
            connection.execute(table_sql(kinds()[name]))
            connection.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM "old {name}" ORDER BY rowid')
            connection.execute(f'DROP TABLE "old {name}"')
    sign(connection)


def _kept(path: Path, old: int, file: BufferedReader) -> Path:
    """A copy of the record's open file beside it, under a name that no other file has; the one that is there already
    where an upgrade was broken off."""
    digest = hashlib.file_digest(file, "sha256").digest()
    for n in count():
        kept = path.with_name(f"{path.stem}.layout-{old}{f'-{n}' if n else ''}{path.suffix}")
        if not os.path.lexists(kept):
            break
        if kept.is_file() and hashlib.sha256(kept.read_bytes()).digest() == digest:
            return kept
    file.seek(0)
    with whole(kept) as part, part.open("wb") as copy:
        shutil.copyfileobj(file, copy)
        shutil.copystat(path, part)
    return kept
