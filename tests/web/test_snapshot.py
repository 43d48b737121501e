"""Answers from copies: always of one state, under any load, and whatever becomes of the record itself."""

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

import duckdb
import pytest

from dateline.readings.items import Reading
from dateline.record import copying
from dateline.record.connection import log_of
from dateline.record.store import Record
from dateline.reports.report import Report
from dateline.web import snapshot as module
from dateline.web.snapshot import Busy, Copies
from web.small import asking, later_report, token, write

NOON = datetime(2018, 12, 13, 12)
# Opens the record in another process, tells so, and holds it until its input ends.
HOLDS = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "small.duckdb")


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """The folder of the copies; all of them must be gone in the end."""
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def copies(path, folders):
    made = Copies(path)
    yield made
    made.close()


def reports(peace):
    return peace.record.query("SELECT count(*) AS n FROM report").to_pylist()[0]["n"]


def asked(copies):
    with copies.latest() as snapshot:
        return snapshot.ask(reports)


def add(path, pair):
    with Record.open(path) as record:
        record.add([pair])


def plain(n):
    return Report(id=f"n{n}", text="Talks opened.", published=NOON), Reading(report_id=f"n{n}")


class Held:
    """Another process that has the record open for writing."""

    def __init__(self, path):
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self):
        assert self.process.stdout.readline() == b"held\n"
        return self

    def __exit__(self, *error):
        self.process.communicate()


def test_a_change_is_seen_and_the_old_copy_goes(copies, path, folders):
    before = copies.stamp
    assert (asked(copies), copies.refresh()) == (3, False)
    add(path, later_report())
    assert asked(copies) == 3
    assert copies.refresh()
    assert (asked(copies), copies.stamp != before, len(list(folders.iterdir()))) == (4, True, 1)


def test_a_page_under_way_stays_with_its_state(copies, path, folders):
    with copies.latest() as snapshot:
        add(path, later_report())
        copies.refresh()
        assert snapshot.ask(reports) == 3
        assert asked(copies) == 4
        assert len(list(folders.iterdir())) == 2
    assert len(list(folders.iterdir())) == 1


def test_an_answer_is_worked_out_once_for_all_who_ask(copies):
    made = []

    def slow(peace):
        made.append(threading.get_ident())
        sleep(0.2)
        return ["row"]

    with ThreadPoolExecutor(8) as pool, copies.latest() as snapshot:
        found = list(pool.map(lambda _: snapshot.ask(slow), range(8)))
    assert found == [["row"]] * 8
    assert len(made) == 1


def test_a_question_that_fails_is_asked_again(copies):
    def broken(peace):
        made.append(1)
        raise ValueError("no")

    made = []
    with copies.latest() as snapshot:
        for _ in range(2):
            with pytest.raises(ValueError, match="no"):
                snapshot.ask(broken)
    assert len(made) == 2


def test_so_many_rows_are_kept(copies, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 100)
    with copies.latest() as snapshot:
        for n in range(50):
            assert snapshot.ask(lambda peace, n: [n] * 20, n) == [n] * 20
            assert snapshot._rows <= 100
        assert snapshot.ask(lambda peace: {"a": [0] * 500, "b": 1}) == {"a": [0] * 500, "b": 1}
        assert (snapshot._rows, len(snapshot._answers)) == (0, 0)


def test_many_ask_while_it_changes(copies, path):
    """A page of several questions never has two states, and none asks a copy that is closed."""
    until, wrong, states = monotonic() + 4, [], set()

    def reader(n):
        while monotonic() < until:
            try:
                with copies.latest() as snapshot:
                    first = snapshot.ask(reports)
                    sleep(random.random() / 100)
                    # Another question each time, so that the copy itself is asked.
                    again = snapshot.ask(lambda peace, _: reports(peace), (n, random.random()))
                    states.add((snapshot.stamp, first))
                if first != again:
                    wrong.append((first, again))
            except Exception as error:
                wrong.append(error)

    def writer():
        for n in range(200):
            if monotonic() > until:
                return
            copies.write(lambda record, n=n: record.add([plain(n)]))

    def renewer():
        while monotonic() < until:
            copies.refresh()

    threads = [threading.Thread(target=reader, args=(n,)) for n in range(12)]
    threads += [threading.Thread(target=writer), threading.Thread(target=renewer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(states) > 3
    assert len({stamp for stamp, _ in states}) == len(states)
    assert asked(copies) == reports_in(path)


def reports_in(path):
    with Record.open(path, read_only=True) as record:
        return record.query("SELECT count(*) AS n FROM report").to_pylist()[0]["n"]


def test_what_is_written_is_seen_at_once(copies):
    for n in range(3):
        copies.write(lambda record, n=n: record.add([plain(n)]))
        assert asked(copies) == 4 + n


def test_many_write_at_once(copies):
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: copies.write(lambda record: record.add([plain(n)])), range(12)))
    assert asked(copies) == 15


def test_the_record_is_free_for_others_while_it_is_served(copies, path):
    with Held(path):
        assert asked(copies) == 3


def test_while_another_program_writes_pages_stay_and_words_wait(copies, path, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    os.utime(path, ns=(1, 1))
    with Held(path):
        assert not copies.refresh()
        assert asked(copies) == 3
        began = monotonic()
        with pytest.raises(Busy, match="another program is writing to the record; try again in a moment"):
            copies.write(lambda record: None)
        assert monotonic() - began >= 0.3
    assert copies.refresh()
    assert copies.write(lambda record: 7) == 7


def test_a_writer_that_ends_in_time_is_waited_for(copies, path):
    with Held(path) as held:
        threading.Timer(0.5, held.process.kill).start()
        assert copies.write(lambda record: 7) == 7


def test_no_other_program_writes_while_it_is_copied(path, folders, monkeypatch):
    """Closing a file ends the process's lock on it, so nothing but the copying itself may open it."""
    order, copyfile = [], shutil.copyfile

    def copied(source, target):
        other = subprocess.run([sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.DEVNULL, capture_output=True)
        order.append((Path(source).name, other.returncode != 0))
        return copyfile(source, target)

    log_of(path).touch()
    monkeypatch.setattr(copying.shutil, "copyfile", copied)
    Copies(path).close()
    assert order == [("small.duckdb.wal", True), ("small.duckdb", True)]


def test_what_a_program_that_died_had_written_is_seen(copies, path):
    code = (
        "import os, sys, duckdb; c = duckdb.connect(sys.argv[1]); c.execute('PRAGMA disable_checkpoint_on_shutdown');"
        "c.execute('INSERT INTO report BY NAME SELECT * REPLACE (\\'dead\\' AS id) FROM report LIMIT 1'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert log_of(path).exists()
    assert copies.refresh()
    assert asked(copies) == 4


@pytest.mark.parametrize("becomes", ["gone", "no record", "another version", "a folder"])
def test_whatever_becomes_of_the_record_pages_stay(copies, path, becomes, caplog):
    kept = path.with_name("kept")
    shutil.move(path, kept)
    if becomes == "no record":
        path.write_text("no record" * 1000)
    elif becomes == "a folder":
        path.mkdir()
    elif becomes == "another version":
        with duckdb.connect(str(path)) as other:
            other.execute("CREATE TABLE report (id INTEGER)")
    for _ in range(3):
        assert not copies.refresh()
    assert asked(copies) == 3
    with pytest.raises(Busy) as caught:
        copies.write(lambda record: record.add([plain(0)]))
    assert str(path.parent) not in str(caught.value)
    if becomes == "gone":
        assert not path.exists()
    assert len([told for told in caplog.messages if "older state" in told]) == 1
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    shutil.move(kept, path)
    os.utime(path, ns=(1, 1))
    assert copies.refresh()
    assert copies.write(lambda record: 7) == 7


def test_a_full_disk_leaves_what_there_is(copies, path, folders, monkeypatch, caplog):
    def full(source, target):
        Path(target).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    with monkeypatch.context() as patch:
        patch.setattr(copying.shutil, "copyfile", full)
        assert copies.write(lambda record: record.add([later_report()])).reports == 1
        assert not copies.refresh()
        assert asked(copies) == 3
    assert len(list(folders.iterdir())) == 1
    assert len([told for told in caplog.messages if "No space left" in told]) == 1
    assert copies.refresh()
    assert asked(copies) == 4


def test_what_a_killed_server_left_goes_at_the_next_start(path, folders):
    code = (
        "import sys, time, tempfile; from pathlib import Path; from dateline.web.snapshot import Copies;"
        "copies = Copies(Path(sys.argv[1])); print(copies._latest._folder.path.name, flush=True); time.sleep(60)"
    )
    others = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"TMPDIR": str(folders)},
        )
        for _ in range(2)
    ]
    names = [other.stdout.readline().strip() for other in others]
    (folders / "dateline-demo").mkdir()
    others[0].kill()
    others[0].wait()
    copies = Copies(path)
    left = {folder.name for folder in folders.iterdir()}
    assert left == {names[1], "dateline-demo", copies._latest._folder.path.name}
    copies.close()
    others[1].kill()
    for other in others:
        other.communicate()
    Copies(path).close()
    (folders / "dateline-demo").rmdir()


def test_a_disk_that_takes_no_more_is_told(copies, caplog):
    def fail(record):
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    with pytest.raises(Busy, match="cannot be written to"):
        copies.write(fail)
    assert "No space left" in caplog.text
    assert copies.write(lambda record: 7) == 7


def test_a_change_that_fails_changes_nothing_and_lets_go(copies, path):
    with pytest.raises(ValueError, match="no"):
        copies.write(lambda record: (_ for _ in ()).throw(ValueError("no")))
    with Held(path):
        pass
    assert copies.write(lambda record: 7) == 7


def test_closing_waits_for_who_asks(path, folders):
    copies = Copies(path)
    with copies.latest() as snapshot:
        copies.close()
        assert snapshot.ask(reports) == 3
        add(path, later_report())
        # A renewal that was under way when the server ended leaves nothing behind.
        copies.refresh()
        assert snapshot.ask(lambda peace: reports(peace)) == 3


def test_a_page_has_one_state_and_says_which(path, folders):
    with asking(path) as client:
        shown = [client.get("/coverage").text]
        add(path, later_report())
        client.app.state.copies.refresh()
        shown.append(client.get("/coverage").text)
    stamps = [text.partition('data-stamp="')[2].partition('"')[0] for text in shown]
    assert len(set(stamps)) == 2
    assert "<b>3</b> reports" in shown[0]
    assert "<b>4</b> reports" in shown[1]


def test_a_busy_record_is_told_on_the_page(path, folders, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    told = {"report_id": "truce", "kind": "event", "item_id": "ev0", "verdict": "accept", "reason": "read"}
    with asking(path) as client:
        given = {**told, "token": token(client)}
        with Held(path):
            answer = client.post("/review/item", data=given)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert "another program is writing to the record" in answer.text
        assert client.post("/review/item", data=given).status_code == 303


def test_the_server_reads_anew_by_itself_and_cleans_up(path, folders, monkeypatch):
    """Also after something went wrong in doing so."""
    from dateline.web import app

    monkeypatch.setattr(app, "WATCHED", 0.05)
    broken = iter([OSError("once")])
    refresh = Copies.refresh

    def refreshed(self):
        for error in broken:
            raise error
        return refresh(self)

    monkeypatch.setattr(Copies, "refresh", refreshed)
    with asking(path) as client, client:
        before = client.app.state.copies.stamp
        add(path, later_report())
        until = monotonic() + 20
        while client.app.state.copies.stamp == before:
            assert monotonic() < until
            sleep(0.05)
        assert client.get("/coverage.json").json()["basis"]["reports"] == 4
