"""Indirect speech, beliefs and wishes, by rules: the clause under a cue, or the sentence around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.marks.clauses import is_verb
from dateline.marks.parse import Parse, covering
from dateline.marks.quotes import Quote
from dateline.marks.wordlist import words
from dateline.readings.attributions.attribution import Attribution
from dateline.readings.attributions.speakers import behind, speaker_of
from dateline.readings.attributions.stretches import stretch, stretches
from dateline.span import Span


def governed(
    parse: Parse, quotes: Sequence[Quote], found: Sequence[Attribution], *, sparing: bool = False
) -> list[Attribution]:
    """``found`` and the attributions at all further cues outside quoted speech.

    ``sparing``, for where the network has read before, takes only what it was not trained to see, plain verbs of
    saying inside what is given to somebody already ("a diplomat said Ann Lee had told him"), and what it left:
    nouns ("calls by the union for"), the plainest verbs, and a speaker's second one ("said it wants a truce but has
    threatened to march"), where they give words that are nobody's yet.
    """
    quoted = {i for q in quotes if q.speech for i in covering(parse, q.inner)}
    quoted |= {i for a in found if a.direct for span in a.content for i in covering(parse, span)}
    used = {a.cue for a in found}
    hosts = {i for a in found for span in a.content for i in covering(parse, span)}
    direct = [s for a in found if a.direct for s in a.content]
    given = [s for a in found for s in a.content]
    outside = set(range(len(parse.tokens))) - hosts - quoted
    out = list(found)
    for t in parse.tokens:
        if t.i in used:
            continue
        if not sparing:
            out += _at(parse, t.i, direct) if t.i not in quoted else ()
        elif t.i in hosts and t.lemma in words("cues", "nested"):
            host = next(s for s in given if s.overlaps(parse.span(t.i, t.i + 1)))
            inner = (_within(a, host) for a in _at(parse, t.i, []) if t.i not in quoted or _named(parse, a.speaker))
            out += (a for a in inner if a.content)
        elif t.i in outside and (t.tag.startswith("NN") or t.lemma in words("cues", "plain")):
            out += _free(_at(parse, t.i, given), given)
        elif t.i in outside and (first := _first(parse, t.i, found)) is not None:
            out += (replace(a, speaker=first.speaker) for a in _free(_at(parse, t.i, given), given))
    return sorted(out, key=lambda a: a.content[0])


def _free(found: Iterable[Attribution], given: Sequence[Span]) -> Iterator[Attribution]:
    """Those whose content is nobody's yet."""
    return (a for a in found if not any(s.overlaps(o) for s in a.content for o in given))


def _first(parse: Parse, i: int, found: Sequence[Attribution]) -> Attribution | None:
    """What a speaker's second verb goes on from: the attribution to whose cue, or to what is under it, it is joined."""
    t = parse.tokens[i]
    if t.dep != "conj" or t.lemma not in words("cues", "second"):
        return None
    return next((a for a in found if a.cue in (t.head, parse.tokens[t.head].head)), None)


def _within(a: Attribution, host: Span) -> Attribution:
    """The attribution with no more content than the words it stands in hold."""
    kept = [Span(max(s.start, host.start), min(s.end, host.end)) for s in a.content if s.overlaps(host)]
    return replace(a, content=kept)


def _named(parse: Parse, i: int | None) -> bool:
    """Whether a speaker is somebody else than the "I" or "they" of a quote."""
    return i is not None and parse.tokens[i].tag.startswith("N")


def _at(parse: Parse, i: int, taken: list[Span]) -> Iterator[Attribution]:
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
    if not (say or belief or wish or judge):
        return
    holder = speaker_of(parse, v)
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
        content = [s for k in parse.kids(v, "dobj") if (s := stretch(parse, *parse.edges(k))) is not None and k > v]
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
        return stretch(parse, first, tree[-1] + 1)
    sentence = parse.sentence_of(cue)
    before = [j for j in tree if j < cue]
    if not before:
        return None
    last = before[-1] + 1
    while last > before[0] and parse.tokens[last - 1].dep == "punct":
        last -= 1
    return stretch(parse, max(sentence.first, before[0]), last)


def _around(parse: Parse, v: int) -> list[Span]:
    """The sentence around a parenthetical "..., officials said, ..."."""
    sentence = parse.sentence_of(v)
    own = set(parse.subtree(v))
    head = parse.tokens[v].head
    if parse.tokens[v].dep == "ccomp" and parse.kids(v, "mark"):
        return []
    if parse.tokens[v].dep == "advcl" or head == v or not is_verb(parse, head):
        return []
    return stretches(parse, (j for j in range(sentence.first, sentence.last) if j not in own))


def _wanted(parse: Parse, v: int) -> list[Span]:
    """The thing or deed wanted: "called for X", "urged Y to Z"."""
    for k in parse.kids(v, "dobj") if parse.tokens[v].lemma not in words("cues", "with_preposition") else ():
        first = max(v, parse.edges(k)[0])
        end = _meanwhile(parse, v, first)
        rest = [j for j in parse.subtree(v) if first <= j < end and not _temporal(parse, v, j)]
        return [s] if (s := stretch(parse, rest[0], rest[-1] + 1)) is not None else []
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
            return [s] if (s := stretch(parse, first, b)) is not None else []
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
        return [s] if (s := stretch(parse, parse.edges(k)[0], last)) is not None else []
    return []


def _temporal(parse: Parse, v: int, j: int) -> bool:
    t = parse.tokens[j]
    return t.dep == "npadvmod" and t.head == v


def _meanwhile(parse: Parse, v: int, first: int) -> int:
    """Where under a verb, behind token ``first``, the reporter tells what went on besides: ", as tension mounts"; else
    the end of the text."""
    begun = (parse.edges(k)[0] for k in parse.kids(v, "prep", "advcl"))
    told = (j for j in begun if j > first and parse.tokens[j].lower == "as" and parse.tokens[j - 1].text == ",")
    return next(told, len(parse.tokens))


def _according(parse: Parse, i: int) -> Iterator[Attribution]:
    holder = speaker_of(parse, i)
    if holder is None:
        return
    sentence = parse.sentence_of(i)
    a, b = parse.edges(i)
    first, last = (b, sentence.last) if a <= sentence.first + 1 else (sentence.first, a)
    span = stretch(parse, first, last)
    if span is not None and last - first > 3:
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
    holder = behind(parse, n)
    if holder is None:
        return
    for k in parse.kids(n, "acl", "ccomp", "relcl"):
        if k > n and (parse.kids(k, "mark") or parse.tokens[k].tag == "VB") and (s := _clause(parse, n, k)) is not None:
            yield Attribution(n, holder, [s])
            return
    for k in parse.kids(n, "prep"):
        if parse.tokens[k].lower == "for":
            a, b = parse.edges(k)
            if (s := stretch(parse, a, b)) is not None:
                yield Attribution(n, holder, [s])
                return
