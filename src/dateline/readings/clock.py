"""How long each stage of a reading takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(slots=True)
class Clock:
    """The seconds that stages took and how often each ran, by name, in the order of their first run.

    >>> clock = Clock()
    >>> with clock.stage("parse"):
    ...     pass
    >>> clock.calls
    {'parse': 1}
    """

    seconds: dict[str, float] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts the time inside as that of the stage ``name``; stages do not lie in each other."""
        start = perf_counter()
        try:
            yield
        finally:
            self._add(name, perf_counter() - start, 1)

    def merge(self, other: "Clock") -> None:
        """Add what another clock, of another process perhaps, has counted."""
        for name, seconds in other.seconds.items():
            self._add(name, seconds, other.calls[name])

    def _add(self, name: str, seconds: float, calls: int) -> None:
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds
        self.calls[name] = self.calls.get(name, 0) + calls
