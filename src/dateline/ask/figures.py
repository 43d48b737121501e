"""Counts side by side, by who counts and who reports; never summed."""

from functools import cache

import pyarrow as pa

from dateline.across.names import keys_of
from dateline.across.seen import seen
from dateline.across.sql import first_carrier
from dateline.across.window import ALL, Window
from dateline.marks import lexicon
from dateline.marks.wordlist import load
from dateline.record.store import Record

# What a count can mean, for telling whether two of them differ: "at least 500" does not differ from 700, "up to 900"
# not from 500 but from 400.
LOWEST = """CASE WHEN list_contains($below, lower(qualifier)) THEN 0
    WHEN list_contains($ceiling, lower(qualifier)) THEN 0.55 * value
    WHEN list_contains($near, lower(qualifier)) THEN coalesce(low, 0.9 * value)
    ELSE coalesce(low, value) END"""
HIGHEST = """CASE WHEN list_contains($floor, lower(qualifier)) THEN 'infinity'::DOUBLE
    WHEN list_contains($near, lower(qualifier)) THEN coalesce(high, 1.1 * value)
    ELSE coalesce(high, value) END"""
# Whom a count is of, for telling which belong together: "people" counts anybody, and of those who fled "Syrians" and
# "refugees" are the same.
COUNTED = """CASE
    WHEN list_contains($anybody, bare) THEN 'people'
    WHEN measure IN ('refugees', 'displaced') AND list_contains(list_concat($fled, $peoples), bare) THEN 'people'
    ELSE bare END"""
# Those besieged are those trapped.
SAME_MEASURE = "CASE measure WHEN 'trapped' THEN 'besieged' ELSE measure END"
# Where it holds: the place that the report gives; a toll of a whole war, or a count so large, holds for the country
# of the report where it gives none. Such counts may be of other things: they never differ, and one grows out of
# another only where they are near each other.
LARGE, TIMES = 10_000, 3
WHERE = f"""CASE
    WHEN place_key IS NOT NULL THEN CASE WHEN place_key NOT LIKE 'only:%' THEN place_key END
    WHEN cumulative OR coalesce(value, low, high) >= {LARGE} THEN scene || coalesce(cumulative, false) END"""
ROWS = f"""
WITH telling AS (
    SELECT f.*, p.name AS place_name, p.key AS place_key, q.quote, coalesce(k.name, f.counted_by) AS counter,
        coalesce(k.key, f.counted_by) AS counter_key,
        regexp_replace(lower(trim(f.population)), '^(the|all) ', '') AS bare, t.sentence, t.start_at,
        seen.outlet, seen.published, seen.source, seen.also_carried_by, s.country AS scene,
        {LOWEST} AS lowest, {HIGHEST} AS highest,
        {first_carrier("f.measure", "q.quote", "t.sentence")} AS first
    FROM figure f JOIN seen ON seen.reading = f.reading
    JOIN evidence q ON q.reading = f.reading AND q.kind = 'figure' AND q.item_id = f.id AND q.field = 'span'
    JOIN told t ON t.reading = f.reading AND t.kind = 'figure' AND t.item_id = f.id
    LEFT JOIN known_actor k ON k.reading = f.reading AND k.id = f.counted_by
    LEFT JOIN known_place p ON p.reading = f.reading AND p.id = f.place
    LEFT JOIN about s
        ON s.reading = f.reading
    WHERE $measure IS NULL OR f.measure = $measure),
named AS (SELECT *, {COUNTED} AS counted FROM telling),
beside AS (
    SELECT *, row_number() OVER () AS nr,
        CASE WHEN counted IS NOT NULL AND {WHERE} IS NOT NULL AND part_of IS NULL
            THEN concat_ws(' | ', {SAME_MEASURE}, counted, {WHERE}, coalesce(unit, '')) END AS same_count,
        place_key IS NULL AS implied
    FROM named WHERE first AND ($place IS NULL OR list_contains($place, place_key))),
pairs AS (
    SELECT a.nr, {{'words': b.quote, 'outlet': b.outlet, 'counted_by': b.counter, 'published': b.published}} AS other,
        a.lowest <= b.highest AND b.lowest <= a.highest AS fit,
        coalesce(a.value = b.value, false) OR coalesce(a.low = b.low AND a.high = b.high, false) AS equal,
        (a.value IS NULL) <> (b.value IS NULL) AS vague, a.factuality = b.factuality AND NOT a.implied AS alike,
        NOT a.implied OR (a.lowest < {TIMES} * b.highest AND b.lowest < {TIMES} * a.highest) AS near,
        a.source <> b.source AS apart,
        coalesce(a.period.start = b.period.start AND a.period."end" = b.period."end",
            a.period IS NULL AND b.period IS NULL
            AND abs(date_diff('day', a.published, b.published)) <= $days) AS at_once,
        b.published < a.published AS earlier, a.lowest > b.highest AS above
    FROM beside a JOIN beside b ON a.same_count = b.same_count AND a.nr <> b.nr),
compared AS (
    SELECT nr,
        list(other ORDER BY other.published, other) FILTER (fit AND apart AND (equal OR (vague AND at_once)))
            AS agrees_with,
        list(other ORDER BY other.published, other) FILTER (NOT fit AND at_once AND alike) AS differs_from,
        max_by(other, (other.published, other)) FILTER (moved AND above) AS up_from,
        max_by(other, (other.published, other)) FILTER (moved AND NOT above) AS down_from
    FROM (SELECT *, NOT fit AND NOT at_once AND NOT vague AND near AND earlier AS moved FROM pairs) GROUP BY nr),
series AS (
    SELECT same_count, count(*) AS told, string_agg(DISTINCT population, ', ' ORDER BY population) AS populations
    FROM beside GROUP BY same_count)
SELECT measure, population, place_name AS place, value, low, high, qualifier, unit, counter AS counted_by,
    period.start AS date, period."end" AS date_end, cumulative, factuality, quote AS words,
    CASE WHEN same_count IS NULL THEN 1 ELSE told END AS side_by_side,
    coalesce(populations, population) AS populations,
    CASE WHEN same_count IS NOT NULL THEN dense_rank() OVER (ORDER BY same_count NULLS LAST) END AS series,
    CASE WHEN same_count IS NOT NULL THEN coalesce(len(differs_from), 0) > 0 END AS differs,
    coalesce(agrees_with, []) AS agrees_with, coalesce(differs_from, []) AS differs_from, up_from, down_from,
    sentence, report_id, id AS item_id, outlet, published, also_carried_by
FROM beside LEFT JOIN compared USING (nr) LEFT JOIN series USING (same_count)
ORDER BY measure, counted NULLS LAST, place_key NULLS LAST, published NULLS LAST, report_id, start_at, id
"""
# Reports so many days apart tell of one moment, where neither says of when it counts.
DAYS = 2


def figures(record: Record, *, measure: str | None = None, place: str | None = None, window: Window = ALL) -> pa.Table:
    """One row a figure as one report gives it; those of one measure, population and place stand together.

    ``side_by_side`` says how many stand together, ``series`` is a number that these share, ``populations`` whom they
    count in their several words. ``agrees_with`` are those of other sources that give the same number,
    ``differs_from`` those of the same period that cannot be true with it: 500 and "at least 700" differ, 500 and "at
    least 400" do not; 51,000 agrees with "tens of thousands" of the same days. ``up_from`` and ``down_from`` are the
    last earlier one that was lower or higher. Each has the words, outlet, counter and day of publication. ``differs``
    is null where a report does not say who was counted or where: such figures may be of different things and stand
    alone, as do parts of a whole ("including three children"). Copies of one text count once; ``also_carried_by`` has
    the outlets of the others.
    """
    with seen(record, window) as cursor:
        places = None if place is None else keys_of(cursor, "place", place)
        params = {"measure": measure, "place": places, "days": DAYS, **_qualifiers(), "peoples": _peoples()}
        return cursor.sql(ROWS, params=params).to_arrow_table()


@cache
def _qualifiers() -> dict[str, list[str]]:
    """The words that bound a count from below, from above, and nearly; and those that name anybody."""
    measures = load("measures")
    words = measures["qualifiers"]
    bounds = {name: words[name] for name in ("near", "floor", "ceiling", "below")}
    return bounds | {"anybody": measures["anybody"], "fled": measures["fled"]}


@cache
def _peoples() -> list[str]:
    """The names of all peoples, in lower case: "syrians"."""
    return sorted({name.lower() for country in lexicon.countries().values() for name in country.people})
