"""Readings and tables written out."""

import csv
import io
import json
from dataclasses import replace

import pytest

from dateline.export.write import write
from dateline.readings.as_json import reading_from_json, reading_json
from dateline.record.revision import Revision
from dateline.record.store import Record
from record.tellings import Telling, full


@pytest.fixture
def record():
    with Record.open(":memory:") as held:
        held.add([full().pair, Telling("bare", "Nothing to read.", None).pair])
        yield held


def test_jsonl_is_what_was_read(record, tmp_path):
    assert write(record, "jsonl", tmp_path / "out.jsonl") == 2
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    first, second = map(json.loads, lines)
    assert first == reading_json(*full().pair)
    assert reading_from_json(first) == full().pair
    assert second["report"]["published"] is None


def test_jsonl_goes_to_a_stream(record):
    out = io.StringIO()
    assert write(record, "jsonl", out) == 2
    assert out.getvalue().count("\n") == 2


def test_a_superseded_reading_is_not_written(record):
    report, reading = full().pair
    record.add([(report, replace(reading, events=()))], revision=Revision(version="9", code="", lexicon="", model=""))
    out = io.StringIO()
    write(record, "jsonl", out)
    assert json.loads(out.getvalue().splitlines()[0])["events"] == []


def read(folder, kind):
    with (folder / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_a_file_a_kind(record, tmp_path):
    assert write(record, "csv", tmp_path / "tables") == len(list((tmp_path / "tables").iterdir()))
    (event,) = read(tmp_path / "tables", "event")
    assert (event["actors"], event["actors_name"], event["place_name"]) == ("ac0", "Coastal League", "Ardan")
    assert (event["when_start"], event["quote"]) == ("2018-12-10", "bombed")
    assert event["sentence"].startswith("The Coastal League bombed")
    (offer,) = read(tmp_path / "tables", "proposal")
    assert json.loads(offer["responses"])[0]["response"] == "rejects"
    assert read(tmp_path / "tables", "place")[0]["lat"] == "-1.5"
    assert len(read(tmp_path / "tables", "report")) == 2
    assert len(read(tmp_path / "tables", "evidence")) > 12


def test_no_cell_runs_as_a_formula(record, tmp_path):
    write(record, "csv", tmp_path)
    assert read(tmp_path, "report")[1]["title"] == "" or read(tmp_path, "report")[0]["title"] == "'=Truce offered"


def test_another_format_is_refused(record, tmp_path):
    with pytest.raises(ValueError, match="choose jsonl or csv"):
        write(record, "xml", tmp_path)
    with pytest.raises(ValueError, match="name a folder"):
        write(record, "csv", io.StringIO())
