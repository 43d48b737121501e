"""The reports of a window as bibliographies cite them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dateline.across.seen import seen
from dateline.across.window import ALL, Window
from dateline.record.store import Record

SQL = """
SELECT r.id, r.title, r.authors, coalesce(r.publisher, r.agency), r.agency, r.published,
    coalesce(r.url, r.canonical_url), r.language, list_distinct(r.dateline), nullif(s.source, r.id)
FROM seen s JOIN report r ON r.id = s.report_id ORDER BY r.published NULLS LAST, r.id
"""


@dataclass(frozen=True, slots=True)
class Source:
    """One report; ``copy_of`` is the report whose text it carries."""

    id: str
    title: str | None
    authors: list[str]
    outlet: str | None
    agency: str | None
    published: datetime | None
    url: str | None
    language: str | None
    dateline: list[str]
    copy_of: str | None


def sources(record: Record, window: Window = ALL) -> Iterator[Source]:
    """The reports that answers rest on, by publication; copies too, as other exports may quote from them."""
    with seen(record, window) as cursor:
        yield from (Source(*row) for row in cursor.execute(SQL).fetchall())


def one_line(text: str) -> str:
    r"""The text on one line, without control characters.

    >>> one_line("Talks\nopen\x07")
    'Talks open'
    """
    return "".join(c for c in " ".join(text.split()) if c.isprintable() or c == "\u200d")
