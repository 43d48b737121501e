"""The columns of each export format, as ``export/formats.yml`` describes them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.marks.wordlist import load


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one field of an object; ``source`` names what of the record fills it."""

    name: str
    meaning: str
    source: str


def described(format: str) -> dict[str, Any]:
    """What the file says of a format: ``what`` it is, ``notes`` on it and its ``columns``."""
    found: dict[str, Any] = load("formats", "export")["formats"][format]
    return found


@cache
def columns(format: str) -> tuple[Column, ...]:
    """The columns of a format, in their order; those that lead to the words stand last.

    >>> columns("acled")[1].name, columns("acled")[-1].name
    ('event_date', 'url')
    """
    of = described(format)
    held = of["columns"] | (load("formats", "export")["proof"] if of.get("proof") else {})
    return tuple(Column(name, text["meaning"], text["from"]) for name, text in held.items())


def names(columns: tuple[Column, ...]) -> list[str]:
    """The names of the columns, in their order."""
    return [column.name for column in columns]
