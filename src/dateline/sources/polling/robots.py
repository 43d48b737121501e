"""What a host's robots.txt lets us fetch, and how fast."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dateline.issue import Issue
from dateline.sources.encoding import decode
from dateline.sources.fetch import Answer
from dateline.sources.polling.state import Rules
from dateline.sources.polling.turns import NOT_YET

NAME = "dateline"
LIMIT = 500_000
SECONDS = 86_400
DAY = timedelta(seconds=SECONDS)
# A host that could not say is asked again after so long.
SHORTLY = timedelta(minutes=10)


class Robots:
    """The rules of the hosts that are asked, fetched where they are not known and kept in ``kept`` for a day.

    ``get`` fetches an address; ``clock`` says what time it is.
    """

    def __init__(
        self, kept: dict[str, Rules], get: Callable[[str], Answer | Issue], clock: Callable[[], datetime]
    ) -> None:
        self._kept, self._get, self._clock = kept, get, clock

    def refusal(self, url: str) -> Issue | None:
        """Why ``url`` may not be fetched; None where it may.

        A host that does not answer, or answers with an error of its own, lets nothing be fetched for now; one that has
        no robots.txt lets everything (RFC 9309).
        """
        rules = self._rules(url)
        if isinstance(rules, Issue):
            return rules
        if rules.text is None:
            note = f"its robots.txt cannot be had ({rules.why}), so it is left alone for now"
            return Issue("robots_unreachable", note, url, fatal=True)
        if not _parsed(rules.text).can_fetch(NAME, url):
            return Issue("robots_disallow", "its robots.txt asks programs not to fetch this", url, fatal=True)
        return None

    def pause(self, url: str) -> timedelta:
        """The pause between two requests that the host of ``url`` asks for; none where it does not say."""
        rules = self._kept.get(origin_of(url))
        delay = _parsed(rules.text).crawl_delay(NAME) if rules and rules.text else None
        return timedelta(seconds=min(int(delay), SECONDS)) if delay else timedelta(0)

    def _rules(self, url: str) -> Rules | Issue:
        """The rules for an address; an Issue where its host may not be asked for them yet."""
        origin = origin_of(url)
        kept = self._kept.get(origin)
        if kept is not None and kept.until > self._clock():
            return kept
        got = self._get(f"{origin}/robots.txt")
        if isinstance(got, Issue):
            if got.code in (NOT_YET, "private_address"):
                return got
            why, text = got.note, None
        elif got.status == 429 or got.status >= 500:
            why, text = f"the server answered {got.status}", None
        else:
            why, text = None, decode(got.data)[0]
        kept = Rules(text=text, why=why, until=self._clock() + (SHORTLY if text is None else DAY))
        self._kept[origin] = kept
        return kept


def origin_of(url: str) -> str:
    """The part of an address that one robots.txt is for.

    >>> origin_of("https://desk@news.example:8443/rss?a=b")
    'https://news.example:8443'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _parsed(text: str) -> RobotFileParser:
    rules = RobotFileParser()
    try:
        rules.parse(text.splitlines())
    except ValueError:
        # A path or a number that Python's parser trips over: what it forbids is not known.
        rules = RobotFileParser()
        rules.parse(["User-agent: *", "Disallow: /"])
    return rules
