"""The notebooks of ``examples/`` run from top to bottom on one record of the demo reports, and say what it says."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.resources import as_file, files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.cli.add import keep

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = ("slipping_days", "figures_that_disagree", "who_moved")
CHARTS = {"slipping_days": ["chart"], "figures_that_disagree": ["chart"], "who_moved": ["alignments", "lives"]}


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "demo.duckdb"
    with as_file(files("dateline") / "demo" / "reports") as folder:
        keep(path, [str(folder)])
    return path


@pytest.fixture(scope="session")
def sentences(record: Path) -> str:
    with dateline.open(record) as peace:
        return "\n".join(peace.record.query("SELECT text FROM report")["text"].to_pylist())


@pytest.fixture(scope="module")
def ran(record: Path) -> Iterator[dict[str, dict[str, Any]]]:
    """What each notebook defines once its cells have run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_RECORD", str(record))
        yield {name: _run(name) for name in NAMES}


def _run(name: str) -> dict[str, Any]:
    spec = spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    _, defined = module.app.run()
    return dict(defined)


def test_every_notebook_is_tested() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(NAMES)


def test_the_talks_began_eighteen_days_late(ran: dict[str, dict[str, Any]]) -> None:
    (slip,) = ran["slipping_days"]["slips"]
    assert (slip["slip"], slip["from"], slip["to"], slip["days"]) == (
        "began late",
        date(2016, 2, 25),
        date(2016, 3, 14),
        18,
    )
    assert slip["on the word of"] == "the report itself"
    assert "more than two weeks later than the date first set" in slip["sentence"]
    assert slip["outlet"] == "news.example.net"


def test_days_named_in_looser_words_stand_beside_the_steps(ran: dict[str, dict[str, Any]]) -> None:
    named = {(f"{row['told']}", f"{row['day']}"): row["a step"] for row in ran["slipping_days"]["named"]}
    assert named["2016-02-03", "2016-02-25"] == "no"
    assert named["2016-02-11", "2016-02-25"] == "yes"
    assert named["2016-02-20", "2016-02-25"] == "yes"
    assert named["2016-02-27", "2016-03-07"] == "no"
    assert named["2016-03-14", "2016-03-09"] == "no"


def test_a_loose_day_is_drawn_as_a_range(ran: dict[str, dict[str, Any]]) -> None:
    points = {(row["what"], row["told"]): row for row in ran["slipping_days"]["points"]}
    assert points["planned", "2016-02-11"]["day"] == "2016-02-25"
    assert points["took place", "2016-02-17"]["label"] == "1 to 10 Feb"


def test_counts_stand_in_pairs_with_what_follows(ran: dict[str, dict[str, Any]]) -> None:
    pairs = {
        frozenset((pair["count 1"], pair["count 2"])): pair["if of the same people"]
        for pair in ran["figures_that_disagree"]["pairs"]
    }
    assert pairs == {
        frozenset(("at least 500 people", "About 500 people")): "can both hold",
        frozenset(("2.5 million Syrian refugees", "2.6 million Syrians")): "cannot both hold",
        frozenset(("840,000 people", "480,000 people")): "changed in a later version of the same report",
        frozenset(("two people", "four people")): "changed in a later version of the same report",
        frozenset(("at least 370", "430")): "can both hold",
    }


def test_each_count_names_its_counter(ran: dict[str, dict[str, Any]]) -> None:
    refugees = next(p for p in ran["figures_that_disagree"]["pairs"] if p["measure"] == "refugees")
    assert [refugees[f"counted by {n}"] for n in (1, 2)] == ["UN High Commissioner for Refugees", "Turkish official"]


def test_positions_stand_under_the_side_that_takes_them(ran: dict[str, dict[str, Any]]) -> None:
    taken = {(f"{p['day']}", p["side"], p["actor"], p["position"]) for p in ran["who_moved"]["positions"]}
    assert {
        ("2016-02-03", "United States", "John Kerry", "asks for one"),
        ("2016-02-03", "Russia", "Russia", "no answer told"),
        ("2016-02-11", "Russia", "Russia", "offers or accepts"),
        ("2016-02-20", "Syrian opposition", "Syrian opposition", "on a condition"),
        ("2016-02-22", "Syrian opposition", "Riad Hijab", "on a condition"),
    } <= taken


def test_a_move_has_both_sentences(ran: dict[str, dict[str, Any]]) -> None:
    move = next(move for move in ran["who_moved"]["moves"] if move["side"] == "Russia")
    assert (move["from"], move["to"], move["way"]) == ("no answer told", "offers or accepts", "first word")
    assert "urged Russia to halt its bombing" in move["sentence before"]
    assert "proposed a truce starting on March 1" in move["sentence after"]


def test_alignments_of_two_days_differ_by_what_was_told_between(ran: dict[str, dict[str, Any]]) -> None:
    sided = {(row["from"], row["to"]): row for row in ran["who_moved"]["sided"]}
    france, states = sided["France", "Russia"], sided["United States", "People's Protection Units"]
    assert (france["as of 2016-02-12"], france["as of 2016-10-15"]) == ("against", "against")
    assert (states["as of 2016-02-12"], states["as of 2016-10-15"]) == ("not told", "with")
    assert states["sentence"].startswith("The United States, which supports the YPG")


@pytest.mark.parametrize(
    ("name", "table", "fields"),
    [
        ("slipping_days", "slips", ["sentence"]),
        ("slipping_days", "named", ["sentence"]),
        ("figures_that_disagree", "pairs", ["sentence 1", "sentence 2"]),
        ("who_moved", "positions", ["sentence"]),
        ("who_moved", "matrix", ["sentence"]),
        ("who_moved", "sided", ["sentence"]),
    ],
)
def test_every_row_rests_on_a_sentence_of_a_report(
    ran: dict[str, dict[str, Any]], sentences: str, name: str, table: str, fields: list[str]
) -> None:
    rows = ran[name][table]
    assert rows
    for row in rows:
        for field in fields:
            assert row[field] in sentences
            assert row[field.replace("sentence", "outlet")]


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_is_whole(ran: dict[str, dict[str, Any]], name: str) -> None:
    for chart in CHARTS[name]:
        assert ran[name][chart].to_dict()["title" if chart != "chart" or name == "slipping_days" else "vconcat"]


def test_a_notebook_is_a_script_too(record: Path) -> None:
    script = [sys.executable, str(EXAMPLES / "slipping_days.py")]
    done = subprocess.run(
        script, env=os.environ | {"DATELINE_RECORD": str(record)}, capture_output=True, text=True, check=True
    )
    assert "2016-02-25 -> 2016-03-14 (+18 days): the talks (Geneva)" in done.stdout
