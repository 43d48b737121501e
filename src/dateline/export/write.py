"""Writing the record out: its readings as JSON Lines, or its tables and its truces as CSV."""

import csv
import json
from pathlib import Path
from typing import TextIO

from dateline.export.ceasefires import COLUMNS, ceasefires
from dateline.export.readings import readings
from dateline.export.tables import exported, header, rows, safe
from dateline.record.store import Record

FORMATS = ("jsonl", "csv")


def write(record: Record, format: str, out: str | Path | TextIO) -> int:
    """Write the record to ``out`` and say how many reports (``jsonl``) or files (``csv``) were written.

    ``jsonl`` writes one reading a line to a file, or to an open stream; ``csv`` one file a kind into a folder,
    which is made. Raises ``ValueError`` for another format.
    """
    if format == "jsonl":
        if isinstance(out, str | Path):
            with Path(out).open("w", encoding="utf-8", newline="\n") as file:
                return _lines(record, file)
        return _lines(record, out)
    if format == "csv":
        if not isinstance(out, str | Path):
            raise ValueError("csv is written as several files; name a folder")
        return _tables(record, Path(out))
    raise ValueError(f"format {format!r} is not known; choose {' or '.join(FORMATS)}")


def _lines(record: Record, file: TextIO) -> int:
    written = 0
    for reading in readings(record):
        file.write(json.dumps(reading, ensure_ascii=False) + "\n")
        written += 1
    return written


def _tables(record: Record, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for kind in exported():
        # The byte order mark tells spreadsheets that the text is UTF-8.
        with (folder / f"{kind.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(header(kind))
            table.writerows(rows(record, kind))
    with (folder / "ceasefires.csv").open("w", encoding="utf-8-sig", newline="") as file:
        truces = csv.DictWriter(file, COLUMNS)
        truces.writeheader()
        truces.writerows({name: safe(cell) for name, cell in row.items()} for row in ceasefires(record))
    return len(exported()) + 1
