"""What became of promises and forecasts: only later positive evidence resolves one."""

import pytest

from dateline.ask.open import OpenRecord
from dateline.record.store import Record
from record.tellings import Telling, on

PROMISE = "withdraw its guns from Ardan"


def promised(id="made", published="2018-12-01", *, forecast=None, horizon=None, who="Coastal League"):
    told = Telling(id, f"The {who} will {PROMISE}, it said.", published)
    league = told.actor(who, "armed_group", country="YEM")
    ardan = told.place("Ardan", geonames_id=7)
    told.event("RETREAT", "withdraw", "withdraw", actors=(league,), place=ardan, factuality="planned")
    if forecast:
        told.forecast(PROMISE, forecast, by=league, horizon=horizon)
    else:
        told.proposal(PROMISE, "withdrawal", "promise", by=(league,), takes_effect=horizon)
    return told.pair


def withdrew(id="done", published="2018-12-06", day="2018-12-05", *, who="Coastal League", place="Ardan", **more):
    told = Telling(id, f"The {who} withdrew its guns from {place} on Wednesday.", published)
    league = told.actor(who, "armed_group", country="YEM")
    spot = told.place(place, geonames_id=len(place) + 2)
    fields = {"actors": (league,), "place": spot, "when": on(day) if day else None} | more
    told.event("RETREAT", "withdraw", "withdrew", **fields)
    return told.pair


def ledger(pairs, item="promises", **which):
    with Record.open(":memory:") as record:
        record.add(pairs)
        return getattr(OpenRecord(record), item)(**which).to_pylist()


def verdict(pairs, item="promises", **which):
    (row,) = ledger(pairs, item, **which)
    return row["verdict"]


def test_a_promise_is_met_by_the_deed_and_both_sentences_are_shown():
    (row,) = ledger([promised(), withdrew()])
    assert (row["verdict"], str(row["verdict_on"])) == ("met", "2018-12-05")
    assert row["sentence"].startswith("The Coastal League will withdraw")
    assert row["outcome"].startswith("The Coastal League withdrew")
    assert (row["outcome_outlet"], row["kept"], row["resolved"]) == ("done.example", 1, 1)


def test_no_news_resolves_nothing():
    (row,) = ledger([promised(horizon=on("2018-12-02"))])
    assert (row["verdict"], row["kept"], row["resolved"]) == ("open", 0, 0)


@pytest.mark.parametrize(
    "later",
    [
        {"who": "Northern Front"},
        {"place": "Belmar"},
        {"factuality": "planned"},
        {"factuality": "denied"},
        {"day": "2018-11-20"},
        {"day": None},
        {"published": "2018-12-01"},
        {"published": "2020-12-06", "day": "2020-12-05"},
    ],
)
def test_what_may_be_another_deed_leaves_it_open(later):
    assert verdict([promised(), withdrew(**later)]) == "open"


def test_what_came_after_the_day_set_says_nothing():
    assert verdict([promised(horizon=on("2018-12-02")), withdrew()]) == "open"


def test_the_later_report_is_not_known_before_it_was_published():
    assert verdict([promised(), withdrew()], as_of="2018-12-05") == "open"


@pytest.mark.parametrize(("polarity", "came"), [("will", "came_true"), ("may", "came_true"), ("will_not", "failed")])
def test_a_forecast_comes_true_or_fails(polarity, came):
    assert verdict([promised(forecast=polarity), withdrew()], "forecasts") == came


def test_a_meeting_promised_is_met_missed_or_moved():
    def made(status, day, id, published):
        told = Telling(id, "Peace talks in Ardan are on. The League shelled it.", published)
        spot = told.place("Ardan", geonames_id=7)
        told.meeting("Peace talks in Ardan", status, venue=spot, when=on(day))
        league = told.actor("League", "armed_group", country="YEM")
        told.event("ASSAULT", "shelling", "shelled", actors=(league,))
        if status == "scheduled" and id == "made":
            told.proposal("Peace talks in Ardan", "talks", "promise", takes_effect=on(day))
        return told.pair

    first = made("scheduled", "2018-12-05", "made", "2018-12-01")
    assert verdict([first, made("under_way", "2018-12-05", "later", "2018-12-06")]) == "met"
    assert verdict([first, made("cancelled", "2018-12-04", "later", "2018-12-04")]) == "missed"
    assert verdict([first, made("scheduled", "2018-12-20", "later", "2018-12-04")]) == "moved"


def test_verdicts_are_named():
    assert ledger([promised(), withdrew()], verdict="met")
    assert ledger([promised(), withdrew()], verdict="missed") == []
    with pytest.raises(ValueError, match="no verdict 'broken'"):
        ledger([promised()], verdict="broken")
