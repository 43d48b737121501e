"""What people should check first, and what they have said."""

from typing import Any

from pydantic import Field

from dateline.ask.open import OpenRecord
from dateline.record.resolve.joined import DATELINE
from dateline.record.reviews import correctable
from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, NotFound, View, Words, rows
from dateline.web.views.report import report_of

LATEST = 15


class Asked(Looked):
    """How much of the queue."""

    limit: int = Field(20, ge=1, le=200, description="At most so many tasks, the most pressing.")
    task: Words = Field(
        None, max_length=10, description="Only checks of lines (check) or pairs that may be one (join)."
    )


class Item(Looked):
    """The item to correct."""

    report_id: str = Field(min_length=1, max_length=200)
    kind: str = Field(min_length=1, max_length=20)
    item_id: str = Field(min_length=1, max_length=40)


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """The tasks that press most, and the last words of people, which can be undone."""
    every = [row for row in rows(snapshot, "queue", looked) if looked.task in (None, row["task"])]
    return {"rows": every[: looked.limit], "tasks": len(every), "done": snapshot.ask(_done)}


def form(snapshot: Snapshot, looked: Item) -> dict[str, Any]:
    """An item with the fields that can be corrected, what they hold, and the actors and places to choose from."""
    found = snapshot.ask(report_of, report_id=looked.report_id)
    items = [] if found is None else [*found["items"], *found["rejected"]]
    item = next((item for item in items if (item["item"], item["id"]) == (looked.kind, looked.item_id)), None)
    if found is None or item is None:
        raise NotFound(f"no {looked.kind} {looked.item_id!r} in report {looked.report_id!r}; open the report anew")
    return {
        "item": item,
        "report": {name: found["report"][name] for name in ("id", "title", "publisher", "published")},
        "fields": [
            {"name": f.name, "type": f.type, "meaning": f.meaning, "values": list(f.values), "refers_to": f.refers_to,
             "value": item.get(f.name)}
            for f in correctable(looked.kind)
        ],
        "choices": {
            sort: [{"id": of["id"], "name": of["name"]} for of in items if of["item"] == sort and of["stands"]]
            for sort in ("actor", "place")
        },
    }  # fmt: skip


def _done(peace: OpenRecord) -> list[dict[str, Any]]:
    """The last words of people, on items and on pairs, the latest first."""
    said = peace.reviews().to_pylist()
    pairs = [row for row in peace.judgements().to_pylist() if row["by"] != DATELINE]
    both = [{**row, "task": "check"} for row in said] + [{**row, "task": "join"} for row in pairs]
    return sorted(both, key=lambda row: row["at"], reverse=True)[:LATEST]


VIEW = View(
    name="review",
    path="/review",
    label="Review",
    question="What is most likely wrong and would do most harm, and what did people decide?",
    query="`queue`, `reviews`, `judgements`",
    limits="Harm is what a line weighs on the timeline; doubt is the share of such lines that readers found "
    "wrong, by kind and marks (`schema/doubt.yml`), not a measured probability for this line.",
    looked=Asked,
    answer=answer,
    scripts=("review.js",),
)
