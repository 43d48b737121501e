"""Time expressions as the reading's own types."""

from collections.abc import Sequence

from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark
from dateline.readings.items import Time, When


def when_of(mark: TimeMark | None) -> When | None:
    """A time expression as the date of an item; ``None`` for none and for bare durations and sets."""
    if mark is None or (mark.start is None and mark.type in ("DURATION", "SET")):
        return None
    return When(
        value=mark.value,
        start=mark.start,
        end=mark.end,
        span=mark.span,
        ambiguous=mark.ambiguous,
        basis=mark.basis,
    )


def times_of(parse: Parse, marks: Sequence[TimeMark]) -> tuple[Time, ...]:
    """The time expressions of a report as items."""
    return tuple(
        Time(
            id=f"t{n}",
            evidence=(parse.report.cite(*m.span),),
            span=m.span,
            type=m.type,
            value=m.value,
            start=m.start,
            end=m.end,
            ambiguous=m.ambiguous,
            basis=m.basis,
        )
        for n, m in enumerate(marks, 1)
    )
