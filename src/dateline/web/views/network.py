"""Who stands with and against whom."""

from datetime import date
from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View, Words, rows

MOST = 90


class Asked(Looked):
    """Whose alignments."""

    by: Words = Field(None, max_length=200, description="Only those of this actor.")
    to: Words = Field(None, max_length=200, description="Only those towards this actor.")
    least: int = Field(1, ge=1, le=100, description="Only those that so many sources tell.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """The alignments that are strongest, and the actors between whom they are."""
    every = rows(snapshot, "alignments", looked, by=looked.by, to=looked.to)
    found = [row for row in every if row["sources"] >= looked.least and row["from"] != row["to"]]
    shown = sorted(found, key=lambda row: (-row["strength"], row["from"], row["to"]))[:MOST]
    weights: dict[str, float] = {}
    for row in shown:
        for name in (row["from"], row["to"]):
            weights[name] = weights.get(name, 0.0) + row["strength"]
    return {
        "nodes": [{"name": name, "weight": round(weight, 2)} for name, weight in sorted(weights.items())],
        "rows": sorted(shown, key=lambda row: (row["from"], row["to"], row["last"] or date.min)),
        "alignments": len(found),
    }


VIEW = View(
    name="network",
    path="/network",
    label="Network",
    question="Who stands with, against or between whom, as of a day?",
    query="`alignments`",
    limits="An edge is what reports tell, not what is: its strength is the number of sources, each halved for "
    "every 180 days since. Those that only a description names (“regional powers”) are left out.",
    looked=Asked,
    answer=answer,
    scripts=("network.js",),
)
