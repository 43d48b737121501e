"""``actors``: who is who in the record, what joins them, and the editor's own word on it."""

import getpass
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import entries
from dateline.cli.answers import asking, show
from dateline.cli.formats import Format, FormatOption, as_json
from dateline.cli.opening import RecordPath, open_or_stop, path_of
from dateline.cli.page import Row, words
from dateline.cli.terminal import console, one_line, say, stop
from dateline.cli.windows import windowed

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dateline.ask.open import OpenRecord, Within
    from dateline.record.resolve.judge import Verdict

actors = typer.Typer(no_args_is_help=True, help="Who is who in the record: list, show, merge, split, judgements.")
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; kept with the judgement.")]
Signed = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; else your user name.")]
First = Annotated[str, typer.Argument(metavar="ONE", help="A name that one actor has, or its key.")]
Second = Annotated[str, typer.Argument(metavar="OTHER", help="The other's name or key.")]
# Wordings, roles and members shown of each; the JSON form has all.
SHOWN = 12


@actors.command("list")
@windowed
def list_(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Such as person, state, armed_group, organisation.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="CODE", help="ISO 3166 alpha-3, such as YEM.")
    ] = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """The actors of the record, those in most reports first.

    \b
    Examples:
      dateline actors list --kind armed_group
      dateline actors list --country SSD --format csv
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.actors(kind=kind, country=country, **within),
            form,
            entry=entries.of_actor,
            columns=("name", "kind", "country", "sector", "roles", "reports", "statements", "events", "key"),
            nothing="No actor fits; 'dateline actors list' without options shows all.",
        )


@actors.command("show")
@windowed
def show_(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, in full or in part, or a key.")],
    as_data: Annotated[bool, typer.Option("--json", help="As JSON, with every wording and key.")] = False,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """All that is known of an actor: names, roles with their days, groups, and what it was joined by.

    \b
    Examples:
      dateline actors show "de Mistura"
      dateline actors show registry:houthis --json
    """
    with asking(path_of(ctx, record)) as asked:
        found = asked.cards(name, **within)
    if as_data:
        print(as_json(found))
    else:
        out = console()
        for row in found.to_pylist():
            for part in card(row):
                out.print(part)
    if not found.num_rows:
        say("Nobody of that name; try the surname, another spelling, or 'dateline actors list'.")


@actors.command()
def merge(
    ctx: typer.Context, one: First, other: Second, reason: Reason, by: Signed = None, record: RecordPath = None
) -> None:
    """Judge that two actors are one. 'dateline actors split' takes it back.

    \b
    Examples:
      dateline actors merge "Riad Hejab" registry:riad-hijab --reason "spelling"
    """
    _judge(ctx, one, other, "positive", reason, by, record)


@actors.command()
def split(
    ctx: typer.Context, one: First, other: Second, reason: Reason, by: Signed = None, record: RecordPath = None
) -> None:
    """Judge that two keys are not one actor, whatever joined them. 'dateline actors merge' takes it back.

    The keys of an actor are in 'dateline actors show NAME'.

    \b
    Examples:
      dateline actors split name:person::ali-hassan registry:ali-hassan --reason "father and son"
    """
    _judge(ctx, one, other, "negative", reason, by, record)


@actors.command()
def judgements(
    ctx: typer.Context,
    verdict: Annotated[
        str | None, typer.Option("--verdict", metavar="WORD", help="Only those: positive, negative or unsure.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Only those made by; dateline itself or a person.")
    ] = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
) -> None:
    """What joins actors of different reports and what parts them, each with its reason.

    \b
    Examples:
      dateline actors judgements --verdict unsure
      dateline actors judgements --format csv > review.csv
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.judgements(verdict=verdict, by=by),
            form,
            entry=entries.of_judgement,
            columns=("at", "verdict", "left", "right", "reason", "by", "stands"),
            nothing="No judgement fits; 'dateline actors judgements' without options shows all.",
        )


def _judge(
    ctx: typer.Context, one: str, other: str, verdict: "Verdict", reason: str, by: str | None, record: RecordPath
) -> None:
    from dateline.ask.open import OpenRecord
    from dateline.record.resolve.judge import Judgement

    with open_or_stop(path_of(ctx, record), read_only=False) as held:
        keys = [_key(OpenRecord(held), name) for name in (one, other)]
        if keys[0] == keys[1]:
            stop(f"{one_line(one)} and {one_line(other)} are one actor already ({one_line(keys[0])})")
        held.judge([Judgement(keys[0], keys[1], verdict, reason)], by=by or getpass.getuser())
    print(f"{verdict}: {one_line(keys[0])} and {one_line(keys[1])}")


def _key(asked: "OpenRecord", name: str) -> str:
    """The key that a name has, or that it is; the command stops where it has none or several."""
    if asked.is_key(name):
        return name
    found = asked.who(name).to_pylist()
    if len(found) != 1:
        several = "; ".join(f"{one_line(row['name'])} ({one_line(row['key'])})" for row in found[:8])
        stop(
            f"{one_line(name)}: {f'means {len(found)} actors: {several}' if found else 'nobody of that name'}; name "
            "one by its key, as 'dateline actors show NAME' has it"
        )
    key: str = found[0]["key"]
    return key


def card(row: Row) -> "Iterator[RenderableType]":
    """An actor's card as a terminal shows it."""
    from rich.table import Table
    from rich.text import Text

    country = f", {row['country']}" if row["country"] else ""
    yield Text(one_line(row["name"]), style="bold underline")
    sector = f", {row['sector']}" if row["sector"] else ""
    yield Text(f"{words(row['kind'])}{country}{sector} · {one_line(row['key'])}\n", style="dim")
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True, width=12, style="cyan")
    grid.add_column(ratio=1)
    counts = f"{row['reports']} reports, {row['statements']} statements, {row['events']} events"
    grid.add_row("told in", f"{counts}, {_days(row['first_reported'], row['last_reported'])}")
    lists = (
        ("called", [f"{one_line(w['words'])} ({w['times']})" for w in row["wordings"]]),
        ("roles told", [_role(r) + _told(r, "reports") for r in row["roles"]]),
        ("roles known", [f"{_role(r)} ({r['since'] or '?'} to {r['until'] or 'now'})" for r in row["known_roles"]]),
        ("belongs to", [one_line(g["name"]) + _told(g, "sources") for g in row["groups"]]),
        ("members", [one_line(m["name"]) + _told(m, "sources") for m in row["members"]]),
        ("judged", [f"{j['verdict']}: {one_line(j['other'])} – {one_line(j['reason'])} ({one_line(j['by'])})"
                    for j in row["judgements"]]),
    )  # fmt: skip
    for title, told in lists:
        if told:
            rest = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
            apart = "\n" if title in ("judged", "roles known", "roles told") else "; "
            grid.add_row(title, Text(apart.join(told[:SHOWN] + rest)))
    yield grid
    yield Text("")


def _role(role: Row) -> str:
    of = f", {one_line(role['held_in'])}" if role["held_in"] else ""
    return one_line(role["title"]) + of


def _told(row: Row, counted: str) -> str:
    """When and by how many it is told; nothing where the lexicon alone says so."""
    if not row[counted]:
        return " (lexicon)"
    number = f"{row[counted]} {counted if row[counted] > 1 else counted[:-1]}"
    return f" ({_days(row['first_reported'], row['last_reported'])}, {number})"


def _days(first: date | datetime | None, last: date | datetime | None) -> str:
    one, other = (f"{day:%Y-%m-%d}" if day else "" for day in (first, last))
    return one if one == other else f"{one} to {other}" if one else ""
