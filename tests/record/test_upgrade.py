"""Records of every layout that dateline ever had are brought to the current one, and lose nothing by it."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from dateline.ask.open import OpenRecord
from dateline.export.write import write
from dateline.record.connection import SETTINGS, RecordError
from dateline.record.imported import take_in
from dateline.record.layout import CURRENT, layout_of
from dateline.record.migrations import blocks, scenes, steps
from dateline.record.schema import every_table, items, table_sql, tables
from dateline.record.store import Record
from dateline.record.upgrade import upgrade
from record.tellings import Telling

VERSIONS = Path(__file__).parent / "versions"
KEPT = {int(file.stem) for file in VERSIONS.iterdir()}
ALL = range(1, CURRENT)
# What no layout changed.
SAME = ("report", "report_file", "reading", "revision", "judgement", "issue", "copy", "identity", "time")


def old_record(number: int, folder: Path) -> Path:
    """A file as the dateline of that layout left it."""
    path = folder / "peace.duckdb"
    with duckdb.connect(str(path), config=SETTINGS) as connection:
        connection.execute((VERSIONS / f"{number:03}.sql").read_text("utf-8"))
    return path


def rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict]:
    return connection.sql(f'SELECT * FROM "{table}" ORDER BY rowid').to_arrow_table().to_pylist()


def columns(connection: duckdb.DuckDBPyConnection) -> list[tuple]:
    sql = "SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY 1, ordinal_position"
    return connection.execute(sql).fetchall()


def test_every_layout_has_its_step_and_its_file():
    assert [step.number for step in steps()] == list(range(2, CURRENT + 1))
    assert all(step.change.endswith(".") for step in steps())
    assert set(ALL) <= KEPT, "put a record that the dateline before the last step made into tests/record/versions"


@pytest.mark.parametrize("number", ALL)
def test_a_record_of_an_older_layout_is_brought_up_to_date(number, tmp_path):
    path = old_record(number, tmp_path)
    with duckdb.connect(str(path)) as connection:
        assert layout_of(connection) == number
        before = {name: rows(connection, name) for (name,) in connection.execute("SHOW TABLES").fetchall()}
    with Record.open(path) as record, Record.open(":memory:") as fresh:
        assert record.upgraded is not None
        assert (record.upgraded.old, record.upgraded.new) == (number, CURRENT)
        assert columns(record.connection) == columns(fresh.connection), (
            "the steps lead elsewhere than the schema; for a new table the last step needs: "
            + "; ".join(table_sql(kind) for kind in every_table())
        )
        for name, old in before.items():
            new = rows(record.connection, name)
            if name in ("evidence", "layout"):
                assert all(row in new for row in old)
                continue
            if name == "block":
                # Those by names are made anew of the profiles.
                others = [[row for row in of if row["block"].startswith(("role ", "office "))] for of in (old, new)]
                assert others[0] == others[1]
                assert {row["key"] for row in old} >= {row["key"] for row in new} > set()
                continue
            assert len(new) == len(old)
            kept = [{k: v for k, v in row.items() if k in (old or [{}])[0]} for row in new]
            assert [{**row, "standings": 0} for row in kept] == [{**row, "standings": 0} for row in old]
        assert record.verify() == []
        assert rows(record.connection, "judgement")[0]["reason"] == "two people"
    with Record.open(path, read_only=True) as record:
        assert record.upgraded is None


@pytest.mark.parametrize("number", ALL)
def test_a_record_of_an_older_layout_answers(number, tmp_path):
    with OpenRecord.open(old_record(number, tmp_path)) as peace:
        assert peace.timeline().num_rows > 5
        assert all(line["sentence"] for line in peace.timeline().to_pylist())
        assert {"suspended", "scheduled"} <= {r["status"] for r in peace.talks().to_pylist()}
        assert {row["value"] for row in peace.figures(measure="killed").to_pylist()} == {40, 12}
        assert "ceasefire" in {row["kind"] for row in peace.proposals().to_pylist()}
        assert any("We will not sign" in str(row) for row in peace.statements(by="Salim Nasser").to_pylist())
        assert "Yemen" in str(peace.processes().to_pylist())
        assert peace.timeline(process="Yemen").num_rows > 5
        assert peace.judgements().num_rows >= 1
        for question in ("coverage", "matrix", "meetings", "events", "alignments", "actors", "reports", "places"):
            getattr(peace, question)()
        for question in ("promises", "forecasts", "contradictions", "stories", "queue", "changes", "reviews"):
            getattr(peace, question)()
        peace.brief("2016-02-04")


@pytest.mark.parametrize("number", ALL)
def test_a_record_of_an_older_layout_goes_out_and_comes_back(number, tmp_path):
    with Record.open(old_record(number, tmp_path)) as record, Record.open(":memory:") as other:
        write(record, "jsonl", tmp_path / "out.jsonl")
        done = take_in(other, tmp_path / "out.jsonl")
        assert done.refused == []
        for kind in tables():
            assert sorted(map(str, rows(other.connection, kind.name))) == sorted(
                map(str, rows(record.connection, kind.name))
            )


def test_what_a_reading_did_not_say_stays_open(tmp_path):
    with Record.open(old_record(1, tmp_path)) as record:
        for table, column in (
            ("reading", "added"), ("actor", "sector"), ("statement", "anonymity"), ("figure", "cumulative"),
            ("figure", "part_of"), ("event", "background"),
        ):  # fmt: skip
            assert record.query(f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL').num_rows == 0
        assert record.query('SELECT 1 FROM event WHERE phrase <> "trigger"').num_rows == 0
        (said,) = record.query("SELECT standings FROM meeting WHERE status = 'suspended'").to_pylist()
        assert [(s["status"], s["by"], s["when"]) for s in said["standings"]] == [("suspended", None, None)]
        assert {row["country"] for row in rows(record.connection, "scene")} >= {"YEM"}


def test_scenes_are_those_that_reading_gave(tmp_path):
    with Record.open(old_record(9, tmp_path)) as record:
        given = rows(record.connection, "scene")
        record.connection.execute("DELETE FROM scene")
        scenes.fill(record.connection)
        assert rows(record.connection, "scene") == given != []


@pytest.mark.parametrize("number", [13, 14])
def test_what_actors_are_compared_by_is_what_settling_gives(number, tmp_path):
    kept = ("block", "office", "settled", "profile")
    with Record.open(old_record(number, tmp_path)) as record:
        upgraded = {table: sorted(map(str, rows(record.connection, table))) for table in kept}
        for table in kept:
            record.connection.execute(f"DELETE FROM {table}")
        record.settle()
        assert {table: sorted(map(str, rows(record.connection, table))) for table in kept} == upgraded


def test_who_is_known_by_title_is_as_settling_gave():
    telling = Telling("1", "The U.N. envoy met the Hill Front.")
    telling.actor("The U.N. envoy", "person", name="U.N. envoy")
    telling.actor("Hill Front", "armed_group", country="YEM")
    with Record.open(":memory:") as record:
        record.add([telling.pair])
        record.settle()
        given = [sorted(map(str, rows(record.connection, table))) for table in ("office", "block")]
        record.connection.execute("DELETE FROM office")
        record.connection.execute("DELETE FROM block WHERE NOT starts_with(block, 'office ')")
        blocks.bodies(record.connection)
        assert [sorted(map(str, rows(record.connection, table))) for table in ("office", "block")] == given
        assert given[0] != []


def test_the_old_file_is_kept_beside_it(tmp_path):
    path = old_record(3, tmp_path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.chmod(0o600)
    done = upgrade(path)
    assert done is not None
    assert done.kept == tmp_path / "peace.layout-3.duckdb"
    assert hashlib.sha256(done.kept.read_bytes()).hexdigest() == before
    assert done.kept.stat().st_mode & 0o777 == 0o600
    assert upgrade(path) is None
    assert {file.name for file in tmp_path.iterdir()} == {"peace.duckdb", "peace.layout-3.duckdb"}
    # An upgrade that was broken off after the copy was made keeps no second one; another record's copy stays.
    path.write_bytes(done.kept.read_bytes())
    again = upgrade(path)
    assert again is not None
    assert again.kept == done.kept
    path.unlink()
    with duckdb.connect(str(old_record(3, tmp_path))) as connection:
        connection.execute("DELETE FROM judgement")
    again = upgrade(path)
    assert again is not None
    assert again.kept == tmp_path / "peace.layout-3-1.duckdb"


def test_where_it_fails_the_old_record_is_as_it_was(tmp_path, monkeypatch):
    path = old_record(5, tmp_path)
    monkeypatch.setattr("dateline.record.upgrade.sign", lambda connection: connection.execute("SELECT broken"))
    with pytest.raises(duckdb.Error, match="broken"):
        Record.open(path)
    monkeypatch.undo()
    with duckdb.connect(str(path)) as connection:
        assert layout_of(connection) == 5
    with Record.open(path) as record:
        assert record.verify() == []


def test_without_room_for_the_copy_nothing_is_changed(tmp_path, monkeypatch):
    path = old_record(5, tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dateline.record.upgrade.shutil.copyfileobj", full)
    with pytest.raises(OSError, match="No space left"):
        Record.open(path)
    assert [file.name for file in tmp_path.iterdir()] == ["peace.duckdb"]
    with duckdb.connect(str(path)) as connection:
        assert layout_of(connection) == 5


def test_readers_say_what_to_do(tmp_path):
    path = old_record(4, tmp_path)
    with pytest.raises(RecordError, match=r"layout 4.*dateline upgrade .*peace\.duckdb"):
        Record.open(path, read_only=True)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_record_of_a_newer_dateline_is_left_alone(tmp_path, read_only):
    path = tmp_path / "peace.duckdb"
    with Record.open(path) as record:
        record.connection.execute("INSERT INTO layout VALUES (99, '7.2.0', '2031-01-01')")
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"newer dateline \(7\.2\.0, layout 99.*Install dateline 7\.2\.0"):
        Record.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_other_files_are_left_alone(tmp_path):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE judgement (verdict VARCHAR); CREATE TABLE mine (a INTEGER)")
    with pytest.raises(RecordError, match="not a record"):
        Record.open(path)
    with duckdb.connect(str(path)) as connection:
        assert len(connection.execute("SHOW TABLES").fetchall()) == 2


def test_all_kinds_of_items_are_in_the_old_files(tmp_path):
    with Record.open(old_record(1, tmp_path)) as record:
        assert all(rows(record.connection, kind.name) for kind in items())


def test_people_share_what_new_records_would_say_they_share(tmp_path):
    with Record.open(old_record(13, tmp_path)) as record, Record.open(":memory:") as fresh:
        write(record, "jsonl", tmp_path / "out.jsonl")
        take_in(fresh, tmp_path / "out.jsonl")
        fresh.settle()
        assert {row["block"] for row in rows(record.connection, "block")} == {
            row["block"] for row in rows(fresh.connection, "block")
        }
