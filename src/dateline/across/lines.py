"""The lines a timeline is made of: one a telling, from the items of the reports that are seen."""

import duckdb
import pyarrow as pa

from dateline.across.judged import TELLINGS
from dateline.across.processes import Process
from dateline.across.sql import first_carrier
from dateline.record.schema import document

# Every state that a report tells of a meeting is a line of its own. What has no day of its own stands on the day it
# was reported, and says so; not what is told as background or as history. `what` names the field whose words it shows.
# Who and whom are lists of actor ids, place one id. The key is what people judge the telling by.
LINES = f"""
CREATE TEMP TABLE line AS
WITH item AS (
    SELECT reading, report_id, id, 'event' AS item, "type" AS sort, mode,
        CASE WHEN "type" = 'CONSULT' THEN 'talks'
             WHEN "type" = 'AGREE' OR ("type" = 'CONCEDE' AND mode IN ('ceasefire', 'truce')) THEN 'agreement'
             ELSE 'event' END AS kind,
        "when" AS w, actors AS who, recipients AS whom, place, 'phrase' AS what, 0 AS n, factuality AS status,
        factuality, attributed_to AS said_by, NULL::DOUBLE AS size, background IS NULL AS news
    FROM event
    UNION ALL
    SELECT reading, report_id, id, 'meeting', s.status, NULL, 'talks', s."when",
        list_concat(participants, conveners), [], venue, 'standings', n - 1, s.status, 'happened', s."by", NULL, true
    FROM (SELECT *, unnest(standings) AS s, generate_subscripts(standings, 1) AS n FROM meeting)
    UNION ALL
    SELECT reading, report_id, id, 'proposal', kind, force, 'proposal', takes_effect, "by", "to", NULL,
        'terms', 0, force, 'happened', NULL, NULL, true FROM proposal
    UNION ALL
    SELECT reading, report_id, id, 'figure', measure, NULL, 'figure', period, [], [], place, 'span', 0,
        factuality, factuality, counted_by, coalesce(value, low, high), NOT coalesce(cumulative, false) FROM figure
    UNION ALL
    SELECT reading, report_id, id, 'forecast', polarity, NULL, 'forecast', horizon,
        CASE WHEN "by" IS NULL THEN [] ELSE ["by"] END, [], NULL, 'outcome', 0, polarity, 'happened', "by", NULL, true
    FROM forecast
    UNION ALL
    SELECT reading, report_id, id, 'statement', 'statement', mode, 'statement', "when", [speaker], [], place, 'content',
        0, 'said', 'happened', NULL, NULL, true
    FROM statement SEMI JOIN scene USING (reading) WHERE speaker IS NOT NULL AND "when".start IS NOT NULL),
ruled AS (
    -- "now" and "soon" are no days
    SELECT * REPLACE (CASE WHEN ends_with(w.value, '_REF') THEN NULL ELSE w END AS w) FROM item),
dated AS (
    SELECT i.* EXCLUDE (w, news), w.start IS NOT NULL AND coalesce(w.basis, 'relative') <> 'publication' AS dated,
        w, CASE WHEN news THEN CAST(s.published AS DATE) END AS told, s.published, s.outlet, s.source,
        s.also_carried_by
    FROM ruled i JOIN seen s ON s.reading = i.reading),
-- The sentence is cut out before the lines are put in order: with each line its whole text would be sorted.
quoted AS (
    SELECT d.*, coalesce(m.name, q.quote) AS quote, q."start" AS start_at, q.sentence_start,
        substring(r.text, q.sentence_start + 1, q.sentence_end - q.sentence_start) AS sentence
    FROM dated d
    LEFT JOIN evidence q
        ON q.reading = d.reading AND q.kind = d.item AND q.item_id = d.id AND q.field = d.what AND q.n = d.n
    LEFT JOIN report r ON r.id = d.report_id
    LEFT JOIN meeting m ON d.item = 'meeting' AND m.reading = d.reading AND m.id = d.id
        AND q."start" >= m.span[1] AND q."start" < m.span[2])
SELECT row_number() OVER (ORDER BY published NULLS LAST, report_id, item, id, n) AS line,
    * EXCLUDE (w, told, n, quote, start_at, sentence_start, sentence),
    CASE WHEN item IN {TELLINGS} THEN concat_ws(':', item, report_id, id) END AS key,
    coalesce(w.start, told) AS date, coalesce(w."end", w.start, told) AS date_end,
    CASE WHEN w.start IS NOT NULL THEN coalesce(w.basis, 'relative')
         WHEN told IS NOT NULL THEN 'publication' ELSE 'none' END AS date_basis,
    quote, start_at, sentence_start, sentence
FROM quoted;
CREATE TEMP TABLE party AS
SELECT u.line, u.role, u.n, u.reading, u.id, k.name, k.key FROM (
    SELECT line, reading, 'who' AS role, unnest(who) AS id, generate_subscripts(who, 1) AS n FROM line
    UNION ALL SELECT line, reading, 'whom', unnest(whom), generate_subscripts(whom, 1) FROM line) u
JOIN known_actor k ON k.reading = u.reading AND k.id = u.id;
CREATE TEMP TABLE spot AS
SELECT l.line, l.reading, l.place AS id, k.name, k.key,
    k.key NOT LIKE 'only:%' AND k.kind NOT IN ('country', 'region') AS town
FROM line l JOIN known_place k ON k.reading = l.reading AND k.id = l.place;
"""
# Reports that carry the same text tell the same line once: the first to publish it stands for all.
ONCE = f"""
DELETE FROM line WHERE line NOT IN (
    SELECT line FROM (
        SELECT l.line, {first_carrier("l.item", "l.sort", "l.mode", "l.quote", "l.sentence")} AS first
        FROM line l JOIN seen ON seen.reading = l.reading
        WHERE l.source IN (SELECT source FROM seen GROUP BY source HAVING count(*) > 1))
    WHERE first)
AND source IN (SELECT source FROM seen GROUP BY source HAVING count(*) > 1);
"""
# What one report tells twice in the same words is one line: a meeting and the verb for it or for its end, and
# a promise that is a forecast too.
FOLD = """
DELETE FROM line WHERE line IN (
    SELECT e.line FROM line e JOIN line m ON m.reading = e.reading AND m.date = e.date AND m.dated AND e.dated
    WHERE e.item = 'event' AND m.item = 'meeting' AND (
        (e.sort = 'CONSULT' AND e.start_at >= m.start_at AND e.start_at < m.start_at + length(m.quote))
        OR (e.sentence_start = m.sentence_start AND (
            ((e.sort = 'REJECT' OR e.mode = 'suspend_talks') AND m.status IN ('collapsed', 'cancelled', 'suspended'))
            OR (e.sort = 'CONSULT' AND len(e.who) > 0
                AND list_sort(list_distinct(list_concat(e.who, e.whom))) = list_sort(list_distinct(m.who))))))
    UNION
    SELECT f.line FROM line f JOIN line p ON p.reading = f.reading AND p.start_at = f.start_at AND p.quote =
        f.quote
    WHERE f.item = 'forecast' AND p.item = 'proposal');
"""
# A report on two countries: what takes place in the other one is no line of this one's process.
ELSEWHERE = """
DELETE FROM line WHERE reading IN (
    SELECT reading FROM scene GROUP BY reading
    HAVING coalesce(sum(share) FILTER (list_contains($countries, country)), 0) < 0.5)
AND line NOT IN (
    SELECT p.line FROM party p JOIN actor a ON a.reading = p.reading AND a.id = p.id
    WHERE list_contains($countries, a.country)
    UNION SELECT s.line FROM spot s JOIN place q ON q.reading = s.reading AND q.id = s.id
    WHERE list_contains($countries, q.country)
    UNION SELECT line FROM line WHERE regexp_matches(sentence, $words))
"""


def gather(cursor: duckdb.DuckDBPyConnection, process: Process | None = None) -> None:
    """Fill the tables ``line``, ``party`` and ``spot`` of a cursor on which :func:`seen` was asked.

    Of reports that are mostly about other countries than those of ``process`` only the lines on these are kept.
    """
    cursor.execute(LINES)
    cursor.execute(ONCE)
    cursor.execute(FOLD)
    if process is not None and process.countries:
        cursor.execute(ELSEWHERE, {"countries": list(process.countries), "words": process.words})


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
        "THEN $background ELSE 1 END * CASE WHEN l.start_at < $within THEN $lead ELSE 1 END "
        "* CASE WHEN l.dated AND l.date_end - l.date >= $wide THEN $loose ELSE 1 END AS weight FROM line l "
        "JOIN sort_weight w ON w.item = l.item AND w.sort = l.sort AND w.mode IS NOT DISTINCT FROM l.mode "
        "LEFT JOIN factor f ON f.factuality = l.factuality",
        {
            "undated": float(weights["undated"]),
            "days": int(weights["background"]["days"]),
            "background": float(weights["background"]["factor"]),
            "within": int(weights["lead"]["characters"]),
            "lead": float(weights["lead"]["factor"]),
            "wide": int(weights["loose"]["days"]),
            "loose": float(weights["loose"]["factor"]),
        },
    )


SORT_WEIGHT = pa.schema([("item", pa.string()), ("sort", pa.string()), ("mode", pa.string()), ("weight", pa.float64())])
FACTOR = pa.schema([("factuality", pa.string()), ("factor", pa.float64())])


def _weight(item: str, sort: str, mode: str | None) -> dict[str, object]:
    weights = document("timeline")
    if item == "event":
        weight = weights["types"].get(sort, 1) + sum(w for word, w in weights["modes"].items() if word in (mode or ""))
    elif item in ("forecast", "statement"):
        weight = weights[item]
    else:
        table = {"meeting": "statuses", "proposal": "proposals", "figure": "measures"}[item]
        weight = weights[table].get(sort, 0.3)
    return {"item": item, "sort": sort, "mode": mode, "weight": float(weight)}
