"""The time expressions of a report, resolved, and which of them dates a given word."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.marks.parse import Parse, Token, token_at
from dateline.marks.times import calendar as cal
from dateline.marks.times import dates as td
from dateline.marks.times import units as tu
from dateline.marks.times.phrases import Found, find_phrases
from dateline.marks.times.scene import Meaning, Phrase, Scene
from dateline.marks.times.tenses import DONE, tense_at
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
    "month": td.month,
    "clock": td.clock,
    "season": td.season,
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
CLOCK = re.compile(r"T(\d\d):\d\dZ?$")
BESIDE = re.compile(r"[ (),]*(?:on )?")
KNOWN_YEARS = range(1000, 2200)
LASTING = frozenset(["in", "for", "over", "during", "throughout", "within"])
BORDERS = frozenset(["before", "until", "till", "by", "ahead", "from", "to", "through", "after"])


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
    scene = Scene(published, _is_history(found, published))
    marks: list[TimeMark] = []
    told_in = -2  # the number of the sentence of the last date told of
    for one in found:
        scene.local_year = _local_year(parse, marks, one)
        scene.near = parse.tokens[token_at(parse.tokens, one.words[0].start)].sent - told_in < 2
        mark = _mark(parse, scene, one)
        if mark is None:
            continue
        marks.append(mark)
        if mark.value[:1].isdigit():
            opens = mark.first - parse.sentence_of(mark.first).first < 2
            scene.tell(Meaning(mark.type, mark.value, mark.start), opens)
            told_in = parse.tokens[mark.first].sent
    for n in range(len(marks) - 1, 0, -1):
        marks[n - 1] = _with_day_after(parse.report.text, marks[n - 1], marks[n])
    return marks


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
    return tokens[first - 1].lower in LASTING or kind_of(after) == "lasting"


def _goes_on(parse: Parse, i: int) -> bool:
    """Whether the phrase before token ``i`` goes on in the same sentence, without a comma or full stop."""
    return i < len(parse.tokens) and parse.tokens[i].text[0].isalnum()


def _is_history(found: Sequence[Found], published: date | None) -> bool:
    """Whether the report tells history: many stated years and hardly a word that counts from today."""
    if published is None:
        return False
    years = [w.value for f in found if f.rule in STATED for w in f.words if w.kind == "year"]
    from_now = sum(f.rule in FROM_NOW for f in found)
    from_now += sum(
        f.rule == "unit_date" and any(w.lower in ("this", "last") for w in f.words) for f in found
    )
    long_ago = all(int(y) < published.year - 2 for y in years)
    return (
        len(years) >= HISTORY_YEARS
        and len(set(years)) >= 2
        and len(years) > (3 if long_ago else 8) * from_now
    )


def when_for(parse: Parse, times: Sequence[TimeMark], token_index: int) -> TimeMark | None:
    """The time that dates the verb or noun at ``token_index``; None where none does for certain.

    A time attached to the word itself goes first, then one attached to the verb of its clause, then one on
    the verb's object ("began a round of talks on Thursday"). Times of another clause, repeated times, lengths
    without days and mere borders ("until Friday") never date it. A time after "since" does: it is where the
    thing began.
    """
    tokens, sentence = parse.tokens, parse.sentence_of(token_index)
    verb = _clause(tokens, token_index)
    own: list[TimeMark] = []
    clause: list[TimeMark] = []
    on_object: list[TimeMark] = []
    for time in times:
        if not sentence.first <= time.first < sentence.last or not _is_dated(time):
            continue
        governor, border = _governor(tokens, time)
        if border:
            continue
        if governor == token_index:
            own.append(time)
        elif governor == verb or _shares(tokens, governor, verb):
            clause.append(time)
        elif (
            token_index == verb
            and tokens[time.first - 1].lower == "on"
            and _object_of(tokens, governor) == verb
        ):
            on_object.append(time)
    for found in (own, clause, on_object):
        if found:
            return _only(found)
    return None


def _is_dated(time: TimeMark) -> bool:
    """Whether a time can date an event: it has days, and a length has both ends."""
    if time.type == "DURATION":
        return time.start is not None and time.end is not None and not time.ambiguous
    return time.type != "SET" and time.start is not None


def _only(times: list[TimeMark]) -> TimeMark | None:
    """The one time, or the finest of times that hold each other ("on Thursday last week")."""
    times = [t for t in times if t.value != "PRESENT_REF"] or times
    spans = [(t.start, t.end or t.start, t) for t in times if t.start]
    best = min(spans, key=lambda s: s[1] - s[0])
    return best[2] if all(start <= best[0] and best[1] <= end for start, end, _ in spans) else None


def _governor(tokens: list[Token], time: TimeMark) -> tuple[int, bool]:
    """The verb or noun that a time hangs on, and whether a border word ("until") stands between."""
    first, last = time.first, time.last
    i = next((k for k in range(first, last) if not first <= tokens[k].head < last), first)
    border = False
    while tokens[i].head != i:
        child, i = tokens[i], tokens[i].head
        if child.dep == "conj":  # "on Monday or Tuesday"
            continue
        if tokens[i].tag not in ("IN", "TO", "RP", "RB"):
            break
        border = border or tokens[i].lower in BORDERS
    return i, border


def _clause(tokens: list[Token], i: int) -> int:
    """The verb of the clause that token ``i`` stands in."""
    while not tokens[i].tag.startswith("VB") and tokens[i].head != i:
        i = tokens[i].head
    return i


def _object_of(tokens: list[Token], i: int) -> int | None:
    """The past-tense verb whose object noun ``i`` is or belongs to ("of"); None where it is none."""
    while tokens[i].dep == "pobj" and tokens[tokens[i].head].lower == "of":
        i = tokens[tokens[i].head].head
    verb = tokens[i].head
    return verb if tokens[i].dep == "dobj" and tokens[verb].tag == "VBD" else None


def _shares(tokens: list[Token], governor: int, verb: int) -> bool:
    """Whether a time on one verb dates another that has no subject of its own.

    So it is with joined verbs ("shelled the town and killed five on Friday"), with participles ("left on
    Friday, accusing the army") and with what was managed or begun ("strained to keep talks alive on Monday").
    """
    for one, other in ((governor, verb), (verb, governor)):
        t = tokens[one]
        if t.head != other or any(tokens[k].dep in ("nsubj", "nsubjpass") for k in t.kids):
            continue
        if t.dep == "conj" or (t.dep == "xcomp" and tokens[other].lemma in DONE):
            return True
        if t.dep == "advcl" and t.tag == "VBG" and one == verb:
            return True
    return False
