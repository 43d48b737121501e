"""One writes and several read at once: each gets its answer, or is told whom it waits for."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dateline.cli import add, opening
from dateline.readings.items import Reading
from dateline.record.store import Record
from dateline.reports.report import Report
from record.tellings import full

WRITE = """
import sys, time
from dateline.record.store import Record
with Record.open(sys.argv[1]) as record:
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
    record.withdraw("r0", reason="it is wrong", by="A. Editor")
"""
HOLD = """
import sys, time
from dateline.record.store import Record
with Record.open(sys.argv[1], read_only=True):
    print("held", flush=True)
    time.sleep(1.5)
"""
READ = "from dateline.cli import main, opening; opening.PATIENCE = {patience}; main()"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "peace.duckdb") as record:
        record.add([full(f"r{n}").pair for n in range(2)])
    return tmp_path / "peace.duckdb"


@pytest.mark.parametrize(("seconds", "patience", "code"), [(2, 60, 0), (20, 0.3, 2)])
def test_readers_wait_for_a_writer_and_then_say_who_it_is(path: Path, seconds: int, patience: float, code: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, path, str(seconds)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        readers = [
            subprocess.Popen(
                [sys.executable, "-c", READ.format(patience=patience), "--record", path, *words],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for words in (("timeline", "--format", "json"), ("reports",), ("withdraw", "r1", "--reason", "it is wrong"))
        ]  # fmt: skip
        told = [reader.communicate() for reader in readers]
        writer.kill() if code else writer.wait()
    assert [reader.returncode for reader in readers] == [code] * 3, told
    if code:
        assert all(f"in use by another process (PID {writer.pid})" in errors for _, errors in told)
    with Record.open(path, read_only=True) as record:
        assert record.query("SELECT count(*) AS n FROM withdrawal").to_pylist() == [{"n": 0 if code else 2}]


def test_others_have_the_record_while_reports_are_read_and_are_waited_for(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    others = []

    def reading(reports: Iterable[Report], **_: object) -> Iterator[tuple[Report, Reading]]:
        # Whoever opens the record now gets it at once, and keeps it longer than anybody who has nothing to lose waits.
        other = subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, text=True)
        others.append(other)
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield from ((report, Reading(report_id=report.id)) for report in reports)

    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    monkeypatch.setattr(add, "read_or_stop", reading)
    news = tmp_path / "news.txt"
    news.write_text("Envoys of the Coastal League met ministers in Belmar on Wednesday, the mediator said.\n" * 3)
    account = add.keep(path, [str(news)])
    (other,) = others
    other.communicate()
    assert account.new == 1
    assert f"(PID {other.pid}); wait until it ends" in (said := capsys.readouterr().err)
    assert "this command waits, and goes on then" in said
