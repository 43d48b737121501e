"""A small web server on this machine, a clock that only moves when somebody waits, and feeds with invented news."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NOON = datetime(2018, 12, 13, 12, tzinfo=UTC)


class Server:
    """Answers each path with what ``pages`` has for it: a body, or (status, headers, body); else 404.

    ``asked`` lists the paths in the order in which they were asked for, ``headers`` those of the last request to each.
    """

    def __init__(self, port: int) -> None:
        self.pages: dict[str, bytes | tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.headers: dict[str, Mapping[str, str]] = {}
        self.address = f"http://127.0.0.1:{port}"

    def asked_but_robots(self) -> list[str]:
        """The paths asked for, without those of robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Server]:
    """A server while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            told.headers[self.path] = dict(self.headers.items())
            page = told.pages.get(self.path, (404, {}, b""))
            status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
            if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Server(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Clock:
    """The time, which waiting moves; ``stopped`` says that the run is to end."""

    def __init__(self) -> None:
        self.now = NOON
        self.waits: list[timedelta] = []
        self.stopped = False

    def __call__(self) -> datetime:
        return self.now

    def wait(self, pause: timedelta) -> bool:
        """Moves the time on."""
        if pause:
            self.waits.append(pause)
        self.now += pause
        return self.stopped

    def pass_minutes(self, minutes: float) -> None:
        """Moves the time on by some minutes."""
        self.now += timedelta(minutes=minutes)


def rss(*entries: tuple[str, str], link: str = "https://news.example/{}") -> bytes:
    """A feed of entries (title, text), each with a link of its own."""
    items = "".join(
        f"<item><title>{title}</title><link>{link.format(title.replace(' ', '-').lower())}</link>"
        f"<pubDate>Thu, 13 Dec 2018 09:00:00 GMT</pubDate><description>{text}</description></item>"
        for title, text in entries
    )
    head = "<channel><title>Example News</title><link>https://news.example/</link>"
    return f'<?xml version="1.0"?><rss version="2.0">{head}{items}</channel></rss>'.encode()
