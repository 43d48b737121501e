"""Where things happened: the places that lines of the timeline name, with what is told of each."""

from typing import Any

import pyarrow as pa

from dateline.across.course import course
from dateline.across.window import ALL, Window
from dateline.ask.timeline import lines_of
from dateline.record.store import Record

# The lines that lines_of has ranked, with the place of each.
SPOTS = """
SELECT s.line, s.key, q.name, q.kind, q.country, q.lat, q.lon, q.precision, q.geonames_id, l.source
FROM spot s SEMI JOIN ranked r ON r.line = s.line JOIN line l ON l.line = s.line
JOIN place q ON q.reading = s.reading AND q.id = s.id ORDER BY s.line
"""
RANKED_ITEMS = (
    "SELECT r.line, l.report_id, l.item, l.id AS item_id, l.sort, l.status FROM ranked r JOIN line l USING (line)"
)
SCHEMA = pa.schema(
    [
        ("key", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("country", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("precision", pa.string()),
        ("geonames_id", pa.int64()),
        ("lines", pa.int64()),
        ("sources", pa.int64()),
        ("weight", pa.float64()),
        ("kinds", pa.list_(pa.string())),
        ("first", pa.date32()),
        ("last", pa.date32()),
    ]
)


def places(record: Record, *, about: str | None = None, window: Window = ALL) -> pa.Table:
    """One row a place at which a line of the timeline is told to be, the one that weighs most first.

    ``lat`` and ``lon`` are in degrees, null where the place is not settled; ``precision`` says what they are of:
    exact, near, admin (a part of a country) or country. ``lines`` counts lines, ``sources`` independent reports,
    ``weight`` adds up what the lines weigh; ``kinds`` are the kinds of the lines, ``first`` and ``last`` their days.
    ``about`` as in the timeline. Counts of people are not added up.
    """
    with course(record, window) as told:
        lines = {
            (row["report_id"], row["item"], row["item_id"], row["type"], row["status"]): row
            for row in lines_of(told, about=about).to_pylist()
        }
        ranked = told.cursor.execute(RANKED_ITEMS).fetchall()
        spots = told.cursor.sql(SPOTS).to_arrow_table().to_pylist()
    row_of = {line: lines.get(tuple(key)) for line, *key in ranked}
    found: dict[str, dict[str, Any]] = {}
    sources: dict[str, set[str]] = {}
    for spot in spots:
        row = row_of[spot["line"]]
        if row is None:
            continue
        at = found.setdefault(spot["key"], {**spot, "lines": 0, "weight": 0.0, "kinds": set(), "days": []})
        at["lines"] += 1
        at["weight"] += row["rank"]
        at["kinds"].add(row["kind"])
        at["days"] += [row["date"]] if row["date"] else []
        sources.setdefault(spot["key"], set()).add(spot["source"])
    rows = [
        {**at, "sources": len(sources[key]), "kinds": sorted(at["kinds"]), "weight": round(at["weight"], 2),
         "first": min(at["days"], default=None), "last": max(at["days"], default=None)}
        for key, at in found.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["weight"], row["name"], row["key"]))
    return pa.Table.from_pylist(rows, schema=SCHEMA)
