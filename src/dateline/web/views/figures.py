"""Counts side by side."""

from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View, Words, rows

SERIES, TABLE = 6, 300
POINT = (
    "value", "low", "high", "qualifier", "counted_by", "words", "date", "date_end", "published", "outlet", "sentence",
    "report_id", "item_id",
)  # fmt: skip


class Asked(Looked):
    """Which counts."""

    measure: Words = Field(None, max_length=30, description="Such as killed, injured, displaced, refugees.")
    place: Words = Field(None, max_length=200, description="Only those of this place.")
    differing: bool = Field(False, description="Only those that others contradict.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """Every count, and those of one measure, people and place that stand side by side as series to plot."""
    every = rows(snapshot, "figures", looked, measure=looked.measure, place=looked.place)
    found = [row for row in every if row["differs_from"]] if looked.differing else every
    series: dict[int, list[dict[str, Any]]] = {}
    for row in found:
        if row["side_by_side"] > 1:
            series.setdefault(row["series"], []).append(row)
    best = sorted(series.values(), key=lambda of: (-sum(bool(r["differs_from"]) for r in of), -len(of)))[:SERIES]
    return {
        "series": [
            {
                "measure": of[0]["measure"],
                "populations": ", ".join(dict.fromkeys((of[0]["populations"] or "").split(", "))),
                "unit": of[0]["unit"],
                "places": sorted({row["place"] for row in of if row["place"]}),
                "points": [{name: row[name] for name in POINT} for row in of],
            }
            for of in best
        ],
        "rows": found[:TABLE],
        "figures": len(found),
        "measures": sorted({row["measure"] for row in every}),
    }


VIEW = View(
    name="figures",
    path="/figures",
    label="Figures",
    question="How many were killed, displaced or besieged, who counts them, and where do the counts differ?",
    query="`figures`",
    limits="Counts are never added up and never averaged. Only counts of the same measure, people, place and "
    "unit stand side by side; a count whose report does not say who or where is listed alone.",
    looked=Asked,
    answer=answer,
    scripts=("figures.js",),
)
