"""What people have said of single items: that one is right, is none, or is to read otherwise."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, cast

import duckdb
import pyarrow as pa

from dateline.readings.as_json import KINDS
from dateline.record.schema import Field, arrow_schema, kinds

# The field whose words tell one item of a report from another of its kind; the first span of several.
HEADS = {
    "actor": "mentions",
    "place": "mentions",
    "time": "span",
    "statement": "content",
    "event": "trigger",
    "meeting": "span",
    "proposal": "terms",
    "figure": "span",
    "alignment": "span",
    "forecast": "outcome",
}
# What can be corrected: never an id, nor the words that an item rests on.
PLAIN: dict[str, tuple[type, ...]] = {"text": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}
LARGEST = 1e18
CORRECTED = {*PLAIN, "when", "list<text>"}
HEADED = [f"{kind} {field}" for kind, field in HEADS.items()]
STANDS = "g.superseded_by IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One word on one item; the fields are those of ``schema/review.yml``."""

    id: str
    report_id: str
    kind: str
    item_id: str
    words: tuple[int, int] | None
    verdict: str
    changes: Mapping[str, Any] | None = None
    undoes: str | None = None
    reason: str
    by: str
    at: datetime


def reviews(cursor: duckdb.DuckDBPyConnection) -> list[Review]:
    """Every review of the record, in the order in which they were made."""
    names = ", ".join(f'"{f.name}"' for f in kinds()["review"].fields)
    found = cursor.sql(f"SELECT {names} FROM review ORDER BY rowid").to_arrow_table().to_pylist()
    for row in found:
        row["words"] = tuple(row["words"]) if row["words"] else None
        row["changes"] = _parsed(row["changes"])
    return [Review(**row) for row in found]


def _parsed(changes: str | None) -> dict[str, Any] | None:
    """What a correction changes; None where a record from elsewhere has something else there."""
    try:
        found = json.loads(changes) if changes else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def standing(made: Iterable[Review]) -> list[Review]:
    """Those that were not taken back, in the order of making."""
    every = list(made)
    undone = {review.undoes for review in every}
    return [review for review in every if review.verdict != "undo" and review.id not in undone]


def correctable(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that a person can correct.

    >>> [field.name for field in correctable("forecast")]
    ['polarity', 'by', 'horizon', 'confidence']
    """
    return tuple(f for f in kinds()[kind].columns if f.type in CORRECTED and f.name != "id")


def words_of(cursor: duckdb.DuckDBPyConnection, report_id: str, kind: str, item_id: str) -> tuple[str, tuple[int, int]]:
    """The reading that stands and the first words of one of its items. Raises ``ValueError`` where there is none."""
    rows = cursor.execute(
        'SELECT e.reading, e."start", e."end" FROM evidence e JOIN reading g ON g.id = e.reading '
        f"WHERE {STANDS} AND e.report_id = $report_id AND e.kind = $kind AND e.item_id = $item_id "
        "AND e.field = $field AND e.n = 0",
        {"report_id": report_id, "kind": kind, "item_id": item_id, "field": HEADS.get(kind, "")},
    ).fetchall()
    if not rows:
        raise ValueError(
            f"no {kind} {item_id} in report {report_id}; it may have been read anew: open the report again"
        )
    reading, start, end = rows[0]
    return reading, (start, end)


def check(cursor: duckdb.DuckDBPyConnection, reading: str, kind: str, changes: Mapping[str, Any]) -> None:
    """Raise ``ValueError`` with what to write where a change names no field or gives it what it cannot hold."""
    check_values(kind, changes)
    for field in correctable(kind):
        value = changes.get(field.name)
        if field.refers_to and value:
            sql = f'SELECT id FROM "{field.refers_to}" WHERE reading = $reading'
            ids = {id for (id,) in cursor.execute(sql, {"reading": reading}).fetchall()}
            if missing := [v for v in (value if isinstance(value, list) else [value]) if v not in ids]:
                raise ValueError(f"{field.name} {missing[0]!r} is no {field.refers_to} of this report; give its id")


def check_values(kind: str, changes: Mapping[str, Any]) -> None:
    """As :func:`check`, but for whether the actors and places are those of the report."""
    known = {field.name: field for field in correctable(kind)}
    if not changes:
        raise ValueError(f"nothing is changed; name one of {', '.join(known)}")
    for name, value in changes.items():
        if name not in known:
            raise ValueError(f"{kind} has no {name!r} to correct; there are: {', '.join(known)}")
        field = known[name]
        given = value if isinstance(value, list) else [] if value is None else [value]
        if value is None and name in _needed(kind):
            raise ValueError(f"{name} cannot be empty; for example {field.example!r}")
        if isinstance(value, list) != (field.type == "list<text>"):
            raise ValueError(f"{name} {value!r}: {'a list' if field.type == 'list<text>' else 'one value'} is needed")
        if field.type == "when":
            for day in given:
                _when(name, day)
            continue
        allowed = PLAIN.get(field.type, (str,))
        if any(not isinstance(v, allowed) or (isinstance(v, bool) and bool not in allowed) for v in given):
            raise ValueError(f"{name} {value!r} is no {field.type}; for example {field.example!r}")
        # What its column cannot hold, and what no number is, would break every answer.
        if any(isinstance(v, int | float) and not abs(v) < LARGEST for v in given):
            raise ValueError(f"{name} {value!r} is too large, or no number; for example {field.example!r}")
        if field.values and any(v not in field.values for v in given):
            raise ValueError(f"{name} {value!r}: there are {', '.join(field.values)}")


@cache
def _needed(kind: str) -> frozenset[str]:
    """The fields without which no item of a kind can be."""
    return frozenset(f.name for f in fields(cast(type[Any], KINDS[f"{kind}s"])) if f.default is MISSING)


def reviewed(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Views of items that read as people have said, by kind; none for a kind of which nothing was said.

    Asked on a cursor with the table ``seen``: what a copy of a reviewed report tells in the same words is that same
    telling, which the reviewed one stands for. Fills the table ``reviewed`` with the reading, kind and id of each
    item that a review stands on, with its verdict, reason, who said it and when. A review stands on the item of its
    id with its words, else on the only one of its kind with these words; on none where a later reading has no such
    item.
    """
    found = _placed(cursor, standing(reviews(cursor)))
    rows = [
        {"reading": key[0], "kind": key[1], "item_id": key[2], "review": r.id, "verdict": r.verdict,
         "reason": r.reason, "by": r.by, "at": r.at}
        for key, r in found.items()
    ]  # fmt: skip
    cursor.register("reviewed", pa.Table.from_pylist(rows, schema=REVIEWED))
    of: dict[str, dict[tuple[str, str], Review | None]] = defaultdict(dict)
    views = {}
    for (reading, kind, id), said in found.items():
        if said.verdict != "accept":
            of[kind][reading, id] = said
    cursor.execute(COPIES, {"heads": HEADED})
    for reading, kind, id in cursor.fetchall():
        of[kind].setdefault((reading, id), None)
    ((catalog,),) = cursor.execute("SELECT current_database()").fetchall()
    for kind, touched in of.items():
        table = f'"{catalog}".main."{kind}"'
        readings = sorted({reading for reading, _ in touched})
        told = cursor.sql(
            f"SELECT * FROM {table} WHERE list_contains($readings, reading)", params={"readings": readings}
        )
        changed = [
            _changed(kind, row, review.changes)
            for row in told.to_arrow_table().to_pylist()
            if (review := touched.get((row["reading"], row["id"]))) and review.changes
        ]
        named = [{"reading": reading, "id": id} for reading, id in touched]
        cursor.register(f"touched_{kind}", pa.Table.from_pylist(named))
        cursor.register(f"changed_{kind}", pa.Table.from_pylist(changed, schema=arrow_schema(kinds()[kind])))
        cursor.execute(
            f"CREATE TEMP VIEW reviewed_{kind} AS SELECT i.* FROM {table} i ANTI JOIN touched_{kind} r "
            f"ON r.reading = i.reading AND r.id = i.id UNION ALL BY NAME SELECT * FROM changed_{kind}"
        )
        views[kind] = f"reviewed_{kind}"
    return views


# What copies of a reviewed report tell in the same words of the same sentence.
COPIES = """
WITH head AS (
    SELECT e.reading, e.kind, e.item_id, e.quote, s.source,
        substring(r.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS sentence
    FROM evidence e JOIN seen s ON s.reading = e.reading JOIN report r ON r.id = e.report_id
    WHERE e.n = 0 AND list_contains($heads, e.kind || ' ' || e.field)
    AND s.source IN (SELECT source FROM seen SEMI JOIN reviewed ON reviewed.reading = seen.reading))
SELECT DISTINCT b.reading, b.kind, b.item_id FROM head a
JOIN (SELECT * FROM reviewed WHERE verdict <> 'accept') v
    ON v.reading = a.reading AND v.kind = a.kind AND v.item_id = a.item_id
JOIN head b ON b.source = a.source AND b.kind = a.kind AND b.quote = a.quote AND b.sentence = a.sentence
    AND b.reading <> a.reading
"""
REVIEWED = pa.schema(
    [(name, pa.string()) for name in ("reading", "kind", "item_id", "review", "verdict", "reason", "by")]
    + [("at", pa.timestamp("us"))]
)


def _placed(cursor: duckdb.DuckDBPyConnection, made: Sequence[Review]) -> dict[tuple[str, str, str], Review]:
    """The review that stands on each item: the last one."""
    if not made:
        return {}
    rows = cursor.execute(
        'SELECT e.report_id, e.kind, e.reading, e.item_id, e."start", e."end" FROM evidence e '
        f"JOIN reading g ON g.id = e.reading WHERE {STANDS} AND list_contains($reports, e.report_id) AND e.n = 0 "
        "AND list_contains($heads, e.kind || ' ' || e.field)",
        {"reports": sorted({r.report_id for r in made}), "heads": HEADED},
    ).fetchall()
    at: dict[tuple[Any, ...], list[tuple[str, str]]] = defaultdict(list)
    for report_id, kind, reading, item_id, start, end in rows:
        at[report_id, kind, start, end].append((reading, item_id))
    found: dict[tuple[str, str, str], Review] = {}
    for review in made:
        there = at[review.report_id, review.kind, *(review.words or ())]
        same = [(reading, id) for reading, id in there if id == review.item_id] or there
        if len(same) == 1 and _holds(review):
            found[same[0][0], review.kind, same[0][1]] = review
    return found


def _holds(review: Review) -> bool:
    """Whether it can be followed; one that came from elsewhere may say anything."""
    if review.verdict == "correct":
        try:
            check_values(review.kind, review.changes or {})
        except (ValueError, TypeError):
            return False
    return True


def _changed(kind: str, row: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The row of an item as it reads after a correction."""
    known = {field.name: field for field in correctable(kind)}
    new = {
        name: _when(name, value) if known[name].type == "when" else value
        for name, value in changes.items()
        if name in known
    }
    if kind == "meeting":
        # Where talks stand is told by their standings: those that say what is corrected say the new.
        new["standings"] = [
            part | {name: new[name] for name in ("status", "when") if name in new and part[name] == row[name]}
            for part in row["standings"] or ()
        ]
    return row | new


def _when(name: str, given: str | None) -> dict[str, Any] | None:
    """A day, or a first and a last one, as a ``when`` that rests on a review.

    >>> _when("when", "2016-02-01/2016-02-03")["end"]
    datetime.date(2016, 2, 3)
    """
    if given is None:
        return None
    first, _, last = str(given).partition("/")
    try:
        start, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        start = end = date.min
    # Around a day outside of these years there is none to reckon with.
    if start > end or not (1000 <= start.year <= end.year < 3000):
        raise ValueError(f"{name} {given!r} is no day; write it as 2018-12-13, or 2018-12-01/2018-12-13")
    return {"value": str(given), "start": start, "end": end, "span": None, "ambiguous": start != end, "basis": "review"}
