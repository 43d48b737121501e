"""Readings for commands, which stop with what to do where nothing can be read."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline import log
from dateline.cli.terminal import stop

if TYPE_CHECKING:
    from dateline.issue import Issue
    from dateline.readings.clock import Clock
    from dateline.readings.items import Reading
    from dateline.reports.report import Report


def read_or_stop(
    reports: "Iterable[Report]", *, workers: int = 1, model: str | None = None, learned: bool = True
) -> "Iterator[tuple[Report, Reading | Issue]]":
    """Each report with its reading, in order; the command stops where the model is missing or a process is ended."""
    from dateline.archive.workers import WorkerLost, read_in_order
    from dateline.marks.parser import ModelError
    from dateline.readings.clock import Clock

    clock = Clock()
    try:
        yield from read_in_order(reports, workers=workers, model=model, learned=learned, clock=clock)
        told_stages(clock)
    except ModelError as error:
        stop(str(error))
    except WorkerLost as error:
        stop(str(error), code=1)


def told_stages(clock: "Clock") -> None:
    """Tell the log how long each stage of the reading took."""
    log.event("stages", seconds={stage: round(seconds, 3) for stage, seconds in clock.seconds.items()})
