"""The questions on one small record."""

from datetime import date, datetime

import pytest

from dateline.ask.open import OpenRecord
from dateline.record.resolve.judge import Judgement
from dateline.record.store import Record
from dateline.reports.copies import Copy
from record.tellings import Telling, full, on


@pytest.fixture
def peace():
    with Record.open(":memory:") as record:
        record.add([full().pair])
        yield OpenRecord(record)


def only(table):
    (row,) = table.to_pylist()
    return row


def test_statements_by_surname_and_about(peace):
    row = only(peace.statements(by="Perez", about="river council"))
    assert row["speaker"] == "Ana Perez"
    assert row["content"] == "the River Council backed the League"
    assert row["sentence"] == "Envoy Ana Perez said the River Council backed the League."
    assert row["published"] == datetime(2018, 12, 13, 9)
    assert peace.statements(by="River Council").num_rows == 0
    assert peace.statements(about="counci").num_rows == 0


def test_several_stretches_of_content_are_one_statement():
    told = Telling("two", "We wait. She said: we hope.")
    told.statement("We wait … we hope", anonymous="she")
    with Record.open(":memory:") as record:
        record.add([told.pair])
        row = only(OpenRecord(record).statements())
        assert (row["content"], row["speaker"], row["anonymous"]) == ("We wait … we hope", None, "she")


def test_events(peace):
    row = only(peace.events(type="assault", by="Coastal League", place="Ardan"))
    assert (row["actors"], row["trigger"], row["date"]) == (["Coastal League"], "bombed", date(2018, 12, 10))
    assert row["attributed_to"] == "Ana Perez"
    assert peace.events(type="AGREE").num_rows == 0
    assert peace.events(to="Coastal League").num_rows == 0
    assert peace.events(place="Elsewhere").num_rows == 0


def test_meetings(peace):
    row = only(peace.meetings(status="scheduled", who="Coastal League"))
    assert (row["venue"], row["participants"]) == ("Ardan", ["Coastal League", "River Council"])
    assert peace.meetings(status="held").num_rows == 0


def test_proposals_with_answers(peace):
    row = only(peace.proposals(by="Ana Perez", to="Coastal League", kind="ceasefire", about="truce"))
    assert (row["terms"], row["condition"]) == ("a truce", "unless the shelling goes on")
    assert row["responses"] == [{"by": "Coastal League", "response": "rejects", "words": "the League refused it"}]
    assert row["takes_effect"] == date(2018, 12, 18)


def test_who(peace):
    row = only(peace.who("perez"))
    assert (row["name"], row["key"], row["statements"]) == ("Ana Perez", "name:person:col:ana perez", 1)
    assert peace.who("Nobody").num_rows == 0
    assert peace.who("").num_rows == 0


def test_nothing_is_known_before_it_was_published(peace):
    for table in (
        peace.timeline(as_of="2018-12-12"),
        peace.statements(as_of="2018-12-12"),
        peace.events(as_of=date(2018, 12, 12)),
        peace.meetings(as_of="2018-12-12"),
        peace.proposals(as_of="2018-12-12"),
        peace.figures(as_of="2018-12-12"),
        peace.who("Ana Perez", as_of="2018-12-12"),
    ):
        assert table.num_rows == 0
    assert peace.statements(as_of="2018-12-13").num_rows == 1
    with pytest.raises(ValueError, match="yesterday"):
        peace.timeline(as_of="yesterday")


def counted(id, words, value, published="2018-12-13", **more):
    told = Telling(id, f"In Ardan {words} were killed.", published)
    ardan = told.place("Ardan")
    told.figure(words, value, **({"population": "people", "place": ardan} | more))
    return told.pair


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (("500 people", 500, {}), ("500 people", 500, {}), False),
        (("500 people", 500, {}), ("at least 400 people", 400, {"qualifier": "at least"}), False),
        (("500 people", 500, {}), ("at least 700 people", 700, {"qualifier": "at least"}), True),
        (("500 people", 500, {}), ("about 520 people", 520, {"qualifier": "about"}), False),
        (("500 people", 500, {}), ("up to 900 people", 900, {"qualifier": "up to"}), False),
        (("500 people", 500, {}), ("hundreds", None, {"low": 200, "high": 999}), False),
        (("500 people", 500, {}), ("300 people", 300, {}), True),
        (("500 people", 500, {}), ("300 men", 300, {"population": "men"}), False),
        (("500 people", 500, {}), ("300 people", 300, {"place": None}), False),
        (
            ("500 people", 500, {"period": on("2018-12-01")}),
            ("300 people", 300, {"period": on("2018-12-02")}),
            False,
        ),
    ],
)
def test_figures_side_by_side_differ_only_where_they_cannot_both_be_true(one, other, differs):
    with Record.open(":memory:") as record:
        record.add([counted("a", one[0], one[1], **one[2]), counted("b", other[0], other[1], **other[2])])
        rows = OpenRecord(record).figures(measure="killed").to_pylist()
        assert [r["differs"] for r in rows] == [None if r["place"] is None else differs for r in rows]
        assert len(rows) == 2


def test_figures_are_never_summed_and_copies_count_once():
    with Record.open(":memory:") as record:
        pairs = [counted(id, "500 people", 500, f"2018-12-1{id}") for id in "123"]
        record.add(pairs, copies=[Copy("2", "1", "copy", 1.0, 1.0)])
        rows = OpenRecord(record).figures(place="Ardan").to_pylist()
        assert [(r["report_id"], r["value"], r["side_by_side"]) for r in rows] == [
            ("1", 500, 2),
            ("3", 500, 2),
        ]
        assert rows[0]["also_carried_by"] == ["2.example"]


def test_a_judgement_joins_and_a_later_one_parts_again():
    with Record.open(":memory:") as record:
        for id, name in (("a", "NSF"), ("b", "National Salvation Front")):
            told = Telling(id, f"The {name} left.")
            told.actor(name)
            record.add([told.pair])
        keys = {r["name"]: r["key"] for r in OpenRecord(record).who("NSF").to_pylist()}
        pair = (keys["NSF"], "name:organisation::national salvation front")
        record.judge([Judgement(*pair, "positive", "its own seal")], by="J. Editor")
        row = only(OpenRecord(record).who("National Salvation Front"))
        assert (row["names"], row["reports"]) == (["NSF", "National Salvation Front"], 2)
        record.judge([Judgement(*pair, "negative", "a namesake")], by="J. Editor")
        assert only(OpenRecord(record).who("National Salvation Front"))["reports"] == 1
