"""The whole record written out, and what all formats share."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.across.window import Window
from dateline.export.columns import columns, described
from dateline.export.manual import page
from dateline.export.write import FORMATS, write
from dateline.marks.wordlist import load
from dateline.readings.as_json import reading_from_json, reading_json
from dateline.record.revision import Revision
from dateline.record.schema import arrow_schema, kinds, tables
from dateline.record.store import Record
from export.messy import made
from record.tellings import Telling, full

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"


@pytest.fixture
def record():
    with Record.open(":memory:") as held:
        held.add([full().pair, Telling("bare", "Nothing to read.", None).pair])
        yield held


def lines(record):
    out = io.StringIO()
    write(record, "jsonl", out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_jsonl_begins_with_what_was_read(record, tmp_path):
    number = write(record, "jsonl", tmp_path / "out.jsonl")
    found = list(map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines()))
    assert len(found) == number
    assert found[0] == reading_json(*full().pair)
    assert reading_from_json(found[0]) == full().pair
    assert found[1]["report"]["published"] is None
    assert {tuple(line) for line in found[2:]} == {("table", "row")}
    assert {line["table"] for line in found[2:]} == {
        "evidence",
        "identity",
        "reading",
        "report_file",
        "revision",
        "scene",
    }


def test_a_superseded_reading_is_kept_in_rows(record):
    report, reading = full().pair
    record.add([(report, replace(reading, events=()))], revision=Revision(version="9", code="", lexicon="", model=""))
    found = lines(record)
    assert found[0]["events"] == []
    (old,) = [line["row"] for line in found if line.get("table") == "event"]
    assert old["mode"] == "airstrike"


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
    (truce,) = read(tmp_path / "tables", "ceasefires")
    assert (truce["side"], truce["cf_effect_day"], truce["rejects"]) == ("Ana Perez", "18", "Coastal League")


def test_no_cell_runs_as_a_formula(record, tmp_path):
    write(record, "csv", tmp_path)
    assert sorted(row["title"] for row in read(tmp_path, "report")) == ["", "'=Truce offered"]


def test_parquet_is_the_tables_themselves(tmp_path):
    with made() as record:
        assert write(record, "parquet", tmp_path) == len(tables())
        for kind in tables():
            found = pq.read_table(tmp_path / f"{kind.name}.parquet")
            assert found.schema.equals(arrow_schema(kind))
            assert found.to_pylist() == record.query(f'SELECT * FROM "{kind.name}" ORDER BY rowid').to_pylist()


def test_ceasefires_are_a_file_of_their_own(record):
    out = io.StringIO()
    assert write(record, "ceasefires", out) == 1
    assert write(record, "ceasefires", io.StringIO(), window=Window(as_of="2018-12-01")) == 0


# A page and a calendar say so where there is nothing.
ONE = ("html", "ics")


@pytest.mark.parametrize("format", [name for name, of in FORMATS.items() if of.entries])
def test_a_file_is_what_a_stream_is(record, format, tmp_path):
    out = io.StringIO()
    assert write(record, format, out) == write(record, format, tmp_path / "out")
    assert (tmp_path / "out").read_bytes().decode(FORMATS[format].encoding) == out.getvalue()


@pytest.mark.parametrize("format", [name for name, of in FORMATS.items() if of.entries and name not in ONE])
def test_an_empty_record_is_an_empty_file(format):
    with Record.open(":memory:") as empty:
        out = io.StringIO()
        assert write(empty, format, out) == 0
        if FORMATS[format].tail:
            json.loads(out.getvalue())


def test_what_cannot_be_written_is_refused(record, tmp_path):
    with pytest.raises(ValueError, match="choose jsonl, csv"):
        write(record, "xml", tmp_path)
    with pytest.raises(ValueError, match="name a folder"):
        write(record, "csv", io.StringIO())
    with pytest.raises(ValueError, match="whole record"):
        write(record, "jsonl", io.StringIO(), window=Window(as_of="2018-12-13"))


def test_the_page_of_exports_is_up_to_date():
    assert PAGE.read_text("utf-8") == page(), "run 'make docs'"


def test_every_format_and_column_is_explained():
    assert list(load("formats", "export")["formats"]) == list(FORMATS)
    known = {f"{kind.name}.{field.name}" for kind in kinds().values() for field in kind.fields} | set(kinds())
    others = {"nothing", "the table", "the item", "the item's id"}
    for name in FORMATS:
        assert described(name)["what"]
        assert described(name)["notes"].endswith(".")
        for column in columns(name):
            assert column.meaning.endswith("."), f"{name}: {column.name} has no meaning"
            for source in column.source.replace(" and ", ", ").split(", "):
                assert source in known | others or source.startswith("schema/"), f"{name}, {column.name}: {source}"
