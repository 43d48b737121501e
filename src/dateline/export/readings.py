"""The readings that stand, as JSON objects, from the record's tables."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta, timezone
from typing import Any

from dateline.readings.as_json import KINDS, columns, with_iso_dates
from dateline.record.store import Record
from dateline.reports.report import Report

BATCH = 200
Json = dict[str, Any]


def readings(record: Record) -> Iterator[Json]:
    """One JSON object a report, as it was read, in the order of publication.

    The object is what :func:`dateline.readings.as_json.reading_json` makes of the same report and reading.
    """
    with record.cursor() as cursor:
        standing = cursor.execute(
            "SELECT g.id FROM reading g JOIN report r ON r.id = g.report_id WHERE g.superseded_by IS NULL "
            "ORDER BY r.published NULLS LAST, r.id"
        ).fetchall()
    for at in range(0, len(standing), BATCH):
        yield from _batch(record, [id for (id,) in standing[at : at + BATCH]])


def _batch(record: Record, ids: list[str]) -> Iterator[Json]:
    reports = {
        row["reading"]: row
        for row in record.query(
            "SELECT g.id AS reading, g.notes, r.* FROM reading g JOIN report r ON r.id = g.report_id "
            "WHERE list_contains($ids, g.id)",
            ids=ids,
        ).to_pylist()
    }
    evidence: dict[tuple[str, str, str], list[list[int]]] = defaultdict(list)
    for row in record.query(
        'SELECT reading, kind, item_id, "start", "end" FROM evidence '
        "WHERE field = 'evidence' AND list_contains($ids, reading) ORDER BY n",
        ids=ids,
    ).to_pylist():
        evidence[row["reading"], row["kind"], row["item_id"]].append([row["start"], row["end"]])
    items: dict[str, dict[str, list[Json]]] = {id: {kind: [] for kind in KINDS} for id in ids}
    for plural, cls in KINDS.items():
        kind = plural[:-1]
        found = record.query(f'SELECT * FROM "{kind}" WHERE list_contains($ids, reading) ORDER BY rowid', ids=ids)
        for row in found.to_pylist():
            row["evidence"] = evidence[row["reading"], kind, row["id"]]
            items[row["reading"]][plural].append({name: row[name] for _, name in columns(cls)})
    for id in ids:
        row = reports[id]
        yield with_iso_dates({"id": row["id"], "report": _report(row), **items[id], "notes": row["notes"]})


def _report(row: Json) -> Json:
    """The report's own fields, its clocks with their offsets again."""
    for name in ("published", "modified"):
        offset = row[f"{name}_offset"]
        if row[name] is not None and offset is not None:
            row[name] = row[name].replace(tzinfo=timezone(timedelta(minutes=offset)))
    return {name: row[name] for _, name in columns(Report)}
