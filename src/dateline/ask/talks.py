"""The lives of talks: every step of a round that reports tell, on whose word, and where its day slipped."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from dateline.across.course import Course, course
from dateline.across.names import keys_of
from dateline.across.rounds import AHEAD, Round, Telling, steps
from dateline.across.sql import parties
from dateline.across.window import ALL, Window
from dateline.record.identity import folded
from dateline.record.store import Record

# What one telling of a step rests on, and the names around it.
TOLD = f"""
SELECT l.line, l.date_basis, l.sentence, l.quote, l.report_id, l.id, l.key, l.outlet, l.published, l.source,
    l.also_carried_by,
    m.name, b.name AS by, v.name AS venue,
    {parties()} AS parties,
    {parties("key")} AS keys
FROM line l JOIN meeting m ON m.reading = l.reading AND m.id = l.id
LEFT JOIN known_actor b ON b.reading = l.reading AND b.id = l.said_by
LEFT JOIN known_place v ON v.reading = l.reading AND v.id = m.venue
WHERE l.item = 'meeting'
"""
SCHEMA = pa.schema(
    [
        ("talks", pa.int64()),
        ("name", pa.string()),
        ("life", pa.string()),
        ("state", pa.string()),
        ("step", pa.int64()),
        ("status", pa.string()),
        ("also_told_as", pa.list_(pa.string())),
        ("date", pa.date32()),
        ("date_end", pa.date32()),
        ("date_basis", pa.string()),
        ("moved_from", pa.date32()),
        ("first_told", pa.date32()),
        ("by", pa.list_(pa.string())),
        ("venue", pa.string()),
        ("participants", pa.list_(pa.string())),
        ("words", pa.string()),
        ("sentence", pa.string()),
        ("report_id", pa.string()),
        ("item_id", pa.string()),
        ("keys", pa.list_(pa.string())),
        ("outlet", pa.string()),
        ("published", pa.timestamp("us")),
        ("also_carried_by", pa.list_(pa.string())),
        ("tellings", pa.int64()),
        ("sources", pa.int64()),
    ]
)


def talks(
    record: Record,
    *,
    status: str | None = None,
    who: str | None = None,
    about: str | None = None,
    window: Window = ALL,
) -> pa.Table:
    """One row a step in the life of a round of talks, the rounds that most sources tell of first.

    A step is a state (proposed, scheduled, under_way, held, suspended, resumed, collapsed, cancelled) on a day; for one
    that lies ahead the day is that for which it is planned. ``also_told_as`` are other words for the same step, ``by``
    those on whose word it is told, ``moved_from`` the day planned before, where a later one took its place. ``life``
    has the days of the round in one line, ``state`` where it stands after its last step. What the step rests on is
    the telling that has its day most precisely; ``keys`` are those of all its tellings, for a judgement on them.
    ``status`` keeps rounds that stand so, ``who`` those in which an actor takes part, ``about`` those one of whose
    sentences holds the words.
    """
    with course(record, window) as told:
        return lives(told, status=status, who=who, about=about)


def lives(course: Course, *, status: str | None = None, who: str | None = None, about: str | None = None) -> pa.Table:
    """The steps of :func:`talks`."""
    keys = None if who is None else set(keys_of(course.cursor, "actor", who))
    told = {row["line"]: row for row in _rows(course.cursor)}
    found = sorted(course.rounds, key=lambda of: (-_sources(of, told), min(t.line for t in of.tellings())))
    rows: list[dict[str, Any]] = []
    number = 0
    for of in found:
        life = list(_life(steps(of), told))
        lines = [told[t.line] for t in of.tellings()]
        if keys is not None and not any(keys & set(line["keys"]) for line in lines):
            continue
        if about is not None and not any(folded(about) in folded(line["sentence"] or "") for line in lines):
            continue
        state = next((row["status"] for row in reversed(life)), None)
        if status is not None and state != status:
            continue
        number += 1
        same = {"talks": number, "name": _name(of, told), "life": _in_a_line(life), "state": state}
        rows += [{**same, "step": n, **row} for n, row in enumerate(life, 1)]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _rows(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return cursor.sql(TOLD).to_arrow_table().to_pylist()  # type: ignore[no-any-return]


def _sources(of: Round, told: dict[int, dict[str, Any]]) -> int:
    return len({told[t.line]["source"] for t in of.tellings()})


def _life(groups: Sequence[Sequence[Telling]], told: dict[int, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The steps as rows; a later day planned says from which it was moved."""
    planned: date | None = None
    for group in groups:
        best, first = group[0], told[group[0].line]
        lines = [told[t.line] for t in group]
        moved = None
        if best.status in ("under_way", "resumed"):
            planned = None
        elif best.status in AHEAD and best.day is not None:
            moved = planned if planned is not None and best.day[0] > planned else None
            planned = best.day[1]
        yield {
            **{name: first[name] for name in ("date_basis", "venue", "sentence", "report_id", "outlet", "published")},
            "status": best.status,
            "also_told_as": sorted({t.status for t in group} - {best.status}),
            "date": best.start,
            "date_end": best.end,
            "moved_from": moved,
            "first_told": min((t.told for t in group if t.told), default=None),
            "by": sorted({line["by"] for line in lines if line["by"]}),
            "participants": list(dict.fromkeys(name for line in lines for name in line["parties"])),
            "words": first["quote"],
            "item_id": first["id"],
            "keys": sorted({line["key"] for line in lines}),
            "also_carried_by": first["also_carried_by"],
            "tellings": len({line["report_id"] for line in lines}),
            "sources": len({line["source"] for line in lines}),
        }


def _in_a_line(life: Sequence[dict[str, Any]]) -> str:
    """The days of a round: "2018-01-25 → 2018-01-29 → under way 2018-01-29 → suspended, told 2018-02-03": planned days
    bare, and where no report has the day of a state, when it was first told."""
    parts: list[str] = []
    for row in life:
        state = row["status"].replace("_", " ")
        if row["date"] is None or row["date_basis"] == "publication":
            if row["status"] in AHEAD or row["first_told"] is None:
                continue
            part = f"{state}, told {row['first_told']}"
        else:
            day = f"{row['date']}" if row["date"] == row["date_end"] else f"{row['date']} to {row['date_end']}"
            part = day if row["status"] in AHEAD else f"{state} {day}"
        if not parts or parts[-1] != part:
            parts.append(part)
    return " → ".join(parts)


def _name(of: Round, told: dict[int, dict[str, Any]]) -> str:
    """What most tellings call it; of the names told once the fullest."""
    names = Counter(meeting.name for meeting in of.meetings)
    name = max(names, key=lambda n: (names[n], len(n) < 60, len(n), n))
    venues = Counter(v for t in of.tellings() if (v := told[t.line]["venue"]))
    venue = max(venues, key=lambda v: (venues[v], v), default=None)
    return name if venue is None or venue in name else f"{name} ({venue})"
