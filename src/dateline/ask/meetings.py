"""Rounds of talks and summits, with their state on the day of each report."""

import pyarrow as pa

from dateline.ask.names import keys_of
from dateline.ask.seen import AsOf, seen
from dateline.ask.sql import first_carrier, holds, is_one_of, names, words_of
from dateline.record.store import Record

ROWS = f"""
WITH telling AS (
    SELECT m.*, list_concat(m.participants, m.conveners) AS present, t.sentence, t.start_at, seen.outlet,
        seen.published,
        seen.also_carried_by, {first_carrier("m.name", "m.status", "t.sentence")} AS first
    FROM meeting m JOIN seen ON seen.reading = m.reading
    JOIN told t ON t.reading = m.reading AND t.kind = 'meeting' AND t.item_id = m.id)
SELECT m."when".start AS date, m."when"."end" AS date_end, m."when".basis AS date_basis, m.name, m.status,
    p.name AS venue, {names("m", "conveners")} AS conveners, {names("m", "participants")} AS participants,
    {names("m", "absent")} AS absent, m.agenda, m.outcome, m.sentence, m.report_id, m.id AS item_id, m.outlet,
    m.published, m.also_carried_by
FROM telling m LEFT JOIN known_place p ON p.reading = m.reading AND p.id = m.venue
WHERE m.first AND ($status IS NULL OR m.status = $status) AND {is_one_of("m", "present", "who")}
    AND {holds("m.sentence", "about")}
ORDER BY m."when".start NULLS LAST, m.published NULLS LAST, m.report_id, m.start_at, m.id
"""


def meetings(
    record: Record,
    *,
    status: str | None = None,
    who: str | None = None,
    about: str | None = None,
    as_of: AsOf = None,
) -> pa.Table:
    """One row a meeting as one report tells it, by its day: its state shows report by report.

    ``who`` keeps those in which an actor of that name takes part or which it convenes.
    """
    with seen(record, as_of) as cursor:
        params = {
            "status": status,
            "who": None if who is None else keys_of(cursor, "actor", who),
            "about": words_of(about),
        }
        return cursor.sql(ROWS, params=params).to_arrow_table()
