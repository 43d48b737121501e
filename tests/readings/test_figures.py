"""Sentences and the figures read from them; and what holds of every figure."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.marks.numbers import find_numbers
from dateline.marks.parse import Parse
from dateline.marks.parser import load
from dateline.readings.figures import FigureMark, find_figures
from dateline.reports.report import Report
from dateline.span import Span

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "figures.yml").read_text(encoding="utf-8"))


def read(text: str, *, taken: list[Span] | None = None) -> tuple[Parse, list[FigureMark]]:
    parse = next(load().parse([Report(id="r", text=text)]))
    return parse, find_figures(parse, find_numbers(parse), taken or [])


def shown(parse: Parse, figure: FigureMark, field: str) -> Any:
    found = getattr(figure, field)
    return parse.words(found.start, found.stop) if isinstance(found, range) else found


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    parse, figures = read(case["text"])
    expected = [{"value": None, "low": None, "high": None, "qualifier": None} | f for f in case["figures"]]
    assert len(figures) == len(expected), figures
    for figure, wanted in zip(figures, expected, strict=True):
        assert {k: shown(parse, figure, k) for k in wanted} == wanted


def test_a_number_in_a_time_expression_is_no_figure() -> None:
    text = "In 2015 troops crossed the river."
    assert read(text, taken=[Span(3, 7)])[1] == []


def test_the_period_is_the_time_that_hangs_on_the_verb() -> None:
    text = "A bomb killed 12 people on Tuesday."
    at = text.index("Tuesday")
    _, [figure] = read(text, taken=[Span(at, at + 7)])
    assert figure.period == Span(at, at + 7)


def test_the_span_covers_qualifier_number_and_noun() -> None:
    text = "The raid killed at least 12 people in Aden."
    _, [figure] = read(text)
    assert figure.span.of(text) == "at least 12 people"


WORDS = [
    "killed",
    "12",
    "at least",
    "dozens",
    "of",
    "people",
    "were",
    "wounded",
    ",",
    "and",
    "$5",
    "percent",
    "one",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_give_ordered_figures_with_a_bound(words: list[str]) -> None:
    parse, figures = read(" ".join(words))
    for figure in figures:
        assert figure.value is not None or (figure.low is not None and figure.high is not None)
        assert 0 <= figure.span.start < figure.span.end <= len(parse.report.text)
    assert [f.span for f in figures] == sorted(f.span for f in figures)
