"""Who stands with or against whom: since when, by what means, and where a side changed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from dateline.across.names import keys_of
from dateline.across.seen import seen
from dateline.across.sql import first_carrier
from dateline.across.window import ALL, Window
from dateline.record.store import Record

# A body that a report describes and does not name ("key regional powers") is nobody to stand with.
NAMED = (
    "NOT (f.key LIKE 'only:%' AND f.kind = 'organisation') AND NOT (g.key LIKE 'only:%' AND g.kind = 'organisation')"
)
ROWS = f"""
WITH telling AS (
    SELECT a.*, q.quote, t.sentence, t.start_at, seen.outlet, seen.published, seen.source, seen.also_carried_by,
        f.key AS from_key, f.name AS from_name, g.key AS to_key, g.name AS to_name,
        {first_carrier("f.key", "g.key", "a.sign", "t.sentence")} AS first
    FROM alignment a JOIN seen ON seen.reading = a.reading
    JOIN known_actor f ON f.reading = a.reading AND f.id = a."from"
    JOIN known_actor g ON g.reading = a.reading AND g.id = a."to"
    JOIN evidence q ON q.reading = a.reading AND q.kind = 'alignment' AND q.item_id = a.id AND q.field = 'span'
    JOIN told t ON t.reading = a.reading AND t.kind = 'alignment' AND t.item_id = a.id
    WHERE {NAMED})
SELECT from_key, to_key, from_name AS "from", to_name AS "to", sign, means,
    coalesce("when"."end", "when".start, CAST(published AS DATE)) AS date,
    coalesce("when".start, CAST(published AS DATE)) AS began, quote AS words,
    sentence, report_id, id AS item_id, outlet, published, source, also_carried_by
FROM telling WHERE first
    AND ($by IS NULL OR list_contains($by, from_key)) AND ($to IS NULL OR list_contains($to, to_key))
ORDER BY date NULLS FIRST, published NULLS LAST, report_id, start_at, id
"""
# After so many days without a new telling an alignment weighs half.
HALF_LIFE = 180
WITH = ("supports", "allied", "member_of")
AGAINST = ("opposes",)
SCHEMA = pa.schema(
    [
        ("from", pa.string()),
        ("to", pa.string()),
        ("stance", pa.string()),
        ("sign", pa.string()),
        ("since", pa.date32()),
        ("last", pa.date32()),
        ("strength", pa.float64()),
        ("contested", pa.bool_()),
        ("turned_from", pa.string()),
        ("means", pa.list_(pa.string())),
        ("told", pa.int64()),
        ("sources", pa.int64()),
        ("words", pa.string()),
        ("sentence", pa.string()),
        ("report_id", pa.string()),
        ("item_id", pa.string()),
        ("outlet", pa.string()),
        ("published", pa.timestamp("us")),
        ("also_carried_by", pa.list_(pa.string())),
    ]
)


def alignments(record: Record, *, by: str | None = None, to: str | None = None, window: Window = ALL) -> pa.Table:
    """One row a pair of actors and stance, those of one actor together: the strongest first, of a pair the latest.

    ``stance`` is "with" (supports, is allied with, belongs to), "against" or "between" (mediates); ``sign`` its last
    wording. ``since`` and ``last`` are the first and last day of which it is told. ``strength`` is the number of
    sources, each halved for every 180 days between its telling and ``as_of`` (or the last telling in the record).
    ``contested`` says that the same pair stands in the other stance too, ``turned_from`` that it did and does no more:
    all that is told of the other lies before this. ``means`` are by what, as worded. The sentence is that of the last
    telling; copies of one text count once. A body that a report only describes has no row.
    """
    with seen(record, window) as cursor:
        params = {name: None if of is None else keys_of(cursor, "actor", of) for name, of in (("by", by), ("to", to))}
        told = cursor.sql(ROWS, params=params).to_arrow_table().to_pylist()
    now = window.known or max((row["date"] for row in told if row["date"] is not None), default=None)
    pairs: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in told:
        pairs[row["from_key"], row["to_key"]][_stance(row["sign"])].append(row)
    rows = [_row(stance, of, beside, now) for beside in pairs.values() for stance, of in beside.items()]
    weights: dict[str, float] = defaultdict(float)
    for row in rows:
        weights[row["from_key"]] += row["strength"]
        weights[row["from_key"] + row["to_key"]] += row["strength"]

    def order(row: dict[str, Any]) -> tuple[float, str, float, str, int]:
        one, other = row["from_key"], row["to_key"]
        latest = (row["last"] or date.min).toordinal()
        return -weights[one], one, -weights[one + other], other, -latest

    rows.sort(key=order)
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _stance(sign: str) -> str:
    return "with" if sign in WITH else "against" if sign in AGAINST else "between"


def _row(
    stance: str, told: Sequence[dict[str, Any]], beside: dict[str, list[dict[str, Any]]], now: date | None
) -> dict[str, Any]:
    latest = told[-1]
    days = [row["date"] for row in told if row["date"] is not None]
    began = [row["began"] for row in told if row["began"] is not None]
    contrary = beside.get({"with": "against", "against": "with"}.get(stance, ""), [])
    others = [row["date"] for row in contrary if row["date"] is not None]
    turned = bool(others and began) and max(others) < min(began)
    last: dict[str, date | None] = {}
    for row in told:
        last[row["source"]] = row["date"]
    return {
        **latest,
        "stance": stance,
        "since": min(began, default=None),
        "last": max(days, default=None),
        "strength": round(sum(_weight(at, now) for at in last.values()), 3),
        "contested": bool(contrary) and not turned,
        "turned_from": _stance(contrary[-1]["sign"]) if turned else None,
        "means": list(dict.fromkeys(row["means"] for row in told if row["means"])),
        "told": len(told),
        "sources": len(last),
    }


def _weight(told: date | None, now: date | None) -> float:
    """What a telling of that day still weighs; undated ones weigh nothing on their own.

    >>> _weight(date(2016, 1, 1), date(2016, 6, 29))
    0.5
    """
    if told is None or now is None:
        return 0.0
    return 1.0 if told >= now else float(0.5 ** ((now - told).days / HALF_LIFE))
