"""Figures with their counter, place and period looked up."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark, when_for
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.figures import FigureMark
from dateline.readings.items import Figure, When
from dateline.readings.places import Sites


def _period(parse: Parse, mark: FigureMark, times: Sequence[TimeMark]) -> When | None:
    """The days a figure covers: "since May" runs up to the report. Without a time of its own, what dates its verb."""
    own = next((t for t in times if t.span == mark.period), None)
    if own is None and mark.verb is not None:
        own = when_for(parse, times, mark.verb)
    when = when_of(own)
    published = parse.report.published
    if when is None or not mark.since or published is None or when.start is None or when.start > published.date():
        return when
    return replace(when, end=published.date())


def figures_of(
    parse: Parse, marks: Sequence[FigureMark], cast: Cast, sites: Sites, times: Sequence[TimeMark]
) -> tuple[Figure, ...]:
    """The figures of a report as items; a counter or place that cannot be told stays ``None``."""
    out = []
    for n, m in enumerate(marks, 1):
        sentence, period = parse.sentence_of(m.head), _period(parse, m, times)
        counter = next((a for i in reversed(m.counted_by or ()) if (a := cast.party(i)) is not None), None)
        place = next((p for i in (*(m.place or ()), *_where(parse, m.head)) if (p := sites.at(i)) is not None), None)
        out.append(
            Figure(
                id=f"n{n}",
                evidence=(parse.report.cite(*parse.span(sentence.first, sentence.last)),),
                measure=m.measure,
                span=m.span,
                value=m.value,
                low=m.low,
                high=m.high,
                qualifier=m.qualifier,
                unit=m.unit,
                population=m.population,
                counted_by=counter,
                place=place,
                period=period,
                part_of=None if m.part_of is None else f"n{m.part_of + 1}",
                # What has been counted of one day does not add up over more.
                cumulative=False
                if m.cumulative and period and not m.since and period.start == period.end
                else m.cumulative,
                factuality=m.factuality,
            )
        )
    return tuple(out)


def _where(parse: Parse, head: int) -> list[int]:
    """The place that the clause of a count tells of: "in Ardan, where 30 were killed and 40 are missing"."""
    first = parse.sentence_of(head).first
    clauses = [parse.tokens[t.head] for t in parse.tokens[first:head] if t.lower == "where"]
    return [verb.head for verb in reversed(clauses) if verb.dep == "relcl"]
