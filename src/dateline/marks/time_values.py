"""What a phrase of time words says: its TIMEX3 type and value, and the days it covers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.marks import calendar as cal
from dateline.marks.time_words import Word

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX", "F": "XXXX-WXX"}
NUMBERS = ("number", "hundred", "day_number", "figure", "quantity")
GLANCE = 8  # years
FAR = 300  # days: a month and day this far back that is close ahead is meant ahead, where no past verb governs it


@dataclass(frozen=True, slots=True)
class Tense:
    """The tense of the verb above a time: past, present, future or None; ``direct`` where no noun stands between."""

    name: str | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a time expression means; see ``TimeMark``."""

    type: str
    value: str
    start: date | None = None
    end: date | None = None
    ambiguous: bool = False
    basis: str = "relative"


@dataclass(slots=True)
class Scene:
    """What is known where a phrase stands: when the report was published, the last date told of, the verb's tense.

    ``base`` is the day that "last week" counts from: the publication day, or in a history the time its story has reached.
    """

    published: date | None
    history: bool = False
    told: date | None = None
    story: date | None = None
    tense: Tense = Tense()

    @property
    def base(self) -> date | None:
        return self.story if self.history else self.published

    @property
    def anchor(self) -> date | None:
        return self.told or self.published

    def tell(self, meaning: Meaning) -> None:
        """Keep the date just told of. A history's own time does not follow a lone glance far back or ahead."""
        if meaning.type not in ("DATE", "TIME") or not meaning.start or len(meaning.value) < 4:
            return
        glance = False
        if self.story and self.told:
            years = abs(meaning.start.year - self.story.year)
            glance = years > (1 if len(meaning.value) == 4 else GLANCE) and self.told.year != meaning.start.year
        self.told = meaning.start
        if not glance:
            self.story = meaning.start


class Phrase:
    """The words of one time expression, asked for by class."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words

    def get(self, *kinds: str) -> str | int | float | None:
        return next((w.value for w in self.words if w.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        return any(w.kind in kinds for w in self.words)

    def number(self, kind: str) -> int:
        return int(self.get(kind) or 0)

    def text(self, kind: str) -> str:
        return str(self.get(kind) or "")

    @property
    def unit(self) -> str:
        return str(self.get("unit", "units") or "")

    @property
    def edge(self) -> str:
        return str(self.get("edge", "edge_noun") or "")

    @property
    def year(self) -> str:
        """The stated year as TIMEX3 has it: "2016", "BC0218"."""
        number = int(self.get("year", "figure") or self.get("day_number") or 0)
        return f"{'BC' if self.text('era') == 'BC' else ''}{number:04d}"

    @property
    def count(self) -> float | None:
        """The number in the phrase; None where it is vague ("several")."""
        quantity = self.get("quantity")
        if quantity is not None:
            return None if quantity == "X" else float(quantity)
        numbers = [float(w.value) for w in self.words if w.kind == "day_number"]
        if len(numbers) > 1 and self.has("slash"):  # "5 1/2"
            return (numbers[0] if len(numbers) > 2 else 0) + numbers[-2] / numbers[-1]
        total, seen = 0.0, False
        for w in self.words:
            if w.kind in ("number", "hundred", "day_number", "figure", "year"):
                n = float(w.value)
                total, seen = (max(total, 1) * n if n in (100, 1000) else total + n), True
        if not seen and self.has("a"):
            total, seen = 1.0, True
        return total + float(self.get("half_more") or 0) if seen else None


def dated(value: str, *, edge: str = "", ambiguous: bool = False, stated: bool = False) -> Meaning:
    """A date whose days follow from its value."""
    start, end = cal.narrowed(cal.days_of(value), edge)
    return Meaning("TIME" if "T" in value else "DATE", value, start, end, ambiguous, "stated" if stated else "relative")


def unknown(value: str) -> Meaning:
    """A date that nothing pins down."""
    return Meaning("TIME" if "T" in value else "DATE", value)


# -- years and days ------------------------------------------------------------------------------------------


def year_of(scene: Scene, month: int, day: int | None) -> tuple[int | None, bool]:
    """The year of a month named without one, and whether another year may be meant."""
    base = scene.base
    if base is None:
        return None, False
    if scene.history:  # told in order: after December comes the January of the next year
        return base.year + (base.month - month >= 9), False
    first = [cal.make_day(base.year + k, month, day or 1) for k in (-1, 0, 1)]
    days = [d for d in first if d]
    if not days:
        return None, False
    last = {d: d if day else cal.month_end(d.year, d.month) for d in days}
    back = max((d for d in days if d <= base), default=days[0])
    ahead = min((d for d in days if last[d] >= base), default=days[-1])
    if back == ahead:
        return back.year, False
    past, future = (base - back).days, (ahead - base).days
    tense = scene.tense
    if tense.name == "future":
        return (back.year, True) if day and past <= 2 and future > FAR else (ahead.year, False)
    if tense.name == "past" and (tense.direct or not day):
        return back.year, False
    near = future < 62 and (past > FAR if day else tense.name == "present")
    return (ahead.year if near else back.year), True


def full_date(p: Phrase, scene: Scene) -> Meaning | None:
    """ "Feb. 25", "25 February 2016", "the night of 9 April 1940"."""
    month = p.number("month")
    day = day_beside_month(p)
    year, stated, unsure = p.get("year"), True, False
    if year is None:
        stated = False
        year, unsure = year_of(scene, month, day)
    if year is None:
        return unknown(with_part(f"XXXX-{month:02d}-{day:02d}", p)) if 1 <= day <= 31 else None
    found = cal.make_day(int(year), month, day)
    if found is None:
        return None
    return dated(with_part(found.isoformat(), p), ambiguous=unsure, stated=stated)


def day_beside_month(p: Phrase) -> int:
    """The number that goes with the month: 11 in "5 p.m. on 11 November" and in "5 p.m. Nov. 11"."""
    kinds = [w.kind for w in p.words]
    at = kinds.index("month")
    order = [*p.words[at + 1 :], *reversed(p.words[:at])]
    return next((int(w.value) for w in order if w.kind in ("day_number", "numeric_ordinal", "ordinal")), 0)


def iso(p: Phrase, scene: Scene) -> Meaning | None:
    """ "2016-02-10"."""
    year, month, day = (int(w.value) for w in p.words if w.kind != "hyphen")
    found = cal.make_day(year, month, day)
    return dated(found.isoformat(), stated=True) if found else None


def numeric(p: Phrase, scene: Scene) -> Meaning | None:
    """ "10/02/2016": unclear which is the month unless one number is above 12; then the order stays open."""
    a, b, year = (int(w.value) for w in p.words if w.kind == "day_number" or w.kind == "year")
    days = {d for d in (cal.make_day(year, b, a), cal.make_day(year, a, b)) if d}
    if not days:
        return None
    if len(days) == 1:
        return dated(days.pop().isoformat(), stated=True)
    return Meaning("DATE", f"{year}-XX-XX", min(days), max(days), True, "stated")


def month(p: Phrase, scene: Scene) -> Meaning | None:
    """ "September", "early February", "March last year", "last October"."""
    number = p.number("month")
    if p.has("year", "figure"):
        return dated(f"{p.year}-{number:02d}", edge=p.edge, stated=True)
    relative, base, unsure = p.get("relative", "present", "same"), scene.base, False
    found: int | None
    if base is None:
        found = None
    elif p.unit == "Y":
        anchor = scene.anchor if p.has("same") else base
        step = {"P": -1, "N": 1, "R": 0}.get(str(relative)) if isinstance(relative, str) else int(relative or 0)
        found = anchor.year + (step or 0) if anchor else None
    elif relative == -1:
        found = base.year if number < base.month else base.year - 1
    elif relative == 1:
        found = base.year if number > base.month else base.year + 1
    elif relative == 0 and not scene.history:
        found = base.year
    else:
        found, unsure = year_of(scene, number, None)
    if found is None:
        return unknown(f"XXXX-{number:02d}")
    return dated(f"{found:04d}-{number:02d}", edge=p.edge, ambiguous=unsure)


def year(p: Phrase, scene: Scene) -> Meaning | None:
    """ "2013", "the end of 2015", "218 BC"."""
    half = f"-{p.edge}" if p.edge in ("H1", "H2") and not p.has("era") else ""
    return dated(p.year + half, edge=p.edge, stated=True)


def decade(p: Phrase, scene: Scene) -> Meaning | None:
    """ "the 1990s", "the early 80s"."""
    number = p.number("decade")
    if number < 100:
        return dated(f"19{number // 10}", edge=p.edge, ambiguous=True)
    return dated(f"{number // 10}", edge=p.edge, stated=True)


def month_day(p: Phrase, scene: Scene) -> Meaning | None:
    """ "the 28th", "the 28th of that month": a day of the month last told of."""
    anchor = scene.anchor
    found = cal.make_day(anchor.year, anchor.month, p.number("numeric_ordinal")) if anchor else None
    return dated(found.isoformat(), ambiguous=not scene.history) if found else None


def ordinal_unit(p: Phrase, scene: Scene) -> Meaning | None:
    """ "the third quarter", "the 19th century"; other ordinals ("the third day") date nothing."""
    number, unit = int(p.get("ordinal", "numeric_ordinal") or 0), p.unit
    if unit == "C":
        return dated(f"{number - 1:02d}", edge=p.edge, stated=True)
    if unit != "Q" or not 1 <= number <= 4:
        return None
    if p.has("year"):
        return dated(f"{p.number('year'):04d}-Q{number}", edge=p.edge, stated=True)
    base = scene.base
    if base is None:
        return unknown(f"XXXX-Q{number}")
    step = p.get("relative") if p.has("relative") else None
    if isinstance(step, int) and p.words[-1].value == "Y":
        found = base.year + step
    elif p.words[-1].value == "Y" or scene.tense.name == "future":
        found = base.year
    else:
        found = base.year if cal.days_of(f"{base.year}-Q{number}")[0] <= base else base.year - 1  # type: ignore[operator]
    return dated(f"{found:04d}-Q{number}", edge=p.edge)


# -- days of the week, today, seasons, feasts ----------------------------------------------------------------


def weekday(p: Phrase, scene: Scene) -> Meaning | None:
    """ "Thursday", "late on Tuesday", "last Friday", "Tuesday afternoon", "9 a.m. Monday"."""
    number, base, tense = p.number("weekday"), scene.base, scene.tense
    if base is None:
        return unknown(with_part(f"XXXX-WXX-{number}", p))
    relative, unsure = p.get("relative", "present", "same"), False
    if relative in (-1, "P"):
        found = cal.weekday_on_or_before(base - timedelta(1), number)
    elif relative in (1, "N") or scene.history:
        found = cal.weekday_on_or_after(base + timedelta(1), number)
        unsure = relative == 1 and base.isoweekday() < number
    elif tense.name == "future" or (tense.name == "present" and tense.direct):
        found = cal.weekday_on_or_after(base, number)
    else:
        found = cal.weekday_on_or_before(base, number)
        unsure = (tense.name != "past" or not tense.direct) and found != base
    return dated(with_part(found.isoformat(), p, edges=True), ambiguous=unsure)


def with_part(day: str, p: Phrase, *, edges: bool = False) -> str:
    """The day with its part or hour: "2016-02-09TAF", "2016-02-09T17:00"."""
    hour = clock_value(p)
    if hour:
        return f"{day}T{hour}"
    part = p.text("part")
    if part:
        return f"{day}T{part}"
    edge = p.edge if edges else ""
    return day + {"END": "TEV", "START": "TMO"}.get(edge, "")


def clock_value(p: Phrase) -> str:
    """The hour and minute of "10:35 a.m.", "7 pm", "0735 GMT"; empty where none is named."""
    if not p.has("colon", "meridiem", "zone", "units"):
        return ""
    numbers: list[int] = []
    for n, w in enumerate(p.words):
        if w.kind in ("day_number", "figure", "year") and not (numbers and p.words[n - 1].kind != "colon"):
            digits = w.lower.replace(".", "")
            numbers += [int(digits[:-2]), int(digits[-2:])] if len(digits) >= 3 else [int(digits)]
    if not numbers:
        return ""
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = p.text("meridiem")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return ""
    return f"{hour:02d}:{minute:02d}" + ("Z" if p.text("zone") == "Z" else "")


def clock(p: Phrase, scene: Scene) -> Meaning | None:
    """An hour without a day: that of the last day told of."""
    hour = clock_value(p)
    if not hour:
        return None
    if scene.anchor is None:
        return unknown(f"XXXX-XX-XXT{hour}")
    return dated(f"{scene.anchor.isoformat()}T{hour}")


def deictic(p: Phrase, scene: Scene) -> Meaning | None:
    """ "today", "yesterday morning", "last night", "tonight"."""
    said = p.text("deictic") or "0"
    digits = said.rstrip("AEFIMNOV")
    part = said[len(digits) :]
    if scene.base is None:
        return unknown("XXXX-XX-XX" + (f"T{part}" if part else ""))
    day = (scene.base + timedelta(days=int(digits or 0))).isoformat()
    return dated(f"{day}T{part}" if part else with_part(day, p))


def day_part(p: Phrase, scene: Scene) -> Meaning | None:
    """ "that afternoon", "the next morning", "at noon"."""
    if scene.anchor is None:
        return unknown(f"XXXX-XX-XXT{p.text('part')}")
    step = 1 if p.get("relative") in (1, "N") else -1 if p.has("relative") else 0
    return dated(f"{(scene.anchor + timedelta(days=step)).isoformat()}T{p.text('part')}")


def season(p: Phrase, scene: Scene) -> Meaning | None:
    """ "last summer", "the spring of 2015", "the winter"."""
    code, base = p.text("season"), scene.base
    if p.has("year", "figure"):
        return dated(f"{p.year}-{code}", edge=p.edge, stated=True)
    if base is None:
        return unknown(f"XXXX-{code}")
    year, relative, unsure = base.year, p.get("relative", "present", "same"), False
    start = cal.days_of(f"{year:04d}-{code}")[0]
    if p.unit == "Y":
        year += int(relative) if isinstance(relative, int) else -1 if relative == "P" else 1
    elif scene.history or start is None:
        pass
    elif relative == -1 or (relative is None and scene.tense.name != "future"):
        end = cal.days_of(f"{year:04d}-{code}")[1]
        year -= start > base or (relative == -1 and end is not None and end >= base)
        unsure = relative is None
    elif relative != 0:
        year += start <= base
    return dated(f"{year:04d}-{code}", edge=p.edge, ambiguous=unsure)


def feast(p: Phrase, scene: Scene) -> Meaning | None:
    """ "Christmas", "Easter Sunday 2016", "last Thanksgiving"."""
    rule = p.text("feast")
    if p.has("year"):
        found = cal.feast(rule, p.number("year"))
        return dated(found.isoformat(), stated=True) if found else None
    base = scene.base
    if rule.count("-") == 2:
        return dated(rule, stated=True)
    if base is None:
        return unknown("XXXX-" + rule if rule[0].isdigit() else "XXXX-XX-XX")
    days = [d for d in (cal.feast(rule, base.year + k) for k in (-1, 0, 1)) if d]
    relative = p.get("relative", "present")
    if relative == 1 or (relative != -1 and scene.tense.name == "future"):
        found = min(d for d in days if d >= base)
    elif relative == -1 or scene.tense.name == "past":
        found = max(d for d in days if d <= base)
    else:
        found = min(days, key=lambda d: abs((d - base).days))
    return dated(found.isoformat(), ambiguous=relative is None and not scene.tense.direct)


# -- units ---------------------------------------------------------------------------------------------------


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
            return f"PT{int(count)}H{int(count % 1 * 60)}M".replace("T0H", "T") if unit == "H" else f"PT{count:g}{letter}"
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
    base = scene.base if shift in ("AGO", "NOW") else scene.anchor
    if count is None:
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    if base is None:
        return unknown(UNKNOWN.get(unit, "XXXX"))
    if unit in ("S", "MI", "H"):
        return Meaning("TIME", f"{base.isoformat()}TXX:XX", ambiguous=True)
    day = back(base, -sign * count, unit)
    if day is None:
        return None
    return dated(cal.value_at(day, {"E": "Y", "C": "Y", "F": "W"}.get(unit, unit)), ambiguous=p.has("approx"))


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
    base = scene.anchor if told else scene.base
    if base is None:
        return unknown(UNKNOWN.get(unit, "XXXX"))
    step = {"P": -1, "N": 1, "R": 0}.get(str(relative)) if isinstance(relative, str) else int(relative or 0)
    day = cal.shifted(base, step or 0, unit)
    if day is None:
        return None
    meaning = dated(cal.value_at(day, unit), edge=p.edge)
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
    base = scene.anchor if unit == "D" else scene.base
    if unit in ("S", "MI", "H") or (unit == "D" and p.edge not in ("BEFORE", "AFTER", "END", "START")):
        return None
    if base is None:
        return unknown(UNKNOWN.get(unit, "XXXX"))
    if unit == "WE" and scene.tense.name == "past" and base.isoweekday() < 6 and not scene.history:
        base -= timedelta(7)
    return until_base(dated(cal.value_at(base, unit), edge=p.edge), scene, p.edge)


# -- sets and vague times ------------------------------------------------------------------------------------


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
    value, base = p.text("vague"), scene.base
    if not value:
        value = "PRESENT_REF" if p.has("present") else "PAST_REF"
    if value == "PRESENT_REF":
        return Meaning("DATE", value, base, base)
    return Meaning("DATE", value, base if value == "FUTURE_REF" else None, None, True)


Resolver = Callable[[Phrase, Scene], Meaning | None]
