"""Number phrases and what they mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.marks.numbers import NumberMark, find_numbers
from dateline.marks.parser import load
from dateline.reports.report import Report


def numbers(text: str) -> list[NumberMark]:
    return find_numbers(next(load().parse([Report(id="r", text=text)])))


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "qualifier", "unit"),
    [
        ("51,000 people", 51000, None, None, None, None),
        ("2.6 million people", 2600000, None, None, None, None),
        ("half a million people", 500000, None, None, None, None),
        ("twenty-five men", 25, None, None, None, None),
        ("two dozen men", 24, None, None, None, None),
        ("two hundred and fifty thousand men", 250000, None, None, None, None),
        ("at least 500 people", 500, 500, None, "at least", None),
        ("fewer than 30 percent of them", 30, 0, 30, "fewer than", "percent"),
        ("up to 600,000 people", 600000, None, 600000, "up to", None),
        ("200 or more people", 200, 200, None, "at least", None),
        ("tens of thousands of people", None, 20000, 99999, "tens of thousands", None),
        ("hundreds of thousands of people", None, 200000, 999999, "hundreds of thousands", None),
        ("dozens of people", None, 24, 99, "dozens", None),
        ("several hundred people", None, 200, 999, "several hundred", None),
        ("between 20 and 30 people", None, 20, 30, None, None),
        ("20-30 people", None, 20, 30, None, None),
        ("2 to 3 million people", None, 2000000, 3000000, None, None),
        ("a 3-billion-euro fund", 3000000000, None, None, None, "EUR"),
        ("$1.5 million in aid", 1500000, None, None, None, "USD"),
        ("US$3bn in aid", 3000000000, None, None, None, "USD"),
        ("five million Colombian pesos", 5000000, None, None, None, "COP"),
        ("900 pesos each", 900, None, None, None, "XXX"),
        ("one in five people", 20, None, None, None, "percent"),
        ("two-thirds of the town", 66.7, None, None, None, "percent"),
    ],
)
def test_number(
    text: str,
    value: float | None,
    low: float | None,
    high: float | None,
    qualifier: str | None,
    unit: str | None,
) -> None:
    [n] = numbers(text)
    assert (n.value, n.low, n.high, n.qualifier, n.unit) == (value, low, high, qualifier, unit)


@pytest.mark.parametrize(
    "text",
    [
        "in 2016",
        "the 1990s",
        "T-72",
        "Resolution 2254",
        "at 10:30",
        "the 21st brigade",
        "it ended 3-1",
        "50km away",
    ],
)
def test_no_number(text: str) -> None:
    assert numbers(text) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(2200, 10**9))
def test_grouped_digits_mean_what_they_say(n: int) -> None:
    text = f"about {n:,} people"
    [mark] = numbers(text)
    assert (mark.value, mark.qualifier, mark.span.of(text)) == (n, "about", f"about {n:,}")
