"""What the questions print, from a small record made by hand."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.export.write import FORMATS
from dateline.issue import Issue
from dateline.readings.items import (
    Actor,
    Event,
    Figure,
    Forecast,
    Meeting,
    Place,
    Proposal,
    Reading,
    Standing,
    Statement,
    When,
)
from dateline.record.store import Record
from dateline.reports.copies import Copy
from dateline.reports.report import Report
from dateline.span import Span

OSLO = Report(
    id="oslo",
    title="Delegations meet",
    text=(
        "The river council and the hill front met in Oslo on Tuesday under a Norwegian envoy. The talks were "
        "suspended by nightfall.\n\nThe hill front will stop shelling the port unless the council's boats "
        "return, its spokesman Ilo Maran said. A monitor counted 31 dead in the port; \x1b[31mhospitals"
        "\x1b[0m feared [bold]more[/bold]."
    ),
    published=datetime(2018, 12, 5, 9, 30),
    publisher="wire.example.org",
    agency="Example Wire",
    source_file="in/oslo.html",
)
LATER = Report(
    id="later",
    title="Port shelled",
    text="Hill front guns shelled the port last week, the council said. At least 45 died there.",
    published=datetime(2018, 12, 12),
    publisher="levant.example.net",
    source_file="in/later.txt",
)


Ask = Callable[..., str]


def words(report: Report, quote: str) -> Span:
    start = report.text.index(quote)
    return Span(start, start + len(quote))


def cited(report: Report, quote: str) -> dict[str, object]:
    return {"evidence": (report.cite(*words(report, quote)),)}


def tuesday(report: Report) -> When:
    return When(value="2018-12-04", start=date(2018, 12, 4), end=date(2018, 12, 4), span=words(report, "Tuesday"))


def oslo() -> Reading:
    r = OSLO
    return Reading(
        report_id=r.id,
        actors=(
            Actor(id="a1", name="river council", kind="organisation", **cited(r, "river council")),
            Actor(id="a2", name="hill front", kind="armed_group", registry_id="h", **cited(r, "hill front")),
            Actor(id="a3", name="Ilo Maran", kind="person", **cited(r, "Ilo Maran")),
            Actor(id="a4", name="A monitor", kind="unnamed_source", **cited(r, "A monitor")),
        ),
        places=(
            Place(id="p1", name="Oslo", kind="city", country="NOR", geonames_id=1, **cited(r, "Oslo")),
            Place(id="p2", name="the port", kind="town", geonames_id=2, **cited(r, "the port")),
        ),
        statements=(
            Statement(
                id="s1",
                content=(words(r, "The hill front will stop shelling the port unless the council's boats return"),),
                cue=words(r, "said"),
                mode="indirect",
                speaker="a3",
                speaker_span=words(r, "its spokesman Ilo Maran"),
                **cited(r, "The hill front will stop shelling"),
            ),
        ),
        events=(
            Event(
                id="e1",
                type="CONSULT",
                mode="meet",
                trigger=words(r, "met"),
                phrase=words(r, "met in Oslo"),
                factuality="happened",
                actors=("a1", "a2"),
                place="p1",
                when=tuesday(r),
                **cited(r, "met in Oslo"),
            ),
        ),
        meetings=(
            Meeting(
                id="m1",
                name="talks",
                span=words(r, "talks"),
                status="suspended",
                venue="p1",
                when=tuesday(r),
                participants=("a1", "a2"),
                standings=(Standing(status="suspended", by=None, span=words(r, "talks"), when=tuesday(r)),),
                **cited(r, "The talks were suspended"),
            ),
        ),
        proposals=(
            Proposal(
                id="q1",
                kind="ceasefire",
                force="promise",
                terms=words(r, "stop shelling the port"),
                by=("a2",),
                condition=words(r, "unless the council's boats return"),
                **cited(r, "will stop shelling the port"),
            ),
        ),
        figures=(
            Figure(
                id="f1",
                measure="killed",
                span=words(r, "31 dead"),
                value=31,
                population="people",
                counted_by="a4",
                place="p2",
                period=tuesday(r),
                **cited(r, "counted 31 dead"),
            ),
        ),
        forecasts=(Forecast(id="c1", outcome=words(r, "more"), polarity="may", **cited(r, "feared [bold]more")),),
    )


def later() -> Reading:
    r = LATER
    week = When(
        value="2018-W49",
        start=date(2018, 12, 3),
        end=date(2018, 12, 9),
        span=words(r, "last week"),
        ambiguous=True,
    )
    return Reading(
        report_id=r.id,
        actors=(
            Actor(id="a1", name="Hill front", kind="armed_group", registry_id="h", **cited(r, "Hill front")),
            Actor(id="a2", name="the council", kind="organisation", **cited(r, "the council")),
        ),
        places=(Place(id="p1", name="the port", kind="town", geonames_id=2, **cited(r, "the port")),),
        events=(
            Event(
                id="e1",
                type="ASSAULT",
                mode="shell",
                trigger=words(r, "shelled"),
                phrase=words(r, "shelled the port"),
                factuality="happened",
                actors=("a1",),
                place="p1",
                when=week,
                attributed_to="a2",
                **cited(r, "guns shelled the port"),
            ),
        ),
        figures=(
            Figure(
                id="f1",
                measure="killed",
                span=words(r, "At least 45"),
                value=45,
                low=45,
                qualifier="at least",
                population="people",
                place="p1",
                **cited(r, "At least 45 died there"),
            ),
        ),
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "small.duckdb"
    again = replace(
        OSLO,
        id="again",
        publisher="copy.example.org",
        source_file="in/again.html",
        published=datetime(2018, 12, 5, 18),
    )
    with Record.open(path) as open_record:
        open_record.add(
            [(OSLO, oslo()), (LATER, later()), (again, replace(oslo(), report_id="again"))],
            [
                Issue("no_date", "no date in\x1b[2J the page; add one", file="in/x.html"),
                Issue("binary", "no text", "b", 0, fatal=True),
            ],
            [Copy("again", "oslo", "copy", 1.0, 1.0)],
        )
    return path


@pytest.fixture
def ask(record: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv("DATELINE_RECORD", str(record))

    def run(*words: str, columns: int = 80) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        result = CliRunner().invoke(app, list(words))
        assert result.exit_code == 0, result.output
        return "\n".join(line.rstrip() for line in result.stdout.replace(str(record), "RECORD").splitlines())

    return run


@pytest.mark.parametrize("columns", [80, 120])
def test_timeline(ask: Ask, snapshot: SnapshotAssertion, columns: int) -> None:
    assert ask("timeline", "--undated", columns=columns) == snapshot


def test_timeline_says_what_it_leaves_out(ask: Ask) -> None:
    page = ask("timeline", "--limit", "2")
    assert "At least 45" not in page
    assert "Shown are the 2 of 7 lines that weigh most" in page


def test_as_of_shows_only_what_was_published_by_then(ask: Ask) -> None:
    assert "shelled" not in ask("timeline", "--as-of", "2018-12-05").replace("shelling", "")


@pytest.mark.parametrize(
    "words",
    [
        ("statements",),
        ("proposals",),
        ("talks",),
        ("proposals", "--matrix"),
        ("promises",),
        ("forecasts",),
        ("contradictions",),
        ("brief", "--since", "2018-12-05"),
        ("processes",),
        ("stories",),
        ("coverage",),
        ("figures",),
        ("events",),
        ("who", "hill front"),
        ("who", "Ilo Maran"),
        ("who", "Ilo Maran", "--on", "ceasefire", "--format", "md"),
        ("issues",),
        ("reports",),
    ],
    ids=" ".join,
)
def test_pages(ask: Ask, snapshot: SnapshotAssertion, words: tuple[str, ...]) -> None:
    assert ask(*words) == snapshot


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_forms(ask: Ask, snapshot: SnapshotAssertion, form: str) -> None:
    assert ask("figures", "--format", form) == snapshot


@pytest.mark.parametrize(
    "words",
    [("timeline", "--undated"), ("issues",), ("issues", "--format", "csv"), ("timeline", "--format", "md")],
    ids=" ".join,
)
def test_no_control_character_reaches_the_terminal(ask: Ask, words: tuple[str, ...]) -> None:
    page = ask(*words)
    assert not [c for c in page if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]
    assert "[31m" not in page


def test_brackets_of_a_report_are_no_markup(ask: Ask) -> None:
    assert "[bold]more[/bold]" in ask("timeline", "--undated")


def test_json_is_json(ask: Ask) -> None:
    rows = json.loads(ask("timeline", "--format", "json"))
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)


def test_verify_and_export(ask: Ask, tmp_path: Path) -> None:
    assert "every item borne out" in ask("verify")
    assert ask("export", "--to", str(tmp_path / "out.jsonl")).split(" in ")[0].endswith(" lines")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ask("export", "--to", "-").splitlines()[0]
    ask("export", "--format", "csv", "--to", str(tmp_path / "tables"))
    assert (tmp_path / "tables" / "event.csv").exists()


@pytest.mark.parametrize("name", [name for name, of in FORMATS.items() if of.entries])
def test_each_format_goes_to_a_file_and_to_the_terminal(ask: Ask, name: str, tmp_path: Path) -> None:
    told = ask("export", "--format", name, "--to", str(tmp_path / "out"))
    assert re.fullmatch(r"[\d,]+ \w+ in .*", told.replace("\n", ""))
    page = ask("export", "--format", name, "--to", "-")
    assert not [c for c in page if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]
    file = (tmp_path / "out").read_text(encoding=FORMATS[name].encoding)
    assert len(file.splitlines()) >= len(page.splitlines())
    # Nobody has reviewed anything here.
    assert bool(page) == (name not in ("gold", "cases"))


def test_a_window_is_for_what_answers_questions(record: Path, tmp_path: Path) -> None:
    within = ["--as-of", "2018-12-05", "--record", str(record)]
    whole = CliRunner().invoke(app, ["export", "--to", "-", *within])
    assert (whole.exit_code, "leave out --as-of" in whole.stderr) == (2, True)
    assert CliRunner().invoke(app, ["export", "--format", "plover", "--to", "-", *within]).exit_code == 0
    folder = CliRunner().invoke(app, ["export", "--format", "parquet", "--to", "-", "--record", str(record)])
    assert (folder.exit_code, "name a folder" in folder.stderr) == (2, True)
    unknown = CliRunner().invoke(app, ["export", "--format", "xml", "--to", "-", "--record", str(record)])
    assert (unknown.exit_code, "choose jsonl, csv" in unknown.stderr) == (2, True)


def test_an_exported_record_is_imported(ask: Ask, tmp_path: Path) -> None:
    file, new = tmp_path / "out.jsonl", tmp_path / "new.duckdb"
    ask("export", "--to", str(file))
    assert ask("import", str(file), "--record", str(new)).startswith("3 new reports, ")
    assert ask("import", str(file), "--record", str(new)) == "0 new reports, 3 known already, 0 rows more"
    assert ask("timeline", "--undated", "--record", str(new)) == ask("timeline", "--undated")
    words = {"left": "name:a", "right": "name:b", "verdict": "negative", "reason": "two men", "by": "J. Editor"}
    judged = tmp_path / "judged.jsonl"
    judged.write_text(json.dumps({"table": "judgement", "row": words | {"at": "2026-11-22T10:00:00"}}), "utf-8")
    assert "1 judgement or withdrawal" in ask("import", str(judged), "--record", str(new))
    file.write_text("{\n" + file.read_text("utf-8").replace("shelled", "healed"), "utf-8")
    broken = CliRunner().invoke(app, ["import", str(file), "--record", str(tmp_path / "other.duckdb")])
    assert broken.exit_code == 1
    assert "out.jsonl, line 1: " in broken.stderr.replace("\n", "")
    assert "does not bear it out" in broken.stderr
    missing = CliRunner().invoke(app, ["import", str(tmp_path / "none"), "--record", str(new)])
    assert (missing.exit_code, "no such file" in missing.stderr) == (2, True)


def test_nothing_found_says_what_to_try(record: Path) -> None:
    result = CliRunner().invoke(app, ["--record", str(record), "who", "Nobody Atall"])
    assert (result.exit_code, result.stdout.strip()) == (0, "")
    assert "try the surname" in result.stderr


def test_a_wrong_day_is_a_usage_error(record: Path) -> None:
    result = CliRunner().invoke(app, ["timeline", "--as-of", "soon", "--record", str(record)])
    assert result.exit_code == 2
    assert "2018-12-13" in result.stderr
