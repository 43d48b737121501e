"""``timeline``: what happened, day by day, and how much of the record stands behind it."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.account import counted
from dateline.cli.answers import asking, show
from dateline.cli.entries import SHOWN, of_timeline
from dateline.cli.formats import Format, FormatOption
from dateline.cli.opening import RecordPath, path_of
from dateline.cli.terminal import console
from dateline.cli.windows import windowed

if TYPE_CHECKING:
    import pyarrow as pa

    from dateline.ask.open import OpenRecord, Within

COLUMNS = ("date", "kind", "who", "whom", "what", "status", "place", "sentence", "outlet", "published")


@windowed
def timeline(
    ctx: typer.Context,
    limit: Annotated[
        int,
        typer.Option(
            "--limit", "-n", metavar="N", min=0, help="The lines that weigh most, in date order; 0 shows all."
        ),
    ] = 40,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="WORDS", help="Only lines on this actor or place, or with these words."),
    ] = None,
    undated: Annotated[
        bool, typer.Option("--undated", help="Also lines whose report gives no day; they come last.")
    ] = False,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """What happened, was agreed, proposed and counted, day by day.

    Below each line stands the sentence it rests on, with its words in bold, then who printed it and when. A
    happening that several reports tell is one line; copies of one text count as one source.

    \b
    Examples:
      dateline timeline
      dateline timeline --about Aleppo --limit 20
      dateline timeline --as-of 2016-02-11
      dateline timeline --limit 0 --format csv > timeline.csv
    """
    with asking(path_of(ctx, record)) as asked:
        print_timeline(asked, limit=limit, about=about, undated=undated, form=form, within=within)


def print_timeline(
    asked: "OpenRecord",
    *,
    limit: int,
    about: str | None = None,
    undated: bool = False,
    form: Format = Format.TABLE,
    within: "Within | None" = None,
) -> None:
    """Print the timeline; as a page it ends with how much of the record it shows."""
    within = within or {}
    whole = asked.timeline(about=about, **within)
    shown, without_day = most_weighty(whole, limit=limit, undated=undated)
    nothing = "No line fits; 'dateline timeline --undated' also shows lines whose report gives no day."
    show(shown, form, entry=of_timeline, columns=COLUMNS, nothing=nothing)
    if form is Format.TABLE:
        out = console()
        out.print("\n".join(coverage(asked, whole, shown, within, left_out=without_day)), style="dim")


def most_weighty(table: "pa.Table", *, limit: int, undated: bool) -> "tuple[pa.Table, int]":
    """The ``limit`` lines that weigh most in the order given, and how many without a day were left out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    left_out = 0
    if not undated:
        dated = table.filter(pc.is_in(table["date_basis"], pa.array(SHOWN)))
        left_out = table.num_rows - dated.num_rows
        table = dated
    if limit and table.num_rows > limit:
        best = pc.sort_indices(table, sort_keys=[("rank", "descending")])[:limit]
        table = table.take(best.take(pc.sort_indices(best)))
    return table, left_out


def coverage(
    asked: "OpenRecord", whole: "pa.Table", shown: "pa.Table", within: "Within", *, left_out: int
) -> list[str]:
    """What stands behind the page: reports, outlets, independent sources, and lines that are not shown."""
    reports, outlets, sources = asked.counts(**within)
    by = f" published by {within['as_of']}" if within.get("as_of") else ""
    told = counted(reports, "report", "reports") + f" of {counted(outlets, 'outlet', 'outlets')}{by}"
    lines = [f"From {told}; {counted(sources, 'independent source', 'independent sources')} (copies count once)."]
    dated = whole.num_rows - left_out
    if shown.num_rows < dated:
        lines.append(f"Shown are the {shown.num_rows} of {dated:,} lines that weigh most; --limit 0 shows all.")
    if left_out:
        what = counted(left_out, "line has", "lines have")
        lines.append(f"{what} no day of their own and are left out; --undated shows them.")
    return lines
