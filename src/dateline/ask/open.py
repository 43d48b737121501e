"""A record opened for asking: every question as a method."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from dateline.ask import actors, alignments, events, figures, meetings, positions, proposals, statements, timeline
from dateline.ask.seen import AsOf, coverage
from dateline.record.store import Record


class OpenRecord:
    """The questions a record answers, each with an Arrow table (``.to_pandas()``, ``polars.from_arrow``).

    ``as_of`` (a date or "2018-12-13") shows only what was published by the end of that day. The record itself,
    for adding to it and verifying it, is ``.record``.

    >>> with OpenRecord.open(":memory:") as peace:
    ...     peace.timeline().num_rows
    0
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """The record in the file ``path``; raises ``RecordError`` where it cannot be opened."""
        return cls(Record.open(path, read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.record.close()

    def coverage(self, as_of: AsOf = None) -> tuple[int, int, int]:
        """How many reports, outlets and independent sources stand behind the answers; see :mod:`.seen`."""
        return coverage(self.record, as_of)

    def timeline(self, as_of: AsOf = None, limit: int | None = None, about: str | None = None) -> pa.Table:
        """What happened, by day: see :func:`dateline.ask.timeline.timeline`."""
        return timeline.timeline(self.record, as_of=as_of, limit=limit, about=about)

    def statements(self, by: str | None = None, about: str | None = None, as_of: AsOf = None) -> pa.Table:
        """Who said what: see :func:`dateline.ask.statements.statements`."""
        return statements.statements(self.record, by=by, about=about, as_of=as_of)

    def figures(self, measure: str | None = None, place: str | None = None, as_of: AsOf = None) -> pa.Table:
        """Counts side by side: see :func:`dateline.ask.figures.figures`."""
        return figures.figures(self.record, measure=measure, place=place, as_of=as_of)

    def proposals(self, **which: Any) -> pa.Table:
        """Offers and demands: see :func:`dateline.ask.proposals.proposals`."""
        return proposals.proposals(self.record, **which)

    def meetings(self, **which: Any) -> pa.Table:
        """Rounds of talks: see :func:`dateline.ask.meetings.meetings`."""
        return meetings.meetings(self.record, **which)

    def events(self, **which: Any) -> pa.Table:
        """Who did what to whom: see :func:`dateline.ask.events.events`."""
        return events.events(self.record, **which)

    def alignments(self, **which: Any) -> pa.Table:
        """Who stands with or against whom: see :func:`dateline.ask.alignments.alignments`."""
        return alignments.alignments(self.record, **which)

    def actors(self, **which: Any) -> pa.Table:
        """Who is who: see :func:`dateline.ask.actors.actors`."""
        return actors.actors(self.record, **which)

    def who(self, name: str, as_of: AsOf = None) -> pa.Table:
        """Who a name means: see :func:`dateline.ask.actors.actors`."""
        return actors.actors(self.record, name=name, as_of=as_of)

    def cards(self, name: str, as_of: AsOf = None) -> pa.Table:
        """All that is known of an actor: see :func:`dateline.ask.actors.cards`."""
        return actors.cards(self.record, name, as_of=as_of)

    def is_key(self, name: str) -> bool:
        """Whether an actor or place of the record has this key."""
        return bool(self.record.query("SELECT 1 FROM identity WHERE key = $key LIMIT 1", key=name).num_rows)

    def judgements(self, **which: Any) -> pa.Table:
        """What joins actors and what parts them: see :func:`dateline.ask.actors.judgements`."""
        return actors.judgements(self.record, **which)

    def positions(self, name: str, on: str | None = None, as_of: AsOf = None) -> pa.Table:
        """What an actor said on each issue over time: see :func:`dateline.ask.positions.positions`."""
        return positions.positions(self.record, name, on=on, as_of=as_of)
