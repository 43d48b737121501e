"""Where it happened."""

from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View, Words, rows

MOST = 300


class Asked(Looked):
    """Which places."""

    about: Words = Field(None, max_length=200, description="An actor, a place or words of the sentence.")
    kind: Words = Field(None, max_length=20, description="Only places of lines of that kind, such as event or talks.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """The places that weigh most, those with a point on the map and those without."""
    found = [
        row
        for row in rows(snapshot, "places", looked, about=looked.about)
        if looked.kind is None or looked.kind in row["kinds"]
    ]
    shown = found[:MOST]
    return {
        "rows": shown,
        "places": len(found),
        "placeless": sum(row["lat"] is None for row in shown),
        "kinds": sorted({kind for row in found for kind in row["kinds"]}),
    }


VIEW = View(
    name="map",
    path="/map",
    label="Map",
    question="Where did what is told take place, and how exactly is that known?",
    query="`places`",
    limits="A ring is as wide as the place is uncertain: none for an exact point, wide for a district, widest "
    "for a whole country. Places that are not settled stand in the list alone. Borders are Natural "
    "Earth's and take no side.",
    looked=Asked,
    answer=answer,
    scripts=("map.js",),
)
