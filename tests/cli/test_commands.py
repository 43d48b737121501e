"""The commands from end to end, on a few files of many kinds, good and bad."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dateline.archive import workers
from dateline.archive.workers import read_in_order
from dateline.cli import opening
from dateline.cli.app import app
from dateline.issue import Issue
from dateline.readings.items import Reading
from dateline.record.store import Record
from dateline.reports.report import Report

POST = """---
title: "Envoys meet in Juba"
date: 2018-12-13
---
<p>JUBA (Example Wire) - Rebel envoys met government ministers in Juba on Wednesday, the mediator said.</p>
<p>"We will not sign before the sieges end," rebel spokesman Deng Ajak told reporters. At least 12 people were
killed in shelling near Bentiu on Tuesday, aid workers said.</p>
"""
LINES = [
    {"id": "one", "text": "Kyiv accused Moscow of shelling a port on Monday.", "published": "2022-03-02"},
    {
        "id": "two",
        "text": "A truce took effect at midnight, \x1b[2Jthe envoy said.",
        "published": "2022-03-03",
    },
]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "juba.md").write_text(POST, encoding="utf-8")
    (folder / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    (folder / "empty.html").write_bytes(b"")
    (folder / "photo.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    return folder


def run(*words: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words], input=stdin)


def test_add_then_ask(inbox: Path, tmp_path: Path) -> None:
    record = tmp_path / "peace.duckdb"
    added = run("add", inbox, "--record", record)
    assert added.exit_code == 0, added.output
    assert "3 new reports" in added.stdout
    assert "empty_file" in added.stdout
    assert f"dateline --record {record} issues" in added.stdout
    again = run("--record", record, "add", inbox)
    assert again.exit_code == 0
    assert "0 new reports" in again.stdout
    assert "3 were known already" in again.stdout
    said = run("statements", "--by", "Deng Ajak", "--record", record)
    assert "We will not sign before the sieges end" in " ".join(said.stdout.split())
    assert run("verify", "--record", record).exit_code == 0
    issues = run("issues", "--record", record, "--format", "json")
    assert {"empty_file", "binary"} <= {row["code"] for row in json.loads(issues.stdout)}


def test_read_names_each_reading_by_its_input(inbox: Path) -> None:
    done = run("read", inbox)
    assert done.exit_code == 0
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["id"] for r in readings] == ["juba", "one", "two"]
    assert readings[2]["report"]["text"] == LINES[1]["text"]
    assert "\x1b" not in done.output
    assert "left out: " in done.stderr
    for reading in readings:
        for item in reading["statements"] + reading["events"]:
            assert all(0 <= start < end <= len(reading["report"]["text"]) for start, end in item["evidence"])


def test_read_takes_standard_input_by_itself() -> None:
    done = run("read", stdin=json.dumps(LINES[0]) + "\n")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["one"]


def test_two_processes_read_the_same_in_the_same_order(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    many = [{**LINES[0], "id": str(n), "text": f"{n} rebels left Sanaa on Monday."} for n in range(40)]
    file.write_text("".join(json.dumps(line) + "\n" for line in many), encoding="utf-8")
    assert run("read", file, "--workers", 2).stdout == run("read", file).stdout


def test_relate_leaves_out_bad_lines_and_says_why() -> None:
    good = {
        "id": 7,
        "text": "Kyiv accused Moscow.",
        "source": {"start": 0, "end": 4},
        "target": {"start": 13, "end": 19},
    }
    bad = {**good, "target": {"start": 13, "end": 99}}
    done = run("relate", stdin="\n".join([json.dumps(good), "{", json.dumps(bad), '"text"', ""]))
    assert done.exit_code == 1
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(a["id"], a["type"]) for a in answers] == [(7, "ACCUSE")]
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == [
        " -, line 2",
        " -, line 3",
        " -, line 4",
    ]


@pytest.mark.parametrize("command", ["timeline", "verify", "issues", "export --to -"])
def test_no_record_says_how_to_make_one(tmp_path: Path, command: str) -> None:
    done = run("--record", tmp_path / "none.duckdb", *command.split())
    assert done.exit_code == 2
    assert "dateline add" in done.stderr


def test_another_file_is_no_record(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no record at all, but a text that is long enough to have a header of its own" * 100)
    done = run("timeline", "--record", file)
    assert done.exit_code == 2
    assert "not a dateline record" in done.stderr
    assert "Traceback" not in done.output


def test_a_record_in_use_says_so(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    record = tmp_path / "peace.duckdb"
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, record], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        done = run("add", inbox, "--record", record)
        other.communicate("")
    assert done.exit_code == 2
    assert f"in use by another process (PID {other.pid})" in done.stderr


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    done = run("add", tmp_path / "nowhere", "--record", tmp_path / "peace.duckdb")
    assert done.exit_code == 2
    assert "no such file or folder" in done.stderr
    assert not (tmp_path / "peace.duckdb").exists()


def test_only_bad_input_ends_with_1(inbox: Path, tmp_path: Path) -> None:
    done = run("add", inbox / "empty.html", inbox / "photo.html", "--record", tmp_path / "peace.duckdb")
    assert done.exit_code == 1
    assert "0 new reports" in done.stdout
    assert run("read", inbox / "photo.html").exit_code == 1


def test_help_is_quick_and_a_closed_pipe_is_quiet() -> None:
    command = str(Path(sys.executable).parent / "dateline")
    before = os.times().children_user
    done = subprocess.run([command, "--help"], capture_output=True, text=True, check=True)
    assert os.times().children_user - before < 0.5
    assert "A first look" in done.stdout
    piped = subprocess.run(f"{command} --help | true", shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in piped.stderr


def test_nothing_heavy_is_imported_before_a_command_runs() -> None:
    heavy = "{'spacy', 'duckdb', 'pyarrow', 'numpy', 'rich.table'}"
    code = f"import sys, dateline.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_report_that_breaks_the_reader_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.readings import read

    def fragile(reports: Iterable[Report], **how: Any) -> Iterator[Reading]:
        for report in reports:
            if "Minsk" in report.text:
                raise KeyError("Minsk")
            yield Reading(report_id=report.id)

    monkeypatch.setattr(read, "read_many", fragile)
    texts = ["Talks in Oslo.", "Talks in Minsk.", "Talks in Juba."]
    done = list(read_in_order(Report(id=str(n), text=text) for n, text in enumerate(texts)))
    assert [report.id for report, _ in done] == ["0", "1", "2"]
    broken = done[1][1]
    assert isinstance(broken, Issue)
    assert (broken.code, broken.report_id, broken.fatal) == ("not_read", "1", True)
    assert "test_commands.py, line" in broken.note


def test_a_report_that_is_not_read_in_time_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.readings import read

    def endless(reports: Iterable[Report], **how: Any) -> Iterator[Reading]:
        for report in reports:
            while "Minsk" in report.text:
                pass
            yield Reading(report_id=report.id)

    monkeypatch.setattr(read, "read_many", endless)
    monkeypatch.setattr(workers, "LIMIT", 0.05)
    texts = ["Talks in Oslo.", "Talks in Minsk.", "Talks in Juba."]
    done = list(read_in_order(Report(id=str(n), text=text) for n, text in enumerate(texts)))
    (broken,) = [of for _, of in done if isinstance(of, Issue)]
    assert (broken.code, broken.report_id) == ("not_read", "1")
    assert "TimeoutError (not done after 0.05 seconds)" in broken.note


def test_a_model_that_is_not_there(inbox: Path) -> None:
    done = run("read", inbox, "--model", "no_such_model")
    assert done.exit_code == 2
    assert "no_such_model" in done.stderr
    assert "Traceback" not in done.output


def test_a_report_is_withdrawn_and_stands_again(tmp_path: Path) -> None:
    record = ("--record", str(tmp_path / "r.duckdb"))
    text = "Rebels shelled the army near Aden on Tuesday, killing 12 soldiers, as fighting in Yemen went on."
    (tmp_path / "told.jsonl").write_text(json.dumps({"id": "told", "text": text, "published": "2018-12-06"}))
    assert run("add", str(tmp_path / "told.jsonl"), "--no-model", *record).exit_code == 0
    assert "shelled" in run("events", *record).stdout
    assert run("withdraw", "told", "--reason", "never sent", *record).exit_code == 0
    assert "shelled" not in run("events", *record).stdout
    assert "never sent" in run("coverage", *record).stdout
    assert run("withdraw", "told", "--back", "--reason", "it was", *record).exit_code == 0
    assert "shelled" in run("events", "--process", "Yemen", *record).stdout
    assert run("withdraw", "nowhere", "--reason", "x", *record).exit_code == 2


def test_options_that_do_not_fit_say_so(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.duckdb"):
        pass
    for words, says in (
        (("timeline", "--process", "Atlantis"), "no process 'Atlantis'"),
        (("proposals", "--matrix", "--to", "Oslo"), "does not go with --matrix"),
        (("promises", "--verdict", "broken"), "no verdict 'broken'"),
        (("brief", "--since", "soon"), "since 'soon' is no day"),
        (("talks", "--happened-by", "soon"), "happened_by 'soon' is no day"),
        (("judge", "event:a:e1", "event:a:e1", "--same", "--reason", "x"), "the two keys are the same"),
        (("judge", "event:a:e1", "event:b:e1", "--same", "--reason", "x"), "no event or meeting of the record"),
    ):
        result = run(*words, "--record", str(tmp_path / "r.duckdb"))
        assert (result.exit_code, says in result.stderr) == (2, True), result.output
