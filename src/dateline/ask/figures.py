"""Counts side by side, by who counts and who reports; never summed."""

from functools import cache
from importlib.resources import files

import pyarrow as pa
import yaml

from dateline.ask.names import keys_of
from dateline.ask.seen import AsOf, seen
from dateline.ask.sql import first_carrier
from dateline.record.store import Record

# What a count can mean, for telling whether two of them differ: "at least 500" does not differ from 700.
LOWEST = """CASE WHEN list_contains($ceiling, lower(qualifier)) THEN 0
    WHEN list_contains($near, lower(qualifier)) THEN coalesce(low, 0.9 * value)
    ELSE coalesce(low, value) END"""
HIGHEST = """CASE WHEN list_contains($floor, lower(qualifier)) THEN 'infinity'::DOUBLE
    WHEN list_contains($near, lower(qualifier)) THEN coalesce(high, 1.1 * value)
    ELSE coalesce(high, value) END"""
ROWS = f"""
WITH telling AS (
    SELECT f.*, p.name AS place_name, p.key AS place_key, q.quote, coalesce(k.name, f.counted_by) AS counter,
        regexp_replace(lower(trim(f.population)), '^(the|all) ', '') AS counted, t.sentence, t.start_at,
        seen.outlet, seen.published, seen.source, seen.also_carried_by,
        {LOWEST} AS lowest, {HIGHEST} AS highest,
        {first_carrier("f.measure", "q.quote", "t.sentence")} AS first
    FROM figure f JOIN seen ON seen.reading = f.reading
    JOIN evidence q ON q.reading = f.reading AND q.kind = 'figure' AND q.item_id = f.id AND q.field = 'span'
    JOIN told t ON t.reading = f.reading AND t.kind = 'figure' AND t.item_id = f.id
    LEFT JOIN known_actor k ON k.reading = f.reading AND k.id = f.counted_by
    LEFT JOIN known_place p ON p.reading = f.reading AND p.id = f.place
    WHERE $measure IS NULL OR f.measure = $measure),
beside AS (
    SELECT *, CASE WHEN counted IS NOT NULL AND place_key IS NOT NULL AND place_key NOT LIKE 'only:%'
        THEN measure || ' | ' || counted || ' | ' || place_key END AS same_count
    FROM telling WHERE first AND ($place IS NULL OR list_contains($place, place_key))),
compared AS (
    SELECT *, CASE WHEN same_count IS NOT NULL
        THEN max(lowest) OVER same > min(highest) OVER same END AS differs,
        CASE WHEN same_count IS NULL THEN 1 ELSE count(*) OVER (PARTITION BY same_count) END AS side_by_side
    FROM beside
    WINDOW same AS (PARTITION BY same_count, factuality, coalesce(unit, ''), period.start, period."end"))
SELECT measure, population, place_name AS place, value, low, high, qualifier, unit, counter AS counted_by,
    period.start AS date, period."end" AS date_end, factuality, quote AS words, side_by_side, differs,
    sentence, report_id, id AS item_id, outlet, published, also_carried_by
FROM compared
ORDER BY measure, counted NULLS LAST, place_key NULLS LAST, published NULLS LAST, report_id, start_at, id
"""


def figures(record: Record, *, measure: str | None = None, place: str | None = None, as_of: AsOf = None) -> pa.Table:
    """One row a figure as one report gives it; those of one measure, population and place stand together.

    ``side_by_side`` says how many stand together. ``differs`` is true where those of one period cannot all be
    true: 500 and "at least 700" differ, 500 and "at least 400" do not. It is null where a report does
    not say who was counted or where: such figures may be of different things and stand alone.
    """
    with seen(record, as_of) as cursor:
        places = None if place is None else keys_of(cursor, "place", place)
        params = {"measure": measure, "place": places, **_qualifiers()}
        return cursor.sql(ROWS, params=params).to_arrow_table()


@cache
def _qualifiers() -> dict[str, list[str]]:
    """The words that bound a count: from below, from above, and nearly."""
    lexicon = files("dateline.lexicon").joinpath("measures.yml").read_text("utf-8")
    words = yaml.safe_load(lexicon)["qualifiers"]
    return {"near": words["near"], "floor": words["floor"], "ceiling": words["ceiling"] + words["below"]}
