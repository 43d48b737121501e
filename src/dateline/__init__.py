"""dateline keeps the record of a peace process, read from raw news reports.

>>> import dateline
>>> reading = dateline.read("The army bombed rebels on Tuesday.", published="2016-02-03")
>>> [(t.value, t.basis) for t in reading.times]
[('2016-02-02', 'relative')]
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.version import VERSION

if TYPE_CHECKING:
    from dateline.ask.open import OpenRecord
    from dateline.readings.items import Reading

__version__ = VERSION
__all__ = ["__version__", "open", "read"]


def read(
    text: str,
    *,
    published: str | date | None = None,
    title: str | None = None,
    id: str | None = None,
    model: str | None = None,
    learned: bool = True,
) -> Reading:
    """The reading of one report's clean text.

    ``published`` is an ISO date or datetime; without it relative dates stay without a day.
    ``learned=False`` leaves the trained network out. Spans are code points of ``text``. Raises ``ValueError`` for
    a date that is none.
    """
    from dateline.readings.read import read_many
    from dateline.reports.report import Report, content_id
    from dateline.sources.encoding import whole

    if isinstance(published, str):
        published = datetime.fromisoformat(published)
    elif isinstance(published, date) and not isinstance(published, datetime):
        published = datetime(published.year, published.month, published.day)
    text = whole(text)
    report = Report(
        id=id or content_id(title, text),
        text=text,
        title=title,
        published=published,
    )
    return next(read_many([report], model=model, learned=learned))


def open(path: str | Path) -> OpenRecord:
    """The record in a DuckDB file, for reading.

    Raises ``dateline.record.store.RecordError`` where the file is missing or is no record.
    """
    from dateline.ask.open import OpenRecord

    return OpenRecord.open(path, read_only=True)
