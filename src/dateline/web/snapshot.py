"""A copy of the record to read from, made anew when the record changes; the record itself stays free for writers."""

import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any, TypeVar

from dateline.ask.open import OpenRecord
from dateline.record.store import Record, RecordError

# How many answers are kept, and how long a writer is waited for, in seconds.
KEPT = 256
PATIENCE, PAUSE = 5.0, 0.1


Answer = TypeVar("Answer")


class Busy(Exception):
    """Another process is writing to the record and did not end in time."""


@dataclass(slots=True)
class _Copy:
    """One copy of the record, the answers worked out from it, and how many are asking it now."""

    stamp: str
    peace: OpenRecord
    folder: TemporaryDirectory[str]
    answers: OrderedDict[Any, Any]
    askers: int = 0
    warm: bool = False

    def close(self) -> None:
        self.peace.record.close()
        self.folder.cleanup()


class Snapshot:
    """Answers from a copy of the record at ``path``; each answer is worked out once for each state of the record."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._now = self._copy()

    @property
    def stamp(self) -> str:
        """The state of the record that answers come from; another one after each change."""
        return self._now.stamp

    @property
    def warm(self) -> bool:
        """Whether the answers that most pages begin with are ready."""
        return self._now.warm

    @warm.setter
    def warm(self, ready: bool) -> None:
        self._now.warm = ready

    def ask(self, question: Callable[..., Answer], /, *given: Any, **which: Any) -> Answer:
        """``question(record, *given, **which)``, from the answers that are kept where it was asked before."""
        key = (question, given, tuple(sorted(which.items())))
        with self._lock:
            copy = self._now
            if key in copy.answers:
                copy.answers.move_to_end(key)
                found: Answer = copy.answers[key]
                return found
            copy.askers += 1
        try:
            answer = question(copy.peace, *given, **which)
        finally:
            with self._lock:
                copy.askers -= 1
                if copy is not self._now and not copy.askers:
                    copy.close()
        with self._lock:
            copy.answers[key] = answer
            while len(copy.answers) > KEPT:
                copy.answers.popitem(last=False)
        return answer

    def refresh(self) -> bool:
        """Read the record anew if it has changed and nobody writes to it; whether it was."""
        if _stamp(self.path) == self.stamp:
            return False
        try:
            fresh = self._copy()
        except RecordError:
            return False
        with self._lock:
            old, self._now = self._now, fresh
            if not old.askers:
                old.close()
        return True

    def write(self, change: Callable[[Record], Answer]) -> Answer:
        """``change`` made to the record itself, and seen by every later answer. Raises :class:`Busy`."""
        until = monotonic() + PATIENCE
        while True:
            try:
                record = Record.open(self.path)
                break
            except RecordError as error:
                if "lock" not in str(error).lower() or monotonic() > until:
                    raise Busy("another program is writing to the record; try again in a moment") from error
                sleep(PAUSE)
        with record:
            answer = change(record)
        self.refresh()
        return answer

    def close(self) -> None:
        """Close and remove the copy."""
        with self._lock:
            self._now.close()

    def _copy(self) -> _Copy:
        folder = TemporaryDirectory(prefix="dateline-")
        copied = Path(folder.name) / "record.duckdb"
        try:
            # While it is held for reading nobody can write to it, so the copy is whole.
            with Record.open(self.path, read_only=True):
                stamp = _stamp(self.path)
                shutil.copyfile(self.path, copied)
                log = self.path.with_name(self.path.name + ".wal")
                if log.exists():
                    shutil.copyfile(log, copied.with_name(copied.name + ".wal"))
            return _Copy(stamp, OpenRecord.open(copied, read_only=True), folder, OrderedDict())
        except BaseException:
            folder.cleanup()
            raise


def _stamp(path: Path) -> str:
    try:
        seen = path.stat()
    except OSError:
        return ""
    return f"{seen.st_ino:x}-{seen.st_mtime_ns:x}-{seen.st_size:x}"
