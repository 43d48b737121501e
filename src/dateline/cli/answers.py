"""The questions that a record answers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import entries, joint_entries
from dateline.cli.formats import Format, FormatOption, as_csv, as_json, as_markdown
from dateline.cli.opening import RecordPath, path_of, reading_record
from dateline.cli.page import Entry, Row, page
from dateline.cli.terminal import console, say, stop
from dateline.cli.windows import windowed

if TYPE_CHECKING:
    import pyarrow as pa

    from dateline.ask.open import OpenRecord, Within

About = Annotated[
    str | None, typer.Option("--about", metavar="WORDS", help="Only those whose sentence holds the words.")
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only those of the actor that the name means.")]
To = Annotated[str | None, typer.Option("--to", metavar="NAME", help="Only those directed at that actor.")]
Where = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Only those at that place.")]


@contextmanager
def asking(path: Path) -> "Iterator[OpenRecord]":
    """The record at ``path``, open for questions; a value that no question understands stops the command."""
    with reading_record(path) as record:
        from dateline.ask.open import OpenRecord

        try:
            yield OpenRecord(record)
        except ValueError as error:
            stop(str(error))


def show(
    table: "pa.Table",
    form: Format,
    *,
    entry: Callable[[Row], Entry | Iterator[Entry]],
    columns: Sequence[str],
    nothing: str,
) -> None:
    """Print an answer in one of its forms; ``nothing`` says what to do where it is empty."""
    if form is Format.JSON:
        print(as_json(table))
    elif form is Format.CSV:
        print(as_csv(table))
    elif form is Format.MD:
        print("\n".join(as_markdown(table, columns)))
    else:
        out = console()
        read = (entry(row) for row in table.to_pylist())
        for part in page(chain.from_iterable([told] if isinstance(told, Entry) else told for told in read)):
            out.print(part)
    if not table.num_rows:
        say(nothing)


@windowed
def statements(
    ctx: typer.Context,
    by: By = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="WORDS",
            help="Only those whose words hold these, or speak of an issue such as ceasefire.",
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """Who said what, as each report words it.

    \b
    Examples:
      dateline statements --by Lavrov
      dateline statements --about ceasefire --as-of 2016-02-12
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.statements(by=by, about=about, **within),
            form,
            entry=entries.of_statement,
            columns=("published", "speaker", "anonymous", "content", "told_to", "outlet"),
            nothing="No statement fits; try a fuller or shorter name with --by, or fewer words with --about.",
        )


@windowed
def proposals(
    ctx: typer.Context,
    by: By = None,
    to: To = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="Such as ceasefire, aid_access, talks, withdrawal."),
    ] = None,
    about: About = None,
    as_matrix: Annotated[
        bool, typer.Option("--matrix", help="Tellings of one proposal together, with the answer of each party.")
    ] = False,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """What was offered, demanded or promised, and the answers.

    With --matrix the tellings of several reports are one proposal, and each party stands with its answer: accepts,
    conditional, rejects, awaited, denies (having agreed), or silent where it was asked and no answer is told.

    \b
    Examples:
      dateline proposals --kind ceasefire
      dateline proposals --matrix --process Syria
      dateline proposals --by Washington --format csv > offers.csv
    """
    with asking(path_of(ctx, record)) as asked:
        if as_matrix:
            for option, given in (("--to", to), ("--about", about)):
                if given is not None:
                    stop(f"{option} does not go with --matrix; use --kind, --by or --process")
            show(
                asked.matrix(kind=kind, by=by, **within),
                form,
                entry=joint_entries.of_offer,
                columns=("made", "kind", "force", "by", "terms", "takes_effect", "answers", "sources", "outlet"),
                nothing="No proposal fits; 'dateline proposals --matrix' without options shows all.",
            )
            return
        show(
            asked.proposals(kind=kind, by=by, to=to, about=about, **within),
            form,
            entry=entries.of_proposal,
            columns=("published", "force", "kind", "by", "to", "terms", "condition", "responses", "outlet"),
            nothing="No proposal fits; 'dateline proposals' without options shows all.",
        )


@windowed
def talks(
    ctx: typer.Context,
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="NAME", help="Only those that this actor attends or convenes."),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status", metavar="STATE", help="Only those that stand so: scheduled, under_way, held, suspended."
        ),
    ] = None,
    about: About = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """Rounds of talks and the steps of their lives: planned, opened, suspended, resumed, collapsed.

    Each step stands with its day, on whose word, and the sentence it rests on. Where a planned day was moved, the one
    before is shown.

    \b
    Examples:
      dateline talks
      dateline talks --process Syria --status suspended
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.talks(status=status, who=who, about=about, **within),
            form,
            entry=joint_entries.of_talks,
            columns=(
                "name",
                "status",
                "date",
                "moved_from",
                "by",
                "venue",
                "sources",
                "sentence",
                "outlet",
                "published",
            ),
            nothing="No talks fit; 'dateline talks' without options shows all.",
        )


@windowed
def figures(
    ctx: typer.Context,
    measure: Annotated[
        str | None,
        typer.Option("--measure", metavar="KIND", help="Such as killed, injured, displaced, refugees."),
    ] = None,
    place: Where = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """Counts side by side, by who counts and who reports; never added up.

    Each says which others of the same people and place agree with it, differ from it or are older. Copies of one text
    count once, with the outlets that also carry it.

    \b
    Examples:
      dateline figures --measure killed --place Aleppo
      dateline figures --format md
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.figures(measure=measure, place=place, **within),
            form,
            entry=entries.of_figure,
            columns=(
                "measure",
                "words",
                "place",
                "counted_by",
                "date",
                "agrees_with",
                "differs_from",
                "up_from",
                "down_from",
                "outlet",
                "published",
            ),
            nothing="No figure fits; 'dateline figures' without options shows all.",
        )


@windowed
def events(
    ctx: typer.Context,
    kind: Annotated[
        str | None,
        typer.Option("--type", metavar="PLOVER", help="A PLOVER type, such as ASSAULT, CONSULT, AID."),
    ] = None,
    by: By = None,
    to: To = None,
    place: Where = None,
    about: About = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """Who did what to whom, report by report.

    The timeline joins reports that tell the same.

    \b
    Examples:
      dateline events --type ASSAULT --place Aleppo
      dateline events --by Russia --format json
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.events(type=kind, by=by, to=to, place=place, about=about, **within),
            form,
            entry=entries.of_event,
            columns=(
                "date",
                "type",
                "mode",
                "actors",
                "recipients",
                "place",
                "trigger",
                "factuality",
                "outlet",
            ),
            nothing="No event fits; 'dateline events' without options shows all.",
        )


@windowed
def alignments(
    ctx: typer.Context,
    by: By = None,
    to: To = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """Who stands with or against whom, since when and by what means.

    Strength is the number of sources, each halved for every 180 days since its telling.

    \b
    Examples:
      dateline alignments --by Russia
      dateline alignments --as-of 2016-02-12 --format csv
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.alignments(by=by, to=to, **within),
            form,
            entry=entries.of_alignment,
            columns=("from", "stance", "to", "since", "last", "strength", "means", "turned_from", "sources"),
            nothing="No alignment fits; 'dateline alignments' without options shows all.",
        )


@windowed
def who(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, in full or in part.")],
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="ISSUE", help="Only what they said on one issue, such as ceasefire, talks or aid."
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """Who a name means, and what they said on each issue over time.

    As a table it shows the actors and then their statements by issue, with how each is worded (wants, accepts,
    refuses, doubts, conditional, says) and where that moved. Other forms give the actors, or with --on the
    statements.

    \b
    Examples:
      dateline who "de Mistura"
      dateline who Lavrov --on ceasefire
      dateline who Lavrov --as-of 2016-02-11
    """
    with asking(path_of(ctx, record)) as asked:
        nobody = "Nobody of that name; try the surname, another spelling, or 'dateline statements'."
        if on is None:
            columns = ("name", "kind", "country", "roles", "reports", "statements", "events")
            found = asked.who(name, **within)
            show(found, form, entry=entries.of_actor, columns=columns, nothing=nobody)
            if form is not Format.TABLE or not found.num_rows:
                return
        show(
            asked.positions(name, on=on, **within),
            form,
            entry=entries.of_position,
            columns=("issue", "date", "published", "speaker", "stance", "moved_from", "content", "outlet"),
            nothing="No statement of theirs on an issue of the list; try 'dateline statements --by NAME'.",
        )
