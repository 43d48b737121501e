"""Times found and resolved, by the table of cases, and which of them dates a word."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.marks.parse import Parse, Sentence, Token, paragraphs
from dateline.marks.parser import load
from dateline.marks.times import calendar as cal
from dateline.marks.times import find_times, when_for
from dateline.marks.times.words import lexicon
from dateline.reports.report import Report

TABLE = Path(__file__).parent.parent / "cases" / "times.yml"
CASES: list[list[Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


def parsed(text: str) -> Parse:
    return next(load().parse([Report(id="r", text=text)]))


@pytest.fixture(scope="module")
def parses() -> list[Parse]:
    return list(load().parse([Report(id=str(n), text=case[0]) for n, case in enumerate(CASES)]))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0][:60] for case in CASES])
def test_table(number: int, parses: list[Parse]) -> None:
    text, published, expected = CASES[number]
    found = find_times(parses[number], published)
    assert [[m.span.of(text), m.type, m.value, m.start, m.end] for m in found] == [
        [str(e[0]), e[1], str(e[2]), e[3], e[4]] for e in expected
    ]


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The minister told reporters on Tuesday that talks would resume on Friday.", "told", "2016-02-09"),
        ("The minister told reporters on Tuesday that talks would resume on Friday.", "resume", "2016-02-12"),
        ("The minister said talks would resume on Friday.", "said", None),
        ("Rebels shelled the camp and killed nine people on Monday.", "shelled", "2016-02-08"),
        ("Rebels shelled the camp on Monday, killing nine people.", "killing", "2016-02-08"),
        ("The envoy began a new round of talks on Monday.", "began", "2016-02-08"),
        ("Monday's attack killed nine people.", "attack", "2016-02-08"),
        ("The siege will last until Friday.", "last", None),
        ("Officials agreed on Monday to open the road.", "open", None),
        ("The convoy leaves every week.", "leaves", None),
        ("The road has been shut for years.", "shut", None),
        ("The attack was reported on Monday or Tuesday.", "reported", None),
        ("A two-week offensive killed nine people.", "killed", None),
        ("The army launched a two-week offensive.", "launched", None),
        ("The army took the town in two weeks.", "took", None),
        ("In two weeks the army has encircled the town.", "encircled", "P2W"),
        ("Powers meeting in Geneva on Thursday aim to revive the talks.", "meeting", "2016-02-11"),
        ("Powers meeting in Geneva on Thursday aim to revive the talks.", "aim", None),
        ("On Monday, rebels shelled the camp and the army fired back.", "fired", "2016-02-08"),
        ("On Monday, rebels shelled the camp and the army will respond.", "respond", None),
        ("Rebels withdrew on Monday as troops entered the town.", "entered", "2016-02-08"),
        ("Rebels withdrew on Monday while the road was shut.", "was", None),
        ("Rebels seized the port of Hodeidah on Monday.", "seized", "2016-02-08"),
        ("The army will begin a round of exercises on Friday.", "begin", "2016-02-12"),
        ("The December meeting ended in anger.", "ended", None),
        ("The two sides held their first talks since 2014.", "held", None),
        ("Fighters attacked a convoy near the site of a massacre in 2013.", "attacked", None),
    ],
)
def test_the_time_that_dates_a_word(text: str, word: str, value: str | None) -> None:
    parse = parsed(text)
    token = next(t.i for t in parse.tokens if t.text == word)
    found = when_for(parse, find_times(parse, date(2016, 2, 10)), token)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "basis", "ambiguous"),
    [
        ("The accord was signed on 24 November 2016.", "stated", False),
        ("The envoys met on Monday.", "relative", False),
        ("The Tuesday meeting was called off.", "relative", True),
        ("The truce on Tuesday is set to end the war.", "relative", True),
        ("A drone struck the depot at 3:30 a.m.", "relative", True),
    ],
)
def test_basis_and_doubt(text: str, basis: str, ambiguous: bool) -> None:
    (mark,) = find_times(parsed(text), date(2016, 2, 10))
    assert (mark.basis, mark.ambiguous) == (basis, ambiguous)


@pytest.mark.parametrize(("hour", "unsure"), [(0, False), (2, True), (14, False)])
def test_yesterday_is_in_doubt_where_it_was_printed_after_midnight(hour: int, unsure: bool) -> None:
    report = Report(id="r", text="Shells fell on the port yesterday.", published=datetime(2016, 2, 10, hour))
    [mark] = find_times(next(load().parse([report])), date(2016, 2, 10))
    assert (mark.value, mark.ambiguous) == ("2016-02-09", unsure)


def test_tokens_of_a_mark_are_its_words() -> None:
    parse = parsed("The strikes of 3-5 May 2015 and the truce of late June hit trade.")
    for mark in find_times(parse, None):
        words = parse.span(mark.first, mark.last)
        assert words.start <= mark.span.start
        assert words.end >= mark.span.end


def test_a_text_without_times_or_words() -> None:
    assert find_times(parsed(""), date(2016, 2, 10)) == []
    assert find_times(parsed("Nothing moved."), None) == []


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_broken_publication_date_is_none(published: date, parses: list[Parse]) -> None:
    for parse in parses:
        assert find_times(parse, published) == find_times(parse, None)


DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(DAYS, st.integers(1, 7))
def test_a_weekday_lies_within_a_week(day: date, weekday: int) -> None:
    before, after = cal.weekday_on_or_before(day, weekday), cal.weekday_on_or_after(day, weekday)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert day - timedelta(6) <= before <= day <= after <= day + timedelta(6)


@given(DAYS, st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "E", "C"]))
def test_the_value_of_a_unit_covers_its_day(day: date, unit: str) -> None:
    start, end = cal.days_of(cal.value_at(day, unit))
    assert start is not None
    assert end is not None
    assert start <= end
    if unit == "WE":
        assert (start.isoweekday(), end.isoweekday()) == (6, 7)
    else:
        assert start <= day <= end


WORDS = sorted({" ".join((first, *rest)) for first, e in lexicon().entries.items() for rest, _, _ in e})
NUMBERS = ["1", "05", "31", "99", "2016", "0735", "1,000", "2.5", "3rd", "1990s", "9999", "0", "00"]
PIECES = st.sampled_from([*WORDS, *NUMBERS, "March", "Tuesday", "Feb", "İ", "\n\n", "peace", "."])


def bare(text: str) -> Parse:
    """A parse without structure: every word hangs on the first."""
    tokens: list[Token] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        tokens.append(Token(len(tokens), at, at + len(word), word, word.lower(), word, "NN", "dep", 0, 0))
        at += len(word)
    sentences = [Sentence(0, len(tokens), 0)] if tokens else []
    return Parse(Report(id="r", text=text), tokens, sentences, paragraphs(text), [])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12), st.none() | st.dates())
def test_no_words_crash_it_and_marks_stand_in_order(pieces: list[str], published: date | None) -> None:
    parse = bare(" ".join(pieces))
    end = 0
    for mark in find_times(parse, published):
        assert end <= mark.span.start < mark.span.end <= len(parse.report.text)
        assert mark.type in ("DATE", "TIME", "DURATION", "SET")
        assert mark.value
        assert mark.start is None or mark.end is None or mark.start <= mark.end
        end = mark.span.end
