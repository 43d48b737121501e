"""A folder of one's own in the temporary folder, which goes when it is closed, or when its process is found dead."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

PREFIX = "dateline-serve-"


class Folder:
    """A new folder. A lock in it tells others that its process lives, and ends with that, however it ends."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix=PREFIX))
        self._lock = os.open(self.path / "locking", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        # Who finds it under this name finds it locked.
        os.rename(self.path / "locking", self.path / "lock")

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        with suppress(OSError):
            os.close(self._lock)


def sweep() -> list[Path]:
    """Remove the folders of processes of this user that were killed, and say which."""
    found = [path for path in Path(gettempdir()).glob(f"{PREFIX}*") if _is_ours(path)]
    return [path for path in found if _swept(path)]


def _is_ours(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and path.stat().st_uid == os.getuid()


def _swept(path: Path) -> bool:
    with suppress(OSError), _locked(path / "lock"):
        shutil.rmtree(path)
        return True
    return False


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """The lock at ``path`` taken; ``OSError`` where another process holds it or there is none."""
    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
