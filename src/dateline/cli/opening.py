"""The record that a command works on, and what to say where it cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import log
from dateline.cli.terminal import one_line, stop

if TYPE_CHECKING:
    from dateline.record.store import Record

DEFAULT = Path("dateline.duckdb")
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
def open_or_stop(path: Path, *, read_only: bool) -> "Iterator[Record]":
    """The record at ``path``; the command stops with what is wrong where it is no record or is in use."""
    check_place(path)
    from dateline.record.store import Record, RecordError

    try:
        record = Record.open(path, read_only=read_only)
    except RecordError as error:
        stop(reason(path, str(error)))
    log.event("record_opened", record=path, read_only=read_only)
    with record:
        yield record


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
        return f"{name}: in use by another process; wait until it ends, or close the program that has it open"
    if "not a valid DuckDB" in error or "not a record" in error:
        what = "not a dateline record" if "valid DuckDB" in error else "not a record of this version of dateline"
        return f"{name}: {what}; name another file with --record PATH, or make a new record with 'dateline add'"
    return one_line(error)
