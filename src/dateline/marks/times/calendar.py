"""TIMEX3 values and the days they cover: arithmetic on the calendar, nothing of language.

Values follow TimeML 1.2.1: ``2016``, ``2016-02``, ``2016-02-10``, ``2016-W06``, ``2016-W06-WE``, ``2016-SU``,
``2016-Q1``, ``2016-H1``, ``199`` (a decade), ``19`` (a century), with ``T..`` for the part of a day.
"""

import calendar
import re
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
FINENESS = {"S": 0, "MI": 0, "H": 0, "D": 0, "W": 1, "F": 1, "WE": 1, "M": 2, "Q": 3, "Y": 4, "E": 5, "C": 6}
VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<we>-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.*)?"
)
DAYS = {"D": 1, "W": 7, "F": 14, "WE": 7}
MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
Days = tuple[date | None, date | None]


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day.

    >>> make_day(2015, 2, 29) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def days_of(value: str) -> Days:
    """First and last day of a TIMEX3 value; (None, None) where it names none.

    >>> days_of("2016-W06")
    (datetime.date(2016, 2, 8), datetime.date(2016, 2, 14))
    >>> days_of("XXXX-02")
    (None, None)
    """
    if re.fullmatch(r"[12]\d\d", value):
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
    if re.fullmatch(r"[12]\d", value):
        return date(int(value) * 100, 1, 1), date(int(value) * 100 + 99, 12, 31)
    found = VALUE.fullmatch(value)
    if not found:
        return None, None
    part = {k: int(v) if v.isdigit() else v for k, v in found.groupdict().items() if v}
    try:
        return _days(int(part.pop("year")), part)
    except (ValueError, OverflowError):
        return None, None


def _days(year: int, part: dict[str, int | str]) -> Days:
    if "day" in part:
        day = date(year, int(part["month"]), int(part["day"]))
        return day, day
    if "week" in part:
        monday = date.fromisocalendar(year, int(part["week"]), 1)
        return monday + timedelta(5 if "we" in part else 0), monday + timedelta(6)
    first, last = 1, 12
    if "month" in part:
        first = last = int(part["month"])
    elif "quarter" in part:
        first, last = 3 * int(part["quarter"]) - 2, 3 * int(part["quarter"])
    elif "half" in part:
        first, last = 6 * int(part["half"]) - 5, 6 * int(part["half"])
    elif "season" in part:
        first, last = SEASONS[str(part["season"])]
    return date(year, first, 1), month_end(year + (last < first), last)


def shifted(day: date, count: int, unit: str) -> date | None:
    """The day ``count`` units on (or back); None beyond the calendar.

    A short month's last day stands for its 31st.

    >>> shifted(date(2016, 3, 31), -1, "M")
    datetime.date(2016, 2, 29)
    """
    try:
        if unit in DAYS:
            return day + timedelta(days=count * DAYS[unit])
        if unit not in MONTHS:
            return day
        months = day.year * 12 + day.month - 1 + count * MONTHS[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def value_at(day: date, unit: str) -> str:
    """The value of the unit that holds ``day``.

    >>> value_at(date(2016, 2, 10), "W"), value_at(date(2016, 2, 10), "Q"), value_at(date(1994, 1, 1), "E")
    ('2016-W06', '2016-Q1', '199')
    """
    if unit in ("W", "F", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "Y":
        return f"{day.year:04d}"
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "E":
        return f"{day.year // 10:03d}"
    if unit == "C":
        return f"{day.year // 100:02d}"
    return day.isoformat()


def unit_of(value: str) -> str:
    """The unit that a TIMEX3 value is as fine as, by its letter: D, W, M, Q (and seasons), Y, E or C.

    >>> [unit_of(v) for v in ("2016-02-10TNI", "2016-W06", "2016-02", "2016-SU", "2016-H1", "2016", "199", "19")]
    ['D', 'W', 'M', 'Q', 'Y', 'Y', 'E', 'C']
    """
    found = VALUE.fullmatch(value)
    if not found:
        return "C" if len(value) == 2 else "E"
    kinds = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "season": "Q"}
    return next((unit for part, unit in kinds.items() if found[part]), "Y")


def finer_or_same(unit: str, other: str) -> bool:
    """Whether ``unit`` is as fine as ``other`` or finer, so that it can be counted on in it.

    >>> finer_or_same("D", "W"), finer_or_same("Y", "D")
    (True, False)
    """
    return FINENESS[unit] <= FINENESS[other]


def weekday_on_or_before(day: date, weekday: int) -> date:
    """The last such weekday (1 is Monday) up to and with ``day``."""
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def weekday_on_or_after(day: date, weekday: int) -> date:
    """The next such weekday from ``day`` on.

    >>> weekday_on_or_after(date(2016, 2, 10), 4)
    datetime.date(2016, 2, 11)
    """
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous computus).

    >>> easter(2016)
    datetime.date(2016, 3, 27)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast(rule: str, year: int) -> date | None:
    """The day of a feast in a year, by its rule.

    Rules are "12-25", "1944-06-06", "E-2" (two days before Easter) "T" (fourth Thursday of November) and "N" (the
    Tuesday after its first Monday).

    >>> feast("E-2", 2016), feast("T", 2016)
    (datetime.date(2016, 3, 25), datetime.date(2016, 11, 24))
    """
    if rule == "N":
        return weekday_on_or_after(date(year, 11, 1), 1) + timedelta(1)
    if rule == "T":
        return weekday_on_or_after(date(year, 11, 22), 4)
    if rule.startswith("E"):
        return easter(year) + timedelta(days=int(rule[1:]))
    numbers = [int(n) for n in rule.split("-")]
    return make_day(*numbers) if len(numbers) == 3 else make_day(year, numbers[0], numbers[1])


def narrowed(days: Days, edge: str) -> Days:
    """The early, middle or late third of a stretch of days ("early February", "the end of 2015").

    >>> narrowed(days_of("2016-02"), "START")
    (datetime.date(2016, 2, 1), datetime.date(2016, 2, 10))
    """
    start, end = days
    if start is None or end is None or edge not in ("START", "MID", "END"):
        return days
    third = (end - start).days // 3
    if edge == "START":
        return start, start + timedelta(days=third)
    if edge == "END":
        return end - timedelta(days=third), end
    return start + timedelta(days=third), end - timedelta(days=third)
