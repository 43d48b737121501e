"""From reports to readings: one pass of the parser, then each kind of item in turn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dateline.marks.mentions import find_mentions
from dateline.marks.numbers import find_numbers
from dateline.marks.parse import Parse
from dateline.marks.parser import load
from dateline.marks.quotes import Quote, find_quotes
from dateline.marks.times import find_times
from dateline.readings.alignments import find_alignments
from dateline.readings.asks.put import Put
from dateline.readings.attributions import find_attributions
from dateline.readings.cast import Cast
from dateline.readings.clock import Clock
from dateline.readings.counts import figures_of
from dateline.readings.dating import times_of
from dateline.readings.events import find_events
from dateline.readings.events.triggers import Trigger, find_triggers
from dateline.readings.figures import find_figures
from dateline.readings.forecasts import find_forecasts
from dateline.readings.items import Reading, Statement
from dateline.readings.meetings import find_meetings
from dateline.readings.places import Sites, with_roles
from dateline.readings.proposals import find_proposals
from dateline.readings.relevance import about_conflict
from dateline.readings.statements import find_statements
from dateline.reports.report import Report

if TYPE_CHECKING:
    from dateline.readings.encoder.network import Seen

BATCH = 16
# What happens at a venue.
TALKS = ("CONSULT", "AGREE")


def read_many(
    reports: Iterable[Report], *, model: str | None = None, learned: bool = True, clock: Clock | None = None
) -> Iterator[Reading]:
    """A reading of each report, in order. ``model`` names another spaCy model than the pinned one; without
    ``learned`` statements and events are found by rules alone. ``clock`` counts how long each stage takes.

    A report known to be in another language than English has an empty reading with a note.
    """
    parser, clock = load(model), clock or Clock()
    todo = iter(reports)
    while batch := list(islice(todo, BATCH)):
        with clock.stage("parse"):
            parses = iter(list(parser.parse(report for report in batch if _in_english(report))))
        for report in batch:
            yield read_parse(next(parses), learned=learned, clock=clock) if _in_english(report) else _unread(report)


def _look(parse: Parse, quotes: Sequence[Quote], triggers: Sequence[Trigger]) -> "list[Seen]":
    """The report as the network sees it, once for all that it is asked."""
    # Imported here: numpy must come after the parser has kept it to one thread, and not at all without the network.
    from dateline.readings.encoder.network import load as load_network
    from dateline.readings.events.held import held_by_rules

    return load_network().look(parse, quotes, held_by_rules(parse, triggers))


def _asks(parse: Parse, seen: "Sequence[Seen]", cast: Cast, sites: Sites, statements: Sequence[Statement]) -> list[Put]:
    from dateline.readings.asks.learned import by_network

    return by_network(parse, seen, cast, sites, statements)


def _in_english(report: Report) -> bool:
    return report.language in (None, "en")


def _unread(report: Report) -> Reading:
    note = f"the text is in '{report.language}', the readers know English only: nothing was read"
    return Reading(report_id=report.id, notes=(note,))


def read_parse(parse: Parse, *, learned: bool = True, clock: Clock | None = None) -> Reading:
    """All items of one parsed report.

    Where nothing in it speaks of a conflict or of talks, only names, times and statements are read, and a
    note says so.
    """
    report, clock = parse.report, clock or Clock()
    published = report.published.date() if report.published else None
    with clock.stage("names"):
        mentions = find_mentions(parse)
        quotes = find_quotes(report.text, parse.paragraphs)
        cast = Cast(parse, mentions, quotes)
    with clock.stage("times"):
        times = find_times(parse, published)
    with clock.stage("places"):
        sites = Sites(parse, mentions, cast)
    with clock.stage("names"):
        triggers = find_triggers(parse)
    with clock.stage("encoder"):
        seen = _look(parse, quotes, triggers) if learned else None
    with clock.stage("statements"):
        attributions = find_attributions(parse, quotes, seen)
        cast.hear(attributions)
        statements = find_statements(parse, attributions, cast, sites, times, quotes)
    reading = Reading(report_id=report.id, places=sites.places(), times=times_of(parse, times), statements=statements)
    if not about_conflict(parse, mentions):
        note = (
            "nothing in the report speaks of a conflict or of talks: "
            "events, meetings, proposals, figures, alignments and forecasts were not read"
        )
        return replace(reading, actors=cast.actors(), notes=(note,))
    with clock.stage("asks"):
        put = _asks(parse, seen, cast, sites, statements) if seen is not None else []
    with clock.stage("events"):
        events = find_events(parse, cast, sites, times, statements, triggers, seen)
    with clock.stage("figures"):
        counted = find_figures(parse, find_numbers(parse), [t.span for t in times])
        figures = figures_of(parse, counted, cast, sites, times)
    with clock.stage("meetings"):
        meetings = find_meetings(parse, cast, sites, times, statements, published)
    with clock.stage("proposals"):
        proposals = find_proposals(parse, () if learned else attributions, put, cast, times)
    with clock.stage("forecasts"):
        # Read at every cue of the rules too: the network passes over many a "hoped".
        expected = find_attributions(parse, quotes) if learned else attributions
        forecasts = find_forecasts(parse, expected, put, cast, times)
    with clock.stage("alignments"):
        alignments = find_alignments(parse, cast, events, meetings)
    with clock.stage("places"):
        places = with_roles(
            reading.places,
            happened=[e.place for e in events if e.type not in TALKS] + [f.place for f in figures],
            held=[e.place for e in events if e.type in TALKS]
            + [s.place for s in statements]
            + [m.venue for m in meetings],
        )
    # Last, since only actors that an item speaks of are part of the reading.
    with clock.stage("names"):
        actors = cast.actors()
    return replace(
        reading,
        actors=actors,
        places=places,
        events=events,
        figures=figures,
        meetings=meetings,
        proposals=proposals,
        forecasts=forecasts,
        alignments=alignments,
    )
