"""The kinds of the record as a folder of CSV files, for spreadsheets and statistics programs."""

import csv
from pathlib import Path

from dateline.export import ceasefires
from dateline.export.tables import exported, header, rows
from dateline.record.store import Record
from dateline.record.whole import whole


def folder(record: Record, path: Path) -> int:
    """Write one file a kind and the truces into the folder, which is made; how many they are."""
    path.mkdir(parents=True, exist_ok=True)
    for kind in exported():
        # The byte order mark tells spreadsheets that the text is UTF-8.
        with whole(path / f"{kind.name}.csv") as part, part.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(header(kind))
            table.writerows(rows(record, kind))
    with whole(path / "ceasefires.csv") as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines((ceasefires.HEAD, *ceasefires.entries(record)))
    return len(exported()) + 1
