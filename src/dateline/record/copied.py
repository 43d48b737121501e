"""Which reports of the record repeat others: found anew for those that are new, the rest stays as it is."""

from collections.abc import Iterable
from dataclasses import asdict

import duckdb
import pyarrow as pa

from dateline.record.insertion import insert
from dateline.record.schema import arrow_schema, kinds
from dateline.reports.copies import link as linked
from dateline.reports.copies import sketch
from dateline.reports.report import Report

BATCH = 1000
# Reports that share a band with a fresh one, and the origins that those of them have that were copies before.
PAIRS = """
WITH theirs AS MATERIALIZED (
    SELECT report_id, unnest(bands) AS band FROM sketch SEMI JOIN fresh USING (report_id)),
near AS MATERIALIZED (
    SELECT DISTINCT t.report_id AS one, s.report_id AS other
    FROM (SELECT report_id, unnest(bands) AS band FROM sketch) s JOIN theirs t USING (band)
    WHERE t.report_id <> s.report_id)
SELECT one, other FROM near
UNION SELECT c.report_id, c.origin_id FROM copy c WHERE c.report_id IN (SELECT other FROM near)
"""


def link(cursor: duckdb.DuckDBPyConnection, fresh: Iterable[str] = ()) -> int:
    """Find the copies that ``fresh`` reports and those without a sketch have among all, and say how many rows of
    copies were written. Which report is the origin of which does not depend on the order in which they came.
    """
    missing = cursor.execute("SELECT id FROM report ANTI JOIN sketch s ON s.report_id = report.id ORDER BY id")
    bare = [id for (id,) in missing.fetchall()]
    for n in range(0, len(bare), BATCH):
        insert(cursor, "sketch", _sketched(cursor, bare[n : n + BATCH]))
    these = sorted({*fresh, *bare})
    if not these:
        return 0
    cursor.register("fresh", pa.table({"report_id": these}))
    pairs = cursor.execute(PAIRS).fetchall()
    cursor.unregister("fresh")
    ids = sorted({id for pair in pairs for id in pair})
    rows = cursor.execute(
        "SELECT id, text, published FROM report WHERE id IN (SELECT unnest($ids))", {"ids": ids}
    ).fetchall()
    held = [Report(id=id, text=text, published=published) for id, text, published in rows]
    known_ids = {report.id for report in held}
    copies = linked(held, [pair for pair in pairs if known_ids.issuperset(pair)])
    if not copies:
        return 0
    cursor.execute(
        "DELETE FROM copy WHERE report_id IN (SELECT unnest($ids))", {"ids": [copy.report_id for copy in copies]}
    )
    return insert(cursor, "copy", [asdict(copy) for copy in copies])


def _sketched(cursor: duckdb.DuckDBPyConnection, ids: list[str]) -> pa.Table:
    rows = cursor.execute("SELECT id, text FROM report WHERE id IN (SELECT unnest($ids))", {"ids": ids}).fetchall()
    found = [{"report_id": id, "bands": sketch(text)} for id, text in rows]
    return pa.Table.from_pylist(found, schema=arrow_schema(kinds()["sketch"]))
