"""Which tellings are of one round of talks, and the steps of its life."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dateline.across.rounds import Days
from dateline.ask.open import OpenRecord
from dateline.record.resolve.judge import Judgement
from dateline.record.store import Record
from record.tellings import Telling, on, own_words

TALKS = "Peace talks in Ardan"


def telling(id, published, words, status, day=None, venue="Ardan", who=(), name=TALKS):
    text = f"{name} {words}. {', '.join(who)} came. The Coastal League shelled the Republic Guard."
    told = Telling(id, text + own_words(id), published)
    spot = told.place(venue, "city", geonames_id=len(venue)) if venue else None
    parties = tuple(told.actor(party, "armed_group", country="YEM") for party in who)
    told.meeting(name, status, venue=spot, when=day, participants=parties)
    league = told.actor("Coastal League", "armed_group", country="YEM")
    told.event("ASSAULT", "shelling", "shelled", actors=(league,), when=None)
    return told.pair


def talks(pairs, **which):
    with Record.open(":memory:") as record:
        record.add(pairs)
        return OpenRecord(record).talks(**which).to_pylist()


def lives(rows):
    return sorted({row["life"] for row in rows})


SLIPPING = [
    telling("a", "2018-01-11", "are planned", "scheduled", on("2018-01-25")),
    telling("b", "2018-01-28", "were pushed back", "scheduled", on("2018-01-29")),
    telling("c", "2018-01-30", "opened", "under_way", on("2018-01-29")),
    telling("d", "2018-02-04", "were halted", "suspended", on("2018-02-03")),
    telling("e", "2018-02-11", "collapsed last week", "collapsed", on("2018-01-29", "2018-02-04")),
    telling("f", "2018-02-12", "are to resume", "scheduled", on("2018-02-25")),
    telling("g", "2018-03-14", "resumed", "resumed", on("2018-03-14")),
]


def test_a_round_has_one_life_with_every_day_that_slipped():
    rows = talks(SLIPPING)
    assert [(r["status"], str(r["date"]), str(r["moved_from"] or "")) for r in rows] == [
        ("scheduled", "2018-01-25", ""),
        ("scheduled", "2018-01-29", "2018-01-25"),
        ("under_way", "2018-01-29", ""),
        ("suspended", "2018-02-03", ""),
        ("scheduled", "2018-02-25", ""),
        ("resumed", "2018-03-14", ""),
    ]
    assert lives(rows) == [
        "2018-01-25 → 2018-01-29 → under way 2018-01-29 → suspended 2018-02-03 → 2018-02-25 → resumed 2018-03-14"
    ]
    assert {r["state"] for r in rows} == {"resumed"}


def test_a_loose_telling_of_the_end_is_the_same_step_and_its_word_is_shown():
    step = next(r for r in talks(SLIPPING) if r["status"] == "suspended")
    assert (step["also_told_as"], step["sources"], step["first_told"]) == (["collapsed"], 2, date(2018, 2, 4))


def test_what_was_known_on_a_day_has_no_later_step():
    assert lives(talks(SLIPPING, as_of="2018-02-03")) == ["2018-01-25 → 2018-01-29 → under way 2018-01-29"]


def test_what_happened_by_a_day_is_told_with_all_that_is_known():
    rows = talks(SLIPPING, happened_by="2018-02-05")
    assert [r["status"] for r in rows] == ["scheduled", "scheduled", "under_way", "suspended"]
    assert rows[-1]["also_told_as"] == ["collapsed"]


def test_talks_in_two_towns_are_two_rounds():
    pairs = [
        telling("a", "2018-01-11", "are planned", "scheduled", on("2018-01-25")),
        telling(
            "b", "2018-01-11", "are on", "under_way", on("2018-01-11"), venue="Belmar", name="Peace talks in Belmar"
        ),
    ]
    assert len(lives(talks(pairs))) == 2


def test_meetings_of_other_people_on_the_day_are_other_meetings():
    pairs = [
        telling("a", "2018-01-11", "is on", "held", on("2018-01-10"), None, ("Hill Front", "Red Army"), "A meeting"),
        telling("b", "2018-01-11", "is on", "held", on("2018-01-10"), None, ("Blue Guard", "Sea League"), "A meeting"),
        telling("c", "2018-01-12", "is on", "held", on("2018-01-10"), None, ("Hill Front", "Red Army"), "A meeting"),
    ]
    assert sorted(r["sources"] for r in talks(pairs)) == [1, 2]


def test_talks_long_after_are_another_round():
    pairs = [
        telling("a", "2018-01-11", "collapsed", "collapsed", on("2018-01-10")),
        telling("b", "2018-09-11", "opened", "under_way", on("2018-09-10")),
    ]
    assert len(lives(talks(pairs))) == 2


def test_talks_that_stand_so_or_that_somebody_attends():
    pairs = [
        telling("a", "2018-01-11", "collapsed", "collapsed", on("2018-01-10"), who=("Hill Front",)),
        telling("b", "2018-01-11", "is on", "held", on("2018-01-10"), "Belmar", ("Sea League",), "A summit in Belmar"),
    ]
    assert [r["name"] for r in talks(pairs, status="held")] == ["A summit in Belmar"]
    assert [r["name"] for r in talks(pairs, who="Hill Front")] == [TALKS]
    assert talks(pairs, about="no such words") == []


def test_the_timeline_has_a_line_a_step_and_shows_what_tellings_differ_in():
    with Record.open(":memory:") as record:
        record.add(SLIPPING)
        lines = [row for row in OpenRecord(record).timeline().to_pylist() if row["kind"] == "talks"]
    (end,) = (row for row in lines if row["status"] == "suspended")
    assert (end["date"], end["tellings"], end["other_states"]) == (date(2018, 2, 3), 2, ["collapsed"])
    assert end["other_days"] == ["2018-01-29 to 2018-02-04"]
    assert len(lines) == 6


def test_what_people_judge_goes_before_what_is_alike():
    with Record.open(":memory:") as record:
        record.add(SLIPPING)
        peace = OpenRecord(record)
        keys = {row["status"]: row["keys"] for row in peace.talks().to_pylist()}
        (resumed,), opened = keys["resumed"], keys["under_way"][0]
        apart = Judgement(resumed, opened, "negative", "another round")
        record.judge([apart], by="J. Editor")
        assert len(lives(peace.talks().to_pylist())) == 2
        record.judge([replace(apart, verdict="positive")], by="J. Editor")
        assert len(lives(peace.talks().to_pylist())) == 1


def test_two_events_are_parted_or_put_together_by_judgement():
    def raid(id, who):
        told = Telling(id, f"{id}: The {who} raided Ardan.", "2018-12-13")
        one = told.actor(who, "armed_group", country="YEM")
        spot = told.place("Ardan", "city", geonames_id=5)
        told.event("ASSAULT", "raid", "raided", actors=(one,), place=spot, when=on("2018-12-10"))
        return told.pair

    with Record.open(":memory:") as record:
        record.add([raid("a", "Hill Front"), raid("b", "Hill Front"), raid("c", "Sea League")])
        peace = OpenRecord(record)
        assert sorted(r["tellings"] for r in peace.timeline().to_pylist()) == [1, 2]
        key = "event:{}:ev0".format
        record.judge([Judgement(key("a"), key("b"), "negative", "two raids")], by="J. Editor")
        assert [r["tellings"] for r in peace.timeline().to_pylist()] == [1, 1, 1]
        record.judge([Judgement(key("b"), key("c"), "positive", "one raid")], by="J. Editor")
        assert sorted(r["tellings"] for r in peace.timeline().to_pylist()) == [1, 2]
        assert peace.is_telling(key("a"))
        assert not peace.is_telling("event:nowhere:ev0")


DAY = st.integers(0, 60).map(lambda n: date(2018, 1, 1) + timedelta(n))
SPAN = st.lists(DAY, min_size=2, max_size=2).map(sorted)


@given(st.lists(SPAN), SPAN)
def test_days_meet_those_that_share_one(spans, asked):
    days = Days()
    for span in spans:
        days.add(*span)
    assert days.meet(*asked) == any(first <= asked[1] and asked[0] <= last for first, last in spans)
    assert all(last < first for last, first in zip(days.lasts, days.firsts[1:], strict=False))
