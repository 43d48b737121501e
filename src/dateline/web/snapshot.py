"""Copies of the record to read from, made anew when the record changes; the record itself stays free for writers."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

import duckdb

from dateline.ask.open import OpenRecord
from dateline.record.connection import log_of
from dateline.record.copying import copy
from dateline.record.store import Record, RecordError
from dateline.web.folder import Folder, sweep

# How many rows of answers are kept (some 2 kB each), and how long a writer is waited for, in seconds.
KEPT = 100_000
PATIENCE, PAUSE = 5.0, 0.1
log = logging.getLogger("dateline.web")

Answer = TypeVar("Answer")


class Busy(Exception):
    """The record cannot be written to just now; the message says why, and names no file."""


class Snapshot:
    """One state of the record, in a copy of its own; each answer is worked out once, also where many ask at a time."""

    def __init__(self, stamp: str, peace: OpenRecord, folder: Folder) -> None:
        self.stamp = stamp
        # Whether the answers that most pages begin with are worked out, and how many pages are being made from it.
        self.warm, self.askers = False, 0
        self._peace, self._folder = peace, folder
        self._answers: OrderedDict[Any, tuple[Future[Any], int]] = OrderedDict()
        self._rows = 0
        self._lock = threading.Lock()

    def ask(self, question: Callable[..., Answer], /, *given: Any, **which: Any) -> Answer:
        """``question(record, *given, **which)``, from the answers that are kept where it was asked before."""
        key = (question, given, tuple(sorted(which.items())))
        with self._lock:
            kept = self._answers.get(key)
            if kept:
                self._answers.move_to_end(key)
                found: Future[Answer] = kept[0]
            else:
                found = Future()
                self._answers[key] = found, 0
        if kept is None:
            self._answer(key, found)
        return found.result()

    def close(self) -> None:
        """Close and remove the copy."""
        self._peace.record.close()
        self._folder.close()

    def _answer(self, key: Any, found: Future[Any]) -> None:
        question, given, which = key
        try:
            answer = question(self._peace, *given, **dict(which))
        except BaseException as error:
            with self._lock:
                self._answers.pop(key, None)
            found.set_exception(error)
            return
        found.set_result(answer)
        with self._lock:
            if key in self._answers:
                self._answers[key] = found, _rows(answer)
                self._rows += _rows(answer)
            while self._rows > KEPT:
                self._rows -= self._answers.popitem(last=False)[1][1]


class Copies:
    """The latest copy of the record at ``path``, and older ones for as long as a page is being made from them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        # One thread at a time has the record's own file open: a lock on it is the process's, and ends when any thread
        # closes the file.
        self._file = threading.Lock()
        self._closed, self._warned = False, False
        for left in sweep():
            log.info("removed %s, which a server that was killed had left", left)
        self._latest = self._copy()

    @property
    def stamp(self) -> str:
        """The state of the record that answers come from; another one after each change."""
        return self._latest.stamp

    @contextmanager
    def latest(self) -> Iterator[Snapshot]:
        """The latest copy, kept until the page is made, so that nothing of another state stands on it."""
        with self._lock:
            snapshot = self._latest
            snapshot.askers += 1
        try:
            yield snapshot
        finally:
            with self._lock:
                snapshot.askers -= 1
                self._drop(snapshot)

    def refresh(self) -> bool:
        """Copy the record anew if it has changed; whether it was.

        Where it cannot be copied now (a writer holds it, it is gone, no record, or the disk is full), answers go on
        coming from the copy that there is.
        """
        with self._file:
            if _stamp(self.path) == self.stamp:
                return False
            try:
                fresh = self._copy()
            except (RecordError, OSError) as error:
                if not (_held(error) or self._warned):
                    log.warning("pages show an older state; the record cannot be copied: %s", error)
                    self._warned = True
                return False
            self._warned = False
            with self._lock:
                old, self._latest = self._latest, fresh
                self._drop(old)
                self._drop(fresh)
        return True

    def write(self, change: Callable[[Record], Answer]) -> Answer:
        """``change`` made to the record itself, and seen by every later answer. Raises :class:`Busy`."""
        until = monotonic() + PATIENCE
        if not self._file.acquire(timeout=PATIENCE):
            raise Busy("others are writing to the record; try again in a moment")
        try:
            with self._opened(until) as record:
                answer = change(record)
        except (duckdb.Error, OSError) as error:
            log.warning("%s: cannot be written to: %s", self.path, error)
            raise Busy("the record cannot be written to; the server's log says why") from error
        finally:
            self._file.release()
        self.refresh()
        return answer

    def close(self) -> None:
        """Close and remove the copy, once nobody asks it any more."""
        with self._lock:
            self._closed = True
            self._drop(self._latest)

    def _drop(self, snapshot: Snapshot) -> None:
        if not snapshot.askers and (self._closed or snapshot is not self._latest):
            snapshot.close()

    def _opened(self, until: float) -> Record:
        """The record itself, for writing."""
        while True:
            # Opening a file that is not there would make an empty record.
            if not self.path.is_file():
                raise Busy("the record is gone from its place; whoever runs this server can put it back")
            try:
                return Record.open(self.path)
            except RecordError as error:
                if not _held(error):
                    log.warning("%s", error)
                    raise Busy("the record cannot be written to; the server's log says why") from error
                if monotonic() > until:
                    raise Busy("another program is writing to the record; try again in a moment") from error
            sleep(PAUSE)

    def _copy(self) -> Snapshot:
        folder = Folder()
        copied = folder.path / "record.duckdb"
        try:
            # Where it changes before it is copied, the copy is newer than its stamp, and made again.
            stamp = _stamp(self.path)
            copy(self.path, copied)
            return Snapshot(stamp, OpenRecord.open(copied, read_only=True), folder)
        except BaseException:
            folder.close()
            raise


def _held(error: Exception) -> bool:
    """Whether another program has the record open for writing."""
    return "set lock on file" in str(error)


def _stamp(path: Path) -> str:
    parts = []
    for file in (path, log_of(path)):
        try:
            seen = file.stat()
        except OSError:
            continue
        parts.append(f"{seen.st_ino:x}-{seen.st_mtime_ns:x}-{seen.st_size:x}")
    return ".".join(parts)


def _rows(answer: Any) -> int:
    """About how many rows an answer has."""
    lists = answer.values() if isinstance(answer, dict) else (answer,)
    return 1 + sum(len(of) for of in lists if isinstance(of, list))
