"""What was added, corrected and removed."""

from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Day, Looked, View, Words, rows


class Asked(Looked):
    """Which changes."""

    about: Words = Field(None, max_length=200, description="An actor, a place or words of the sentence.")
    actor: Words = Field(None, max_length=200, description="Only lines in which this actor takes part.")
    place: Words = Field(None, max_length=200, description="Only lines at this place.")
    source: Words = Field(None, max_length=200, description="Only what this outlet tells.")
    since: Day = Field(None, description="Only changes on that day or after.")
    limit: int = Field(100, ge=1, le=1000, description="At most so many, the latest.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """The latest changes."""
    return {"rows": latest(snapshot, looked)}


def latest(snapshot: Snapshot, looked: Asked) -> list[dict[str, Any]]:
    """The changes that are asked for, the latest first."""
    return rows(
        snapshot, "changes", looked, about=looked.about, actor=looked.actor, place=looked.place, outlet=looked.source,
        since=looked.since, limit=looked.limit,
    )  # fmt: skip


VIEW = View(
    name="changes",
    path="/changes",
    label="Changes",
    question="What was added to the record, corrected, and taken out of it, and why?",
    query="`changes`",
    limits="The days are those on which this record learnt of a change, not of publication. A removal is told "
    "for every item of a withdrawn report, whether or not it was a line before.",
    looked=Asked,
    answer=answer,
)
