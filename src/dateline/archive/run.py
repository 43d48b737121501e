"""A whole archive read into shards: what is done is left alone, what fails is tried again and then set aside."""

import json
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dateline.archive.plan import SIZE, Found, input_of
from dateline.archive.runners import Failed, Runner, RunnerError
from dateline.archive.task import Done, Task
from dateline.archive.workers import chunks
from dateline.log import WARNING, event
from dateline.readings.clock import Clock
from dateline.record.revision import current
from dateline.record.shards import Input, Manifest, manifests, put

# A shard is tried so often before it is set aside.
TRIES = 2
# As much as a shard may take, to see whether a folder still takes files.
PROBE = bytes(4_000_000)


@dataclass(slots=True)
class Account:
    """What came of a run: documents done before, shards written, what was read of them, and shards set aside with the
    reason, and the seconds that the stages of the reading took in all processes together."""

    before: int = 0
    shards: int = 0
    documents: int = 0
    reports: int = 0
    left_out: int = 0
    items: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)
    set_aside: dict[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)

    def count(self, manifest: Manifest) -> None:
        """Add what came of a shard."""
        self.shards += 1
        self.documents += len(manifest.inputs)
        self.reports += manifest.reports
        self.left_out += manifest.left_out
        self.items.update(manifest.items)
        self.issues.update(issue.code for issue in manifest.issues)


class _Tasks:
    """The tasks still to be handed out; one that is put back comes again before the others."""

    def __init__(self, planned: Iterator[Task]) -> None:
        self.planned, self.back = planned, deque[Task]()

    def __iter__(self) -> Iterator[Task]:
        return self

    def __next__(self) -> Task:
        return self.back.popleft() if self.back else next(self.planned)


def done_in(folder: Path, *, learned: bool) -> set[Input]:
    """The documents of which ``folder`` holds the shards that the installed reader makes."""
    now = current()
    return {
        given
        for manifest in manifests(folder)
        if manifest.revision == now and manifest.learned == learned and (folder / manifest.output).exists()
        for given in manifest.inputs
    }


def read_archive(
    found: Iterable[Found], folder: Path, runner: Runner, *, learned: bool = True, size: int = SIZE
) -> Generator[Account, None, None]:
    """Read what was found into shards in ``folder``; the account so far after each of them, and once at the end.

    May be broken off at any moment. A shard is there as a whole or not at all, and the next run makes of what is left
    the same shards as a run that nothing broke: whole ones are done, the others are cut as before. A shard that fails
    is tried once more and then set aside with its reason, in a file beside the others. Raises :class:`RunnerError`
    where ``folder`` takes no more files.
    """
    account = Account()
    done = done_in(folder, learned=learned)
    tries: Counter[str] = Counter()

    def todo() -> Iterator[tuple[Found, Input]]:
        for one in found:
            given = input_of(one)
            if given in done:
                account.before += 1
            else:
                yield one, given

    def planned() -> Iterator[Task]:
        for shard in chunks(todo(), size):
            yield Task(tuple(given for _, given in shard), [one for one, _ in shard], folder, learned)

    tasks = _Tasks(planned())
    for came in runner.results(tasks):
        if isinstance(came, Done):
            shard = came.manifest
            account.count(shard)
            _aside(folder, shard.id).unlink(missing_ok=True)
            seconds = round(came.seconds, 2)
            event("shard_done", shard=shard.id, seconds=seconds, reports=shard.reports, left_out=shard.left_out)
            account.clock.merge(came.clock)
        else:
            id = came.task.id
            tries[id] += 1
            _check_room(folder)
            if tries[id] < TRIES:
                event("shard_retried", level=WARNING, shard=id, reason=came.reason)
                tasks.back.append(came.task)
            else:
                event("shard_set_aside", level=WARNING, shard=id, reason=came.reason)
                _set_aside(folder, came)
                account.set_aside[id] = came.reason
        yield account
    yield account


def _aside(folder: Path, shard: str) -> Path:
    return folder / f"failed-{shard}.json"


def _set_aside(folder: Path, failed: Failed) -> None:
    told = {"reason": failed.reason, "tries": TRIES, "inputs": [asdict(given) for given in failed.task.inputs]}
    put(_aside(folder, failed.task.id), json.dumps(told, indent=1).encode())


def _check_room(folder: Path) -> None:
    probe = folder / ".room"
    try:
        put(probe, PROBE)
        probe.unlink()
    except OSError as error:
        raise RunnerError(
            f"{folder}: {error.strerror}; make room or name another folder, and run again: what is done is kept"
        ) from error
