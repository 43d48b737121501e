"""One ask as found in the parse, before it is a proposal or a forecast."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """``token`` is the word that tells it; ``force`` says what it is as a proposal and ``polarity`` as an expectation,
    either of them ``None`` where it is none. ``by`` and ``to`` are words that name who puts it and to whom;
    ``contents`` and ``condition`` are tokens."""

    token: int
    force: str | None
    polarity: str | None
    by: tuple[int, ...]
    to: tuple[int, ...]
    contents: tuple[range, ...]
    condition: range | None
