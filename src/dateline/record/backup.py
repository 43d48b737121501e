"""Copies of a record to keep, checked before they count, and a record made from such a copy."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dateline.record.connection import RecordError, connect, log_of
from dateline.record.copying import copy
from dateline.record.store import Record
from dateline.record.upgrade import Upgraded, upgrade
from dateline.record.whole import whole

# What a DuckDB file has at its bytes 8 to 12.
MAGIC = b"DUCK"


@dataclass(frozen=True, slots=True)
class Copied:
    """How many reports and items are in a copy that was checked, and the SHA-256 of its file."""

    reports: int
    items: int
    sha256: str
    upgraded: Upgraded | None = None


def backup(path: Path, to: Path) -> Copied:
    """Copy the record at ``path`` to ``to``, and its SHA-256 to ``to`` + ".sha256" as ``sha256sum -c`` reads it.

    The copy is opened and all that it holds is verified before it takes the name; others may read the record meanwhile.
    An older backup of that name is replaced. Raises :class:`RecordError` where the record is held by a writer or not
    sound, or another file has the name; ``OSError`` where the copy cannot be written.
    """
    if to.exists() and (os.path.samefile(path, to) or not _is_database(to)):
        what = "the record itself" if os.path.samefile(path, to) else "there already, and no backup of a record"
        raise RecordError(f"{to}: {what}; name another file")
    with whole(to) as part, _log_gone(part):
        copy(path, part)
        copied = checked(part, of=path)
        shutil.copymode(path, part)
        sums_of(to).unlink(missing_ok=True)
    with whole(sums_of(to)) as part:
        part.write_text(f"{copied.sha256}  {to.name}\n", encoding="utf-8")
    return copied


def restore(file: Path, to: Path, *, replace: bool = False) -> Copied:
    """Make the record at ``to`` from a backup, one that is there already only where it is to ``replace`` that.

    The backup is checked first, by the SHA-256 beside it, where there is one, and by verifying all that it holds; one
    that an older dateline made is brought up to date. Raises :class:`RecordError` where it is not sound or ``to`` is
    taken or in use, ``OSError`` where ``to`` cannot be written. Then ``to`` is as it was.
    """
    told = sum_beside(file)
    if told is not None and told != sha256_of(file):
        raise RecordError(f"{file}: not as it was when it was made: its SHA-256 is not that in {sums_of(file).name}")
    with _held(to, replace), whole(to) as part, _log_gone(part):
        copy(file, part)
        upgraded = upgrade(part, keep=False)
        copied = checked(part, of=file)
        shutil.copymode(file, part)
        # What a record that cannot be opened left beside it must not be read as part of this one.
        log_of(to).unlink(missing_ok=True)
    return Copied(copied.reports, copied.items, copied.sha256, upgraded)


def checked(path: Path, *, of: Path) -> Copied:
    """What the record at ``path``, a copy ``of`` another, holds. Raises :class:`RecordError` unless it is sound."""
    with Record.open(path) as record:
        wrong = record.verify()
        sizes = record.sizes()
        reports = record.reports().num_rows
        record.connection.execute("CHECKPOINT")
    if wrong:
        raise RecordError(
            f"{of}: {len(wrong):,} of its claims are not borne out by the stored text; 'dateline verify' names them"
        )
    return Copied(reports, sum(sizes.values()) - sizes["copies"], sha256_of(path))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sums_of(path: Path) -> Path:
    """Where the SHA-256 of a backup stands.

    >>> sums_of(Path("kept/peace.duckdb")).name
    'peace.duckdb.sha256'
    """
    return path.with_name(f"{path.name}.sha256")


def sum_beside(path: Path) -> str | None:
    """The SHA-256 that stands beside a file; None where there is none."""
    if not sums_of(path).is_file():
        return None
    return sums_of(path).read_text(encoding="utf-8", errors="replace").partition(" ")[0].strip()


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(12)[8:] == MAGIC


@contextmanager
def _log_gone(part: Path) -> Iterator[None]:
    """Nothing is left beside ``part`` of what the database wrote there."""
    try:
        yield
    finally:
        log_of(part).unlink(missing_ok=True)


@contextmanager
def _held(path: Path, replace: bool) -> Iterator[None]:
    """No other process can open the record at ``path``, if there is one, while it is replaced."""
    if not os.path.lexists(path):
        yield
        return
    if not replace:
        raise RecordError(f"{path}: there is a record already; name another file, or say that it is to be replaced")
    # What it wrote and has not put into its file is put there, where it is a record at all.
    with suppress(RecordError, duckdb.Error), connect(path) as connection:
        connection.execute("CHECKPOINT")
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RecordError(f"{path}: Could not set lock on file: in use by another process") from error
        yield
