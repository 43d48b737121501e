"""Where the sentence that holds a span begins and ends, for showing words in their place."""

import re
from bisect import bisect_right

from dateline.marks.parse import paragraphs
from dateline.span import Span

BREAK = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z\d\u00c0-\u024f])")
# A stop after these, or after a single letter, ends no sentence: better one too long than one torn.
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Prof|Rev|No|vs|al|Jr|Sr|Inc|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order; none crosses a blank line.

    >>> [s.of("The U.N. envoy left. Talks go on.") for s in sentences("The U.N. envoy left. Talks go on.")]
    ['The U.N. envoy left.', 'Talks go on.']
    """
    found = []
    for paragraph in paragraphs(text):
        start = paragraph.start
        for stop in BREAK.finditer(text, paragraph.start, paragraph.end):
            if not ABBREVIATION.search(text, max(start, stop.start() - 8), stop.start() + 1):
                found.append(Span(start, stop.start() + len(stop.group().rstrip())))
                start = stop.end()
        found.append(Span(start, paragraph.end))
    return found


def around(found: list[Span], span: Span) -> Span:
    """The sentence in which ``span`` begins; the span itself where it lies in none.

    >>> around([Span(0, 20), Span(21, 33)], Span(22, 25))
    Span(start=21, end=33)
    """
    at = bisect_right(found, span.start, key=lambda s: s.start) - 1
    sentence = found[at] if at >= 0 else span
    return Span(min(sentence.start, span.start), max(sentence.end, span.end))
