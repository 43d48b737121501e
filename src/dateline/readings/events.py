"""Who did what to whom: event words with their parties, day, place and whether it happened at all."""

from collections.abc import Sequence
from datetime import datetime

from dateline.marks.clauses import factuality, is_verb, modal, phrase_end, prepositions
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark, when_for
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.items import Event, Statement, When
from dateline.readings.parties import parties
from dateline.readings.places import Sites
from dateline.readings.triggers import Coding, Trigger, find_triggers, in_context
from dateline.span import Span

REACH = 12
CLOSE = ("dobj", "nsubj", "nsubjpass", "pobj")
# Acts whose country may be told anywhere in the clause; talks "on the war in Yemen" are not held there.
ON_THE_GROUND = {"ASSAULT", "COERCE", "PROTEST", "AID", "RETREAT", "MOBILIZE"}
# Acts that are told even where nobody knows whose they are, if their day is.
TOLD_WITHOUT_PARTIES = {"ASSAULT", "COERCE", "PROTEST"}
SITES_OF = {
    "in",
    "near",
    "at",
    "around",
    "outside",
    "inside",
    "across",
    "on",
    "into",
    "from",
    "towards",
    "north of",
    "south of",
    "east of",
    "west of",
}


def find_events(
    parse: Parse, cast: Cast, sites: Sites, times: Sequence[TimeMark], statements: Sequence[Statement]
) -> tuple[Event, ...]:
    """The events of a report, in text order: those that have a party, or a day where violence or protest is told."""
    out: list[Event] = []
    for trigger in find_triggers(parse):
        coding = in_context(parse, trigger)
        actors, recipients = parties(parse, cast, trigger.token, coding)
        if not _wanted(parse, cast, trigger, actors, recipients):
            continue
        place = site_of(parse, trigger.token, sites, countries=coding.type in ON_THE_GROUND)
        when = when_of(day_of(parse, times, trigger.token))
        value = _value(parse, trigger, coding)
        nobody = not actors and not recipients and coding.mode not in words("events", "impersonal")
        if nobody and not (
            coding.type in TOLD_WITHOUT_PARTIES and value in ("happened", "ongoing") and when is not None
        ):
            continue
        if value == "ongoing" and _past(when, parse.report.published):
            value = "happened"
        span = parse.span(trigger.first, trigger.last)
        phrase = parse.span(_phrase_start(parse, trigger), phrase_end(parse, trigger.token, trigger.last))
        sentence = parse.sentence_of(trigger.token)
        out.append(
            Event(
                id=f"e{len(out) + 1}",
                evidence=(parse.report.cite(*parse.span(sentence.first, sentence.last)),),
                type=coding.type,
                mode=coding.mode,
                trigger=span,
                phrase=phrase,
                actors=actors,
                recipients=recipients,
                factuality=value,
                place=place,
                when=when,
                attributed_to=attributed(statements, span),
            )
        )
    return tuple(out)


def _phrase_start(parse: Parse, trigger: Trigger) -> int:
    """Where the event's phrase begins: at its subject where that is the talks or truce itself."""
    for k in parse.kids(trigger.token, "nsubj", "nsubjpass"):
        first = core(parse, k)[0]
        if parse.tokens[k].lemma in words("events", "talks") and trigger.first - first <= REACH:
            return first
    return trigger.first


def _value(parse: Parse, trigger: Trigger, coding: Coding) -> str:
    """The factuality; a refusal happens when it is uttered, unless it is only supposed."""
    if coding.mode != "refuse":
        return factuality(parse, trigger.token)
    return "hypothetical" if modal(parse, trigger.token) in ("would", "could", "might") else "happened"


def _wanted(parse: Parse, cast: Cast, trigger: Trigger, actors: tuple[str, ...], recipients: tuple[str, ...]) -> bool:
    """Whether what the word needs beside it is there: a prisoner to free, a crowd that marches, talks that collapse."""
    needs = trigger.coding.needs
    kinds = {cast.kind(a) for a in actors}
    if needs == "object":
        return bool(recipients)
    if needs == "crowd":
        return not kinds & {"armed_group", "state", "government"}
    if needs == "people":
        return not kinds & {"armed_group", "population"}
    if needs == "not_a_person":
        return "person" not in {cast.kind(r) for r in recipients}
    if needs == "talks":
        heads = parse.kids(trigger.token, "nsubj", "nsubjpass", "dobj", "compound")
        heads += [o for p, o in prepositions(parse, trigger.token) if p == "of"]
        heads += [trigger.token + k for k in (-1, 1) if 0 <= trigger.token + k < len(parse.tokens)]
        return any(parse.tokens[h].lemma in words("events", "talks") for h in heads)
    return True


def _past(when: When | None, published: datetime | None) -> bool:
    """Whether the day lies more than a week before the report: what lasted then is over."""
    return (
        when is not None and when.end is not None and published is not None and (published.date() - when.end).days > 7
    )


def day_of(parse: Parse, times: Sequence[TimeMark], i: int) -> TimeMark | None:
    """The time that dates the event word; a noun may take its verb's."""
    mark = when_for(parse, times, i)
    t = parse.tokens[i]
    if mark is None and not is_verb(parse, i) and t.dep in ("dobj", "nsubj", "nsubjpass") and is_verb(parse, t.head):
        return when_for(parse, times, t.head)
    return mark


def site_of(parse: Parse, i: int, sites: Sites, *, countries: bool = False) -> str | None:
    """The place that was acted on, else the one that the event word gives itself, else a town of its clause; with
    ``countries`` a country too."""
    t = parse.tokens[i]
    verbs = [i] if is_verb(parse, i) else [i, *([t.head] if t.dep in CLOSE else [])]
    if (acted_on := _place_acted_on(parse, i, sites)) is not None:
        return acted_on
    for at in verbs:
        for preposition, o in prepositions(parse, at):
            if preposition in SITES_OF and (found := sites.at(o)) is not None:
                return found
    for at in verbs:
        for j in _clause(parse, at):
            up = parse.tokens[parse.tokens[j].head]
            found = sites.at(j) if parse.tokens[j].dep == "pobj" and up.lower in SITES_OF else None
            if found is not None and (countries or not sites.is_country(found)):
                return found
    return None


def _place_acted_on(parse: Parse, i: int, sites: Sites) -> str | None:
    """The town that is attacked, taken or left: "shelled Taiz", "the fall of the town of Bor"."""
    objects = parse.kids(i, "dobj", "nsubjpass") if is_verb(parse, i) else []
    objects += [o for preposition, o in prepositions(parse, i) if preposition == "of" and not is_verb(parse, i)]
    objects += [o for k in objects for preposition, o in prepositions(parse, k) if preposition == "of"]
    found = (sites.at(o) for o in objects)
    return next((place for place in found if place is not None and not sites.is_country(place)), None)


def _clause(parse: Parse, i: int) -> list[int]:
    """The tokens below ``i`` that belong to its own clause."""
    out, todo = [], [i]
    while todo:
        j = todo.pop()
        out.append(j)
        todo += [
            k
            for k in parse.tokens[j].kids
            if parse.tokens[k].dep not in ("ccomp", "advcl", "relcl", "acl", "parataxis", "appos")
            and not (parse.tokens[k].dep == "conj" and is_verb(parse, k))
        ]
    return sorted(out, key=lambda j: abs(j - i))


def attributed(statements: Sequence[Statement], span: Span) -> str | None:
    """The speaker of the innermost statement whose content holds ``span``."""
    best: tuple[int, str] | None = None
    for s in statements:
        for c in s.content:
            if c.holds(span) and s.speaker is not None and (best is None or c.end - c.start < best[0]):
                best = (c.end - c.start, s.speaker)
    return best[1] if best else None
