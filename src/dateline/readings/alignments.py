"""Who stands with or against whom, as the report puts it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.marks.clauses import factuality, is_verb, passive, prepositions, subject
from dateline.marks.mention import Mention
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.events.parties import by_adjective, named, noun_parties
from dateline.readings.items import Alignment, Event, Meeting, When
from dateline.span import Span

AGAINST = {"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN", "PROTEST"}
# Modes in which those who act stand against each other, and in which acting together makes no allies.
MUTUAL = {"fighting"}


class Stance(NamedTuple):
    """Everyone of ``sources`` stands so towards everyone of ``targets``."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    sign: str
    span: Span
    means: str | None = None
    when: When | None = None


# Help for people in need takes no side.
PITY = {"humanitarian", "aid_convoy", "shelter", "evacuation", "peacekeeping"}
NEVER = {"denied", "hypothetical", "demanded", "threatened"}


def find_alignments(
    parse: Parse, cast: Cast, events: Sequence[Event], meetings: Sequence[Meeting]
) -> tuple[Alignment, ...]:
    """One alignment for each (from, to, sign), with the first words that say it."""
    out: dict[tuple[str, str, str], Alignment] = {}
    for sources, targets, sign, span, means, when in [
        *_worded(parse, cast),
        *_from_events(events),
        *(Stance(m.mediators, m.participants, "mediates", m.span, "talks") for m in meetings),
    ]:
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
                    when=when,
                )
    return tuple(out.values())


def _from_events(events: Sequence[Event]) -> Iterator[Stance]:
    for e in events:
        if e.factuality in NEVER:
            continue
        if e.type in AGAINST:
            yield Stance(e.actors, e.recipients, "opposes", e.trigger, e.mode, e.when)
            if e.mode in MUTUAL and not e.recipients and len(e.actors) == 2:
                yield Stance(e.actors[:1], e.actors[1:], "opposes", e.trigger, e.mode, e.when)
                yield Stance(e.actors[1:], e.actors[:1], "opposes", e.trigger, e.mode, e.when)
            elif e.type == "ASSAULT" and e.recipients:
                yield Stance(e.actors[1:], e.actors[:1], "allied", e.trigger, e.mode, e.when)
        elif e.type in ("SUPPORT", "AID", "COOPERATE") and e.mode not in PITY:
            yield Stance(e.actors, e.recipients, "supports", e.trigger, e.mode, e.when)
            if e.type == "COOPERATE" and not e.recipients and len(e.actors) == 2:
                yield Stance(e.actors[:1], e.actors[1:], "allied", e.trigger, e.mode, e.when)
        elif e.mode == "mediate":
            yield Stance(e.actors, e.recipients, "mediates", e.trigger, e.mode, e.when)


def _worded(parse: Parse, cast: Cast) -> Iterator[Stance]:
    for t in parse.tokens:
        if t.text == "-" and 0 < t.i < len(parse.tokens) - 1:
            yield from _hyphened(parse, cast, t.i)
        if is_verb(parse, t.i) and t.dep != "aux" and not _unreal(parse, t.i):
            yield from _verb(parse, cast, t.i)
        elif t.lemma in words("alignments", "loyal") or t.lemma in words("alignments", "hostile"):
            yield from _loyal(parse, cast, t.i)
        elif t.tag in ("NN", "NNS", "JJ"):
            for list_, sign in (("allies", "allied"), ("followers", "supports"), ("foes", "opposes")):
                if t.lemma in words("alignments", list_):
                    yield from _beside(parse, cast, t.i, sign)
            if t.lemma in words("alignments", "struggles"):
                yield from _struggle(parse, cast, t.i)
    for m in cast.mentions.all:
        if m.kind == "person" and m.form == "name":
            yield from _membership(parse, cast, m)


def _unreal(parse: Parse, v: int) -> bool:
    """Whether what the verb says is denied, wished or only supposed: "denies that it backs", "if it armed"."""
    up = parse.tokens[parse.tokens[v].head]
    under = parse.tokens[v].dep in ("ccomp", "xcomp") and up.lemma in words("grammar", "denying")
    accused = parse.tokens[v].dep == "pcomp" and parse.tokens[up.head].lemma in words("cues", "judgement")
    return under or accused or factuality(parse, v) in NEVER


def _loyal(parse: Parse, cast: Cast, i: int) -> Iterator[Stance]:
    """ "forces loyal to X", "groups hostile to X"."""
    t = parse.tokens[i]
    sign = "opposes" if t.lemma in words("alignments", "hostile") else "supports"
    if t.dep in ("amod", "relcl"):
        for preposition, o in prepositions(parse, i):
            if preposition in ("to", "with"):
                yield Stance(cast.parties([t.head]), cast.parties([o]), sign, parse.span(i, o + 1))


def _struggle(parse: Parse, cast: Cast, n: int) -> Iterator[Stance]:
    """ "Washington's campaign against X", "the alliance of A and B against C", "Ankara's alliance with X"."""
    targets = cast.parties([o for p, o in prepositions(parse, n) if p == "against"])
    if targets:
        doers, _ = noun_parties(parse, n)
        sources = named(parse, cast, doers) or by_adjective(parse, cast, n)
        yield Stance(sources, targets, "opposes", parse.span(n, n + 1))
    partners = cast.parties([o for p, o in prepositions(parse, n) if p == "with"])
    if partners and parse.tokens[n].lemma in words("alignments", "bonds"):
        holders = named(parse, cast, parse.kids(n, "poss")) or by_adjective(parse, cast, n)
        yield Stance(holders, partners, "allied", parse.span(n, n + 1))


def _membership(parse: Parse, cast: Cast, person: Mention) -> Iterator[Stance]:
    """ "Ann Lee of the Green Front", "Green Front leader Ann Lee", "its leader, Ann Lee", "Ann Lee, who heads X"."""
    head = person.head
    within = ("of", "from", "with")
    groups = [o for p, o in prepositions(parse, head) if p in within]
    for k in parse.kids(head, "acl", "appos"):
        if parse.tokens[k].lemma == "represent":
            groups += parse.kids(k, "dobj")
        elif parse.tokens[k].tag.startswith("NN"):
            groups += [o for p, o in prepositions(parse, k) if p in within]
            groups += parse.kids(k, "poss", "compound")
    before = [k for k in parse.kids(head, "compound", "nmod", "amod", "poss") if k < person.first]
    up = parse.tokens[head].head
    if parse.tokens[head].dep == "appos" and parse.tokens[up].lemma in words("nominals", "offices"):
        before += [up, *parse.kids(up, "poss", "compound")]
        groups += [o for p, o in prepositions(parse, up) if p in within]
    if any(parse.tokens[k].lemma in words("nominals", "offices") for k in before):
        groups += [j for k in before for j in (k, *parse.kids(k, "poss", "compound"))]
    if any(parse.tokens[k].lemma in words("alignments", "outside") for k in (*before, *parse.kids(head, "appos"))):
        return
    for o in groups:
        group = cast.key(o)
        if group is not None and cast.clusters.of[group].kind in ("armed_group", "organisation"):
            span = parse.span(min(o, person.first), max(o + 1, person.last))
            yield Stance(cast.parties([head]), (cast.use(group) or "",), "member_of", span)


def _hyphened(parse: Parse, cast: Cast, i: int) -> Iterator[Stance]:
    """ "Western-backed rebels", "anti-Assad rebels", "a U.N.-brokered truce between A and B"."""
    before, after = parse.tokens[i - 1], parse.tokens[i + 1]
    noun = after.head
    if noun <= after.i:
        return
    span = parse.span(before.i, noun + 1)
    if before.lower in ("anti", "pro"):
        target = cast.qualifier_party(after.i) or cast.party(after.i)
        if target is not None:
            yield Stance(cast.parties([noun]), (target,), "opposes" if before.lower == "anti" else "supports", span)
        return
    source = cast.qualifier_party(before.i) or cast.party(before.i)
    if source is not None and after.lower in words("alignments", "brokered"):
        sides = cast.parties([o for p, o in prepositions(parse, noun) if p in ("between", "with")])
        yield Stance((source,), sides, "mediates", span)
    elif source is not None and after.lower in words("alignments", "backed"):
        yield Stance((source,), cast.parties([noun]), "supports", span)


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
        agents = [o for p, o in prepositions(parse, v) if p == "by"]
        # "backed by Russian bombers": those whose they are.
        sources = cast.parties(agents) or tuple(a for o in agents for a in by_adjective(parse, cast, o))
        targets = cast.parties([found])
    else:
        sources = cast.parties([found])
        partners = [o for p, o in prepositions(parse, v) if p in ("with", "against", "between")]
        dobj = parse.kids(v, "dobj")
        partners += [o for k in dobj for p, o in prepositions(parse, k) if p == "between"]
        targets = cast.parties(dobj) or cast.parties(partners)
    span = parse.span(v, v + 1)
    if sign == "members":
        yield Stance(targets, sources, "member_of", span)
    else:
        yield Stance(sources, targets, sign, span)


def _beside(parse: Parse, cast: Cast, i: int, sign: str) -> Iterator[Stance]:
    """Who stands beside or against whom by a noun: "Damascus and its ally Russia", "an ally of X", "IS loyalists",
    "the rivals A and B"."""
    t = parse.tokens[i]
    names = [t.head] if t.dep in ("compound", "nmod", "amod") else []
    names += parse.kids(i, "appos")
    if not names and t.dep == "attr":
        names = parse.kids(t.head, "nsubj")
    span = parse.span(i, i + 1)
    owners = [*parse.kids(i, "poss", "compound"), *(k for h in names for k in parse.kids(h, "poss"))]
    owners += [o for p, o in prepositions(parse, i) if p in ("of", "for")]
    # "its ally Russia": whose ally is open where "its" could be the ally itself.
    holders = tuple(a for a in cast.parties(owners) if a != cast.party(i))
    beside = cast.parties(names or [i])
    if holders:
        yield Stance(beside, holders, sign, span)
        if sign == "opposes":
            yield Stance(holders, beside, sign, span)
    elif sign == "opposes" and names:
        yield Stance(beside[:1], beside[1:], sign, span)
        yield Stance(beside[1:], beside[:1], sign, span)
