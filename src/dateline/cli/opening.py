"""The record that a command works on, and what to say where it cannot be opened."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import log
from dateline.cli.terminal import one_line, say, stop

if TYPE_CHECKING:
    from dateline.record.store import Record

DEFAULT = Path("dateline.duckdb")
# How long a record that another process has open is waited for, in seconds.
PATIENCE, PAUSE = 5.0, 0.1
# The same where work is done that would be lost.
LONG = 3600.0
# What a disk says that takes no more.
FULL = tuple(os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
SHUT = tuple(os.strerror(number) for number in (errno.EROFS, errno.EACCES, errno.EPERM))
RecordPath = Annotated[
    Path | None,
    typer.Option("--record", metavar="PATH", help="The record's file, if not ./dateline.duckdb or $DATELINE_RECORD."),
]


def path_of(ctx: typer.Context, record: Path | None) -> Path:
    """The record named with the command, else before it, else by DATELINE_RECORD, else ./dateline.duckdb."""
    return record or ctx.obj or DEFAULT


@contextmanager
def reading_record(path: Path) -> "Iterator[Record]":
    """The record at ``path``, open for questions; the command stops where there is none."""
    if not path.exists():
        stop(
            f"{one_line(path)}: there is no record here yet; make one with 'dateline add PATH...' or try "
            "'dateline demo'. A record elsewhere is named with --record PATH."
        )
    with open_or_stop(path, read_only=True) as record:
        yield record


@contextmanager
def open_or_stop(path: Path, *, read_only: bool, patience: float = PATIENCE) -> "Iterator[Record]":
    """The record at ``path``; the command stops with what is wrong where it is no record, stays in use for more seconds
    than there is ``patience``, or the disk takes no more."""
    check_place(path)
    with disk_or_stop(path), waited_for(path, read_only=read_only, patience=patience) as record:
        tell_upgraded(record)
        log.event("record_opened", record=path, read_only=read_only)
        yield record


def tell_upgraded(record: "Record") -> None:
    """Says that a record was brought up to date, where it was."""
    if done := record.upgraded:
        what = f"brought from layout {done.old} to {done.new}; the old file is kept as {one_line(done.kept)}"
        say(f"dateline: {one_line(record.path)}: {what}")


def waited_for(path: Path, *, read_only: bool, patience: float) -> "Record":
    """The record at ``path``, for which the command waits while another process has it open, and says so where that
    takes long."""
    from dateline.record.store import Record, RecordError

    since, told = monotonic(), False
    while True:
        try:
            return Record.open(path, read_only=read_only)
        except RecordError as error:
            waited = monotonic() - since
            if not in_use(str(error)) or waited > patience:
                stop(reason(path, str(error)), code=1 if refused(path, error) else 2)
            if waited > PATIENCE and not told:
                say(f"dateline: {reason(path, str(error))}; this command waits, and goes on then")
                told = True
        sleep(PAUSE)


@contextmanager
def disk_or_stop(path: Path) -> Iterator[None]:
    """Stops the command, with what to do, where the disk that has ``path`` takes no more."""
    import duckdb

    try:
        yield
    except (duckdb.Error, OSError) as error:
        if (why := refused(path, error)) is None:
            raise
        stop(why, code=1)


def refused(path: Path, error: Exception) -> str | None:
    """What to say where an error is that of a full disk or one that cannot be written to; None where it is another.

    >>> refused(Path("a.duckdb"), OSError(28, "No space left on device"))
    'a.duckdb: the disk is full (No space left on device); make room and try again; what was there before is whole'
    """
    told, name = str(error), one_line(path)
    for words in FULL:
        if words in told:
            return f"{name}: the disk is full ({words}); make room and try again; what was there before is whole"
    for words in SHUT:
        if words in told:
            return f"{name}: cannot be written to ({words}); make it and its folder writable, or name another file"
    return None


def check_place(path: Path) -> None:
    """Stops the command where no file can be at ``path``."""
    if path.is_dir() or not path.parent.is_dir():
        what = "a folder" if path.is_dir() else "in a folder that does not exist"
        stop(f"{one_line(path)}: {what}; name a file for the record with --record PATH")


def in_use(error: str) -> bool:
    """Whether a record could not be opened because another process has it open.

    >>> in_use("peace.duckdb: IO Error: Could not set lock on file: Conflicting lock is held"), in_use("clock.duckdb")
    (True, False)
    """
    return "set lock on file" in error


def reason(path: Path, error: str) -> str:
    """Why a record could not be opened, in everyday words.

    >>> reason(Path("a.duckdb"), "a.duckdb: IO Error: Could not set lock on file: Conflicting lock is held")
    'a.duckdb: in use by another process; wait until it ends, or close the program that has it open'
    """
    name = one_line(path)
    if in_use(error):
        process = re.search(r"\(PID (\d+)\)", error)
        which = f" (PID {process[1]})" if process else ""
        return f"{name}: in use by another process{which}; wait until it ends, or close the program that has it open"
    if why := refused(path, Exception(error)):
        return why
    if "not a valid DuckDB" in error or "not a record" in error:
        what = "not a dateline record" if "valid DuckDB" in error else "not a record of this version of dateline"
        return f"{name}: {what}; name another file with --record PATH, or make a new record with 'dateline add'"
    return one_line(error)
