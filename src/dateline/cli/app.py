"""The commands and the options they share."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.actors import actors
from dateline.cli.add import add
from dateline.cli.answers import alignments, events, figures, proposals, statements, talks, who
from dateline.cli.archive import join
from dateline.cli.brief import brief, contradictions, coverage
from dateline.cli.demo import demo
from dateline.cli.holdings import issues, reports, stats, verify, withdraw
from dateline.cli.judge import judge
from dateline.cli.keeping import backup, restore, upgrade
from dateline.cli.ledger import forecasts, promises
from dateline.cli.processes import processes, stories
from dateline.cli.read import read, relate
from dateline.cli.scores import evaluate
from dateline.cli.serve import password, serve
from dateline.cli.timeline import timeline
from dateline.cli.transfer import export, import_
from dateline.cli.watch import watch
from dateline.marks.parser import one_thread

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from importlib.metadata import version

        print(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def dateline(
    ctx: typer.Context,
    record: Annotated[
        Path,
        typer.Option("--record", envvar="DATELINE_RECORD", metavar="PATH", help="The file that holds the record."),
    ] = Path("dateline.duckdb"),
    log_json: Annotated[
        str | None,
        typer.Option(
            "--log-json",
            metavar="FILE",
            help="Write what the command does to FILE, or - for stderr: JSON lines.",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=show_version, help="Print the version.")
    ] = False,
) -> None:
    """Keep the record of a peace process, read from raw news reports.

    Add reports to a record, then ask it what happened, who said what, what was proposed and refused, and
    which figures disagree. Every line of an answer rests on words that a report printed.

    \b
    A first look, with the reports that come along, then your own:
      dateline demo
      dateline add my-reports/
      dateline timeline

    Ends with 0 where all went well, 1 where problems were found, 2 where the command or its input could not
    be understood.
    """
    one_thread()
    ctx.obj = record
    if log_json is not None:
        from dateline.cli.logged import logged

        ctx.with_resource(logged(log_json, command=ctx.invoked_subcommand or ""))


for command in (
    add, watch, brief, timeline, talks, proposals, promises, forecasts, figures, contradictions, statements, events,
    alignments, who, processes, stories, coverage, reports, stats, withdraw, judge, issues, verify, backup, restore,
    upgrade, export, serve, password, read, join, relate, demo,
):  # fmt: skip
    app.command()(command)
app.command("import")(import_)
app.command("eval")(evaluate)
app.add_typer(actors, name="actors")


def main() -> None:
    """Run the command line."""
    app()
