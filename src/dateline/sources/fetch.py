"""Feeds and pages over HTTP: with limits of time and size, and from public addresses only."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urljoin, urlsplit

import httpx2

from dateline.issue import Issue
from dateline.sources.public import PrivateAddress, addresses_of
from dateline.version import VERSION

# Seconds for a step (connecting, each read) and for all of one request, however slowly its bytes drip.
STEP, WHOLE = 20.0, 60.0
REDIRECTS = 5
MOVES = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
AGENT = f"dateline/{VERSION}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    ``url`` is where the answer came from after all redirects, ``moved`` the same where each of them was said to be for
    good. ``data`` is the decoded body of a 200, else empty.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    moved: str | None = None


def fetch(url: str, *, limit: int) -> bytes | Issue:
    """The bytes at ``url``, which may be at most ``limit``; an Issue where they can't be had."""
    got = get(url, limit=limit)
    if isinstance(got, Issue):
        ways = {
            "private_address": "save the file and add that",
            "too_large": "give a smaller feed",
            "fetch_failed": "check the address and the network, or save the feed to a file",
        }
        return replace(got, note=f"{got.note}; {ways[got.code]}")
    if got.status != 200:
        return _failed(url, f"the server answered {got.status}; check the address, or save the feed to a file")
    return got.data


def get(
    url: str,
    *,
    limit: int,
    agent: str = AGENT,
    headers: Mapping[str, str] | None = None,
    allow_private: bool = False,
    before: Callable[[str], Issue | None] = lambda url: None,
    whole: float = WHOLE,
) -> Answer | Issue:
    """What the server at ``url`` answers, after at most REDIRECTS redirects; an Issue where there is no answer to take.

    The Issue is ``fetch_failed``, ``too_large`` (the body, unpacked, has more than ``limit`` bytes) or
    ``private_address``, or what ``before`` gives: it is asked with each address before that is fetched. ``whole`` are
    the seconds that each request may take.
    """
    at, moved = url, None
    for hop in range(REDIRECTS + 1):
        if not is_web_address(at):
            return _failed(url, f"{at[:200]} is no http or https address")
        if issue := before(at):
            return issue
        got = _within(
            whole, at, limit, {"User-Agent": agent, "Accept-Encoding": "gzip", **(headers or {})}, allow_private
        )
        if isinstance(got, Issue):
            return replace(got, file=url)
        if got.status not in MOVES or "location" not in got.headers:
            return replace(got, moved=moved)
        lasting = got.status in FOR_GOOD and (hop == 0 or moved is not None)
        try:
            at = urljoin(at, got.headers["location"]).partition("#")[0]
        except ValueError:
            return _failed(url, "it redirects to what is no address")
        moved = at if lasting else None
    return _failed(url, f"more than {REDIRECTS} redirects")


def is_web_address(url: str) -> bool:
    """Whether an address is a whole one of http or https.

    >>> is_web_address("https://news.example/rss"), is_web_address("file:///etc/passwd"), is_web_address("http://[")
    (True, False, False)
    """
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _within(seconds: float, url: str, limit: int, headers: Mapping[str, str], allow_private: bool) -> Answer | Issue:
    """One request, given up after ``seconds``.

    It runs in a thread because looking up a name, or headers that come byte by byte, end by no timeout of their own;
    one that is given up ends by itself later and nobody waits for it.
    """
    answers: SimpleQueue[Answer | Issue] = SimpleQueue()
    until = time.monotonic() + seconds
    Thread(target=lambda: answers.put(_get(url, limit, headers, allow_private, until)), daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except Empty:
        return _slow(url)


def _get(url: str, limit: int, headers: Mapping[str, str], allow_private: bool, until: float) -> Answer | Issue:
    try:
        with (
            httpx2.Client(transport=_Checked(allow_private), timeout=STEP, headers=headers) as client,
            client.stream("GET", url) as response,
        ):
            data = bytearray()
            # The client unpacks in pieces of a bounded size, so that no bomb fills the memory before it is counted.
            for chunk in response.iter_bytes() if response.status_code == 200 else ():
                data += chunk
                if len(data) > limit:
                    return Issue("too_large", f"more than {limit:,} bytes at this address", url, fatal=True)
                if time.monotonic() > until:
                    return _slow(url)
            return Answer(url, response.status_code, response.headers, bytes(data))
    except PrivateAddress as error:
        return Issue("private_address", str(error), url, fatal=True)
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, OSError) as error:
        return _failed(url, f"{type(error).__name__}: {error}")


class _Checked(httpx2.BaseTransport):
    """Connects to the very address that was checked: a name could stand for another one a moment later."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.inner = httpx2.HTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer of the first of the host's addresses that can be reached."""
        url, name = request.url, request.url.raw_host.decode("ascii")
        port = url.port or (443 if url.scheme == "https" else 80)
        failed: httpx2.HTTPError = httpx2.ConnectError(f"{name} has no address", request=request)
        for address in addresses_of(name, port, allow_private=self.allow_private):
            # The certificate must be the name's; the Host header is there already.
            told = {**request.extensions, "sni_hostname": name}
            to = httpx2.Request("GET", url.copy_with(host=address), headers=request.headers, extensions=told)
            try:
                return self.inner.handle_request(to)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                failed = error
        raise failed

    def close(self) -> None:
        """Close the connections."""
        self.inner.close()


def _slow(url: str) -> Issue:
    return _failed(url, "the answer took too long")


def _failed(url: str, seen: str) -> Issue:
    return Issue("fetch_failed", seen, url, fatal=True)
