"""What was offered, demanded, promised or threatened, by whom to whom, and who answered how."""

import pyarrow as pa

from dateline.across.names import keys_of
from dateline.across.seen import seen
from dateline.across.sql import first_carrier, holds, is_one_of, names, words_of
from dateline.across.window import ALL, Window
from dateline.record.store import Record

ROWS = f"""
WITH telling AS (
    SELECT p.*, q.quote, c.quote AS unless, t.sentence, t.start_at, seen.outlet, seen.published,
        seen.also_carried_by, {first_carrier("p.kind", "p.force", "q.quote", "t.sentence")} AS first
    FROM proposal p JOIN seen ON seen.reading = p.reading
    JOIN evidence q ON q.reading = p.reading AND q.kind = 'proposal' AND q.item_id = p.id
        AND q.field = 'terms'
    LEFT JOIN evidence c ON c.reading = p.reading AND c.kind = 'proposal' AND c.item_id = p.id
        AND c.field = 'condition'
    JOIN told t ON t.reading = p.reading AND t.kind = 'proposal' AND t.item_id = p.id),
answer AS (
    SELECT u.reading, u.id, list({{'by': k.name, 'response': u.r.response, 'words': q.quote}} ORDER BY u.n)
        AS responses
    FROM (SELECT reading, id, unnest(responses) AS r, generate_subscripts(responses, 1) AS n FROM proposal) u
    JOIN evidence q ON q.reading = u.reading AND q.kind = 'proposal' AND q.item_id = u.id
        AND q.field = 'responses' AND q.n = u.n - 1
    LEFT JOIN known_actor k ON k.reading = u.reading AND k.id = u.r."by"
    GROUP BY ALL)
SELECT p.kind, p.force, {names("p", "by")} AS "by", {names("p", "to")} AS "to", p.quote AS terms,
    p.unless AS condition, p.takes_effect.start AS takes_effect, coalesce(a.responses, []) AS responses,
    p.sentence, p.report_id, p.id AS item_id, p.outlet, p.published, p.also_carried_by
FROM telling p LEFT JOIN answer a ON a.reading = p.reading AND a.id = p.id
WHERE p.first AND ($kind IS NULL OR p.kind = $kind) AND {is_one_of("p", "by", "by")}
    AND {is_one_of("p", "to", "to")} AND {holds("p.sentence", "about")}
ORDER BY p.published NULLS LAST, p.report_id, p.start_at, p.id
"""


def proposals(
    record: Record,
    *,
    kind: str | None = None,
    by: str | None = None,
    to: str | None = None,
    about: str | None = None,
    window: Window = ALL,
) -> pa.Table:
    """One row a proposal as one report tells it, by publication, with the answers that report gives."""
    with seen(record, window) as cursor:
        params = {
            "kind": kind,
            "by": None if by is None else keys_of(cursor, "actor", by),
            "to": None if to is None else keys_of(cursor, "actor", to),
            "about": words_of(about),
        }
        return cursor.sql(ROWS, params=params).to_arrow_table()
