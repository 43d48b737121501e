"""Direct speech by rules: whose each quoted stretch is that nobody has claimed yet."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.marks.clauses import FINITE
from dateline.marks.parse import Parse, covering, token_at
from dateline.marks.quotes import Quote
from dateline.marks.wordlist import words
from dateline.readings.anonymity import about_naming
from dateline.readings.attributions.attribution import Attribution
from dateline.readings.attributions.speakers import speaker_of
from dateline.span import Span

REACH = 14
LONG = 11
# "QUESTION: ...", "MR. KIRBY: ...": a turn of a transcript.
TURN = re.compile(r"^([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}):\s+(?=\S)", re.MULTILINE)
TURNS = 3
CAPTION = 10
NOMINAL = ("N", "JJ", "IN", "DT", "POS", ",")
# "... in peace." - Ann Lee, teacher
SIGNATURE = re.compile(r"\s*(?:--|[-–—―])\s*([A-Z][^\n\"“”]{2,80}?)\s*(?:\n|$)", re.MULTILINE)


def quoted(parse: Parse, quotes: Sequence[Quote], found: Sequence[Attribution]) -> list[Attribution]:
    """``found`` and an attribution for every further quote that is speech, in the order of their contents.

    A quote without a cue of its own goes on from the quote before it, or stands alone with its speaker unknown.
    """
    inside = {i for q in quotes if q.speech for i in covering(parse, q.inner)}
    out = list(found)
    last: Attribution | None = None
    last_paragraph = -2
    for speech in _speeches(quotes):
        q = speech[-1]
        first = token_at(parse.tokens, speech[0].inner.start)
        if first >= len(parse.tokens):
            continue
        paragraph = parse.sentence_of(first).paragraph
        spans = [part.inner for part in speech]
        holder = next((a for a in out if any(c.overlaps(s) for c in a.content for s in spans)), None)
        if holder is not None:
            if holder.direct:
                holder.content = sorted({*holder.content, *spans})
                last, last_paragraph = holder, paragraph
            continue
        if _runs_on(parse, speech[0]):
            continue
        cue = _cue_after(parse, q, inside) or _cue_before(parse, speech[0], inside)
        if cue is not None:
            same = next((a for a in out if a.cue == cue), None)
            if same is None:
                out.append(same := Attribution(cue, speaker_of(parse, cue), spans, direct=True))
            elif same.direct:
                same.content += spans
            last, last_paragraph = same, paragraph
        elif last is not None and (
            paragraph == last_paragraph or (paragraph == last_paragraph + 1 and _alone(parse, speech[0], paragraph))
        ):
            last.content += spans
            last_paragraph = paragraph
        elif _stands_alone(parse, speech[0], paragraph):
            out.append(Attribution(None, None, spans, direct=True))
    return sorted(out, key=lambda a: a.content[0])


def _speeches(quotes: Sequence[Quote]) -> Iterator[list[Quote]]:
    """The quotes that are speech, those that run over paragraphs together."""
    speech: list[Quote] = []
    for q in quotes:
        if not q.speech and not speech:
            continue
        speech.append(q)
        if not q.goes_on:
            yield speech
            speech = []
    if speech:
        yield speech


def labelled(parse: Parse, quotes: Sequence[Quote]) -> list[Attribution]:
    """The quotes and turns whose speaker the layout tells: a name after a dash, a name in capitals and a colon.

    Turns count only where at least three are found and somebody speaks twice: a lone "UPDATE:" is no speaker.
    """
    out = []
    for speech in _speeches(quotes):
        name = _signed(parse, speech[-1])
        name = _captioned(parse, speech[0]) if name is None else name
        if name is not None:
            out.append(Attribution(None, name, [q.inner for q in speech], direct=True))
    text = parse.report.text
    found = [m for p in parse.paragraphs for m in TURN.finditer(text, p.start, p.end)]
    often = Counter(m.group(1) for m in found)
    if len(found) < TURNS or max(often.values()) < 2:
        return out
    ends = [*(m.start() for m in found[1:]), len(text)]
    for m, end in zip(found, ends, strict=True):
        paragraph = next(p for p in parse.paragraphs if p.start <= m.start() < p.end)
        said = Span(m.end(), m.end() + len(text[m.end() : min(end, paragraph.end)].rstrip()))
        named = covering(parse, Span(*m.span(1)))
        if named and said.end > said.start:
            out.append(Attribution(None, named[-1], [said], direct=True))
    return out


def _signed(parse: Parse, q: Quote) -> int | None:
    """The name that signs a quote after a dash: "We will not go." - Ann Lee."""
    m = SIGNATURE.match(parse.report.text, q.outer.end)
    if m is None:
        return None
    name = covering(parse, Span(*m.span(1)))
    if not name or not parse.tokens[name[0]].tag.startswith("NNP"):
        return None
    return next(i for i in name if parse.tokens[i].dep != "compound" or i == name[-1])


def _captioned(parse: Parse, q: Quote) -> int | None:
    """The name that stands alone before a colon and a quote: Ann Lee, teacher: "We will not go."."""
    i = token_at(parse.tokens, q.outer.start)
    if not 1 < i < len(parse.tokens) or parse.tokens[i - 1].text != ":":
        return None
    first = covering(parse, parse.paragraphs[parse.sentence_of(i).paragraph])[0]
    name = range(first, i - 1)
    if not 0 < len(name) <= CAPTION or any(not parse.tokens[j].tag.startswith(NOMINAL) for j in name):
        return None
    proper = [j for j in name if parse.tokens[j].tag.startswith("NNP")]
    return next((j for j in proper if parse.tokens[j].dep != "compound" or j == proper[-1]), None)


def _runs_on(parse: Parse, q: Quote) -> bool:
    """Whether the quote only continues the sentence before it ("said Moscow was "ready to talk" ..."):
    indirect speech."""
    before = parse.report.text[max(0, q.outer.start - 2) : q.outer.start].strip()
    return (
        bool(before) and (before[-1].isalnum() or before[-1] == "-") and not parse.report.text[q.inner.start].isupper()
    )


def _alone(parse: Parse, q: Quote, paragraph: int) -> bool:
    """Whether the paragraph begins with this quote."""
    return q.outer.start - parse.paragraphs[paragraph].start <= 2


def _stands_alone(parse: Parse, q: Quote, paragraph: int) -> bool:
    """Whether the quote is speech though nobody is named: most of its paragraph, or long and with a verb.

    Titles in a list of references are neither.
    """
    span = parse.paragraphs[paragraph]
    fills = _alone(parse, q, paragraph) and (q.outer.end - q.outer.start) * 3 > (span.end - span.start) * 2
    inside = covering(parse, q.inner)
    return fills or (len(inside) > LONG and any(parse.tokens[i].tag in FINITE for i in inside))


def _cue_after(parse: Parse, q: Quote, inside: set[int]) -> int | None:
    i = token_at(parse.tokens, q.outer.end)
    if i >= len(parse.tokens) or i == 0:
        return None
    paragraph = parse.sentence_of(i - 1).paragraph
    # A full stop inside the marks ends the sentence: what follows is a new one.
    stop = parse.report.text[q.inner.end : q.outer.end]
    if "." in stop and parse.tokens[i].text[0].isupper() and parse.tokens[i].sent != parse.tokens[i - 1].sent:
        return None
    for j in range(i, min(i + REACH, len(parse.tokens))):
        if parse.sentence_of(j).paragraph != paragraph or j in inside or parse.tokens[j].text in (".", "“", '"'):
            return None
        if _is_cue(parse, j):
            return j
    return None


def _cue_before(parse: Parse, q: Quote, inside: set[int]) -> int | None:
    i = token_at(parse.tokens, q.outer.start)
    number = parse.sentence_of(min(i, len(parse.tokens) - 1)).paragraph
    floor, reach = parse.paragraphs[number].start, REACH + 6
    if 0 < i < len(parse.tokens) and _alone(parse, q, number) and parse.tokens[i - 1].text == ":":
        # "The envoy told reporters:", and the quote begins a paragraph of its own.
        floor, reach = parse.tokens[parse.sentence_of(i - 1).first].start, 3 * REACH
    for j in range(i - 1, max(-1, i - reach), -1):
        t = parse.tokens[j]
        if t.start < floor or j in inside or (t.text == "." and j < i - 1):
            return None
        if _is_cue(parse, j):
            return j
    return None


def _is_cue(parse: Parse, j: int) -> bool:
    t = parse.tokens[j]
    spoken = t.lemma in words("cues", "say") | words("cues", "quoting")
    said = t.tag.startswith("VB") and spoken and t.dep not in ("amod", "aux")
    return (said and not about_naming(parse, j)) or t.lower == "according"
