"""The commands that write, each with the folder that it begins from."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from dateline.export.write import write
from dateline.record import store
from dateline.record.backup import backup
from dateline.record.revision import Revision, current
from dateline.record.store import Record
from faults.kills import DATELINE, Stage
from record.tellings import Telling, full
from record.test_upgrade import old_record

DEMO = str(files("dateline") / "demo" / "reports")
READ = (*DATELINE, "read", DEMO, "--no-model", "--to", ".")
OLD = Revision(version="0", code="c", lexicon="l", model="m")
ADD = (*DATELINE, "--record", "peace.duckdb", "add", "--no-model", "--workers", "1", DEMO)
# A person's words, one after the other, each told once it is kept.
REVIEWS = """
from dateline.record.store import Record
with Record.open("peace.duckdb") as record:
    for row in record.query("SELECT report_id, id FROM actor ORDER BY ALL LIMIT 40").to_pylist():
        id = record.review(row["report_id"], "actor", row["id"], "accept", reason="as told", by="A. Editor")
        print(id, flush=True)
"""
JUDGEMENTS = """
from dateline.record.resolve.judge import Judgement
from dateline.record.store import Record
for number in range(40):
    with Record.open("peace.duckdb") as record:
        record.judge([Judgement("a", f"b{number}", "negative", "two people")], by="A. Editor")
    print(f"b{number}", flush=True)
"""


def nothing(folder: Path) -> None:
    """An empty folder."""


def small(folder: Path) -> None:
    """A record of some reports, read by hand."""
    with Record.open(folder / "peace.duckdb") as record:
        record.add([full(f"r{n}", f"2018-12-{n + 1:02}T09:00").pair for n in range(20)])


def read_before() -> Callable[[Path], None]:
    """A record of the demo reports as an older reader left them, with words of an editor."""

    def before(folder: Path) -> None:
        from dateline.cli.add import keep

        keeping = store.current
        store.current = lambda: OLD
        try:
            keep(folder / "peace.duckdb", [DEMO], workers=1, learned=False)
            with Record.open(folder / "peace.duckdb") as record:
                record.withdraw(record.reports()["id"][0].as_py(), reason="it is wrong", by="A. Editor")
        finally:
            store.current = keeping

    return before


def unsettled(folder: Path) -> None:
    """A record of the demo reports of which nobody has yet said who is who."""
    from dateline.cli.add import keep

    keep(folder / "peace.duckdb", [DEMO], workers=1, learned=False)
    with Record.open(folder / "peace.duckdb") as record:
        record.connection.execute(
            "DELETE FROM judgement; DELETE FROM settled; DELETE FROM profile; DELETE FROM block; CHECKPOINT"
        )


def in_shards(folder: Path) -> None:
    """Readings of the demo reports in shards."""
    command = (*READ[:-1], "readings")
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def exported(folder: Path) -> None:
    """A small record and the export of another, which has copies of its reports."""
    small(folder)
    with Record.open(folder / "other.duckdb") as other:
        for n in range(60):
            told = full(f"o{n}", f"2018-12-{n % 28 + 1:02}T12:00")
            report, reading = told.pair
            other.add([(replace(report, agency="Example Agency"), reading)])
        write(other, "jsonl", folder / "other.jsonl")
    (folder / "other.duckdb").unlink()


def kept(folder: Path) -> None:
    """A record and an older backup of it."""
    small(folder)
    backup(folder / "peace.duckdb", folder / "kept.duckdb")
    with Record.open(folder / "peace.duckdb") as record:
        record.add([Telling("later", "Talks opened in Ardan.").pair])


def older(folder: Path) -> None:
    """A record that an older dateline made."""
    old_record(2, folder)


def lost_reviews(record: Record, lines: list[str]) -> int:
    """How many of the reviews told are not there."""
    return len(set(lines) - {row["id"] for row in record.query("SELECT id FROM review").to_pylist()})


def lost_judgements(record: Record, lines: list[str]) -> int:
    """How many of the judgements told are not there."""
    return len(set(lines) - {row["right"] for row in record.query('SELECT "right" FROM judgement').to_pylist()})


def lost_withdrawal(record: Record, lines: list[str]) -> int:
    """Whether a withdrawal that was told is not there."""
    return int(bool(lines) and not record.query("SELECT 1 FROM withdrawal WHERE withdrawn").num_rows)


def lost_word(record: Record, lines: list[str]) -> int:
    """Whether a judgement that was told is not there."""
    return int(bool(lines) and not record.query("SELECT 1 FROM judgement WHERE reason = 'one raid'").num_rows)


def lost_revision(record: Record, lines: list[str]) -> int:
    """Whether an editor's words are gone, or reports that were told are read."""
    words = record.query("SELECT 1 FROM withdrawal WHERE withdrawn").num_rows
    read = record.query("SELECT 1 FROM reading WHERE revision = $now", now=current().id).num_rows
    return int(not words) + int(bool(lines) and not read)


AWAY = ("withdraw", "r1", "--reason", "it is wrong", "--by", "A. Editor")
WORD = ("judge", "event:r1:ev0", "event:r2:ev0", "--same", "--reason", "one raid", "--by", "A. Editor")
STAGES = (
    Stage(name="add", before=nothing, command=ADD, weight=8),
    Stage(name="add, read anew", before=read_before(), command=ADD, lost=lost_revision, weight=4),
    Stage(name="add, who is who", before=unsettled, command=ADD, weight=4),
    Stage(name="read into shards", before=nothing, command=READ, records=(), weight=4),
    Stage(
        name="join",
        before=in_shards,
        command=(*DATELINE, "--record", "peace.duckdb", "join", "readings"),
        weight=4,
    ),
    Stage(name="judge", before=small, command=(*DATELINE, "--record", "peace.duckdb", *WORD), lost=lost_word, weight=3),
    Stage(name="judgements", before=small, command=(sys.executable, "-c", JUDGEMENTS), lost=lost_judgements, weight=4),
    Stage(name="reviews", before=small, command=(sys.executable, "-c", REVIEWS), lost=lost_reviews, weight=5),
    Stage(
        name="withdraw",
        before=small,
        command=(*DATELINE, "--record", "peace.duckdb", *AWAY),
        lost=lost_withdrawal,
        weight=2,
    ),
    Stage(
        name="import",
        before=exported,
        command=(*DATELINE, "--record", "peace.duckdb", "import", "other.jsonl"),
        weight=3,
    ),
    Stage(
        name="backup",
        before=kept,
        command=(*DATELINE, "--record", "peace.duckdb", "backup", "--to", "kept.duckdb"),
        records=("peace.duckdb", "kept.duckdb"),
        weight=2,
    ),
    Stage(
        name="restore",
        before=kept,
        command=(*DATELINE, "restore", "kept.duckdb", "--to", "peace.duckdb", "--replace"),
        records=("peace.duckdb", "kept.duckdb"),
        weight=2,
    ),
    Stage(name="upgrade", before=older, command=(*DATELINE, "upgrade", "peace.duckdb"), weight=2),
)


def watching(address: str) -> Stage:
    """``watch --once`` on a feed at ``address``."""

    def before(folder: Path) -> None:
        small(folder)
        feeds = f'allow_private = true\n\n[[feed]]\nurl = {json.dumps(address)}\nname = "Example"\n'
        (folder / "feeds.toml").write_text(feeds, encoding="utf-8")

    command = (*DATELINE, "--record", "peace.duckdb", "watch", "feeds.toml", "--once", "--no-model")
    return Stage(name="watch", before=before, command=command, weight=3)
