"""When a report was published, read from what states it. The clock is never asked."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from dateline.span import Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# Two digits stand for a year only where the month is a word: "9 JAN 90".
YEAR = r"(?P<year>(?:19|20)\d\d|\d\d(?![\d:.]))"
WORDED = (
    re.compile(rf"\b{DAY}(?:\s+of)?[\s-]+{MONTH}[\s,-]+{YEAR}\b", re.I),
    re.compile(rf"\b{MONTH}\s*{DAY}\s*,?\s+{YEAR}\b", re.I),
)
NUMERIC = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
SLASHED = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\d)")
TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<zone>Z\b|GMT|UTC|[ECMP][SD]T\b|[+-]\d\d:?\d\d\b))?",
    re.I,
)
# North American zones as RFC 822 fixes them; IST, BST and others stand for several and are left out.
ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
WEEKDAY = re.compile(r"\s*\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[\s,.]*$", re.I)
URL_DATE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|$)", re.I)


class Stamp(NamedTuple):
    """A moment of publication and where it is written, the weekday and clock time included."""

    moment: datetime
    span: Span


def moment_of(value: str) -> datetime | None:
    """The moment a metadata value states: ISO 8601, RFC 2822 or a worded date; None where it states none.

    >>> moment_of("Thu, 11 Feb 2016 20:40:20 GMT").isoformat()
    '2016-02-11T20:40:20+00:00'
    >>> moment_of("unknown") is None
    True
    """
    value = value.strip().strip("\"'")
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if found.year >= 1900:
            return found
    stamp = find_stamp(value)
    return stamp.moment if stamp else None


def find_stamp(text: str) -> Stamp | None:
    """The first full date in ``text`` with the clock time beside it.

    Day and month in figures only are read where one of them is above 12 or both are the same.

    >>> find_stamp("PUBLISHED : Saturday, 15 October, 2016, 11:45pm").moment.isoformat()
    '2016-10-15T23:45:00'
    >>> find_stamp("on 03/04/2016") is None
    True
    """
    found = [pattern.search(text) for pattern in (*WORDED, NUMERIC, SLASHED)]
    for m in sorted((m for m in found if m), key=lambda m: m.start()):
        day = _day(m)
        if day is not None:
            return _with_time(text, day, Span(*m.span()))
    return None


def _day(m: re.Match[str]) -> datetime | None:
    parts = m.groupdict()
    year = int(parts["year"])
    if year < 100:
        year += 1900 if year >= 70 else 2000
    if "a" in parts:
        a, b = int(parts["a"]), int(parts["b"])
        if a <= 12 and b <= 12 and a != b:
            return None
        day, month = (a, b) if a > 12 else (b, a)
    else:
        day, word = int(parts["day"]), parts["month"]
        month = int(word) if word.isdigit() else MONTHS.index(word[:3].lower()) + 1
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _with_time(text: str, day: datetime, span: Span) -> Stamp:
    start, end = span
    clock: re.Match[str] | None = None
    after = TIME.search(text, end, end + 30)
    if after and re.fullmatch(r"[\s,T|@.-]*(?:at)?\s*", text[end : after.start()]):
        clock, end = after, after.end()
    else:
        before = list(TIME.finditer(text, max(0, start - 30), start))
        if before and re.fullmatch(r"[\s,|a-z.-]*", text[before[-1].end() : start], re.I):
            clock = before[-1]
            start = clock.start()
    if clock:
        hour = int(clock["hour"])
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
        day = day.replace(hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0))
        day = day.replace(tzinfo=_zone(clock["zone"]))
    weekday = WEEKDAY.search(text, 0, start)
    return Stamp(day, Span(weekday.start() if weekday else start, end))


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    name = name.lower()
    if name in ("z", "gmt", "utc"):
        return UTC
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name]))
    digits = name[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if name[0] == "-" else offset) if offset < timedelta(hours=24) else None


def date_in_url(url: str) -> datetime | None:
    """The day that the path of ``url`` names in full: ``/2016/02/11/`` or ``/2016/feb/11/``.

    >>> date_in_url("https://example.org/world/2016/feb/11/talks-open").date().isoformat()
    '2016-02-11'
    """
    m = URL_DATE.search(url)
    if not m or (not m[2].isdigit() and m[2].lower() not in MONTHS):
        return None
    month = int(m[2]) if m[2].isdigit() else MONTHS.index(m[2].lower()) + 1
    try:
        return datetime(int(m[1]), month, int(m[3]))
    except ValueError:
        return None
