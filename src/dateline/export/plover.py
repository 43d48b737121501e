"""Events as JSON lines with the fields of PLOVER and POLECAT."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from dateline.across.seen import seen
from dateline.across.sql import first_carrier
from dateline.across.window import ALL, Window
from dateline.readings.as_json import with_iso_dates
from dateline.record.schema import document
from dateline.record.store import Record

ROWS = f"""
WITH telling AS (
    SELECT e.*, q.quote, q."start" AS q_start, q."end" AS q_end, t.sentence, t.start_at, seen.outlet,
        seen.also_carried_by, {first_carrier('e."type"', "e.mode", "q.quote", "t.sentence")} AS first
    FROM event e JOIN seen ON seen.reading = e.reading
    JOIN evidence q ON q.reading = e.reading AND q.kind = 'event' AND q.item_id = e.id AND q.field = 'trigger'
    JOIN told t ON t.reading = e.reading AND t.kind = 'event' AND t.item_id = e.id)
SELECT e.* EXCLUDE ("first"), p AS spot, k.key AS place_key, coalesce(a.name, b.name) AS said_by, r.agency, r.title,
    coalesce(r.url, r.canonical_url) AS url, r.published, r.language
FROM telling e JOIN report r ON r.id = e.report_id
LEFT JOIN place p ON p.reading = e.reading AND p.id = e.place
LEFT JOIN known_place k ON k.reading = e.reading AND k.id = e.place
LEFT JOIN known_actor a ON a.reading = e.reading AND a.id = e.attributed_to
LEFT JOIN statement s ON s.reading = e.reading AND s.id = e.attributed_to
LEFT JOIN known_actor b ON b.reading = e.reading AND b.id = s.speaker
WHERE e."first" ORDER BY r.published NULLS LAST, e.report_id, e.start_at, e.id
"""
PARTIES = "SELECT reading, id, name, kind, country, sector, key FROM known_actor"
WHERE = ("name", "kind", "country", "lat", "lon", "precision", "geonames_id")
UNREAL = ("planned", "demanded", "threatened", "hypothetical")


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One JSON line an event as one report tells it, by publication; copies of one text give it once."""
    with seen(record, window) as cursor:
        named = {
            (reading, id): {"name": name, "kind": kind, "country": country, "sector": sector, "key": key}
            for reading, id, name, kind, country, sector, key in cursor.execute(PARTIES).fetchall()
        }
        for batch in cursor.sql(ROWS).to_arrow_table().to_batches(max_chunksize=1000):
            for row in batch.to_pylist():
                yield json.dumps(with_iso_dates(_event(row, named)), ensure_ascii=False) + "\n"


def _event(row: dict[str, Any], named: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    when, spot = row["when"] or {}, row["spot"] or {"id": None}
    sides = {
        side: [named[row["reading"], id] for id in row[side] if (row["reading"], id) in named]
        for side in ("actors", "recipients")
    }
    return {
        "event_id": f"{row['report_id']}-{row['id']}",
        "event_date": when.get("start"),
        "event_date_end": when.get("end"),
        "date_basis": when.get("basis"),
        "event_type": row["type"],
        "mode": row["mode"],
        "quad_code": document("plover")["types"][row["type"]]["quad"],
        "cameo": document("mode")["modes"].get(row["mode"], {}).get("cameo"),
        "context": _contexts(row),
        "factuality": row["factuality"],
        **sides,
        "location": {name: spot[name] for name in WHERE} if spot["id"] else None,
        "attributed_to": row["said_by"],
        "text": row["sentence"],
        "trigger": row["quote"],
        "span": [row["q_start"], row["q_end"]],
        "source": {
            "id": row["report_id"],
            **{name: row[name] for name in ("outlet", "agency", "title", "url", "published", "language")},
        },
        "also_carried_by": row["also_carried_by"],
    }


def _contexts(row: dict[str, Any]) -> list[str]:
    told = [*_by_mode().get(row["mode"], ())]
    if row["background"] == "historical":
        told.append("historical")
    if row["factuality"] in UNREAL:
        told.append("hypothetical")
    return told


@cache
def _by_mode() -> dict[str, tuple[str, ...]]:
    contexts = document("plover")["contexts"]
    modes = {mode for of in contexts.values() for mode in of}
    return {mode: tuple(name for name, of in contexts.items() if mode in of) for mode in modes}
