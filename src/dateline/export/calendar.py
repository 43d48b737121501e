"""The days of a peace process for a calendar program: rounds of talks, deadlines, and when what was offered begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import duckdb
from icalendar import Calendar, Event

from dateline.across.course import Course, course
from dateline.across.names import keys_of
from dateline.across.offers import offers
from dateline.across.rounds import AHEAD
from dateline.across.sql import holds, parties, words_of
from dateline.across.window import ALL, Window
from dateline.ask.talks import lives
from dateline.readings.items import SURE
from dateline.record.store import Record

# RFC 5545 has three states; a step whose day slipped, and every end, is cancelled on its day.
STATUS = {
    "proposed": "TENTATIVE",
    "scheduled": "CONFIRMED",
    "under_way": "CONFIRMED",
    "held": "CONFIRMED",
    "resumed": "CONFIRMED",
    "suspended": "CANCELLED",
    "collapsed": "CANCELLED",
    "cancelled": "CANCELLED",
}
# What is proposed of these begins on a day. What is said of talks stands with the talks; the rest is too mixed.
BEGIN = ("ceasefire", "aid_access", "prisoner_release", "withdrawal", "lifting_siege", "troops", "agreement")
# "In January" is no entry for a day; a round of talks may well last this long.
LOOSE = timedelta(days=14)
LONGEST = 120
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
PROPOSALS = f"""
SELECT l.line, l.date, l.date_end, l.quote, l.sentence, l.report_id, l.id, l.outlet, l.published, l.also_carried_by,
    {parties("name", "who")} AS by
FROM line l WHERE l.item = 'proposal' AND l.dated AND {holds("l.sentence", "about")}
"""
PUBLISHED = """
SELECT s.report_id, r.published, r.published_offset FROM seen s JOIN report r ON r.id = s.report_id
WHERE r.published IS NOT NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """One entry of the calendar; ``end`` is the last day, ``key`` that of what it is about, ``told`` the report's."""

    key: str
    start: date
    end: date
    status: str
    summary: str
    description: str
    category: str
    place: str | None
    report_id: str


def calendar(record: Record, *, about: str | None = None, who: str | None = None, window: Window = ALL) -> bytes:
    """The days of the window as an iCalendar file (RFC 5545) of whole-day events, in their order.

    One event a step of a round of talks that has a day (see :func:`dateline.ask.talks.talks`), and one a proposal
    that is a deadline or begins on a day; forecasts are left out, and what is known to more than two weeks only. A
    proposed step and every proposal is TENTATIVE, a suspended, collapsed or cancelled step CANCELLED, as is a planned
    one whose day slipped. ``about`` keeps rounds and proposals one of whose sentences holds the words, ``who`` those
    in which an actor takes part. The description has the sentence it rests on, outlet and day, on whose word, and
    what it moved from.

    The UID of an event hangs on the first telling of it, so that a calendar program that takes the file again updates
    what it has. DTSTAMP is when the report was published, so the same record gives the same bytes.
    """
    with course(record, window) as told:
        published = {id: _utc(*at) for id, *at in told.cursor.execute(PUBLISHED).fetchall()}
        days = [*_talks(lives(told, about=about, who=who).to_pylist(), published), *_proposals(told, about, who)]
    file = Calendar()
    file.add("prodid", "-//dateline//record of a peace process//EN")
    file.add("version", "2.0")
    seen: set[str] = set()
    for day in sorted(days, key=lambda day: (day.start, day.end, day.key)):
        # One report can tell one state of a meeting on two days.
        key = day.key if day.key not in seen else f"{day.key}:{day.start}"
        seen.add(key)
        file.add_component(_event(day, key, published.get(day.report_id)))
    return bytes(file.to_ical())


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """The file of :func:`calendar`, in one piece."""
    yield calendar(record, window=window).decode()


def _event(day: _Day, key: str, published: datetime | None) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'dateline:{key}')}@dateline")
    event.add("dtstamp", published or datetime(day.start.year, day.start.month, day.start.day, tzinfo=UTC))
    event.add("dtstart", day.start)
    event.add("dtend", day.end + timedelta(days=1))
    event.add("summary", day.summary)
    event.add("description", day.description)
    event.add("status", day.status)
    event.add("transp", "TRANSPARENT")
    event.add("categories", [day.category])
    if day.place:
        event.add("location", _line(day.place))
    return event


def _talks(steps: Sequence[dict[str, Any]], published: dict[str, datetime]) -> Iterator[_Day]:
    """The steps that have a day; the planned ones that slipped say to when."""
    for row in steps:
        if row["date_basis"] not in SURE or _loose(row["date"], row["date_end"]):
            continue
        later = next((other["date"] for other in steps if _moved(row, other)), None)
        state = row["status"].replace("_", " ")
        notes = (
            f"Moved from {row['moved_from']}." if row["moved_from"] else "",
            f"Moved to {later}." if later else "",
            f"Also told as {', '.join(row['also_told_as'])}.".replace("_", " ") if row["also_told_as"] else "",
            f"Told by {row['sources']} sources." if row["sources"] > 1 else "",
        )
        yield _Day(
            key=f"{min(row['keys'], key=lambda key: (_first(key, published), key))}:{row['status']}",
            start=row["date"],
            end=row["date_end"],
            status="CANCELLED" if later else STATUS[row["status"]],
            summary=_line(f"{state.capitalize()}: {row['name']}"),
            description=_description(row, notes),
            category="Talks",
            place=row["venue"],
            report_id=row["report_id"],
        )


def _moved(row: dict[str, Any], later: dict[str, Any]) -> bool:
    """Whether a planned step gave its day up for that of a later one of the same round."""
    return (
        later["talks"] == row["talks"]
        and later["step"] > row["step"]
        and row["status"] in AHEAD
        and later["moved_from"] == row["date_end"]
    )


def _proposals(told: Course, about: str | None, who: str | None) -> Iterator[_Day]:
    """Deadlines, and the days on which what is offered, promised, demanded or threatened begins."""
    rows = {row["line"]: row for row in _rows(told.cursor, about)}
    keys = None if who is None else set(keys_of(told.cursor, "actor", who))
    for offer in offers(told.cursor):
        first = offer.tellings[0]
        if keys is not None and not any(keys & (t.by | t.to) for t in offer.tellings):
            continue
        row = next((rows[t.line] for t in offer.tellings if t.line in rows), None)
        if row is None or _loose(row["date"], row["date_end"]):
            continue
        if first.force != "deadline" and first.kind not in BEGIN:
            continue
        what = f"{first.kind.replace('_', ' ').capitalize()}, {first.force}"
        yield _Day(
            key=f"proposal:{row['report_id']}:{row['id']}",
            start=row["date"],
            end=row["date_end"],
            status="TENTATIVE",
            summary=_line(f"{what}: {row['quote']}"),
            description=_description(row, ()),
            category="Deadlines" if first.force == "deadline" else "Proposals",
            place=None,
            report_id=row["report_id"],
        )


def _rows(cursor: duckdb.DuckDBPyConnection, about: str | None) -> list[dict[str, Any]]:
    return cursor.sql(PROPOSALS, params={"about": words_of(about)}).to_arrow_table().to_pylist()  # type: ignore[no-any-return]


def _description(row: dict[str, Any], notes: Sequence[str]) -> str:
    source = (
        row["outlet"] or "unknown outlet",
        f"{row['published']:%Y-%m-%d}" if row["published"] else "no date",
        f"on the word of {', '.join(row['by'])}" if row["by"] else "",
        f"also carried by {', '.join(row['also_carried_by'])}" if row["also_carried_by"] else "",
    )
    lines = (f"“{_clean(row['sentence'] or '')}”", f"— {_clean(', '.join(filter(None, source)))}", *notes)
    return "\n".join(filter(None, lines))


def _loose(start: date, end: date) -> bool:
    return end - start > LOOSE


def _first(key: str, published: dict[str, datetime]) -> datetime:
    """When the report of a telling was published."""
    return published.get(key.partition(":")[2].rpartition(":")[0], datetime.max.replace(tzinfo=UTC))


def _utc(published: datetime, offset: int | None) -> datetime:
    """A publisher's clock as UTC; one that does not say how far it is ahead is taken as it is."""
    return published.replace(tzinfo=timezone(timedelta(minutes=offset or 0))).astimezone(UTC)


def _clean(text: str) -> str:
    """The text without what a calendar file cannot carry, on one line."""
    return " ".join(CONTROLS.sub(" ", text).split())


def _line(text: str) -> str:
    """The text as a short line."""
    text = _clean(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
