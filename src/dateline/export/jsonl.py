"""The whole record as JSON lines, which ``dateline import`` takes in again."""

import json
from collections.abc import Iterator

from dateline.across.window import ALL, Window
from dateline.export.readings import readings
from dateline.readings.as_json import with_iso_dates
from dateline.record.schema import Kind, tables
from dateline.record.store import Record

STANDING = "SELECT id FROM reading WHERE superseded_by IS NULL"


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One line a reading that stands, as it was read, then one line a row of all else that the record holds."""
    for reading in readings(record):
        yield json.dumps(reading, ensure_ascii=False) + "\n"
    for kind in tables():
        with record.cursor() as cursor:
            found = cursor.sql(f'SELECT * FROM "{kind.name}" {_unless_told(kind)} ORDER BY rowid')
            for batch in found.to_arrow_reader(10_000):
                for row in batch.to_pylist():
                    line = {"table": kind.name, "row": with_iso_dates(row)}
                    yield json.dumps(line, ensure_ascii=False) + "\n"


def _unless_told(kind: Kind) -> str:
    """What leaves out the rows that the lines of the readings hold."""
    if kind.group == "report":
        return f"WHERE id NOT IN (SELECT report_id FROM reading WHERE id IN ({STANDING}))"
    return f"WHERE reading NOT IN ({STANDING})" if kind.group == "item" else ""
