"""The record: one DuckDB file that keeps every report, every item read from it and the words it rests on."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb
import pyarrow as pa

from dateline.issue import Issue
from dateline.readings.items import Reading
from dateline.record import layout
from dateline.record.connection import RecordError as RecordError
from dateline.record.connection import connect
from dateline.record.copied import link
from dateline.record.insertion import insert
from dateline.record.intake import insert_issues, intake_row, intake_schema, take
from dateline.record.resolve.joined import DATELINE
from dateline.record.resolve.judge import Judgement
from dateline.record.resolve.settle import settle, unsettled
from dateline.record.reviews import check, reviews, words_of
from dateline.record.reviews import standing as standing_reviews
from dateline.record.revision import Revision, current
from dateline.record.schema import items
from dateline.record.upgrade import Upgraded, upgrade
from dateline.record.verify import Mismatch, mismatches
from dateline.reports.copies import Copy
from dateline.reports.report import Report

if TYPE_CHECKING:
    from dateline.record.shards import Shard

BATCH = 500
# The reports that are withdrawn, by the last word on each.
WITHDRAWN = """
    SELECT report_id, arg_max(reason, rowid) AS reason, arg_max(instead, rowid) AS instead
    FROM withdrawal GROUP BY report_id HAVING arg_max(withdrawn, rowid)
"""


@dataclass(frozen=True, slots=True)
class Added:
    """How many reports, items and issues were new, and how many reports the record knew."""

    reports: int
    known: int
    items: int
    issues: int


class Record:
    """A record, open. One process writes at a time; any number read.

    >>> with Record.open(":memory:") as record:
    ...     record.add([(Report(id="r1", text="Talks opened."), Reading(report_id="r1"))])
    Added(reports=1, known=0, items=0, issues=0)
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: str, *, upgraded: Upgraded | None = None) -> None:
        self.connection = connection
        self.path = path
        # What became of a file that an older dateline made.
        self.upgraded = upgraded

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """The record in the file ``path``, made where there is none and ``read_only`` is false.

        One that an older dateline made is brought up to date, with a copy of the old file beside it
        (:func:`dateline.record.upgrade.upgrade`), unless it is ``read_only``. Raises :class:`RecordError` where it
        cannot be opened, ``OSError`` where there is no room for the copy.
        """
        if not read_only and not str(path).startswith(":memory:") and layout.is_new(Path(path)):
            layout.make_file(Path(path))
        connection = connect(path, read_only=read_only)
        upgraded = None
        try:
            found = layout.layout_of(connection)
            if found is not None and 0 < found < layout.CURRENT and not read_only:
                connection.close()
                upgraded = upgrade(Path(path))
                connection = connect(path)
            elif found == 0 and not read_only:
                layout.make(connection)
            layout.check(connection, str(path))
        except BaseException:
            connection.close()
            raise
        return cls(connection, str(path), upgraded=upgraded)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; asking it again raises."""
        self.connection.close()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own to the same record; what it makes for a while goes when it closes."""
        cursor = self.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of which all that it writes is kept, or nothing where the block is left by an error."""
        with self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    def query(self, sql: str, **values: Any) -> pa.Table:
        """The rows of one SQL question; ``values`` fill its ``$names``."""
        with self.cursor() as cursor:
            return cursor.sql(sql, params=values or None).to_arrow_table()

    def files_read(self) -> set[tuple[Any, ...]]:
        """(report id, file, SHA-256 of its bytes) of all that the installed revision has read."""
        rows = self.query(
            "SELECT f.report_id, f.file, f.raw_sha256 FROM report_file f SEMI JOIN "
            "(SELECT * FROM reading WHERE revision = $revision) g USING (report_id)",
            revision=current().id,
        )
        return {tuple(row.values()) for row in rows.to_pylist()}

    def sizes(self) -> dict[str, int]:
        """How many rows there are of each kind of item, and how many copies."""
        names = {f"{kind.name}s": kind.name for kind in items()} | {"copies": "copy"}
        counts = ", ".join(f'(SELECT count(*) FROM "{table}") AS "{name}"' for name, table in names.items())
        found: dict[str, int] = self.query(f"SELECT {counts}").to_pylist()[0]
        return found

    def add(
        self,
        pairs: Iterable[tuple[Report, Reading]],
        issues: Iterable[Issue] = (),
        copies: Iterable[Copy] = (),
        *,
        revision: Revision | None = None,
    ) -> Added:
        """Keep reports with their readings, all or none of them, and say how much of it was new.

        How a report is taken that is known already, :func:`dateline.record.intake.take` says.
        """
        revision = revision or current()
        found, fresh, new, known, items = list(issues), set[str](), 0, 0, 0
        with self.transaction() as cursor:
            _sign(cursor, revision)
            for batch in _batches(pairs):
                read = [intake_row(report, reading, revision.id) for report, reading in batch]
                rows = [row for row, _ in read if row is not None]
                taken = take(cursor, pa.Table.from_pylist(rows, schema=intake_schema()), revision, _now())
                new, known, items = new + taken.new, known + taken.known, items + taken.items
                fresh |= taken.reports
                found += [issue for _, odd in read for issue in odd] + taken.issues
            link(cursor, fresh)
            new_issues = insert_issues(cursor, found)
            insert(cursor, "copy", [asdict(c) for c in copies], unless=("report_id", "origin_id"))
        return Added(new, known, items, new_issues)

    def join(self, shards: "Iterable[Shard]") -> Added:
        """Keep the reports of shards with their readings, all or none of them; those that were taken in before add
        nothing. Which reports copy others is found as they come."""
        new = known = items = new_issues = 0
        fresh: set[str] = set()
        with self.transaction() as cursor:
            for shard in shards:
                if cursor.execute("SELECT 1 FROM shard WHERE id = $id", {"id": shard.id}).fetchall():
                    continue
                _sign(cursor, shard.revision)
                taken = take(cursor, shard.rows, shard.revision, _now())
                new, known, items = new + taken.new, known + taken.known, items + taken.items
                fresh |= taken.reports
                new_issues += insert_issues(cursor, [*shard.issues, *taken.issues])
                insert(cursor, "shard", [{"id": shard.id, "sha256": shard.sha256, "joined": _now()}])
            link(cursor, fresh)
        return Added(new, known, items, new_issues)

    def shards(self) -> set[str]:
        """The ids of the shards that were taken in."""
        return set(self.query("SELECT id FROM shard").column("id").to_pylist())

    def link(self) -> int:
        """Find the copies of reports that came in by other ways than :meth:`add` and :meth:`join`; how many rows."""
        with self.transaction() as cursor:
            return link(cursor)

    def judge(self, made: Iterable[Judgement], *, by: str) -> int:
        """Keep judgements on pairs of keys of actors or places, signed ``by`` who made them; how many they are."""
        rows = [{**asdict(judgement), "by": by, "at": _now()} for judgement in made]
        with self.cursor() as cursor:
            return insert(cursor, "judgement", rows)

    def withdraw(self, report_id: str, *, reason: str, by: str, instead: str | None = None, back: bool = False) -> None:
        """Keep that a report was withdrawn, or corrected by the one that stands ``instead``; ``back`` takes it back.

        Nothing is removed: answers leave out what rests on it. Raises :class:`RecordError` for a report that is not in
        the record.
        """
        for id in filter(None, (report_id, instead)):
            if not self.query("SELECT 1 FROM report WHERE id = $id", id=id).num_rows:
                raise RecordError(f"{self.path}: no report {id}; 'dateline reports' lists them with their ids")
        row = {"report_id": report_id, "withdrawn": not back, "reason": reason, "instead": instead, "by": by}
        with self.cursor() as cursor:
            insert(cursor, "withdrawal", [{**row, "at": _now()}])

    def review(
        self,
        report_id: str,
        kind: str,
        item_id: str,
        verdict: str,
        *,
        reason: str,
        by: str,
        changes: Mapping[str, Any] | None = None,
    ) -> str:
        """Keep a person's word on one item (``accept``, ``reject``, or ``correct`` with ``changes``); its id.

        ``changes`` gives fields of the kind their new values: actors and places by their ids in the reading, a day as
        "2018-12-13", a range as "2018-12-01/2018-12-13", ``None`` for what is not told. Raises ``ValueError`` with what
        to write where the item or a value is none.
        """
        if verdict not in ("accept", "reject", "correct"):
            raise ValueError(f"verdict {verdict!r}: there are accept, correct, reject")
        if (verdict == "correct") != (changes is not None):
            raise ValueError("a correction says what changes; other verdicts change nothing")
        with self.cursor() as cursor:
            reading, words = words_of(cursor, report_id, kind, item_id)
            if changes is not None:
                check(cursor, reading, kind, changes)
            row = {
                "id": token_hex(8), "report_id": report_id, "kind": kind, "item_id": item_id, "words": list(words),
                "verdict": verdict, "changes": json.dumps(changes, ensure_ascii=False) if changes else None,
                "undoes": None, "reason": reason, "by": by, "at": _now(),
            }  # fmt: skip
            insert(cursor, "review", [row])
        return str(row["id"])

    def undo(self, review: str, *, by: str, reason: str) -> None:
        """Take a review back; what was said before it stands again. Raises ``ValueError`` where none stands."""
        with self.cursor() as cursor:
            found = next((r for r in standing_reviews(reviews(cursor)) if r.id == review), None)
            if found is None:
                raise ValueError(f"no review {review} stands; it may have been taken back already")
            row = {"id": token_hex(8), "verdict": "undo", "undoes": review, "reason": reason, "by": by, "at": _now()}
            same = {name: getattr(found, name) for name in ("report_id", "kind", "item_id")}
            insert(cursor, "review", [{**row, **same, "words": list(found.words or ())}])

    def settle(self) -> int:
        """Judge the actors of new reports whose names are like others', and say how many judgements were new.

        What a person has judged stays; dateline's own word on a pair changes where later reports tell more.
        """
        made = 0
        while True:
            with self.transaction() as cursor:
                fresh = unsettled(cursor)
                if not fresh:
                    return made
                rows = [{**asdict(j), "by": DATELINE, "at": _now()} for j in settle(cursor, fresh)]
                made += insert(cursor, "judgement", rows)

    def reports(self) -> pa.Table:
        """One row a report, in the order of publication, without the text; why it was withdrawn, where it was."""
        return self.query(
            "SELECT id, published, publisher, agency, title, url, language, source_file, length(text) AS characters, "
            f"w.reason AS withdrawn FROM report LEFT JOIN ({WITHDRAWN}) w ON w.report_id = report.id "
            "ORDER BY published NULLS LAST, id"
        )

    def issues(self) -> pa.Table:
        """What readers met and could not take, by file."""
        return self.query("SELECT * FROM issue ORDER BY file, report_id, code, note")

    def verify(self) -> list[Mismatch]:
        """Every span of every item that the stored text does not bear out; empty where all is well."""
        with self.cursor() as cursor:
            return mismatches(cursor)


def _batches(pairs: Iterable[tuple[Report, Reading]]) -> Iterator[list[tuple[Report, Reading]]]:
    """The pairs in lists of at most BATCH."""
    todo = iter(pairs)
    while batch := list(islice(todo, BATCH)):
        yield batch


def _sign(cursor: duckdb.DuckDBPyConnection, revision: Revision) -> None:
    """Keep the revision that reads, and when it first wrote."""
    insert(cursor, "revision", [{"id": revision.id, **asdict(revision), "written": _now()}], unless=("id",))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
