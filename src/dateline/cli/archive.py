"""A whole archive: ``read --to`` makes shards of it, ``join`` takes shards into a record."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import log
from dateline.cli.account import Account, counted, lines, listed
from dateline.cli.inputs import check_paths
from dateline.cli.opening import RecordPath, open_or_stop, path_of
from dateline.cli.reading import told_stages
from dateline.cli.terminal import met, one_line, say, stop

if TYPE_CHECKING:
    from dateline.archive.plan import Found
    from dateline.archive.run import Account as Read
    from dateline.record.shards import Shard

# Shards taken into a record at once: all of them or, where something breaks, none.
AT_ONCE = 16


class Runs(StrEnum):
    """Who reads the shards of an archive."""

    LOCAL = "local"
    RAY = "ray"


def read_shards(paths: list[str], to: Path, *, workers: int, learned: bool, runs: Runs, address: str | None) -> None:
    """Read all that the paths name into shards in a folder, print what came of it and end with 1 where some failed."""
    from dateline.archive.run import read_archive
    from dateline.archive.runners import Processes, Ray, RunnerError
    from dateline.cli.progress import Steps
    from dateline.marks.parser import ModelError, load
    from dateline.record.shards import ShardError

    check_paths(paths)
    if runs is Runs.LOCAL and address is not None:
        stop("--address is that of a Ray cluster; add --runner ray")
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"{one_line(to)}: {error.strerror}; name a folder that can be written")
    runner = Processes(workers) if runs is Runs.LOCAL else Ray(workers, address)
    account: Read | None = None
    try:
        # Found missing here, it is said once and not of every shard.
        load()
        with Steps() as steps:
            total = None
            if "-" not in paths:
                total = sum(1 for _ in steps.follow("looking what there is", gathered(paths)))
            with closing(read_archive(gathered(paths), to, runner, learned=learned)) as accounts:
                for so_far in steps.follow("reading", accounts, total, reached=documents):
                    account = so_far
    except (ModelError, RunnerError, ShardError) as error:
        stop(one_line(error), code=1)
    assert account is not None
    told_stages(account.clock)
    log.event("archive_read", shards=account.shards, reports=account.reports, set_aside=len(account.set_aside))
    print("\n".join(told(account, to)))
    if account.set_aside:
        raise typer.Exit(1)


def gathered(paths: list[str]) -> "Iterator[Found]":
    """All documents that the paths name, and what could not be opened."""
    from dateline.sources.gather import gather

    return gather(paths, stdin=sys.stdin.buffer)


def documents(account: "Read") -> int:
    """How many documents are done with."""
    return account.before + account.documents


def told(account: "Read", to: Path) -> Iterator[str]:
    """What came of an archive, as printed."""
    before = f"; {counted(account.before, 'was', 'were')} read before" if account.before else ""
    yield f"{counted(account.documents, 'document', 'documents')} read{before}."
    yield f"{counted(account.reports, 'report', 'reports')} in {counted(account.shards, 'new shard', 'new shards')}."
    if account.items.total():
        yield from ("", "Read from them:")
        yield from listed(Counter({f"{name}s": n for name, n in account.items.items() if name in shown()}))
    if account.issues:
        left = f", {counted(account.left_out, 'input', 'inputs')} left out" if account.left_out else ""
        yield from ("", f"{counted(account.issues.total(), 'issue', 'issues')}{left}; the manifests tell of each:")
        yield from listed(account.issues)
    if account.set_aside:
        yield from ("", f"{counted(len(account.set_aside), 'shard', 'shards')} set aside; run again to try them anew:")
        yield from (f"  failed-{id}.json  {one_line(reason)}" for id, reason in account.set_aside.items())
    yield from ("", f"Next: dateline join {one_line(to)}")


def shown() -> set[str]:
    """The kinds of items."""
    from dateline.record.schema import items

    return {kind.name for kind in items()}


def join(
    ctx: typer.Context,
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...", help="Folders that 'read --to' wrote.")],
    record: RecordPath = None,
) -> None:
    """Take shards of readings into the record: copies are found, actors told apart, each shard once.

    What was taken in before is left alone, so that a day's new shards cost a day's work. A shard whose bytes are not
    those of its manifest is told and left out.

    \b
    Examples:
      dateline read archive/ --to readings/ --workers 8
      dateline join readings/
    """
    from dateline.cli.progress import Steps
    from dateline.record.shards import ShardError, load_shard, manifests

    for folder in folders:
        if not folder.is_dir():
            stop(f"{one_line(folder)}: no such folder; name one that 'dateline read ARCHIVE --to FOLDER' wrote")
    path = path_of(ctx, record)
    account, damaged = Account(), 0
    with open_or_stop(path, read_only=False) as held, Steps() as steps:
        before, there = held.sizes(), held.shards()
        try:
            todo = [(folder, m) for folder in folders for m in manifests(folder) if m.id not in there]
        except ShardError as error:
            stop(one_line(error), code=1)
        groups = [todo[at : at + AT_ONCE] for at in range(0, len(todo), AT_ONCE)]
        total = sum(manifest.reports for _, manifest in todo)
        for group in steps.follow("joining", groups, total, reached=lambda _: account.new + account.known):
            shards: list[Shard] = []
            for folder, manifest in group:
                try:
                    shards.append(load_shard(folder, manifest))
                except ShardError as error:
                    damaged += 1
                    say(f"left out: {error}")
            added = held.join(shards)
            account.new += added.reports
            account.known += added.known
            account.partly += sum(map(bool, (notes for shard in shards for notes in shard.notes)))
            issues = [issue for shard in shards for issue in shard.issues]
            account.issues.update(issue.code for issue in issues)
            account.left_out += sum(issue.fatal for issue in issues)
            met(issues)
        steps.note("looking who is who")
        held.settle()
        after = held.sizes()
    account.copies = after.pop("copies") - before["copies"]
    account.items.update({kind: n - before[kind] for kind, n in after.items() if n > before[kind]})
    log.event("shards_joined", shards=len(todo) - damaged, reports=account.new, known=account.known)
    print("\n".join(lines(account, path)))
    if damaged:
        raise typer.Exit(1)
