"""What people share with those they may be one with, for records from before first names counted (layout 14)."""

import duckdb
import pyarrow as pa

from dateline.record.resolve.judge import blocks
from dateline.record.resolve.profile import Profile


def fill(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the table ``block`` for the people whose profiles are kept."""
    rows = cursor.execute("SELECT key, names, kinds FROM profile WHERE list_contains(kinds, 'person')").fetchall()
    found = [
        {"block": block, "key": key}
        for key, names, kinds in rows
        for block in sorted(blocks(Profile(key, set(names), set(kinds))))
    ]
    cursor.register("found_block", pa.Table.from_pylist(found, schema=SCHEMA))
    cursor.execute("INSERT INTO block BY NAME SELECT * FROM found_block")
    cursor.unregister("found_block")


SCHEMA = pa.schema([("block", pa.string()), ("key", pa.string())])
