"""``processes`` and ``stories``: which conflicts the reports are on, and which of them tell one piece of news."""

from typing import TYPE_CHECKING

import typer

from dateline.cli import joint_entries
from dateline.cli.answers import asking, show
from dateline.cli.formats import Format, FormatOption
from dateline.cli.opening import RecordPath, path_of
from dateline.cli.windows import windowed

if TYPE_CHECKING:
    from dateline.ask.open import Within


@windowed
def processes(
    ctx: typer.Context,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """The conflicts that the reports are on; a report may be on several.

    Each name can be given to --process. A file processes/NAME.yml sets out a process of your own: its name, countries,
    aliases of its talks, parties, since and until.

    \b
    Examples:
      dateline processes
      dateline timeline --process Yemen
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.processes(**within),
            form,
            entry=joint_entries.of_process,
            columns=("name", "reports", "origins", "stories", "first", "last", "fights", "talks", "parties"),
            nothing="No report of the record is on a conflict; 'dateline coverage' says why they were left out.",
        )


@windowed
def stories(
    ctx: typer.Context,
    form: FormatOption = Format.TABLE,
    record: RecordPath = None,
    *,
    within: "Within",
) -> None:
    """The reports on a conflict, those that tell one piece of news together.

    \b
    Examples:
      dateline stories --process Syria
    """
    with asking(path_of(ctx, record)) as asked:
        show(
            asked.stories(**within),
            form,
            entry=joint_entries.of_story,
            columns=("story", "title", "first", "last", "reports", "origins", "outlets", "countries"),
            nothing="No report in that window is on a conflict.",
        )
