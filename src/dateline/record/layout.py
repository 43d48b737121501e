"""Which layout of tables a record's file has."""

import os
from collections import defaultdict
from datetime import UTC, datetime
from importlib.metadata import version as version_of_package
from pathlib import Path

import duckdb

from dateline.record.connection import RecordError, connect, log_of
from dateline.record.migrations import steps
from dateline.record.schema import arrow_schema, every_table, table_sql
from dateline.record.whole import whole

# The layout that this version of dateline reads and writes.
CURRENT = max(step.number for step in steps())
# Files older than the table `layout` (12) are known by their tables and by the column that each layout brought.
FIRST = {
    *("actor", "alignment", "event", "figure", "forecast", "meeting", "place", "proposal", "statement", "time"),
    *("copy", "evidence", "identity", "issue", "judgement", "reading", "report", "report_file", "revision"),
}
BROUGHT = {
    2: ("event", "phrase"),
    3: ("statement", "anonymity"),
    4: ("place", "place_role"),
    5: ("figure", "cumulative"),
    6: ("event", "background"),
    7: ("meeting", "standings"),
    8: ("actor", "sector"),
    9: ("scene", "titled"),
    10: ("withdrawal", "instead"),
    11: ("review", "undoes"),
}
Columns = dict[str, list[str]]


def layout_of(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The number of the file's layout; 0 where it has no tables at all, None where they are those of no record."""
    columns = columns_of(connection)
    if not columns:
        return 0
    if "layout" in columns:
        return int(*connection.execute("SELECT coalesce(max(version), 0) FROM layout").fetchone() or (0,)) or None
    brought = [number for number, (table, column) in BROUGHT.items() if column in columns.get(table, ())]
    last = len(brought) + 1
    return last if columns.keys() >= FIRST and brought == list(range(2, last + 1)) else None


def make_file(path: Path) -> None:
    """Make a new record at ``path``, whole or not at all; one that another process makes meanwhile stays.

    Raises :class:`RecordError` where it cannot be made.
    """
    try:
        with whole(path) as part:
            if not is_new(path):
                raise FileExistsError(path)
            # The database opens no file without a byte.
            fresh = part.with_name(f"{part.name}.new")
            fresh.unlink(missing_ok=True)
            try:
                with connect(fresh) as connection:
                    make(connection)
                    connection.execute("CHECKPOINT")
                os.replace(fresh, part)
            finally:
                fresh.unlink(missing_ok=True)
                log_of(fresh).unlink(missing_ok=True)
    except (OSError, duckdb.Error, RecordError) as error:
        # Another process may have been first.
        if is_new(path):
            raise RecordError(f"{path}: a new record cannot be made: {error}") from error


def is_new(path: Path) -> bool:
    """Whether there is no file at ``path``, or one without a byte, as a process that was killed may leave it."""
    return not os.path.lexists(path) or (path.is_file() and path.stat().st_size == 0)


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of a new record, all or none of them."""
    connection.begin()
    for kind in every_table():
        connection.execute(table_sql(kind))
    sign(connection)
    connection.commit()


def sign(connection: duckdb.DuckDBPyConnection) -> None:
    """Note that the file has the current layout from now on."""
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute("INSERT INTO layout VALUES (?, ?, ?)", [CURRENT, version_of_package("dateline"), now])


def check(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    """Raises :class:`RecordError` unless the file has the current layout; the message says what to do."""
    found = layout_of(connection)
    if found is not None and found > CURRENT:
        (by,) = connection.execute("SELECT arg_max(dateline, version) FROM layout").fetchone() or ("",)
        raise RecordError(
            f"{path}: written by a newer dateline ({by}, layout {found}; this one knows layouts up to {CURRENT}). "
            f"Install dateline {by} or later"
        )
    if found and found < CURRENT:
        raise RecordError(
            f"{path}: made by an older dateline (layout {found}; this one reads {CURRENT}). Bring it up to date with "
            f"'dateline upgrade {path}'; a copy of the old file is kept"
        )
    if wrong := differing(connection):
        raise RecordError(
            f"{path}: not a record of this version of dateline: tables {', '.join(wrong)} differ. "
            "Make a new record from the reports."
        )


def differing(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables that are not as the schema has them, or are not there, or are too many."""
    seen, wanted = columns_of(connection), {kind.name: arrow_schema(kind).names for kind in every_table()}
    return sorted(name for name in seen.keys() | wanted.keys() if seen.get(name) != wanted.get(name))


def columns_of(connection: duckdb.DuckDBPyConnection) -> Columns:
    """The names of the columns of each table of the file, in their order."""
    found: Columns = defaultdict(list)
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main' "
        "ORDER BY table_name, ordinal_position"
    ).fetchall():
        found[table].append(column)
    return found
