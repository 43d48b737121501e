"""A record that was exported comes back, and a stranger's file breaks nothing."""

import json
import re
import shutil
from collections import deque
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export.write import FORMATS, write
from dateline.issue import Issue
from dateline.readings.as_json import reading_json
from dateline.record.imported import take_in
from dateline.record.resolve.judge import Judgement
from dateline.record.schema import tables
from dateline.record.store import Record
from export.messy import made
from record.tellings import Telling, full


def contents(record):
    """The rows of every table, as sets."""
    return {
        kind.name: {json.dumps(row, default=str) for row in record.query(f'SELECT * FROM "{kind.name}"').to_pylist()}
        for kind in tables()
    }


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A record with rows in every table: what it holds, and the file it was exported to."""
    with made() as record:
        record.add([], [Issue("empty_file", "no text", file="a.html", fatal=True)])
        record.judge([Judgement("name:a", "name:b", "positive", "one letterhead")], by="J. Editor")
        (event,) = record.query("SELECT report_id, id FROM event LIMIT 1").to_pylist()
        by = {"reason": "read it", "by": "J. Editor"}
        record.review(event["report_id"], "event", event["id"], "correct", changes={"factuality": "planned"}, **by)
        held = contents(record)
        assert all(held.values())
        path = tmp_path_factory.mktemp("exported") / "out.jsonl"
        write(record, "jsonl", path)
    return held, path


@pytest.fixture
def exported(original, tmp_path):
    """The same, with a file of one's own."""
    held, path = original
    return held, shutil.copy(path, tmp_path / "out.jsonl")


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def export_all(record):
    """Every format, written to nowhere: what was taken in must not stop one."""
    for of in FORMATS.values():
        if of.entries:
            deque(of.text(record), maxlen=0)


def put(path, *found):
    path.write_text("".join(json.dumps(line) + "\n" for line in found), "utf-8")
    return path


def test_the_record_comes_back(exported):
    held, path = exported
    with Record.open(":memory:") as new:
        done = take_in(new, path)
        assert (done.refused, done.known, done.reports) == ([], 0, len(held["report"]))
        assert contents(new) == held
        assert new.verify() == []


def test_what_is_there_stays_and_nothing_comes_twice(exported):
    held, path = exported
    with Record.open(":memory:") as new:
        take_in(new, path)
        again = take_in(new, path)
        assert (again.reports, again.known, sum(again.rows.values())) == (0, len(held["report"]), 0)
        assert contents(new) == held
    with Record.open(":memory:") as other:
        report, reading = full().pair
        other.add([(report, replace(reading, notes=("mine",))), Telling("own", "Mine.").pair])
        before = contents(other)
        take_in(other, path)
        after = contents(other)
        assert all(before[table] <= after[table] for table in before)
        # The reading that stood goes on standing.
        standing = "SELECT report_id FROM reading WHERE superseded_by IS NULL"
        reports = [row["report_id"] for row in other.query(standing).to_pylist()]
        assert len(reports) == len(set(reports)) == len(held["report"]) + 1
        assert other.query(
            "SELECT notes FROM reading WHERE report_id = 'full' AND superseded_by IS NULL"
        ).to_pylist() == [{"notes": ["mine"]}]
        assert other.verify() == []


def test_the_order_of_two_imports_does_not_matter_for_what_they_hold(exported, tmp_path):
    _, path = exported
    own = put(tmp_path / "own.jsonl", reading_json(*Telling("own", "Mine.").pair))
    found = []
    for order in ((path, own), (own, path)):
        with Record.open(":memory:") as new:
            for one in order:
                take_in(new, one)
            # When each was added is all that the order changes.
            readings = {str(row) for row in new.query("SELECT * EXCLUDE (added) FROM reading").to_pylist()}
            found.append(contents(new) | {"revision": set(), "reading": readings})
    assert found[0] == found[1]


def test_readings_alone_are_taken_too(tmp_path):
    path = put(tmp_path / "in.jsonl", reading_json(*full().pair))
    with Record.open(":memory:") as new, Record.open(":memory:") as read:
        assert take_in(new, path).reports == 1
        read.add([full().pair])
        assert new.sizes() == read.sizes()
        assert new.query("SELECT version FROM revision").to_pylist() == [{"version": "imported"}]
        assert new.verify() == []


def change(found, table, **columns):
    """The first row of a table with other values."""
    row = next(line["row"] for line in found if line.get("table") == table)
    row.update(columns)


@pytest.mark.parametrize(
    ("table", "columns", "message"),
    [
        ("evidence", {"quote": "never said"}, "does not bear it out"),
        ("evidence", {"sentence_end": 10_000}, "sentence"),
        ("evidence", {"report_id": "gone"}, ""),
        ("evidence", {"start": -3}, "expected a whole number|does not bear it out|sentence"),
        ("evidence", {"start": True}, "expected a whole number, found True"),
        ("evidence", {"n": 2**70}, "expected a whole number"),
        ("evidence", {"kind": None}, "empty"),
        ("reading", {"superseded_by": 4}, "expected text, found 4"),
        ("judgement", {"verdict": "perhaps"}, "none of positive, negative, unsure"),
        ("judgement", {"left": None}, "empty"),
        ("judgement", {"at": "yesterday"}, "expected a datetime such as 2018-12-13"),
        ("judgement", {"reason": "half \ud83d"}, "expected text"),
        ("withdrawal", {"extra": 1}, "unknown field 'extra'"),
        ("copy", {"jaccard": "much"}, "expected a number"),
        ("event", {"actors": "a1"}, "expected a list"),
        ("event", {"trigger": [3]}, "expected \\[start, end\\]"),
        ("event", {"type": "WAR"}, "none of AGREE"),
        ("event", {"when": {"day": "Monday"}}, "unknown field 'day'"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_left_out(exported, table, columns, message):
    _, path = exported
    found = lines(path)
    change(found, table, **columns)
    number = next(n for n, line in enumerate(found, 1) if line.get("table") == table)
    put(path, *found)
    with Record.open(":memory:") as new:
        done = take_in(new, path)
        assert any(re.search(message, refused.note) for refused in done.refused)
        assert all(1 <= refused.line <= len(found) for refused in done.refused)
        if table in ("judgement", "withdrawal", "copy"):
            assert [refused.line for refused in done.refused] == [number]
        assert new.verify() == []


def test_a_changed_text_is_refused_with_all_that_rests_on_it(exported):
    _, path = exported
    found = lines(path)
    first = next(line for line in found if line.get("id") == "first")
    first["report"]["text"] = first["report"]["text"].replace("Warplanes", "Ambulances")
    put(path, *found)
    with Record.open(":memory:") as new:
        done = take_in(new, path)
        assert any("report first" in refused.note for refused in done.refused)
        assert new.query("SELECT count(*) AS n FROM report WHERE id = 'first'").to_pylist() == [{"n": 0}]
        assert new.query("SELECT count(*) AS n FROM event WHERE report_id = 'first'").to_pylist() == [{"n": 0}]
        assert new.verify() == []


def test_a_report_known_with_another_text_is_refused(exported):
    _, path = exported
    with Record.open(":memory:") as new:
        new.add([Telling("first", "Another text.").pair])
        done = take_in(new, path)
        assert any("another text" in refused.note for refused in done.refused)
        assert new.query("SELECT text FROM report WHERE id = 'first'").to_pylist() == [{"text": "Another text."}]
        assert new.verify() == []


BROKEN = (
    b"",
    b"\n",
    b"not json",
    b"[1]",
    b"3",
    b"null",
    b'{"a": NaN}',
    b"\xff\xfe",
    b"{" * 100_000,
    b"[" * 100_000,
    b'{"report": null}',
    b'{"report": {}}',
    b'{"report": {"id": 3, "text": "x"}}',
    b'{"report": {"id": "a", "text": null}}',
    b'{"report": {"id": "a", "text": "x"}, "events": 3}',
    b'{"report": {"id": "a", "text": "x"}, "events": [3]}',
    b'{"report": {"id": "a", "text": "x"}, "events": [{"id": "e"}]}',
    b'{"report": {"id": "a", "text": "x", "new": 1}}',
    b'{"report": {"id": "a", "text": "x", "published": 5}}',
    b'{"report": {"id": "a", "text": "x", "crossheads": [[0, 9]]}}',
    b'{"table": "report", "row": {}}',
    b'{"table": "pg_tables", "row": {}}',
    b'{"table": "event"}',
    b'{"table": ["x"]}',
    b'{"table": "event; DROP TABLE report", "row": {}}',
    b'{"table": "reading", "row": []}',
    b'{"table": "copy", "row": null}',
)


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_line_is_named_and_the_rest_is_taken(exported, broken):
    held, path = exported
    path.write_bytes(broken + b"\n" + path.read_bytes())
    with Record.open(":memory:") as new:
        done = take_in(new, path)
        assert [refused.line for refused in done.refused] == ([1] if broken.strip() else [])
        assert contents(new) == held


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_value_breaks_an_import(original, tmp_path_factory, data):
    found = lines(original[1])
    for _ in range(data.draw(st.integers(1, 4))):
        line = data.draw(st.sampled_from(found))
        held = line.get("row") or line.get("report")
        if "report" in line and data.draw(st.booleans()):
            items = [item for kind in ("events", "actors", "figures", "meetings") for item in line[kind]]
            held = data.draw(st.sampled_from(items)) if items else held
        held[data.draw(st.sampled_from(sorted(held)))] = data.draw(JSON)
    path = put(tmp_path_factory.mktemp("strange") / "in.jsonl", *found)
    with Record.open(":memory:") as new:
        take_in(new, path)
        assert new.verify() == []
        export_all(new)


def test_importing_twice_is_importing_once(tmp_path):
    path = tmp_path / "others.jsonl"
    with made() as other:
        other.add([full(f"o{n}", f"2018-12-{n:02}T12:00").pair for n in range(2, 6)])
        write(other, "jsonl", path)
    with Record.open(tmp_path / "peace.duckdb") as record:
        # The earliest telling, of which all others are copies.
        record.add([full("first", "2018-12-01T12:00").pair])
        held = []
        for _ in range(2):
            take_in(record, path)
            record.link()
            held.append(contents(record))
    assert held[0]["copy"]
    assert held[0] == held[1]
