"""A record opened for asking: every question as a method."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

import pyarrow as pa

from dateline.across.judged import is_telling
from dateline.across.processes import Process, find
from dateline.across.seen import counts
from dateline.across.window import Day, Window
from dateline.ask import (
    actors,
    alignments,
    brief,
    changes,
    contradictions,
    coverage,
    events,
    figures,
    ledger,
    matrix,
    meetings,
    places,
    positions,
    processes,
    proposals,
    queue,
    reports,
    statements,
    stats,
    talks,
    timeline,
)
from dateline.record.store import Record


class Within(TypedDict, total=False):
    """What part of the record a question looks at; see :class:`dateline.across.window.Window`."""

    as_of: Day
    happened_by: Day
    process: str | Process | None


def within(*, as_of: Day = None, happened_by: Day = None, process: str | Process | None = None) -> Window:
    """The window; a process is found by its name. Raises ``ValueError`` for what is no day or no process."""
    of = find(process) if isinstance(process, str) else process
    return Window(as_of=as_of, happened_by=happened_by, process=of)


def _asked(which: dict[str, Any]) -> dict[str, Any]:
    """What a question is asked with, the parts of the window put together."""
    parts = {name: which[name] for name in Within.__annotations__ if name in which}
    return {"window": within(**parts), **{name: given for name, given in which.items() if name not in parts}}


class OpenRecord:
    """The questions a record answers, each with an Arrow table (``.to_pandas()``, ``polars.from_arrow``).

    Each takes ``as_of`` (a date or "2018-12-13": only what was published by the end of that day), ``happened_by``
    (only what took place or was said by then) and ``process`` (only the reports of one). The record itself, for adding
    to it and verifying it, is ``.record``.

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

    def counts(self, **when: Unpack[Within]) -> tuple[int, int, int]:
        """How many reports, outlets and independent sources stand behind the answers; see :mod:`.seen`."""
        return counts(self.record, within(**when))

    def coverage(self, **when: Unpack[Within]) -> pa.Table:
        """What the answers rest on, day by day: see :func:`dateline.ask.coverage.coverage`."""
        return coverage.coverage(self.record, window=within(**when))

    def processes(self, **which: Any) -> pa.Table:
        """The conflicts that the reports are on: see :func:`dateline.ask.processes.processes`."""
        return processes.processes(self.record, **_asked(which))

    def stories(self, **when: Unpack[Within]) -> pa.Table:
        """Reports of one piece of news together: see :func:`dateline.ask.processes.stories`."""
        return processes.stories(self.record, window=within(**when))

    def brief(self, since: Day, limit: int = 6, **when: Unpack[Within]) -> pa.Table:
        """What changed since a day: see :func:`dateline.ask.brief.brief`."""
        return brief.brief(self.record, since=since, limit=limit, window=within(**when))

    def promises(self, **which: Any) -> pa.Table:
        """What was promised and what became of it: see :func:`dateline.ask.ledger.promises`."""
        return ledger.promises(self.record, **_asked(which))

    def forecasts(self, **which: Any) -> pa.Table:
        """What was expected and whether it came: see :func:`dateline.ask.ledger.forecasts`."""
        return ledger.forecasts(self.record, **_asked(which))

    def contradictions(self, **which: Any) -> pa.Table:
        """Sentences that cannot both hold: see :func:`dateline.ask.contradictions.contradictions`."""
        return contradictions.contradictions(self.record, **_asked(which))

    def matrix(self, **which: Any) -> pa.Table:
        """Proposals and the answer of each party: see :func:`dateline.ask.matrix.matrix`."""
        return matrix.matrix(self.record, **_asked(which))

    def timeline(self, **which: Any) -> pa.Table:
        """What happened, by day: see :func:`dateline.ask.timeline.timeline`."""
        return timeline.timeline(self.record, **_asked(which))

    def statements(self, by: str | None = None, about: str | None = None, **when: Unpack[Within]) -> pa.Table:
        """Who said what: see :func:`dateline.ask.statements.statements`."""
        return statements.statements(self.record, by=by, about=about, window=within(**when))

    def figures(self, measure: str | None = None, place: str | None = None, **when: Unpack[Within]) -> pa.Table:
        """Counts side by side: see :func:`dateline.ask.figures.figures`."""
        return figures.figures(self.record, measure=measure, place=place, window=within(**when))

    def proposals(self, **which: Any) -> pa.Table:
        """Offers and demands: see :func:`dateline.ask.proposals.proposals`."""
        return proposals.proposals(self.record, **_asked(which))

    def meetings(self, **which: Any) -> pa.Table:
        """Rounds of talks: see :func:`dateline.ask.meetings.meetings`."""
        return meetings.meetings(self.record, **_asked(which))

    def talks(self, **which: Any) -> pa.Table:
        """The lives of talks: see :func:`dateline.ask.talks.talks`."""
        return talks.talks(self.record, **_asked(which))

    def events(self, **which: Any) -> pa.Table:
        """Who did what to whom: see :func:`dateline.ask.events.events`."""
        return events.events(self.record, **_asked(which))

    def alignments(self, **which: Any) -> pa.Table:
        """Who stands with or against whom: see :func:`dateline.ask.alignments.alignments`."""
        return alignments.alignments(self.record, **_asked(which))

    def actors(self, **which: Any) -> pa.Table:
        """Who is who: see :func:`dateline.ask.actors.actors`."""
        return actors.actors(self.record, **_asked(which))

    def who(self, name: str, **when: Unpack[Within]) -> pa.Table:
        """Who a name means: see :func:`dateline.ask.actors.actors`."""
        return actors.actors(self.record, name=name, window=within(**when))

    def cards(self, name: str, **when: Unpack[Within]) -> pa.Table:
        """All that is known of an actor: see :func:`dateline.ask.actors.cards`."""
        return actors.cards(self.record, name, window=within(**when))

    def is_key(self, name: str) -> bool:
        """Whether an actor or place of the record has this key."""
        return bool(self.record.query("SELECT 1 FROM identity WHERE key = $key LIMIT 1", key=name).num_rows)

    def is_telling(self, key: str) -> bool:
        """Whether an event or a meeting of the record has this key."""
        kind, _, rest = key.partition(":")
        report_id, _, item_id = rest.rpartition(":")
        sql = "SELECT 1 FROM evidence WHERE kind = $kind AND report_id = $report_id AND item_id = $item_id LIMIT 1"
        found = self.record.query(sql, kind=kind, report_id=report_id, item_id=item_id)
        return is_telling(key) and bool(found.num_rows)

    def judgements(self, **which: Any) -> pa.Table:
        """What joins actors and what parts them: see :func:`dateline.ask.actors.judgements`."""
        return actors.judgements(self.record, **which)

    def reports(self, **which: Any) -> pa.Table:
        """The reports, the latest first: see :func:`dateline.ask.reports.reports`."""
        return reports.reports(self.record, **_asked(which))

    def report(self, report_id: str) -> dict[str, Any] | None:
        """One report with its text and items: see :func:`dateline.ask.reports.report`."""
        return reports.report(self.record, report_id)

    def places(self, **which: Any) -> pa.Table:
        """Where things happened: see :func:`dateline.ask.places.places`."""
        return places.places(self.record, **_asked(which))

    def queue(self, **which: Any) -> pa.Table:
        """What people should check first: see :func:`dateline.ask.queue.queue`."""
        return queue.queue(self.record, **_asked(which))

    def changes(self, **which: Any) -> pa.Table:
        """What was added, corrected and removed: see :func:`dateline.ask.changes.changes`."""
        return changes.changes(self.record, **_asked(which))

    def reviews(self) -> pa.Table:
        """Every word of people on items, and whether it still stands: see :func:`dateline.ask.changes.reviewed`."""
        return changes.reviewed(self.record)

    def stats(self) -> pa.Table:
        """What the record holds, in numbers: see :func:`dateline.ask.stats.stats`."""
        return stats.stats(self.record)

    def issues(self) -> pa.Table:
        """What readers met and could not take, by file."""
        return self.record.issues()

    def positions(self, name: str, on: str | None = None, **when: Unpack[Within]) -> pa.Table:
        """What an actor said on each issue over time: see :func:`dateline.ask.positions.positions`."""
        return positions.positions(self.record, name, on=on, window=within(**when))
