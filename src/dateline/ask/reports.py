"""One report as it was read: its text, every item with the words it rests on, and what people have said of them."""

import re
from typing import Any

import pyarrow as pa

from dateline.across.seen import seen
from dateline.across.window import ALL, Window
from dateline.record.reviews import HEADS
from dateline.record.schema import items
from dateline.record.store import WITHDRAWN, Record

REPORT = f"""
SELECT r.*, g.id AS reading, g.notes, g.added, w.reason AS withdrawn, w.instead FROM report r
LEFT JOIN reading g ON g.report_id = r.id AND g.superseded_by IS NULL
LEFT JOIN ({WITHDRAWN}) w ON w.report_id = r.id WHERE r.id = $id
"""
COPIES = """
SELECT o.id, o.title, coalesce(o.publisher, o.agency) AS outlet, o.published, c.kind FROM copy c
JOIN report o ON o.id = CASE WHEN c.report_id = $id THEN c.origin_id ELSE c.report_id END
WHERE c.report_id = $id OR c.origin_id = $id ORDER BY o.published NULLS LAST, o.id
"""
EVIDENCE = """
SELECT kind, item_id, field, n, "start", "end", quote, sentence_start, sentence_end FROM evidence
WHERE reading = $reading ORDER BY "start", "end" DESC, kind, item_id, field, n
"""
FOUND = """
SELECT s.report_id, r.title, s.outlet, s.published, r.agency, r.text, s.also_carried_by,
    w.scenes AS countries, v.items
FROM seen s JOIN report r ON r.id = s.report_id
LEFT JOIN (SELECT reading, list(country ORDER BY share DESC) AS scenes FROM scene GROUP BY reading) w
    ON w.reading = s.reading
LEFT JOIN (SELECT reading, count(*) AS items FROM evidence WHERE field = 'evidence' AND n = 0
    AND kind NOT IN ('actor', 'place', 'time') GROUP BY reading) v ON v.reading = s.reading
WHERE $words IS NULL OR contains(lower(coalesce(r.title, '') || ' ' || r.text), $words)
ORDER BY s.published DESC NULLS LAST, s.report_id
"""
LISTED = pa.schema(
    [
        ("report_id", pa.string()),
        ("title", pa.string()),
        ("outlet", pa.string()),
        ("agency", pa.string()),
        ("published", pa.timestamp("us")),
        ("countries", pa.list_(pa.string())),
        ("items", pa.int64()),
        ("also_carried_by", pa.list_(pa.string())),
        ("passage", pa.string()),
    ]
)
AROUND = 140


def reports(record: Record, *, holds: str | None = None, window: Window = ALL) -> pa.Table:
    """One row a report, the latest first; ``holds`` keeps those whose title or text has the words, as they are written.

    ``items`` counts what was read from it, ``countries`` are those it is about, ``passage`` is the first place in the
    text that has the words, or its beginning.
    """
    words = holds.strip().lower() if holds else None
    with seen(record, window) as cursor:
        rows = cursor.sql(FOUND, params={"words": words}).to_arrow_table().to_pylist()
    return pa.Table.from_pylist([{**row, "passage": _passage(row["text"], words)} for row in rows], schema=LISTED)


def report(record: Record, report_id: str) -> dict[str, Any] | None:
    """The report as one JSON-like object; None where there is none of that id.

    ``report`` has its fields with ``text``, and why it was ``withdrawn``; ``copies`` those that share its text;
    ``items`` every item as people have reviewed it, with its kind (``item``), the names beside ids (``actors_name``),
    ``spans`` (field, start, end, quote), its ``sentence`` and, where somebody reviewed it, ``review``. Items that
    were rejected stand in ``rejected``. Offsets are code points of the text.
    """
    found = record.query(REPORT, id=report_id).to_pylist()
    if not found:
        return None
    told = found[0]
    with seen(record, ALL) as cursor:
        spans = cursor.sql(EVIDENCE, params={"reading": told["reading"]}).to_arrow_table().to_pylist()
        reviewed = {
            (row["kind"], row["item_id"]): row
            for row in cursor.sql("SELECT * FROM reviewed").to_arrow_table().to_pylist()
            if row["reading"] == told["reading"]
        }
        stand = {
            (kind.name, row["id"]): row
            for kind in items()
            for row in cursor.sql(
                f'SELECT * EXCLUDE (reading, report_id) FROM "{kind.name}" WHERE reading = $reading',
                params={"reading": told["reading"]},
            )
            .to_arrow_table()
            .to_pylist()
        }
        # Keys under which an actor or place of this report stands in the whole record.
        keys = dict(
            cursor.execute("SELECT item || ' ' || id, key FROM known WHERE reading = ?", [told["reading"]]).fetchall()
        )
    names = {(kind, id): row["name"] for (kind, id), row in stand.items() if kind in ("actor", "place")}
    by_item: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for span in spans:
        by_item.setdefault((span.pop("kind"), span.pop("item_id")), []).append(span)
    whole = [
        _item(kind, id, stand.get((kind, id)), of, told["text"], names, keys, reviewed.get((kind, id)))
        for (kind, id), of in by_item.items()
    ]
    return {
        "report": told,
        "copies": record.query(COPIES, id=report_id).to_pylist(),
        "items": [item for item in whole if item["stands"]],
        "rejected": [item for item in whole if not item["stands"]],
    }


def _item(
    kind: str,
    id: str,
    row: dict[str, Any] | None,
    spans: list[dict[str, Any]],
    text: str,
    names: dict[tuple[str, str], str],
    keys: dict[str, str],
    review: dict[str, Any] | None,
) -> dict[str, Any]:
    fields = {f.name: f for k in items() if k.name == kind for f in k.columns}
    plain = {name: value for name, value in (row or {}).items() if name in fields and name != "id"}
    named = {}
    for name, value in plain.items():
        to = fields[name].refers_to
        if to and value is not None:
            ids = value if isinstance(value, list) else [value]
            named[f"{name}_name"] = [names.get((to, of), of) for of in ids]
    first = next((s for s in spans if s["field"] == HEADS[kind]), spans[0])
    return {
        "item": kind, "id": id, "key": keys.get(f"{kind} {id}"), "stands": row is not None, "review": review, **plain,
        **named, "words": first["quote"],
        "sentence": text[first["sentence_start"] : first["sentence_end"]],
        "spans": [{name: s[name] for name in ("field", "n", "start", "end", "quote")} for s in spans],
    }  # fmt: skip


def _passage(text: str, words: str | None) -> str:
    """The text around its first place that has the words, else its beginning; cut at spaces."""
    at = max(0, text.lower().find(words)) if words else 0
    start, end = max(0, at - AROUND), at + len(words or "") + 2 * AROUND
    cut = " ".join(text[start:end].split())
    if start:
        cut = "… " + re.sub(r"^\S*\s", "", cut)
    return cut if end >= len(text) else re.sub(r"\s\S*$", "", cut) + " …"
