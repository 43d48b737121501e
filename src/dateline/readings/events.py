"""Who did what to whom: event words with their parties, day, place and whether it happened at all."""

from collections.abc import Sequence

from dateline.marks.clauses import factuality, is_verb, phrase_end, prepositions
from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark, when_for
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.items import Event, Statement
from dateline.readings.parties import parties
from dateline.readings.places import Sites
from dateline.readings.triggers import find_triggers, in_context
from dateline.span import Span

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
    """The events of a report that have at least one party, in text order."""
    out: list[Event] = []
    for trigger in find_triggers(parse):
        coding = in_context(parse, trigger)
        actors, recipients = parties(parse, cast, trigger)
        if not actors and not recipients and coding.mode != "collapse":
            continue
        span = parse.span(trigger.first, trigger.last)
        phrase = parse.span(trigger.first, phrase_end(parse, trigger.token, trigger.last))
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
                factuality="happened" if coding.mode == "refuse" else factuality(parse, trigger.token),
                place=site_of(parse, trigger.token, sites),
                when=when_of(day_of(parse, times, trigger.token)),
                attributed_to=attributed(statements, span),
            )
        )
    return tuple(out)


def day_of(parse: Parse, times: Sequence[TimeMark], i: int) -> TimeMark | None:
    """The time that dates the event word; a noun may take its verb's."""
    mark = when_for(parse, times, i)
    t = parse.tokens[i]
    if (
        mark is None
        and not is_verb(parse, i)
        and t.dep in ("dobj", "nsubj", "nsubjpass")
        and is_verb(parse, t.head)
    ):
        return when_for(parse, times, t.head)
    return mark


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
