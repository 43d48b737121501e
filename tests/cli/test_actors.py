"""The registry of actors on the command line: list, show, merge, split, judgements."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.readings.items import Role
from dateline.record.store import Record
from record.tellings import Telling

HEJAB, HIJAB = "name:person::riyad hejab", "name:person::riad hijab"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "actors.duckdb"
    with Record.open(path) as held:
        for id, name in (("1", "Riad Hijab"), ("2", "Riyad Hejab")):
            told = Telling(id, f"Coordinator {name} of the Hill Front spoke.", published=f"2018-12-1{id}")
            one = told.actor(name, "person", roles=(Role(title="Coordinator", of=None),))
            front = told.actor("Hill Front", "armed_group")
            told.alignment("of the Hill Front", one, front, "member_of")
            held.add([told.pair])
        held.settle()
    return path


def run(record: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["--record", str(record), "actors", *words])
    assert result.exit_code == code, result.output
    return result.stdout if not code else result.stderr


def test_list_and_show(record: Path) -> None:
    assert "Riyad Hejab" in run(record, "list", "--kind", "person")
    assert "Riyad Hejab" not in run(record, "list", "--kind", "armed_group")
    card = run(record, "show", "Riyad Hejab")
    assert "Riyad Hejab (1)" in card
    assert "Hill Front (2018-12-12, 1 source)" in card
    assert "unsure" in card
    (row,) = json.loads(run(record, "show", "Hill Front", "--json"))
    assert {member["name"] for member in row["members"]} == {"Riad Hijab", "Riyad Hejab"}


def test_merge_and_split_take_each_other_back(record: Path) -> None:
    assert "positive" in run(record, "merge", "Riyad Hejab", HIJAB, "--reason", "one man", "--by", "J. Editor")
    assert "Riyad Hejab (1)" in run(record, "show", "Riad Hijab")
    run(record, "split", HEJAB, HIJAB, "--reason", "two after all", "--by", "J. Editor")
    assert "Riyad Hejab (1)" not in run(record, "show", "Riad Hijab")
    made = json.loads(run(record, "judgements", "--format", "json"))
    assert [(m["verdict"], m["by"], m["stands"]) for m in made] == [
        ("unsure", "dateline", False),
        ("positive", "J. Editor", False),
        ("negative", "J. Editor", True),
    ]


def test_a_name_of_several_is_not_judged(record: Path) -> None:
    assert "nobody of that name" in run(record, "merge", "Nobody Atall", HIJAB, "--reason", "x", code=2)
    assert "one actor already" in run(record, "merge", HIJAB, "Riad Hijab", "--reason", "x", code=2)
