"""Who stands with or against whom over time."""

from collections.abc import Iterator

import pytest

from dateline.ask.open import OpenRecord
from dateline.record.store import Record
from record.tellings import Telling


@pytest.fixture
def asked() -> Iterator[OpenRecord]:
    with Record.open(":memory:") as record:
        for id, day, verb, sign in (
            ("a", "2018-01-01", "armed", "supports"),
            ("b", "2018-01-05", "funded", "supports"),
            ("c", "2018-06-30", "bombed", "opposes"),
        ):
            told = Telling(id, f"The Green Front {verb} the Blue Guard.", published=day)
            front, guard = told.actor("Green Front"), told.actor("Blue Guard")
            told.alignment(verb, front, guard, sign, means=verb)
            record.add([told.pair])
        yield OpenRecord(record)


def test_an_old_side_fades_and_the_turn_shows(asked: OpenRecord) -> None:
    against, before = asked.alignments(by="Green Front").to_pylist()
    assert (against["stance"], against["turned_from"], against["strength"]) == ("against", "with", 1.0)
    assert not against["contested"]
    assert (before["stance"], before["since"].isoformat(), before["last"].isoformat()) == (
        "with",
        "2018-01-01",
        "2018-01-05",
    )
    assert before["means"] == ["armed", "funded"]
    assert before["sources"] == 2
    # Two sources, each halved after 180 days.
    assert before["strength"] == pytest.approx(1.01, abs=0.005)


def test_nothing_is_known_before_it_was_published(asked: OpenRecord) -> None:
    (only,) = asked.alignments(as_of="2018-02-01").to_pylist()
    assert (only["stance"], only["turned_from"], only["contested"]) == ("with", None, False)


def test_by_and_to(asked: OpenRecord) -> None:
    assert asked.alignments(to="Blue Guard").num_rows == 2
    assert asked.alignments(by="Blue Guard").num_rows == 0
