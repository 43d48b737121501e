"""What the network sees of a pair: the sentence in word pieces, with marks around source and target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Pieces of the vocabulary that stand for nothing else: source opens and closes, target opens and closes.
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")
LONGEST = 126


@dataclass(frozen=True, slots=True)
class Marked:
    """Piece numbers between a start and an end piece, and where the marks that open source and target stand (0, the
    start piece, where one is not marked)."""

    pieces: list[int]
    source: int
    target: int


def marked(text: str, source: Span | None, target: Span | None, tokenizer: "Tokenizer") -> Marked:
    """The pieces of ``text`` with both marks; of a text longer than ``LONGEST`` those around the marks."""
    opening, closing, *marks = (tokenizer.token_to_id(piece) or 0 for piece in ("[CLS]", "[SEP]", *MARKS))
    borders = sorted(
        (at, order, mark)
        for span, first in ((source, 0), (target, 2))
        if span is not None
        for at, order, mark in ((span.start, 1, marks[first]), (span.end, 0, marks[first + 1]))
    )
    pieces: list[int] = []
    last = 0
    for at, _, mark in borders:
        pieces += _cut(text[last:at], tokenizer)
        pieces.append(mark)
        last = at
    pieces += _cut(text[last:], tokenizer)
    pieces = _around(pieces, marks)
    places = (pieces.index(mark) + 1 if mark in pieces else 0 for mark in (marks[0], marks[2]))
    return Marked([opening, *pieces, closing], *places)


def _cut(text: str, tokenizer: "Tokenizer") -> list[int]:
    found: list[int] = tokenizer.encode(text.strip(), add_special_tokens=False).ids if text.strip() else []
    return found


def _around(pieces: list[int], marks: Sequence[int]) -> list[int]:
    """At most ``LONGEST`` pieces: those from a little before the first mark on."""
    if len(pieces) <= LONGEST:
        return pieces
    places = [i for i, piece in enumerate(pieces) if piece in marks] or [0]
    spare = max(0, LONGEST - (places[-1] - places[0]) - 1) // 2
    first = max(0, min(places[0] - spare, len(pieces) - LONGEST))
    return pieces[first : first + LONGEST]
