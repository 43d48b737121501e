"""Backups are whole and checked, and what is restored is what was kept."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dateline.record.backup import backup, restore, sum_beside, sums_of
from dateline.record.connection import RecordError, log_of
from dateline.record.resolve.judge import Judgement
from dateline.record.schema import every_table
from dateline.record.store import Record
from dateline.record.whole import whole
from record.tellings import Telling, full
from record.test_upgrade import old_record

HOLD = """
import sys
from dateline.record.store import Record
with Record.open(sys.argv[1], read_only=sys.argv[2] == "read"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "peace.duckdb") as record:
        record.add([full().pair])
        record.judge([Judgement("a", "b", "negative", "two people")], by="A. Editor")
    return tmp_path / "peace.duckdb"


def holdings(path: Path) -> dict[str, list]:
    with Record.open(path, read_only=True) as record:
        return {kind.name: record.query(f'SELECT * FROM "{kind.name}"').to_pylist() for kind in every_table()}


def files(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_what_is_restored_is_what_was_kept(path, tmp_path):
    made = backup(path, tmp_path / "kept.duckdb")
    assert (made.reports, made.items) == (1, 12)
    assert sums_of(tmp_path / "kept.duckdb").read_text() == f"{made.sha256}  kept.duckdb\n"
    again = restore(tmp_path / "kept.duckdb", tmp_path / "new.duckdb")
    assert again == made
    assert holdings(tmp_path / "new.duckdb") == holdings(path)
    assert files(tmp_path) == {"peace.duckdb", "kept.duckdb", "kept.duckdb.sha256", "new.duckdb"}


def test_a_backup_takes_the_place_of_an_older_one_and_of_nothing_else(path, tmp_path):
    kept, page = tmp_path / "kept.duckdb", tmp_path / "page.html"
    backup(path, kept)
    with Record.open(path) as record:
        record.add([Telling("b", "Talks opened.").pair])
    assert backup(path, kept).reports == 2
    assert sum_beside(kept) is not None
    page.write_text("<p>Talks opened.</p>")
    for other in (page, path):
        with pytest.raises(RecordError, match="name another file"):
            backup(path, other)
    assert page.read_text() == "<p>Talks opened.</p>"
    assert holdings(path)["report"]


def test_what_is_not_in_the_file_yet_is_kept_too(path, tmp_path):
    code = (
        "import os, sys; from dateline.record.store import Record; r = Record.open(sys.argv[1]); "
        "r.withdraw('full', reason='it is wrong', by='A. Editor'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, path], check=True)
    assert log_of(path).exists()
    backup(path, tmp_path / "kept.duckdb")
    assert not log_of(tmp_path / "kept.duckdb").exists()
    assert holdings(tmp_path / "kept.duckdb")["withdrawal"][0]["reason"] == "it is wrong"


def test_a_record_that_is_not_sound_is_no_backup(path, tmp_path):
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE report SET text = upper(text)")
    with pytest.raises(RecordError, match="not borne out"):
        backup(path, tmp_path / "kept.duckdb")
    assert files(tmp_path) == {"peace.duckdb"}


def test_a_backup_that_changed_is_not_restored(path, tmp_path):
    kept = tmp_path / "kept.duckdb"
    backup(path, kept)
    with duckdb.connect(str(kept)) as connection:
        connection.execute("DELETE FROM judgement")
    with pytest.raises(RecordError, match="not as it was when it was made"):
        restore(kept, tmp_path / "new.duckdb")
    sums_of(kept).unlink()
    kept.write_bytes(kept.read_bytes()[:20_000])
    with pytest.raises(RecordError):
        restore(kept, tmp_path / "new.duckdb")
    assert files(tmp_path) == {"peace.duckdb", "kept.duckdb"}


def test_a_record_that_is_there_stays_unless_it_is_to_be_replaced(path, tmp_path):
    kept = tmp_path / "kept.duckdb"
    backup(path, kept)
    with Record.open(path) as record:
        record.add([Telling("b", "Talks opened.").pair])
    before = holdings(path)
    with pytest.raises(RecordError, match="there is a record already"):
        restore(kept, path)
    assert holdings(path) == before
    assert restore(kept, path, replace=True).reports == 1
    assert holdings(path) == holdings(kept)


def test_a_broken_record_is_replaced_with_what_it_left_beside_it(path, tmp_path):
    kept = tmp_path / "kept.duckdb"
    backup(path, kept)
    path.write_bytes(b"broken" * 5000)
    log_of(path).write_bytes(b"a log of another file")
    restore(kept, path, replace=True)
    assert holdings(path) == holdings(kept)
    assert not log_of(path).exists()


@pytest.mark.parametrize("how", ["read", "write"])
def test_while_another_process_has_it_open(path, tmp_path, how):
    kept = tmp_path / "kept.duckdb"
    backup(path, kept)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path, how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        if how == "read":
            assert backup(path, kept).reports == 1
        else:
            with pytest.raises(RecordError, match="set lock on file"):
                backup(path, kept)
        with pytest.raises(RecordError, match="set lock on file"):
            restore(kept, path, replace=True)
        other.communicate("")
    assert files(tmp_path) == {"peace.duckdb", "kept.duckdb", "kept.duckdb.sha256"}


def test_a_backup_by_an_older_dateline_is_restored(tmp_path):
    (tmp_path / "old").mkdir()
    old = old_record(2, tmp_path / "old")
    before = old.read_bytes()
    done = restore(old, tmp_path / "new.duckdb")
    assert done.upgraded is not None
    assert done.upgraded.kept is None
    assert done.reports == 2
    assert old.read_bytes() == before
    assert files(tmp_path) == {"old", "new.duckdb"}


def test_where_writing_breaks_off_the_old_file_stands(path, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text("old")
    with pytest.raises(FileNotFoundError), whole(kept) as part:
        part.write_text(f"half of the n{(tmp_path / 'none').read_text()}")
    assert kept.read_text() == "old"
    assert files(tmp_path) == {"peace.duckdb", "kept.txt"}


def test_what_a_killed_process_left_is_taken_over_and_two_do_not_write_at_once(tmp_path):
    part = tmp_path / ".kept.txt.part"
    part.write_text("half of something longer")
    with whole(tmp_path / "kept.txt") as given:
        assert given == part
        handle = os.open(part, os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)
        with pytest.raises(OSError, match="another process is writing"), whole(tmp_path / "kept.txt"):
            pass
        given.write_text("all of it")
    assert (tmp_path / "kept.txt").read_text() == "all of it"
    assert files(tmp_path) == {"kept.txt"}
