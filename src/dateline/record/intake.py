"""Reports with their readings on their way into the record: one row a report, read just now or kept in a shard."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from dateline.issue import Issue
from dateline.readings.items import Reading
from dateline.record.insertion import every_column, insert
from dateline.record.revision import Revision
from dateline.record.rows import carrier, file_row, reading_rows, report_row
from dateline.record.schema import arrow_schema, items, kinds
from dateline.reports.copies import sketch
from dateline.reports.report import Report

# A row holds one row of each of these tables, and a list of rows of each of the others.
ONE = ("report", "report_file", "reading", "sketch")


@cache
def many() -> tuple[str, ...]:
    """The tables of which a report has any number of rows.

    >>> many()[:2], many()[-2:]
    (('actor', 'alignment'), ('identity', 'scene'))
    """
    return (*(kind.name for kind in items()), "evidence", "identity", "scene")


@cache
def intake_schema() -> pa.Schema:
    """The Arrow schema of one row a report; a column a table, structs and lists of structs."""
    shapes = {name: pa.struct(list(arrow_schema(kinds()[name]))) for name in (*ONE, *many())}
    return pa.schema([(name, shape if name in ONE else pa.list_(shape)) for name, shape in shapes.items()])


def intake_row(report: Report, reading: Reading, revision: str) -> tuple[dict[str, Any] | None, list[Issue]]:
    """The report with all that was read from it as one row, and what could not be taken; None where nothing could.

    >>> row, issues = intake_row(Report(id="r1", text="Talks opened."), Reading(report_id="r1"), "v1")
    >>> row["report"]["id"], row["event"], issues
    ('r1', [], [])
    """
    if reading.report_id != report.id:
        raise ValueError(f"the reading of report {reading.report_id} came with report {report.id}")
    try:
        own = report_row(report)
    except UnicodeEncodeError as error:
        note = f"the text holds half a character pair at {error.start}; decode the file again"
        return None, [Issue("unstorable_text", note, report.source_file, report_id=report.id, fatal=True)]
    rows, issues = reading_rows(report, reading, revision)
    row = {
        "report": own,
        "report_file": file_row(report),
        "reading": rows["reading"][0],
        "sketch": {"report_id": report.id, "bands": sketch(report.text)},
    }
    return row | {name: rows.get(name, []) for name in many()}, issues


@dataclass(slots=True)
class Taken:
    """How many reports were new and known, how many items came with them, the ids of the reports that were taken, and
    what could not be."""

    new: int
    known: int
    items: int
    reports: set[str]
    issues: list[Issue]


class _Standing(NamedTuple):
    """What is known of a report's reading that stands."""

    carrier: tuple[str, ...]
    revision: str
    reading: str
    text_sha256: str


def take(cursor: duckdb.DuckDBPyConnection, incoming: pa.Table, revision: Revision, added: datetime) -> Taken:
    """Put rows of :func:`intake_schema` into the tables; their copies are for :func:`dateline.record.copied.link`.

    A report that is known by its id adds nothing but the file it came in. It is read anew where the revision differs,
    and where this carrier was published before the one that is known: then the new reading supersedes the old one,
    which stays.
    """
    reports, files, readings = (_rows(incoming, name) for name in ("report", "report_file", "reading"))
    standing, known_readings = _known(cursor, reports, readings)
    kept: dict[str, int] = {}
    places, filed, superseded, issues = [], [], [], []
    before = set(standing)
    new = 0
    facts = zip(_facts(reports), readings.column("id").to_pylist(), strict=True)
    for number, ((id, text_sha256, published, publisher, url, file), reading) in enumerate(facts):
        stands = standing.get(id)
        if stands and stands.text_sha256 != text_sha256:
            note = f"id {id} is known with another text; this report is left out; give it another id"
            issues.append(Issue("id_twice", note, file, report_id=id, fatal=True))
            continue
        filed.append(number)
        origin = carrier(published, publisher, url, file)
        if stands is None:
            new += 1
        else:
            again = stands.revision == revision.id
            later = origin >= stands.carrier if again else origin > stands.carrier
            if reading in known_readings or later:
                continue
            superseded.append(stands.reading)
        standing[id] = _Standing(origin, revision.id, reading, text_sha256)
        known_readings.add(reading)
        kept[id] = number
        places.append(number)
    anew = sorted(kept.keys() & before)
    if anew:
        forget(cursor, anew)
    insert(cursor, "report", reports.take(_numbers(kept.values())))
    insert(cursor, "report_file", files.take(_numbers(filed)), unless=every_column("report_file"))
    stamp = pa.array([added] * len(places), pa.timestamp("us"))
    whole = readings.take(_numbers(places))
    insert(cursor, "reading", whole.set_column(whole.schema.get_field_index("added"), "added", stamp))
    chosen, number_of_items = incoming.take(_numbers(places)), 0
    for name in many():
        rows = _rows(chosen, name)
        insert(cursor, name, rows)
        number_of_items += rows.num_rows if kinds()[name].group == "item" else 0
    if superseded:
        cursor.execute(
            "UPDATE reading SET superseded_by = $by WHERE id IN (SELECT unnest($ids))",
            {"by": revision.id, "ids": superseded},
        )
    insert(cursor, "sketch", _rows(incoming, "sketch").take(_numbers(kept.values())))
    return Taken(new, len(filed) - new, number_of_items, set(kept), issues)


def forget(cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> None:
    """Take out what is kept of reports that come again from an earlier carrier, but for their readings."""
    for table, column in (("report", "id"), ("sketch", "report_id"), ("copy", "report_id")):
        cursor.execute(f'DELETE FROM "{table}" WHERE {column} IN (SELECT unnest($ids))', {"ids": ids})


def insert_issues(cursor: duckdb.DuckDBPyConnection, issues: Iterable[Issue]) -> int:
    """Keep issues, each once; how many were new."""
    return insert(cursor, "issue", [asdict(issue) for issue in issues], unless=every_column("issue"))


def _rows(incoming: pa.Table, name: str) -> pa.Table:
    """The rows of one table that incoming rows hold."""
    column = incoming.column(name).combine_chunks()
    return pa.Table.from_struct_array(column if name in ONE else column.flatten())


def _numbers(rows: Iterable[int]) -> pa.Array:
    return pa.array(rows, pa.int64())


def _facts(reports: pa.Table) -> Iterable[tuple[Any, ...]]:
    names = ("id", "text_sha256", "published", "publisher", "url", "source_file")
    return zip(*(reports.column(name).to_pylist() for name in names), strict=True)


def _known(
    cursor: duckdb.DuckDBPyConnection, reports: pa.Table, readings: pa.Table
) -> tuple[dict[str, _Standing], set[str]]:
    """What stands of the reports that come, and which of the readings are there already."""
    cursor.register("incoming", reports.select(["id"]))
    rows = cursor.execute(
        "SELECT g.id, g.report_id, g.revision, r.text_sha256, r.published, r.publisher, r.url, r.source_file "
        "FROM reading g JOIN report r ON r.id = g.report_id "
        "WHERE g.superseded_by IS NULL AND g.report_id IN (SELECT id FROM incoming)"
    ).fetchall()
    standing = {
        report_id: _Standing(carrier(published, publisher, url, file), wrote, id, text)
        for id, report_id, wrote, text, published, publisher, url, file in rows
    }
    cursor.register("incoming", readings.select(["id"]))
    there = cursor.execute("SELECT id FROM reading WHERE id IN (SELECT id FROM incoming)").fetchall()
    cursor.unregister("incoming")
    return standing, {id for (id,) in there}
