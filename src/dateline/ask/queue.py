"""What people should check first: lines of the timeline by harm and doubt, and pairs that may be one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import log, prod
from typing import Any

import pyarrow as pa

from dateline.across.course import course
from dateline.across.judged import is_telling
from dateline.across.window import ALL, Window
from dateline.ask.actors import actors
from dateline.ask.timeline import lines_of
from dateline.record.resolve.joined import decisions, standing
from dateline.record.schema import document
from dateline.record.store import Record

SCHEMA = pa.schema(
    [
        ("task", pa.string()),
        ("score", pa.float64()),
        ("harm", pa.float64()),
        ("doubt", pa.float64()),
        ("doubts", pa.list_(pa.string())),
        ("item", pa.string()),
        ("item_id", pa.string()),
        ("report_id", pa.string()),
        ("kind", pa.string()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("status", pa.string()),
        ("date", pa.date32()),
        ("date_end", pa.date32()),
        ("date_basis", pa.string()),
        ("who", pa.list_(pa.string())),
        ("whom", pa.list_(pa.string())),
        ("place", pa.string()),
        ("what", pa.string()),
        ("sentence", pa.string()),
        ("outlet", pa.string()),
        ("published", pa.timestamp("us")),
        ("left", pa.string()),
        ("right", pa.string()),
        ("left_says", pa.string()),
        ("right_says", pa.string()),
        ("reason", pa.string()),
    ]
)


def queue(record: Record, *, limit: int | None = None, window: Window = ALL) -> pa.Table:
    """One row a thing to check, the most pressing first.

    ``task`` is "check" for a line of the timeline that nobody has reviewed, "join" for two actors or two tellings
    that may be one. ``harm`` is what the line weighs on the timeline, ``doubt`` the share of such lines that are
    wrong, after ``schema/doubt.yml``; ``score`` is their product and ``doubts`` says why. ``left`` and ``right`` are
    the keys for a judgement, ``left_says`` and ``right_says`` what they stand for.
    """
    with course(record, window) as told:
        lines = lines_of(told).to_pylist()
        stand = standing(decisions(told.cursor))
    rows = [_check(row) for row in lines if row["review"] is None]
    unsure = [d for d in stand.values() if d.verdict == "unsure" and not is_telling(d.left)]
    if unsure:
        known = {row["key"]: row for row in actors(record, window=window).to_pylist()}
        rows += [
            _pair(d.left, d.right, known[d.left], known[d.right], d.reason)
            for d in unsure
            if d.left in known and d.right in known
        ]
    settled = {pair for pair, decision in stand.items() if decision.verdict != "unsure"}
    rows += [row for row in _tellings(lines) if frozenset((row["left"], row["right"])) not in settled]
    rows.sort(
        key=lambda row: (-row["score"], row.get("report_id") or "", row.get("item_id") or "", row.get("left") or "")
    )
    return pa.Table.from_pylist(rows[:limit], schema=SCHEMA)


def _check(row: dict[str, Any]) -> dict[str, Any]:
    codes = document("doubt")
    marks = [codes["marks"][mark] for mark in _marks(row, codes["loose"]["days"])]
    doubt = 1 - prod(1 - share for share in (codes["kinds"][row["kind"]], *(mark["share"] for mark in marks)))
    return {**row, "task": "check", **_scored(row["rank"], doubt), "doubts": [mark["says"] for mark in marks]}


def _marks(row: dict[str, Any], days: int) -> Iterator[str]:
    if row["date_basis"] in ("publication", "none"):
        yield "no_day"
    elif row["date"] and row["date_end"] and (row["date_end"] - row["date"]).days > days:
        yield "loose_day"
    yield from (mark for mark in ("other_days", "other_states", "others_name") if row[mark])
    if not row["who"] and row["kind"] not in ("figure", "forecast"):
        yield "nobody"
    if row["tellings"] == 1:
        yield "one_source"
    if row["published"] is None:
        yield "no_source"


def _scored(harm: float, doubt: float) -> dict[str, float]:
    return {"harm": round(harm, 2), "doubt": round(doubt, 2), "score": round(harm * doubt, 2)}


def _pair(left: str, right: str, one: dict[str, Any], other: dict[str, Any], reason: str) -> dict[str, Any]:
    weights = document("doubt")["pair"]
    harm = weights["harm"] * (1 + log(min(one["reports"], other["reports"])))
    says = {side: f"{actor['name']}, {actor['kind']}" for side, actor in (("left_says", one), ("right_says", other))}
    return {
        "task": "join", "kind": "actor", "left": left, "right": right, **says, "reason": reason, "doubts": [reason],
        **_scored(harm, weights["doubt"]),
    }  # fmt: skip


def _tellings(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Two lines of one day, kind and type that share a party and are not one line."""
    weights = document("doubt")["pair"]
    alike: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in lines:
        if row["key"] and row["who"] and row["date"] == row["date_end"] and row["date_basis"] != "publication":
            alike[row["date"], row["item"], row["type"], row["mode"]].append(row)
    for same in alike.values():
        for one, other in combinations(same, 2):
            shared = set(one["who"] + one["whom"]) & set(other["who"] + other["whom"])
            apart = one["place"] and other["place"] and one["place"] != other["place"]
            if shared and not apart and one["report_id"] != other["report_id"]:
                reason = f"both on {one['date']}, both name {', '.join(sorted(shared))}"
                yield {
                    **one, "task": "join", "left": one["key"], "right": other["key"], "left_says": one["sentence"],
                    "right_says": other["sentence"], "reason": reason, "doubts": [reason],
                    **_scored(weights["harm"] + min(one["rank"], other["rank"]) / 2, weights["doubt"]),
                }  # fmt: skip
