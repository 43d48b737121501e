"""Who is who: the list, and all that is known of one."""

from itertools import groupby
from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, NotFound, View, Words, rows

MOST, LATEST = 150, 60


class Asked(Looked):
    """Which actors."""

    name: Words = Field(None, max_length=200, description="Those that the name, or a part of it, can mean.")
    kind: Words = Field(None, max_length=30, description="Such as person, state, organisation, armed_group.")
    country: Words = Field(None, max_length=3, description="An ISO 3166 alpha-3 code.")


class One(Looked):
    """Which actor."""

    key: str = Field(min_length=1, max_length=300, description="The actor's key, or a name that means only one.")


def listed(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """The actors that most reports name."""
    every = rows(snapshot, "actors", looked, name=looked.name, country=looked.country)
    found = [row for row in every if looked.kind in (None, row["kind"])]
    return {"rows": found[:MOST], "actors": len(found), "kinds": sorted({row["kind"] for row in every})}


def one(snapshot: Snapshot, looked: One) -> dict[str, Any]:
    """The actor's card, what it said on each issue over time, its lines of the timeline, and its alignments."""
    cards = rows(snapshot, "cards", looked, name=looked.key)
    if not cards:
        raise NotFound(f"nobody of the name {looked.key!r}; the list of actors has those that there are")
    held = rows(snapshot, "positions", looked, name=looked.key)
    return {
        "cards": cards,
        "issues": [{"issue": issue, "rows": list(of)} for issue, of in groupby(held, key=lambda row: row["issue"])],
        "statements": rows(snapshot, "statements", looked, by=looked.key)[-LATEST:],
        "lines": sorted(
            sorted(
                (row for row in rows(snapshot, "timeline", looked, actor=looked.key) if row["kind"] != "statement"),
                key=lambda row: -row["rank"],
            )[:LATEST],
            key=lambda row: str(row["date"] or ""),
        ),
        "stands": rows(snapshot, "alignments", looked, by=looked.key)[:LATEST],
    }


LIST = View(
    name="actors",
    path="/actors",
    label="Actors",
    question="Who appears in the record, in how many reports, and under which names?",
    query="`actors`",
    limits="Reports are joined by the registry, by full names and by judgements, never by a surname or an acronym: one "
    "actor can stand in two rows, and then waits for a judgement.",
    looked=Asked,
    answer=listed,
)
ONE = View(
    name="actor",
    path="/actor",
    label="Actor",
    question="Who is this, what did they say on each issue over time, what did they do, and with whom do they stand?",
    query="`cards`, `positions`, `statements`, `timeline`, `alignments`",
    limits="A position is the wording of a statement (wants, accepts, refuses, doubts, conditional), not an intention. "
    "Only statements whose speaker was settled are theirs.",
    looked=One,
    answer=one,
    in_menu=False,
)
