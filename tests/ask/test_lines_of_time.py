"""The timeline: order, weight, tellings of one happening, copies, and the two clocks."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ask.open import OpenRecord
from dateline.record.store import Record
from dateline.reports.copies import Copy
from record.tellings import Telling, full, on, own_words


def raid(id, published="2018-12-13", *, text=None, day="2018-12-10", who="Coastal League", place=None, **more):
    told = Telling(
        id, text or f"{id}: The {who} raided Republic Guard posts near Ardan and Belmar.{own_words(id)}", published
    )
    one = told.actor(who, "armed_group", country="YEM")
    other = told.actor("Republic Guard", "armed_group", country="YEM")
    spot = told.place(place, geonames_id=len(place)) if place else None
    fields = {"actors": (one,), "recipients": (other,), "when": on(day), "place": spot} | more
    told.event("ASSAULT", "raid", "raided", **fields)
    return told.pair


def timeline(pairs, copies=(), **question):
    with Record.open(":memory:") as record:
        record.add(pairs, (), copies)
        return OpenRecord(record).timeline(**question).to_pylist()


def test_every_kind_of_line_in_the_order_of_days():
    rows = timeline([full().pair])
    assert [(r["kind"], str(r["date"])) for r in rows] == [
        ("event", "2018-12-10"),
        ("figure", "2018-12-13"),
        ("talks", "2018-12-14"),
        ("forecast", "2018-12-14"),
        ("proposal", "2018-12-18"),
    ]
    first = rows[0]
    assert (first["who"], first["whom"], first["what"], first["place"]) == (
        ["Coastal League"],
        [],
        "bombed",
        "Ardan",
    )
    assert (first["status"], first["said_by"], first["date_basis"]) == ("happened", "Ana Perez", "stated")
    assert first["sentence"] == "The Coastal League bombed Ardan 🕊 on Monday, killing at least 40 people."
    assert (rows[1]["date_basis"], rows[1]["said_by"]) == ("publication", "Ana Perez")


def test_every_word_is_the_reports_own():
    text = full().report.text
    for row in timeline([full().pair]):
        assert row["what"] in text
        assert row["sentence"] in text
        assert all(name in text for name in (*row["who"], *row["whom"], row["place"] or ""))


def test_the_happening_that_two_sources_tell_is_one_line():
    (row,) = timeline([raid("a"), raid("b", "2018-12-12")])
    assert (row["tellings"], row["outlets"], row["report_id"]) == (2, ["a.example", "b.example"], "b")


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2018-12-11"},
        {"who": "Northern Front"},
        {"factuality": "denied"},
        {"factuality": "planned"},
        {"recipients": ()},
        {"when": None},
        {"when": on("2018-12-10", basis="publication")},
        {"when": on("2018-12-10", "2018-12-12")},
    ],
)
def test_what_may_be_another_happening_stays_apart(other):
    assert [r["tellings"] for r in timeline([raid("a"), raid("b", **other)])] == [1, 1]


def test_tellings_from_different_places_stay_apart():
    one, other, unplaced = raid("a", place="Ardan"), raid("b", place="Belmar"), raid("c")
    assert len(timeline([one, other])) == 2
    assert len(timeline([one, unplaced])) == 1
    assert len(timeline([one, other, unplaced])) == 3


def test_actors_known_by_a_surname_alone_unite_nothing():
    pairs = []
    for id in "ab":
        told = Telling(id, f"{id}: Horak met Akol.")
        parties = tuple(told.actor(name, "person") for name in ("Horak", "Akol"))
        told.event("CONSULT", "meet", "met", actors=parties, when=on("2018-12-10"))
        pairs.append(told.pair)
    assert len(timeline(pairs)) == 2


def test_two_who_meet_are_one_meeting_whoever_is_named_first():
    pairs = []
    for id, names in (("a", ("Ivan Horak", "Deng Akol")), ("b", ("Deng Akol", "Ivan Horak"))):
        told = Telling(id, f"{id}: {names[0]} met {names[1]}.")
        one, other = (told.actor(name, "person") for name in names)
        told.event("CONSULT", "meet", "met", actors=(one,), recipients=(other,), when=on("2018-12-10"))
        pairs.append(told.pair)
    assert [r["tellings"] for r in timeline(pairs)] == [2]


def test_a_meeting_and_the_verb_that_tells_it_are_one_line():
    told = Telling("a", "Ivan Horak met Deng Akol before the talks in Ardan collapsed.")
    one, other = (told.actor(name, "person") for name in ("Ivan Horak", "Deng Akol"))
    told.meeting("Ivan Horak met Deng Akol", "held", participants=(one, other), when=on("2018-12-10"))
    told.event("CONSULT", "meet", "met", actors=(one, other), when=on("2018-12-10"))
    told.meeting("the talks in Ardan", "collapsed", when=on("2018-12-10"))
    told.event("REJECT", "collapse", "collapsed", when=on("2018-12-10"))
    told.event("REJECT", "collapse", "collapsed", when=on("2018-12-11"))
    assert [(r["what"], r["type"]) for r in timeline([told.pair])] == [
        ("Ivan Horak met Deng Akol", "held"),
        ("the talks in Ardan", "collapsed"),
        ("collapsed", "REJECT"),
    ]


def test_a_copy_counts_once_and_is_named():
    text = "The Coastal League raided Republic Guard posts."
    pairs = [raid("a", "2018-12-12", text=text), raid("b", text=text)]
    (row,) = timeline(pairs, [Copy("b", "a", "copy", 1.0, 1.0)])
    assert (row["tellings"], row["also_carried_by"], row["report_id"]) == (1, ["b.example"], "a")


def test_what_only_the_later_version_tells_is_kept():
    text = "The Coastal League raided Republic Guard posts."
    later = Telling("b", text + " The Northern Front withdrew.")
    front = later.actor("Northern Front", "armed_group", country="YEM")
    later.event("RETREAT", "withdraw", "withdrew", actors=(front,), when=on("2018-12-11"))
    rows = timeline([raid("a", "2018-12-12", text=text), later.pair], [Copy("b", "a", "version", 0.7, 1.0)])
    assert [(r["what"], r["report_id"]) for r in rows] == [("raided", "a"), ("withdrew", "b")]


def test_as_of_a_day_the_copy_stands_where_its_origin_is_not_out_yet():
    text = "The Coastal League raided Republic Guard posts."
    pairs = [raid("a", "2018-12-14", text=text), raid("b", "2018-12-13", text=text)]
    (row,) = timeline(pairs, [Copy("a", "b", "copy", 1.0, 1.0)], as_of="2018-12-13")
    assert (row["report_id"], row["also_carried_by"]) == ("b", [])


def test_a_report_without_a_date_is_in_no_past():
    pairs = [raid("a", None)]
    assert len(timeline(pairs)) == 1
    assert timeline(pairs, as_of="2030-01-01") == []


def test_the_limit_keeps_what_weighs_most_in_the_order_of_days():
    told = Telling(
        "a",
        "They agreed a truce. The city fell. Some were praised. An old raid is recalled. Talks may go on.",
    )
    told.event("SUPPORT", "backing", "praised", when=on("2018-12-01"))
    told.event("ASSAULT", "capture", "fell", when=on("2018-12-11"))
    told.event("AGREE", "ceasefire", "agreed", when=on("2018-12-09"))
    told.event("ASSAULT", "capture", "raid", when=on("1998-12-09"))
    told.event("CONSULT", "negotiate", "Talks", when=None, factuality="hypothetical")
    assert [r["what"] for r in timeline([told.pair], limit=2)] == ["agreed", "fell"]
    assert [r["what"] for r in timeline([told.pair], limit=3)] == ["praised", "agreed", "fell"]
    whole = timeline([told.pair])
    assert [r["what"] for r in whole] == ["raid", "praised", "agreed", "fell", "Talks"]
    assert whole[0]["rank"] < whole[1]["rank"] * 2
    assert timeline([told.pair], limit=0) == []
    with pytest.raises(ValueError, match="below 0"):
        timeline([told.pair], limit=-1)


def test_a_line_dated_by_its_report_stands_on_that_day_and_says_so():
    rows = timeline([raid("a", when=on("2018-12-01", basis="publication")), raid("b")])
    assert [(r["date"], r["date_basis"]) for r in rows] == [
        (date(2018, 12, 1), "publication"),
        (date(2018, 12, 10), "stated"),
    ]


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ("Coastal League", 1),
        ("Guard", 1),
        ("Ardan", 1),
        ("near ardan", 1),
        ("posts", 1),
        ("post", 0),
        ("", 0),
    ],
)
def test_about(about, found):
    assert len(timeline([raid("a", place="Ardan")], about=about)) == found


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(5)), st.integers(1, 5))
def test_the_order_of_reports_never_changes_the_answers(order, size):
    text = "The Coastal League raided Republic Guard posts."
    told = [
        raid("a", text=text),
        raid("b", "2018-12-12", text=text),
        raid("c", place="Ardan"),
        raid("d", None, who="Northern Front"),
        full().pair,
    ]
    answers = []
    for turn in (range(5), order):
        with Record.open(":memory:") as record:
            pairs = [told[i] for i in turn]
            for at in range(0, 5, size):
                record.add(pairs[at : at + size], (), [Copy("a", "b", "copy", 1.0, 1.0)])
            peace = OpenRecord(record)
            tables = (peace.timeline(), peace.statements(), peace.figures(), peace.who("Coastal League"))
            every = (*tables, peace.timeline(limit=2, about="Coastal League"))
            # When the record learnt of a line is all that the order changes.
            answers.append([[{k: v for k, v in row.items() if k != "added"} for row in t.to_pylist()] for t in every])
    assert answers[0] == answers[1]
