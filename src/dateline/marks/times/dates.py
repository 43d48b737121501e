"""Dates by name: days of a month, months, years, days of the week, "today", seasons, feasts and hours."""

from datetime import timedelta

from dateline.marks.times import calendar as cal
from dateline.marks.times.scene import Meaning, Phrase, Scene, dated, unknown

# Days: a month and day so far back that is close ahead is meant ahead, where no past verb governs it.
FAR, CLOSE = 300, 62
# So few days back, the year of publication is meant, whatever year was told of just before.
LATELY = 120


def year_of(scene: Scene, month: int, day: int | None) -> tuple[int | None, bool]:
    """The year of a month named without one, and whether another year may be meant."""
    base = scene.base
    if base is None:
        return None, False
    if scene.history:  # told in order: after December comes the January of the next year
        return base.year + (base.month - month >= 9), False
    local = scene.local_year and cal.make_day(scene.local_year, month, day or 1)
    lately = cal.make_day(base.year, month, day or 1)
    recent = lately is not None and 0 <= (base - lately).days < LATELY and scene.local_year != base.year
    if local and local <= base and scene.tense.name == "past" and not recent:
        return local.year, True
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
        return (back.year, True) if day and past < CLOSE and future > FAR else (ahead.year, False)
    looming = tense.will and future < CLOSE and past > FAR  # "could not resume on February 25"
    if tense.name == "past" and (tense.direct or not day) and not looming:
        return back.year, False
    near = future < CLOSE and (past > FAR if day else tense.name == "present")
    return (ahead.year if near else back.year), True


def full_date(p: Phrase, scene: Scene) -> Meaning | None:
    """ "Feb. 25", "25 February 2016", "the night of 9 April 1940"."""
    month = p.number("month")
    day = day_beside_month(p)
    year, stated, unsure = p.get("year"), True, False
    if year is None:
        stated = False
        year, unsure = year_of(scene, month, day)
        if p.get("relative") == -1 and scene.base and year and (month, day) > (scene.base.month, scene.base.day):
            year = scene.base.year - 1
    if year is None:
        return unknown(with_part(f"XXXX-{month:02d}-{day:02d}", p)) if 1 <= day <= 31 else None
    found = cal.make_day(int(year), month, day)
    if found is None:
        return None
    return dated(with_part(found.isoformat(), p), ambiguous=unsure, stated=stated)


def week_of(p: Phrase, scene: Scene) -> Meaning | None:
    """ "the week of March 6"."""
    day = full_date(p, scene)
    if day is None or day.start is None:
        return day
    return dated(cal.value_at(day.start, "W"), ambiguous=day.ambiguous, stated=day.basis == "stated")


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
        anchor = scene.anchor("Y") if p.has("same") else base
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
    anchor = scene.anchor("M")
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
    step = p.get("account", "relative") if p.has("account", "relative") else None
    if isinstance(step, int) and (p.words[-1].value == "Y" or p.has("account")):
        found = base.year + step
    elif p.words[-1].value == "Y" or scene.tense.name == "future":
        found = base.year
    else:
        found = base.year if cal.days_of(f"{base.year}-Q{number}")[0] <= base else base.year - 1  # type: ignore[operator]
    return dated(f"{found:04d}-Q{number}", edge=p.edge)


def weekday(p: Phrase, scene: Scene) -> Meaning | None:
    """ "Thursday", "late on Tuesday", "last Friday", "Tuesday afternoon", "9 a.m. Monday"."""
    number, base, tense = p.number("weekday"), scene.now("D"), scene.tense
    if base is None:
        return unknown(with_part(f"XXXX-WXX-{number}", p))
    relative, unsure = p.get("relative", "present", "same"), False
    if relative in (-1, "P"):
        found = cal.weekday_on_or_before(base - timedelta(1), number)
    elif relative in (1, "N") or scene.history:
        found = cal.weekday_on_or_after(base + timedelta(1), number)
        unsure = relative == 1 and base.isoweekday() < number
    elif tense.of_subject and tense.name == "future":
        # "The truce on Sunday is set to end the war" may be yesterday's.
        yesterday = base - timedelta(1)
        told = yesterday.isoweekday() == number and not tense.will
        found, unsure = yesterday if told else cal.weekday_on_or_after(base, number), True
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
    if not p.has("colon", "meridiem", "zone", "units", "in"):
        return ""
    numbers: list[int] = []
    for n, w in enumerate(p.words):
        if w.kind not in ("day_number", "figure", "year", "number"):
            continue
        if numbers and p.words[n - 1].kind != "colon":
            break
        digits = str(w.value) if w.kind == "number" else w.lower.replace(".", "")
        if not digits.isdecimal():
            return ""
        numbers += [int(digits[:-2]), int(digits[-2:])] if len(digits) >= 3 else [int(digits)]
    if not numbers:
        return ""
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = p.text("meridiem") or {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(
        p.text("part") if p.has("in") else "", ""
    )
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return ""
    return f"{hour:02d}:{minute:02d}" + ("Z" if p.text("zone") == "Z" else "")


def clock(p: Phrase, scene: Scene) -> Meaning | None:
    """An hour without a day: that of the day told of."""
    hour = clock_value(p)
    if not hour:
        return None
    day, unsure = scene.day()
    return dated(f"{day.isoformat()}T{hour}", ambiguous=unsure) if day else unknown(f"XXXX-XX-XXT{hour}")


def deictic(p: Phrase, scene: Scene) -> Meaning | None:
    """ "today", "yesterday morning", "last night", "tonight"."""
    said = p.text("deictic") or "0"
    digits = said.rstrip("AEFIMNOV")
    part = said[len(digits) :]
    base = scene.published
    if base is None:
        return unknown("XXXX-XX-XX" + (f"T{part}" if part else ""))
    if part == "NI" and not digits and scene.tense.name == "past" and not scene.before_noon:
        digits = "-1"  # "overnight", told in the afternoon, was the night before
    day = (base + timedelta(days=int(digits or 0))).isoformat()
    return dated(f"{day}T{part}" if part else with_part(day, p), ambiguous=scene.small_hours)


def day_part(p: Phrase, scene: Scene) -> Meaning | None:
    """ "that afternoon", "the next morning", "at noon"."""
    step = 1 if p.get("relative") in (1, "N") else -1 if p.has("relative") else 0
    day, unsure = (scene.anchor("D"), False) if step else scene.day()
    if day is None:
        return unknown(f"XXXX-XX-XXT{p.text('part')}")
    return dated(f"{(day + timedelta(days=step)).isoformat()}T{p.text('part')}", ambiguous=unsure)


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
