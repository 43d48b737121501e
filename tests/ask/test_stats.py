"""What a record holds, in numbers."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.ask.open import OpenRecord
from dateline.cli.app import app
from dateline.issue import Issue
from dateline.record.resolve.judge import Judgement
from dateline.record.revision import Revision
from dateline.record.store import Record
from dateline.reports.copies import Copy
from record.tellings import Telling, full

TODAY = datetime.now(UTC).date().isoformat()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    one = full()
    two = Telling("two", "Envoys met.", published=None, publisher=None, agency="Example Wire")
    met = two.event("CONSULT", "meet", "met")
    old = Revision(version="0.0.1", code="c", lexicon="l", model="m")
    with Record.open(tmp_path / "peace.duckdb") as record:
        record.add([two.pair], revision=old)
        record.add(
            [one.pair, two.pair],
            [
                Issue("empty_file", "nothing", file="a.html", fatal=True),
                Issue("repaired_text", "mended", file="b.html"),
            ],
            [Copy(report_id="two", origin_id="full", kind="version", jaccard=0.5, containment=0.9)],
        )
        record.judge([Judgement("a", "b", "positive", "one"), Judgement("a", "c", "unsure", "?")], by="Ana")
        undone = record.review("two", "event", met, "reject", reason="no", by="Ben")
        record.undo(undone, by="Ben", reason="yes")
        record.withdraw("full", reason="wrong", by="Ana")
    return tmp_path / "peace.duckdb"


def test_what_is_there_is_counted(path: Path) -> None:
    with OpenRecord.open(path, read_only=True) as peace:
        rows = peace.stats().to_pylist()
    counts = {(row["sort"], row["name"]): row["number"] for row in rows}
    notes = {(row["sort"], row["name"]): row["note"] for row in rows}
    assert {name: number for (sort, name), number in counts.items() if sort == "report"} == {
        "all": 2, "undated": 1, "copies": 1, "withdrawn": 1, "files": 2,
    }  # fmt: skip
    assert counts["added", TODAY] == 2
    assert (counts["outlet", "full.example"], counts["outlet", "Example Wire"]) == (1, 1)
    assert (counts["agency", "Example Wire"], counts["month", "2018-12"], counts["month", "unknown"]) == (1, 1, 1)
    assert sorted((row["number"], row["note"]) for row in rows if row["sort"] == "reading") == [
        (0, "dateline 0.0.1, 1 superseded"), (2, "dateline 0.1.0"),
    ]  # fmt: skip
    assert (counts["item", "event"], notes["item", "event"]) == (2, "1 superseded")
    assert counts["item", "evidence"] > 2
    # The withdrawn report's actors are in no answer.
    assert (counts["item", "actor"] > 0, counts["across reports", "actors"]) == (True, 0)
    assert (counts["judgement", "Ana"], notes["judgement", "Ana"]) == (2, "1 positive, 1 unsure")
    assert (counts["review", "Ben"], notes["review", "Ben"]) == (2, "1 reject, 1 undo")
    assert (counts["issue", "empty_file"], notes["issue", "empty_file"]) == (1, "1 left out")
    assert notes["issue", "repaired_text"] is None
    (all_,) = (row for row in rows if (row["sort"], row["name"]) == ("report", "all"))
    assert (all_["first"], all_["last"]) == (date(2018, 12, 13), date(2018, 12, 13))


def test_the_room_of_the_tables_fits_into_that_of_the_file(path: Path) -> None:
    with OpenRecord.open(path, read_only=True) as peace:
        sizes = {row["name"]: row["number"] for row in peace.stats().to_pylist() if row["sort"] == "bytes"}
    assert sizes.pop("all") == path.stat().st_size >= sum(sizes.values())
    assert sizes["evidence"] > 0
    assert sizes["free"] >= 0


def test_an_empty_record_in_memory() -> None:
    with OpenRecord.open(":memory:") as peace:
        rows = peace.stats().to_pylist()
    assert {row["number"] for row in rows} == {0}
    assert not [row for row in rows if row["sort"] == "bytes"]


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_the_command_prints_each_form(path: Path, form: str) -> None:
    done = CliRunner().invoke(app, ["stats", str(path), "--format", form])
    assert done.exit_code == 0, done.output
    assert "0.0.1" in done.stdout
    if form == "json":
        assert {"sort": "report", "name": "all"}.items() <= json.loads(done.stdout)[0].items()
    assert CliRunner().invoke(app, ["--record", str(path), "stats", "-f", form]).stdout == done.stdout
