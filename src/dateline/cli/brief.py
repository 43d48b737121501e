"""``brief``, ``contradictions`` and ``coverage``: what changed, what cannot both be so, and what it all rests on."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import joint_entries
from dateline.cli.answers import About, asking, show
from dateline.cli.formats import Format, FormatOption
from dateline.cli.opening import RecordPath, path_of
from dateline.cli.windows import windowed

if TYPE_CHECKING:
    from dateline.ask.open import Within


@windowed
def brief(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option("--since", metavar="DAY", help="What reports first told on that day or after it.")
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="Lines of each section.")] = 6,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """What changed since a day, and on whose word.

    Talks that moved, what was agreed and offered, what happened, promises and forecasts that were resolved, figures
    that changed or differ: each line with the sentence it rests on.

    \b
    Examples:
      dateline brief --since 2016-02-22
      dateline brief --since 2016-02-01 --as-of 2016-02-12 --process Syria --format md
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.brief(since=since, limit=limit, **within),
            form,
            entry=joint_entries.of_brief,
            columns=("section", "date", "change", "who", "whom", "what", "by", "sentence", "outlet", "published"),
            nothing="Nothing new since that day; try an earlier one with --since.",
        )


@windowed
def contradictions(
    ctx: typer.Context,
    about: About = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """Pairs of sentences that cannot both hold; which one does is not judged.

    An act that one report tells and another denies, talks said to be on and off on one day, counts of the same people
    that differ.

    \b
    Examples:
      dateline contradictions
      dateline contradictions --process Syria --format md
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.contradictions(about=about, **within),
            form,
            entry=joint_entries.of_contradiction,
            columns=("sort", "about", "date", "one", "other"),
            nothing="No two sentences of the record contradict each other in a way that dateline sees.",
        )


@windowed
def coverage(
    ctx: typer.Context,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """What the record rests on: outlets, days without a report, and what was left out and why.

    Reports and independent origins are counted apart: copies and versions of one text are one origin.

    \b
    Examples:
      dateline coverage --process Syria
      dateline coverage --as-of 2016-02-11 --format csv
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.coverage(**within),
            form,
            entry=joint_entries.of_coverage,
            columns=("sort", "name", "reports", "origins", "first", "last", "note"),
            nothing="The record holds no report in that window.",
        )
