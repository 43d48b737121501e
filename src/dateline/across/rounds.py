"""Which tellings are of one round of talks, and the steps of its life: scheduled, opened, suspended, collapsed."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
    coalesce((SELECT list(DISTINCT p.key) FROM party p
              WHERE p.line = l.line AND p.key NOT LIKE 'only:%'), []) AS parties
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
    """What one report tells of one meeting; ``parties`` are those who are known from more than this report."""

    key: str
    name: str
    venue: str | None
    country: str | None
    in_country: bool
    parties: frozenset[str]
    tellings: list[Telling] = field(default_factory=list)
    # Whether it is talks, which go on for days and are taken up again; not a meeting on one day, nor one's talks with
    # another. Whether they are called talks for peace, or only "the talks".
    running: bool = field(init=False)
    peace: bool = field(init=False)

    def __post_init__(self) -> None:
        called = _words(self.name)
        self.running = bool(called & words("meetings", "running")) and "with" not in called
        self.peace = self.running and bool(
            called & words("meetings", "of_peace") or called <= words("meetings", "bare")
        )


# A step of a round with the day on which it was taken and its first line.
Placed = tuple[date, int, list[Telling]]


class Days:
    """Days as spans that lie apart, in order; whether some of other days are among them takes no look at each."""

    __slots__ = ("firsts", "lasts")

    def __init__(self) -> None:
        self.firsts: list[date] = []
        self.lasts: list[date] = []

    def add(self, first: date, last: date) -> None:
        """Take in the days from the first to the last.

        >>> days = Days()
        >>> days.add(date(2016, 2, 1), date(2016, 2, 4)), days.meet(date(2016, 2, 4), date(2016, 2, 9))
        (None, True)
        """
        low, high = bisect_left(self.lasts, first), bisect_right(self.firsts, last)
        if low < high:
            first, last = min(first, self.firsts[low]), max(last, self.lasts[high - 1])
        self.firsts[low:high], self.lasts[low:high] = [first], [last]

    def meet(self, first: date, last: date) -> bool:
        """Whether one of the days from the first to the last is among them."""
        n = bisect_left(self.lasts, first)
        return n < len(self.lasts) and self.firsts[n] <= last


@dataclass(slots=True)
class Round:
    """Tellings of one round of talks, or of one meeting, and what they tell together."""

    meetings: list[Meeting] = field(default_factory=list)
    # The keys of its tellings, as people judge them.
    keys: set[str] = field(default_factory=set)
    venues: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    # The countries of all its meetings, and of those that are told by the country alone.
    countries: set[str | None] = field(default_factory=set)
    wide: set[str | None] = field(default_factory=set)
    running: bool = False
    peace: bool = False
    # The days of its states, those that are known to a few, and those on which it is spoken of.
    days: Days = field(default_factory=Days)
    precise: Days = field(default_factory=Days)
    spoken: Days = field(default_factory=Days)

    def add(self, meeting: Meeting) -> None:
        """Take in what one more report tells."""
        self.meetings.append(meeting)
        self.keys.add(meeting.key)
        self.parties |= meeting.parties
        self.countries.add(meeting.country)
        if meeting.in_country:
            self.wide.add(meeting.country)
        elif meeting.venue:
            self.venues.add(meeting.venue)
        self.running, self.peace = self.running or meeting.running, self.peace or meeting.peace
        for telling in meeting.tellings:
            if telling.day:
                self.days.add(*telling.day)
                if telling.precise:
                    self.precise.add(*telling.day)
            if spoken := _spoken_of(telling):
                self.spoken.add(*spoken)

    def tellings(self) -> Iterator[Telling]:
        """All of them, report by report."""
        return (telling for meeting in self.meetings for telling in meeting.tellings)

    def likeness(self, other: Meeting) -> int:
        """How much speaks for the meeting being of this round; 0 where nothing does or something speaks against it."""
        same_venue, around = other.venue in self.venues, self._around(other)
        if other.venue and self.venues and not same_venue and not around:
            return 0
        shared = len(self.parties & other.parties)
        days = [(t.day, t.precise) for t in other.tellings if t.day]
        same_day = any(precise and self.precise.meet(*day) for day, precise in days)
        strangers = self.parties and other.parties and not shared
        if strangers and not same_venue and not (same_day and (other.peace or around)):
            return 0
        if not (other.running and self.running):
            # A meeting on one day.
            undated = same_venue and not days and self._lately(other, WEEK)
            both = shared > 1 or (shared and min(len(self.parties), len(other.parties)) == 1)
            return 5 + shared if undated or (same_day and (same_venue or both or around)) else 0
        if not self._lately(other, GAP):
            return 0
        any_day = any(self.days.meet(*day) for day, _ in days)
        told = 5 * same_day + 2 * any_day + 3 * same_venue + 2 * (other.peace and self.peace)
        return told + shared if told else 0

    def _around(self, other: Meeting) -> bool:
        """Whether one is told by the country in which the other's town lies."""
        return other.country in (self.countries if other.in_country else self.wide)

    def _lately(self, other: Meeting, gap: timedelta) -> bool:
        """Whether no more than ``gap`` lies between the days on which both are spoken of."""
        spans = filter(None, map(_spoken_of, other.tellings))
        return any(self.spoken.meet(_moved(first, -gap), _moved(last, gap)) for first, last in spans)


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
        found[number].add(meeting)
        for month in _months(meeting, GAP):
            months[month].add(number)
    for one, other in known.same:
        first, second = (next((of for of in found if key in of.keys), None) for key in (one, other))
        if first and second and first is not second and not known.parts(first.keys, second.keys):
            for meeting in second.meetings:
                first.add(meeting)
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
    # Each with the day on which it was taken, in order.
    placed = sorted((_placed(group) for group in groups), key=_place)
    for telling in sorted(undated, key=lambda t: (t.told or date.max, t.line)):
        group = _known(placed, telling)
        if group is None:
            group = []
        else:
            placed.remove(_placed(group))
        group.append(telling)
        insort(placed, _placed(group), key=_place)
    return [group for _, _, group in placed]


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


def _known(placed: Sequence[Placed], telling: Telling) -> list[Telling] | None:
    """The step that brought the round into the state that is told without a day, where it is still in it."""
    state, told = _state(telling), telling.told or date.min
    for _, _, group in reversed(placed[: bisect_right(placed, told, key=lambda step: step[0])]):
        if _state(group[0]) == state:
            return group
        if _state(group[0]) != "ahead" and telling.status != "held":
            return None
    return None


def _placed(group: list[Telling]) -> Placed:
    return _when(group) or date.max, group[0].line, group


def _place(step: Placed) -> tuple[date, int]:
    return step[:2]


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


def _moved(day: date, by: timedelta) -> date:
    """The day so much later, or the last or first there is."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def _words(name: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z]+", name.lower())}
