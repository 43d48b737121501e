"""What the network sees of a report: windows of word pieces with each token's place in the parse."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dateline.marks.parse import Parse, covering
from dateline.marks.quotes import Quote
from dateline.readings.encoder.weights import word_pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ids = NDArray[np.int64]

# The labels of the pinned parser; a label's number is its place here from 1 on, 0 is any other.
PENN = """$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB
RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX ``"""
CLEAR = """ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass
dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj
predet prep prt punct quantmod relcl xcomp"""
TAGS, DEPS = tuple(PENN.split()), tuple(CLEAR.split())
TAG_ID = {tag: n for n, tag in enumerate(TAGS, 1)}
DEP_ID = {dep: n for n, dep in enumerate(DEPS, 1)}
# Where a token stands: outside all quotes, in one that is speech, in a shorter one, on a quotation mark; and the
# same again for the first token of a paragraph.
OUTSIDE, IN_SPEECH, IN_OTHER, ON_MARK = range(4)
PLACES = 8
LONGEST = 160
LONGEST_SENTENCE = 320
FAR = 12
DISTANCES = 2 * FAR + 1
# Distances by powers of two of tokens so far before and behind; from there on they are all alike.
ALIKE = 64
_AWAY = np.arange(-ALIKE, ALIKE + 1)
_POWERS = np.minimum(np.floor(2 * np.log2(np.maximum(np.abs(_AWAY), 1))) + 1, FAR)
STEPS = FAR + (np.sign(_AWAY) * _POWERS).astype(np.int64)
BRANCHES = 2 * (len(DEPS) + 1) + 5
SENTENCES = 7


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``first`` to ``last`` (exclusive) as the network takes them.

    ``pieces`` are word piece numbers between a start and an end piece; ``token`` says for each piece which
    token it belongs to, counted from ``first`` (-1 for the two at the ends), and ``start`` for each token which
    piece is its first. ``features`` has a row for each token: tag, dependency, place in a quote.
    """

    first: int
    last: int
    pieces: Ids
    token: Ids
    start: Ids
    features: Ids


class Pieces:
    """Cuts words into the numbers of their pieces."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self.tokenizer = tokenizer
        marks = [tokenizer.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]", "[UNK]")]
        self.opening, self.closing, self.unknown = marks
        self.known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """The pieces of one word; at least one, at most eight."""
        found = self.known.get(word)
        if found is None:
            if len(self.known) > 100_000:
                self.known.clear()
            found = self.tokenizer.encode(word, add_special_tokens=False).ids[:8] or [self.unknown]
            self.known[word] = found
        return found


@lru_cache(maxsize=1)
def load_pieces() -> Pieces:
    """The word pieces of the shipped model."""
    return Pieces(word_pieces())


def windows(parse: Parse, quotes: Sequence[Quote], pieces: Pieces, longest: int = LONGEST) -> list[Window]:
    """The report in windows of whole paragraphs, up to ``longest`` pieces each; a longer paragraph is cut
    between sentences."""
    cut = [pieces.of(t.text) for t in parse.tokens]
    features = _features(parse, quotes)
    out = []
    for first, last in _stretches(parse, cut, longest):
        ids, token, start = [pieces.opening], [-1], []
        for i in range(first, last):
            start.append(len(ids))
            ids += cut[i]
            token += [i - first] * len(cut[i])
        ids.append(pieces.closing)
        token.append(-1)
        out.append(Window(first, last, np.array(ids), np.array(token), np.array(start), features[first:last]))
    return out


def given(window: Window, held: Ids) -> dict[str, Ids]:
    """A window as the network's input, a row for each piece; ``held`` has a row for each token of the report."""
    inside = (window.token >= 0)[:, None]
    return {
        "pieces": window.pieces[None],
        "features": np.where(inside, window.features[window.token], 0)[None],
        "held": np.where(inside, held[window.first + window.token], 0)[None],
        "start": window.start[None],
    }


def _stretches(parse: Parse, cut: Sequence[Sequence[int]], longest: int) -> Iterator[tuple[int, int]]:
    first = last = size = 0
    for begin, end in _parts(parse, cut, longest):
        more = sum(len(cut[i]) for i in range(begin, end))
        if size and size + more > longest:
            yield first, last
            first, size = begin, 0
        last, size = end, size + more
    if size:
        yield first, last


def _parts(parse: Parse, cut: Sequence[Sequence[int]], longest: int) -> Iterator[tuple[int, int]]:
    """Paragraphs; the sentences of overlong ones; slices of overlong sentences."""
    for sentences in _by_paragraph(parse):
        first, last = sentences[0][0], sentences[-1][1]
        if sum(len(cut[i]) for i in range(first, last)) <= longest:
            yield first, last
            continue
        for a, b in sentences:
            size, begin = 0, a
            for i in range(a, b):
                if size + len(cut[i]) > LONGEST_SENTENCE:
                    yield begin, i
                    size, begin = 0, i
                size += len(cut[i])
            yield begin, b


def _by_paragraph(parse: Parse) -> Iterator[list[tuple[int, int]]]:
    group: list[tuple[int, int]] = []
    number = -1
    for s in parse.sentences:
        if group and s.paragraph != number:
            yield group
            group = []
        number = s.paragraph
        group.append((s.first, s.last))
    if group:
        yield group


def _features(parse: Parse, quotes: Iterable[Quote]) -> Ids:
    out = np.zeros((len(parse.tokens), 3), dtype=np.int64)
    for t in parse.tokens:
        out[t.i, 0] = TAG_ID.get(t.tag, 0)
        out[t.i, 1] = DEP_ID.get(t.dep, 0)
    for q in quotes:
        out[list(covering(parse, q.outer)), 2] = ON_MARK
        out[list(covering(parse, q.inner)), 2] = IN_SPEECH if q.speech else IN_OTHER
    for sentences in _by_paragraph(parse):
        out[sentences[0][0], 2] += PLACES // 2
    return out


def relations(parse: Parse, cue: int, first: int, last: int) -> Ids:
    """How tokens ``first`` to ``last`` (exclusive) stand to the token ``cue``: a row for each with the distance
    (by powers of two, signed), the branch of the tree and the distance in sentences.

    The branch is the dependency under which a token hangs below the cue or, with a number of its own, below the cue's
    head; further numbers are for cue and head, and for tokens elsewhere in the sentence, the paragraph, the report.
    """
    out = np.empty((last - first, 3), dtype=np.int64)
    out[:, 0] = STEPS.take(np.arange(first - cue, last - cue) + ALIKE, mode="clip")
    here = parse.tokens[cue].sent
    sentence = parse.sentences[here]
    base = 2 * (len(DEPS) + 1)
    out[:, 1] = base + 4
    for number in range(parse.tokens[first].sent, parse.tokens[last - 1].sent + 1):
        s = parse.sentences[number]
        a, b = max(s.first, first) - first, min(s.last, last) - first
        out[a:b, 2] = 3 + max(-3, min(3, number - here))
        if number == here:
            out[a:b, 1] = base + 2
        elif s.paragraph == sentence.paragraph:
            out[a:b, 1] = base + 3
    head = parse.tokens[cue].head
    for top, offset, number in ((head, len(DEPS) + 1, base + 1), (cue, 0, base)):
        for kid in parse.tokens[top].kids:
            inside = [i - first for i in parse.below(kid) if first <= i < last]
            out[inside, 1] = offset + DEP_ID.get(parse.tokens[kid].dep, 0)
        if first <= top < last:
            out[top - first, 1] = number
    return out
