"""The countries that reports are about, for readings made before they were worked out (layout 9)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

from dateline.readings.items import Actor, Event, Figure, Place, Reading
from dateline.record.scenes import ITEMS, scenes
from dateline.reports.report import Evidence, Report
from dateline.span import Span

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("reading", "report_id", "country")]
    + [("weight", pa.float64()), ("share", pa.float64()), ("titled", pa.bool_())]
)


def fill(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the table ``scene`` from the items of all readings, as reading them now would."""
    found = pa.Table.from_pylist(list(_scenes(cursor)), schema=SCHEMA)
    cursor.register("found_scene", found)
    cursor.execute("INSERT INTO scene BY NAME SELECT * FROM found_scene")
    cursor.unregister("found_scene")


def _scenes(cursor: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    actors = _by_reading(cursor, "SELECT reading, id, name, kind, country, mentions FROM actor")
    places = _by_reading(cursor, "SELECT reading, id, name, kind, country, place_role, mentions FROM place")
    placed = {kind: _by_reading(cursor, f"SELECT reading, id, place FROM {kind}") for kind in ("event", "figure")}
    telling = " UNION ".join(f'SELECT reading FROM "{plural[:-1]}"' for plural in ITEMS)
    for reading, report_id, title, text in cursor.execute(
        f"SELECT g.id, r.id, r.title, r.text FROM reading g SEMI JOIN ({telling}) t ON t.reading = g.id "
        "JOIN report r ON r.id = g.report_id ORDER BY g.rowid"
    ).fetchall():
        report = Report(id=report_id, text=text, title=title)
        # The words that these items rest on are no part of it: any will do.
        words = (Evidence(Span(0, 1), text[:1]),)
        read = Reading(
            report_id=report_id,
            actors=tuple(Actor(evidence=words, **row) for row in actors[reading]),
            places=tuple(Place(evidence=words, **row) for row in places[reading]),
            # One that tells of something: there is an item of some such kind.
            events=(
                *(_event(row, words) for row in placed["event"][reading]),
                _event({"id": ""}, words),
            ),
            figures=tuple(_figure(row, words) for row in placed["figure"][reading]),
        )
        yield from ({"reading": reading, "report_id": report_id, **scene} for scene in scenes(report, read))


def _by_reading(cursor: duckdb.DuckDBPyConnection, sql: str) -> defaultdict[str, list[dict[str, Any]]]:
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in cursor.sql(sql).to_arrow_table().to_pylist():
        rows[row.pop("reading")].append(row)
    return rows


def _event(row: dict[str, Any], words: tuple[Evidence, ...]) -> Event:
    here = words[0].span
    return Event(type="", mode="", trigger=here, phrase=here, factuality="", evidence=words, **row)


def _figure(row: dict[str, Any], words: tuple[Evidence, ...]) -> Figure:
    return Figure(measure="", span=words[0].span, evidence=words, **row)
