"""What changed since a day, on whose word: a short paper for somebody who was away."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from dateline.across.course import course
from dateline.across.window import ALL, Day, Window, day_of
from dateline.ask.figures import figures
from dateline.ask.ledger import entries
from dateline.ask.talks import lives
from dateline.ask.timeline import lines_of
from dateline.record.store import Record

# What happened longer before is history, though a report tells it for the first time.
RECENT = timedelta(days=14)
SECTIONS = ("talks", "agreements and offers", "events", "promises and forecasts", "figures")
# The kinds of lines of the timeline that each section takes.
KINDS = {"agreements and offers": ("agreement", "proposal"), "events": ("event",)}
SCHEMA = pa.schema(
    [
        ("section", pa.string()),
        ("date", pa.date32()),
        ("date_end", pa.date32()),
        ("date_basis", pa.string()),
        ("change", pa.string()),
        ("who", pa.list_(pa.string())),
        ("whom", pa.list_(pa.string())),
        ("what", pa.string()),
        ("by", pa.list_(pa.string())),
        ("sentence", pa.string()),
        ("report_id", pa.string()),
        ("item", pa.string()),
        ("item_id", pa.string()),
        ("outlet", pa.string()),
        ("published", pa.timestamp("us")),
        ("sources", pa.int64()),
    ]
)


def brief(record: Record, *, since: Day, limit: int = 6, window: Window = ALL) -> pa.Table:
    """What reports first told on the day ``since`` or after it, at most ``limit`` lines a section, by day.

    What happened over two weeks before is left out as history.

    Sections are the steps of talks, agreements and offers, events, what became of promises and forecasts, and figures
    that changed or differ. ``change`` says what is new, ``by`` on whose word, ``item`` and ``item_id`` which item of
    the report tells it. Raises ``ValueError`` where ``since`` is no day.
    """
    first = day_of("since", since)
    if first is None:
        raise ValueError("since: no day is given; write it as 2018-12-13")
    with course(record, window) as told:
        steps, lines = lives(told).to_pylist(), lines_of(told).to_pylist()
        ledger = [row for item in ("proposal", "forecast") for row in entries(told, item).to_pylist()]
    lines = [row for row in lines if _new(row["first_told"], first) and not _long_ago(row["date"], first)]
    found = {
        "talks": _talks(steps, first),
        **{s: [_line(row) for row in lines if row["kind"] in kinds] for s, kinds in KINDS.items()},
        "promises and forecasts": _resolved(ledger, first),
        "figures": _figures(record, window, first),
    }
    rows = []
    for section in SECTIONS:
        best = sorted(found[section], key=lambda row: -row["weight"])[:limit]
        rows += [{**row, "section": section} for row in sorted(best, key=lambda row: str(row["date"] or ""))]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _new(moment: Any, first: date) -> bool:
    return moment is not None and moment.date() >= first


def _line(row: dict[str, Any]) -> dict[str, Any]:
    status = row["type"] if row["kind"] == "proposal" else row["status"]
    by = [row["said_by"]] if row["said_by"] else []
    return {**row, "change": status, "by": by, "sources": row["tellings"], "weight": row["rank"]}


def _long_ago(day: date | None, first: date) -> bool:
    return day is not None and first - day > RECENT


def _talks(steps: list[dict[str, Any]], first: date) -> list[dict[str, Any]]:
    rows = []
    for row in steps:
        reported = row["date_basis"] == "publication"
        if reported or row["first_told"] is None or row["first_told"] < first or _long_ago(row["date"], first):
            continue
        change = f"{row['status']}, moved from {row['moved_from']}" if row["moved_from"] else row["status"]
        same = {
            "who": row["participants"], "whom": [], "what": row["name"], "weight": row["sources"], "item": "meeting"
        }  # fmt: skip
        rows.append({**row, **same, "change": change})
    return rows


def _resolved(ledger: list[dict[str, Any]], first: date) -> list[dict[str, Any]]:
    rows = []
    for row in ledger:
        if row["verdict"] == "open" or not _new(row["outcome_published"], first):
            continue
        told = {"sentence": row["outcome"], "report_id": row["outcome_report_id"], "outlet": row["outcome_outlet"]}
        made = f"{row['verdict']}; made {row['published']:%Y-%m-%d}" if row["published"] else row["verdict"]
        same = {"who": row["by"], "whom": row["to"], "what": row["words"], "by": row["by"], "sources": 1, "weight": 1}
        when = {"date": row["verdict_on"], "date_basis": "relative", "published": row["outcome_published"]}
        rows.append({**row, **told, **same, **when, "change": made, "item_id": None})
    return rows


def _figures(record: Record, window: Window, first: date) -> list[dict[str, Any]]:
    rows = []
    for row in figures(record, window=window).to_pylist():
        changes = [("differs from", row["differs_from"][:1]), ("up from", [row["up_from"]])]
        changes.append(("down from", [row["down_from"]]))
        change = next((f"{told} {other[0]['words']}" for told, other in changes if other and other[0]), None)
        if change is None or not _new(row["published"], first):
            continue
        by = [row["counted_by"]] if row["counted_by"] else []
        basis = "relative" if row["date"] else "publication"
        day = row["date"] or row["published"].date()
        weight = row["value"] or row["low"] or 0
        rows.append(
            {**row, "who": [], "whom": [], "what": row["words"], "by": by, "change": change, "sources": 1, "date": day,
             "date_basis": basis, "weight": weight, "item": "figure"}
        )  # fmt: skip
    return rows
