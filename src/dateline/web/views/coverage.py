"""What it all rests on."""

from typing import Any

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View, file_name, rows


def answer(snapshot: Snapshot, looked: Looked) -> dict[str, Any]:
    """Outlets, stretches without a report, what was left out and withdrawn, each with how many and why."""
    found = rows(snapshot, "coverage", looked)
    sorts = {"outlet": "outlets", "no report": "gaps", "left out": "left_out", "withdrawn": "withdrawn"}
    return {
        **{name: [row for row in found if row["sort"] == sort] for sort, name in sorts.items()},
        "stories": rows(snapshot, "stories", looked)[-40:][::-1],
        "issues": [{**row, "file": file_name(row["file"])} for row in rows(snapshot, "issues", Looked())],
    }


VIEW = View(
    name="coverage",
    path="/coverage",
    label="Coverage",
    question="Which reports do the answers rest on, which days have none, what was left out, and why?",
    query="`coverage`, `stories`, `issues`",
    limits="It tells what the record holds, not what was published: an outlet that was not added is not missed here.",
    looked=Looked,
    answer=answer,
)
