"""What an answer rests on: which sources, which days have none, and what was left out and why."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pyarrow as pa

from dateline.across.seen import seen
from dateline.across.window import ALL, Window
from dateline.record.store import WITHDRAWN, Record

# Without a process the days are those of the record; a report that speaks of no conflict has no scene.
OUTLETS = """
SELECT 'outlet' AS sort, coalesce(s.outlet, 'unknown outlet') AS name, count(*) AS reports,
    count(DISTINCT s.source) AS origins, min(CAST(s.published AS DATE)) AS first,
    max(CAST(s.published AS DATE)) AS last, string_agg(DISTINCT r.agency, ', ' ORDER BY r.agency) AS note
FROM seen s SEMI JOIN scene c ON c.reading = s.reading JOIN report r ON r.id = s.report_id
GROUP BY ALL ORDER BY reports DESC, name
"""
LEFT_OUT = """
SELECT 'left out' AS sort, note AS name, count(*) AS reports, count(DISTINCT source) AS origins,
    min(CAST(published AS DATE)) AS first, max(CAST(published AS DATE)) AS last, NULL AS note FROM (
    SELECT s.source, s.published, coalesce(g.notes[1], $no_country) AS note
    FROM seen s ANTI JOIN scene c ON c.reading = s.reading JOIN reading g ON g.id = s.reading)
GROUP BY ALL ORDER BY reports DESC, name
"""
OF_OTHERS = """
SELECT 'left out' AS sort, 'about another conflict' AS name, count(*) AS reports, count(DISTINCT r.id) AS origins,
    min(CAST(r.published AS DATE)) AS first, max(CAST(r.published AS DATE)) AS last, NULL AS note
FROM report r JOIN reading g ON g.report_id = r.id AND g.superseded_by IS NULL
WHERE g.id IN (SELECT reading FROM scene) AND r.id NOT IN (SELECT report_id FROM seen) HAVING count(*) > 0
"""
WITHDRAWALS = f"""
SELECT 'withdrawn' AS sort, coalesce(r.title, r.id) AS name, 1 AS reports, 1 AS origins,
    CAST(r.published AS DATE) AS first, CAST(r.published AS DATE) AS last,
    concat_ws('; ', w.reason, 'instead: ' || w.instead) AS note
FROM ({WITHDRAWN}) w JOIN report r ON r.id = w.report_id ORDER BY r.published NULLS LAST, r.id
"""
DAYS = """
SELECT DISTINCT CAST(s.published AS DATE) AS day FROM seen s SEMI JOIN scene c ON c.reading = s.reading
WHERE s.published IS NOT NULL ORDER BY day
"""
NO_COUNTRY = "the report names no country of a conflict"
SCHEMA = pa.schema(
    [
        ("sort", pa.string()),
        ("name", pa.string()),
        ("reports", pa.int64()),
        ("origins", pa.int64()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("note", pa.string()),
    ]
)


def coverage(record: Record, *, window: Window = ALL) -> pa.Table:
    """One row an outlet, a stretch of days without a report, or a reason for which reports were left out.

    ``sort`` is "outlet", "no report", "left out" or "withdrawn" (each such report, with the reason). ``reports`` counts
    reports, ``origins`` independent ones: copies and versions of one text count once. ``note`` names the agencies whose
    texts an outlet carried.
    """
    with seen(record, window) as cursor:
        rows = cursor.sql(OUTLETS).to_arrow_table().to_pylist()
        rows += _gaps([day for (day,) in cursor.execute(DAYS).fetchall()])
        rows += cursor.sql(LEFT_OUT, params={"no_country": NO_COUNTRY}).to_arrow_table().to_pylist()
        rows += cursor.sql(WITHDRAWALS).to_arrow_table().to_pylist()
        if window.process is not None:
            rows += cursor.sql(OF_OTHERS).to_arrow_table().to_pylist()
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _gaps(days: list[Any]) -> list[dict[str, Any]]:
    one = timedelta(days=1)
    return [
        {"sort": "no report", "name": "", "reports": 0, "origins": 0, "first": a + one, "last": b - one, "note": None}
        for a, b in pairwise(days)
        if b - a > one
    ]
