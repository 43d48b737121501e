"""A record's file copied while nobody writes to it."""

import shutil
from pathlib import Path

from dateline.record.connection import connect, log_of


def copy(path: Path, to: Path) -> None:
    """Copy the record's file to ``to``, with what is not in the file itself yet beside it.

    Raises :class:`~dateline.record.connection.RecordError` where it is held by a writer or no database.
    """
    # While it is held for reading nobody can write to it, so the copy is whole. Closing the file that was copied ends
    # that (POSIX locks are so), hence it comes last.
    with connect(path, read_only=True):
        log_of(to).unlink(missing_ok=True)
        if log_of(path).exists():
            shutil.copyfile(log_of(path), log_of(to))
        shutil.copyfile(path, to)
