"""The ledger of promises and of forecasts: what was promised or expected, by whom, and what became of it."""

from collections import defaultdict
from typing import Any

import duckdb
import pyarrow as pa

from dateline.across.course import Course, course
from dateline.across.names import keys_of
from dateline.across.outcomes import PROMISES, outcomes
from dateline.across.sql import holds, parties, words_of
from dateline.across.window import ALL, Window
from dateline.record.store import Record

KEPT, BROKEN = ("met", "came_true"), ("missed", "failed")
VERDICTS = ("open", *KEPT, *BROKEN, "moved")

ROWS = f"""
SELECT l.line, l.item, l.sort, l.mode, l.quote AS words, l.sentence, l.report_id, l.id AS item_id, l.outlet,
    l.published, l.also_carried_by, c.quote AS condition, f.confidence,
    CASE WHEN l.dated THEN l.date END AS horizon, CASE WHEN l.dated THEN l.date_end END AS horizon_end,
    {parties("name", "who")} AS "by",
    {parties("key", "who")} AS keys,
    {parties("name", "whom")} AS "to"
FROM line l
LEFT JOIN evidence c ON c.reading = l.reading AND c.kind = l.item AND c.item_id = l.id AND c.field = 'condition'
LEFT JOIN forecast f ON l.item = 'forecast' AND f.reading = l.reading AND f.id = l.id
WHERE l.item = $item AND (l.item = 'forecast' OR list_contains($forces, l.mode)) AND {holds("l.sentence", "about")}
ORDER BY l.published NULLS LAST, l.report_id, l.start_at, l.id
"""
TOLD = """
SELECT line, sentence, report_id, outlet, published, quote FROM line WHERE line IN (SELECT unnest($lines))
"""
SCHEMA = pa.schema(
    [
        ("by", pa.list_(pa.string())),
        ("to", pa.list_(pa.string())),
        ("kind", pa.string()),
        ("force", pa.string()),
        ("polarity", pa.string()),
        ("words", pa.string()),
        ("condition", pa.string()),
        ("confidence", pa.string()),
        ("horizon", pa.date32()),
        ("horizon_end", pa.date32()),
        ("verdict", pa.string()),
        ("verdict_on", pa.date32()),
        ("outcome", pa.string()),
        ("outcome_report_id", pa.string()),
        ("outcome_outlet", pa.string()),
        ("outcome_published", pa.timestamp("us")),
        ("kept", pa.int64()),
        ("resolved", pa.int64()),
        ("sentence", pa.string()),
        ("report_id", pa.string()),
        ("item_id", pa.string()),
        ("outlet", pa.string()),
        ("published", pa.timestamp("us")),
        ("also_carried_by", pa.list_(pa.string())),
    ]
)


def promises(record: Record, **which: Any) -> pa.Table:
    """One row a promise, offer, threat or deadline, by publication; see :func:`ledger`."""
    return ledger(record, "proposal", **which)


def forecasts(record: Record, **which: Any) -> pa.Table:
    """One row a forecast, by publication; see :func:`ledger`."""
    return ledger(record, "forecast", **which)


def ledger(
    record: Record,
    item: str,
    *,
    by: str | None = None,
    verdict: str | None = None,
    about: str | None = None,
    window: Window = ALL,
) -> pa.Table:
    """One row a promise (``item`` "proposal") or a forecast, with what became of it.

    ``verdict`` is ``open`` until a later report of the window tells what happened: ``met``, ``missed`` or ``moved`` to
    a later day; for a forecast ``came_true``, ``failed`` or ``moved``. No news resolves nothing. ``outcome`` is the
    sentence that tells it, ``sentence`` the one that made the promise. ``kept`` and ``resolved`` are the holder's score
    in the window: how many of those resolved (moved ones left out) were met or came true; both 0 where none is. Raises
    ``ValueError`` for a verdict that there is none of.
    """
    if verdict is not None and verdict not in VERDICTS:
        raise ValueError(f"no verdict {verdict!r}; there are: {', '.join(VERDICTS)}")
    with course(record, window) as told:
        return entries(told, item, by=by, verdict=verdict, about=about)


def entries(
    course: Course, item: str, *, by: str | None = None, verdict: str | None = None, about: str | None = None
) -> pa.Table:
    """The rows of :func:`ledger`."""
    cursor = course.cursor
    keys = None if by is None else set(keys_of(cursor, "actor", by))
    params = {"item": item, "forces": list(PROMISES), "about": words_of(about)}
    rows = cursor.sql(ROWS, params=params).to_arrow_table().to_pylist()
    became = {outcome.line: outcome for outcome in outcomes(cursor)}
    told = _told(cursor, [o.evidence for o in became.values() if o.evidence is not None])
    score: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        outcome = became[row["line"]]
        evidence = told.get(outcome.evidence) if outcome.evidence is not None else None
        row |= {"verdict": outcome.verdict, "verdict_on": outcome.day}
        row |= {f"outcome_{n}": evidence[n] if evidence else None for n in ("report_id", "outlet", "published")}
        row["outcome"] = evidence["sentence"] if evidence else None
        proposal = row["item"] == "proposal"
        row |= {"kind": row["sort"] if proposal else None, "force": row["mode"] if proposal else None}
        row["polarity"] = None if proposal else row["sort"]
        for key in row["keys"]:
            score[key][0] += outcome.verdict in KEPT
            score[key][1] += outcome.verdict in (*KEPT, *BROKEN)
    for row in rows:
        held = [score[key] for key in row["keys"][:1]]
        row["kept"], row["resolved"] = held[0] if held else (0, 0)
    rows = [
        row
        for row in rows
        if (keys is None or keys & set(row["keys"])) and (verdict is None or row["verdict"] == verdict)
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _told(cursor: duckdb.DuckDBPyConnection, lines: list[int]) -> dict[int, dict[str, Any]]:
    rows = cursor.sql(TOLD, params={"lines": lines}).to_arrow_table().to_pylist()
    return {row["line"]: row for row in rows}
