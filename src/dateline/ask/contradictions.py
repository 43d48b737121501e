"""Pairs of sentences that cannot both hold: an act told and denied, talks said to be on and off, counts that differ."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from dateline.across.course import course
from dateline.across.rounds import ENDS
from dateline.across.window import ALL, Window
from dateline.ask.figures import figures
from dateline.record.identity import folded
from dateline.record.store import Record

# An act that one telling has as done and another as not: of the same kind, by the same, at the same day or told within
# three days of each other.
DENIED = """
WITH act AS (
    SELECT l.line, l.sort, l.mode, l.date, l.factuality, l.sentence, p.key FROM line l
    JOIN party p ON p.line = l.line AND p.role = 'who' AND p.key NOT LIKE 'only:%' WHERE l.item = 'event'),
pair AS MATERIALIZED (
    SELECT DISTINCT a.line AS one, b.line AS other FROM act a JOIN act b
        ON a.key = b.key AND a.sort = b.sort AND a.mode IS NOT DISTINCT FROM b.mode
        AND abs(date_diff('day', a.date, b.date)) <= 3
    WHERE a.factuality IN ('happened', 'ongoing') AND b.factuality = 'denied' AND a.sentence <> b.sentence),
suffered AS (
    SELECT line, key FROM party WHERE role = 'whom' AND key NOT LIKE 'only:%'
    UNION ALL SELECT line, key FROM spot WHERE key NOT LIKE 'only:%')
SELECT DISTINCT one, other, 'told and denied' AS sort FROM pair
JOIN suffered p ON p.line = one JOIN suffered q ON q.line = other AND q.key = p.key
ORDER BY one, other
"""
# One round of talks, said to be on and off of one day by reports of one day: what they were at night may be the end.
ON_AND_OFF = """
SELECT a.line AS one, b.line AS other, 'on and off' AS sort FROM line a JOIN step s ON s.line = a.line
JOIN step t ON t.round = s.round JOIN line b ON b.line = t.line
WHERE a.status IN ('under_way', 'resumed') AND list_contains($ends, b.status) AND a.sentence <> b.sentence
    AND a.dated AND b.dated AND a.date = a.date_end AND a.date = b.date AND b.date = b.date_end
    AND CAST(a.published AS DATE) = CAST(b.published AS DATE)
ORDER BY a.line, b.line
"""
LINES = """
SELECT l.line, l.sentence, l.quote AS words, l.report_id, l.outlet, l.published, l.date, l.status, a.name AS actor,
    b.name AS speaker, coalesce((SELECT list(p.name ORDER BY p.role, p.n) FROM party p WHERE p.line = l.line), []) AS of
FROM line l LEFT JOIN known_actor a ON a.reading = l.reading AND a.id = l.said_by
LEFT JOIN statement s ON s.reading = l.reading AND s.id = l.said_by
LEFT JOIN known_actor b ON b.reading = l.reading AND b.id = s.speaker
WHERE l.line IN (SELECT unnest($lines))
"""
SIDE = [
    ("words", pa.string()),
    ("status", pa.string()),
    ("by", pa.string()),
    ("sentence", pa.string()),
    ("outlet", pa.string()),
    ("published", pa.timestamp("us")),
    ("report_id", pa.string()),
]
SCHEMA = pa.schema(
    [
        ("sort", pa.string()),
        ("about", pa.list_(pa.string())),
        ("date", pa.date32()),
        ("one", pa.struct(SIDE)),
        ("other", pa.struct(SIDE)),
    ]
)


def contradictions(record: Record, *, about: str | None = None, window: Window = ALL) -> pa.Table:
    """One row a pair of sentences that cannot both hold, by day; which of them does is not judged.

    ``sort`` is "told and denied" (an act, by the same doer at the same time), "on and off" (one round of talks on one
    day) or "counts differ" (of the same people, place and days). Each side has its words, on whose word it is said and
    who printed it when. ``about`` keeps pairs one of whose sentences holds the words.
    """
    with course(record, window) as whole:
        cursor = whole.cursor
        pairs = cursor.execute(DENIED).fetchall()
        pairs += cursor.execute(ON_AND_OFF, {"ends": sorted(ENDS)}).fetchall()
        wanted = sorted({line for one, other, _ in pairs for line in (one, other)})
        told = {row["line"]: row for row in cursor.sql(LINES, params={"lines": wanted}).to_arrow_table().to_pylist()}
    rows = [_pair(sort, told[one], told[other]) for one, other, sort in pairs]
    rows += _counts(record, window)
    once = {(row["one"]["sentence"], row["other"]["sentence"]): row for row in reversed(rows)}
    kept = [row for row in rows if once.get((row["one"]["sentence"], row["other"]["sentence"])) is row]
    if about is not None:
        words = folded(about)
        kept = [row for row in kept if any(words in folded(row[side]["sentence"] or "") for side in ("one", "other"))]
    return pa.Table.from_pylist(sorted(kept, key=lambda row: str(row["date"] or "")), schema=SCHEMA)


def _pair(sort: str, one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    shared = [name for name in one["of"] if name in other["of"]]
    return {"sort": sort, "about": shared, "date": one["date"], "one": _side(one), "other": _side(other)}


def _side(line: dict[str, Any]) -> dict[str, Any]:
    return {**{name: line.get(name) for name, _ in SIDE}, "by": line["actor"] or line["speaker"]}


def _counts(record: Record, window: Window) -> Iterator[dict[str, Any]]:
    """The pairs of counts that differ, each once."""
    rows = figures(record, window=window).to_pylist()
    by_words = {_told(row): row for row in rows}
    for row in rows:
        for other in (by_words[_told(told)] for told in row["differs_from"] if _told(told) in by_words):
            if (str(other["published"]), other["words"]) < (str(row["published"]), row["words"]):
                continue
            yield {
                "sort": "counts differ",
                "about": [part for part in (row["measure"], row["populations"], row["place"]) if part],
                "date": row["date"] or (row["published"].date() if row["published"] else None),
                **{
                    side: {**{name: count.get(name) for name, _ in SIDE}, "by": count["counted_by"], "status": None}
                    for side, count in (("one", row), ("other", other))
                },
            }


def _told(count: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(count[name] for name in ("words", "outlet", "published", "counted_by"))
