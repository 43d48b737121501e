"""What could be known by a day: the reports published by then, copies counted as one source."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import duckdb
import pyarrow as pa

from dateline.across.processes import readings_of
from dateline.across.window import ALL, Window
from dateline.record.resolve.joined import decisions, joined
from dateline.record.reviews import reviewed
from dateline.record.store import WITHDRAWN, Record

# The day of an item: when it took place or was said; for what was only planned or asked for, when that was reported.
DAYS = {
    "event": """CASE WHEN factuality IN ('happened', 'ongoing') THEN "when".start END""",
    "meeting": """CASE WHEN status NOT IN ('proposed', 'scheduled') THEN "when".start END""",
    "figure": 'coalesce(period."end", period.start)',
    "statement": '"when".start',
    "alignment": '"when".start',
    "proposal": "NULL::DATE",
    "forecast": "NULL::DATE",
}
# An actor or place with the key it is joined under; judgements put one key in another's place. `about` is the country
# that a report on a conflict is about most.
KNOWN = """
CREATE TEMP VIEW known AS
    SELECT i.reading, i.kind AS item, i.item_id AS id, coalesce(s.instead, i.key) AS key, i.words
    FROM identity i SEMI JOIN seen ON seen.reading = i.reading LEFT JOIN joined s ON s.key = i.key;
CREATE TEMP VIEW known_actor AS
    SELECT k.reading, k.id, k.key, k.words, a.name, a.kind, a.country, a.sector, a.roles, a.registry_id, a.report_id
    FROM known k JOIN actor a ON a.reading = k.reading AND a.id = k.id WHERE k.item = 'actor';
CREATE TEMP VIEW known_place AS
    SELECT k.reading, k.id, k.key, k.words, p.name, p.kind, p.country, p.report_id
    FROM known k JOIN place p ON p.reading = k.reading AND p.id = k.id WHERE k.item = 'place';
CREATE TEMP VIEW about AS
    SELECT reading, arg_min(country, (-share, country)) AS country
    FROM scene SEMI JOIN seen USING (reading) GROUP BY reading;
CREATE TEMP VIEW told AS
    SELECT e.reading, e.kind, e.item_id, e."start" AS start_at, e.sentence_start,
        substring(r.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS sentence
    FROM evidence e JOIN seen ON seen.reading = e.reading JOIN report r ON r.id = e.report_id
    WHERE e.field = 'evidence' AND e.n = 0;
"""


@contextmanager
def seen(record: Record, window: Window) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor with the table ``seen`` and views over what the reports in it say, for one question.

    ``seen`` has one row a report of the window: ``report_id``, ``reading`` (the one that stands), ``published``,
    ``outlet``, ``source`` (the first of the reports that carry the same text) and ``also_carried_by`` (the outlets of
    the others). A report without a date is seen only where no day bounds the window. A withdrawn report is not seen.
    Items read as people have reviewed them; ``reviewed`` has what was said of each.
    """
    with record.cursor() as cursor:
        wanted = None if window.process is None else readings_of(cursor, window.process)
        cursor.execute(
            "CREATE TEMP TABLE seen_report AS SELECT r.id AS report_id, g.id AS reading, r.published, "
            "coalesce(r.publisher, r.agency) AS outlet FROM report r "
            "JOIN reading g ON g.report_id = r.id AND g.superseded_by IS NULL "
            "WHERE ($by IS NULL OR r.published < CAST($by AS DATE) + INTERVAL 1 DAY) "
            "AND ($wanted IS NULL OR g.id IN (SELECT unnest($wanted))) "
            f"AND r.id NOT IN (SELECT report_id FROM ({WITHDRAWN}))",
            {"by": window.known, "wanted": wanted},
        )
        cursor.register("carried", _carried(cursor))
        cursor.execute(
            "CREATE TEMP TABLE seen AS SELECT s.*, coalesce(c.source, s.report_id) AS source, "
            "coalesce(c.also_carried_by, []) AS also_carried_by "
            "FROM seen_report s LEFT JOIN carried c ON c.report_id = s.report_id"
        )
        _items(cursor, window.happened)
        cursor.register("joined", _joined(cursor))
        cursor.execute(KNOWN)
        yield cursor


def _items(cursor: duckdb.DuckDBPyConnection, last: date | None) -> None:
    """Put views before the tables of items: as people have reviewed them, and none of after the day ``last``."""
    ((catalog,),) = cursor.execute("SELECT current_database()").fetchall()
    views = reviewed(cursor)
    for kind in sorted({*views, *(DAYS if last else ())}):
        table = views.get(kind, f'"{catalog}".main."{kind}"')
        told = f"SELECT i.* FROM {table} i"
        if last and kind in DAYS:
            day = f"coalesce({DAYS[kind]}, CAST(seen.published AS DATE))"
            told += f" JOIN seen ON seen.reading = i.reading WHERE {day} <= DATE '{last}'"
        cursor.execute(f'CREATE TEMP VIEW "{kind}" AS {told}')


def counts(record: Record, window: Window = ALL) -> tuple[int, int, int]:
    """How many reports, outlets and independent sources (copies count once) are seen."""
    with seen(record, window) as cursor:
        sql = "SELECT count(*), count(DISTINCT outlet), count(DISTINCT source) FROM seen"
        reports, outlets, sources = cursor.execute(sql).fetchall()[0]
    return reports, outlets, sources


def _joined(cursor: duckdb.DuckDBPyConnection) -> pa.Table:
    """The keys that judgements join to others, with those."""
    rows = [{"key": key, "instead": instead} for key, instead in joined(decisions(cursor)).items()]
    return pa.Table.from_pylist(rows, schema=pa.schema([("key", pa.string()), ("instead", pa.string())]))


def _carried(cursor: duckdb.DuckDBPyConnection) -> pa.Table:
    """For each seen report that shares its text with others: the first of them and the others' outlets."""
    reports = {
        id: (published is None, published, id, outlet)
        for id, published, outlet in cursor.execute("SELECT report_id, published, outlet FROM seen_report").fetchall()
    }
    near: dict[str, set[str]] = defaultdict(set)
    for copy, origin in cursor.execute("SELECT report_id, origin_id FROM copy").fetchall():
        near[copy].add(origin)
        near[origin].add(copy)
    rows, done = [], set()
    for id in near:
        if id in done:
            continue
        group, todo = {id}, [id]
        while todo:
            todo += (new := near[todo.pop()] - group)
            group |= new
        done |= group
        carriers = sorted((reports[i] for i in group if i in reports), key=_first)
        for carrier in carriers:
            others = sorted({c[3] for c in carriers if c[3] and c[3] != carrier[3]})
            rows.append({"report_id": carrier[2], "source": carriers[0][2], "also_carried_by": others})
    schema = [("report_id", pa.string()), ("source", pa.string()), ("also_carried_by", pa.list_(pa.string()))]
    return pa.Table.from_pylist(rows, schema=pa.schema(schema))


def _first(carrier: tuple[bool, datetime | None, str, str | None]) -> tuple[bool, datetime, str]:
    undated, published, id, _ = carrier
    return undated, published or datetime.min, id
