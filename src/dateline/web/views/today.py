"""What changed since a day, on whose word."""

from datetime import date
from itertools import groupby
from typing import Any

from pydantic import Field

from dateline.ask.brief import SECTIONS
from dateline.web.frame import span_of
from dateline.web.snapshot import Snapshot
from dateline.web.view import Day, Looked, View, later, rows

# So many days back where no day is asked for.
WEEK = 7


class Since(Looked):
    """What part of the record, and since when."""

    since: Day = Field(None, description="What was first told on that day or after; else the last seven days.")


def answer(snapshot: Snapshot, looked: Since) -> dict[str, Any]:
    """The brief by section, contradictions of those days, and the last reports."""
    first, last = span_of(snapshot)
    now = min(filter(None, (looked.as_of, last)), default=date.today())
    since = looked.since or later(now, 1 - WEEK)
    found = rows(snapshot, "brief", looked, since=since)
    sections = {name: list(of) for name, of in groupby(found, key=lambda row: row["section"])}
    disputed = [row for row in rows(snapshot, "contradictions", looked) if row["date"] and row["date"] >= since]
    # Only those on a conflict or its talks: the others are counted under what was left out.
    every = (row for row in rows(snapshot, "reports", looked) if row["published"] and row["countries"])
    told = [row for row in every if row["published"].date() >= since]
    return {
        "since": since,
        "now": now,
        "backs": [
            {"label": label, "since": max(filter(None, (first, later(now, 1 - days))), default=now)}
            for label, days in (("a day", 1), ("three days", 3), ("a week", 7), ("a month", 30))
        ],
        "sections": [{"name": name, "rows": sections.get(name, [])} for name in SECTIONS],
        "disputed": disputed[-6:],
        "reports": told[:12],
        "reports_since": len(told),
    }


VIEW = View(
    name="today",
    path="/today",
    label="Today",
    question="What changed since a day, and on whose word?",
    query="`brief`, `contradictions`, `reports`",
    limits="At most six lines a section, those that weigh most. What happened over two weeks before the day is "
    "left out as history. What no report tells is not there: silence resolves nothing.",
    looked=Since,
    answer=answer,
)
