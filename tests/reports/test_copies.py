"""Copies and versions of one report."""

from datetime import datetime
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reports.copies import Copy, sketch
from dateline.reports.copies import link as link_pairs
from dateline.reports.report import Report

WORDS = [
    f"{a}{b}"
    for a in ["ba", "ke", "mi", "no", "ru", "sa", "te", "vo"]
    for b in ["dan", "fel", "gor", "lim", "nos", "par", "sut", "wen"]
]


def link(reports: list[Report]) -> list[Copy]:
    return link_pairs(reports, combinations([r.id for r in reports], 2))


def story(seed: int, words: int = 120) -> str:
    return " ".join(Random(seed).choices(WORDS, k=words))


def report(name: str, text: str, day: int | None = None) -> Report:
    return Report(id=name, text=text, published=datetime(2016, 2, day) if day else None)


def test_copies_versions_and_strangers() -> None:
    first = story(1)
    reports = [
        report("wire", first, 1),
        report("carried", first.capitalize() + "!", 2),
        report("updated", " ".join(first.split()[:90]) + " " + story(2, 60), 3),
        report("other", story(3), 1),
    ]
    found = {(c.report_id, c.origin_id, c.kind) for c in link(reports)}
    assert found == {("carried", "wire", "copy"), ("updated", "wire", "version")}


def test_the_origin_is_the_earliest_then_the_smallest_id() -> None:
    text = story(1)
    assert [c.origin_id for c in link([report("a", text), report("b", text, 5)])] == ["b"]
    assert [c.origin_id for c in link([report("b", text, 5), report("a", text, 5)])] == ["a"]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(60, 120), st.one_of(st.none(), st.integers(1, 28))),
        max_size=8,
    ),
    st.randoms(),
)
def test_the_order_of_reports_does_not_matter(rows: list[tuple[int, int, int | None]], random: Random) -> None:
    reports = [report(f"r{n}", story(seed)[: 6 * size], day) for n, (seed, size, day) in enumerate(rows)]
    shuffled = reports[:]
    random.shuffle(shuffled)
    assert link(shuffled) == link(reports)
    assert all(c.report_id != c.origin_id and 0 < c.jaccard <= c.containment <= 1 for c in link(reports))


def test_short_texts_are_no_copies() -> None:
    assert link([report("a", "Talks opened."), report("b", "Talks opened.")]) == []


def test_texts_that_share_most_of_their_words_share_a_band_and_others_do_not() -> None:
    first = story(1)
    updated = " ".join(first.split()[:90]) + " " + story(2, 60)
    bands = set(sketch(first))
    assert bands & set(sketch(updated))
    assert bands == set(sketch(first.capitalize() + "!"))
    assert not any(bands & set(sketch(story(n))) for n in range(3, 60))


def test_sketches_are_the_same_on_every_machine() -> None:
    # Records keep them: where this changes, the sketches of older records must be made anew.
    assert sketch(story(1))[:2] == [-2673141616563973902, 4563379020035090210]
