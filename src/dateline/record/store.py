"""The record: one DuckDB file that keeps every report, every item read from it and the words it rests on."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import duckdb
import pyarrow as pa

from dateline.issue import Issue
from dateline.readings.items import Reading
from dateline.record import layout
from dateline.record.connection import RecordError as RecordError
from dateline.record.connection import connect
from dateline.record.resolve.joined import DATELINE, Decision, decisions, standing
from dateline.record.resolve.judge import Judgement, judged
from dateline.record.resolve.profile import offices, profiles
from dateline.record.reviews import check, reviews, words_of
from dateline.record.reviews import standing as standing_reviews
from dateline.record.revision import Revision, current
from dateline.record.rows import Rows, carrier, carrier_of, file_row, reading_id, reading_rows, report_row
from dateline.record.schema import arrow_schema, items, kinds
from dateline.record.upgrade import Upgraded, upgrade
from dateline.record.verify import Mismatch, mismatches
from dateline.reports.report import Report

if TYPE_CHECKING:  # at run time it would load the sketching library that finds copies
    from dateline.reports.copies import Copy

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
        copies: "Iterable[Copy]" = (),
        *,
        revision: Revision | None = None,
    ) -> Added:
        """Keep reports with their readings, all or none of them, and say how much of it was new.

        A report that is known by its id adds nothing but the file it came in. It is read anew where the
        revision differs, and where this carrier was published before the one that is known: then the new
        reading supersedes the old one, which stays.
        """
        revision = revision or current()
        with self.cursor() as cursor:
            cursor.begin()
            try:
                added = _Adding(cursor, revision).run(pairs, issues, copies)
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()
        return added

    def judge(self, made: Iterable[Judgement], *, by: str) -> int:
        """Keep judgements on pairs of keys of actors or places, signed ``by`` who made them; how many they are."""
        rows = [{**asdict(judgement), "by": by, "at": _now()} for judgement in made]
        with self.cursor() as cursor:
            return _insert(cursor, "judgement", rows)

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
            _insert(cursor, "withdrawal", [{**row, "at": _now()}])

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
            _insert(cursor, "review", [row])
        return str(row["id"])

    def undo(self, review: str, *, by: str, reason: str) -> None:
        """Take a review back; what was said before it stands again. Raises ``ValueError`` where none stands."""
        with self.cursor() as cursor:
            found = next((r for r in standing_reviews(reviews(cursor)) if r.id == review), None)
            if found is None:
                raise ValueError(f"no review {review} stands; it may have been taken back already")
            row = {"id": token_hex(8), "verdict": "undo", "undoes": review, "reason": reason, "by": by, "at": _now()}
            same = {name: getattr(found, name) for name in ("report_id", "kind", "item_id")}
            _insert(cursor, "review", [{**row, **same, "words": list(found.words or ())}])

    def settle(self) -> int:
        """Judge all actors of the record whose names are alike, and say how many judgements were new.

        What a person has judged stays; dateline's own word on a pair changes where later reports tell more.
        """
        with self.cursor() as cursor:
            stand, found = standing(decisions(cursor)), judged(profiles(cursor), offices(cursor))
        return self.judge((j for j in found if _news(j, stand.get(j.pair))), by=DATELINE)

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


class _Standing(NamedTuple):
    """What is known of a report's reading that stands."""

    carrier: tuple[str, ...]
    revision: str
    reading: str
    text_sha256: str


class _Adding:
    """One addition under way: what is known so far and the rows not yet written."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, revision: Revision) -> None:
        self.cursor = cursor
        self.revision = revision
        self.added = _now()
        self.readings: set[str] = set()
        self.standing: dict[str, _Standing] = {}
        for id, report_id, wrote, superseded, text, published, publisher, url, file in cursor.execute(
            "SELECT g.id, g.report_id, g.revision, g.superseded_by, r.text_sha256, r.published, "
            "r.publisher, r.url, "
            "r.source_file "
            "FROM reading g JOIN report r ON r.id = g.report_id"
        ).fetchall():
            self.readings.add(id)
            if superseded is None:
                self.standing[report_id] = _Standing(carrier(published, publisher, url, file), wrote, id, text)
        self.rows: Rows = defaultdict(list)
        self.reports: dict[str, dict[str, Any]] = {}
        self.superseded: list[str] = []
        self.new = self.known = self.items = 0

    def run(self, pairs: Iterable[tuple[Report, Reading]], issues: Iterable[Issue], copies: "Iterable[Copy]") -> Added:
        if not self.cursor.execute("SELECT 1 FROM revision WHERE id = ?", [self.revision.id]).fetchall():
            row = {"id": self.revision.id, **asdict(self.revision), "written": self.added}
            _insert(self.cursor, "revision", [row])
        found = list(issues)
        for number, (report, reading) in enumerate(pairs, 1):
            found += self._take(report, reading)
            if number % BATCH == 0:
                self._write()
        self._write()
        if self.superseded:
            self.cursor.execute(
                "UPDATE reading SET superseded_by = $by WHERE list_contains($ids, id)",
                {"by": self.revision.id, "ids": self.superseded},
            )
        new_issues = _insert(self.cursor, "issue", [asdict(i) for i in found], unless=_every_column("issue"))
        _insert(self.cursor, "copy", [asdict(c) for c in copies], unless=("report_id", "origin_id"))
        return Added(self.new, self.known, self.items, new_issues)

    def _take(self, report: Report, reading: Reading) -> list[Issue]:
        if reading.report_id != report.id:
            raise ValueError(f"the reading of report {reading.report_id} came with report {report.id}")
        try:
            row = report_row(report)
        except UnicodeEncodeError as error:
            note = f"the text holds half a character pair at {error.start}; decode the file again"
            return [Issue("unstorable_text", note, report.source_file, report_id=report.id, fatal=True)]
        before = self.standing.get(report.id)
        if before and before.text_sha256 != row["text_sha256"]:
            note = f"id {report.id} is known with another text; this report is left out; give it another id"
            return [Issue("id_twice", note, report.source_file, report_id=report.id, fatal=True)]
        self.rows["report_file"].append(file_row(report))
        key, origin = reading_id(report, self.revision.id), carrier_of(report)
        if before is None:
            self.new += 1
        else:
            self.known += 1
            again = before.revision == self.revision.id
            later = origin >= before.carrier if again else origin > before.carrier
            if key in self.readings or later:
                return []
            self.superseded.append(before.reading)
        self.standing[report.id] = _Standing(origin, self.revision.id, key, row["text_sha256"])
        self.readings.add(key)
        self.reports[report.id] = row
        rows, issues = reading_rows(report, reading, self.revision.id, self.added)
        for table, more in rows.items():
            self.rows[table] += more
            self.items += len(more) if kinds()[table].group == "item" else 0
        return issues

    def _write(self) -> None:
        if self.reports:
            self.cursor.execute("DELETE FROM report WHERE list_contains(?, id)", [list(self.reports)])
            _insert(self.cursor, "report", list(self.reports.values()))
        files = self.rows.pop("report_file", [])
        _insert(self.cursor, "report_file", files, unless=_every_column("report_file"))
        for table, rows in self.rows.items():
            _insert(self.cursor, table, rows)
        self.rows.clear()
        self.reports.clear()


def _insert(
    cursor: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]], *, unless: Sequence[str] = ()
) -> int:
    """Insert rows and say how many; none whose columns ``unless`` agree with a row that is there."""
    if not rows:
        return 0
    cursor.register("incoming", pa.Table.from_pylist(rows, schema=arrow_schema(kinds()[table])))
    fresh = "SELECT * FROM incoming"
    if unless:
        columns = ", ".join(f'"{c}"' for c in unless)
        same = " AND ".join(f'i."{c}" IS NOT DISTINCT FROM t."{c}"' for c in unless)
        fresh = f'SELECT DISTINCT ON ({columns}) * FROM incoming i ANTI JOIN "{table}" t ON {same}'
    ((inserted,),) = cursor.execute(f'INSERT INTO "{table}" BY NAME {fresh}').fetchall()
    cursor.unregister("incoming")
    return int(inserted)


def _every_column(table: str) -> list[str]:
    return list(arrow_schema(kinds()[table]).names)


def _news(made: Judgement, stands: Decision | None) -> bool:
    """Whether a judgement of dateline's says something new beside the one that stands."""
    return stands is None or (stands.by == DATELINE and stands.verdict != made.verdict)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
