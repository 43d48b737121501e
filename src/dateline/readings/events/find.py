"""Who did what to whom: event words with their parties, day, place and whether it happened at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.marks.clauses import is_verb, phrase_end
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.events.circumstances import ON_THE_GROUND, background_of, day_with, site_of
from dateline.readings.events.found import Found
from dateline.readings.events.ruled import by_rules
from dateline.readings.events.triggers import Trigger
from dateline.readings.items import Event, Statement, When
from dateline.readings.places import Sites
from dateline.readings.statements import attributed

if TYPE_CHECKING:
    from dateline.readings.encoder.network import Seen

REACH, WEEK = 12, 7
# Acts that are told even where nobody knows whose they are, if their day is.
TOLD_WITHOUT_PARTIES = {"ASSAULT", "COERCE", "PROTEST"}


def find_events(
    parse: Parse,
    cast: Cast,
    sites: Sites,
    times: Sequence[TimeMark],
    statements: Sequence[Statement],
    triggers: Sequence[Trigger],
    seen: "Sequence[Seen] | None" = None,
) -> tuple[Event, ...]:
    """The events of a report, in text order; by rules alone where the network has not ``seen`` it. ``triggers`` are all
    words that the lexicon has."""
    found = by_rules(parse, cast, triggers)
    if seen is not None:
        # Imported here: numpy must come after the parser has kept it to one thread, and not at all without the network.
        from dateline.readings.events.learned import by_network

        found = by_network(parse, seen, cast, sites, found)
    published = parse.report.published.date() if parse.report.published else None
    by_token = {f.token: f for f in found}
    out: list[Event] = []
    for f in found:
        if _doubles(parse, f, by_token):
            continue
        place = site_of(parse, f.token, sites, countries=f.type in ON_THE_GROUND)
        when, since = _lasting(parse, when_of(day_with(parse, times, f.token)), published)
        if not _whose(f, when):
            continue
        value = _in_time(parse, f, when, since, published)
        span = parse.span(f.first, f.last)
        phrase = parse.span(_phrase_start(parse, f), phrase_end(parse, f.token, f.last))
        sentence = parse.sentence_of(f.token)
        out.append(
            Event(
                id=f"e{len(out) + 1}",
                evidence=(parse.report.cite(*parse.span(sentence.first, sentence.last)),),
                type=f.type,
                mode=f.mode,
                trigger=span,
                phrase=phrase,
                actors=f.actors,
                recipients=f.recipients,
                factuality=value,
                place=place,
                when=when,
                attributed_to=attributed(statements, span),
                background=background_of(parse, times, f.token, when, published),
            )
        )
    return tuple(out)


def _doubles(parse: Parse, found: Found, others: Mapping[int, Found]) -> bool:
    """Whether an event is told by another word already: "killed in clashes", where nobody is named with the clashes,
    and "met to discuss"."""
    t = parse.tokens[found.token]
    if found.type == "CONSULT" and t.dep in ("advcl", "xcomp") and t.tag == "VB":
        above = others.get(t.head)
        return above is not None and above.type == "CONSULT"
    if found.type != "ASSAULT" or found.actors or is_verb(parse, found.token):
        return False
    over = others.get(parse.tokens[t.head].head if t.dep == "pobj" else t.head)
    return over is not None and over.mode == "kill" and t.dep in ("pobj", "nsubj")


def _whose(found: Found, when: When | None) -> bool:
    """Whether an event may be told: it has a party, or is one that needs none, or violence with a day."""
    if found.actors or found.recipients or found.mode in words("events", "impersonal"):
        return True
    real = found.factuality in ("happened", "ongoing")
    return found.type in TOLD_WITHOUT_PARTIES and real and when is not None


def _phrase_start(parse: Parse, found: Found) -> int:
    """Where the event's phrase begins: at its subject where that is the talks or truce itself."""
    for k in parse.kids(found.token, "nsubj", "nsubjpass"):
        first = core(parse, k)[0]
        if parse.tokens[k].lemma in words("events", "talks") and found.first - first <= REACH:
            return first
    return found.first


def _lasting(parse: Parse, when: When | None, published: date | None) -> tuple[When | None, bool]:
    """The day, up to the report where it is told with "since", and whether it is."""
    if when is None or when.span is None:
        return when, False
    text, (start, _) = parse.report.text.lower(), when.span
    since = text.startswith("since", start) or text[:start].endswith("since ")
    return (replace(when, end=published) if since and published else when), since


def _in_time(parse: Parse, found: Found, when: When | None, since: bool, published: date | None) -> str:
    """The factuality as the day has it: what lasts since a day goes on; strikes of a day before the report, and what
    was going on a week before it, are over."""
    if found.factuality not in ("happened", "ongoing") or when is None:
        return found.factuality
    lemma = parse.tokens[found.token].lemma
    if since and (lemma in words("grammar", "lasting") or lemma in words("grammar", "durative")):
        return "ongoing"
    ago = (published - when.end).days if when.end is not None and published is not None else 0
    return "happened" if ago > (WEEK if is_verb(parse, found.token) else 0) else found.factuality
