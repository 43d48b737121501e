"""The lives of rounds of talks."""

from itertools import groupby
from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View, Words, rows


class Asked(Looked):
    """Which rounds."""

    about: Words = Field(None, max_length=200, description="Only rounds one of whose sentences holds the words.")
    who: Words = Field(None, max_length=200, description="Only rounds that this actor attends or convenes.")
    status: Words = Field(None, max_length=20, description="Only rounds that stand so: scheduled, suspended, held.")
    limit: int = Field(25, ge=1, le=500, description="At most so many rounds, those that most sources tell of.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """Each round with its steps."""
    found = rows(snapshot, "talks", looked, about=looked.about, who=looked.who, status=looked.status)
    rounds = [
        {**{name: steps[0][name] for name in ("talks", "name", "life", "state")}, "steps": steps,
         "slips": sum(step["moved_from"] is not None for step in steps),
         "sources": max(step["sources"] for step in steps)}
        for steps in (list(of) for _, of in groupby(found, key=lambda row: row["talks"]))
    ]  # fmt: skip
    return {"rounds": rounds[: looked.limit], "more": max(0, len(rounds) - looked.limit)}


VIEW = View(
    name="talks",
    path="/talks",
    label="Talks",
    question="Which talks were planned, opened, suspended, resumed or collapsed, on whose word, and which days "
    "slipped?",
    query="`talks`",
    limits="Rounds are put together by venue, parties and days; two that are one, or one that is two, can be "
    "judged. The state of a round is that of its last step, not of today.",
    looked=Asked,
    answer=answer,
)
