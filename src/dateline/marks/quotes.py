"""Stretches between quotation marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.span import Span

MARK = re.compile(r"[\"“”„«»]|``|''")
OPENING = {"“", "„", "«", "``"}
CLOSING = {"”", "»", "''"}
VERBISH = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|must|may|might|'s|'re|'ve|’s|’re|’ve|need|want|think|n't|n’t)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted stretch: ``inner`` without its marks and final comma or full stop, ``outer`` with them."""

    inner: Span
    outer: Span
    closed: bool
    speech: bool


def find_quotes(text: str, paragraphs: Sequence[Span]) -> list[Quote]:
    """The quotes of each paragraph, in order. A quote that the paragraph leaves open runs to its end.

    ``speech`` is false for scare quotes and names: up to four words without a verb or closing stop.

    >>> text = 'He said: "We go now." The "plan" failed.'
    >>> [q.inner.of(text) for q in find_quotes(text, [Span(0, len(text))])]
    ['We go now', 'plan']
    """
    out: list[Quote] = []
    for paragraph in paragraphs:
        start: re.Match[str] | None = None
        for m in MARK.finditer(text, paragraph.start, paragraph.end):
            opening = _opens(text, m, paragraph, start is not None)
            if opening and start is None:
                start = m
            elif not opening and start is not None:
                out.append(_quote(text, start.end(), m.start(), Span(start.start(), m.end()), closed=True))
                start = None
        if start is not None and paragraph.end - start.end() > 20:
            out.append(_quote(text, start.end(), paragraph.end, Span(start.start(), paragraph.end), closed=False))
    return [q for q in out if q.inner.end > q.inner.start]


def _opens(text: str, m: re.Match[str], paragraph: Span, inside: bool) -> bool:
    mark = m.group()
    if mark in OPENING:
        return True
    if mark in CLOSING:
        return False
    if inside:
        return False
    before = text[m.start() - 1] if m.start() > paragraph.start else " "
    after = text[m.end()] if m.end() < paragraph.end else " "
    return not after.isspace() or before.isspace() or before in "([-"


def _quote(text: str, start: int, end: int, outer: Span, *, closed: bool) -> Quote:
    while start < end and text[start].isspace():
        start += 1
    stop = text[end - 1] if end > start else ""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;"):
        end -= 1
    if text[end : end + 3] == "...":
        end += 3
    words = text[start:end].split()
    speech = len(words) > 7 or (len(words) > 2 and (stop in ",.?!" or bool(VERBISH.search(text[start:end]))))
    return Quote(Span(start, end), outer, closed, speech)
