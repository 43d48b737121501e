"""What stands between quotation marks, and whether it is speech."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.marks.parse import paragraphs
from dateline.marks.quotes import Quote, find_quotes


def quotes(text: str) -> list[Quote]:
    return find_quotes(text, paragraphs(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will fight on," he said.', [("We will fight on", True)]),
        ("“We will fight on,” he said.", [("We will fight on", True)]),
        ("«We will fight on», he said.", [("We will fight on", True)]),
        pytest.param(
            "„We will fight on“, he said.",
            [("We will fight on", True)],
            marks=pytest.mark.xfail(strict=True, reason="a quote that opens low is not closed by a high mark"),
        ),
        ("``We will fight on,'' he said.", [("We will fight on", True)]),
        ('He called it a "truce" of words.', [("truce", False)]),
        ('The "Line of Peace" runs near Goma.', [("Line of Peace", False)]),
        ('"Go," he said. "The road is shut."', [("Go", False), ("The road is shut", True)]),
        ('"Will they come?" she asked.', [("Will they come?", True)]),
        ("Nobody spoke in Juba.", []),
        ('"" he said.', []),
        ('They agreed to it," he said. The road is shut". It is "closed for good".', [("closed for good", False)]),
    ],
)
def test_marks_of_all_kinds(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(q.inner.of(text), q.speech) for q in quotes(text)] == expected


def test_a_quote_left_open_runs_to_the_end_of_its_paragraph() -> None:
    text = '"The army came at dawn to the village.\n\n"It burned our houses," she said.'
    first, second = quotes(text)
    assert (first.inner.of(text), first.closed) == ("The army came at dawn to the village", False)
    assert (second.inner.of(text), second.closed) == ("It burned our houses", True)


def test_a_quote_that_opens_again_in_the_next_paragraph_goes_on() -> None:
    text = '"The army came at dawn to the village.\n\n"It burned our houses," she said.\n\n"Go," he said.'
    assert [q.goes_on for q in quotes(text)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'It's over,' said the rebels' envoy.", ["It's over"]),
        ("‘There are only ambushes,’ the guards’ captain said.", ["There are only ambushes"]),
        ("Aid chief says camp is 'running out of time'", ["running out of time"]),
        ("The rebels' camp and the soldiers' tents burned.", []),
        ("Fighters of the '90s came back.", []),
        ("\"He told me 'go home',\" she said.", ["He told me 'go home'"]),
    ],
)
def test_single_marks(text: str, expected: list[str]) -> None:
    assert [q.inner.of(text) for q in quotes(text)] == expected


def test_an_inch_mark_opens_no_quote() -> None:
    assert quotes('The shell was 5" wide.') == []


@given(st.text(alphabet="ab \"“”'`«».,\n", max_size=60))
def test_quotes_lie_in_order_inside_their_paragraph(text: str) -> None:
    inside, found = paragraphs(text), quotes(text)
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(found))
    for quote in found:
        assert quote.outer.holds(quote.inner)
        assert any(p.holds(quote.outer) for p in inside)
        assert quote.inner.of(text).strip()
