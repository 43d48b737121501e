"""What every page is: an address, the question it answers, the query behind it, its limits, and its data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from dateline.ask.open import OpenRecord
from dateline.web.snapshot import Snapshot

# A form sends empty fields too: they ask for nothing.
Day = Annotated[date | None, BeforeValidator(lambda given: given or None)]
Words = Annotated[
    str | None, BeforeValidator(lambda given: (given.strip() or None) if isinstance(given, str) else given)
]


class Looked(BaseModel):
    """What part of the record a page looks at, on both clocks."""

    as_of: Day = Field(default=None, description="Only what was published by the end of that day.")
    happened_by: Day = Field(default=None, description="Only what took place or was said by the end of that day.")
    process: Words = Field(
        default=None, max_length=80, description="Only reports on one conflict: a country, or a process."
    )

    @property
    def window(self) -> dict[str, Any]:
        """The arguments that every question takes."""
        given = {name: getattr(self, name) for name in Looked.model_fields}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def address(self) -> dict[str, str]:
        """All that the page's address says, for addresses that say it too."""
        given = self.model_dump(exclude_defaults=True)
        return {name: str(value) for name, value in given.items() if value not in (None, "")}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page. ``answer`` gives its data, made of plain values; the template shows them and adds nothing."""

    name: str
    path: str
    label: str
    question: str
    query: str
    limits: str
    looked: type[Looked]
    answer: Callable[[Snapshot, Any], Mapping[str, Any]]
    in_menu: bool = True
    scripts: tuple[str, ...] = ()


def later(day: date, days: int) -> date:
    """The day so many days later, or earlier where they are below 0; the first or last of all where there is none.

    >>> later(date(2016, 2, 28), 2), later(date.min, -1)
    (datetime.date(2016, 3, 1), datetime.date(1, 1, 1))
    """
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def file_name(told: str | None) -> str | None:
    """A file's name without the folders of the machine that read it; an address as it is.

    >>> file_name("/home/ana/archive/a.html"), file_name("https://news.example/feed")
    ('a.html', 'https://news.example/feed')
    """
    return told if not told or "://" in told else told.replace("\\", "/").rpartition("/")[2]


class NotFound(Exception):
    """There is nothing of that name in the record; the message says what to do."""


def rows(snapshot: Snapshot, question: str, looked: Looked, /, **which: Any) -> list[dict[str, Any]]:
    """The rows that a question of the record gives for what is looked at; they are shared, and not to be changed."""
    found: list[dict[str, Any]] = snapshot.ask(_answer, question, **looked.window, **which)
    return found


def _answer(peace: OpenRecord, question: str, /, **which: Any) -> list[dict[str, Any]]:
    table = getattr(peace, question)(**which)
    found: list[dict[str, Any]] = table.to_pylist()
    return found
