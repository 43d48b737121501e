"""Fetching: redirects, limits, and addresses that are nobody's business."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from dateline.issue import Issue
from dateline.sources import public
from dateline.sources.fetch import REDIRECTS, Answer, get
from dateline.sources.public import is_public
from sources.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def answer(url: str, **more: Any) -> Answer:
    got = get(url, **{"limit": 1000, "allow_private": True, **more})
    assert isinstance(got, Answer), got
    return got


def issue(url: str, **more: Any) -> Issue:
    got = get(url, **{"limit": 1000, "allow_private": True, **more})
    assert isinstance(got, Issue), got
    assert got.fatal
    assert got.file == url
    return got


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "::127.0.0.1", "::ffff:0:127.0.0.1",
        "64:ff9b:1::7f00:1", "2001::7f00:1", "192.0.0.1", "198.18.0.1",
    ],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


def test_the_body_and_where_it_came_from(server: Server) -> None:
    server.pages["/a"] = (301, {"Location": "/b"}, b"")
    server.pages["/b"] = (308, {"Location": f"{server.address}/c#part"}, b"")
    server.pages["/c"] = (200, {"ETag": '"1"'}, b"news")
    got = answer(f"{server.address}/a", agent="tester/1")
    assert (got.url, got.moved, got.data, got.headers["etag"]) == (f"{server.address}/c",) * 2 + (b"news", '"1"')
    assert server.headers["/c"]["User-Agent"] == "tester/1"
    assert server.headers["/c"]["Host"] == server.address.removeprefix("http://")


def test_what_moved_for_a_while_has_not_moved_for_good(server: Server) -> None:
    server.pages["/a"] = (301, {"Location": "/b"}, b"")
    server.pages["/b"] = (302, {"Location": "/c"}, b"")
    server.pages["/c"] = (301, {"Location": "/d"}, b"")
    server.pages["/d"] = b"news"
    assert answer(f"{server.address}/a").moved is None


def test_a_ring_of_redirects_ends(server: Server) -> None:
    server.pages["/a"] = (302, {"Location": "/a"}, b"")
    assert "redirects" in issue(f"{server.address}/a").note
    assert len(server.asked) == REDIRECTS + 1


@pytest.mark.parametrize("to", ["file:///etc/passwd", "gopher://x.example/", "http://[", "javascript:alert(1)"])
def test_a_redirect_to_no_web_address_is_not_followed(server: Server, to: str) -> None:
    server.pages["/a"] = (302, {"Location": to}, b"")
    assert issue(f"{server.address}/a").code == "fetch_failed"


def test_private_addresses_are_refused(server: Server) -> None:
    port = server.address.rpartition(":")[2]
    hosts = (
        "127.0.0.1 localhost 2130706433 0x7f.1 127.1 0 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1]"
    )
    for host in (*hosts.split(), "user:word@127.0.0.1"):
        found = issue(f"http://{host}:{port}/a", allow_private=False)
        assert found.code == "private_address", found
        assert "no public address" in found.note
    # Octal numbers are read in two ways, so they are no address here.
    assert issue(f"http://0177.0.0.1:{port}/a", allow_private=False).code == "fetch_failed"
    assert server.asked == []


def test_a_redirect_to_a_private_address_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    port = server.address.rpartition(":")[2]
    server.pages["/a"] = (302, {"Location": f"http://inside.example:{port}/secret"}, b"")
    names = {"outside.example": "127.0.0.1", "inside.example": "127.0.0.2"}
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *more, **and_: look_up(names.get(host, host), *more, **and_)
    )
    monkeypatch.setattr(public, "is_public", lambda address: address == "127.0.0.1")
    found = issue(f"http://outside.example:{port}/a", allow_private=False)
    assert found.code == "private_address"
    assert "inside.example stands for 127.0.0.2" in found.note
    assert server.asked == ["/a"]


def test_a_name_is_looked_up_once(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    port = server.address.rpartition(":")[2]
    server.pages["/a"] = b"news"
    looked_up = []
    look_up = socket.getaddrinfo

    def turning(host: str, *more: Any, **and_: Any) -> Any:
        if host != "turning.example":
            return look_up(host, *more, **and_)
        looked_up.append(host)
        return look_up("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2", *more, **and_)

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    assert answer(f"http://turning.example:{port}/a").data == b"news"
    assert looked_up == ["turning.example"]
    assert server.headers["/a"]["Host"] == f"turning.example:{port}"


def test_the_next_address_is_tried_where_one_is_dead(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.address.rpartition(":")[2])
    server.pages["/a"] = b"news"
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("127.0.0.3", "127.0.0.1")]
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *more, **and_: rows if host == "two.example" else look_up(host, *more, **and_),
    )
    assert answer(f"http://two.example:{port}/a").data == b"news"


def test_large_answers_are_refused_packed_or_not(server: Server) -> None:
    server.pages["/large"] = b"a" * 2000
    server.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 5_000_000))
    twice = gzip.compress(gzip.compress(b"a" * 50_000_000))
    server.pages["/twice"] = (200, {"Content-Encoding": "gzip, gzip"}, twice)
    server.pages["/small"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"news"))
    for path in ("/large", "/bomb", "/twice"):
        assert issue(server.address + path).code == "too_large"
    assert answer(f"{server.address}/small").data == b"news"


def test_damaged_packing_is_a_failure(server: Server) -> None:
    server.pages["/a"] = (200, {"Content-Encoding": "gzip"}, b"no gzip")
    assert issue(f"{server.address}/a").code == "fetch_failed"


@contextmanager
def sending(start: bytes, again: bytes = b"", *, pause: float = 0.01) -> Iterator[str]:
    """The address of a server that answers with ``start`` and then, where it is given, with ``again`` without end."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        done = threading.Event()

        def send() -> None:
            connection, _ = listening.accept()
            with connection:
                try:
                    connection.recv(10_000)
                    connection.sendall(start)
                    while again and not done.wait(pause):
                        connection.sendall(again)
                except OSError:
                    return

        thread = threading.Thread(target=send)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        done.set()
        thread.join()


@pytest.mark.parametrize(
    ("start", "again"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-Drip: 1\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"a"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ],
    ids=["headers", "body", "chunks"],
)
def test_what_drips_is_given_up(start: bytes, again: bytes) -> None:
    with sending(start, again) as address:
        assert "took too long" in issue(address, whole=0.3).note


@pytest.mark.parametrize("kind", ["", "Transfer-Encoding: chunked\r\n", "Content-Length: 99999999999999\r\n"])
def test_a_body_without_end_is_too_large(kind: str) -> None:
    piece = b"5000\r\n" + b"a" * 0x5000 + b"\r\n"
    with sending(f"HTTP/1.1 200 OK\r\n{kind}\r\n".encode(), piece, pause=0) as address:
        assert issue(address, limit=1_000_000).code == "too_large"


@pytest.mark.parametrize(
    "answered",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnews",
        b"HTTP/1.1 200 OK\r\nX-Large: " + b"a" * 2_000_000 + b"\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: a\r\n" * 200_000 + b"\r\nnews",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"\x00\x16\x03\x01 no HTTP",
        b"",
    ],
    ids=["short", "negative", "two lengths", "no chunk", "long header", "many headers", "status", "noise", "nothing"],
)
def test_a_broken_answer_is_a_failure(answered: bytes) -> None:
    with sending(answered) as address:
        assert issue(address).code == "fetch_failed"


def test_no_more_is_taken_than_the_length_says() -> None:
    with sending(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews and more") as address:
        assert answer(address).data == b"news"


def test_somebody_may_forbid_an_address(server: Server) -> None:
    server.pages["/a"] = (302, {"Location": "/b"}, b"")
    no = Issue("robots_disallow", "no", f"{server.address}/a", fatal=True)
    assert issue(f"{server.address}/a", before=lambda url: no if url.endswith("/b") else None).code == "robots_disallow"
    assert server.asked == ["/a"]
