"""``add``: reports in, the record grown, and an account of what came of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import log
from dateline.archive.workers import chunks, enough
from dateline.cli.account import Account, lines
from dateline.cli.inputs import NoModel, check_paths, collected
from dateline.cli.opening import LONG, RecordPath, open_or_stop, path_of
from dateline.cli.reading import read_or_stop
from dateline.cli.terminal import met
from dateline.issue import Issue

if TYPE_CHECKING:
    from dateline.record.store import Record
    from dateline.reports.report import Report

# Kept at once: a long run that is broken off loses at most these.
BATCH = 200


def add(
    ctx: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, patterns, feed URLs, or - for standard input."),
    ],
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            metavar="N",
            min=1,
            help="How many processes read at once; else one a core, up to 4.",
        ),
    ] = None,
    no_model: NoModel = False,
    record: RecordPath = None,
) -> None:
    """Read reports and keep all that they say in the record.

    Takes saved web pages, posts with front matter, plain text pasted from a site, RSS and Atom feeds, JSON
    lines, web archives (WARC), packed (.gz) or not. A report that is known already adds nothing; a copy of
    another is kept as a copy. What cannot be taken as it is becomes an issue ('dateline issues').

    \b
    Examples:
      dateline add archive/
      dateline add 'saved/*.html' notes.txt
      dateline add https://example.org/feed.xml
      cat reports.jsonl | dateline add -
    """
    path = path_of(ctx, record)
    check_paths(paths)
    account = keep(path, paths, workers=workers, learned=not no_model)
    print("\n".join(lines(account, path)))
    if account.issues and not account.new and not account.known:
        raise typer.Exit(1)


def keep(path: Path, paths: list[str], *, workers: int | None = None, learned: bool = True) -> Account:
    """Add the reports at ``paths`` to the record at ``path`` and say what came of them; progress shows on a terminal.

    The record is open only while something is written: others may read it while reports are read.
    """
    from dateline.cli.progress import Steps

    issues: list[Issue] = []
    account = Account()

    def take(found: list[Issue]) -> None:
        met(found)
        issues.extend(found)

    with Steps() as steps:
        with open_or_stop(path, read_only=False) as record:
            done = record.files_read()
        reports = list(steps.follow("gathering", collected(paths, take)))
        fresh = list(unread(reports, done))
        account.known = len(reports) - len(fresh)
        readings = read_or_stop(fresh, workers=workers or enough(len(fresh)), learned=learned)
        for batch in chunks(steps.follow("reading", readings, total=len(fresh)), BATCH):
            issues += (unreadable := [reading for _, reading in batch if isinstance(reading, Issue)])
            met(unreadable)
            account.partly += sum(1 for _, reading in batch if not isinstance(reading, Issue) and reading.notes)
            with _writing(path, account) as record:
                added = record.add([(report, of) for report, of in batch if not isinstance(of, Issue)])
            account.new += added.reports
            account.known += added.known
            log.event("batch_kept", **asdict(added))
        steps.note("looking who is who")
        with _writing(path, account) as record:
            record.add([], issues)
            record.settle()
    account.issues.update(issue.code for issue in issues)
    account.left_out = sum(issue.fatal for issue in issues)
    log.event("added", **{**asdict(account), "items": dict(account.items), "issues": dict(account.issues)})
    return account


@contextmanager
def _writing(path: Path, account: Account) -> "Iterator[Record]":
    """The record at ``path``, open to write what was read; the account gets the copies and items by which it grows."""
    with open_or_stop(path, read_only=False, patience=LONG) as record:
        before = record.sizes()
        yield record
        grown = Counter(record.sizes())
        grown.subtract(before)
    account.copies += grown.pop("copies")
    account.items.update(+grown)


def unread(reports: "Iterable[Report]", done: "set[tuple[str, ...]]") -> "Iterator[Report]":
    """The reports that this version of dateline has not yet read from this very file; ``done`` is what it has, see
    ``Record.files_read``."""
    return (r for r in reports if (r.id, r.source_file, r.raw_sha256) not in done)
