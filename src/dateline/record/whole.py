"""Files that are there whole or not at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name beside ``path`` to write to; what was written there takes the place of ``path`` where all went well.

    Else ``path`` stays as it was. A process that is killed leaves the name behind (``.NAME.part``), and the next one
    takes it over. What is no plain file, such as a device, is written to as it is. Raises ``OSError`` where nothing can
    be written there, or another process is writing just now.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        yield path
        return
    part = path.with_name(f".{path.name}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OSError(error.errno, "another process is writing it just now", str(path)) from None
        os.ftruncate(handle, 0)
        try:
            if path.exists():
                shutil.copymode(path, part)
            yield part
            os.fsync(handle)
            os.replace(part, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(part)
            raise
        _sync(path.parent)
    finally:
        os.close(handle)


def _sync(folder: Path) -> None:
    """Make what the folder says of its files outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
