"""One event as found in the parse, before its day, place and source are known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """``token`` is the event word, ``first`` to ``last`` (exclusive) the tokens it covers; ``actors`` and
    ``recipients`` are ids of the cast."""

    token: int
    first: int
    last: int
    type: str
    mode: str
    factuality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
