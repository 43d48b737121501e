"""The lines a timeline is made of: one a telling, from the items of the reports that are seen."""

import duckdb
import pyarrow as pa

from dateline.ask.sql import first_carrier
from dateline.record.schema import document

# A proposal without a day of its own stands on the day it was reported, and says so.
# Who and whom are lists of actor ids, place one id; `what` names the field whose words the line shows.
LINES = """
CREATE TEMP TABLE line AS
WITH item AS (
    SELECT reading, report_id, id, 'event' AS item, "type" AS sort, mode,
        CASE WHEN "type" = 'CONSULT' THEN 'talks'
             WHEN "type" = 'AGREE' OR ("type" = 'CONCEDE' AND mode IN ('ceasefire', 'truce')) THEN 'agreement'
             ELSE 'event' END AS kind,
        "when" AS w, actors AS who, recipients AS whom, place, 'phrase' AS what, factuality AS status,
        factuality, attributed_to AS said_by, NULL::DOUBLE AS size
    FROM event
    UNION ALL
    SELECT reading, report_id, id, 'meeting', status, NULL, 'talks', "when", 
        list_concat(participants, conveners), [], venue, 'span', status, 'happened', NULL, NULL FROM meeting
    UNION ALL
    SELECT reading, report_id, id, 'proposal', kind, force, 'proposal', takes_effect, "by", "to", NULL,
        'terms', force, 'happened', NULL, NULL FROM proposal
    UNION ALL
    SELECT reading, report_id, id, 'figure', measure, NULL, 'figure', period, [], [], place, 'span',
        factuality, factuality, counted_by, coalesce(value, low, high) FROM figure
    UNION ALL
    SELECT reading, report_id, id, 'forecast', polarity, NULL, 'forecast', horizon,
        CASE WHEN "by" IS NULL THEN [] ELSE ["by"] END, [], NULL, 'outcome', polarity, 'happened', "by", NULL
    FROM forecast)
SELECT row_number() OVER (ORDER BY s.published NULLS LAST, item.report_id, item.item, item.id) AS line,
    item.* EXCLUDE (w),
    coalesce(w.start, CASE WHEN item.item = 'proposal' THEN CAST(s.published AS DATE) END) AS date,
    coalesce(w."end", w.start, CASE WHEN item.item = 'proposal' THEN CAST(s.published AS DATE) END) AS date_end,
    CASE WHEN w.start IS NOT NULL THEN coalesce(w.basis, 'relative')
         WHEN item.item = 'proposal' AND s.published IS NOT NULL THEN 'publication' ELSE 'none' END AS date_basis,
    w.start IS NOT NULL AND coalesce(w.basis, 'relative') <> 'publication' AS dated,
    s.published, s.outlet, s.source, s.also_carried_by, q.quote, q."start" AS start_at
FROM item JOIN seen s ON s.reading = item.reading
LEFT JOIN (SELECT reading, kind, item_id, field, quote, "start" FROM evidence
           WHERE n = 0 AND field IN ('phrase', 'span', 'terms', 'outcome')) q
    ON q.reading = item.reading AND q.kind = item.item AND q.item_id = item.id AND q.field = item.what;
CREATE TEMP TABLE party AS
SELECT u.line, u.role, u.n, k.name, k.key FROM (
    SELECT line, reading, 'who' AS role, unnest(who) AS id, generate_subscripts(who, 1) AS n FROM line
    UNION ALL SELECT line, reading, 'whom', unnest(whom), generate_subscripts(whom, 1) FROM line) u
JOIN known_actor k ON k.reading = u.reading AND k.id = u.id;
CREATE TEMP TABLE spot AS
SELECT l.line, k.name, k.key FROM line l JOIN known_place k ON k.reading = l.reading AND k.id = l.place;
"""
# Reports that carry the same text tell the same line once: the first to publish it stands for all.
ONCE = f"""
DELETE FROM line WHERE line NOT IN (
    SELECT line FROM (
        SELECT l.line, {first_carrier("l.item", "l.sort", "l.mode", "l.quote", "t.sentence")} AS first
        FROM line l JOIN seen ON seen.reading = l.reading
        JOIN told t ON t.reading = l.reading AND t.kind = l.item AND t.item_id = l.id
        WHERE l.source IN (SELECT source FROM seen GROUP BY source HAVING count(*) > 1))
    WHERE first)
AND source IN (SELECT source FROM seen GROUP BY source HAVING count(*) > 1);
"""
# What one report tells twice in the same words is one line: a meeting and the verb for it or for its end, and
# a promise that is a forecast too.
FOLD = """
DELETE FROM line WHERE line IN (
    SELECT e.line FROM line e JOIN line m ON m.reading = e.reading AND m.date = e.date AND m.dated AND e.dated
    JOIN told te ON te.reading = e.reading AND te.kind = 'event' AND te.item_id = e.id
    JOIN told tm ON tm.reading = m.reading AND tm.kind = 'meeting' AND tm.item_id = m.id
    WHERE e.item = 'event' AND m.item = 'meeting' AND (
        (e.sort = 'CONSULT' AND e.start_at >= m.start_at AND e.start_at < m.start_at + length(m.quote))
        OR (te.sentence_start = tm.sentence_start AND (
            (e.sort = 'REJECT' AND m.status IN ('collapsed', 'cancelled', 'suspended'))
            OR (e.sort = 'CONSULT' AND len(e.who) > 0
                AND list_sort(list_distinct(list_concat(e.who, e.whom))) = list_sort(list_distinct(m.who))))))
    UNION
    SELECT f.line FROM line f JOIN line p ON p.reading = f.reading AND p.start_at = f.start_at AND p.quote =
        f.quote
    WHERE f.item = 'forecast' AND p.item = 'proposal');
"""


def gather(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables ``line``, ``party`` and ``spot`` of a cursor on which :func:`seen` was asked."""
    cursor.execute(LINES)
    cursor.execute(ONCE)
    cursor.execute(FOLD)


def weigh(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the table ``weight`` with what each line weighs by itself, after ``schema/timeline.yml``."""
    weights = document("timeline")
    sorts = cursor.execute("SELECT DISTINCT item, sort, mode FROM line").fetchall()
    cursor.register("sort_weight", pa.Table.from_pylist([_weight(*row) for row in sorts], schema=SORT_WEIGHT))
    factors = [{"factuality": k, "factor": float(v)} for k, v in weights["factuality"].items()]
    cursor.register("factor", pa.Table.from_pylist(factors, schema=FACTOR))
    cursor.execute(
        "CREATE TEMP TABLE weight AS SELECT l.line, w.weight * coalesce(f.factor, 1) "
        "* CASE WHEN l.item = 'figure' THEN least(6, log10(greatest(1, coalesce(l.size, 1)))) ELSE 1 END "
        "* CASE WHEN l.dated THEN 1 ELSE $undated END "
        "* CASE WHEN l.dated AND l.date < CAST(l.published AS DATE) - CAST($days AS INTEGER) "
        "THEN $background ELSE 1 END AS weight FROM line l "
        "JOIN sort_weight w ON w.item = l.item AND w.sort = l.sort AND w.mode IS NOT DISTINCT FROM l.mode "
        "LEFT JOIN factor f ON f.factuality = l.factuality",
        {
            "undated": float(weights["undated"]),
            "days": int(weights["background"]["days"]),
            "background": float(weights["background"]["factor"]),
        },
    )


SORT_WEIGHT = pa.schema([("item", pa.string()), ("sort", pa.string()), ("mode", pa.string()), ("weight", pa.float64())])
FACTOR = pa.schema([("factuality", pa.string()), ("factor", pa.float64())])


def _weight(item: str, sort: str, mode: str | None) -> dict[str, object]:
    weights = document("timeline")
    if item == "event":
        weight = weights["types"].get(sort, 1) + sum(w for word, w in weights["modes"].items() if word in (mode or ""))
    elif item == "forecast":
        weight = weights["forecast"]
    else:
        table = {"meeting": "statuses", "proposal": "proposals", "figure": "measures"}[item]
        weight = weights[table].get(sort, 0.3)
    return {"item": item, "sort": sort, "mode": mode, "weight": float(weight)}
