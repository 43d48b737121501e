"""The ways out of the record and into it: exports for other programs, and their import."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import log
from dateline.cli.account import counted
from dateline.cli.opening import RecordPath, open_or_stop, path_of, reading_record
from dateline.cli.terminal import escaped, one_line, plain, say, stop
from dateline.cli.windows import windowed

if TYPE_CHECKING:
    from dateline.ask.open import Within

# More messages than these say nothing new.
MOST = 20


@windowed
def export(
    ctx: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="PATH", help="A file, or - for standard output; else a folder.")],
    form: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="See above.")] = "jsonl",
    *,
    within: "Within",
    record: RecordPath = None,
) -> None:
    """Write the record out, for other programs. docs/exports.md explains every column.

    \b
    The whole record, which takes no --as-of, --happened-by or --process:
      jsonl       one reading a line, then what else there is; 'dateline import'
                  takes it in again
      csv         a folder with one table a kind, and the truces
      parquet     a folder with one table each, types kept
      gold        what people reviewed, report by report, JSON lines
      cases       what people reviewed, sentence by sentence, JSON lines
    What the questions answer from, each a file:
      plover      events with POLECAT's fields, JSON lines
      acled       what happened, in ACLED's columns, CSV
      ged         armed force, in UCDP GED's columns, CSV
      ceasefires  truces, in the columns of the ETH/PRIO data, CSV
      ftm         FollowTheMoney entities, JSON lines
      geojson     what happened where, for maps
      jsonld      Web Annotations on the reports, schema.org
      bibtex      the reports, for LaTeX
      ris         the reports, for reference managers
      html        the brief, as one page
      ics         rounds of talks and deadlines, for calendar programs

    \b
    Examples:
      dateline export --format jsonl --to record.jsonl
      dateline export --format csv --to tables/
      dateline export --format acled --process Syria --to syria.csv
      dateline export --format geojson --as-of 2016-02-11 --to map.geojson
      dateline export --to - | head -n 1
    """
    from dateline.ask.open import within as window_of
    from dateline.export.write import FORMATS, write

    if form not in FORMATS:
        stop(f"--format {one_line(form)}: not known; choose {', '.join(FORMATS)}")
    of = FORMATS[form]
    try:
        window = window_of(**within)
    except ValueError as error:
        stop(one_line(str(error)))
    if of.whole and any(within.values()):
        stop(f"{form} is the whole record; leave out --as-of, --happened-by and --process")
    if of.folder and to == "-":
        stop(f"{form} is written as several files; name a folder with --to")
    with reading_record(path_of(ctx, record)) as held:
        if to == "-":
            safe = escaped if of.is_json else plain
            for piece in of.text(held, window):
                print(safe(piece.replace("\r\n", "\n")), end="")
            log.event("exported", format=form, to=to)
            return
        try:
            number = write(held, form, Path(to), window=window)
        except OSError as error:
            stop(f"{one_line(to)}: {error}; name a {'folder' if of.folder else 'file'} that can be written with --to")
    log.event("exported", format=form, to=to, number=number)
    print(f"{counted(number, *of.counted)} in {one_line(to)}")


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What 'dateline export --format jsonl' wrote.")],
    record: RecordPath = None,
) -> None:
    """Take an exported record in: all of it, or what the record does not have yet.

    What is there stays: a report keeps its text and the reading that stands. Lines that cannot be taken are
    left out and named, and so are readings whose words are not those of their text. Into an empty record the
    very record that was exported comes back.

    \b
    Examples:
      dateline import record.jsonl
      dateline import colleague.jsonl --record joint.duckdb
    """
    from dateline.record.imported import take_in

    if not file.is_file():
        stop(f"{one_line(file)}: no such file; name one that 'dateline export --format jsonl' wrote")
    with open_or_stop(path_of(ctx, record), read_only=False) as held:
        before = held.reports().num_rows
        try:
            done = take_in(held, file)
        except OSError as error:
            stop(f"{one_line(file)}: {error}")
        if before:
            # The new reports may be copies of those that were there, and name the same actors; one that was broken off
            # here and is begun again brings no new ones.
            held.link()
            held.settle()
    for refused in done.refused:
        log.event("line_left_out", level=log.WARNING, file=file, line=refused.line, note=refused.note)
    for refused in done.refused[:MOST]:
        say(f"left out: {one_line(file)}, line {refused.line}: {one_line(refused.note)}")
    if done.left_out > MOST:
        say(f"... and {done.left_out - MOST:,} more")
    rows = sum(done.rows.values())
    log.event("imported", reports=done.reports, known=done.known, rows=rows, left_out=done.left_out)
    known = f", {done.known:,} known already" if done.known else ""
    print(f"{counted(done.reports, 'new report', 'new reports')}{known}, {counted(rows, 'row', 'rows')} more")
    if others := done.rows["judgement"] + done.rows["withdrawal"]:
        what = counted(others, "judgement or withdrawal", "judgements and withdrawals")
        print(
            f"Of these rows {what} by others; they change answers ('dateline actors judgements', 'dateline coverage')"
        )
    if done.refused:
        raise typer.Exit(1)
