"""What people share with those they may be one with, for records from before first names counted (layout 14)."""

import duckdb

from dateline.record.resolve.judge import blocks
from dateline.record.resolve.profile import Profile


def fill(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the table ``block`` for the people whose profiles are kept."""
    rows = cursor.execute("SELECT key, names, kinds FROM profile WHERE list_contains(kinds, 'person')").fetchall()
    found = [(block, key) for key, names, kinds in rows for block in blocks(Profile(key, set(names), set(kinds)))]
    cursor.execute(
        "INSERT INTO block BY NAME SELECT unnest($blocks) AS block, unnest($keys) AS key ORDER BY ALL",
        {"blocks": [block for block, _ in found], "keys": [key for _, key in found]},
    )
