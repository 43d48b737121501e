"""What a record holds and how it grew: counts of everything in it, as they stand in the file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dateline.across.seen import seen
from dateline.across.window import ALL
from dateline.record.schema import items, tables
from dateline.record.store import WITHDRAWN, Record

REPORTS = f"""
SELECT 'report' AS sort, name, number, first, last, NULL AS note FROM (
    SELECT 1 AS place, 'all' AS name, count(*) AS number, min(published) AS first, max(published) AS last
    FROM report
    UNION ALL SELECT 2, 'undated', count(*), NULL, NULL FROM report WHERE published IS NULL
    UNION ALL SELECT 3, 'copies', count(*), min(published), max(published)
    FROM report WHERE id IN (SELECT report_id FROM copy)
    UNION ALL SELECT 4, 'withdrawn', count(*), min(published), max(published)
    FROM report WHERE id IN (SELECT report_id FROM ({WITHDRAWN}))
    UNION ALL SELECT 5, 'files', count(DISTINCT file), NULL, NULL FROM report_file
) ORDER BY place
"""
ADDED = """
SELECT 'added' AS sort, CAST(CAST(moment AS DATE) AS VARCHAR) AS name, count(*) AS number, NULL AS first,
    NULL AS last, NULL AS note FROM (SELECT min(added) AS moment FROM reading GROUP BY report_id)
GROUP BY ALL ORDER BY name
"""
BY = """
SELECT '{sort}' AS sort, coalesce({name}, 'unknown') AS name, count(*) AS number, min(published) AS first,
    max(published) AS last, NULL AS note FROM report GROUP BY ALL ORDER BY {order}
"""
SUPERSEDED = "CASE WHEN count(g.superseded_by) > 0 THEN concat(count(g.superseded_by), ' superseded') END"
READINGS = f"""
SELECT 'reading' AS sort, g.revision AS name, count(*) FILTER (superseded_by IS NULL) AS number, min(added) AS first,
    max(added) AS last, concat_ws(', ', 'dateline ' || any_value(v.version), {SUPERSEDED}) AS note
FROM reading g LEFT JOIN revision v ON v.id = g.revision GROUP BY ALL ORDER BY first, name
"""
ITEMS = """
SELECT 'item' AS sort, '{name}' AS name, count(*) FILTER (g.superseded_by IS NULL) AS number, NULL AS first,
    NULL AS last, {superseded} AS note
FROM "{name}" i JOIN reading g ON g.id = i.reading
"""
KNOWN = """
SELECT 'across reports' AS sort, 'actors' AS name, count(DISTINCT key) AS number, NULL AS first, NULL AS last,
    NULL AS note FROM known_actor
UNION ALL SELECT 'across reports', 'places', count(DISTINCT key), NULL, NULL, NULL FROM known_place
"""
SAID = """
SELECT '{sort}' AS sort, t.by AS name, count(*) AS number, min(t.at) AS first, max(t.at) AS last, (
    SELECT string_agg(concat(n, ' ', verdict), ', ' ORDER BY n DESC, verdict) FROM (
        SELECT verdict, count(*) AS n FROM "{sort}" s WHERE s.by = t.by GROUP BY verdict)) AS note
FROM "{sort}" t GROUP BY t.by ORDER BY number DESC, name
"""
ISSUES = """
SELECT 'issue' AS sort, code AS name, count(*) AS number, NULL AS first, NULL AS last,
    CASE WHEN bool_or(fatal) THEN concat(count(*) FILTER (fatal), ' left out') END AS note
FROM issue GROUP BY code ORDER BY number DESC, name
"""
BLOCKS = """
SELECT count(DISTINCT block) FROM (
    SELECT unnest(list_prepend(block_id, additional_block_ids)) AS block FROM pragma_storage_info($1)
) WHERE block >= 0
"""
SCHEMA = pa.schema(
    [
        ("sort", pa.string()),
        ("name", pa.string()),
        ("number", pa.int64()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("note", pa.string()),
    ]
)


def stats(record: Record) -> pa.Table:
    """One row a count: ``sort`` says of what (report, added, outlet, agency, language, month, reading, item, across
    reports, judgement, review, issue, bytes), ``name`` of which.

    Of the reports "copies" are later versions too, and "files" is how many they came in. ``first`` and ``last`` are the
    days of publication, and those (UTC) on which readings, judgements and reviews were made. Items are of readings
    that stand. Withdrawn reports are counted too; only the actors and places across reports are those that answers see.
    ``bytes`` of a table are those that it fills in the file.
    """
    asked = [
        REPORTS,
        ADDED,
        BY.format(sort="outlet", name="coalesce(publisher, agency)", order="number DESC, name"),
        BY.format(sort="agency", name="agency", order="number DESC, name"),
        BY.format(sort="language", name="language", order="number DESC, name"),
        BY.format(sort="month", name="strftime(published, '%Y-%m')", order="name"),
        READINGS,
        *(ITEMS.format(name=kind.name, superseded=SUPERSEDED) for kind in items()),
        ITEMS.format(name="evidence", superseded=SUPERSEDED),
    ]
    told = [SAID.format(sort="judgement"), SAID.format(sort="review"), ISSUES]
    with seen(record, ALL) as cursor:
        known = _rows(cursor, KNOWN)
    with record.cursor() as cursor:
        rows = [row for sql in asked for row in _rows(cursor, sql)]
        rows += known
        rows += [row for sql in told for row in _rows(cursor, sql)]
        rows += _sizes(cursor, record.path)
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    days = 'SELECT * REPLACE (CAST("first" AS DATE) AS "first", CAST("last" AS DATE) AS "last")'
    found: list[dict[str, Any]] = cursor.sql(f"{days} FROM ({sql})").to_arrow_table().to_pylist()
    return found


def _sizes(cursor: duckdb.DuckDBPyConnection, path: str) -> Iterator[dict[str, Any]]:
    """The bytes of the file, of what is free in it and of each table, the largest first; none for one in memory."""
    if not Path(path).is_file():
        return
    yield {"sort": "bytes", "name": "all", "number": Path(path).stat().st_size}
    sql = "SELECT block_size, free_blocks FROM pragma_database_size() WHERE database_name = current_database()"
    ((block, free),) = cursor.execute(sql).fetchall()
    yield {"sort": "bytes", "name": "free", "number": free * block}
    filled = {kind.name: cursor.execute(BLOCKS, [kind.name]).fetchall()[0][0] for kind in tables()}
    for name, blocks in sorted(filled.items(), key=lambda x: (-x[1], x[0])):
        yield {"sort": "bytes", "name": name, "number": blocks * block}
