"""An archive in shards: nothing twice, nothing lost, the same bytes whoever reads and whatever breaks."""

import json
import os
import subprocess
import sys
import time
from importlib.resources import files as files_of
from pathlib import Path

import pytest

from dateline.archive.plan import input_of
from dateline.archive.run import read_archive
from dateline.archive.runners import Failed, Processes, Ray, RunnerError
from dateline.archive.task import Done, Task, run
from dateline.record.shards import ShardError, load_shard, manifests
from dateline.record.store import Record
from dateline.sources.document import Document

DAYS = range(1, 11)


def archive():
    """Ten reports and a file that holds nothing."""
    texts = [f"Talks on day {day}\n\n{day} March 2016\n\nThe army bombed rebels, the envoy said." for day in DAYS]
    return [Document(text.encode(), "pasted", f"{n}.txt") for n, text in enumerate(texts)] + [
        Document(b"", "pasted", "empty.txt")
    ]


class Here:
    """Reads in this process, and fails where it is told to."""

    def __init__(self, fails=lambda task: None):
        self.fails, self.tasks = fails, []

    def results(self, tasks):
        for task in tasks:
            self.tasks.append([given.file for given in task.inputs])
            reason = self.fails(task)
            yield Failed(task, reason) if reason else run(task)


def read(folder, runner=None, found=None, size=3):
    folder.mkdir(exist_ok=True)
    accounts = read_archive(archive() if found is None else found, folder, runner or Here(), learned=False, size=size)
    return list(accounts)[-1]


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A folder of shards of the archive that nothing disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    read(folder)
    return folder


def test_each_shard_says_what_it_rests_on(whole):
    found = list(manifests(whole))
    assert sorted(len(manifest.inputs) for manifest in found) == [2, 3, 3, 3]
    assert {given for manifest in found for given in manifest.inputs} == set(map(input_of, archive()))
    assert sum(manifest.reports for manifest in found) == 10
    assert [issue.code for manifest in found for issue in manifest.issues] == ["no_body"]
    assert sum(manifest.left_out for manifest in found) == 1
    for manifest in found:
        shard = load_shard(whole, manifest)
        assert shard.rows.num_rows == manifest.reports
        assert manifest.revision.lexicon
        assert manifest.writers["spacy"]


def test_a_second_run_reads_nothing(whole):
    before, here = files(whole), Here()
    account = read(whole, here)
    assert (account.before, account.documents, here.tasks) == (11, 0, [])
    assert files(whole) == before


def test_a_run_that_was_broken_off_goes_on_to_the_same_files(whole, tmp_path):
    accounts = read_archive(archive(), tmp_path, Here(), learned=False, size=3)
    next(accounts)
    next(accounts)
    accounts.close()
    # Killed between the two files of a shard, and in the middle of writing one.
    (lost, *_) = tmp_path.glob("part-*.json")
    lost.unlink()
    (tmp_path / ".part-0.parquet.1").write_bytes(b"PAR1")
    account = read(tmp_path)
    assert (account.before, account.documents) == (3, 8)
    (tmp_path / ".part-0.parquet.1").unlink()
    assert files(tmp_path) == files(whole)


def test_new_documents_are_read_alone(whole, tmp_path):
    read(tmp_path, found=archive()[:6])
    here = Here()
    account = read(tmp_path, here)
    assert (account.before, account.documents) == (6, 5)
    assert here.tasks == [["6.txt", "7.txt", "8.txt"], ["9.txt", "empty.txt"]]
    assert files(tmp_path) == files(whole)


def test_a_shard_that_fails_is_tried_again_and_then_set_aside(whole, tmp_path):
    once, always = [], "3.txt"

    def fails(task):
        first = task.inputs[0].file
        if first == "0.txt" and not once:
            once.append(first)
            return "the first try"
        return "too odd" if first == always else None

    here = Here(fails)
    account = read(tmp_path, here)
    assert account.shards == 3
    assert list(account.set_aside.values()) == ["too odd"]
    assert [task[0] for task in here.tasks].count("3.txt") == 2
    (aside,) = tmp_path.glob("failed-*.json")
    told = json.loads(aside.read_bytes())
    assert told["reason"] == "too odd"
    assert [given["file"] for given in told["inputs"]] == ["3.txt", "4.txt", "5.txt"]
    # The next run tries it anew, and what was said of it goes.
    assert read(tmp_path).shards == 1
    assert files(tmp_path) == files(whole)


def test_where_no_more_files_can_be_written_the_run_ends_and_says_so(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()

    def fails(task):
        gone.rename(tmp_path / "elsewhere")
        return "OSError"

    with pytest.raises(RunnerError, match="make room or name another folder"):
        read(gone, Here(fails))


def test_every_runner_writes_the_same_bytes(whole, tmp_path):
    for name, runner in {"processes": Processes(2), "ray": Ray(2)}.items():
        account = read(tmp_path / name, runner)
        assert account.set_aside == {}
        assert files(tmp_path / name) == files(whole)


def killed_at_three(task: Task) -> Done:
    """Reads a shard; the process is ended where the shard begins with the fourth file."""
    if task.inputs[0].file == "3.txt":
        os.kill(os.getpid(), 9)
    return run(task)


@pytest.mark.parametrize("runner", [Processes, Ray])
def test_a_process_that_is_ended_costs_its_own_shard_alone(runner, whole, tmp_path, monkeypatch):
    # Ray's workers look this file up by its name.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    account = read(tmp_path, runner(2, reads=killed_at_three))
    assert account.shards == 3
    (reason,) = account.set_aside.values()
    assert "ended" in reason or "lost" in reason
    read(tmp_path)
    assert files(tmp_path) == files(whole)


def shards_of(folder: Path):
    return [load_shard(folder, manifest) for manifest in manifests(folder)]


def tables(record):
    clocks = {"reading": "EXCLUDE (added)", "revision": "EXCLUDE (written)", "shard": "EXCLUDE (joined)"}
    names = record.query("SELECT table_name AS n FROM information_schema.tables").column("n").to_pylist()
    return {
        name: sorted(map(repr, record.query(f'SELECT * {clocks.get(name, "")} FROM "{name}"').to_pylist()))
        for name in names
        if name not in ("shard", "layout")
    }


def test_joining_shards_is_adding_their_reports(whole):
    from dateline.readings.read import read_many
    from dateline.reports.clean import report_of

    read_here = [report_of(document) for document in archive()]
    reports = [report for report, _ in read_here if report]
    issues = [issue for _, odd in read_here for issue in odd]
    with Record.open(":memory:") as joined, Record.open(":memory:") as added:
        added.add(zip(reports, read_many(reports, learned=False), strict=True), issues)
        shards = shards_of(whole)
        assert joined.join(shards[::-1]).reports == 10
        assert joined.join(shards).reports == 0
        for record in (joined, added):
            record.settle()
            assert record.verify() == []
        assert tables(joined) == tables(added)
        assert len(joined.shards()) == 4


def test_a_shard_whose_bytes_changed_is_refused(whole, tmp_path):
    for name, data in files(whole).items():
        (tmp_path / name).write_bytes(data)
    (manifest, *_) = manifests(tmp_path)
    output = tmp_path / manifest.output
    output.write_bytes(output.read_bytes()[:-1])
    with pytest.raises(ShardError, match="expected SHA-256"):
        load_shard(tmp_path, manifest)
    output.unlink()
    with pytest.raises(ShardError, match="read the archive again"):
        load_shard(tmp_path, manifest)
    (tmp_path / "part-0.json").write_text('{"output": "../elsewhere.parquet"}')
    with pytest.raises(ShardError, match=r"part-0\.json"):
        list(manifests(tmp_path))


def test_where_the_command_is_killed_its_processes_end_too(tmp_path):
    reading = "from dateline.cli import main; main()"
    demo = str(files_of("dateline") / "demo" / "reports")
    command = [sys.executable, "-c", reading, "read", demo, "--to", str(tmp_path), "--no-model"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not (found := children.read_text().split()):
            time.sleep(0.05)
        time.sleep(0.5)
        process.kill()
    until = time.monotonic() + 20
    while any(map(alive, found)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(alive, found))


def alive(pid):
    """Whether a process is there and not only its end to be told."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
