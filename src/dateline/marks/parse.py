"""A report's words, tagged and parsed: what every reader of items works on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.reports.report import Report
from dateline.span import Span

PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n))+")
LONGEST_PARAGRAPH = 20_000
# Longer lines are not wrapped by hand or by a mail reader: each is a paragraph of its own.
LONGEST_WRAPPED = 130


@dataclass(slots=True)
class Token:
    """One word. ``tag`` is Penn Treebank, ``dep`` ClearNLP as spaCy names it.

    ``head`` and ``kids`` are token numbers; the root of a sentence is its own head.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    dep: str
    head: int
    sent: int
    kids: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (exclusive) of one sentence, and the number of its paragraph."""

    first: int
    last: int
    paragraph: int


@dataclass(slots=True)
class Name:
    """A name that the parser's tagger found: tokens ``first`` to ``last`` (exclusive) and its OntoNotes
    label."""

    first: int
    last: int
    label: str


@dataclass(slots=True)
class Parse:
    """The tokens, sentences, paragraphs and names of one report; offsets are into ``report.text``."""

    report: Report
    tokens: list[Token]
    sentences: list[Sentence]
    paragraphs: list[Span]
    names: list[Name]
    _tour: tuple[list[int], list[int], list[int]] | None = field(default=None, init=False, repr=False, compare=False)

    def span(self, first: int, last: int) -> Span:
        """The span of tokens ``first`` to ``last`` (exclusive)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last`` (exclusive), as printed."""
        return self.report.text[self.tokens[first].start : self.tokens[last - 1].end]

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that token ``i`` stands in."""
        return self.sentences[self.tokens[i].sent]

    def kids(self, i: int, *deps: str) -> list[int]:
        """The children of token ``i``, in order; only those with one of ``deps`` where any is given."""
        kids = self.tokens[i].kids
        return [k for k in kids if self.tokens[k].dep in deps] if deps else kids

    def subtree(self, i: int) -> list[int]:
        """Token ``i`` and all below it, in text order."""
        return sorted(self.below(i))

    def below(self, i: int) -> list[int]:
        """Token ``i`` and all below it, each after its head."""
        if self._tour is None:
            self._tour = tour(self.tokens)
        order, place, size = self._tour
        return order[place[i] : place[i] + size[i]]

    def edges(self, i: int) -> tuple[int, int]:
        """First and last (exclusive) token of the subtree of ``i``."""
        tree = self.subtree(i)
        return tree[0], tree[-1] + 1

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token ``i``, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i


def tour(tokens: Sequence[Token]) -> tuple[list[int], list[int], list[int]]:
    """The tokens in an order in which each is followed by all below it; for each its place there, and how many they are
    with it."""
    order: list[int] = []
    todo = [t.i for t in reversed(tokens) if t.head == t.i]
    while todo:
        i = todo.pop()
        order.append(i)
        todo.extend(reversed(tokens[i].kids))
    place, size = [0] * len(tokens), [1] * len(tokens)
    for n, i in enumerate(order):
        place[i] = n
    for i in reversed(order):
        if tokens[i].head != i:
            size[tokens[i].head] += size[i]
    return order, place, size


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of ``text``: runs between blank lines, overlong ones cut at a blank.

    A run with a line too long to be wrapped is one paragraph a line.

    >>> [s.of("One.\\n\\nTwo\\nlines.") for s in paragraphs("One.\\n\\nTwo\\nlines.")]
    ['One.', 'Two\\nlines.']
    """
    out = []
    for start, end in _runs(text):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        while end - start > LONGEST_PARAGRAPH:
            cut = text.rfind(" ", start, start + LONGEST_PARAGRAPH)
            cut = cut if cut > start else start + LONGEST_PARAGRAPH
            out.append(Span(start, cut))
            start = cut
        if start < end:
            out.append(Span(start, end))
    return out


def _runs(text: str) -> Iterator[tuple[int, int]]:
    for m in PARAGRAPH.finditer(text):
        lines = m.group().splitlines(keepends=True)
        if len(lines) < 2 or max(map(len, lines)) <= LONGEST_WRAPPED:
            yield m.span()
            continue
        start = m.start()
        for line in lines:
            yield start, start + len(line)
            start += len(line)


def token_at(tokens: Sequence[Token], offset: int) -> int:
    """The number of the first token that ends after ``offset``; ``len(tokens)`` where there is none."""
    low, high = 0, len(tokens)
    while low < high:
        mid = (low + high) // 2
        if tokens[mid].end > offset:
            high = mid
        else:
            low = mid + 1
    return low


def covering(parse: Parse, span: Span) -> range:
    """The numbers of the tokens that ``span`` touches."""
    first = token_at(parse.tokens, span.start)
    last = first
    while last < len(parse.tokens) and parse.tokens[last].start < span.end:
        last += 1
    return range(first, last)


Part = tuple[Span, list[Token], list[Sentence], list[Name]]


def join(report: Report, parts: Iterable[Part]) -> Parse:
    """One parse from the parses of a report's paragraphs; each part counts its tokens from 0 and offsets
    from its span."""
    parse = Parse(report, [], [], [], [])
    for number, (span, tokens, sentences, names) in enumerate(parts):
        t0, s0 = len(parse.tokens), len(parse.sentences)
        for t in tokens:
            t.i += t0
            t.head += t0
            t.sent += s0
            t.start += span.start
            t.end += span.start
            t.kids = [k + t0 for k in t.kids]
        for s in sentences:
            s.first, s.last, s.paragraph = s.first + t0, s.last + t0, number
        for n in names:
            n.first, n.last = n.first + t0, n.last + t0
        parse.paragraphs.append(span)
        parse.tokens += tokens
        parse.sentences += sentences
        parse.names += names
    return parse
