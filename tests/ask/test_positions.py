"""What an actor said on an issue, and where the wording moved."""

from collections.abc import Iterator

import pytest

from dateline.ask.open import OpenRecord
from dateline.ask.positions import stance
from dateline.record.store import Record
from record.tellings import Telling


@pytest.fixture
def asked() -> Iterator[OpenRecord]:
    with Record.open(":memory:") as record:
        for id, day, cue, content in (
            ("a", "2018-12-01", "rejected", "a truce in the port"),
            ("b", "2018-12-03", "said", "the truce was on paper"),
            ("c", "2018-12-05", "agreed", "to a truce in the port"),
            ("d", "2018-12-07", "said", "no truce would hold unless the siege ended"),
        ):
            told = Telling(id, f"Ana Perez {cue} {content}.", published=day)
            told.statement(content, cue=cue, speaker=told.actor("Ana Perez", "person"))
            record.add([told.pair])
        yield OpenRecord(record)


def test_positions_on_an_issue_by_day(asked: OpenRecord) -> None:
    rows = asked.positions("Perez", on="ceasefire").to_pylist()
    assert [(r["stance"], r["moved_from"]) for r in rows] == [
        ("refuses", None),
        ("says", None),
        ("accepts", "refuses"),
        ("conditional", "accepts"),
    ]
    assert rows[0]["sentence"] == "Ana Perez rejected a truce in the port."
    assert rows[0]["cue"] == "rejected"


def test_nothing_is_known_before_it_was_published(asked: OpenRecord) -> None:
    assert asked.positions("Perez", on="ceasefire", as_of="2018-12-03").num_rows == 2


def test_all_issues_and_an_unknown_one(asked: OpenRecord) -> None:
    assert set(asked.positions("Perez")["issue"].to_pylist()) == {"ceasefire", "aid"}
    with pytest.raises(ValueError, match="no issue 'cheese'; there are: ceasefire, talks"):
        asked.positions("Perez", on="cheese")


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "the army would not leave", "refuses"),
        ("urged", "both sides to stop", "wants"),
        ("said", "talks must resume", "wants"),
        ("doubt", "the truce will hold", "doubts"),
        ("said", "it was ready to talk", "accepts"),
        ("said", "the road was open", "says"),
        ("promised", "to return if the shelling stops", "conditional"),
    ],
)
def test_stance_by_wording(cue: str, content: str, expected: str) -> None:
    assert stance(cue, content) == expected
