"""Rounds of talks and summits, with their state on the day of each report."""

import pyarrow as pa

from dateline.across.names import keys_of
from dateline.across.seen import seen
from dateline.across.sql import first_carrier, holds, is_one_of, names, words_of
from dateline.across.window import ALL, Window
from dateline.record.store import Record

ROWS = f"""
WITH telling AS (
    SELECT m.*, list_concat(m.participants, m.conveners) AS present, t.sentence, t.start_at, seen.outlet,
        seen.published,
        seen.also_carried_by, {first_carrier("m.name", "m.status", "t.sentence")} AS first
    FROM meeting m JOIN seen ON seen.reading = m.reading
    JOIN told t ON t.reading = m.reading AND t.kind = 'meeting' AND t.item_id = m.id),
said AS (
    SELECT u.reading, u.id, list({{'status': u.s.status, 'by': k.name}} ORDER BY u.n) AS standings
    FROM (SELECT reading, id, unnest(standings) AS s, generate_subscripts(standings, 1) AS n FROM meeting) u
    LEFT JOIN known_actor k ON k.reading = u.reading AND k.id = u.s."by"
    GROUP BY u.reading, u.id)
SELECT m."when".start AS date, m."when"."end" AS date_end, m."when".basis AS date_basis, m.name, m.status,
    p.name AS venue, {names("m", "conveners")} AS conveners, {names("m", "participants")} AS participants,
    {names("m", "mediators")} AS mediators, {names("m", "absent")} AS absent, m.agenda, m.outcome, m.sentence,
    m.report_id, m.id AS item_id, m.outlet, m.published, m.also_carried_by, coalesce(d.standings, []) AS standings
FROM telling m LEFT JOIN said d ON d.reading = m.reading AND d.id = m.id
LEFT JOIN known_place p ON p.reading = m.reading AND p.id = m.venue
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
    window: Window = ALL,
) -> pa.Table:
    """One row a meeting as one report tells it, by its day: its state shows report by report.

    ``standings`` are all states that the report tells of it, with those on whose word; the report's own have nobody.
    ``who`` keeps those in which an actor of that name takes part or which it convenes.
    """
    with seen(record, window) as cursor:
        params = {
            "status": status,
            "who": None if who is None else keys_of(cursor, "actor", who),
            "about": words_of(about),
        }
        return cursor.sql(ROWS, params=params).to_arrow_table()
