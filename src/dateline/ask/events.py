"""Who did what to whom."""

import pyarrow as pa

from dateline.across.names import keys_of
from dateline.across.seen import seen
from dateline.across.sql import first_carrier, holds, is_one_of, names, words_of
from dateline.across.window import ALL, Window
from dateline.record.store import Record

ROWS = f"""
WITH telling AS (
    SELECT e.*, q.quote, t.sentence, t.start_at, seen.outlet, seen.published, seen.also_carried_by,
        {first_carrier('e."type"', "e.mode", "q.quote", "t.sentence")} AS first
    FROM event e JOIN seen ON seen.reading = e.reading
    JOIN evidence q ON q.reading = e.reading AND q.kind = 'event' AND q.item_id = e.id AND q.field = 'trigger'
    JOIN told t ON t.reading = e.reading AND t.kind = 'event' AND t.item_id = e.id
    WHERE $type IS NULL OR e."type" = upper($type))
SELECT e."when".start AS date, e."when"."end" AS date_end, e."when".basis AS date_basis, e."type", e.mode,
    {names("e", "actors")} AS actors, {names("e", "recipients")} AS recipients, p.name AS place,
    e.quote AS trigger, e.factuality, e.background, coalesce(k.name, b.name) AS attributed_to, e.sentence, e.report_id,
    e.id AS item_id, e.outlet, e.published, e.also_carried_by
FROM telling e LEFT JOIN known_place p ON p.reading = e.reading AND p.id = e.place
LEFT JOIN known_actor k ON k.reading = e.reading AND k.id = e.attributed_to
LEFT JOIN statement s ON s.reading = e.reading AND s.id = e.attributed_to
LEFT JOIN known_actor b ON b.reading = e.reading AND b.id = s.speaker
WHERE e.first AND {is_one_of("e", "actors", "by")} AND {is_one_of("e", "recipients", "to")}
    AND ($place IS NULL OR list_contains($place, p.key)) AND {holds("e.sentence", "about")}
ORDER BY e.published NULLS LAST, e.report_id, e.start_at, e.id
"""


def events(
    record: Record,
    *,
    type: str | None = None,
    by: str | None = None,
    to: str | None = None,
    place: str | None = None,
    about: str | None = None,
    window: Window = ALL,
) -> pa.Table:
    """One row an event as one report tells it, by publication; copies of one text give it once.

    ``type`` is a PLOVER type; ``by``, ``to`` and ``place`` keep those of the actors and places the names mean,
    ``about`` those whose sentence holds the words. Tellings of one happening are united in the timeline.
    """
    with seen(record, window) as cursor:
        params = {
            "type": type,
            "by": None if by is None else keys_of(cursor, "actor", by),
            "to": None if to is None else keys_of(cursor, "actor", to),
            "place": None if place is None else keys_of(cursor, "place", place),
            "about": words_of(about),
        }
        return cursor.sql(ROWS, params=params).to_arrow_table()
