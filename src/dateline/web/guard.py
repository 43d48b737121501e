"""What stands before every page: headers, limits of rate and size, and the hosts that a browser may call it by."""

import re
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No script, style, font or connection but this server's own; nothing inline, nothing framed. Colours and places that a
# chart sets by script are set on its elements one by one, which this allows.
# The one style that Observable Plot 0.6.17 puts into each of its charts.
PLOT = "sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww="
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", f"style-src 'self' '{PLOT}'", "img-src 'self' data: blob:",
        "font-src 'self'", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
# The body of a form, and a whole address, in bytes.
BODY, ADDRESS = 64_000, 8_000
LARGE = f"more than {BODY:,} bytes in one form; shorten it"
CLIENTS = 10_000


# A name or an address, as browsers send it, with its port.
HOST = re.compile(r"([\w.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)


class Rate:
    """So many requests a second for each client, and so many at once after a pause."""

    def __init__(self, each_second: float, at_once: float, clock: Callable[[], float] = monotonic) -> None:
        self.each_second, self.at_once, self.clock = each_second, at_once, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """How many seconds a client must wait; 0 where its request is taken.

        >>> rate = Rate(2, 1, clock=lambda: 0.0)
        >>> rate.wait("a"), rate.wait("a"), rate.wait("b")
        (0.0, 0.5, 0.0)
        """
        now = self.clock()
        left, last = self._left.pop(client, (self.at_once, now))
        left = min(self.at_once, left + (now - last) * self.each_second)
        taken = left >= 1
        self._left[client] = (left - 1 if taken else left, now)
        if len(self._left) > CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if taken else (1 - left) / self.each_second

    def give_back(self, client: str) -> None:
        """Count one request less."""
        left, last = self._left.get(client, (self.at_once, self.clock()))
        self._left[client] = (min(self.at_once, left + 1), last)


class Guard:
    """The application behind all limits.

    ``hosts`` are the names that requests may come by, in small letters, all where it is empty.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], rate: Rate) -> None:
        self.app, self.hosts, self.rate = app, hosts, rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if "cache-control" not in headers:
                    headers["cache-control"] = "no-cache" if scope["path"].startswith("/static/") else "no-store"
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, headed)
            return
        taken = 0

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > BODY:
                raise HTTPException(413, LARGE)
            return message

        await self.app(scope, limited, headed)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS:
            return _plain(414, f"the address is longer than {ADDRESS:,} bytes; ask for less at once")
        host = headers.get("host", "").lower()
        called = HOST.fullmatch(host)
        if not called or (self.hosts and called[1].strip("[]") not in self.hosts):
            # A page of another site that has its name point to this machine must not read the record.
            return _plain(421, "this server is not called by that name; use the address that it printed")
        if _from_elsewhere(scope["method"], headers, host):
            return _plain(403, "this came from a page of another site; open the address itself")
        size = headers.get("content-length", "0")
        if not size.isdecimal() or len(size) > 9 or int(size) > BODY:
            return _plain(413, LARGE)
        wait = 0.0
        if not scope["path"].startswith("/static/"):
            wait = self.rate.wait(scope["client"][0] if scope["client"] else "")
        if wait:
            busy = _plain(429, "too many requests; slow down")
            busy.headers["retry-after"] = str(int(wait) + 1)
            return busy
        return None


def _from_elsewhere(method: str, headers: Headers, host: str) -> bool:
    """Whether a page of another site sends a form or loads something; that it links here is all right."""
    reads = method in ("GET", "HEAD")
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return not (reads and headers.get("sec-fetch-mode") == "navigate")
    origin = headers.get("origin")
    return not reads and origin is not None and origin.lower().partition("://")[2] != host


def _plain(status: int, told: str) -> PlainTextResponse:
    return PlainTextResponse(f"{told}\n", status)
