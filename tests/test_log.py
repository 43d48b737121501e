"""Events as JSON lines: safe, without secrets, and silent unless somebody asks for them."""

import json
import logging
from pathlib import Path

import pytest

from dateline import log


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="ascii").splitlines()]


def test_runs_share_a_file_and_each_has_its_mark(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    for shard in (1, 2):
        with log.written(file):
            log.event("shard_done", shard=shard, file=tmp_path)
    first, second = lines(file)
    assert (first["event"], first["shard"], first["file"], first["level"]) == ("shard_done", 1, str(tmp_path), "info")
    assert str(first["time"]).endswith("Z")
    assert first["run"] != second["run"]
    log.event("shard_done", shard=3)
    assert len(lines(file)) == 2


def test_text_from_outside_is_one_line_of_ascii(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    odd = 'a\n{"event": "forged"}\x1b[2J\x7f\x9b\u202e\ud800 “é”'
    with log.written(file):
        log.event("input_left_out", note=odd)
        logging.getLogger("dateline.web").info(odd)
    raw = file.read_bytes()
    assert raw.count(b"\n") == 2
    assert all(32 <= byte < 127 for byte in raw.replace(b"\n", b""))
    assert lines(file)[0]["note"] == odd
    assert lines(file)[1]["message"] == odd


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("https://ana:p@ss@example.org/feed?key=battery#top: no answer", "https://example.org/feed?... no answer"),
        ("see https://example.org/a/b, then 5 > 3?", "see https://example.org/a/b, then 5 > 3?"),
        ("https://example.org/#access_token=battery", "https://example.org/?..."),
    ],
)
def test_addresses_are_written_without_passwords_and_keys(tmp_path: Path, told: str, written: str) -> None:
    file = tmp_path / "log.jsonl"
    with log.written(file):
        log.event("feed_failed", reason=told, also={"deep": [told]})
    (line,) = lines(file)
    assert line["reason"] == written
    assert line["also"] == {"deep": [written]}


def test_of_other_packages_only_warnings_are_written(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    with log.written(file):
        logging.getLogger("somebody").info("GET /?key=battery")
        logging.getLogger("somebody").warning("disk is full")
        try:
            raise OSError("no room")
        except OSError:
            logging.getLogger("dateline.web").exception("failed")
    first, second = lines(file)
    assert (first["event"], first["logger"], first["message"]) == ("logged", "somebody", "disk is full")
    assert "OSError: no room" in str(second["traceback"])


def test_unasked_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    log.event("input_left_out", level=log.ERROR, file="a.html")
    assert capfd.readouterr() == ("", "")
