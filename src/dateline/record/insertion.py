"""Rows into a table of the record."""

from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from dateline.record.schema import arrow_schema, kinds


def insert(
    cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table | list[dict[str, Any]], *, unless: Sequence[str] = ()
) -> int:
    """Insert rows and say how many; none whose columns ``unless`` agree with a row that is there."""
    if isinstance(rows, list):
        rows = pa.Table.from_pylist(rows, schema=arrow_schema(kinds()[table]))
    if not rows.num_rows:
        return 0
    cursor.register("incoming", rows)
    fresh = "SELECT * FROM incoming"
    if unless:
        columns = ", ".join(f'"{c}"' for c in unless)
        same = " AND ".join(f'i."{c}" IS NOT DISTINCT FROM t."{c}"' for c in unless)
        fresh = f'SELECT DISTINCT ON ({columns}) * FROM incoming i ANTI JOIN "{table}" t ON {same}'
    ((inserted,),) = cursor.execute(f'INSERT INTO "{table}" BY NAME {fresh}').fetchall()
    cursor.unregister("incoming")
    return int(inserted)


def every_column(table: str) -> list[str]:
    """The names of a table's columns."""
    return list(arrow_schema(kinds()[table]).names)
