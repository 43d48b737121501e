"""Scores become stretches: contents, the source, and one cue for each word."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.readings.attributions.decode import compete, contents, source

SCORES = arrays(np.float32, st.tuples(st.integers(1, 30), st.just(4)), elements=st.floats(-20, 20, width=32))


def scores(inside: str, begins: str = "", ends: str = "", by: str = "") -> np.ndarray:
    """Scores of tokens, one a letter: ``x`` is likely, anything else is not."""
    width = len(inside)
    rows = [[5.0 if c == "x" else -5.0 for c in row.ljust(width, ".")] for row in (inside, by, begins, ends)]
    return np.array(rows, dtype=np.float32).T


def test_a_stretch_from_its_first_to_its_last_token() -> None:
    assert contents(scores("..xxx..", "..x....", "....x..")) == [(2, 5)]


def test_two_stretches_around_a_cue() -> None:
    assert contents(scores("xx..xxx", "x...x..", ".x....x")) == [(0, 2), (4, 7)]


def test_two_stretches_side_by_side() -> None:
    assert contents(scores("xxxx", "x.x.", ".x.x")) == [(0, 2), (2, 4)]


def test_a_doubtful_word_inside_a_stretch_stays_in_it() -> None:
    assert contents(scores("xx.xx", "x....", "....x")) == [(0, 5)]


def test_nothing_where_nothing_is_likely() -> None:
    assert contents(scores(".....")) == []
    assert source(scores(".....")) is None


def test_the_source_runs_over_a_comma() -> None:
    assert source(scores("......", by="xx.x..")) == (0, 4)
    assert source(scores("......", by="x....x")) in ((0, 1), (5, 6))


@given(SCORES)
def test_stretches_lie_in_order_and_inside(given: np.ndarray) -> None:
    found = contents(given)
    assert all(0 <= a < b <= len(given) for a, b in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_a_word_is_one_cues_at_most() -> None:
    strong, weak = compete([scores("xxx"), scores("xxx") * 0.5])
    assert (strong[:, 0] > 0).all()
    assert (weak[:, 0] < 0).all()


def test_a_cue_alone_keeps_its_scores() -> None:
    (alone,) = compete([scores("x.x")])
    assert np.allclose(alone, scores("x.x"), atol=1e-3)
