"""``promises`` and ``forecasts``: what was promised and expected, and what became of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import joint_entries
from dateline.cli.answers import About, By, asking, show
from dateline.cli.formats import Format, FormatOption
from dateline.cli.opening import RecordPath, path_of
from dateline.cli.windows import windowed

if TYPE_CHECKING:
    from dateline.ask.open import Within

Verdict = Annotated[
    str | None,
    typer.Option("--verdict", metavar="VERDICT", help="Only those: open, met, missed, moved, came_true, failed."),
]
COLUMNS = (
    "by", "to", "words", "condition", "horizon_end", "verdict", "verdict_on", "outcome", "kept", "resolved", "sentence",
    "outlet", "published",
)  # fmt: skip


@windowed
def promises(
    ctx: typer.Context,
    by: By = None,
    verdict: Verdict = None,
    about: About = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """Promises, offers, threats and deadlines, and what became of them.

    Each is open until a later report tells that it was met, missed or moved to a later day; both sentences are shown.
    No news resolves nothing. A holder's score counts only what is resolved.

    \b
    Examples:
      dateline promises --verdict missed
      dateline promises --by Russia --process Syria
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.promises(by=by, verdict=verdict, about=about, **within),
            form,
            entry=joint_entries.of_promise,
            columns=COLUMNS,
            nothing="No promise fits; 'dateline promises' without options shows all.",
        )


@windowed
def forecasts(
    ctx: typer.Context,
    by: By = None,
    verdict: Verdict = None,
    about: About = None,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """What was expected, feared or hoped for, by whom, and whether it came true.

    \b
    Examples:
      dateline forecasts --verdict failed
      dateline forecasts --by diplomats --as-of 2016-02-11
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.forecasts(by=by, verdict=verdict, about=about, **within),
            form,
            entry=joint_entries.of_promise,
            columns=COLUMNS,
            nothing="No forecast fits; 'dateline forecasts' without options shows all.",
        )
