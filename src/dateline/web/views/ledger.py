"""What was promised and expected, what became of it, and what cannot all be true."""

from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View, Words, rows

MOST = 120


class Asked(Looked):
    """Which entries."""

    by: Words = Field(None, max_length=200, description="Only those of this actor.")
    about: Words = Field(None, max_length=200, description="Only those whose sentence holds the words.")
    resolved: bool = Field(False, description="Only those of which a later report tells what became.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """Promises and forecasts, those resolved first, and pairs of sentences that cannot both hold."""
    ledgers = []
    for name, label in (("promises", "Promises, offers and threats"), ("forecasts", "Forecasts")):
        every = rows(snapshot, name, looked, by=looked.by, about=looked.about)
        settled = [row for row in every if row["verdict"] != "open"]
        still = [] if looked.resolved else [row for row in every if row["verdict"] == "open"][::-1]
        ledgers.append(
            {
                "name": name,
                "label": label,
                "rows": (settled + still)[:MOST],
                "entries": len(every),
                "settled": len(settled),
            }
        )
    return {"ledgers": ledgers, "disputed": rows(snapshot, "contradictions", looked, about=looked.about)}


VIEW = View(
    name="ledger",
    path="/ledger",
    label="Ledger",
    question="Which promises were kept, which forecasts came true, and which sentences cannot both hold?",
    query="`promises`, `forecasts`, `contradictions`",
    limits="An entry stays open until a later report tells what became of it; no news resolves nothing, so most stay "
    "open. Which of two contradicting sentences holds is not judged.",
    looked=Asked,
    answer=answer,
)
