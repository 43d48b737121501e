"""``dateline.read`` and ``dateline.open``, and what they say to arguments they cannot take."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

import dateline
from dateline.readings.read import read_many
from dateline.record.store import Record, RecordError
from dateline.reports.report import Report

TEXT = "The army bombed rebels on Tuesday, a day after the truce ended."


@pytest.mark.parametrize("published", ["2016-02-10", "2016-02-10T08:30", date(2016, 2, 10), datetime(2016, 2, 10, 8)])
def test_published_is_a_date_or_its_iso_text(published: str | date) -> None:
    reading = dateline.read(TEXT, published=published)
    assert reading.times[0].start == date(2016, 2, 9)


def test_without_a_publication_date_relative_dates_have_no_day() -> None:
    assert dateline.read(TEXT).times[0].start is None


def test_the_id_is_that_given_or_follows_from_title_and_text() -> None:
    assert dateline.read(TEXT, id="mine").report_id == "mine"
    assert dateline.read(TEXT).report_id == dateline.read(TEXT).report_id
    assert dateline.read(TEXT, title="Air raid").report_id != dateline.read(TEXT).report_id


@pytest.mark.parametrize("published", ["soon", "2016-02-31", "10.02.2016", ""])
def test_a_date_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|day is out of range"):
        dateline.read(TEXT, published=published)


def test_a_record_is_opened_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "peace.duckdb"
    report = Report(id="r1", text=TEXT, published=datetime(2016, 2, 10))
    with Record.open(path) as record:
        record.add(zip([report], read_many([report]), strict=True))
    with dateline.open(path) as peace:
        assert peace.timeline().num_rows > 0
        with pytest.raises(duckdb.Error):
            peace.record.connection.execute("DELETE FROM report")


def test_a_missing_record_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "missing.duckdb"
    with pytest.raises(RecordError, match=r"missing\.duckdb.*Check the path"):
        dateline.open(path)
    assert not path.exists()


def test_a_file_or_folder_that_is_no_record_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no record " * 600, encoding="utf-8")
    for path in (text, tmp_path):
        with pytest.raises(RecordError, match="cannot be opened as a record"):
            dateline.open(path)


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE harvest (tons INTEGER)")
    with pytest.raises(RecordError, match="not a record"):
        dateline.open(path)
