"""What became of promises and forecasts: open until a later report tells that it came or did not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import duckdb

from dateline.across.rounds import AHEAD, ENDS
from dateline.marks.wordlist import load

# A promise is kept in time that is kept by the day after: reports tell of the night before.
GRACE = timedelta(days=1)
# News of the same act so long after says nothing of this promise.
REACH, SOON = timedelta(days=270), timedelta(days=30)
REAL = ("happened", "ongoing")
PENDING = ("planned", "hypothetical", "threatened", "demanded")
# The act that is promised stands at the head of its words; those further on are what it is about.
NEAR = 40
# What is done and not only said: a promise to send troops is not kept by an appeal.
DEEDS = ("AID", "CONCEDE", "CONSULT", "COERCE", "COOPERATE", "MOBILIZE", "RETREAT", "SANCTION", "ASSAULT")
# Commitments to act; a demand binds nobody.
PROMISES = ("promise", "offer", "threat", "deadline")

# Promises and forecasts, with the acts that their own words tell of as coming.
ENTRIES = """
SELECT l.line, l.item, l.sort, l.mode, CAST(l.published AS DATE) AS made,
    CASE WHEN l.dated THEN l.date_end END AS horizon
FROM line l WHERE l.item = 'forecast' OR (l.item = 'proposal' AND list_contains($forces, l.mode))
ORDER BY l.line
"""
EXPECTED = """
SELECT p.line AS entry, e.line, e.item, e.sort, e.mode, e.status
FROM line p JOIN line e ON e.reading = p.reading AND e.start_at >= p.start_at
    AND e.start_at < p.start_at + least(length(p.quote), $near) AND e.item IN ('event', 'meeting')
WHERE p.item IN ('forecast', 'proposal') AND NOT regexp_matches(p.quote, '^(?:whether|if|unless)\\b', 'i')
ORDER BY p.line, e.start_at
"""
EVIDENCE = """
SELECT l.line, l.item, l.sort, l.mode, l.status, l.date, l.dated, CAST(l.published AS DATE) AS told, s.round
FROM line l LEFT JOIN step s ON s.line = l.line WHERE l.item IN ('event', 'meeting') ORDER BY l.published, l.line
"""


@dataclass(slots=True, kw_only=True)
class Act:
    """An act or a meeting as one report tells it; ``parties`` and ``place`` are keys."""

    line: int
    item: str
    sort: str
    mode: str | None
    status: str
    day: date | None
    dated: bool
    told: date | None
    round: int | None
    who: frozenset[str] = frozenset()
    whom: frozenset[str] = frozenset()
    place: str | None = None


@dataclass(slots=True, kw_only=True)
class Entry:
    """A promise or a forecast with the acts that it tells of as coming."""

    line: int
    item: str
    polarity: str
    made: date | None
    horizon: date | None
    expected: list[Act] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a promise or forecast, on which day, and the line of the report that tells it.

    ``verdict`` is ``open``, for a promise ``met``, ``missed`` or ``moved``, for a forecast ``came_true``, ``failed`` or
    ``moved``.
    """

    line: int
    verdict: str
    day: date | None = None
    evidence: int | None = None


def outcomes(cursor: duckdb.DuckDBPyConnection) -> list[Outcome]:
    """What became of each promise and forecast among the lines of the cursor, whose steps are filled."""
    acts = {act.line: act for act in _acts(cursor)}
    later = _by_act(acts.values())
    entries = {entry.line: entry for entry in _entries(cursor)}
    for row in cursor.sql(EXPECTED, params={"near": NEAR}).to_arrow_table().to_pylist():
        if row["entry"] in entries and row["line"] in acts:
            entries[row["entry"]].expected.append(acts[row["line"]])
    return [outcome(entry, later) for entry in entries.values()]


def outcome(entry: Entry, later: dict[Any, list[Act]]) -> Outcome:
    """What later reports tell of the act that the entry is about; ``open`` where none does.

    Only a deed of the same kind by the same actor, to the same recipient or at the same place counts, which a later
    report tells as done on a day from that of the entry on.
    """
    act = next((a for a in entry.expected if a.status in PENDING or a.status in AHEAD), None)
    if act is None or entry.made is None or (act.item == "event" and act.sort not in DEEDS):
        return Outcome(entry.line, "open")
    found = _meeting(entry, act, later) if act.item == "meeting" else _event(entry, act, later)
    return found or Outcome(entry.line, "open")


def _event(entry: Entry, act: Act, later: dict[Any, list[Act]]) -> Outcome | None:
    theirs = {other.line: other for key in act.who | act.whom for other in later.get((_sort_of(act), key), ())}
    for _, other in sorted(theirs.items()):
        if other.dated and other.status in REAL and _after(entry, other) and _same_parties(act, other):
            return Outcome(entry.line, _said(entry, came=True), other.day, other.line)
    return None


def _meeting(entry: Entry, act: Act, later: dict[Any, list[Act]]) -> Outcome | None:
    """What became of a meeting: opened by the day, called off before, or moved to a later day."""
    if entry.polarity != "will" or act.round is None:
        return None
    for other in later.get(act.round, ()):
        if not _after(entry, other) or not other.dated:
            continue
        if other.status in AHEAD:
            planned = act.day if act.dated else entry.horizon
            if planned and other.day and other.day > planned + GRACE:
                return Outcome(entry.line, "moved", other.day, other.line)
        elif other.status in ENDS:
            return Outcome(entry.line, _said(entry, came=False), other.day, other.line)
        else:
            return Outcome(entry.line, _said(entry, came=True), other.day, other.line)
    return None


def _said(entry: Entry, *, came: bool) -> str:
    kept = came != (entry.polarity == "will_not")
    if entry.item == "proposal":
        return "met" if kept else "missed"
    return "came_true" if kept else "failed"


def _after(entry: Entry, other: Act) -> bool:
    """Whether a later report tells of it as of a day from that of the entry to its horizon.

    What came after the horizon says nothing: it may have come before it too.
    """
    if entry.made is None or other.told is None or other.day is None or other.told <= entry.made:
        return False
    soon = other.item == "meeting" or other.sort == "CONSULT"
    last = entry.horizon + GRACE if entry.horizon and other.item == "event" else entry.made + (SOON if soon else REACH)
    return entry.made <= other.day <= last


def _same_parties(act: Act, other: Act) -> bool:
    """Whether both have the same doer and, where the first names one, the same recipient or place; of those who meet
    or talk two must be the same."""
    if act.sort == "CONSULT":
        return len((act.who | act.whom) & (other.who | other.whom)) > 1
    if not act.who & other.who:
        return False
    if act.whom or act.place:
        return bool(act.whom & other.whom) or (act.place is not None and act.place == other.place)
    # "promised to withdraw": who does it is all that is told.
    return act.sort == "RETREAT" or act.mode == "ceasefire"


def _entries(cursor: duckdb.DuckDBPyConnection) -> Iterable[Entry]:
    for row in cursor.sql(ENTRIES, params={"forces": list(PROMISES)}).to_arrow_table().to_pylist():
        polarity = row["sort"] if row["item"] == "forecast" else "will"
        yield Entry(
            line=row["line"], item=row["item"], polarity=polarity, made=row["made"], horizon=row["horizon"],
        )  # fmt: skip


def _acts(cursor: duckdb.DuckDBPyConnection) -> Iterable[Act]:
    parties: dict[tuple[int, str], set[str]] = defaultdict(set)
    for line, role, key in cursor.execute("SELECT line, role, key FROM party").fetchall():
        if not key.startswith("only:"):
            parties[line, role].add(key)
    places = dict(cursor.execute("SELECT line, key FROM spot WHERE key NOT LIKE 'only:%'").fetchall())
    for line, item, sort, mode, status, day, dated, told, of in cursor.execute(EVIDENCE).fetchall():
        yield Act(
            line=line, item=item, sort=sort, mode=mode, status=status, day=day, dated=dated, told=told, round=of,
            who=frozenset(parties[line, "who"]), whom=frozenset(parties[line, "whom"]), place=places.get(line),
        )  # fmt: skip


def _sort_of(act: Act) -> str:
    """The mode of an event, or the group of modes that are one act under several names."""
    return _same_act().get(act.mode or "", f"{act.sort} {act.mode}")


@cache
def _same_act() -> dict[str, str]:
    return {mode: " ".join(modes) for modes in load("outcomes")["same_act"] for mode in modes}


def _by_act(acts: Iterable[Act]) -> dict[Any, list[Act]]:
    """Events by what they are and each who takes part, meetings by their round, in the order of telling."""
    found: dict[Any, list[Act]] = defaultdict(list)
    for act in acts:
        for key in (act.round,) if act.item == "meeting" else [(_sort_of(act), party) for party in act.who | act.whom]:
            found[key].append(act)
    return found
