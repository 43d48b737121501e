"""Who did what to whom: event words with their parties, day, place and whether it happened at all."""

from collections.abc import Sequence

from dateline.marks.clauses import factuality, is_verb, passive, prepositions, subject
from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark, when_for
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.items import Event, Statement
from dateline.readings.places import Sites
from dateline.readings.triggers import Trigger, find_triggers
from dateline.span import Span

TOWARDS = {"against", "on", "at", "to", "with", "for", "from", "upon", "towards", "among", "between", "of", "into"}
PARTNERS = {"with", "between", "among", "and"}
SITES_OF = {"in", "near", "at", "around", "outside", "inside", "across", "on", "into", "from", "towards", "north of", "south of", "east of", "west of"}


def find_events(parse: Parse, cast: Cast, sites: Sites, times: Sequence[TimeMark], statements: Sequence[Statement]) -> tuple[Event, ...]:
    """The events of a report that have at least one party, in text order."""
    out: list[Event] = []
    for trigger in find_triggers(parse):
        actors, recipients = parties(parse, cast, trigger)
        if not actors and not recipients:
            continue
        span = parse.span(trigger.first, trigger.last)
        sentence = parse.sentence_of(trigger.token)
        out.append(
            Event(
                id=f"e{len(out) + 1}", evidence=(parse.report.cite(*parse.span(sentence.first, sentence.last)),),
                type=trigger.coding.type, mode=trigger.coding.mode, trigger=span, actors=actors, recipients=recipients,
                factuality=factuality(parse, trigger.token), place=site_of(parse, trigger.token, sites),
                when=when_of(when_for(parse, times, trigger.token)), attributed_to=attributed(statements, span),
            )
        )
    return tuple(out)


def parties(parse: Parse, cast: Cast, trigger: Trigger) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of those who act and of those acted upon."""
    i, coding = trigger.token, trigger.coding
    doers, targets = _verb_parties(parse, i) if is_verb(parse, i) else _noun_parties(parse, i)
    actors = _named(parse, cast, doers)
    recipients = tuple(r for r in _named(parse, cast, targets) if r not in actors)
    if not is_verb(parse, i) and not actors:
        actors = _by_adjective(parse, cast, i)
        recipients = tuple(r for r in recipients if r not in actors)
    if coding.acts == "both":
        return (*actors, *recipients), ()
    if coding.acts == "none_object" and not recipients:
        return (), actors
    return actors, recipients


def _verb_parties(parse: Parse, v: int) -> tuple[list[int], list[int]]:
    found = subject(parse, v)
    if passive(parse, v):
        undergoes = [found] if found is not None else []
        return [o for p, o in prepositions(parse, v) if p == "by"], undergoes
    objects = parse.kids(v, "dobj", "dative")
    # "asked Russia to stop": the one asked is the subject of the clause under it.
    for k in parse.kids(v, "ccomp", "xcomp"):
        if parse.tokens[k].tag == "VB":
            objects = [*objects, *parse.kids(k, "nsubj")]
    objects += [o for p, o in prepositions(parse, v) if p in TOWARDS and p not in ("into", "of")]
    return ([found] if found is not None else []), objects


def _noun_parties(parse: Parse, n: int) -> tuple[list[int], list[int]]:
    doers = [*parse.kids(n, "poss"), *(o for p, o in prepositions(parse, n) if p in ("by", "from"))]
    targets = [o for p, o in prepositions(parse, n) if p in TOWARDS - {"from", "for", "at", "to", "into"}]
    targets += [o for p, o in prepositions(parse, n) if p == "between"]
    t = parse.tokens[n]
    up = t.head
    if not doers and t.dep in ("dobj", "pobj") and t.dep == "pobj":
        up = parse.tokens[up].head
    if not doers and is_verb(parse, up) and parse.tokens[up].lemma in words("events", "light_verbs"):
        if passive(parse, up):
            doers = [o for p, o in prepositions(parse, up) if p == "by"]
        elif t.dep != "nsubj":
            found = subject(parse, up)
            doers = [found] if found is not None else []
        targets += [o for p, o in prepositions(parse, up) if p in ("against", "on", "with")]
    return doers, targets


def _named(parse: Parse, cast: Cast, heads: list[int]) -> tuple[str, ...]:
    """The actors at ``heads``; where a head is none ("opposition gains"), those that own or qualify it."""
    out: list[str] = []
    for head in heads:
        got = cast.parties([head])
        if not got:
            owners = parse.kids(head, "poss", "compound", "nmod") + [o for p, o in prepositions(parse, head) if p in ("of", "by")]
            got = cast.parties(owners) or _by_adjective(parse, cast, head)
        out += [g for g in got if g not in out]
    return tuple(out)


def _by_adjective(parse: Parse, cast: Cast, n: int) -> tuple[str, ...]:
    """The states that qualify a noun ("Russian air strikes", "Syrian and Russian war planes") or its compound."""
    out: list[str] = []
    for k in parse.kids(n, "amod", "compound", "nmod"):
        for j in [k, *parse.kids(k, "conj", "amod")]:
            got = cast.qualifier_party(j) or cast.party(j)
            if got is not None and got not in out:
                out.append(got)
    return tuple(out)


def site_of(parse: Parse, i: int, sites: Sites) -> str | None:
    """The place that the event word's own clause gives it."""
    for at in (i, *([parse.tokens[i].head] if not is_verb(parse, i) else [])):
        for preposition, o in prepositions(parse, at):
            if preposition in SITES_OF and (found := sites.at(o)) is not None:
                return found
    return None


def attributed(statements: Sequence[Statement], span: Span) -> str | None:
    """The speaker of the innermost statement whose content holds ``span``."""
    best: tuple[int, str] | None = None
    for s in statements:
        for c in s.content:
            if c.holds(span) and s.speaker is not None and (best is None or c.end - c.start < best[0]):
                best = (c.end - c.start, s.speaker)
    return best[1] if best else None
