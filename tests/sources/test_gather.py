"""Paths to documents: containers are opened, what can't be read is an Issue that says why."""

import gzip
import io
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dateline.issue import Issue
from dateline.sources import gather as gather_module
from dateline.sources import public
from dateline.sources.document import Document
from dateline.sources.gather import gather

POST = b"---\ntitle: Talks open\ndate: 2016-02-11\n---\nThe two sides met in Juba on Thursday.\n"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Example News</title><link>https://news.example/</link>
<item><title>Truce holds</title><link>https://news.example/2016/02/28/truce</link>
<pubDate>Sun, 28 Feb 2016 08:00:00 GMT</pubDate>
<description>&lt;p&gt;The truce held, monitors said.&lt;/p&gt;</description></item>
</channel></rss>"""


def documents(*paths: object, stdin: bytes | None = None) -> list[Document]:
    found = list(gather([str(p) for p in paths], stdin=io.BytesIO(stdin) if stdin is not None else None))
    assert all(isinstance(d, Document) for d in found), found
    return [d for d in found if isinstance(d, Document)]


def issue(*paths: object) -> Issue:
    (found,) = gather([str(p) for p in paths])
    assert isinstance(found, Issue)
    assert found.fatal
    assert found.note
    return found


def test_directories_come_sorted_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", ".hidden.md", "sub/c.md", ".git/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(POST)
    assert [Path(d.file).name for d in documents(tmp_path)] == ["a.md", "b.md", "c.md"]


def test_globs_and_stdin(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(POST)
    assert documents(tmp_path / "*.md")[0].shape == "front_matter"
    assert documents("-", stdin=POST)[0].file == "-"


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (POST, "front_matter"),
        (b"Title: Talks\nDate: 2015-05-07\n\nThey met.", "headers"),
        (b"<!doctype html><html><body><p>They met.</p></body></html>", "page"),
        (b"<div><?php include 'x.php'; ?><h2>Talks</h2><p>They met.</p></div>", "page"),
        (b"Talks open\n\nThey met in Juba.", "pasted"),
        (b'{"id": "a", "text": "They met."}\n', "json"),
        (b'[{"title": "Talks", "description": "They met."}]', "feed_item"),
        (b'{"items": [{"title": "Talks", "description": "They met."}]}', "feed_item"),
        (RSS, "feed_item"),
    ],
)
def test_the_content_tells_the_shape(tmp_path: Path, data: bytes, shape: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    assert [d.shape for d in documents(path)] == [shape]
    packed = tmp_path / "report.txt.gz"
    packed.write_bytes(gzip.compress(data))
    assert [d.shape for d in documents(packed)] == [shape]


def test_json_lines_keep_text_id_and_offset(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"r{n}", "text": " They\tmet .\n"}) for n in range(2)]
    path = tmp_path / "a.jsonl"
    path.write_text(lines[0] + "\nnot json\n" + lines[1] + "\n")
    first, broken, last = gather([str(path)])
    assert isinstance(first, Document)
    assert (first.data, first.meta["id"], first.offset) == (" They\tmet .\n", "r0", 0)
    assert isinstance(broken, Issue)
    assert (broken.code, broken.offset) == ("broken_json", len(lines[0]) + 1)
    assert isinstance(last, Document)
    assert last.meta["id"] == "r1"


def test_a_broken_array_gives_the_items_before_the_break(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"title": "A", "description": "They met."}, {"title": ')
    item, broken = gather([str(path)])
    assert isinstance(item, Document)
    assert isinstance(broken, Issue)
    assert broken.code == "broken_json"


def test_pages_come_out_of_an_archive(tmp_path: Path) -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>They met.</p></body></html>"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\n"
        "WARC-Date: 2020-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    record = head.encode() + body + b"\r\n\r\n"
    for name, data in (("a.warc", record), ("a.warc.gz", gzip.compress(record))):
        path = tmp_path / name
        path.write_bytes(data)
        (page,) = documents(path)
        assert (page.shape, page.meta["url"]) == ("warc_page", "https://news.example/a")
        assert b"They met" in bytes(page.data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \n", "empty_file"),
        (b"%PDF-1.7 \x00\x01", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"a\tb\tc\n1\t2\t3\n", "not_a_report"),
        (gzip.compress(b"They met." * 99)[:-20], "broken_gzip"),
    ],
)
def test_what_is_no_report_is_an_issue(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert issue(path).code == code


def test_a_single_report_of_50_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"The two sides met again today.\n" * 1_700_000)
    assert issue(path).code == "too_large"


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"a" * 1_000_000 + b'"}\n') * 40)
    codes = {found.code for found in gather([str(path)]) if isinstance(found, Issue)}
    assert "bomb" in codes


def test_missing_paths_and_patterns(tmp_path: Path) -> None:
    assert issue(tmp_path / "none.txt").code == "not_found"
    assert issue(tmp_path / "*.md").code == "no_match"
    assert issue("-").code == "no_stdin"


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out.md").write_bytes(POST)
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.md").write_bytes(POST)
    os.symlink(tmp_path / "out.md", inside / "z.md")
    found = list(gather([str(inside)]))
    assert [f.code if isinstance(f, Issue) else f.shape for f in found] == ["front_matter", "link_leads_out"]


class _Feeds(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/feed" else 404)
        self.end_headers()
        self.wfile.write(RSS if self.path == "/feed" else b"")

    def log_message(self, *args: object) -> None:
        pass


def test_feeds_come_over_http_and_failures_are_issues(monkeypatch: pytest.MonkeyPatch) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Feeds)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        refused = issue(f"{address}/feed")
        assert (refused.code, "save the file" in refused.note) == ("private_address", True)
        monkeypatch.setattr(public, "is_public", lambda address: True)
        (item,) = documents(f"{address}/feed")
        assert (item.meta["title"], item.meta["publisher"]) == ("Truce holds", "Example News")
        assert issue(f"{address}/none").code == "fetch_failed"
        monkeypatch.setattr(gather_module, "LARGEST", 100)
        assert issue(f"{address}/feed").code == "too_large"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert issue(f"{address}/feed").code == "fetch_failed"
