"""``eval``: how well the readings match gold data that you have."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.inputs import Workers
from dateline.cli.terminal import one_line, stop


def evaluate(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="The folder with gold/ and eval/score.py.")],
    tasks: Annotated[
        list[str] | None, typer.Argument(metavar="[TASK]...", help="Which tasks; all where none is named.")
    ] = None,
    workers: Workers = 2,
) -> None:
    """Measure the readings against gold data of your own.

    \b
    Examples:
      dateline eval --gold gold-folder
      dateline eval reading times_aquaint --gold gold-folder
    """
    from dateline.cli.evaluation import TASKS, table
    from dateline.cli.evaluation import evaluate as measured

    if not (gold / "eval" / "score.py").is_file():
        stop(f"{one_line(gold)}: no eval/score.py there; give the folder that holds gold/ and eval/score.py")
    for name in tasks or ():
        if name not in TASKS:
            stop(f"{one_line(name)}: no such task; choose from {', '.join(TASKS)}")
    print("\n".join(table(measured(gold, tasks or TASKS, workers=workers))))
