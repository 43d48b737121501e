"""What outlives a run: kept whole or not at all, and never in the way."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.sources.polling.state import Rules, Standing, State, load, save

WHEN = datetime(2018, 12, 13, 9, tzinfo=UTC)
FEED = Standing(
    etag='"a"', next=WHEN, failures=2, taken=("https://news.example/1",), missed={"https://news.example/2": 1}
)


def test_what_is_kept_is_what_is_loaded(tmp_path: Path) -> None:
    state = State({"https://news.example/rss": FEED}, {"https://news.example": Rules(text="", why=None, until=WHEN)})
    save(state, tmp_path / "s.json")
    assert load(tmp_path / "s.json") == (state, None)
    assert [path.name for path in tmp_path.iterdir()] == ["s.json"]


def test_without_a_file_all_feeds_are_new(tmp_path: Path) -> None:
    assert load(tmp_path / "s.json") == (State(), None)


def kept(**more: object) -> str:
    row = {"etag": None, "last_modified": None, "next": WHEN.isoformat(), "failures": 0, "gone": False, "moved": None}
    return json.dumps({"feeds": {"u": {**row, "taken": [], "missed": {}, **more}}, "robots": {}})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"feeds": [], "robots": {}}',
        '{"feeds": {"u": {}}, "robots": {}}',
        kept(next="soon"),
        kept(next="2018-12-13T09:00:00"),
        kept(failures="2"),
        kept(taken=[1]),
        kept(etag=5),
        kept(colour="red"),
        "\udcff",
    ],
)
def test_a_broken_file_is_set_aside_with_a_note(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    state, issue = load(path)
    assert state == State()
    assert issue is not None
    assert (issue.code, "set aside as s.json.broken" in issue.note) == ("broken_state", True)
    assert [p.name for p in tmp_path.iterdir()] == ["s.json.broken"]


def test_a_failed_save_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.json"
    save(State({"u": FEED}), path)
    monkeypatch.setattr("os.fsync", lambda number: (_ for _ in ()).throw(OSError("no space left")))
    with pytest.raises(OSError, match="no space"):
        save(State(), path)
    assert load(path)[0] == State({"u": FEED})
    assert [p.name for p in tmp_path.iterdir()] == ["s.json"]
