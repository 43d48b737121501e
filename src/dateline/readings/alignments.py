"""Who stands with or against whom, as the report puts it."""

from collections.abc import Iterator, Sequence

from dateline.marks.clauses import factuality, is_verb, passive, prepositions, subject
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.items import Alignment, Event
from dateline.readings.parties import by_adjective, named, noun_parties
from dateline.span import Span

Stance = tuple[tuple[str, ...], tuple[str, ...], str, Span, str | None]
AGAINST = {"ASSAULT", "COERCE", "SANCTION", "ACCUSE"}
NEVER = {"denied", "hypothetical", "demanded", "threatened"}


def find_alignments(parse: Parse, cast: Cast, events: Sequence[Event]) -> tuple[Alignment, ...]:
    """One alignment for each (from, to, sign), with the first words that say it."""
    out: dict[tuple[str, str, str], Alignment] = {}
    for sources, targets, sign, span, means in [*_worded(parse, cast), *_from_events(events)]:
        for a in sources:
            for b in targets:
                # Those counted among the victims are no party of the war.
                if a == b or (a, b, sign) in out or "population" in (cast.kind(a), cast.kind(b)):
                    continue
                out[a, b, sign] = Alignment(
                    id=f"l{len(out) + 1}",
                    evidence=(parse.report.cite(*span),),
                    from_=a,
                    to=b,
                    sign=sign,
                    span=span,
                    means=means,
                )
    return tuple(out.values())


def _from_events(events: Sequence[Event]) -> Iterator[Stance]:
    for e in events:
        if e.factuality in NEVER:
            continue
        if e.type in AGAINST:
            yield e.actors, e.recipients, "opposes", e.trigger, e.mode
        elif e.type in ("SUPPORT", "AID", "COOPERATE") and e.mode != "humanitarian":
            yield e.actors, e.recipients, "supports", e.trigger, e.mode
            if e.type == "COOPERATE" and len(e.actors) > 1 and not e.recipients:
                yield e.actors[:1], e.actors[1:], "allied", e.trigger, e.mode
        elif e.mode == "mediate":
            yield e.actors, e.recipients, "mediates", e.trigger, e.mode


def _worded(parse: Parse, cast: Cast) -> Iterator[Stance]:
    for t in parse.tokens:
        if t.tag in ("VBN", "JJ", "VBD") and (
            t.lower in words("alignments", "backed") or t.lower in words("alignments", "brokered")
        ):
            yield from _hyphened(parse, cast, t.i)
        if is_verb(parse, t.i) and t.dep != "aux" and not _unreal(parse, t.i):
            yield from _verb(parse, cast, t.i)
        elif t.lemma in words("alignments", "loyal") or t.lemma in words("alignments", "hostile"):
            sign = "opposes" if t.lemma in words("alignments", "hostile") else "supports"
            holder = t.head if t.dep in ("amod", "relcl") else None
            for preposition, o in prepositions(parse, t.i):
                if preposition in ("to", "with") and holder is not None:
                    yield cast.parties([holder]), cast.parties([o]), sign, parse.span(t.i, o + 1), None
        elif t.lemma == "ally" and t.tag in ("NN", "NNS"):
            yield from _ally(parse, cast, t.i)
        elif t.lemma in words("alignments", "struggles"):
            yield from _struggle(parse, cast, t.i)
    for m in cast.mentions.all:
        if m.kind == "person" and m.form == "name":
            yield from _membership(parse, cast, m.head)


def _unreal(parse: Parse, v: int) -> bool:
    """Whether what the verb says is denied, wished or only supposed: "denies that it backs", "if it armed"."""
    up = parse.tokens[parse.tokens[v].head]
    under = parse.tokens[v].dep in ("ccomp", "xcomp") and up.lemma in words("grammar", "denying")
    accused = parse.tokens[v].dep == "pcomp" and parse.tokens[up.head].lemma in words("cues", "judgement")
    return under or accused or factuality(parse, v) in NEVER


def _struggle(parse: Parse, cast: Cast, n: int) -> Iterator[Stance]:
    """ "Washington's campaign against X", "the alliance of A and B against C"."""
    targets = cast.parties([o for p, o in prepositions(parse, n) if p == "against"])
    if targets:
        doers, _ = noun_parties(parse, n)
        yield (
            named(parse, cast, doers) or by_adjective(parse, cast, n),
            targets,
            "opposes",
            parse.span(n, n + 1),
            None,
        )


def _membership(parse: Parse, cast: Cast, person: int) -> Iterator[Stance]:
    """ "Ann Lee of the Green Front", "Ann Lee, representing the Green Front"."""
    heads = [o for p, o in prepositions(parse, person) if p in ("of", "from", "with")]
    for k in parse.kids(person, "acl", "appos"):
        if parse.tokens[k].lemma == "represent":
            heads += parse.kids(k, "dobj")
        elif parse.tokens[k].tag.startswith("NN"):
            heads += [o for p, o in prepositions(parse, k) if p in ("of", "from", "with")]
    for o in heads:
        m = cast.mentions.at.get(o)
        if m is not None and m.form == "name" and m.kind in ("armed_group", "organisation"):
            yield cast.parties([person]), cast.parties([o]), "member_of", parse.span(m.first, m.last), None


def _hyphened(parse: Parse, cast: Cast, i: int) -> Iterator[Stance]:
    """ "Western-backed rebels", "Iran-backed militias"."""
    if i < 2 or parse.tokens[i - 1].text != "-":
        return
    backer = i - 2
    noun = parse.tokens[i].head
    if noun <= i:
        return
    source = cast.qualifier_party(backer) or cast.party(backer)
    if source is not None and parse.tokens[i].lower in words("alignments", "brokered"):
        yield (
            (source,),
            cast.parties([o for p, o in prepositions(parse, noun) if p in ("between", "with")]),
            "mediates",
            parse.span(backer, noun + 1),
            None,
        )
    elif source is not None:
        yield (source,), cast.parties([noun]), "supports", parse.span(backer, noun + 1), None


def _verb(parse: Parse, cast: Cast, v: int) -> Iterator[Stance]:
    lemma = parse.tokens[v].lemma
    sign = next(
        (s for s in ("supports", "opposes", "allied", "mediates", "members") if lemma in words("alignments", s)),
        None,
    )
    if sign is None:
        return
    found = subject(parse, v)
    if passive(parse, v):
        sources = cast.parties([o for p, o in prepositions(parse, v) if p == "by"])
        targets = cast.parties([found])
    else:
        sources = cast.parties([found])
        partners = [o for p, o in prepositions(parse, v) if p in ("with", "against", "between")]
        dobj = parse.kids(v, "dobj")
        partners += [o for k in dobj for p, o in prepositions(parse, k) if p == "between"]
        targets = cast.parties(dobj) or cast.parties(partners)
    span = parse.span(v, v + 1)
    if sign == "members":
        yield targets, sources, "member_of", span, None
    else:
        yield sources, targets, sign, span, None


def _ally(parse: Parse, cast: Cast, i: int) -> Iterator[Stance]:
    """ "Damascus and its ally Russia", "Assad's allies", "an ally of X"."""
    t = parse.tokens[i]
    named_after = [t.head] if t.dep in ("compound", "nmod") else []
    owners = [*parse.kids(i, "poss"), *(k for h in named_after for k in parse.kids(h, "poss"))]
    owners += [o for p, o in prepositions(parse, i) if p in ("of", "for")]
    others = parse.kids(i, "appos") + named_after
    if not others and t.dep == "attr":
        others = parse.kids(t.head, "nsubj")
    yield cast.parties(others or [i]), cast.parties(owners), "allied", parse.span(i, i + 1), None
