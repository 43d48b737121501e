"""``dateline watch``: what is new goes into the record once, whatever happens in between."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from typer.testing import CliRunner, Result

from dateline import log
from dateline.cli import watch as command
from dateline.cli.app import app
from dateline.cli.inbox import Inbox
from dateline.cli.watch import follow, one_round, told_to_end
from dateline.issue import Issue
from dateline.readings.items import Reading
from dateline.record import store
from dateline.record.store import Record, RecordError
from dateline.reports.report import Report
from dateline.sources.polling import state
from dateline.sources.polling.poll import Poller
from dateline.sources.polling.settings import Feed, Settings
from sources.server import Clock, Server, rss, serving

TRUCE = ("Truce holds", "The truce in Ardan held on Thursday, monitors of the River Council said in a statement.")
TALKS = ("Talks open", "Envoys of the Coastal League met ministers in Belmar on Wednesday, the mediator said.")


def unread(reports: list[Report]) -> Iterable[tuple[Report, Reading | Issue]]:
    """Reports with readings that say nothing: no parser is loaded."""
    return ((report, Reading(report_id=report.id)) for report in reports)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.pages["/rss"] = (200, {"ETag": '"1"'}, rss(TRUCE))
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "peace.duckdb"):
        return tmp_path / "peace.duckdb"


class Run:
    """A run of watching that keeps its state beside the record; a new one is a restart."""

    def __init__(self, server: Server, path: Path, *, pages: bool = False) -> None:
        self.path, self.clock, self.ending = path, Clock(), Event()
        self.kept = path.with_name("peace.duckdb.watch.json")
        stands, self.broken = state.load(self.kept)
        feeds = (Feed(url=f"{server.address}/rss", name="Example", pages=pages),)
        settings = Settings(feeds=feeds, allow_private=True)
        self.poller = Poller(settings, stands, wait=self.clock.wait, clock=self.clock, chance=lambda: 0.5)
        self.inbox = Inbox(path, unread)
        self.save = partial(state.save, stands, self.kept)
        # Waiting moves the clock and nothing else.
        self.ending.wait = lambda seconds=None: self.clock.wait(timedelta(seconds=seconds or 0))  # type: ignore[method-assign]

    def once(self) -> bool:
        return one_round(self.poller, self.inbox, self.save, self.ending)


def titles(path: Path) -> list[str]:
    with Record.open(path, read_only=True) as record:
        return sorted(record.reports()["title"].to_pylist())


def test_what_is_new_is_added_once(server: Server, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(server, path)
    assert run.once()
    assert titles(path) == ["Truce holds"]
    assert "Example: 1 new report\n" in capsys.readouterr().out
    assert run.once()
    assert capsys.readouterr().out == ""
    server.pages["/rss"] = (200, {"ETag": '"2"'}, rss(TALKS, TRUCE))
    assert Run(server, path).once()
    assert titles(path) == ["Talks open", "Truce holds"]
    assert "Example: 1 new report\n" in capsys.readouterr().out
    assert server.headers["/rss"]["If-None-Match"] == '"1"'


def test_a_restart_before_the_state_was_kept_adds_nothing_twice(server: Server, path: Path) -> None:
    run = Run(server, path)
    run.save = lambda: None
    run.once()
    again = Run(server, path)
    assert again.once()
    assert titles(path) == ["Truce holds"]
    assert server.asked.count("/rss") == 2
    assert "If-None-Match" not in server.headers["/rss"]
    with Record.open(path, read_only=True) as record:
        assert record.query("SELECT count(*) AS n FROM reading").to_pylist() == [{"n": 1}]


def test_a_record_that_is_in_use_gets_the_news_later(
    server: Server, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run, opened, read = Run(server, path), Record.open, []
    tries = 0

    def held(path: Path, *, read_only: bool = False) -> Record:
        nonlocal tries
        tries += 1
        if tries in (1, 3):
            raise RecordError(f"{path}: IO Error: Could not set lock on file: Conflicting lock is held in python")
        return opened(path, read_only=read_only)

    run.inbox.read = lambda reports: read.extend(reports) or unread(reports)
    monkeypatch.setattr(store.Record, "open", held)
    assert run.once()
    monkeypatch.undo()
    assert titles(path) == ["Truce holds"]
    assert len(read) == 1
    assert run.kept.exists()
    assert server.asked.count("/rss") == 1


def test_news_that_could_not_be_written_is_asked_for_again(
    server: Server, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def held(path: Path, **how: object) -> Record:
        raise RecordError(f"{path}: IO Error: Could not set lock on file: Conflicting lock is held in python")

    with monkeypatch.context() as patched:
        patched.setattr(store.Record, "open", held)
        assert not Run(server, path).once()
    assert "in use by another process" in capsys.readouterr().err
    assert Run(server, path).once()
    assert titles(path) == ["Truce holds"]


def test_a_process_that_holds_the_record_is_known_by_its_lock(path: Path) -> None:
    code = f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(RecordError) as error:
            Record.open(path)
        other.communicate(b"")
    assert command.in_use(str(error.value))


def test_a_broken_state_is_set_aside_and_nothing_is_lost(server: Server, path: Path) -> None:
    run = Run(server, path)
    run.once()
    run.kept.write_text("{", encoding="utf-8")
    again = Run(server, path)
    assert again.broken is not None
    assert again.once()
    assert titles(path) == ["Truce holds"]


def test_failures_and_ends_are_said(server: Server, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.pages["/rss"] = (500, {}, b"")
    assert not Run(server, path).once()
    assert "Example: the server answered 500; asked again at 2018-12-13" in capsys.readouterr().out
    assert not Run(server, path).once()
    assert "Example: left alone until 2018-12-13" in capsys.readouterr().out
    assert server.asked.count("/rss") == 1


def test_a_feed_that_ends_is_said_once_and_kept_as_an_issue(
    server: Server, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.pages["/rss"] = (410, {}, b"")
    run = Run(server, path)
    assert not follow(run.poller, run.inbox, run.save, run.ending)
    said = capsys.readouterr()
    assert "this feed has ended (410)" in said.out
    assert "nothing left to follow" in said.err
    with Record.open(path, read_only=True) as record:
        assert record.issues()["code"].to_pylist() == ["feed_gone"]


def test_following_asks_when_feeds_are_due_until_told_to_end(server: Server, path: Path) -> None:
    run = Run(server, path)
    rounds = []

    def save() -> None:
        rounds.append(run.clock.now)
        if len(rounds) == 40:
            run.ending.set()

    assert follow(run.poller, run.inbox, save, run.ending)
    assert server.asked.count("/rss") == 3
    assert run.clock.now - rounds[0] == timedelta(minutes=40)


def test_a_signal_ends_it_after_the_step() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with told_to_end() as ending:
        os.kill(os.getpid(), signal.SIGTERM)
        assert ending.wait(1)
        assert signal.getsignal(signal.SIGTERM) is before
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_page_without_an_article_is_left_to_the_feed(server: Server, path: Path) -> None:
    server.pages["/rss"] = rss(TRUCE, TALKS, link=server.address + "/{}")
    server.pages["/truce-holds"] = b"<html><head><title>Truce holds</title></head><body><p></p></body></html>"
    text = b"The envoys sat down at noon on Thursday, and the mediator of the River Council welcomed them. " * 5
    server.pages["/talks-open"] = (
        b"<html><head><title>Talks open</title></head><body><p>" + text + b"</p></body></html>"
    )
    assert Run(server, path, pages=True).once()
    with Record.open(path, read_only=True) as record:
        rows = record.query("SELECT title, text, published, url FROM report ORDER BY title").to_pylist()
    assert [row["title"] for row in rows] == ["Talks open", "Truce holds"]
    assert rows[0]["text"].startswith("The envoys sat down at noon")
    assert rows[1]["text"] == TRUCE[1]
    assert {f"{row['published']:%Y-%m-%d}" for row in rows} == {"2018-12-13"}
    assert rows[0]["url"] == f"{server.address}/talks-open"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_from_the_file_of_feeds_to_the_record(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.sources.polling.poll.GAP", timedelta(0))
    text = "&quot;We will not sign before the sieges end,&quot; rebel spokesman Deng Ajak told reporters."
    server.pages["/rss"] = rss(("Envoys meet", text))
    feeds, record = tmp_path / "feeds.toml", tmp_path / "peace.duckdb"
    feeds.write_text(f'allow_private = true\n[[feed]]\nurl = "{server.address}/rss"\nname = "Wire"\n', encoding="utf-8")
    done = run("watch", feeds, "--record", record, "--once")
    assert done.exit_code == 0, done.output
    assert "Wire: 1 new report" in done.stdout
    said = run("statements", "--by", "Deng Ajak", "--record", record)
    assert "We will not sign before the sieges end" in " ".join(said.stdout.split())
    assert run("verify", "--record", record).exit_code == 0
    again = run("watch", feeds, "--record", record, "--once")
    assert (again.exit_code, again.stdout) == (0, "")


def test_what_cannot_be_followed_is_said(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    assert "cannot be read" in run("watch", feeds, "--once").stderr
    feeds.write_text('[[feed]]\nurl = "https://news.example/rss"\nevery = "often"', encoding="utf-8")
    done = run("watch", feeds, "--record", tmp_path / "peace.duckdb")
    assert done.exit_code == 2
    assert "feeds.toml: [[feed]] 1: every is 'often'; write a whole number of minutes" in " ".join(done.stderr.split())
    feeds.write_text('[[feed]]\nurl = "https://news.example/rss"', encoding="utf-8")
    (tmp_path / "odd.duckdb.watch.json").mkdir()
    for place in (tmp_path, tmp_path / "none" / "peace.duckdb", feeds, tmp_path / "odd.duckdb"):
        assert run("watch", feeds, "--record", place).exit_code == 2


def test_the_log_has_each_asking_and_what_was_kept(server: Server, path: Path, tmp_path: Path) -> None:
    run, file = Run(server, path), tmp_path / "log.jsonl"
    with log.written(file):
        assert run.once()
        server.pages["/rss"] = (500, {}, b"")
        assert not Run(server, path).once()
    asked, kept, failed = (json.loads(line) for line in file.read_text().splitlines())
    assert (asked["event"], asked["feed"], asked["url"], asked["entries"]) == (
        "feed_asked", "Example", f"{server.address}/rss", 1,
    )  # fmt: skip
    assert (kept["event"], kept["reports"], kept["known"]) == ("news_kept", 1, 0)
    assert (failed["event"], failed["level"], failed["failures"]) == ("feed_failed", "warning", 1)
    assert "500" in failed["reason"]
