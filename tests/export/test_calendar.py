"""The calendar: what stands in it, that it is sound, and that its entries keep their identity."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar, Event

from dateline.across.window import Window
from dateline.export.calendar import calendar
from dateline.record.store import Record
from record.tellings import Telling, full, on, own_words

NAME = "Peace talks in Ardan"


def telling(id, published, words, status, day, name=NAME, **more):
    text = f"{name} {words}. The Coastal League shelled the Republic Guard.{own_words(id)}"
    told = Telling(id, text, published, **more)
    spot = told.place("Ardan", "city", geonames_id=5) if "Ardan" in name else None
    told.meeting(name, status, venue=spot, when=day)
    league = told.actor("Coastal League", "armed_group", country="YEM")
    told.event("ASSAULT", "shelling", "shelled", actors=(league,), when=None)
    return told.pair


LIFE = [
    telling("a", "2018-01-11", "are planned", "scheduled", on("2018-01-25")),
    telling("b", "2018-01-12T10:00+03:00", "were pushed back", "scheduled", on("2018-01-29")),
    telling("c", "2018-01-30", "went on for three days", "under_way", on("2018-01-29", "2018-01-31")),
    telling("d", "2018-02-04", "were halted", "suspended", on("2018-02-03")),
    telling("e", "2018-02-11", "collapsed last week", "collapsed", on("2018-01-29", "2018-02-04")),
]


def file(pairs, **when):
    with Record.open(":memory:") as record:
        record.add(pairs)
        return calendar(record, window=Window(**when))


def events(pairs, **when) -> list[Event]:
    return list(Calendar.from_ical(file(pairs, **when)).walk("VEVENT"))


def test_the_steps_of_talks_that_have_a_day():
    found = events(LIFE)
    assert [(str(e["summary"]), e.start, e.end, str(e["status"])) for e in found] == [
        (f"Scheduled: {NAME}", date(2018, 1, 25), date(2018, 1, 26), "CANCELLED"),
        (f"Scheduled: {NAME}", date(2018, 1, 29), date(2018, 1, 30), "CONFIRMED"),
        (f"Under way: {NAME}", date(2018, 1, 29), date(2018, 2, 1), "CONFIRMED"),
        (f"Suspended: {NAME}", date(2018, 2, 3), date(2018, 2, 4), "CANCELLED"),
    ]
    assert all(e["dtstart"].params["VALUE"] == "DATE" for e in found)
    assert {str(e["location"]) for e in found} == {"Ardan"}


def test_the_description_has_the_sentence_its_source_and_the_day_before_it_moved():
    first, second, _, last = (str(e["description"]) for e in events(LIFE))
    assert first == f"“{NAME} are planned.”\n— a.example, 2018-01-11\nMoved to 2018-01-29."
    assert second == f"“{NAME} were pushed back.”\n— b.example, 2018-01-12\nMoved from 2018-01-25."
    assert last.endswith("Also told as collapsed.\nTold by 2 sources.")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("proposed", "TENTATIVE"),
        ("scheduled", "CONFIRMED"),
        ("held", "CONFIRMED"),
        ("resumed", "CONFIRMED"),
        ("collapsed", "CANCELLED"),
        ("cancelled", "CANCELLED"),
    ],
)
def test_the_state_of_a_step(status, state):
    (event,) = events([telling("a", "2018-01-11", "are news", status, on("2018-01-25"))])
    assert str(event["status"]) == state


def test_what_has_no_day_of_its_own_is_left_out():
    days = (None, on("2018-01-11", basis="publication"), on("2018-01-01", "2018-01-31"))
    assert events([telling(str(n), "2018-01-11", "are news", "held", day) for n, day in enumerate(days)]) == []


def test_the_same_record_gives_the_same_bytes_in_any_order():
    assert file(LIFE) == file(LIFE[::-1])


def test_an_event_keeps_its_identity_as_more_is_told_of_it():
    before = {str(e["uid"]): e.start for e in events(LIFE[:3])}
    after = {str(e["uid"]): e.start for e in events(LIFE)}
    assert len(after) == 4
    assert before.items() <= after.items()
    loose = [telling("a", "2018-01-11", "are on", "held", on("2018-01-08", "2018-01-14"))]
    precise = telling("b", "2018-01-12", "are on", "held", on("2018-01-10"))
    ((one,), (other,)) = events(loose), events([*loose, precise])
    assert (one["uid"], other.start) == (other["uid"], date(2018, 1, 10))


def test_the_stamp_is_when_the_report_was_published():
    stamps = [e["dtstamp"].dt for e in events(LIFE)]
    assert stamps[:2] == [datetime(2018, 1, 11, tzinfo=UTC), datetime(2018, 1, 12, 7, tzinfo=UTC)]


def test_only_what_was_known_by_a_day():
    assert len(events(LIFE, as_of="2018-01-11")) == 1


def proposals():
    told = Telling("p", "The Coastal League must leave Ardan by Friday. It offered a truce. It may sell fish, or talk.")
    league = told.actor("Coastal League", "armed_group", country="YEM")
    told.proposal("leave Ardan by Friday", "withdrawal", "deadline", takes_effect=on("2018-12-14"))
    told.proposal("a truce", "ceasefire", "offer", by=(league,), takes_effect=on("2018-12-18", "2018-12-20"))
    told.proposal("sell fish", "other", "offer", takes_effect=on("2018-12-18"))
    told.proposal("talk", "talks", "offer", takes_effect=on("2018-12-18"))
    told.forecast("talk", horizon=on("2018-12-19"))
    return told.pair


def test_deadlines_and_what_begins_on_a_day_but_no_forecasts():
    found = events([proposals()])
    assert [(str(e["summary"]), e.start, e.end, str(e["status"])) for e in found] == [
        ("Withdrawal, deadline: leave Ardan by Friday", date(2018, 12, 14), date(2018, 12, 15), "TENTATIVE"),
        ("Ceasefire, offer: a truce", date(2018, 12, 18), date(2018, 12, 21), "TENTATIVE"),
    ]
    assert str(found[1]["description"]).endswith("— p.example, 2018-12-13, on the word of Coastal League")


def test_hostile_words_stay_words():
    name = "Talks; in, Ardan\r\nEND:VEVENT\nBEGIN:VEVENT\x00\x1b]0;x\x07\u2028SUMMARY:evil\\n \\, é"
    found = events([telling("a", "2018-01-11", "open", "held", on("2018-01-25"), name, publisher="x\nBEGIN:VALARM")])
    (event,) = found
    assert str(event["summary"]) == "Held: Talks; in, Ardan END:VEVENT BEGIN:VEVENT ]0;x SUMMARY:evil\\n \\, é"
    assert "\n— x BEGIN:VALARM, 2018-01-11" in str(event["description"])
    assert [c.name for c in event.walk()] == ["VEVENT"]


def test_lines_are_folded_and_end_as_the_standard_says():
    name = "Talks " + "über Ardän 🕊 " * 40
    data = file([telling("a", "2018-01-11", "open", "held", on("2018-01-25"), name.strip())])
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert len(event["summary"]) == 120
    assert event["summary"].endswith("…")
    assert name.strip() in event["description"]


def test_a_report_without_a_date_has_the_day_itself_for_a_stamp():
    (event,) = events([telling("a", None, "open", "held", on("2018-01-25"))])
    assert event["dtstamp"].dt == datetime(2018, 1, 25, tzinfo=UTC)
    assert "— a.example, no date" in event["description"]


def test_an_empty_record_is_a_calendar_without_events():
    assert events([]) == []
    assert len(events([full().pair])) == 2
