"""What people say of single items: it stands in every answer, is signed, and can be taken back."""

from datetime import datetime

import pytest

from dateline.ask.open import OpenRecord
from dateline.record.reviews import HEADS, correctable
from dateline.record.schema import items, kinds
from dateline.record.store import Record
from dateline.reports.copies import Copy
from record.tellings import Telling, full, on


@pytest.fixture
def peace():
    """A record with one report of all kinds of items."""
    with Record.open(":memory:") as record:
        record.add([full().pair])
        yield OpenRecord(record)


def say(peace, kind, item, verdict, **more):
    return peace.record.review("full", kind, item, verdict, reason="read it", by="Ana Editor", **more)


def the(peace, question, **which):
    return getattr(peace, question)(**which).to_pylist()


def test_a_rejected_item_is_in_no_answer_and_comes_back_when_that_is_taken_back(peace):
    assert [row["type"] for row in the(peace, "events")] == ["ASSAULT"]
    review = say(peace, "event", "ev0", "reject")
    assert the(peace, "events") == []
    assert not any(row["kind"] == "event" for row in the(peace, "timeline"))
    peace.record.undo(review, by="Ana Editor", reason="it was right")
    assert [row["type"] for row in the(peace, "events")] == ["ASSAULT"]
    with pytest.raises(ValueError, match="no review"):
        peace.record.undo(review, by="Ana Editor", reason="again")


def test_taking_back_a_correction_brings_back_the_one_before_it(peace):
    say(peace, "figure", "fi0", "correct", changes={"value": 41})
    second = say(peace, "figure", "fi0", "correct", changes={"value": 42})
    assert the(peace, "figures")[0]["value"] == 42
    peace.record.undo(second, by="Ana Editor", reason="a slip")
    assert the(peace, "figures")[0]["value"] == 41


@pytest.mark.parametrize(
    ("kind", "item", "changes", "question", "field", "reads"),
    [
        ("event", "ev0", {"factuality": "planned"}, "events", "factuality", "planned"),
        ("event", "ev0", {"actors": ["ac2"]}, "events", "actors", ["River Council"]),
        ("event", "ev0", {"place": None}, "events", "place", None),
        ("event", "ev0", {"when": "2018-12-09/2018-12-10"}, "events", "date_end", datetime(2018, 12, 10).date()),
        ("statement", "st0", {"speaker": "ac2"}, "statements", "speaker", "River Council"),
        ("figure", "fi0", {"value": None, "low": 40, "high": 49}, "figures", "high", 49),
        ("proposal", "pr0", {"kind": "aid_access", "by": []}, "proposals", "kind", "aid_access"),
        ("alignment", "al0", {"sign": "opposes"}, "alignments", "stance", "against"),
        ("forecast", "fo0", {"polarity": "will_not"}, "forecasts", "polarity", "will_not"),
        ("place", "pl0", {"name": "Old Ardan"}, "places", "name", "Old Ardan"),
        ("actor", "ac0", {"name": "The League"}, "actors", "name", "The League"),
    ],
)
def test_a_correction_is_what_every_answer_says(peace, kind, item, changes, question, field, reads):
    say(peace, kind, item, "correct", changes=changes)
    assert reads in [row[field] for row in the(peace, question)]


def test_a_corrected_state_and_day_of_talks_are_those_of_its_step(peace):
    say(peace, "meeting", "me0", "correct", changes={"status": "suspended", "when": "2018-12-13"})
    (step,) = the(peace, "talks")
    assert (step["status"], str(step["date"]), step["date_basis"]) == ("suspended", "2018-12-13", "review")


def test_what_was_said_of_a_line_stands_with_it(peace):
    say(peace, "meeting", "me0", "accept")
    (line,) = (row for row in the(peace, "timeline") if row["item"] == "meeting")
    assert (line["review"], line["reviewed_by"]) == ("accept", "Ana Editor")
    (review,) = the(peace, "reviews")
    assert review["by"] == "Ana Editor"
    assert review["at"]
    assert review["stands"]
    assert review["reason"] == "read it"


@pytest.mark.parametrize(
    ("kind", "item", "verdict", "changes", "told"),
    [
        ("event", "ev9", "accept", None, "no event ev9"),
        ("nothing", "ev0", "accept", None, "no nothing"),
        ("event", "ev0", "perhaps", None, "accept, correct, reject"),
        ("event", "ev0", "correct", None, "says what changes"),
        ("event", "ev0", "accept", {"mode": "x"}, "says what changes"),
        ("event", "ev0", "correct", {}, "nothing is changed"),
        ("event", "ev0", "correct", {"trigger": [0, 1]}, "no 'trigger'"),
        ("event", "ev0", "correct", {"id": "ev1"}, "no 'id'"),
        ("event", "ev0", "correct", {"type": "DANCE"}, "there are AGREE"),
        ("event", "ev0", "correct", {"actors": "ac0"}, "a list is needed"),
        ("event", "ev0", "correct", {"actors": ["ac9"]}, "no actor of this report"),
        ("event", "ev0", "correct", {"type": None}, "cannot be empty"),
        ("event", "ev0", "correct", {"when": "soon"}, "no day"),
        ("event", "ev0", "correct", {"when": "2018-12-13/2018-12-01"}, "no day"),
        ("figure", "fi0", "correct", {"value": "many"}, "is no float"),
        ("figure", "fi0", "correct", {"value": True}, "is no float"),
        ("figure", "fi0", "correct", {"cumulative": 1}, "is no bool"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(peace, kind, item, verdict, changes, told):
    with pytest.raises(ValueError, match=told):
        say(peace, kind, item, verdict, changes=changes)
    assert the(peace, "reviews") == []


def test_every_kind_has_words_and_fields_that_exist():
    assert set(HEADS) == {kind.name for kind in items()}
    for kind, head in HEADS.items():
        assert head in {field.name for field in kinds()[kind].columns}
        assert correctable(kind)


def twice(id, day, **more):
    told = Telling(id, "The Coastal League bombed Ardan on Monday.", day, **more)
    league = told.actor("Coastal League", "armed_group", country="YEM")
    told.event("ASSAULT", "airstrike", "bombed", actors=(league,), place=told.place("Ardan"), when=on("2018-12-10"))
    return told.pair


def test_a_review_goes_for_the_copies_of_the_report_too():
    with Record.open(":memory:") as record:
        copy = Copy(report_id="b", origin_id="a", kind="same", jaccard=1.0, containment=1.0)
        record.add([twice("a", "2018-12-11"), twice("b", "2018-12-12")], (), [copy])
        record.review("a", "event", "ev0", "reject", reason="no raid", by="Ana Editor")
        assert OpenRecord(record).timeline().to_pylist() == []


def test_a_review_stays_with_its_words_when_the_report_is_read_anew():
    first = Telling("a", "Rebels came. The Coastal League bombed Ardan on Monday.", "2018-12-11")
    first.event("ASSAULT", "airstrike", "bombed", when=on("2018-12-10"))
    again = Telling("a", first.report.text, "2018-12-11")
    again.event("MOBILIZE", "arrive", "came", when=on("2018-12-10"))
    again.event("ASSAULT", "airstrike", "bombed", when=on("2018-12-10"))
    from dataclasses import replace

    from dateline.record.revision import current

    with Record.open(":memory:") as record:
        record.add([first.pair])
        record.review("a", "event", "ev0", "reject", reason="no raid", by="Ana Editor")
        record.add([again.pair], revision=replace(current(), code="another"))
        assert [row["type"] for row in OpenRecord(record).events().to_pylist()] == ["MOBILIZE"]
