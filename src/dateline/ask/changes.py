"""What was added to the record, corrected and taken out of it, the latest first: for those who follow it."""

import json
from datetime import date
from typing import Any

import pyarrow as pa

from dateline.across.course import course
from dateline.across.sql import holds, words_of
from dateline.across.window import ALL, Day, Window, day_of
from dateline.ask.timeline import lines_of
from dateline.record.reviews import HEADS, reviews, standing
from dateline.record.schema import arrow_schema, kinds
from dateline.record.store import WITHDRAWN, Record

# The items that lines of the timeline are of.
LINED = ("event", "meeting", "proposal", "figure", "forecast", "statement")
# An item that was told and is no more: its report withdrawn, itself rejected, or not found by a later reading.
GONE = f"""
WITH head AS (
    SELECT e.reading, e.report_id, e.kind AS item, e.item_id, e.quote AS what, g.superseded_by,
        substring(r.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS sentence,
        coalesce(r.publisher, r.agency) AS outlet, r.published
    FROM evidence e JOIN reading g ON g.id = e.reading JOIN report r ON r.id = e.report_id
    WHERE e.n = 0 AND list_contains($heads, e.kind || ' ' || e.field)),
gone AS (
    SELECT h.* EXCLUDE (superseded_by), w.reason, w."by", w."at" FROM head h
    JOIN (SELECT report_id, reason, (SELECT max("at") FROM withdrawal d WHERE d.report_id = v.report_id) AS "at",
              (SELECT arg_max("by", rowid) FROM withdrawal d WHERE d.report_id = v.report_id) AS "by"
          FROM ({WITHDRAWN}) v) w ON w.report_id = h.report_id
    WHERE h.superseded_by IS NULL
    UNION ALL
    SELECT h.* EXCLUDE (superseded_by), r.reason, r."by", r."at" FROM head h JOIN rejected r
        ON r.report_id = h.report_id AND r.kind = h.item AND r.item_id = h.item_id
    WHERE h.superseded_by IS NULL
    UNION ALL
    SELECT h.* EXCLUDE (superseded_by), 'the report was read anew', 'dateline', g.added FROM head h
    JOIN reading g ON g.report_id = h.report_id AND g.superseded_by IS NULL
    WHERE h.superseded_by IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM head n WHERE n.reading = g.id AND n.item = h.item AND n.item_id = h.item_id))
SELECT DISTINCT 'removed' AS change, * EXCLUDE (reading) FROM gone
WHERE {holds("sentence", "about")} AND ($outlet IS NULL OR lower(outlet) = lower($outlet))
"""
SCHEMA = pa.schema(
    [
        ("at", pa.timestamp("us")),
        ("change", pa.string()),
        ("item", pa.string()),
        ("item_id", pa.string()),
        ("report_id", pa.string()),
        ("kind", pa.string()),
        ("status", pa.string()),
        ("date", pa.date32()),
        ("who", pa.list_(pa.string())),
        ("whom", pa.list_(pa.string())),
        ("place", pa.string()),
        ("what", pa.string()),
        ("sentence", pa.string()),
        ("outlet", pa.string()),
        ("published", pa.timestamp("us")),
        ("by", pa.string()),
        ("reason", pa.string()),
    ]
)
REJECTED = pa.schema([(name, pa.string()) for name in ("report_id", "kind", "item_id", "reason", "by")])


def changes(
    record: Record,
    *,
    since: Day = None,
    about: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    outlet: str | None = None,
    limit: int | None = None,
    window: Window = ALL,
) -> pa.Table:
    """One row a change of a line of the timeline, the latest first; ``at`` is when the record learnt of it (UTC).

    ``change`` is "added", "corrected" (with ``by`` and ``reason``) or "removed": its report withdrawn, the item
    rejected by a person, or not found again when the report was read anew. A removal is told for every item of the
    report that could have been a line. ``since`` leaves out what changed before that day. ``about`` as in the
    timeline, for removals by the words of the sentence alone.
    """
    first = day_of("since", since)
    with course(record, window) as told:
        lines = lines_of(told, about=about, actor=actor, place=place, outlet=outlet).to_pylist()
        made = {(r.report_id, r.kind, r.item_id): r for r in standing(reviews(told.cursor))}
        rejected = [
            {"report_id": r.report_id, "kind": r.kind, "item_id": r.item_id, "reason": r.reason, "by": r.by, "at": r.at}
            for r in made.values()
            if r.verdict == "reject"
        ]
        told.cursor.register("rejected", pa.Table.from_pylist(rejected, schema=REJECTED.append(SCHEMA.field("at"))))
        params = {"heads": [f"{kind} {HEADS[kind]}" for kind in LINED], "about": words_of(about), "outlet": outlet}
        rows = told.cursor.sql(GONE, params=params).to_arrow_table().to_pylist()
    for row in lines:
        review = made.get((row["report_id"], row["item"], row["item_id"]))
        corrected = review is not None and review.verdict == "correct"
        said = {"by": review.by, "reason": review.reason} if corrected and review else {}
        at = review.at if corrected and review else row["added"]
        rows.append({**row, "change": "corrected" if corrected else "added", "at": at, **said})
    rows = [row for row in rows if first is None or _day(row) >= first]
    rows.sort(key=_order)
    return pa.Table.from_pylist(rows[:limit], schema=SCHEMA)


def reviewed(record: Record) -> pa.Table:
    """One row a word of a person on an item, in the order of making, and whether it still ``stands``.

    It stands where it was not taken back and nothing was said of the same item after it.
    """
    with record.cursor() as cursor:
        made = reviews(cursor)
    last = {(r.report_id, r.kind, r.item_id): r.id for r in standing(made)}
    rows = [
        {**{f.name: getattr(r, f.name) for f in kinds()["review"].fields}, "words": list(r.words or ()),
         "changes": None if r.changes is None else json.dumps(r.changes, ensure_ascii=False),
         "stands": last.get((r.report_id, r.kind, r.item_id)) == r.id}
        for r in made
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=arrow_schema(kinds()["review"]).append(pa.field("stands", pa.bool_())))


def _day(row: dict[str, Any]) -> date:
    return row["at"].date() if row["at"] else date.min


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    at, told = row["at"], row["published"]
    return -at.timestamp() if at else 0, -told.timestamp() if told else 0, row["report_id"], row["item"], row["item_id"]
