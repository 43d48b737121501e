"""The figures reached on the five seed reports, on statements, times and places stay reached.

Skipped where there is no gold data.
"""

import importlib.util
import json
from pathlib import Path

import pytest

from dateline.cli.evaluation import evaluate, table

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared"
FAST = (
    "report",
    "reading",
    "statements_polnear",
    "statements_gum",
    "times_aquaint",
    "times_wikiwars",
    "places_geovirus",
    "places_lgl",
    "pairs_plv",
)

spec = importlib.util.spec_from_file_location("eval_run", ROOT / "eval" / "run.py")
assert spec is not None
assert spec.loader is not None
run = importlib.util.module_from_spec(spec)
spec.loader.exec_module(run)


def test_the_figures_stand_at_or_above_their_floors() -> None:
    if not (GOLD / "eval" / "score.py").exists():
        pytest.skip(f"no gold data at {GOLD}; the floors of eval/floors.json are not checked")
    floors = run.load_floors()
    found = run.hashes(GOLD, list(FAST))
    assert found == {name: floors["gold"][name] for name in found}, "other gold than the floors were measured on"
    scores = evaluate(GOLD, FAST, workers=2)
    assert run.misses(scores, floors) == [], "\n".join(table(scores, floors))


def test_floors_are_percentages_of_known_tasks() -> None:
    floors = json.loads((ROOT / "eval" / "floors.json").read_text(encoding="utf-8"))
    assert set(floors) - {"gold"} <= set(run.TASKS)
    assert all(isinstance(floor, int | float) for task in set(floors) - {"gold"} for floor in floors[task].values())


def test_raising_never_lowers_a_floor() -> None:
    floors = {"reading": {"places": 60.0, "actors": 70.0, "median_km": 5.0}, "gold": {}}
    prf = {"p": 1.0, "r": 1.0, "gold": 1, "pred": 1}
    scores = {"reading": {"places": {**prf, "f1": 65.0}, "actors": {**prf, "f1": 50.0}, "median_km": 7.0}}
    assert run.raised(scores, floors)["reading"] == {"places": 65.0, "actors": 70.0, "median_km": 5.0}
    assert run.misses(scores, floors) == [
        "reading actors: 50, floor 70",
        "reading median_km: 7, floor 5",
    ]


def test_a_share_of_what_was_matched_gets_no_floor() -> None:
    assert run.raised({"reading": {"wrong_speaker": 7.0}}, {"gold": {}}) == {"gold": {}}
