"""What is tried with any bytes: each format that dateline reads, with what must hold of whatever comes out."""

import io
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from dateline.across.processes import ProcessError, set_out
from dateline.cli.read import pair_of
from dateline.cli.terminal import CONTROLS, issue_line
from dateline.issue import Issue
from dateline.readings.as_json import KINDS, reading_from_json, reading_json
from dateline.readings.read import read_many
from dateline.readings.relations import relate as related
from dateline.record.imported import take_in
from dateline.record.store import Record
from dateline.reports import agency, credits, dates, placeline
from dateline.reports.clean import report_of
from dateline.reports.report import Report
from dateline.sources.document import Document
from dateline.sources.encoding import decode
from dateline.sources.fetch import Answer, is_web_address
from dateline.sources.gather import documents_of
from dateline.sources.items import from_feed, from_json, from_lines
from dateline.sources.polling import settings, state
from dateline.sources.polling.robots import Robots
from dateline.sources.warc import from_warc

# An issue is a line for a person, however long what it speaks of.
LONGEST_NOTE = 2000
LIMIT = 100_000
NOON = datetime(2018, 12, 13, 12, tzinfo=UTC)


def sound(found: Iterator[Document | Issue]) -> None:
    """Every document becomes a report or says why not; every issue is a line that says something."""
    for one in found:
        if isinstance(one, Issue):
            clear(one)
        else:
            cleaned(one)


def clear(issue: Issue) -> None:
    """An issue names its file, says what was seen, and does nothing to a terminal."""
    assert issue.file
    assert 0 < len(issue.note) <= LONGEST_NOTE, issue
    assert not CONTROLS.search(issue_line(issue))


def cleaned(document: Document) -> None:
    """A document becomes a report whose parts hold, or says why not."""
    report, issues = report_of(document)
    for issue in issues:
        clear(issue)
    assert (report is None) == any(issue.fatal for issue in issues)
    if report is None:
        return
    assert report.text.strip()
    assert all(0 <= start < end <= len(report.text) for start, end in report.crossheads)
    # What is kept must be text that a file can hold.
    for text in (report.id, report.text, report.title or "", report.url or "", *report.authors):
        text.encode()
    if document.shape != "json":
        assert not CONTROLS.search(report.text + (report.title or "")), report
    assert report.published is None or report.published.year >= 1900


def telling(error: Exception, word: str = "") -> None:
    """An error says something, and names what it is about."""
    assert str(error)
    assert word in str(error)


def post(data: bytes) -> None:
    """Posts with front matter or header lines."""
    for shape in ("front_matter", "headers"):
        cleaned(Document(data, shape, "a.md"))


def page(data: bytes) -> None:
    """Saved pages, PHP among them, and fragments of HTML."""
    cleaned(Document(data, "page", "a.html"))
    cleaned(Document(data.decode("utf-8", "replace"), "feed_item", "a.xml"))


def pasted(data: bytes) -> None:
    """Plain text."""
    cleaned(Document(data, "pasted", "2016-02-11_a.txt"))


def feed(data: bytes) -> None:
    """RSS and Atom."""
    sound(from_feed(data, "a.xml"))


def lines(data: bytes) -> None:
    """JSON lines."""
    sound(from_lines(io.BytesIO(data), "a.jsonl", limit=LIMIT))


def whole_json(data: bytes) -> None:
    """Files of JSON, such as those of one day."""
    sound(from_json(data, "a.json"))


def warc(data: bytes) -> None:
    """Web archives."""
    sound(from_warc(io.BytesIO(data), "a.warc", limit=LIMIT))


def packed(data: bytes) -> None:
    """What starts as gzip does."""
    sound(documents_of(b"\x1f\x8b" + data, "a.gz"))


def file(data: bytes) -> None:
    """A file of whatever kind and encoding."""
    text, note = decode(data)
    assert note is None or 0 < len(note) <= LONGEST_NOTE
    text.encode()
    sound(documents_of(data, "a"))


def words(data: bytes) -> None:
    """Dates, datelines, credits and addresses, each in a text of its own."""
    text = data.decode("utf-8", "replace")
    moment = dates.moment_of(text)
    assert moment is None or moment.year >= 1900
    for stamp in filter(None, [dates.find_stamp(text)]):
        assert 0 <= stamp.span.start < stamp.span.end <= len(text)
    dates.date_in_url(text)
    for anywhere in (True, False):
        line = placeline.placeline_of(text, anywhere=anywhere)
        assert line is None or 0 <= line.start < line.end <= len(text)
    credits.credits_of(text)
    credits.split_closing(text)
    agency.copyright_holder(text)
    agency.aggregates(agency.host_of(agency.unwrapped(text)))
    is_web_address(text)


def reader(data: bytes) -> None:
    """A text that is read to the end."""
    text = data.decode("utf-8", "replace")
    report = Report(id="a", text=text, title="War, truce and peace talks", published=NOON)
    reading = next(read_many([report]))
    for kind in KINDS:
        for item in getattr(reading, kind):
            assert all(e.quote and e.quote == e.span.of(text) for e in item.evidence)
    assert reading_from_json(reading_json(report, reading)) == (report, reading)


def imported(data: bytes) -> None:
    """Lines of another record."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(data)
        file.flush()
        done = take_in(_record(), Path(file.name))
    assert all(refused.note for refused in done.refused)
    assert not done.reports or not _record().verify()


@cache
def _record() -> Record:
    return Record.open(":memory:")


def relate(data: bytes) -> None:
    """Lines of pairs."""
    pair = pair_of(data.decode("utf-8", "replace"))
    if not isinstance(pair, str):
        scores: dict[str, Any] = related(*pair[1:])["scores"]
        assert all(0 <= share <= 1 for share in scores.values())


def watching(data: bytes) -> None:
    """What following feeds rests on: feeds.toml, its state, and the robots.txt of hosts."""
    text = data.decode("utf-8", "replace")
    try:
        settings.settings_of(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, settings.SettingsError) as error:
        telling(error)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.json"
        path.write_bytes(data)
        state.save(state.load(path)[0], path)
        assert state.load(path)[1] is None
    robots = Robots({}, lambda url: Answer(url, 200, data=data), lambda: NOON)
    robots.refusal("https://news.example/rss?a=b")
    robots.pause("https://news.example/rss")


def process(data: bytes) -> None:
    """Files of processes."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.yml").write_bytes(data)
        try:
            assert all(one.name and one.words for one in set_out(Path(folder)))
        except ProcessError as error:
            telling(error, "a.yml")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "post": post,
    "page": page,
    "pasted": pasted,
    "feed": feed,
    "lines": lines,
    "json": whole_json,
    "warc": warc,
    "packed": packed,
    "file": file,
    "words": words,
    "reader": reader,
    "import": imported,
    "relate": relate,
    "watching": watching,
    "process": process,
}
