"""When and where an event took place."""

from collections.abc import Iterator, Sequence
from datetime import date

from dateline.marks.clauses import is_verb, prepositions
from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark, when_for
from dateline.marks.wordlist import words
from dateline.readings.items import When
from dateline.readings.places import Sites

AT_ONCE = {"as", "when", "while", "since"}
# Acts whose country may be told anywhere in the clause; talks "on the war in Yemen" are not held there.
ON_THE_GROUND = {"ASSAULT", "COERCE", "PROTEST", "AID", "RETREAT", "MOBILIZE"}
# What ended so many days before the report, or began so many, is history in it.
SEASON, YEAR = 92, 365
CLOSE = ("dobj", "nsubj", "nsubjpass", "pobj")
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


def day_of(parse: Parse, times: Sequence[TimeMark], i: int) -> TimeMark | None:
    """The time that dates the event word; a noun may take its verb's."""
    mark = when_for(parse, times, i)
    t = parse.tokens[i]
    if mark is None and not is_verb(parse, i) and t.dep in ("dobj", "nsubj", "nsubjpass") and is_verb(parse, t.head):
        return when_for(parse, times, t.head)
    return mark


def day_with(parse: Parse, times: Sequence[TimeMark], i: int) -> TimeMark | None:
    """The time that dates the event word, or what it happened with."""
    mark = day_of(parse, times, i)
    if mark is None and is_verb(parse, i):
        beside = (when_for(parse, times, k) for k in _at_once(parse, i))
        mark = next((found for found in beside if found is not None), None)
    return mark


def _at_once(parse: Parse, v: int) -> Iterator[int]:
    """The words whose day is that of verb ``v`` too: "killed as rebels attacked on Monday", "killed in a raid on
    Monday", "killed since the war began in May", "spoke on Monday in Oslo, where the two met"."""
    for k in parse.kids(v, "advcl"):
        marks = {parse.tokens[m].lower for m in parse.kids(k, "mark", "advmod")}
        if marks & AT_ONCE and parse.tokens[k].tag in ("VBD", "VBN"):
            yield k
    for preposition, o in prepositions(parse, v):
        if preposition in ("in", "during", "by") and not is_verb(parse, o):
            yield o
    if parse.tokens[v].dep == "relcl" and any(parse.tokens[k].lower == "where" for k in parse.kids(v, "advmod")):
        up = parse.tokens[v].head
        while parse.tokens[up].head != up and not is_verb(parse, up):
            up = parse.tokens[up].head
        yield up


def background_of(
    parse: Parse, times: Sequence[TimeMark], i: int, when: When | None, published: date | None
) -> str | None:
    """Whether the event is told as background: "habitual" ("regularly shells the town", "daily attacks") or
    "historical" ("the five-year war", "has besieged it since 2013", "in 1995"); ``None`` for news."""
    beside = {parse.tokens[k].lower for k in parse.kids(i, "advmod", "amod", "npadvmod", "compound")}
    recurring = any(t.type == "SET" and any(parse.tokens[k].head == i for k in range(t.first, t.last)) for t in times)
    if recurring or beside & words("events", "habitual"):
        return "habitual"
    if when is not None and when.start is not None and published is not None:
        ended = when.end is not None and (published - when.end).days > SEASON
        return "historical" if ended or (published - when.start).days > YEAR else None
    lasting = any(
        parse.tokens[j].lemma in ("year", "decade", "century", "generation")
        for k in parse.kids(i, "amod", "nmod", "compound")
        for j in (k, *parse.kids(k, "npadvmod", "nmod", "compound", "amod"))
    )
    return "historical" if lasting else None


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
