"""Which part of the record a question looks at: what was known by a day, what happened by a day, one process."""

from dataclasses import dataclass
from datetime import date, datetime

from dateline.across.processes import Process

Day = date | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What a question looks at.

    ``as_of`` keeps what was published by the end of that day (what was known), ``happened_by`` what took place or was
    said by then (what happened), ``process`` the reports of one process. Raises ``ValueError`` where a day is none.

    >>> Window(as_of="2018-12-13").known
    datetime.date(2018, 12, 13)
    """

    as_of: Day = None
    happened_by: Day = None
    process: Process | None = None

    def __post_init__(self) -> None:
        for name in ("as_of", "happened_by"):
            day_of(name, getattr(self, name))

    @property
    def known(self) -> date | None:
        """The last day of publication."""
        return day_of("as_of", self.as_of)

    @property
    def happened(self) -> date | None:
        """The last day of what happened."""
        return day_of("happened_by", self.happened_by)


def day_of(name: str, given: Day) -> date | None:
    """The day that is given. Raises ``ValueError``, with the name of what asks for it, where it is none.

    >>> day_of("since", "2018-12-13")
    datetime.date(2018, 12, 13)
    """
    if given is None:
        return None
    if isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    try:
        return datetime.fromisoformat(given).date()
    except ValueError:
        raise ValueError(f"{name} {given!r} is no day; write it as 2018-12-13") from None


ALL = Window()
