"""Stretches of words as spans, without the marks at their ends."""

import re
from collections.abc import Iterable

from dateline.marks.parse import Parse
from dateline.span import Span

CLOSING = re.compile(r"[.,]?[\"”]")
TRIM = " \t\n,;:-–—\"“”'‘’."


def stretch(parse: Parse, first: int, last: int) -> Span | None:
    """The span of tokens ``first`` to ``last`` without "that" before it and without blanks and stops at its ends;
    a pair of quote marks inside stays. ``None`` for a single word."""
    if last - first > 1 and parse.tokens[first].lower == "that" and parse.tokens[first].dep == "mark":
        first += 1
    if first >= last:
        return None
    text = parse.report.text
    start, end = parse.tokens[first].start, parse.tokens[last - 1].end
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and text[end - 1] in TRIM:
        end -= 1
    # Give back a closing mark whose partner is inside, and an opening one likewise.
    body, after = text[start:end], CLOSING.match(text, end)
    straight, curly = body.count('"') % 2 == 1, body.count("“") > body.count("”")
    if after and ((straight and after.group().endswith('"')) or (curly and after.group().endswith("”"))):
        end = after.end()
    elif straight and start and text[start - 1] == '"':
        start -= 1
    return Span(start, end) if " " in text[start:end] else None


def stretches(parse: Parse, tokens: Iterable[int]) -> list[Span]:
    """The stretches that ``tokens``, in order, make where they follow each other."""
    runs: list[list[int]] = []
    for i in tokens:
        if runs and runs[-1][1] == i:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return [s for first, last in runs if (s := stretch(parse, first, last)) is not None]
