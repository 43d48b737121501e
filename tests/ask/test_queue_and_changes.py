"""What to check first, what changed, where it happened, and one report as it was read."""

import pytest

from dateline.ask.open import OpenRecord
from dateline.record.resolve.judge import Judgement
from dateline.record.store import Record
from record.tellings import Telling, full, on


def raid(id, published, *, place="Ardan", day="2018-12-10"):
    told = Telling(id, f"The Coastal League bombed {place} on Monday.", published, title=f"Raid on {place}")
    league = told.actor("Coastal League", "armed_group", country="YEM")
    there = told.place(place, lat=14.0, lon=44.0, precision="exact")
    told.event("ASSAULT", "airstrike", "bombed", actors=(league,), place=there, when=on(day) if day else None)
    return told.pair


@pytest.fixture
def peace():
    """A record of reports that differ in how sure their lines are."""
    with Record.open(":memory:") as record:
        record.add([full("full").pair, raid("a", "2018-12-11"), raid("b", "2018-12-12", place="Tal Amar", day=None)])
        yield OpenRecord(record)


def the(peace, question, **which):
    return getattr(peace, question)(**which).to_pylist()


def test_the_queue_goes_by_harm_and_doubt_and_says_why(peace):
    rows = the(peace, "queue")
    checks = [row for row in rows if row["task"] == "check"]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert all(0 < row["doubt"] < 1 and row["sentence"] for row in checks)
    (undated,) = (row for row in checks if row["report_id"] == "b")
    assert any("no day in the text" in doubt for doubt in undated["doubts"])


def test_what_was_reviewed_leaves_the_queue(peace):
    peace.record.review("a", "event", "ev0", "accept", reason="it says so", by="Ana Editor")
    assert not any(row["report_id"] == "a" and row["task"] == "check" for row in the(peace, "queue"))


def test_two_tellings_that_may_be_one_are_a_task_until_they_are_judged():
    with Record.open(":memory:") as record:
        one, other = raid("a", "2018-12-11"), raid("b", "2018-12-12", place="Tal Amar")
        for pair in (one, other):
            record.add([pair])
        peace = OpenRecord(record)
        # Told of two places they are two; without a place they may be one.
        assert [row["task"] for row in the(peace, "queue")] == ["check", "check"]
        record.review("b", "event", "ev0", "correct", changes={"place": None}, reason="not told", by="Ana Editor")
        (pair,) = (row for row in the(peace, "queue") if row["task"] == "join")
        assert {pair["left"], pair["right"]} == {"event:a:ev0", "event:b:ev0"}
        record.judge([Judgement(pair["left"], pair["right"], "negative", "two raids")], by="Ana Editor")
        assert not any(row["task"] == "join" for row in the(peace, "queue"))


def test_actors_left_unsure_are_a_task(peace):
    peace.record.judge(
        [Judgement("registry:group:coast", "name:armed_group:yem:coastal league", "unsure", "?")], by="x"
    )
    (pair,) = (row for row in the(peace, "queue") if row["kind"] == "actor")
    assert pair["task"] == "join"
    assert "Coastal League" in pair["left_says"]


def test_changes_tell_what_was_added_corrected_and_removed_with_why(peace):
    assert {row["change"] for row in the(peace, "changes")} == {"added"}
    peace.record.review("a", "event", "ev0", "correct", changes={"mode": "shelling"}, reason="shells", by="Ana Editor")
    peace.record.review("full", "figure", "fi0", "reject", reason="another raid", by="Ana Editor")
    peace.record.withdraw("b", reason="the agency withdrew it", by="Ana Editor")
    rows = the(peace, "changes")
    told = {(row["report_id"], row["item"]): row for row in rows}
    assert told["a", "event"]["change"] == "corrected"
    assert told["a", "event"]["reason"] == "shells"
    assert told["full", "figure"]["change"] == "removed"
    assert told["full", "figure"]["reason"] == "another raid"
    assert told["b", "event"]["change"] == "removed"
    assert told["b", "event"]["reason"] == "the agency withdrew it"
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    assert {row["report_id"] for row in the(peace, "changes", about="Tal Amar")} == {"b"}
    assert the(peace, "changes", since="2999-01-01") == []
    assert len(the(peace, "changes", limit=2)) == 2


def test_places_have_their_lines_and_never_a_point_that_is_not_told(peace):
    rows = {row["name"]: row for row in the(peace, "places")}
    assert rows["Tal Amar"]["lat"] == 14.0
    assert rows["Tal Amar"]["lines"] == 1
    assert rows["Ardan"]["kinds"]
    assert the(peace, "places", about="Tal Amar")[0]["name"] == "Tal Amar"


def test_timeline_filters_go_together(peace):
    assert {row["report_id"] for row in the(peace, "timeline", place="Tal Amar")} == {"b"}
    assert {row["report_id"] for row in the(peace, "timeline", actor="Coastal League", outlet="a.example")} == {"a"}
    assert the(peace, "timeline", actor="Coastal League", place="Nowhere") == []


def test_a_report_has_its_text_and_every_item_with_its_words(peace):
    peace.record.review("full", "figure", "fi0", "reject", reason="another raid", by="Ana Editor")
    found = peace.report("full")
    text = found["report"]["text"]
    assert {item["item"] for item in found["items"]} >= {"actor", "event", "statement", "meeting", "proposal"}
    for item in (*found["items"], *found["rejected"]):
        for span in item["spans"]:
            assert text[span["start"] : span["end"]] == span["quote"]
    (event,) = (item for item in found["items"] if item["item"] == "event")
    assert event["actors_name"] == ["Coastal League"]
    assert event["words"] == "bombed"
    assert [item["item"] for item in found["rejected"]] == ["figure"]
    assert peace.report("nothing") is None


def test_reports_are_found_by_their_words(peace):
    (row,) = the(peace, "reports", holds="tal amar")
    assert row["report_id"] == "b"
    assert "Tal Amar" in row["passage"]
    assert [row["report_id"] for row in the(peace, "reports")] == ["full", "b", "a"]
