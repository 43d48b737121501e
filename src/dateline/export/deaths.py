"""Which count of the dead is of which event, where the report leaves no doubt."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

import duckdb

# Counts of the dead of one incident that are no part of another count, and what is told to have been done by force, by
# the sentence in which they stand. A bare number is the least and the most that it can mean.
COUNTS = """
SELECT f.reading, t.sentence_start, f.span, f.value,
    CASE WHEN f.qualifier IS NULL THEN coalesce(f.low, f.value) ELSE f.low END,
    CASE WHEN f.qualifier IS NULL THEN coalesce(f.high, f.value) ELSE f.high END,
    f.place, f.period.start, f.period."end", q.quote
FROM figure f JOIN seen ON seen.reading = f.reading
JOIN told t ON t.reading = f.reading AND t.kind = 'figure' AND t.item_id = f.id
JOIN evidence q ON q.reading = f.reading AND q.kind = 'figure' AND q.item_id = f.id AND q.field = 'span'
WHERE f.measure = 'killed' AND f.factuality = 'happened' AND f.cumulative = false AND f.part_of IS NULL
"""
DEEDS = """
SELECT e.reading, t.sentence_start, e.id, e.mode, e.place, e."when".start, e."when"."end",
    flatten(list(a.mentions)) AS hurt
FROM event e JOIN seen ON seen.reading = e.reading
JOIN told t ON t.reading = e.reading AND t.kind = 'event' AND t.item_id = e.id
LEFT JOIN actor a ON a.reading = e.reading AND list_contains(e.recipients, a.id)
WHERE e."type" = 'ASSAULT' GROUP BY ALL
"""
KILLS = ("kill", "massacre", "assassination")


@dataclass(frozen=True, slots=True)
class Toll:
    """The dead of one event as one report counts them, with its words."""

    value: float | None
    low: float | None
    high: float | None
    words: str


class _Count(NamedTuple):
    span: list[int]
    toll: Toll
    place: str | None
    days: tuple[Any, Any]


class _Deed(NamedTuple):
    id: str
    mode: str
    place: str | None
    days: tuple[Any, Any]
    hurt: list[list[int]]

    def suits(self, count: _Count) -> bool:
        """Whether neither day nor place says that the count is of something else."""
        placed = count.place is None or self.place is None or count.place == self.place
        return placed and (count.days == self.days or count.days == (None, None))


def tolls(cursor: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Toll]:
    """The count that belongs to an event (reading, id), on a cursor of :func:`dateline.across.seen.seen`.

    It must be the only count of dead of its sentence, for one incident, with no other day or place than the event, and
    the event must be the sentence's only killing whose victims the counted words name, or the only thing done by force.
    """
    counts: dict[tuple[str, int], list[_Count]] = defaultdict(list)
    for reading, at, span, value, low, high, place, first, last, words in cursor.execute(COUNTS).fetchall():
        counts[reading, at].append(_Count(span, Toll(value, low, high, words), place, (first, last)))
    deeds: dict[tuple[str, int], list[_Deed]] = defaultdict(list)
    for reading, at, id, mode, place, first, last, hurt in cursor.execute(DEEDS).fetchall():
        deeds[reading, at].append(_Deed(id, mode, place, (first, last), hurt or []))
    found = {}
    for (reading, at), told in counts.items():
        done = deeds.get((reading, at), [])
        if len(told) != 1 or not done:
            continue
        (count,) = told
        killings = [d for d in done if d.mode in KILLS and any(_overlap(count.span, m) for m in d.hurt)]
        sure = killings or [d for d in done if d.mode not in KILLS or not d.hurt]
        if len(sure) == 1 and (killings or len(done) == 1) and sure[0].suits(count):
            found[reading, sure[0].id] = count.toll
    return found


def _overlap(one: list[int], other: list[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
