"""How far a long run has come, shown on stderr where that is a terminal."""

import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

from dateline import log
from dateline.cli.terminal import console

T = TypeVar("T")


class Steps:
    """The steps of a run, one bar each, with the rate; silent where stderr is no terminal or takes the log.

    The seconds of each step are an event, ``step_done``.
    """

    def __init__(self) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        show = console(stderr=True)
        columns = (
            TextColumn("{task.description:<20}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        self.bars = Progress(
            *columns, console=show, disable=not show.is_terminal or log.is_written("-"), transient=True
        )
        self.last: tuple[str, float] | None = None

    def __enter__(self) -> Self:
        self.bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_last()
        self.bars.stop()

    def note(self, step: str) -> None:
        """Show a step whose length is not known."""
        self._end_last()
        self.last = step, time.monotonic()
        self.bars.add_task(step, total=None, rate="")

    def follow(
        self, step: str, things: Iterable[T], total: int | None = None, *, reached: Callable[[T], int] | None = None
    ) -> Iterator[T]:
        """The things as they come, counted under the name of the step; ``reached`` says how many reports are done
        after each where a thing is not one report."""
        self._end_last()
        bar = self.bars.add_task(step, total=total, rate="")
        start = time.monotonic()
        number = 0
        for thing in things:
            yield thing
            number = reached(thing) if reached else number + 1
            rate = number / max(time.monotonic() - start, 1e-9)
            self.bars.update(bar, completed=number, rate=f"{number:,} reports, {rate:,.1f}/s")
        self.bars.update(bar, total=number or 1, completed=number or 1)
        log.event("step_done", step=step, number=number, seconds=round(time.monotonic() - start, 3))

    def _end_last(self) -> None:
        if self.last is not None:
            step, start = self.last
            log.event("step_done", step=step, seconds=round(time.monotonic() - start, 3))
        self.last = None
