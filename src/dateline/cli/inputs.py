"""What the reading commands take: paths, reports as they are collected, and the names of readings."""

import glob
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import one_line, stop

if TYPE_CHECKING:
    from dateline.issue import Issue
    from dateline.reports.report import Report

Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="PATH",
        help="Another spaCy model, as a folder or package, instead of the pinned one.",
    ),
]
NoModel = Annotated[
    bool,
    typer.Option("--no-model", help="Find statements and events by rules alone, without the networks."),
]
Workers = Annotated[int, typer.Option("--workers", "-w", metavar="N", min=1, help="How many processes read at once.")]

URLS = ("http://", "https://")
PACKED = (".gz", ".bz2", ".xz")


def check_paths(paths: list[str]) -> list[str]:
    """The paths as given; the command stops where one names nothing."""
    for path in paths:
        if (
            path != "-"
            and not path.startswith(URLS)
            and not Path(path).exists()
            and not glob.glob(path, recursive=True)
        ):
            stop(f"{one_line(path)}: no such file or folder; give files, folders, patterns, feed URLs, or -")
    return paths


def collected(paths: list[str], tell: "Callable[[list[Issue]], None]") -> "Iterator[Report]":
    """The reports at the paths, one by one; ``tell`` is called with the issues of each input."""
    from dateline.reports.collect import collect

    for report, issues in collect(paths, stdin=sys.stdin.buffer):
        tell(issues)
        if report is not None:
            yield report


def named(reports: "Iterable[Report]") -> "Iterator[tuple[str, Report]]":
    """Each report with its reading's name: its own id, else its file's, numbered where that holds several.

    >>> from dateline.reports.report import Report, content_id
    >>> files = "x.rss", "x.rss", "y.html"
    >>> [name for name, _ in named(Report(id=content_id(None, ""), text="", source_file=f) for f in files)]
    ['x#1', 'x#2', 'y']
    """
    for file, group in groupby(reports, key=lambda report: report.source_file):
        ahead = list(islice(group, 2))
        for number, report in enumerate(chain(ahead, group), 1):
            yield own_id(report) or stem_of(file) + (f"#{number}" if len(ahead) > 1 else ""), report


def own_id(report: "Report") -> str | None:
    """The id that the input itself gave; none where the id was made from the text."""
    from dateline.reports.report import content_id

    return None if report.id == content_id(report.title, report.text) else report.id


def stem_of(file: str | None) -> str:
    """A file's name without its folder and ending; a packed file loses both endings.

    >>> stem_of("archive/page.html.gz"), stem_of("-")
    ('page', 'stdin')
    """
    path = Path(file or "-")
    if path.suffix in PACKED:
        path = path.with_suffix("")
    return path.stem if path.stem != "-" else "stdin"
