"""Indirect speech by the rules alone."""

import pytest

from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.readings.attributions.find import find_attributions
from dateline.reports.report import Report


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The army demanded a truce, as tension mounts in Goma.", "a truce"),
        ("The general threatened, as talks dragged on, a new offensive against Taiz.", "a new offensive against Taiz"),
        ("Kabul rejected, as fighting spread, a plan for elections.", "a plan for elections"),
    ],
)
def test_what_went_on_besides_is_not_said(text: str, content: str) -> None:
    parse = next(load().parse([Report(id="r", text=text)]))
    (found,) = find_attributions(parse, find_quotes(text, parse.paragraphs))
    assert [span.of(text) for span in found.content] == [content]
