"""What happened, in lanes and as a list."""

from datetime import date
from typing import Any

from pydantic import Field

from dateline.web.lanes import LANES, drawn
from dateline.web.snapshot import Snapshot
from dateline.web.view import Day, Looked, View, Words, later, rows

MOST = 400


class Asked(Looked):
    """Which lines of the timeline, and which days of it."""

    about: Words = Field(None, max_length=200, description="An actor, a place or words of the sentence.")
    actor: Words = Field(None, max_length=200, description="Only lines in which this actor takes part.")
    place: Words = Field(None, max_length=200, description="Only lines at this place.")
    source: Words = Field(None, max_length=200, description="Only lines that this outlet tells.")
    kind: Words = Field(None, max_length=20, description="Only lines of this lane: " + ", ".join(LANES) + ".")
    first: Day = Field(None, description="The first day that is drawn.")
    last: Day = Field(None, description="The last day that is drawn.")
    limit: int = Field(120, ge=1, le=MOST, description="At most so many lines, those that weigh most.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """The lines that weigh most of the days that are looked at, the steps of talks that slipped, and the drawing."""
    found = rows(
        snapshot, "timeline", looked, about=looked.about, actor=looked.actor, place=looked.place, outlet=looked.source
    )
    wanted = [
        row
        for row in found
        if row["date"] and (looked.kind is None or row["kind"] in LANES.get(looked.kind, ())) and _within(row, looked)
    ]
    kept = {id(row) for row in sorted(wanted, key=lambda row: -row["rank"])[: looked.limit]}
    shown = [row for row in wanted if id(row) in kept]
    slips = _slips(snapshot, looked, shown) if looked.kind in (None, "talks") else []
    picture = drawn(shown, slips, first=looked.first, last=looked.last)
    return {
        "rows": shown,
        "slips": slips,
        "drawing": picture,
        "lines": len(wanted),
        "undated": sum(row["date"] is None for row in found),
        "zooms": _zooms(picture["first"], picture["last"]),
        "lanes": list(LANES),
    }


def _within(row: dict[str, Any], looked: Asked) -> bool:
    return not (
        (looked.first and (row["date_end"] or row["date"]) < looked.first)
        or (looked.last and row["date"] > looked.last)
    )


def _slips(snapshot: Snapshot, looked: Asked, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps of talks whose day was moved, of the reports whose lines are shown."""
    told = {(row["report_id"], row["item_id"]) for row in shown if row["item"] == "meeting"}
    filtered = any((looked.about, looked.actor, looked.place, looked.source))
    return [
        {name: row[name] for name in ("name", "date", "moved_from", "sentence", "report_id", "item_id", "outlet")}
        for row in rows(snapshot, "talks", looked)
        if row["moved_from"]
        and row["date"]
        and (not filtered or (row["report_id"], row["item_id"]) in told)
        and not (looked.last and row["moved_from"] > looked.last)
        and not (looked.first and row["date"] < looked.first)
    ]


def _zooms(first: date | None, last: date | None) -> dict[str, dict[str, date]]:
    """The days to look at after going nearer, further, back or on."""
    if first is None or last is None:
        return {}
    days = (last - first).days + 1
    half, quarter = max(days // 2, 1), max(days // 4, 1) if days > 4 else 0
    moves = {"nearer": (quarter, -quarter), "further": (-half, half), "back": (-half, -half), "on": (half, half)}
    return {name: {"first": later(first, a), "last": later(last, b)} for name, (a, b) in moves.items()}


VIEW = View(
    name="timeline",
    path="/timeline",
    label="Timeline",
    question="What happened, was agreed, proposed, counted and expected, day by day?",
    query="`timeline`, and `talks` for days that slipped",
    limits="Shown are the lines that weigh most (`schema/timeline.yml`). A hollow mark has no day of its own and "
    "stands on the day of its report; a bar is a stretch of days within which the report puts it. Lines "
    "without any day are counted, not drawn.",
    looked=Asked,
    answer=answer,
    scripts=("timeline.js",),
)
