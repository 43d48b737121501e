"""Stretches between quotation marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.span import Span

MARK = re.compile(r"[\"“”„«»]|``|''")
OPENING = {"“", "„", "«", "``"}
CLOSING = {"”", "»", "''"}
# Single marks are apostrophes too: one opens at the start of a word and closes after the end of one.
SINGLE = re.compile(r"(?<![^\s(\[—–-])(?:‘|'|(?<=\s)’)(?=[^\W\d_])")
SINGLE_END = re.compile(r"(?<=\S)[’'](?![^\W_])")
STOPS = ",.?!…"
ENDS = ".,;:?!)]"
FEW = 10
LONGEST_SINGLE = 1500
VERBISH = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|must|may|might|'s|'re|'ve|’s|’re|’ve|need|want|think|n't|n’t)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted stretch: ``inner`` without its marks and final comma or full stop, ``outer`` with them.

    ``goes_on`` says that it was left open and runs on in the quote that begins the next paragraph.
    """

    inner: Span
    outer: Span
    closed: bool
    speech: bool
    goes_on: bool = False


def find_quotes(text: str, paragraphs: Sequence[Span]) -> list[Quote]:
    """The quotes of each paragraph, in order. A quote that the paragraph leaves open runs to its end.

    Single marks count where a paragraph has no double ones. ``speech`` is false for scare quotes and names: up to
    four words without a verb or closing stop.

    >>> text = 'He said: "We go now." The "plan" failed.'
    >>> [q.inner.of(text) for q in find_quotes(text, [Span(0, len(text))])]
    ['We go now', 'plan']
    >>> text = "'It's over,' said the rebels' envoy."
    >>> [q.inner.of(text) for q in find_quotes(text, [Span(0, len(text))])]
    ["It's over"]
    """
    out: list[Quote] = []
    for paragraph in paragraphs:
        found = list(_double(text, paragraph)) or list(_single(text, paragraph))
        if found and out and not out[-1].closed and found[0].outer.start - paragraph.start <= 1:
            out[-1] = replace(out[-1], speech=True, goes_on=True)
        out += found
    return [q for q in out if q.inner.end > q.inner.start]


def _double(text: str, paragraph: Span) -> Iterator[Quote]:
    start: re.Match[str] | None = None
    for m in MARK.finditer(text, paragraph.start, paragraph.end):
        opening = _opens(text, m, paragraph, start is not None)
        if opening and start is None:
            start = m
        elif not opening and start is not None:
            yield _quote(text, start.end(), m.start(), Span(start.start(), m.end()), closed=True)
            start = None
    if start is not None and paragraph.end - start.end() > 20:
        yield _quote(text, start.end(), paragraph.end, Span(start.start(), paragraph.end), closed=False)


def _single(text: str, paragraph: Span) -> Iterator[Quote]:
    """Quotes between single marks: to the first one after a stop, else, if short, to the first that ends a word."""
    at = paragraph.start
    while m := SINGLE.search(text, at, paragraph.end):
        ends = list(SINGLE_END.finditer(text, m.end(), min(paragraph.end, m.end() + LONGEST_SINGLE)))
        end = next((e for e in ends if text[e.start() - 1] in STOPS), None)
        if end is None or SINGLE.search(text, m.end(), end.start()):
            end = next((e for e in ends if len(text[m.end() : e.start()].split()) <= FEW), None)
        if end is None:
            at = m.end()
            continue
        yield _quote(text, m.end(), end.start(), Span(m.start(), end.end()), closed=True)
        at = end.end()


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
    # What has words before it and a stop behind it ends a quote that was never opened.
    return before.isspace() or before in "([-" or not (after.isspace() or after in ENDS)


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
