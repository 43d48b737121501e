"""What stands around every page: the days of the record, its processes, and what the answer rests on."""

from datetime import date
from typing import Any

from dateline.ask.open import OpenRecord
from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, rows

# Countries that fewer reports are about are found by their name, but not listed.
LISTED = 24


def span_of(snapshot: Snapshot) -> tuple[date | None, date | None]:
    """The days of the first and the last report of the record."""
    return snapshot.ask(_span)


def processes_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The processes to choose from: id, name and number of reports."""
    return snapshot.ask(_processes)


def basis_of(snapshot: Snapshot, looked: Looked) -> dict[str, Any]:
    """What an answer rests on: reports, outlets, sources, days without a report and what was left out, with why."""
    reports, outlets, sources = snapshot.ask(_counts, **looked.window)
    found = rows(snapshot, "coverage", looked)
    gaps = [row for row in found if row["sort"] == "no report"]
    days = [row[name] for row in found if row["sort"] == "outlet" for name in ("first", "last") if row[name]]
    return {
        "reports": reports,
        "outlets": outlets,
        "sources": sources,
        "first": min(days, default=None),
        "last": max(days, default=None),
        "days_without": sum((row["last"] - row["first"]).days + 1 for row in gaps),
        "left_out": sum(row["reports"] for row in found if row["sort"] == "left out"),
        "withdrawn": sum(row["reports"] for row in found if row["sort"] == "withdrawn"),
    }


def _span(peace: OpenRecord) -> tuple[date | None, date | None]:
    sql = "SELECT CAST(min(published) AS DATE) AS first, CAST(max(published) AS DATE) AS last FROM report"
    ((first, last),) = [tuple(row.values()) for row in peace.record.query(sql).to_pylist()]
    return first, last


def _processes(peace: OpenRecord) -> list[dict[str, Any]]:
    found = peace.processes().to_pylist()[:LISTED]
    return [{name: row[name] for name in ("id", "name", "reports")} for row in found]


def _counts(peace: OpenRecord, **when: Any) -> tuple[int, int, int]:
    return peace.counts(**when)
