"""Who is given which words: cues, their speakers and their contents, found by rules on the parse.

Direct speech is taken from the quotation marks, indirect speech from the clause under the cue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.marks.clauses import is_verb, negated, passive, prepositions, subject
from dateline.marks.parse import Parse, covering, token_at
from dateline.marks.quotes import Quote
from dateline.marks.wordlist import words
from dateline.span import Span

REACH = 14
LONG = 11
FINITE = ("VBD", "VBZ", "VBP", "MD")
TRIM = " \t\n,;:-–—\"“”'‘’."


@dataclass(slots=True)
class Attribution:
    """``cue`` is the token that hands the content over, ``speaker`` the head of the speaker's phrase."""

    cue: int | None
    speaker: int | None
    content: list[Span] = field(default_factory=list)
    direct: bool = False


def find_attributions(parse: Parse, quotes: Sequence[Quote]) -> list[Attribution]:
    """All attributions of the report, in the order of their contents."""
    inside = _inside(parse, [q for q in quotes if q.speech])
    found = _direct(parse, quotes, inside)
    used = {a.cue for a in found}
    taken = [s for a in found for s in a.content]
    for i in range(len(parse.tokens)):
        if i in used or i in inside:
            continue
        found += _indirect(parse, i, taken)
    found.sort(key=lambda a: a.content[0])
    return found


def _inside(parse: Parse, quotes: Sequence[Quote]) -> set[int]:
    return {i for q in quotes for i in covering(parse, q.inner)}


# ---------------------------------------------------------------- direct speech
def _direct(parse: Parse, quotes: Sequence[Quote], inside: set[int]) -> list[Attribution]:
    found: list[Attribution] = []
    last: Attribution | None = None
    last_paragraph = -2
    for q in quotes:
        first = token_at(parse.tokens, q.inner.start)
        if not q.speech or first >= len(parse.tokens):
            continue
        paragraph = parse.sentence_of(first).paragraph
        if _runs_on(parse, q):
            continue
        cue = _cue_after(parse, q, inside) or _cue_before(parse, q, inside)
        if cue is not None:
            same = next((a for a in found if a.cue == cue), None)
            if same is not None:
                same.content.append(q.inner)
            else:
                found.append(same := Attribution(cue, _speaker(parse, cue), [q.inner], direct=True))
            last, last_paragraph = same, paragraph
        elif last is not None and (
            paragraph == last_paragraph or (paragraph == last_paragraph + 1 and _alone(parse, q, paragraph))
        ):
            last.content.append(q.inner)
            last_paragraph = paragraph
        elif _stands_alone(parse, q, paragraph):
            found.append(Attribution(None, None, [q.inner], direct=True))
    return found


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
    floor = parse.paragraphs[parse.sentence_of(min(i, len(parse.tokens) - 1)).paragraph].start
    for j in range(i - 1, max(-1, i - REACH - 6), -1):
        t = parse.tokens[j]
        if t.start < floor or j in inside or (t.text == "." and j < i - 1):
            return None
        if _is_cue(parse, j):
            return j
    return None


def _is_cue(parse: Parse, j: int) -> bool:
    t = parse.tokens[j]
    spoken = t.lemma in words("cues", "say") | words("cues", "quoting")
    return (t.tag.startswith("VB") and spoken and t.dep not in ("amod", "aux")) or t.lower == "according"


def _speaker(parse: Parse, cue: int) -> int | None:
    if parse.tokens[cue].lower == "according":
        return next((o for _, o in prepositions(parse, cue)), None)
    if passive(parse, cue):
        # "the militias, who were asked to deploy": they are asked, they don't ask.
        return next((o for p, o in prepositions(parse, cue) if p == "by"), None)
    for k in parse.kids(cue, "nsubj"):
        return _relative(parse, cue, k)
    found = subject(parse, _sayer(parse, cue))
    if found is None:
        # "said the envoy": an inverted subject that the parser took for an object.
        found = next((k for k in parse.kids(cue, "dobj", "attr") if k > cue and parse.tokens[cue].lemma == "say"), None)
    return found


def _sayer(parse: Parse, cue: int) -> int:
    """The verb whose subject says a trailing "saying that": not the verb of what was said before, but the
    one that said it."""
    t = parse.tokens[cue]
    head = parse.tokens[t.head]
    if (
        t.dep == "advcl"
        and t.tag == "VBG"
        and head.dep == "ccomp"
        and parse.tokens[head.head].lemma in words("cues", "say")
    ):
        return head.head
    return cue


def _relative(parse: Parse, cue: int, k: int) -> int:
    if parse.tokens[cue].dep == "relcl" and parse.tokens[k].tag == "WP":
        return parse.tokens[cue].head
    return k


# ---------------------------------------------------------------- indirect speech
def _indirect(parse: Parse, i: int, taken: list[Span]) -> Iterator[Attribution]:
    t = parse.tokens[i]
    if t.lower == "according":
        yield from _according(parse, i)
    elif is_verb(parse, i) and t.dep != "amod":
        yield from _verb(parse, i, taken)
    elif t.tag in ("JJ",) and t.lemma in words("cues", "adjectives") and t.dep in ("acomp", "oprd"):
        yield from _adjective(parse, i)
    elif t.tag in ("NN", "NNS") and t.lemma in words("cues", "nouns"):
        yield from _noun(parse, i)


def _verb(parse: Parse, v: int, taken: list[Span]) -> Iterator[Attribution]:
    lemma = parse.tokens[v].lemma
    say, belief, wish, judge = (lemma in words("cues", k) for k in ("say", "belief", "wish", "judgement"))
    if not (say or belief or wish or judge) or (say and not wish and negated(parse, v)):
        return
    holder = _speaker(parse, v)
    if holder is None or parse.tokens[holder].lower in ("there", "which"):
        return
    content: list[Span] = []
    clause_only = lemma in words("cues", "clause_only")
    if say or belief:
        content = [s for k in parse.kids(v, "ccomp") if (s := _clause(parse, v, k)) is not None]
        if not content and say and parse.tokens[v].dep in ("parataxis", "ccomp", "advcl") and not clause_only:
            content = _around(parse, v)
    if not content and (wish or (say and not clause_only)):
        for k in parse.kids(v, "xcomp", "ccomp"):
            if parse.tokens[k].i > v and (s := _clause(parse, v, k)) is not None:
                content.append(s)
                break
    if not content and wish:
        content = _wanted(parse, v)
    if not content and judge:
        content = _judged(parse, v)
    if not content and (say or belief) and not clause_only and lemma not in ("say", "tell"):
        content = [s for k in parse.kids(v, "dobj") if (s := _stretch(parse, *parse.edges(k))) is not None and k > v]
    content = [s for s in content if not any(s.overlaps(o) for o in taken)]
    if content:
        yield Attribution(v, holder, content)


def _clause(parse: Parse, cue: int, k: int) -> Span | None:
    """The words of the clause ``k`` under ``cue``, without "that" and without the cue's own words."""
    tree = [j for j in parse.subtree(k) if j != cue]
    if k > cue:
        tree = [j for j in tree if j > cue]
        first = tree[0]
        # The parser may leave a leading adjunct outside the clause; what stands between cue and clause
        # stays out.
        if parse.tokens[first].lower in ("that", ",") and len(tree) > 1:
            first = tree[1]
        return _stretch(parse, first, tree[-1] + 1)
    sentence = parse.sentence_of(cue)
    before = [j for j in tree if j < cue]
    if not before:
        return None
    last = before[-1] + 1
    while last > before[0] and parse.tokens[last - 1].dep == "punct":
        last -= 1
    return _stretch(parse, max(sentence.first, before[0]), last)


def _around(parse: Parse, v: int) -> list[Span]:
    """The sentence around a parenthetical "..., officials said, ..."."""
    sentence = parse.sentence_of(v)
    own = set(parse.subtree(v))
    head = parse.tokens[v].head
    if parse.tokens[v].dep == "ccomp" and parse.kids(v, "mark"):
        return []
    if parse.tokens[v].dep == "advcl" or head == v or not is_verb(parse, head):
        return []
    runs: list[list[int]] = []
    for j in range(sentence.first, sentence.last):
        if j in own and min(own) <= j <= max(own):
            continue
        if runs and runs[-1][-1] == j - 1:
            runs[-1].append(j)
        else:
            runs.append([j])
    return [s for r in runs if len(r) > 1 and (s := _stretch(parse, r[0], r[-1] + 1)) is not None]


def _wanted(parse: Parse, v: int) -> list[Span]:
    """The thing or deed wanted: "called for X", "urged Y to Z"."""
    for k in parse.kids(v, "dobj") if parse.tokens[v].lemma not in words("cues", "with_preposition") else ():
        rest = [j for j in parse.subtree(v) if j >= parse.edges(k)[0] and j >= v]
        rest = [j for j in rest if not _temporal(parse, v, j)]
        return [s] if (s := _stretch(parse, rest[0], rest[-1] + 1)) is not None else []
    for k in sorted(parse.kids(v, "prep"), key=lambda k: parse.tokens[k].lower != "for"):
        if parse.tokens[k].lower in ("for", "on", "to"):
            a, b = parse.edges(k)
            # "called on X to stop": the parser hangs the infinitive on the verb.
            b = max(
                [
                    b,
                    *(
                        parse.edges(x)[1]
                        for x in parse.kids(v, "xcomp", "advcl")
                        if x > k and parse.tokens[x].tag == "VB"
                    ),
                ]
            )
            first = a + 1 if parse.tokens[k].lower in ("for", "on") else a
            return [s] if (s := _stretch(parse, first, b)) is not None else []
    return []


def _judged(parse: Parse, v: int) -> list[Span]:
    for k in parse.kids(v, "dobj"):
        if k < v:
            return []
        last = max(
            [
                parse.edges(k)[1],
                *(
                    parse.edges(p)[1]
                    for p in parse.kids(v, "prep")
                    if parse.tokens[p].lower in ("of", "for", "as") and p > k
                ),
            ]
        )
        return [s] if (s := _stretch(parse, parse.edges(k)[0], last)) is not None else []
    return []


def _temporal(parse: Parse, v: int, j: int) -> bool:
    t = parse.tokens[j]
    return t.dep == "npadvmod" and t.head == v


def _according(parse: Parse, i: int) -> Iterator[Attribution]:
    holder = _speaker(parse, i)
    if holder is None:
        return
    sentence = parse.sentence_of(i)
    a, b = parse.edges(i)
    stretch = (b, sentence.last) if a <= sentence.first + 1 else (sentence.first, a)
    span = _stretch(parse, *stretch)
    if span is not None and stretch[1] - stretch[0] > 3:
        yield Attribution(i, holder, [span])


def _adjective(parse: Parse, i: int) -> Iterator[Attribution]:
    verb = parse.tokens[i].head
    holder = next(iter(parse.kids(verb, "nsubj")), None)
    if holder is None or parse.tokens[holder].lower in ("it", "there"):
        return
    for k in parse.kids(i, "ccomp", "xcomp"):
        span = _clause(parse, i, k)
        if span is not None:
            yield Attribution(i, holder, [span])
            return


def _noun(parse: Parse, n: int) -> Iterator[Attribution]:
    """ "calls from X for Y", "its view that Z", "X's demand that Z"."""
    holder = next(iter(parse.kids(n, "poss")), None)
    if holder is None:
        holder = next((o for p, o in prepositions(parse, n) if p in ("by", "from")), None)
    if holder is None:
        return
    for k in parse.kids(n, "acl", "ccomp", "relcl"):
        if k > n and (parse.kids(k, "mark") or parse.tokens[k].tag == "VB") and (s := _clause(parse, n, k)) is not None:
            yield Attribution(n, holder, [s])
            return
    for k in parse.kids(n, "prep"):
        if parse.tokens[k].lower == "for":
            a, b = parse.edges(k)
            if (s := _stretch(parse, a, b)) is not None:
                yield Attribution(n, holder, [s])
                return


def _stretch(parse: Parse, first: int, last: int) -> Span | None:
    """The span of tokens ``first`` to ``last`` without blanks and stops at its ends; a pair of quote marks
    inside stays."""
    if first >= last:
        return None
    text = parse.report.text
    start, end = parse.tokens[first].start, parse.tokens[last - 1].end
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and text[end - 1] in TRIM:
        end -= 1
    # Give back a closing mark whose partner is inside, and an opening one likewise.
    body = text[start:end]
    if body.count("“") > body.count("”") and text[end : end + 1] == "”":
        end += 1
    elif body.count('"') % 2 == 1:
        if text[end : end + 1] == '"':
            end += 1
        elif start and text[start - 1] == '"':
            start -= 1
    return Span(start, end) if " " in text[start:end] else None
