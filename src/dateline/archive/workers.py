"""Readings of many reports, in order, by one process or several."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread, current_thread, main_thread
from traceback import extract_tb
from typing import TYPE_CHECKING, TypeVar

from dateline.issue import Issue
from dateline.marks.parser import one_thread
from dateline.readings.clock import Clock

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dateline.readings.items import Reading
    from dateline.reports.report import Report

T = TypeVar("T")

CHUNK = 16
FEW = 40
MOST = 4
# Seconds for a chunk; where they are not enough, each of its reports has as many.
LIMIT = 600.0


class WorkerLost(Exception):
    """A process that read was ended from outside; what it read is lost."""


def chunks(things: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The things in lists of ``size``, the last one shorter.

    >>> [len(c) for c in chunks(range(5), 2)]
    [2, 2, 1]
    """
    things = iter(things)
    while chunk := list(islice(things, size)):
        yield chunk


def enough(count: int) -> int:
    """How many processes suit ``count`` reports: one for a few, else one a core, at most four."""
    return 1 if count < FEW else min(os.cpu_count() or 1, MOST)


def read_in_order(
    reports: "Iterable[Report]",
    *,
    workers: int = 1,
    model: str | None = None,
    learned: bool = True,
    clock: Clock | None = None,
) -> "Iterator[tuple[Report, Reading | Issue]]":
    """Each report with its reading, in the order given; an :class:`Issue` where a report could not be read. ``clock``
    counts how long each stage takes, in all processes together.

    Raises :class:`WorkerLost` where a process is ended from outside, and ``ModelError`` where the language model cannot
    be loaded.
    """
    from concurrent.futures.process import BrokenProcessPool

    clock = clock or Clock()
    if workers <= 1:
        for chunk in chunks(reports):
            yield from read_chunk(chunk, model, learned, clock)
        return
    try:
        yield from by_processes(reports, workers, model, learned, clock)
    except BrokenProcessPool as error:
        raise WorkerLost(
            "a reading process was ended, perhaps for want of memory; run again with --workers 1"
        ) from error


def by_processes(
    reports: "Iterable[Report]", workers: int, model: str | None, learned: bool, clock: Clock
) -> "Iterator[tuple[Report, Reading | Issue]]":
    """The same by several processes. Two chunks a process wait at most, so memory does not grow."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin)
    waiting: deque[Future[tuple[list[tuple[Report, Reading | Issue]], Clock]]] = deque()

    def first() -> "list[tuple[Report, Reading | Issue]]":
        pairs, of_chunk = waiting.popleft().result()
        clock.merge(of_chunk)
        return pairs

    try:
        for chunk in chunks(reports):
            waiting.append(pool.submit(read_clocked, chunk, model, learned))
            if len(waiting) >= 2 * workers:
                yield from first()
        while waiting:
            yield from first()
    finally:
        pool.shutdown(cancel_futures=True)


def begin() -> None:
    """What a reading process does first: keep to one core, and end where the process that began it does.

    A process that is killed ends no others; they would wait for work for ever.
    """
    one_thread()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read_clocked(
    chunk: "list[Report]", model: str | None, learned: bool
) -> "tuple[list[tuple[Report, Reading | Issue]], Clock]":
    """Each report of ``chunk`` with its reading, and what the stages took."""
    clock = Clock()
    return read_chunk(chunk, model, learned, clock), clock


def read_chunk(
    chunk: "list[Report]", model: str | None = None, learned: bool = True, clock: Clock | None = None
) -> "list[tuple[Report, Reading | Issue]]":
    """Each report of ``chunk`` with its reading. Where one cannot be read, or not in time, the others still are."""
    from dateline.marks.parser import ModelError
    from dateline.readings.read import read_many

    try:
        with within(LIMIT):
            return list(zip(chunk, read_many(chunk, model=model, learned=learned, clock=clock), strict=True))
    except ModelError:
        raise
    except Exception as error:
        if len(chunk) > 1:
            return [pair for report in chunk for pair in read_chunk([report], model, learned, clock)]
        return [(chunk[0], not_read(chunk[0], error))]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises ``TimeoutError`` in what is done inside once it has taken so long; only a process's main thread can be
    interrupted, and not on Windows."""
    if current_thread() is not main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: object) -> None:
        raise TimeoutError(f"not done after {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def not_read(report: "Report", error: Exception) -> Issue:
    """The issue for a report at which the reading broke off: what was raised, and where in dateline."""
    at = extract_tb(error.__traceback__)[-1]
    where = f"{Path(at.filename).name}, line {at.lineno}"
    note = f"reading broke off: {type(error).__name__} ({error}) in {where}; left out, please report this"
    return Issue("not_read", note, file=report.source_file, report_id=report.id, fatal=True)
