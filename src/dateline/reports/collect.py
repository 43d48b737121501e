"""Paths to reports: the whole way from files to clean texts."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dateline.issue import Issue
from dateline.reports.clean import report_of
from dateline.reports.report import Report
from dateline.sources.gather import gather


def collect(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[tuple[Report | None, list[Issue]]]:
    """A report with its issues for each document that ``paths`` name; None where it could not be read."""
    for found in gather(paths, stdin=stdin):
        if isinstance(found, Issue):
            yield None, [found]
        else:
            yield report_of(found)
