"""Commands on a disk that is full or cannot be written to: what is wrong is said, and nothing is harmed."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dateline.record.backup import backup
from faults.kills import holdings
from faults.stages import exported
from record.test_upgrade import old_record
from sources.server import rss, serving

WORDS = ("--reason", "it is wrong", "--by", "A. Editor")
COMMANDS = {
    "add": ("add", "--no-model", "news.jsonl"),
    "judge": ("judge", "event:r1:ev0", "event:r2:ev0", "--same", *WORDS),
    "withdraw": ("withdraw", "r1", *WORDS),
    "merge": ("actors", "merge", "Ana Perez", "River Council", *WORDS),
    "split": ("actors", "split", "Ana Perez", "River Council", *WORDS),
    "import": ("import", "other.jsonl"),
    "backup": ("backup", "--to", "kept.duckdb"),
    "restore": ("restore", "other.duckdb", "--to", "peace.duckdb", "--replace"),
    "upgrade": ("upgrade", "old.duckdb"),
    "watch": ("watch", "feeds.toml", "--once", "--no-model"),
    "jsonl": ("export", "--to", "peace.jsonl"),
    "csv": ("export", "--format", "csv", "--to", "tables"),
    "parquet": ("export", "--format", "parquet", "--to", "tables"),
    "new": ("--record", "new.duckdb", "add", "--no-model", "news.jsonl"),
}
NEWS = '{"id": "new", "text": "Kyiv accused Moscow of shelling a port on Monday.", "published": "2022-03-02"}\n'


def filled(folder: Path) -> None:
    """A record, and what the commands take in."""
    exported(folder)
    backup(folder / "peace.duckdb", folder / "other.duckdb")
    (folder / "old").mkdir()
    old_record(3, folder / "old").rename(folder / "old.duckdb")
    (folder / "old").rmdir()
    (folder / "news.jsonl").write_text(NEWS, encoding="utf-8")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    filled(folder)
    return folder


@pytest.fixture
def folder(before: Path, tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    with serving() as server:
        server.pages["/rss"] = (200, {}, rss(("Truce holds", "The truce in Ardan held on Thursday, monitors said.")))
        feeds = f'allow_private = true\n[[feed]]\nurl = "{server.address}/rss"\nname = "Example"\n'
        (tmp_path / "feeds.toml").write_text(feeds, encoding="utf-8")
        yield tmp_path


def run(folder: Path, *words: str, limit: int | None = None) -> "subprocess.CompletedProcess[str]":
    """A command in the folder; no file of its may grow beyond ``limit`` bytes."""

    def bound() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    # Nobody waits a minute for room here.
    code = "from dateline.cli import main, watch; watch.TRIES = 1; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "--record", "peace.duckdb", *words],
        cwd=folder, capture_output=True, text=True, check=False, preexec_fn=bound,
    )  # fmt: skip


def state(folder: Path) -> dict[str, object]:
    """What the records hold, and which files there are."""
    files = {file.name for file in folder.iterdir()} - {"tables", "peace.duckdb.wal", "other.duckdb.wal"}
    return {"files": files, **{n: holdings(folder / n) for n in ("peace.duckdb", "other.duckdb")}}


@pytest.mark.parametrize("name", COMMANDS)
def test_where_no_file_can_grow(name: str, folder: Path) -> None:
    before = state(folder)
    done = run(folder, *COMMANDS[name], limit=0)
    assert done.returncode in (1, 2), done.stdout
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr
    assert ".duckdb" in done.stderr or "tables" in done.stderr or "peace.jsonl" in done.stderr
    assert state(folder) == before
    assert not list((folder / "tables").iterdir() if (folder / "tables").exists() else ())
    again = run(folder, *COMMANDS[name])
    assert again.returncode == 0, again.stderr


@pytest.fixture
def mounted(before: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder on a small disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", disk], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        shutil.copytree(before, disk, dirs_exist_ok=True)
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("name", ["withdraw", "backup", "upgrade", "jsonl", "new"])
def test_a_disk_that_is_read_only(name: str, mounted: Path) -> None:
    before = state(mounted)
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    done = run(mounted, *COMMANDS[name])
    assert done.returncode in (1, 2), done.stdout
    assert "Traceback" not in done.stderr
    assert "Read-only file system" in done.stderr
    assert run(mounted, "timeline", "--format", "json").returncode == 0
    subprocess.run(["mount", "-o", "remount,rw", mounted], check=True)
    assert state(mounted) == before


def fill_up(path: Path) -> None:
    """Write to a file until its disk takes no more."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(bytes(1 << 16)):
            pass


@pytest.mark.parametrize("name", ["import", "backup", "new"])
def test_a_disk_that_is_full(name: str, mounted: Path) -> None:
    before = state(mounted)
    fill_up(mounted / "fill")
    done = run(mounted, *COMMANDS[name])
    (mounted / "fill").unlink()
    assert done.returncode == 1, done.stdout
    assert "the disk is full (No space left on device); make room and try again" in done.stderr
    assert state(mounted) == before
    assert run(mounted, *COMMANDS[name]).returncode == 0
