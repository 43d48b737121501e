"""Times by unit: "last week", "two years ago", "the end of the month", lengths, sets, and vague times."""

from datetime import date, timedelta

from dateline.marks.times import calendar as cal
from dateline.marks.times.scene import Meaning, Phrase, Scene, dated, unknown

SUNDAY = 7
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "WE": "XXXX-WXX-WE",
    "Q": "XXXX-QX",
    "F": "XXXX-WXX",
}
NUMBERS = ("number", "hundred", "day_number", "figure", "quantity")


def length(count: float | None, unit: str) -> str:
    """The TIMEX3 duration of so many units.

    >>> length(2, "Y"), length(None, "D"), length(2.5, "Y"), length(4, "E"), length(0.5, "H")
    ('P2Y', 'PXD', 'P2Y6M', 'P40Y', 'PT30M')
    """
    if unit in ("S", "MI", "H"):
        letter = unit[0]
        if count is None:
            return f"PTX{letter}"
        if count % 1:
            return (
                f"PT{int(count)}H{int(count % 1 * 60)}M".replace("T0H", "T") if unit == "H" else f"PT{count:g}{letter}"
            )
        return f"PT{int(count)}{letter}"
    if count is None:
        return "PX" + {"F": "W", "Q": "Q"}.get(unit, unit)
    scale, letter = {"E": (10, "Y"), "C": (100, "Y"), "F": (2, "W")}.get(unit, (1, unit))
    count *= scale
    if count % 1 and letter == "Y":
        return f"P{int(count)}Y{int(count % 1 * 12)}M".replace("P0Y", "P")
    return f"P{count:g}{letter}"


def duration(p: Phrase, scene: Scene) -> Meaning | None:
    """ "two years", "five-year-old", "less than two weeks", "weeks"."""
    count = p.count
    value = length(count, p.unit)
    base = scene.base
    # Only a stretch up to now has days; where it began is inferred, so it is marked ambiguous.
    if base is None or count is None or p.unit in ("S", "MI", "H") or scene.tense.name != "past":
        return Meaning("DURATION", value)
    return Meaning("DURATION", value, back(base, count, p.unit), base, True)


def back(base: date, count: float, unit: str) -> date | None:
    """The day so many units before ``base``."""
    if count % 1:
        return cal.shifted(base, -round(count * 12), "M") if unit == "Y" else None
    return cal.shifted(base, -int(count), unit) if count < 100_000 else None


def ago(p: Phrase, scene: Scene) -> Meaning | None:
    """ "two years ago", "a day earlier", "three weeks later"."""
    shift, count, unit = p.get("shift", "edge"), p.count, p.unit
    sign = -1 if shift in ("AGO", -1, "BEFORE") else 1
    base = scene.now(unit) if shift in ("AGO", "NOW") else scene.anchor(unit)
    if count is None:
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit == "Y" and count == 1 and sign < 0 and scene.quarter and not scene.history:
        return dated(quarter_back(scene.quarter))
    if base is None:
        return unknown(UNKNOWN.get(unit, "XXXX"))
    if unit in ("S", "MI", "H"):
        return Meaning("TIME", f"{base.isoformat()}TXX:XX", base, base, ambiguous=True)
    day = back(base, -sign * count, unit)
    if day is None:
        return None
    return dated(cal.value_at(day, {"E": "Y", "C": "Y", "F": "W"}.get(unit, unit)), ambiguous=p.has("approx"))


def quarter_back(quarter: str) -> str:
    """The same quarter of the year before.

    >>> quarter_back("2016-Q3")
    '2015-Q3'
    """
    return f"{int(quarter[:4]) - 1:04d}{quarter[4:]}"


def account(p: Phrase, scene: Scene) -> Meaning | None:
    """ "the latest quarter", "the year-earlier period": the quarter told of, or the same of the year before."""
    if scene.quarter is None or p.unit not in ("Q", ""):
        return None
    return dated(quarter_back(scene.quarter) if p.get("account") == -1 else scene.quarter)


def ahead(p: Phrase, scene: Scene) -> Meaning | None:
    """ "in two days", said of what will happen; None where it is a length ("in two years of war")."""
    count, unit = p.count, p.unit
    if scene.tense.name != "future" or scene.base is None or count is None or unit in ("S", "MI", "H"):
        return None
    day = cal.shifted(scene.base, int(count), unit)
    if day is None or count % 1:
        return None
    return dated(cal.value_at(day, {"E": "Y", "C": "Y", "F": "W"}.get(unit, unit)), ambiguous=p.has("approx"))


def unit_date(p: Phrase, scene: Scene) -> Meaning | None:
    """ "last week", "early next month", "that day", "the past two weeks", "the following year"."""
    relative, unit, count = p.get("relative", "present", "same"), p.unit, p.count
    word = next(w.lower for w in p.words if w.kind in ("relative", "present", "same"))
    if p.has(*NUMBERS, "units") or word in ("past", "recent"):
        return stretch(p, scene, count if p.has(*NUMBERS) else None)
    if unit in ("S", "MI", "H"):
        return None
    told = p.has("same") or relative in ("P", "N") or (relative == 1 and unit == "D")
    told = told or (relative == 1 and p.has("the") and scene.tense.name == "past")
    base = scene.anchor(unit) if told else scene.now(unit)
    if base is None:
        return unknown(UNKNOWN.get(unit, "XXXX"))
    step = {"P": -1, "N": 1, "R": 0}.get(str(relative)) if isinstance(relative, str) else int(relative or 0)
    if relative == -1 and unit == "W" and base.isoweekday() == SUNDAY:
        # On a Sunday "last week" is the one that ends.
        step = 0
    day = cal.shifted(base, step or 0, unit)
    if day is None:
        return None
    half = f"-{p.edge}" if unit == "Y" and p.edge in ("H1", "H2") else ""  # "the first half of this year"
    meaning = dated(cal.value_at(day, unit) + half, edge=p.edge)
    return until_base(meaning, scene, p.edge)


def until_base(meaning: Meaning, scene: Scene, edge: str) -> Meaning:
    """ "earlier this month" ends the day before publication; "later this month" begins on it."""
    base, start, end = scene.base, meaning.start, meaning.end
    if base is None or start is None or end is None or not start <= base <= end:
        return meaning
    if edge == "BEFORE":
        end = max(start, base - timedelta(1))
    elif edge == "AFTER" and scene.tense.name != "past":
        start = base
    return Meaning(meaning.type, meaning.value, start, end, meaning.ambiguous, meaning.basis)


def stretch(p: Phrase, scene: Scene, count: float | None) -> Meaning | None:
    """ "the past two weeks", "the next three days", "the last days"."""
    relative, unit = p.get("relative", "present", "same"), p.unit
    if count is None and not p.has("units"):
        count = 1
    base = scene.base
    if base is None or count is None or unit in ("S", "MI", "H"):
        return Meaning("DURATION", length(count, unit))
    sign = 1 if relative in (1, "N") else -1
    other = back(base, -sign * count, unit)
    start, end = (other, base) if sign < 0 else (base, other)
    return Meaning("DURATION", length(count, unit), start, end)


def stretch_before(p: Phrase, scene: Scene) -> Meaning | None:
    """ "the four previous weeks": a stretch whose number stands first."""
    return stretch(p, scene, p.count)


def edge_of_unit(p: Phrase, scene: Scene) -> Meaning | None:
    """ "the end of the year", "later in the day", "year-end", "the weekend"."""
    unit = p.unit
    base, unsure = scene.day() if unit == "D" else (scene.now(unit), False)
    if unit in ("S", "MI", "H") or (unit == "D" and p.edge not in ("BEFORE", "AFTER", "END", "START")):
        return None
    if unit == "Q" and not p.edge:  # "the quarter"
        return dated(scene.quarter) if scene.quarter else None
    if base is None:
        return unknown(UNKNOWN.get(unit, "XXXX"))
    if unit == "WE" and scene.tense.name == "past" and base.isoweekday() < 6 and not scene.history:
        base -= timedelta(7)
    return until_base(dated(cal.value_at(base, unit), edge=p.edge, ambiguous=unsure), scene, p.edge)


def repeated(p: Phrase, scene: Scene) -> Meaning | None:
    """ "daily", "every week", "each Friday", "twice a year", "Sundays"."""
    if p.has("set"):
        return Meaning("SET", p.text("set"))
    number = p.get("weekday", "weekdays")
    if number is not None:
        part = p.get("parts", "part")
        return Meaning("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if p.has("month"):
        return Meaning("SET", f"XXXX-{p.number('month'):02d}")
    if p.has("season"):
        return Meaning("SET", f"XXXX-{p.text('season')}")
    if p.has("part", "parts"):
        return Meaning("SET", f"XXXX-XX-XXT{p.get('part', 'parts')}")
    count = p.count if p.has(*NUMBERS) else float(p.number("each") or 1)
    return Meaning("SET", length(count, p.unit))


def vague(p: Phrase, scene: Scene) -> Meaning | None:
    """ "now", "soon", "recently", "current", "the past"."""
    value, base = p.text("vague"), None if scene.history else scene.published
    if not value:
        value = "PRESENT_REF" if p.has("present") else "PAST_REF"
    if value == "PRESENT_REF":
        return Meaning("DATE", value, base, base)
    return Meaning("DATE", value, base if value == "FUTURE_REF" else None, None, True)
