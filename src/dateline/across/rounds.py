"""Which tellings are of one round of talks, and the steps of its life: scheduled, opened, suspended, collapsed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from dateline.across.judged import Judged
from dateline.marks.wordlist import words

# Talks that nobody speaks of for so long are another round when they are taken up again.
GAP = timedelta(days=60)
WEEK, FEW = timedelta(days=7), timedelta(days=2)
# A day as loose as this ("in 2014", "this year") tells no two meetings apart.
LOOSE = timedelta(days=45)
AHEAD = frozenset({"proposed", "scheduled"})
# One end of talks is told in several words.
ENDS = frozenset({"suspended", "collapsed", "cancelled"})

TELLINGS = """
SELECT l.line, l.reading, l.id, l.key, m.name, l.sort AS status, l.date, l.date_end, l.dated,
    CAST(l.published AS DATE) AS told, v.key, v.country, v.kind AS venue_kind, s.country AS scene,
    coalesce((SELECT list(DISTINCT p.key) FROM party p WHERE p.line = l.line), []) AS parties
FROM line l JOIN meeting m ON m.reading = l.reading AND m.id = l.id
LEFT JOIN known_place v ON v.reading = l.reading AND v.id = m.venue
LEFT JOIN about s ON s.reading = l.reading
WHERE l.item = 'meeting' ORDER BY l.published NULLS LAST, l.report_id, l.id, l.line
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One state that one report tells of a meeting; ``told`` is the day of the report."""

    line: int
    status: str
    start: date | None
    end: date | None
    dated: bool
    told: date | None

    @property
    def day(self) -> tuple[date, date] | None:
        """The days of the state itself, where they are close enough to tell it by."""
        if not self.dated or self.start is None or self.end is None or self.end - self.start > LOOSE:
            return None
        return self.start, self.end

    @property
    def precise(self) -> bool:
        """Whether the day is known to a few."""
        return self.day is not None and self.day[1] - self.day[0] <= FEW

    def meets(self, other: "Telling") -> bool:
        """Whether both name days and some of them are the same."""
        one, two = self.day, other.day
        return bool(one and two and one[0] <= two[1] and two[0] <= one[1])


@dataclass(slots=True, kw_only=True)
class Meeting:
    """What one report tells of one meeting."""

    key: str
    name: str
    venue: str | None
    country: str | None
    in_country: bool
    parties: frozenset[str]
    tellings: list[Telling] = field(default_factory=list)

    @property
    def running(self) -> bool:
        """Whether it is talks, which go on for days and are taken up again; not a meeting on one day, nor one's talks
        with another."""
        named = _words(self.name)
        return bool(named & words("meetings", "running")) and "with" not in named

    @property
    def peace(self) -> bool:
        """Whether it is called talks for peace, or only "the talks"."""
        named = _words(self.name)
        return self.running and bool(named & words("meetings", "of_peace") or named <= words("meetings", "bare"))


@dataclass(slots=True)
class Round:
    """Tellings of one round of talks, or of one meeting."""

    meetings: list[Meeting] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The keys of its tellings, as people judge them."""
        return {meeting.key for meeting in self.meetings}

    def tellings(self) -> Iterator[Telling]:
        """All of them, report by report."""
        return (telling for meeting in self.meetings for telling in meeting.tellings)

    def likeness(self, other: Meeting) -> int:
        """How much speaks for the meeting being of this round; 0 where nothing does or something speaks against it."""
        venues = {m.venue for m in self.meetings if m.venue and not m.in_country}
        same_venue = other.venue in venues
        if other.venue and venues and not same_venue and not self._around(other):
            return 0
        parties = {p for m in self.meetings for p in m.parties if not p.startswith("only:")}
        known = {p for p in other.parties if not p.startswith("only:")}
        shared = len(parties & known)
        pairs = [(a, b) for a in self.tellings() for b in other.tellings if a.meets(b)]
        same_day = any(a.precise and b.precise for a, b in pairs)
        around = self._around(other)
        running = other.running and any(m.running for m in self.meetings)
        if parties and known and not shared and not same_venue and not (same_day and (other.peace or around)):
            return 0
        if not running:
            # A meeting on one day.
            undated = same_venue and not any(t.day for t in other.tellings) and self._lately(other, WEEK)
            both = shared > 1 or (shared and min(len(parties), len(known)) == 1)
            return 5 + shared if undated or (same_day and (same_venue or both or around)) else 0
        if not self._lately(other, GAP):
            return 0
        peace = other.peace and any(m.peace for m in self.meetings)
        told = 5 * same_day + 2 * bool(pairs) + 3 * same_venue + 2 * peace
        return told + shared if told else 0

    def _around(self, other: Meeting) -> bool:
        """Whether one is told by the country in which the other's town lies."""
        return any(m.country == other.country and (m.in_country or other.in_country) for m in self.meetings)

    def _lately(self, other: Meeting, gap: timedelta) -> bool:
        """Whether no more than ``gap`` lies between the days on which both are spoken of."""
        spans = [_spoken_of(t) for t in self.tellings()]
        days = [_spoken_of(t) for t in other.tellings]
        return any(a[0] - gap <= b[1] and b[0] - gap <= a[1] for a in spans if a for b in days if b)


def rounds(cursor: duckdb.DuckDBPyConnection, known: Judged) -> list[Round]:
    """The rounds of talks that the lines of the cursor tell of (see :func:`dateline.across.lines.gather`)."""
    by_scene: dict[str | None, dict[tuple[str, str], Meeting]] = defaultdict(dict)
    for row in cursor.execute(TELLINGS).fetchall():
        line, reading, id, key, name, status, start, end, dated, told, venue, country, kind, scene, parties = row
        meeting = by_scene[scene].setdefault(
            (reading, id),
            Meeting(
                key=key,
                name=name,
                venue=venue,
                country=country,
                in_country=kind in ("country", "region"),
                parties=frozenset(parties),
            ),
        )
        meeting.tellings.append(Telling(line=line, status=status, start=start, end=end, dated=dated, told=told))
    return [of for meetings in by_scene.values() for of in put_together(meetings.values(), known)]


def put_together(meetings: Iterable[Meeting], known: Judged) -> list[Round]:
    """Each meeting of one conflict with the round that it is most like, but for what people have judged."""
    found: list[Round] = []
    # The rounds by the months in which, or so shortly before or after, they are spoken of: no others can be alike.
    months: dict[int, set[int]] = defaultdict(set)
    # What tells most of itself goes first: a venue, then a day; the rest joins what is known by then.
    for meeting in sorted(meetings, key=_bareness):
        near = sorted(set().union(*(months[month] for month in _months(meeting, timedelta(0)))))
        scored = [(0 if known.parts(found[n].keys, {meeting.key}) else found[n].likeness(meeting), n) for n in near]
        best = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
        number = best[1] if best[0] > 0 else len(found)
        if number == len(found):
            found.append(Round())
        found[number].meetings.append(meeting)
        for month in _months(meeting, GAP):
            months[month].add(number)
    for one, other in known.same:
        first, second = (next((of for of in found if key in of.keys), None) for key in (one, other))
        if first and second and first is not second and not known.parts(first.keys, second.keys):
            first.meetings += second.meetings
            found.remove(second)
    return found


def steps(of: Round) -> list[list[Telling]]:
    """The steps of a round's life in the order of their days: tellings of one state on one day, the surest day first.

    What was only planned stands where it was first told. What is told without a day of a state that the round was
    known to be in by then tells of the same step.
    """
    groups: list[list[Telling]] = []
    undated = [telling for telling in of.tellings() if not telling.dated]
    for telling in sorted((t for t in of.tellings() if t.dated), key=_looseness):
        group = next((g for g in groups if _one_step(g[0], telling)), None)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    for telling in sorted(undated, key=lambda t: (t.told or date.max, t.line)):
        last = _known(groups, telling)
        if last is not None:
            last.append(telling)
        else:
            groups.append([telling])
    return sorted(groups, key=lambda g: (_when(g) or date.max, g[0].line))


def fill(cursor: duckdb.DuckDBPyConnection, found: Iterable[Round]) -> None:
    """Fill the table ``step`` with the round and the step in it of each line that tells of a meeting."""
    rows = [
        {"line": telling.line, "round": number, "step": at}
        for number, of in enumerate(found)
        for at, group in enumerate(steps(of))
        for telling in group
    ]
    schema = pa.schema([(name, pa.int64()) for name in ("line", "round", "step")])
    cursor.register("stepped", pa.Table.from_pylist(rows, schema=schema))
    cursor.execute("CREATE TEMP TABLE step AS SELECT * FROM stepped")


def _one_step(first: Telling, other: Telling) -> bool:
    """Whether two dated tellings are of one step; a loose day that holds the other tells of it too."""
    if _state(first) != _state(other) or (first.status in AHEAD and first.status != other.status):
        return False
    if first.start is None or other.start is None or other.end is None:
        return False
    return first.meets(other) or other.start <= first.start <= other.end


def _known(groups: list[list[Telling]], telling: Telling) -> list[Telling] | None:
    """The step that brought the round into the state that is told without a day, where it is still in it."""
    state, told = _state(telling), telling.told or date.min
    before = sorted((g for g in groups if (_when(g) or date.max) <= told), key=lambda g: (_when(g), g[0].line))
    for group in reversed(before):
        if _state(group[0]) == state:
            return group
        if _state(group[0]) != "ahead" and telling.status != "held":
            return None
    return None


def _state(telling: Telling) -> str:
    """What a status comes to: talks that are off, ahead, or on."""
    return "off" if telling.status in ENDS else "ahead" if telling.status in AHEAD else "on"


def _when(group: list[Telling]) -> date | None:
    """When a step was taken; for one that lies ahead, when it was first told."""
    told = min((t.told for t in group if t.told), default=None)
    return told if group[0].status in AHEAD else (group[0].end or told)


def _looseness(telling: Telling) -> tuple[bool, timedelta, int]:
    if telling.start is None or telling.end is None:
        return True, timedelta.max, telling.line
    return not telling.dated, telling.end - telling.start, telling.line


def _bareness(meeting: Meeting) -> tuple[bool, bool, int]:
    dated = any(t.day for t in meeting.tellings)
    return meeting.venue is None or meeting.in_country, not dated, meeting.tellings[0].line


def _spoken_of(telling: Telling) -> tuple[date, date] | None:
    """The days between a state and the report that tells it; of a past long gone, only the past."""
    day = telling.day or ((telling.start, telling.end) if telling.dated and telling.start and telling.end else None)
    if day is None:
        return (telling.told, telling.told) if telling.told else None
    if telling.told is None or telling.told - day[1] > GAP:
        return day
    return min(day[0], telling.told), max(day[1], telling.told)


def _months(meeting: Meeting, gap: timedelta) -> set[int]:
    """The runs of 30 days in which the meeting is spoken of, or no more than ``gap`` before or after."""
    spans = [span for telling in meeting.tellings if (span := _spoken_of(telling))]
    return {
        month
        for first, last in spans
        for month in range((first.toordinal() - gap.days) // 30, (last.toordinal() + gap.days) // 30 + 1)
    }


def _words(name: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z]+", name.lower())}
