"""``--log-json``: what a run writes for programs, and that people see the same as without it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dateline.cli.app import app
from dateline.export.write import write
from dateline.record.store import Record
from record.tellings import Telling


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "peace.duckdb") as held:
        held.add([Telling("one", "Envoys met in Juba.").pair])
    return tmp_path / "peace.duckdb"


def test_a_run_says_what_runs_and_how_it_ended(record: Path, tmp_path: Path) -> None:
    log, plain = tmp_path / "log.jsonl", tmp_path / "plain.jsonl"
    done = run("--log-json", log, "--record", record, "export", "--to", plain)
    assert done.stdout == run("--record", record, "export", "--to", plain).stdout
    began, opened, exported, ended = events(log.read_text())
    assert (began["event"], began["command"]) == ("run_started", "export")
    assert {"dateline", "python", "spacy", "duckdb", "onnxruntime"} == began["versions"].keys()
    assert len(began["reader"]) == 16
    assert (opened["event"], opened["record"]) == ("record_opened", str(record))
    assert (exported["event"], exported["to"]) == ("exported", str(plain))
    assert (ended["event"], ended["code"], ended["level"]) == ("run_ended", 0, "info")
    assert ended["seconds"] >= 0


def test_a_command_that_stops_says_why(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    done = run("--log-json", log, "--record", tmp_path / "none.duckdb", "timeline")
    assert (done.exit_code, "no record here yet" in done.stderr) == (2, True)
    _, stopped, ended = events(log.read_text())
    assert "no record here yet" in stopped["reason"]
    assert (ended["level"], ended["code"]) == ("error", 2)


def test_on_stderr_there_is_nothing_but_events(tmp_path: Path) -> None:
    record, empty = tmp_path / "peace.duckdb", tmp_path / "empty.html"
    empty.touch()
    done = run("--log-json", "-", "--record", record, "add", empty)
    told = events(done.stderr)
    assert [line["event"] for line in told] == [
        "run_started", "record_opened", "input_left_out", "step_done", "stages", "step_done", "record_opened",
        "step_done", "added", "run_ended",
    ]  # fmt: skip
    assert (told[2]["code"], told[2]["file"]) == ("empty_file", str(empty))
    steps = [line["step"] for line in told if line["event"] == "step_done"]
    assert steps == ["gathering", "reading", "looking who is who"]
    assert (told[-2]["new"], told[-2]["left_out"], told[-2]["issues"]) == (0, 1, {"empty_file": 1})


def test_lines_of_an_import_that_are_left_out(record: Path, tmp_path: Path) -> None:
    exported, log = tmp_path / "record.jsonl", tmp_path / "log.jsonl"
    with Record.open(record) as held:
        write(held, "jsonl", exported)
    exported.write_text(exported.read_text() + "{\n")
    assert run("--log-json", log, "import", exported, "--record", tmp_path / "other.duckdb").exit_code == 1
    told = {line["event"]: line for line in events(log.read_text())}
    assert told["line_left_out"]["line"] == len(exported.read_text().splitlines())
    assert (told["imported"]["reports"], told["imported"]["left_out"]) == (1, 1)
    assert told["run_ended"]["code"] == 1


def test_what_was_not_foreseen_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Record, "open", lambda *_, **__: 1 / 0)
    (record := tmp_path / "a.duckdb").touch()
    done = run("--log-json", tmp_path / "log.jsonl", "--record", record, "verify")
    assert isinstance(done.exception, ZeroDivisionError)
    assert events((tmp_path / "log.jsonl").read_text())[-1]["error"] == "ZeroDivisionError: division by zero"


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    done = run("--log-json", tmp_path, "verify")
    assert (done.exit_code, "cannot be written" in done.stderr) == (2, True)


def test_a_run_that_somebody_ends(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Record, "open", end)
    run("--log-json", tmp_path / "log.jsonl", "--record", record, "verify")
    ended = events((tmp_path / "log.jsonl").read_text())[-1]
    assert (ended["event"], ended["code"], "error" in ended) == ("run_ended", 130, False)
