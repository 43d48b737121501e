"""Sentences around spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.sentences import around, sentences
from dateline.span import Span

ODD = st.text(alphabet="ab A.!?\"'\n U.N", max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ('"We go on." She left.', ['"We go on."', "She left."]),
        (
            "Mr. Deng met Gen. Akol on Feb. 3. They spoke.",
            ["Mr. Deng met Gen. Akol on Feb. 3.", "They spoke."],
        ),
        ("It cost 3.5 million. No. 4 fell.", ["It cost 3.5 million.", "No. 4 fell."]),
        ("Head\n\nBody text.", ["Head", "Body text."]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert [s.of(text) for s in sentences(text)] == expected


@given(ODD, st.integers(0, 79), st.integers(1, 20))
def test_the_sentence_holds_the_span(text, start, length):
    span = Span(start, start + length)
    if span.end <= len(text):
        assert around(sentences(text), span).holds(span)


@given(ODD)
def test_no_letter_is_lost(text):
    covered = "".join(s.of(text) for s in sentences(text))
    assert "".join(covered.split()) == "".join(text.split())
