"""What the record keeps, what it leaves out, and what supersedes what."""

from dataclasses import replace
from datetime import datetime

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.issue import Issue
from dateline.record.revision import Revision, current
from dateline.record.schema import kinds, tables
from dateline.record.store import Added, Record, RecordError
from dateline.reports.copies import Copy
from record.tellings import Telling, full

OLD = Revision(version="0", code="c", lexicon="l", model="m")
NEW = Revision(version="1", code="c", lexicon="l", model="m")


@pytest.fixture
def record():
    with Record.open(":memory:") as held:
        yield held


def rows(record, table):
    return record.query(f'SELECT * FROM "{table}"').to_pylist()


def test_every_kind_is_kept_with_its_words(record):
    pair = full().pair
    assert record.add([pair]) == Added(reports=1, known=0, items=12, issues=0)
    for kind in kinds().values():
        if kind.group == "item":
            assert len(rows(record, kind.name)) >= 1
    (event,) = rows(record, "event")
    assert event["when"]["start"].isoformat() == "2018-12-10"
    assert event["actors"] == ["ac0"]
    quotes = {(r["kind"], r["field"]): r["quote"] for r in rows(record, "evidence")}
    assert quotes["event", "trigger"] == "bombed"
    assert quotes["proposal", "responses"] == "the League refused it"
    assert quotes["statement", "speaker_span"] == "Ana Perez"
    assert rows(record, "revision")[0]["version"] == current().version
    assert record.verify() == []


def test_adding_twice_adds_once(record):
    pair, issue, copy = (
        full().pair,
        Issue("empty_file", "nothing in it", "a"),
        Copy("x", "full", "copy", 1.0, 1.0),
    )
    record.add([pair, pair], [issue, issue], [copy, copy])
    before = {k.name: rows(record, k.name) for k in tables()}
    assert record.add([pair], [issue], [copy]) == Added(reports=0, known=1, items=0, issues=0)
    assert {k.name: rows(record, k.name) for k in tables()} == before
    assert len(before["issue"]) == len(before["copy"]) == len(before["report_file"]) == 1


def test_one_report_in_two_files_is_one_report(record):
    report, reading = full().pair
    record.add([(report, reading), (replace(report, source_file="other.html", raw_sha256="f" * 64), reading)])
    assert record.reports().num_rows == 1
    assert {r["file"] for r in rows(record, "report_file")} == {"full.html", "other.html"}


def test_the_earlier_carrier_stands_in_whatever_order(record):
    report, reading = full().pair
    later = replace(report, published=datetime(2018, 12, 20), source_file="later.html")
    record.add([(later, replace(reading, notes=("later",)))])
    record.add([(report, reading)])
    record.add([(later, replace(reading, notes=("later",)))])
    assert [r["superseded_by"] is None for r in rows(record, "reading")] == [False, True]
    assert rows(record, "report")[0]["published"] == datetime(2018, 12, 13, 9)
    assert rows(record, "report")[0]["published_offset"] == 180
    assert len(rows(record, "event")) == 2


def test_a_new_revision_supersedes_and_keeps_the_old(record):
    report, reading = full().pair
    record.add([(report, reading)], revision=OLD)
    record.add([(report, replace(reading, events=()))], revision=NEW)
    assert record.add([(report, reading)], revision=OLD).items == 0
    old, new = rows(record, "reading")
    assert (old["superseded_by"], new["superseded_by"]) == (NEW.id, None)
    assert [e["reading"] for e in rows(record, "event")] == [old["id"]]
    assert record.verify() == []


def test_an_id_with_another_text_is_left_out_and_told(record):
    record.add([full().pair])
    added = record.add([Telling("full", "Quite another text.").pair])
    assert (added.reports, added.issues) == (0, 1)
    assert record.issues().to_pylist()[0]["code"] == "id_twice"
    assert record.verify() == []


def test_an_item_whose_words_are_not_there_is_left_out_and_told(record):
    told = full()
    report, reading = told.pair
    other = Telling("other", "Words of quite another and longer report, which say that the League bombed nothing.")
    other.event("ASSAULT", "airstrike", "bombed")
    added = record.add([(report, replace(reading, events=other.pair[1].events))])
    assert added.issues == 1
    (issue,) = record.issues().to_pylist()
    assert issue["code"] == "evidence_mismatch"
    assert "event ev0" in issue["note"]
    assert rows(record, "event") == []


def test_an_item_id_used_twice_is_told(record):
    report, reading = full().pair
    assert record.add([(report, replace(reading, events=reading.events * 2))]).issues == 1
    assert len(rows(record, "event")) == 1


def test_a_text_that_cannot_be_kept_is_told(record):
    assert record.add([Telling("broken", "Talks \ud83d opened.").pair]) == Added(0, 0, 0, 1)
    assert record.issues().to_pylist()[0]["code"] == "unstorable_text"


def test_a_failed_addition_leaves_nothing(record):
    def pairs():
        yield full().pair
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        record.add(pairs(), [Issue("empty_file", "x")])
    assert record.reports().num_rows == record.issues().num_rows == 0
    assert record.add([full().pair]).reports == 1


def test_a_reading_of_another_report_is_refused(record):
    with pytest.raises(ValueError, match="came with report"):
        record.add([(full().report, Telling("b", "x").pair[1])])


def test_a_record_is_kept_in_its_file(tmp_path):
    path = tmp_path / "talks.duckdb"
    with Record.open(path) as record:
        record.add([full().pair])
    with Record.open(path, read_only=True) as record:
        assert record.reports().column("id").to_pylist() == ["full"]
        with pytest.raises(duckdb.Error, match="read-only"):
            record.add([Telling("b", "x").pair])


def test_what_is_no_record_is_refused(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>Talks</p>" * 1000)
    with pytest.raises(RecordError, match=r"page\.html: cannot be opened"):
        Record.open(page)
    with pytest.raises(RecordError, match="cannot be opened"):
        Record.open(tmp_path / "none.duckdb", read_only=True)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as database:
        database.execute("CREATE TABLE report (id VARCHAR)")
    with pytest.raises(RecordError, match="not a record of this version"):
        Record.open(other)


def test_a_query_reaches_no_other_file(record, tmp_path):
    with pytest.raises(duckdb.Error, match="disabled"):
        record.query(f"COPY report TO '{tmp_path / 'out.csv'}'")


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(4)), st.integers(1, 3))
def test_the_order_and_the_batches_change_nothing(order, size):
    told = [full().pair, full("second", "2018-12-14").pair]
    told += [(replace(r, published=datetime(2018, 12, 1), source_file=f"{r.id}-early"), g) for r, g in told]
    kept = []
    for turn in (range(4), order):
        with Record.open(":memory:") as record:
            pairs = [told[i] for i in turn]
            for at in range(0, 4, size):
                record.add(pairs[at : at + size])
            kept.append(
                [
                    record.query(
                        f"SELECT e.* FROM {table} e JOIN reading g ON g.id = e.reading "
                        "WHERE g.superseded_by IS NULL ORDER BY ALL"
                    ).to_pylist()
                    for table in ("event", "evidence", "identity")
                ]
                + [record.reports().to_pylist()]
            )
    assert kept[0] == kept[1]
