"""Figures with their counter, place and period looked up."""

from collections.abc import Sequence

from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.figures import FigureMark
from dateline.readings.items import Figure
from dateline.readings.places import Sites


def figures_of(
    parse: Parse, marks: Sequence[FigureMark], cast: Cast, sites: Sites, times: Sequence[TimeMark]
) -> tuple[Figure, ...]:
    """The figures of a report as items; a counter or place that cannot be told stays ``None``."""
    spans = {t.span: t for t in times}
    out = []
    for n, m in enumerate(marks, 1):
        sentence = parse.sentence_of(m.head)
        counter = next((a for i in reversed(m.counted_by or ()) if (a := cast.party(i)) is not None), None)
        place = next((p for i in m.place or () if (p := sites.at(i)) is not None), None)
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
                period=when_of(spans.get(m.period)) if m.period else None,
                factuality=m.factuality,
            )
        )
    return tuple(out)
