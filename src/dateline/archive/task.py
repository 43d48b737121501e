"""One shard read: documents in, a Parquet file and its manifest out."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.archive.plan import Found
from dateline.archive.workers import read_in_order
from dateline.issue import Issue
from dateline.marks.parser import one_thread
from dateline.readings.clock import Clock
from dateline.record.shards import Input, Manifest, shard_id, write_shard

if TYPE_CHECKING:
    from dateline.readings.items import Reading
    from dateline.reports.report import Report


@dataclass(frozen=True, slots=True)
class Task:
    """The documents of one shard and the folder its files go to; ``learned`` as in ``read_many``."""

    inputs: tuple[Input, ...]
    found: Sequence[Found] = field(repr=False)
    to: Path
    learned: bool = True

    @property
    def id(self) -> str:
        """The id of the shard that comes of it."""
        from dateline.record.revision import current

        return shard_id(self.inputs, current(), learned=self.learned)


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that was written, the seconds that it took, and those of each stage of the reading."""

    manifest: Manifest
    seconds: float
    clock: Clock


def run(task: Task) -> Done:
    """Read the documents of a shard and write its files; what cannot be read of them is told in the manifest."""
    from dateline.record.revision import current
    from dateline.reports.clean import report_of

    start = time.perf_counter()
    one_thread()
    issues: list[Issue] = []
    reports: list[Report] = []
    for found in task.found:
        if isinstance(found, Issue):
            issues.append(found)
            continue
        report, odd = report_of(found)
        issues += odd
        if report is not None:
            reports.append(report)
    read: list[tuple[Report, Reading]] = []
    clock = Clock()
    for report, of in read_in_order(reports, learned=task.learned, clock=clock):
        if isinstance(of, Issue):
            issues.append(of)
        else:
            read.append((report, of))
    manifest = write_shard(task.to, task.inputs, read, issues, current(), learned=task.learned)
    return Done(manifest, time.perf_counter() - start, clock)
