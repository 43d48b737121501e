"""``demo``: the reports that come with the package, read and shown."""

from importlib.resources import as_file, files
from pathlib import Path
from tempfile import mkdtemp

from dateline.cli.account import next_steps
from dateline.cli.add import keep
from dateline.cli.opening import RecordPath, reading_record
from dateline.cli.terminal import console, one_line, say
from dateline.cli.timeline import print_timeline


def demo(record: RecordPath = None) -> None:
    """Read the reports that come along and show the timeline.

    They tell of the 2016 talks on Syria in invented words, in the shapes that reports come in. The record is
    made in a new temporary folder unless --record names a file.

    \b
    Examples:
      dateline demo
      dateline demo --record demo.duckdb
    """
    from rich.padding import Padding

    from dateline.ask.open import OpenRecord

    path = record or Path(mkdtemp(prefix="dateline-")) / "demo.duckdb"
    out = console()
    with as_file(files("dateline") / "demo" / "reports") as folder:
        say(f"Reading the demo reports in {folder} ...")
        account = keep(path, [str(folder)])
    with reading_record(path) as held:
        print_timeline(OpenRecord(held), limit=25)
        if account.issues:
            out.print("\nWhat could not be taken as it was", style="bold underline")
            for row in held.issues().to_pylist():
                out.print(Padding(f"{Path(row['file'] or '').name}: {one_line(row['note'])}", (0, 0, 0, 2)))
    out.print("\nMore of this record", style="bold underline")
    for line in next_steps(path, issues=True):
        out.print(line, soft_wrap=True)
