"""The options that say which part of the record a question looks at, the same for every question."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dateline.ask.open import Within

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Only what was published by the end of that day, such as 2016-02-11."),
]
HappenedBy = Annotated[
    str | None,
    typer.Option("--happened-by", metavar="DAY", help="Only what took place or was said by the end of that day."),
]
OfProcess = Annotated[
    str | None,
    typer.Option(
        "--process", metavar="NAME", help="Only reports on one conflict: a country, or a file of processes/*.yml."
    ),
]
OPTIONS = {"as_of": AsOf, "happened_by": HappenedBy, "process": OfProcess}


def windowed(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of the window after its own; it gets them together, as ``within``."""

    @wraps(command)
    def asked(*given: Any, **named: Any) -> None:
        parts: Within = {name: named.pop(name) for name in OPTIONS}  # type: ignore[assignment]
        command(*given, within=parts, **named)

    told = inspect.signature(command)
    own = [p for p in told.parameters.values() if p.name != "within"]
    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)
        for name, option in OPTIONS.items()
    ]
    # Options that every command has come last, but for the form and the record.
    at = next((n for n, p in enumerate(own) if p.name == "form"), len(own))
    last = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own[at:]]
    asked.__signature__ = told.replace(parameters=[*own[:at], *more, *last])  # type: ignore[attr-defined]
    asked.__annotations__ = {p.name: p.annotation for p in (*own, *more)} | {"return": None}
    return asked
