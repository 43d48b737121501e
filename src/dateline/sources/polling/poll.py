"""Asking feeds what is new, politely."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from dateline.issue import Issue
from dateline.sources.document import Document
from dateline.sources.fetch import Answer, get
from dateline.sources.gather import LARGEST, documents_of
from dateline.sources.polling.pages import Pages, pages_of
from dateline.sources.polling.robots import LIMIT, Robots
from dateline.sources.polling.settings import Feed, Settings
from dateline.sources.polling.state import Standing, State
from dateline.sources.polling.turns import GAP, NOT_YET, Turns

DAY = timedelta(days=1)
# A host may ask to be left alone for so long at most.
LONGEST = timedelta(days=30)
# A host that must be left alone for longer is not waited for but asked another time.
PATIENCE = timedelta(minutes=1)
# The answers of a host that is asked too much, and how long it is left alone where it does not say.
BUSY, REST = (429, 503), timedelta(minutes=5)
ITEMS = ("feed_item", "json")
WAYS = {
    "private_address": "; for a feed of your own house write allow_private = true at the top of the settings",
    "too_large": "; find a smaller feed of this outlet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What came of asking a feed once.

    ``entries`` holds for each new entry the documents it can be read from, best first (the page it links to, then what
    the feed itself carries). ``failed`` says why the feed could not be had, ``standing`` how it stands now.
    """

    feed: Feed
    standing: Standing
    entries: tuple[tuple[Document, ...], ...] = ()
    issues: tuple[Issue, ...] = ()
    failed: str | None = None


class Poller:
    """Asks the feeds of ``settings`` when each is due, and keeps ``state`` as it goes.

    ``clock`` says what time it is, ``wait`` waits for so long and says whether to stop instead, and ``chance`` is a
    random number from 0 to 1.
    """

    def __init__(
        self,
        settings: Settings,
        state: State,
        *,
        wait: Callable[[timedelta], bool],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.settings, self.state = settings, state
        self._clock, self._wait, self._chance = clock, wait, chance
        self._turns = Turns()
        self._robots = Robots(state.robots, lambda url: self._get(url, LIMIT, self._turn), clock)
        now = clock()
        for origin in [origin for origin, rules in state.robots.items() if rules.until <= now]:
            del state.robots[origin]
        state.feeds = {feed.url: state.feeds.get(feed.url, Standing()) for feed in settings.feeds}
        for feed in settings.feeds:
            was = state.feeds[feed.url]
            if not was.failures:
                # The settings may have come to ask for it more often.
                state.feeds[feed.url] = replace(was, next=min(was.next, now + timedelta(minutes=feed.every)))

    def round(self, *, early: bool = False) -> Iterator[Poll]:
        """Each feed that is due, asked once; ``early`` asks those that answered last time before they are due."""
        for feed in self.settings.feeds:
            was = self.state.feeds[feed.url]
            if was.gone or (was.next > self._clock() and not (early and not was.failures)):
                continue
            poll = self._poll(feed, was)
            self.state.feeds[feed.url] = poll.standing
            yield poll

    def idle(self) -> timedelta | None:
        """How long no feed is due; None where all have ended."""
        due = min((was.next for was in self.state.feeds.values() if not was.gone), default=None)
        return None if due is None else max(due - self._clock(), timedelta(0))

    def _poll(self, feed: Feed, was: Standing) -> Poll:
        known = {"If-None-Match": was.etag, "If-Modified-Since": was.last_modified}
        got = self._visit(feed.url, LARGEST, {name: value for name, value in known.items() if value})
        now = self._clock()
        if isinstance(got, Issue):
            if got.code == NOT_YET:
                # The host may be another one, to which the feed redirects.
                return Poll(feed=feed, standing=replace(was, next=now + self._turns.wait(_host(got.file or ""), now)))
            return self._failed(feed, was, got.note + WAYS.get(got.code, ""))
        if got.status == 410:
            note = "the server says that this feed has ended (410); it is not asked again, take it out of the settings"
            issue = Issue("feed_gone", note, feed.url, fatal=True)
            return Poll(feed=feed, standing=replace(was, gone=True), issues=(issue,), failed=note)
        if got.status not in (200, 304):
            return self._failed(feed, was, f"the server answered {got.status}", _retry_after(got, now))
        issues = []
        if got.moved and got.moved != was.moved:
            note = f"the feed has moved for good to {got.moved}; write that address in the settings"
            issues.append(Issue("feed_moved", note, feed.url))
        stands = replace(was, failures=0, moved=got.moved, next=now + timedelta(minutes=feed.every))
        poll = Poll(feed=feed, standing=stands, issues=tuple(issues))
        return poll if got.status == 304 else self._taken(poll, was, got)

    def _taken(self, poll: Poll, was: Standing, got: Answer) -> Poll:
        """The poll with the entries of the feed that came."""
        feed, found = poll.feed, list(documents_of(got.data, poll.feed.url))
        items = [one for one in found if isinstance(one, Document)]
        issues = [one for one in found if isinstance(one, Issue)]
        wrong = next((one.note for one in issues if one.fatal and one.code != "empty_feed" and not items), None)
        if wrong or any(item.shape not in ITEMS for item in items):
            return self._failed(feed, was, wrong or "what came is no feed; check that the address is the feed's own")
        pages = Pages(tuple((item,) for item in items))
        if feed.pages:
            pages = pages_of(items, was, lambda url, limit: self._visit(url, limit, {}))
        stands = replace(
            poll.standing,
            # Without them the feed comes whole next time, with the entries that are left for then.
            etag=_header(got, "etag") if pages.all_done else None,
            last_modified=_header(got, "last-modified") if pages.all_done else None,
            next=self._clock() + timedelta(minutes=feed.every),
            taken=pages.taken,
            missed=pages.missed,
        )
        return replace(poll, standing=stands, entries=pages.entries, issues=(*poll.issues, *issues))

    def _failed(self, feed: Feed, was: Standing, why: str, wait: timedelta | None = None) -> Poll:
        """A poll that failed: the feed is asked again after twice the time of the last failure, a day at most."""
        doubled = timedelta(minutes=feed.every) * 2 ** min(was.failures, 16)
        # The chance keeps feeds that failed together from being asked together for ever.
        pause = min(doubled * (0.8 + 0.4 * self._chance()), DAY)
        again = self._clock() + max(pause, wait or pause)
        return Poll(feed=feed, standing=replace(was, failures=was.failures + 1, next=again), failed=why)

    def _visit(self, url: str, limit: int, headers: dict[str, str]) -> Answer | Issue:
        """An address fetched with all manners, on every host it leads to."""
        return self._get(url, limit, lambda at: self._robots.refusal(at) or self._turn(at), headers)

    def _get(
        self, url: str, limit: int, before: Callable[[str], Issue | None], headers: dict[str, str] | None = None
    ) -> Answer | Issue:
        got = get(
            url,
            limit=limit,
            agent=self.settings.agent,
            headers=headers,
            allow_private=self.settings.allow_private,
            before=before,
        )
        if isinstance(got, Answer) and got.status in BUSY:
            now = self._clock()
            self._turns.hold(_host(got.url), now + (_retry_after(got, now) or REST))
        return got

    def _turn(self, url: str) -> Issue | None:
        """Waits until the host of ``url`` may be asked; an Issue where that takes too long or the run is to end."""
        wait = self._turns.wait(_host(url), self._clock())
        if wait > PATIENCE or self._wait(wait):
            return Issue(NOT_YET, "its host is to be left alone for now", url, fatal=True)
        self._turns.hold(_host(url), self._clock() + max(GAP, self._robots.pause(url)))
        return None


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _header(got: Answer, name: str) -> str | None:
    """A header that can be sent back as it is."""
    value = got.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= 1000 else None


def _retry_after(got: Answer, now: datetime) -> timedelta | None:
    """How long a server asks to be left alone, told in seconds or as a moment; None where it does not say."""
    value = got.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:10]), LONGEST.total_seconds()))
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST)
