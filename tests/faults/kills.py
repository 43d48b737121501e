"""A command is killed at some moment of its work, and what it left behind is looked at."""

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dateline.record.schema import every_table
from dateline.record.store import Record

DATELINE = (sys.executable, "-c", "from dateline.cli import main; main()")
# What tells the hour, and names made by chance.
CLOCKS = {"at", "added", "written", "joined"}
CHANCE = {("review", "id"), ("review", "undoes")}
Rows = dict[str, set[str]]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One kind of work: what a folder holds before it, the command, and what of its answers must be there after."""

    name: str
    before: Callable[[Path], None]
    command: Sequence[str]
    # Each line that the command printed is a promise; this says how many of them the record does not keep.
    lost: Callable[[Record, list[str]], int] = lambda record, lines: 0
    # The files that are records once the command is through.
    records: tuple[str, ...] = ("peace.duckdb",)
    # How large a share of the kills it gets.
    weight: int = 1


@dataclass
class Tally:
    """How many kills there were, how many the record came through, and what was lost otherwise."""

    tried: int = 0
    survived: int = 0
    under_way: int = 0
    losses: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Whole:
    """A run that nobody harmed: what it left, when its files first changed, when it ended, how often they changed."""

    rows: dict[str, Rows]
    files: set[str]
    first: float
    end: float
    changes: int


def harm(stage: Stage, kills: int, chance: random.Random, *, told: Callable[[str], None] = lambda line: None) -> Tally:
    """Kill the command of a stage ``kills`` times, each in a folder of its own."""
    tally = Tally()
    with TemporaryDirectory(prefix="dateline-faults-") as name:
        folder = Path(name)
        (folder / "before").mkdir()
        stage.before(folder / "before")
        whole = _whole(stage, folder)
        for number in range(kills):
            tally.tried += 1
            place = folder / f"kill-{number}"
            shutil.copytree(folder / "before", place)
            lines, under_way = _killed(stage, place, whole, chance)
            tally.under_way += under_way
            wrong = _wrong(stage, place, whole, lines)
            tally.losses += wrong
            tally.survived += not wrong
            for loss in wrong:
                told(f"{stage.name}, kill {number}: {loss}")
            shutil.rmtree(place)
    return tally


def _whole(stage: Stage, folder: Path) -> Whole:
    place = folder / "whole"
    shutil.copytree(folder / "before", place)
    began, first, changes = time.monotonic(), 0.0, 0
    with _started(stage, place) as process:
        seen = _stamp(place)
        while process.poll() is None:
            now = _stamp(place)
            if now != seen:
                seen, changes = now, changes + 1
                first = first or time.monotonic() - began
            time.sleep(0.0002)
        _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{stage.name}: ended with {process.returncode}: {errors}")
    end = time.monotonic() - began
    return Whole({name: holdings(place / name) for name in stage.records}, _files(place), first, end, changes)


def _killed(stage: Stage, place: Path, whole: Whole, chance: random.Random) -> tuple[list[str], bool]:
    """What the command had printed when it was killed, and whether it was still at work."""
    by_change = chance.random() < 0.6
    at = chance.uniform(whole.first * 0.9, whole.end)
    left = chance.randint(1, max(1, whole.changes))
    pause = chance.choice((0, 0.0005, 0.002, 0.01))
    began = time.monotonic()
    with _started(stage, place) as process:
        seen = _stamp(place)
        while process.poll() is None:
            if by_change:
                now = _stamp(place)
                if now != seen:
                    seen, left = now, left - 1
                if left <= 0:
                    break
            elif time.monotonic() - began > at:
                break
            time.sleep(0.0001)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        printed, _ = process.communicate()
    return printed.splitlines(), process.returncode == -signal.SIGKILL


def _wrong(stage: Stage, place: Path, whole: Whole, lines: list[str]) -> list[str]:
    """What was lost, and what does not come right when the command is run again."""
    wrong = []
    for name in stage.records:
        path = place / name
        if not path.exists():
            continue
        try:
            with Record.open(path) as record:
                wrong += [f"{name} is not sound: {mismatch}" for mismatch in record.verify()[:3]]
                if lost := stage.lost(record, lines):
                    wrong.append(f"{lost} of {len(lines)} acknowledged rows are gone from {name}")
        except Exception as error:
            wrong.append(f"{name} does not open: {error}")
    again = subprocess.run(stage.command, cwd=place, capture_output=True, text=True, check=False)
    if again.returncode:
        return [*wrong, f"running it again ends with {again.returncode}: {again.stderr.strip()[-300:]}"]
    for name, rows in whole.rows.items():
        found = holdings(place / name)
        wrong += [
            f"{name}, {table}: {len(rows[table] - found[table])} rows lack, {len(found[table] - rows[table])} too many"
            for table in rows
            if rows[table] != found[table]
        ]
    if odd := _files(place) ^ whole.files:
        wrong.append(f"other files than after a run that was not harmed: {', '.join(sorted(odd))}")
    return wrong


def holdings(path: Path) -> Rows:
    """The rows of every table, without clocks."""
    with Record.open(path, read_only=True) as record:
        return {
            kind.name: {_plain(kind.name, row) for row in record.query(f'SELECT * FROM "{kind.name}"').to_pylist()}
            for kind in every_table()
        }


def _plain(table: str, row: dict[str, Any]) -> str:
    return repr({k: v for k, v in row.items() if k not in CLOCKS and (table, k) not in CHANCE})


def _started(stage: Stage, place: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(stage.command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _stamp(place: Path) -> list[tuple[str, int, int]]:
    found = []
    for file in place.iterdir():
        try:
            seen = file.stat()
        except OSError:
            continue
        found.append((file.name, seen.st_size, seen.st_mtime_ns))
    return sorted(found)


def _files(place: Path) -> set[str]:
    """The names of all files but DuckDB's logs; of shards with what they hold, which a run makes the same each time."""
    found = [file for file in place.iterdir() if not file.name.endswith(".wal")]
    held = {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in found if file.name.startswith("part-")}
    return {f"{file.name} {held.get(file, '')}".strip() for file in found}
