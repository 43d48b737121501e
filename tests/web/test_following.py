"""What can be followed: feeds and the calendar as their readers take them, and word of a change as it comes."""

import http.client
import json
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
import uvicorn
from icalendar import Calendar

from dateline.record.store import Record
from dateline.web import following
from dateline.web.access import Access
from dateline.web.app import make
from dateline.web.entrance import COOKIE
from dateline.web.settings import Settings
from web.small import MANY, PASSWORD, access, asking, later_report, write


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "small.duckdb")


@pytest.fixture
def asked(path):
    with asking(path) as client:
        yield client


def atom(asked, query=""):
    found = feedparser.parse(asked.get(f"/changes.atom{query}").content)
    assert not found.bozo, found.get("bozo_exception")
    return found


def change(path, act):
    with Record.open(path) as record:
        act(record)


def test_the_atom_feed_has_what_the_page_has(asked):
    feed, rows = atom(asked), asked.get("/changes.json").json()["rows"]
    assert len(feed.entries) == len(rows) == 11
    for entry, row in zip(feed.entries, rows, strict=True):
        link = urlsplit(entry.link)
        assert (link.scheme, link.netloc, link.path) == ("http", "127.0.0.1:8000", "/report")
        assert parse_qs(link.query) == {"id": [row["report_id"]]}
        assert link.fragment == f"{row['item']}-{row['item_id']}"
        assert row["sentence"] in entry.content[0].value
        assert row["what"] in entry.title
        assert entry.updated.startswith(row["at"][:19])
    assert len({entry.id for entry in feed.entries}) == 11
    assert asked.get(feed.entries[0].link).status_code == 200


def test_the_json_feed_has_the_same(asked):
    answer = asked.get("/feed.json")
    feed = answer.json()
    assert answer.headers["content-type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom(asked).entries]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?about=Berun", {"Two soldiers"}), ("?about=bombed", {"bombed", "at least 40 people"}), ("?limit=1", {"offered"}),
     ("?about=nothing+of+the+sort", set()), ("?since=9999-12-31", set()), ("?as_of=2018-12-13&about=Ardan", None)],
)  # fmt: skip
def test_a_feed_of_some(asked, query, expected):
    told = {entry.title.rpartition(": ")[2] for entry in atom(asked, query).entries}
    told_too = {item["title"].rpartition(": ")[2] for item in asked.get(f"/feed.json{query}").json()["items"]}
    assert told == told_too
    assert told == expected if expected is not None else all("50" not in title for title in told)


def test_what_is_withdrawn_is_told_as_removed(asked, path):
    change(path, lambda record: record.withdraw("truce", reason="invented", by="ana"))
    asked.app.state.copies.refresh()
    raw = asked.get("/changes.atom").text
    assert raw.count("deleted-entry ref=") == 3
    assert "tag:dateline,2026:truce/event/ev0" in raw
    removed = [item for item in asked.get("/feed.json").json()["items"] if item.get("_removed")]
    assert {item["id"].rpartition(":")[2] for item in removed} >= {"truce/event/ev0", "truce/figure/fi0"}
    assert "tag:dateline,2026:truce/event/ev0" not in {entry.id for entry in atom(asked).entries}


def test_the_calendar_has_rounds_with_days_that_slipped(asked):
    answer = asked.get("/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    days = [str(event.decoded("dtstart")) for event in events]
    assert days == ["2018-12-14", "2018-12-18", "2018-12-20"]
    moved = [event for event in events if event["status"] == "CANCELLED"]
    assert "Moved to 2018-12-20." in str(moved[0]["description"])
    known = Calendar.from_ical(asked.get("/calendar.ics?as_of=2018-12-13").content).walk("VEVENT")
    assert {str(event.decoded("dtstart")) for event in known} == {"2018-12-14", "2018-12-18"}


@contextmanager
def serving(path, let_in=None):
    """The port of a server for a record, in this process."""
    app = make(Settings(record=path, access=let_in or Access(owner="owner"), rate=MANY))
    config = uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1, http="h11")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    until = monotonic() + 30
    while not server.started:
        assert monotonic() < until
        assert thread.is_alive()
        sleep(0.02)
    server.app = app
    server.port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def listening(port, **headers):
    """The answer of /live, open; a connection that is closed in the end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/live", headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    try:
        yield answer
    finally:
        answer.close()
        connection.close()


def event(answer):
    """The next event, as a dictionary; of a stream that has ended, nothing."""
    told = {}
    while line := answer.readline().decode().rstrip("\n"):
        name, _, value = line.partition(": ")
        told[name] = value
    return told


def wait(until):
    end = monotonic() + 20
    while not until():
        assert monotonic() < end
        sleep(0.05)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(following, "LOOKED", 0.05)


@pytest.mark.usefixtures("quick")
def test_a_change_is_told_as_it_comes_and_a_page_that_goes_is_let_go(path):
    with serving(path) as server:
        live = server.app.state.live
        with listening(server.port) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            first = event(answer)
            assert first["id"] == server.app.state.copies.stamp
            change(path, lambda record: record.add([later_report()]))
            told = event(answer)
            assert (told["event"], told["id"] != first["id"]) == ("changed", True)
            assert json.loads(told["data"]) == {"stamp": server.app.state.copies.stamp}
            assert len(live) == 1
        wait(lambda: not live)
        # Who comes back hears at once what was missed.
        with listening(server.port, last_event_id=first["id"]) as answer:
            event(answer)
            assert event(answer)["event"] == "changed"


@pytest.mark.usefixtures("quick")
def test_so_many_listen_and_no_more(path, monkeypatch):
    monkeypatch.setattr(following, "LIVE", 2)
    with serving(path) as server:
        with listening(server.port) as one, listening(server.port) as other:
            assert event(one)
            assert event(other)
            with listening(server.port) as third:
                assert third.status == 503
        wait(lambda: not server.app.state.live)
        with listening(server.port) as again:
            assert again.status == 200


@pytest.mark.usefixtures("quick")
def test_a_quiet_page_is_told_that_the_line_lives(path, monkeypatch):
    monkeypatch.setattr(following, "ALIVE", 0.1)
    with serving(path) as server, listening(server.port) as answer:
        event(answer)
        assert event(answer) == {"": "still here"}


@pytest.mark.usefixtures("quick")
def test_who_logs_out_hears_no_more(path, tmp_path):
    let_in = access(tmp_path)
    with serving(path, let_in) as server:
        with listening(server.port) as answer:
            assert (answer.status, answer.headers["location"]) == (303, "/login?back=%2Flive")
        id = let_in.open(let_in.person("ana", PASSWORD, client="c"))
        with listening(server.port, cookie=f"{COOKIE}={id}") as answer:
            assert event(answer)
            let_in.close(id)
            assert event(answer) == {}


@pytest.mark.usefixtures("quick")
def test_the_server_ends_while_pages_listen(path):
    began = monotonic()
    with serving(path) as server, listening(server.port) as answer:
        event(answer)
        server.should_exit = True
        wait(lambda: not server.started or monotonic() - began > 1)
    assert monotonic() - began < 15
