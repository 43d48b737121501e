"""One ask with its actors: what is put, by whom and to whom."""

from dataclasses import dataclass

from dateline.readings.asks.answers import Answer
from dateline.span import Span


@dataclass(frozen=True, slots=True)
class Put:
    """``force`` says what it is as a proposal and ``polarity`` as an expectation, either of them ``None`` where it is
    none; ``token`` is the word that tells it, ``by`` and ``to`` are ids of the cast. ``answer`` is the one that the
    verb over it gives ("rejected the demand")."""

    token: int
    force: str | None
    polarity: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    content: Span
    condition: Span | None
    answer: Answer | None
