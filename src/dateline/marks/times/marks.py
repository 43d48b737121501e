"""The time expressions of a report, resolved."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateline.marks.parse import Parse, Token, token_at
from dateline.marks.times import calendar as cal
from dateline.marks.times import dates as td
from dateline.marks.times import units as tu
from dateline.marks.times.phrases import Found, find_phrases
from dateline.marks.times.scene import Meaning, Phrase, Scene
from dateline.marks.times.tenses import tense_at
from dateline.marks.times.words import kind_of
from dateline.span import Span

RESOLVERS: dict[str, Callable[[Phrase, Scene], Meaning | None]] = {
    "iso": td.iso,
    "numeric": td.numeric,
    "clock_date": td.full_date,
    "clock_weekday": td.weekday,
    "clock_deictic": td.deictic,
    "full_date": td.full_date,
    "set": tu.repeated,
    "month_of": td.month,
    "week_of": td.week_of,
    "month": td.month,
    "clock": td.clock,
    "season": td.season,
    "account": tu.account,
    "quarter": td.ordinal_unit,
    "weekday": td.weekday,
    "feast": td.feast,
    "deictic": td.deictic,
    "ago": tu.ago,
    "ahead": tu.ahead,
    "unit_date": tu.unit_date,
    "day_part": td.day_part,
    "edge_of_unit": tu.edge_of_unit,
    "month_day": td.month_day,
    "decade": td.decade,
    "hyphened": tu.duration,
    "counted_before": tu.stretch_before,
    "duration": tu.duration,
    "year_era": td.year,
    "year": td.year,
    "noon": td.day_part,
    "vague": tu.vague,
}
STATED = frozenset({"iso", "numeric", "full_date", "month", "year", "season"})
FROM_NOW = frozenset({"weekday", "deictic", "clock_weekday", "clock_deictic"})
HISTORY_YEARS = 5
# What is put out before this hour may have been written the day before.
SMALL_HOURS, NOON = 5, 12
CLOCK = re.compile(r"T(\d\d):\d\dZ?$")
BESIDE = re.compile(r"[ (),]*(?:on )?")
KNOWN_YEARS = range(1000, 2200)
LASTING = frozenset(["in", "for", "over", "during", "throughout", "within"])


@dataclass(frozen=True, slots=True)
class TimeMark:
    """One time expression: tokens ``first`` to ``last`` (exclusive), TIMEX3 type and value, the days covered.

    ``start`` and ``end``, the first and last day, are None where nothing pins them down. ``basis`` is
    ``stated`` (the text gives the year) or ``relative`` (counted from the publication date or another date);
    ``ambiguous`` is true where two readings stand.
    """

    span: Span
    type: str
    value: str
    start: date | None
    end: date | None
    ambiguous: bool
    basis: str
    first: int
    last: int


def find_times(parse: Parse, published: date | None) -> list[TimeMark]:
    """Every time expression of a report, in text order.

    Relative ones count from ``published``; without it only stated dates have days.

    >>> from dateline.marks.parser import load
    >>> from dateline.reports.report import Report
    >>> parse = next(load().parse([Report(id="r", text="The envoys are meeting on Thursday.")]))
    >>> [(m.value, m.start) for m in find_times(parse, date(2016, 2, 10))]
    [('2016-02-11', datetime.date(2016, 2, 11))]
    """
    if published and published.year not in KNOWN_YEARS:
        published = None  # a broken date would date everything wrongly
    found = find_phrases(parse)
    scene = Scene(published, _is_history(found, published), small_hours=_after_midnight(parse.report.published))
    scene.before_noon = parse.report.published is None or parse.report.published.hour < NOON
    marks: list[TimeMark] = []
    told_in = -2  # the number of the sentence of the last date told of
    for one in found:
        scene.local_year = _local_year(parse, marks, one)
        scene.near = parse.tokens[token_at(parse.tokens, one.words[0].start)].sent - told_in < 2
        mark = _mark(parse, scene, one)
        if mark is None:
            continue
        marks.append(mark)
        if one.rule == "quarter" and mark.start and published and mark.start <= published:
            scene.quarter = mark.value[:7] if "-Q" in mark.value else None
        if mark.value[:1].isdigit():
            opens = mark.first - parse.sentence_of(mark.first).first < 2
            scene.tell(Meaning(mark.type, mark.value, mark.start), opens)
            told_in = parse.tokens[mark.first].sent
        elif mark.value.startswith("XXXX"):
            told_in = -2  # what follows may count from this one, whose day is not known
    for n in range(len(marks) - 1, 0, -1):
        marks[n - 1] = _with_day_after(parse.report.text, marks[n - 1], marks[n])
    return marks


def _after_midnight(moment: datetime | None) -> bool:
    """Whether a report came out in the small hours; midnight sharp is a day without an hour."""
    return moment is not None and moment.hour < SMALL_HOURS and moment.time() != time()


def _with_day_after(text: str, mark: TimeMark, after: TimeMark) -> TimeMark:
    """A clock time with the day that stands right after it: "10:35 a.m. (0735 GMT) Friday"."""
    hour, next_hour = CLOCK.search(mark.value), CLOCK.search(after.value)
    between = text[mark.span.end : after.span.start]
    day = after.start
    if not hour or mark.basis == "stated" or not day or day != after.end or not BESIDE.fullmatch(between):
        return mark
    if not next_hour and cal.unit_of(after.value) != "D":
        return mark
    if next_hour:  # the same moment by two clocks: "2200 GMT, 1 a.m. local time"
        ahead = int(hour[1]) - int(next_hour[1])
        day = day + timedelta((ahead < -12) - (ahead > 12))
    value = f"{day.isoformat()}{hour[0]}"
    return replace(mark, value=value, start=day, end=day, ambiguous=after.ambiguous)


def _mark(parse: Parse, scene: Scene, found: Found) -> TimeMark | None:
    rule, chunk = found.rule, found.words
    first = token_at(parse.tokens, chunk[0].start)
    last = bisect_left(parse.tokens, chunk[-1].end, lo=first, key=lambda t: t.start)
    scene.tense = tense_at(parse.tokens, first, last)
    if chunk[0].lower in ("soon", "shortly") and scene.tense.name == "past":
        return None  # "soon fell"
    if rule == "ago" and chunk[-1].lower in ("before", "after") and _goes_on(parse, last):
        # "two days after the vote" counts from an event whose day is not known here
        rule, chunk, last = "duration", chunk[:-1], last - 1
    meaning = RESOLVERS[rule](Phrase([*chunk, *found.lent]), scene)
    if meaning is None and rule == "ahead":
        rule, chunk, first = "duration", chunk[1:], first + 1
        meaning = tu.duration(Phrase(chunk), scene)
    if meaning is None:
        return None
    if rule == "hyphened" or (rule == "duration" and not _reaches_now(parse, first, last)):
        meaning = replace(meaning, start=None, end=None, ambiguous=False)
    span = Span(chunk[0].start, chunk[-1].end)
    return TimeMark(
        span,
        meaning.type,
        meaning.value,
        meaning.start,
        meaning.end,
        meaning.ambiguous,
        meaning.basis,
        first,
        last,
    )


def _local_year(parse: Parse, marks: Sequence[TimeMark], found: Found) -> int | None:
    """The year of the last date, where it is a stated month or day of the same paragraph."""
    at = token_at(parse.tokens, found.words[0].start)
    paragraph = parse.sentence_of(at).paragraph
    for mark in reversed(marks):
        if parse.sentence_of(mark.first).paragraph != paragraph:
            return None
        if mark.type in ("DATE", "TIME") and mark.start:
            return mark.start.year if mark.basis == "stated" and len(mark.value) > 4 else None
    return None


def _reaches_now(parse: Parse, first: int, last: int) -> bool:
    """Whether a length runs up to the report: "in two years", "two years of war".

    "Two days after the vote" does not.
    """
    tokens = parse.tokens
    after = tokens[last].lower if last < len(tokens) else ""
    if after in ("after", "before") or not first:
        return False
    if tokens[first - 1].lower == "for" and _over_and_done(tokens, first - 1):
        return False
    return tokens[first - 1].lower in LASTING or kind_of(after) == "lasting"


def _over_and_done(tokens: Sequence[Token], i: int) -> bool:
    """Whether a length belongs to a simple past verb: "marched for three days" does not say until when."""
    verb = tokens[tokens[i].head]
    return verb.tag == "VBD" and not any(tokens[k].dep in ("aux", "auxpass") for k in verb.kids)


def _goes_on(parse: Parse, i: int) -> bool:
    """Whether the phrase before token ``i`` goes on in the same sentence, without a comma or full stop."""
    return i < len(parse.tokens) and parse.tokens[i].text[0].isalnum()


def _is_history(found: Sequence[Found], published: date | None) -> bool:
    """Whether the report tells history: many stated years and hardly a word that counts from today."""
    if published is None:
        return False
    years = [w.value for f in found if f.rule in STATED for w in f.words if w.kind == "year"]
    from_now = sum(f.rule in FROM_NOW for f in found)
    from_now += sum(f.rule == "unit_date" and any(w.lower in ("this", "last") for w in f.words) for f in found)
    long_ago = all(int(y) < published.year - 2 for y in years)
    return len(years) >= HISTORY_YEARS and len(set(years)) >= 2 and len(years) > (3 if long_ago else 8) * from_now
