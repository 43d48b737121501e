"""The tables of the record as Parquet, one file each, with the types they have."""

from pathlib import Path

import pyarrow.parquet as pq

from dateline.record.schema import arrow_schema, tables
from dateline.record.store import Record
from dateline.record.whole import whole

ROWS_AT_ONCE = 10_000


def folder(record: Record, path: Path) -> int:
    """Write one file a table into the folder, superseded readings and withdrawn reports included; how many they are."""
    path.mkdir(parents=True, exist_ok=True)
    for kind in tables():
        schema = arrow_schema(kind)
        with (
            record.cursor() as cursor,
            whole(path / f"{kind.name}.parquet") as part,
            pq.ParquetWriter(part, schema) as out,
        ):
            found = cursor.sql(f'SELECT * FROM "{kind.name}" ORDER BY rowid').to_arrow_reader(ROWS_AT_ONCE)
            for batch in found:
                out.write_batch(batch.cast(schema))
    return len(tables())
