"""The matrix of proposals and parties."""

from collections import Counter
from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View, Words, rows

PARTIES, SPOKEN = 9, 5


class Asked(Looked):
    """Which proposals."""

    kind: Words = Field(None, max_length=30, description="Such as ceasefire, aid_access, talks, prisoner_release.")
    by: Words = Field(None, max_length=200, description="Only those of this actor.")
    answered: bool = Field(False, description="Only those that somebody answered.")
    limit: int = Field(60, ge=1, le=500, description="At most so many, those that most sources tell of.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """Proposals, those with an answer first, and the parties that answered most of them, as columns."""
    every = rows(snapshot, "matrix", looked, kind=looked.kind, by=looked.by)
    spoken = [row for row in every if _told(row)]
    found = spoken if looked.answered else every
    best = sorted(found, key=lambda row: (-_told(row), -row["sources"], -len(row["answers"]), row["proposal"]))
    shown = sorted(best[: looked.limit], key=lambda row: (not _told(row), row["proposal"]))
    # An answer weighs more than a silence.
    parties: Counter[str] = Counter()
    for row in shown:
        for told in row["answers"]:
            parties[told["party"]] += 1 if told["response"] == "silent" else SPOKEN
    columns = [name for name, _ in sorted(parties.items(), key=lambda party: (-party[1], party[0]))[:PARTIES]]
    return {
        "parties": columns,
        "rows": [{**row, "others": [told for told in row["answers"] if told["party"] not in columns]} for row in shown],
        "proposals": len(found),
        "answered": len(spoken),
        "kinds": sorted({row["kind"] for row in every}),
    }


def _told(row: dict[str, Any]) -> int:
    """How many answers to a proposal are told."""
    return sum(told["response"] != "silent" for told in row["answers"])


VIEW = View(
    name="proposals",
    path="/proposals",
    label="Proposals",
    question="What was offered, demanded or promised, and who accepts, sets conditions, rejects or is silent?",
    query="`matrix`",
    limits="Silent means asked, and no answer is told. An answer “said on the matter” is a statement on the same issue "
    "within ten days, not a reply that a report calls one.",
    looked=Asked,
    answer=answer,
)
