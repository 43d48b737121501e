"""Asking feeds: only what changed, as robots.txt and the server wish, and ever less often where nobody answers."""

from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from dateline.sources import public
from dateline.sources.polling.poll import DAY, GAP, LONGEST, Poll, Poller
from dateline.sources.polling.settings import Feed, Settings
from dateline.sources.polling.state import State
from sources.server import NOON, Clock, Server, rss, serving

TRUCE, TALKS = ("Truce holds", "The truce held, monitors said."), ("Talks open", "Talks opened in Ardan.")
PAGE = b"<html><head><title>%s</title></head><body><article><p>%s</p></article></body></html>"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


def poller(server: Server, clock: Clock, state: State | None = None, *paths: str, **more: object) -> Poller:
    feeds = tuple(
        Feed(url=server.address + path, name=path.strip("/"), **more)  # type: ignore[arg-type]
        for path in paths or ("/rss",)
    )
    settings = Settings(feeds=feeds, allow_private=True)
    return Poller(settings, state or State(), wait=clock.wait, clock=clock, chance=lambda: 0.5)


def one(asking: Poller, **more: bool) -> Poll:
    (poll,) = asking.round(**more)
    return poll


def titles(poll: Poll) -> list[str]:
    return [documents[0].meta["title"] for documents in poll.entries]


def test_new_entries_come_and_a_feed_is_left_alone_till_it_is_due(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = rss(TRUCE)
    asking = poller(server, clock)
    poll = one(asking)
    assert titles(poll) == ["Truce holds"]
    assert poll.entries[0][0].file == f"{server.address}/rss"
    assert (poll.failed, poll.standing.failures) == (None, 0)
    assert list(asking.round()) == []
    assert asking.idle() == timedelta(minutes=15)
    clock.pass_minutes(15)
    server.pages["/rss"] = rss(TALKS, TRUCE)
    assert titles(one(asking)) == ["Talks open", "Truce holds"]
    assert server.asked == ["/robots.txt", "/rss", "/rss"]
    assert clock.waits == [GAP]


def test_what_has_not_changed_is_not_sent(server: Server, clock: Clock) -> None:
    when = "Thu, 13 Dec 2018 09:00:00 GMT"
    server.pages["/rss"] = (200, {"ETag": 'W/"a"', "Last-Modified": when}, rss(TRUCE))
    asking = poller(server, clock)
    one(asking)
    clock.pass_minutes(15)
    poll = one(asking)
    assert (poll.entries, poll.issues, poll.failed) == ((), (), None)
    assert server.headers["/rss"]["If-None-Match"] == 'W/"a"'
    assert server.headers["/rss"]["If-Modified-Since"] == when
    assert (poll.standing.etag, poll.standing.next) == ('W/"a"', clock.now + timedelta(minutes=15))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", ["7200", format_datetime(NOON + GAP + timedelta(hours=2), usegmt=True)])
def test_retry_after_is_honoured_for_the_whole_host(server: Server, clock: Clock, status: int, asked: str) -> None:
    server.pages["/rss"] = (status, {"Retry-After": asked}, b"")
    server.pages["/other"] = rss(TRUCE)
    asking = poller(server, clock, None, "/rss", "/other")
    polls = list(asking.round())
    assert str(status) in (polls[0].failed or "")
    assert [poll.standing.next for poll in polls] == [clock.now + timedelta(hours=2)] * 2
    assert (polls[1].failed, polls[1].standing.failures) == (None, 0)
    assert server.asked_but_robots() == ["/rss"]
    clock.pass_minutes(120)
    server.pages["/rss"] = rss(TALKS)
    assert [titles(poll) for poll in asking.round()] == [["Talks open"], ["Truce holds"]]


@pytest.mark.parametrize("asked", ["soon", "-5", "", "1", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_retry_after_that_says_nothing_leaves_the_usual_pause(server: Server, clock: Clock, asked: str) -> None:
    server.pages["/rss"] = (503, {"Retry-After": asked}, b"")
    assert one(poller(server, clock)).standing.next == clock.now + timedelta(minutes=15)


def test_a_retry_after_of_years_is_a_month(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = (503, {"Retry-After": "9" * 40}, b"")
    assert one(poller(server, clock)).standing.next == clock.now + LONGEST


def test_a_feed_that_is_gone_is_never_asked_again(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = (410, {}, b"")
    asking = poller(server, clock)
    poll = one(asking)
    assert (poll.standing.gone, poll.issues[0].code, poll.issues[0].fatal) == (True, "feed_gone", True)
    assert "take it out" in (poll.failed or "")
    clock.pass_minutes(100_000)
    assert list(asking.round()) == []
    assert list(asking.round(early=True)) == []
    assert asking.idle() is None


def test_a_feed_that_has_moved_is_followed_and_that_is_said_once(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = (301, {"Location": "/new"}, b"")
    server.pages["/new"] = rss(TRUCE)
    asking = poller(server, clock)
    poll = one(asking)
    assert [issue.code for issue in poll.issues] == ["feed_moved"]
    assert f"{server.address}/new" in poll.issues[0].note
    assert titles(poll) == ["Truce holds"]
    assert poll.entries[0][0].file == f"{server.address}/rss"
    clock.pass_minutes(15)
    assert one(asking).issues == ()


def test_a_dead_feed_is_asked_less_and_less_until_it_recovers(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = (500, {}, b"")
    asking = poller(server, clock)
    pauses = []
    for _ in range(9):
        poll = one(asking)
        pauses.append((poll.standing.next - clock.now) / timedelta(minutes=1))
        assert poll.failed == "the server answered 500"
        assert list(asking.round(early=True)) == []
        clock.now = poll.standing.next
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    server.pages["/rss"] = rss(TRUCE)
    poll = one(asking)
    assert (titles(poll), poll.standing.failures) == (["Truce holds"], 0)
    assert poll.standing.next == clock.now + timedelta(minutes=15)


def test_chance_parts_feeds_that_failed_together(server: Server, clock: Clock) -> None:
    asking = poller(server, clock)
    asking._chance = lambda: 0.0
    assert one(asking).standing.next - clock.now == timedelta(minutes=12)


def test_a_host_that_is_off_is_left_alone_with_a_reason(server: Server, clock: Clock) -> None:
    asking = poller(server, clock)
    asking.settings = Settings(feeds=(Feed(url="http://127.0.0.1:9/rss", name="off"),), allow_private=True)
    asking.state.feeds["http://127.0.0.1:9/rss"] = asking.state.feeds.pop(f"{server.address}/rss")
    poll = one(asking)
    assert "robots.txt cannot be had (ConnectError" in (poll.failed or "")
    assert poll.standing.failures == 1


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (b"User-agent: *\nDisallow: /", "robots.txt asks programs not to fetch this"),
        (b"User-agent: dateline\nDisallow: /rss", "robots.txt asks"),
        (b"User-agent: *\nDisallow: //[\n", "robots.txt asks"),
        ((503, {}, b""), "robots.txt cannot be had (the server answered 503)"),
        ((429, {}, b""), "robots.txt cannot be had"),
        (b"a" * 600_000, "robots.txt cannot be had (more than 500,000 bytes"),
    ],
)
def test_robots_txt_can_say_no(server: Server, clock: Clock, rules: bytes, said: str) -> None:
    server.pages["/robots.txt"], server.pages["/rss"] = rules, rss(TRUCE)
    assert said in (one(poller(server, clock)).failed or "")
    assert server.asked_but_robots() == []


@pytest.mark.parametrize(
    "rules", [(404, {}, b""), (403, {}, b""), b"", b"User-agent: other\nDisallow: /", b"<html>nothing here</html>"]
)
def test_robots_txt_can_say_yes(server: Server, clock: Clock, rules: bytes) -> None:
    server.pages["/robots.txt"], server.pages["/rss"] = rules, rss(TRUCE)
    assert one(poller(server, clock)).failed is None


def test_robots_txt_is_kept_for_a_day_over_restarts(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = rss(TRUCE)
    state = State()
    for _ in range(3):
        one(poller(server, clock, state))
        clock.pass_minutes(15)
    assert server.asked.count("/robots.txt") == 1
    clock.now += DAY
    one(poller(server, clock, state))
    assert server.asked.count("/robots.txt") == 2


def test_a_pause_that_robots_txt_asks_for_is_made(server: Server, clock: Clock) -> None:
    server.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 30"
    server.pages["/rss"] = server.pages["/other"] = rss(TRUCE)
    assert len(list(poller(server, clock, None, "/rss", "/other").round())) == 2
    assert clock.waits == [GAP, timedelta(seconds=30)]


def test_a_host_that_wants_long_pauses_is_asked_one_thing_a_round(server: Server, clock: Clock) -> None:
    server.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 600"
    server.pages["/rss"] = server.pages["/other"] = rss(TRUCE)
    first, second = poller(server, clock, None, "/rss", "/other").round()
    assert (titles(first), second.entries, second.failed) == (["Truce holds"], (), None)
    assert second.standing.next == clock.now + timedelta(seconds=600)


def test_a_feed_that_redirects_to_a_host_at_rest_waits_for_that(server: Server, clock: Clock) -> None:
    elsewhere = server.address.replace("127.0.0.1", "localhost")
    server.pages["/rss"] = (302, {"Location": f"{elsewhere}/new"}, b"")
    asking = poller(server, clock)
    asking._turns.hold("localhost", clock.now + timedelta(hours=1))
    poll = one(asking)
    assert (poll.failed, poll.standing.next - clock.now) == (None, timedelta(hours=1) - GAP)


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(server: Server, clock: Clock) -> None:
    server.pages["/robots.txt"] = b"User-agent: *\nDisallow: /private"
    server.pages["/rss"] = (302, {"Location": "/private"}, b"")
    assert "robots.txt" in (one(poller(server, clock)).failed or "")
    assert server.asked_but_robots() == ["/rss"]


def test_private_addresses_are_refused_and_the_way_out_is_named(server: Server, clock: Clock) -> None:
    feed = Feed(url=f"{server.address}/rss", name="inside")
    poll = one(Poller(Settings(feeds=(feed,)), State(), wait=clock.wait, clock=clock))
    assert "127.0.0.1 is no public address; for a feed of your own house write allow_private" in (poll.failed or "")
    assert server.asked == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (PAGE % (b"Log in", b"Please log in to go on reading."), "what came is no feed"),
        (b"%PDF-1.7 and so on", "a PDF"),
        (b"", "nothing in this file"),
        (b'{"items": [', "starts as JSON but is none"),
    ],
)
def test_what_is_no_feed_is_a_failure(server: Server, clock: Clock, body: bytes, said: str) -> None:
    server.pages["/rss"] = body
    poll = one(poller(server, clock))
    assert said in (poll.failed or "")
    assert poll.entries == ()


def test_an_empty_feed_is_none(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = rss()
    poll = one(poller(server, clock))
    assert (poll.failed, poll.entries) == (None, ())
    assert [issue.code for issue in poll.issues] == ["empty_feed"]


def test_a_feed_too_large_is_refused(server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.sources.polling.poll.LARGEST", 50)
    server.pages["/rss"] = rss(TRUCE)
    assert "more than 50 bytes at this address; find a smaller feed" in (one(poller(server, clock)).failed or "")


def test_an_etag_that_cannot_be_sent_back_is_not_kept(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = (200, {"ETag": '"\xe9"'}, rss(TRUCE))
    assert one(poller(server, clock)).standing.etag is None


def paged(server: Server, *entries: tuple[str, str]) -> None:
    """A feed whose entries link to pages of this server, with its ETag."""
    server.pages["/rss"] = (200, {"ETag": f'"{len(entries)}"'}, rss(*entries, link=server.address + "/{}"))
    for title, text in entries:
        server.pages["/" + title.replace(" ", "-").lower()] = PAGE % (title.encode(), text.encode())


def test_pages_are_fetched_once_and_the_feed_stands_behind_them(server: Server, clock: Clock) -> None:
    paged(server, TRUCE)
    state = State()
    poll = one(poller(server, clock, state, pages=True))
    ((page, item),) = poll.entries
    assert (page.shape, page.meta["url"], page.file) == ("page", *(f"{server.address}/truce-holds",) * 2)
    assert page.meta["published"].endswith("09:00:00 GMT")
    assert item.shape == "feed_item"
    paged(server, TALKS, TRUCE)
    clock.pass_minutes(15)
    poll = one(poller(server, clock, state, pages=True))
    assert [page.file for page, _ in poll.entries] == [f"{server.address}/talks-open"]
    assert server.asked_but_robots() == ["/rss", "/truce-holds", "/rss", "/talks-open"]
    assert poll.standing.etag == '"2"'
    assert clock.waits == [GAP] * 3


def test_a_page_that_fails_is_tried_again_and_then_left_to_the_feed(server: Server, clock: Clock) -> None:
    paged(server, TRUCE)
    server.pages["/truce-holds"] = (500, {}, b"")
    asking = poller(server, clock, pages=True)
    for tries in (1, 2):
        poll = one(asking)
        assert (poll.entries, poll.failed, poll.standing.etag) == ((), None, None)
        assert poll.standing.missed == {f"{server.address}/truce-holds": tries}
        clock.pass_minutes(15)
    poll = one(asking)
    assert [[d.shape for d in documents] for documents in poll.entries] == [["feed_item"]]
    assert (poll.standing.missed, poll.standing.etag) == ({}, '"1"')


@pytest.mark.parametrize("page", [(404, {}, b""), b"%PDF-1.7", (302, {"Location": "file:///etc/passwd"}, b"")])
def test_a_page_that_is_none_is_left_to_the_feed(server: Server, clock: Clock, page: bytes) -> None:
    paged(server, TRUCE)
    server.pages["/truce-holds"] = page
    asking = poller(server, clock, pages=True)
    for _ in range(3):
        poll = one(asking)
        clock.pass_minutes(15)
    assert [[d.shape for d in documents] for documents in poll.entries] in ([["feed_item"]], [])
    assert poll.standing.taken == (f"{server.address}/truce-holds",)


def test_pages_that_robots_txt_forbids_are_left_to_the_feed(server: Server, clock: Clock) -> None:
    paged(server, TRUCE)
    server.pages["/robots.txt"] = b"User-agent: *\nDisallow: /truce"
    poll = one(poller(server, clock, pages=True))
    assert [[d.shape for d in documents] for documents in poll.entries] == [["feed_item"]]
    assert server.asked_but_robots() == ["/rss"]


def test_a_link_into_a_private_network_is_not_followed(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "is_public", lambda address: address == "127.0.0.1")
    inside = server.address.replace("127.0.0.1", "127.0.0.2")
    server.pages["/rss"] = rss(TRUCE, link=inside + "/{}")
    settings = Settings(feeds=(Feed(url=f"{server.address}/rss", name="rss", pages=True),))
    poll = one(Poller(settings, State(), wait=clock.wait, clock=clock))
    assert [[d.shape for d in documents] for documents in poll.entries] == [["feed_item"]]
    assert server.asked == ["/robots.txt", "/rss"]


def test_a_host_that_is_asked_too_much_keeps_its_other_pages_for_later(server: Server, clock: Clock) -> None:
    paged(server, TRUCE, TALKS)
    server.pages["/truce-holds"] = (429, {}, b"")
    poll = one(poller(server, clock, pages=True))
    assert (poll.entries, poll.failed, poll.standing.etag) == ((), None, None)
    assert poll.standing.missed == {f"{server.address}/truce-holds": 1}
    assert server.asked_but_robots() == ["/rss", "/truce-holds"]


def test_pages_too_many_for_one_poll_come_in_the_next(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.sources.polling.pages.MOST", 1)
    paged(server, TRUCE, TALKS)
    asking = poller(server, clock, pages=True)
    assert (titles_of_items(one(asking)), asking.state.feeds[f"{server.address}/rss"].etag) == (["Truce holds"], None)
    clock.pass_minutes(15)
    assert titles_of_items(one(asking)) == ["Talks open"]
    clock.pass_minutes(15)
    assert one(asking).entries == ()
    assert server.asked_but_robots() == ["/rss", "/truce-holds", "/rss", "/talks-open", "/rss"]


def titles_of_items(poll: Poll) -> list[str]:
    return [documents[-1].meta["title"] for documents in poll.entries]


def test_a_run_that_is_to_end_leaves_the_rest_for_the_next(server: Server, clock: Clock) -> None:
    paged(server, TRUCE, TALKS)
    asking = poller(server, clock, pages=True)
    visits = []

    def wait(pause: timedelta) -> bool:
        visits.append(pause)
        return len(visits) > 3

    asking._wait = wait
    poll = one(asking)
    assert (titles_of_items(poll), poll.standing.etag, poll.failed) == (["Truce holds"], None, None)
    assert poll.standing.taken == (f"{server.address}/truce-holds",)


def test_settings_that_ask_more_often_count_at_once(server: Server, clock: Clock) -> None:
    server.pages["/rss"] = rss(TRUCE)
    state = State()
    one(poller(server, clock, state, every=1440))
    assert poller(server, clock, state, every=15).idle() == timedelta(minutes=15)


def test_feeds_that_are_followed_no_more_are_forgotten(server: Server, clock: Clock) -> None:
    state = State()
    poller(server, clock, state, "/a", "/b")
    poller(server, clock, state, "/b", "/c")
    assert list(state.feeds) == [f"{server.address}/b", f"{server.address}/c"]
