"""What actors share with those they may be one with, for records whose blocks were other ones."""

from collections.abc import Sequence
from typing import Any

import duckdb

from dateline.record.resolve.judge import blocks
from dateline.record.resolve.profile import Profile, offices


def people(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the table ``block`` for the people whose profiles are kept, as first names count by now (layout 14)."""
    _fill(cursor, "list_contains(kinds, 'person')")


def bodies(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the table ``block`` for all others, and the table ``office`` (layout 15)."""
    _fill(cursor, "NOT list_contains(kinds, 'person')")
    titled = offices(cursor, [id for (id,) in cursor.execute("SELECT reading FROM settled").fetchall()])
    names = ("key", "words", "title", "of", "scene", "day")
    _put(cursor, "office", names, [tuple(getattr(office, name) for name in names) for office in titled])


def _fill(cursor: duckdb.DuckDBPyConnection, which: str) -> None:
    rows = cursor.execute(f"SELECT key, names, kinds FROM profile WHERE {which}").fetchall()
    found = [(block, key) for key, names, kinds in rows for block in blocks(Profile(key, set(names), set(kinds)))]
    _put(cursor, "block", ("block", "key"), found)


def _put(cursor: duckdb.DuckDBPyConnection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """The rows into a table as it is at this step, whatever becomes of it later."""
    columns = ", ".join(f'unnest($c{n}) AS "{name}"' for n, name in enumerate(names))
    values = {f"c{n}": [row[n] for row in rows] for n in range(len(names))}
    cursor.execute(f'INSERT INTO "{table}" BY NAME SELECT {columns} ORDER BY ALL', values)
