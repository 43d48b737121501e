"""Looking for words in reports and items."""

from typing import Any

from pydantic import Field

from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View, Words, rows

MOST = 40


class Asked(Looked):
    """What is looked for."""

    q: Words = Field(None, max_length=200, description="A name, or words as a report prints them.")


def answer(snapshot: Snapshot, looked: Asked) -> dict[str, Any]:
    """Actors of that name, lines of the timeline, statements and reports that hold the words."""
    if looked.q is None:
        return {"actors": [], "lines": [], "statements": [], "reports": [], "found": None}
    found = {
        "actors": rows(snapshot, "actors", looked, name=looked.q),
        "lines": [r for r in rows(snapshot, "timeline", looked, about=looked.q) if r["kind"] != "statement"],
        "statements": rows(snapshot, "statements", looked, about=looked.q),
        "reports": rows(snapshot, "reports", looked, holds=looked.q),
    }
    best = sorted(found["lines"], key=lambda row: -row["rank"])[:MOST]
    return {
        **{name: of[:MOST] for name, of in found.items()},
        "lines": sorted(best, key=lambda row: str(row["date"] or "")),
        "found": {name: len(of) for name, of in found.items()},
    }


VIEW = View(
    name="search",
    path="/search",
    label="Reports",
    question="Which reports, lines, statements and actors hold these words?",
    query="`actors`, `timeline`, `statements`, `reports`",
    limits="Words are looked for as they are printed, without accents and case; a name finds its actor under all its "
    "spellings. At most forty of each are shown, with how many there are.",
    looked=Asked,
    answer=answer,
)
