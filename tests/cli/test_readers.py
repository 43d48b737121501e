"""One writes and several read at once: each gets its answer, or is told whom it waits for."""

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.record.store import Record
from record.tellings import full

WRITE = """
import sys, time
from dateline.record.store import Record
with Record.open(sys.argv[1]) as record:
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
    record.withdraw("r0", reason="it is wrong", by="A. Editor")
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
