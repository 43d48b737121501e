"""``backup``, ``restore`` and ``upgrade``: the record's file kept safe, and up to date."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.account import counted
from dateline.cli.opening import RecordPath, disk_or_stop, open_or_stop, path_of, reading_record, reason
from dateline.cli.terminal import one_line, stop

if TYPE_CHECKING:
    from dateline.record.backup import Copied


def backup(
    ctx: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The copy; an older one of that name is replaced.")],
    record: RecordPath = None,
) -> None:
    """Copy the record to a file, and check the copy before it counts.

    Others may read the record meanwhile. Every item of the copy is verified, as 'dateline verify' does; only then it
    takes its name. Its SHA-256 is printed, and kept beside it for 'sha256sum -c'. docs/keeping.md tells more.

    \b
    Examples:
      dateline backup --to /mnt/safe/peace.duckdb
      dateline --record peace.duckdb backup --to "peace-$(date +%F).duckdb"
    """
    from dateline.record.backup import backup as made
    from dateline.record.store import RecordError

    path = path_of(ctx, record)
    check_folder(to)
    with reading_record(path):
        pass
    with disk_or_stop(to):
        try:
            done = made(path, to)
        except RecordError as error:
            stop(reason(path, str(error)), code=1)
    tell(done, to)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What 'dateline backup' made.")],
    to: Annotated[Path, typer.Option("--to", metavar="RECORD", help="The record to make.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the record that is there.", show_default=False)
    ] = False,
) -> None:
    """Make a record from a backup; the backup is checked first.

    One that is there already stays as it is, unless --replace is given; then it is gone once the backup is whole in its
    place, not before. A backup that an older dateline made is brought up to date; the backup itself is left alone.

    \b
    Examples:
      dateline restore /mnt/safe/peace.duckdb --to peace.duckdb
      dateline restore peace-2016-02-11.duckdb --to peace.duckdb --replace
    """
    from dateline.record.backup import restore as made
    from dateline.record.store import RecordError

    if not file.is_file():
        stop(f"{one_line(file)}: no such file; name one that 'dateline backup' made")
    check_folder(to)
    if to.exists() and not replace:
        stop(f"{one_line(to)}: there already; name another file with --to, or say --replace")
    with disk_or_stop(to):
        try:
            done = made(file, to, replace=replace)
        except RecordError as error:
            stop(reason(to if str(error).startswith(f"{to}:") else file, str(error)), code=1)
    tell(done, to)
    if done.upgraded:
        print(f"Brought from layout {done.upgraded.old} to {done.upgraded.new}.")


def upgrade(
    ctx: typer.Context,
    path: Annotated[Path | None, typer.Argument(metavar="RECORD", help="The record's file.")] = None,
    record: RecordPath = None,
) -> None:
    """Bring a record that an older dateline made up to date; a copy of the old file is kept beside it.

    Commands that write, such as 'dateline add', do so by themselves. What an older version did not read from the
    reports stays empty; add them again to have them read anew.

    \b
    Example:
      dateline upgrade peace.duckdb
    """
    where = path or path_of(ctx, record)
    if not where.is_file():
        stop(f"{one_line(where)}: there is no record here; make one with 'dateline add' or 'dateline demo'")
    with open_or_stop(where, read_only=False) as held:
        done = held.upgraded
    if done is None:
        print(f"{one_line(where)}: up to date already.")
        return
    print(f"{one_line(where)}: up to date.")
    for change in done.changes:
        print(f"- {change}")


def check_folder(path: Path) -> None:
    """Stops the command where no file can be at ``path``."""
    if path.is_dir() or not path.parent.is_dir():
        what = "a folder" if path.is_dir() else "in a folder that does not exist"
        stop(f"{one_line(path)}: {what}; name a file with --to")


def tell(done: "Copied", path: Path) -> None:
    """Prints what is in the copy that was made."""
    held = f"{counted(done.reports, 'report', 'reports')}, {counted(done.items, 'item', 'items')}"
    print(f"{one_line(path)}: {held}, every item borne out by its words.")
    print(f"SHA-256 {done.sha256}")
