"""What the record holds: its reports, what went wrong, and whether it is sound."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.account import counted
from dateline.cli.formats import Format, FormatOption, as_csv, as_json, as_markdown, cell
from dateline.cli.opening import RecordPath, open_or_stop, path_of, reading_record
from dateline.cli.terminal import console, one_line, say, stop

if TYPE_CHECKING:
    import pyarrow as pa


def reports(ctx: typer.Context, form: FormatOption = Format.TABLE, record: RecordPath = None) -> None:
    """The reports in the record, by publication.

    \b
    Examples:
      dateline reports
      dateline reports --format csv > reports.csv
    """
    with reading_record(path_of(ctx, record)) as held:
        table = held.reports()
    columns = ("published", "publisher", "agency", "title", "id", "withdrawn")
    print_rows(table, form, columns, nothing="No reports yet; add some with 'dateline add PATH...'.")


def stats(
    ctx: typer.Context,
    path: Annotated[Path | None, typer.Argument(metavar="RECORD", help="The record's file.")] = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
) -> None:
    """What the record holds and how it grew, in numbers.

    Reports by day of addition, outlet, agency, language and month; readings by revision of the reader, items,
    actors and places, what people and dateline judged, issues, and the room that each table takes.

    \b
    Examples:
      dateline stats
      dateline stats syria.duckdb --format csv > stats.csv
    """
    from dateline.ask.stats import stats as counts

    with reading_record(path or path_of(ctx, record)) as held:
        table = counts(held)
    print_rows(table, form, tuple(table.column_names), nothing="")


def withdraw(
    ctx: typer.Context,
    report_id: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id; 'dateline reports' has them.")],
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; kept with the withdrawal.")],
    instead: Annotated[
        str | None, typer.Option("--instead", metavar="REPORT", help="The id of the report that corrects it.")
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Take a withdrawal back.")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; else your user name.")] = None,
    record: RecordPath = None,
) -> None:
    """Leave a report that was withdrawn or corrected out of every answer; nothing is removed from the record.

    'dateline coverage' and 'dateline reports' show it with the reason. --back takes it back.

    \b
    Examples:
      dateline withdraw 9f2c41d07be35a18 --reason "the agency withdrew the toll"
      dateline withdraw 9f2c41d07be35a18 --back --reason "it stands after all"
    """
    from dateline.record.store import RecordError

    with open_or_stop(path_of(ctx, record), read_only=False) as held:
        try:
            held.withdraw(report_id, reason=reason, by=by or getpass.getuser(), instead=instead, back=back)
        except RecordError as error:
            stop(one_line(str(error)))
    print(f"{one_line(report_id)}: {'stands again' if back else 'left out of every answer'}")


def issues(ctx: typer.Context, form: FormatOption = Format.TABLE, record: RecordPath = None) -> None:
    """What could not be taken as it was, and what to do.

    \b
    Examples:
      dateline issues
      dateline issues --format json
    """
    with reading_record(path_of(ctx, record)) as held:
        table = held.issues()
    columns = ("code", "file", "note", "fatal")
    print_rows(table, form, columns, nothing="No issues: every input was taken as it was.")


def print_rows(table: "pa.Table", form: Format, columns: tuple[str, ...], *, nothing: str) -> None:
    """Print rows as a table for the eye, JSON, CSV or Markdown."""
    if form is Format.JSON:
        print(as_json(table))
    elif form is Format.CSV:
        print(as_csv(table))
    elif form is Format.MD:
        print("\n".join(as_markdown(table, columns)))
    elif table.num_rows:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
        whole = {field.name for field in table.schema if str(field.type).startswith("int")}
        for name in columns:
            shown.add_column(name, overflow="fold", justify="right" if name in whole else "left")
        for row in table.to_pylist():
            numbers = {name: f"{row[name]:,}" for name in whole if row[name] is not None}
            shown.add_row(*(Text(numbers.get(name) or cell(row[name])) for name in columns))
        console().print(shown)
    if not table.num_rows:
        say(nothing)


def verify(ctx: typer.Context, record: RecordPath = None) -> None:
    """Check that the stored texts bear out every item.

    Ends with 1 where one does not.

    \b
    Example:
      dateline verify
    """
    path = path_of(ctx, record)
    with reading_record(path) as held:
        found = held.verify()
        number = held.reports().num_rows
    for m in found:
        where = f"report {one_line(m.report_id)}, {m.kind} {one_line(m.item_id)}, {m.field}"
        say(f"{where}: expected “{one_line(m.expected)}”, found “{one_line(m.found)}”")
    if found:
        what = counted(len(found), "claim is", "claims are")
        stop(f"{what} not borne out by the stored text; restore the file, or make the record anew", code=1)
    print(f"{one_line(path)}: {counted(number, 'report', 'reports')}, every item borne out by its words.")
