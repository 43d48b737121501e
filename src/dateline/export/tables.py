"""The kinds of the record as flat rows, for spreadsheets and statistics programs."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from dateline.record.schema import Field, Kind, kinds
from dateline.record.store import Record

# A cell that begins like this would run as a formula in a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
OTHERS = ("report", "evidence", "copy", "issue")


def exported() -> list[Kind]:
    """The kinds that are written, one file each."""
    return [k for k in kinds().values() if k.group == "item" or k.name in OTHERS]


def header(kind: Kind) -> list[str]:
    """The columns of a kind's file: its fields, names beside ids, and for items words and sentence.

    >>> header(kinds()["alignment"])[3:7]
    ['from', 'from_name', 'to', 'to_name']
    """
    columns = [name for field in kind.columns for name in _columns(field)]
    return ["reading", "report_id", *columns, "quote", "sentence"] if kind.group == "item" else columns


def rows(record: Record, kind: Kind) -> Iterator[list[str | int | float | bool | None]]:
    """The rows that stand of one kind, as :func:`header` names the cells; safe to open in a spreadsheet."""
    names = _names(record) if kind.group == "item" else {}
    for batch in record.query(_sql(kind)).to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            cells = [cell for field in kind.columns for cell in _cells(field, row, names)]
            if kind.group == "item":
                cells = [row["reading"], row["report_id"], *cells, row["quote"], row["sentence"]]
            yield [safe(c) for c in cells]


def safe(cell: Any) -> Any:
    """The cell, with a quotation mark before text that a spreadsheet would run.

    >>> safe("=1+1"), safe(-3.5), safe("talks")
    ("'=1+1", -3.5, 'talks')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _sql(kind: Kind) -> str:
    if kind.group == "report":
        return "SELECT * FROM report ORDER BY published NULLS LAST, id"
    if kind.name in ("copy", "issue"):
        return f'SELECT * FROM "{kind.name}" ORDER BY ALL'
    stands = "reading IN (SELECT id FROM reading WHERE superseded_by IS NULL)"
    if kind.name == "evidence":
        return f"SELECT * FROM evidence WHERE {stands} ORDER BY report_id, rowid"
    return (
        "SELECT i.*, e.quote, substring(r.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) "
        "AS sentence "
        f'FROM "{kind.name}" i JOIN evidence e ON e.reading = i.reading AND e.item_id = i.id '
        f"AND e.kind = '{kind.name}' AND e.field = 'evidence' AND e.n = 0 JOIN report r ON r.id = "
        f"i.report_id "
        f"WHERE i.{stands} ORDER BY i.report_id, i.rowid"
    )


def _names(record: Record) -> dict[tuple[str, str, str], str]:
    found = record.query(
        "SELECT reading, 'actor' AS kind, id, name FROM actor UNION ALL SELECT reading, 'place', id, name FROM place"
    )
    return {(r["reading"], r["kind"], r["id"]): r["name"] for r in found.to_pylist()}


def _columns(field: Field) -> list[str]:
    if field.type == "when":
        return [f"{field.name}_{part}" for part in ("value", "start", "end", "basis")]
    return [field.name, f"{field.name}_name"] if field.refers_to else [field.name]


def _cells(field: Field, row: dict[str, Any], names: dict[tuple[str, str, str], str]) -> list[Any]:
    value = row[field.name]
    if field.type == "when":
        return [_cell((value or {}).get(part)) for part in ("value", "start", "end", "basis")]
    if field.refers_to:
        ids = value if isinstance(value, list) else [value]
        called = [names.get((row["reading"], field.refers_to, id), "") for id in ids if id is not None]
        return [_cell(value), "; ".join(called)]
    return [_cell(value)]


def _cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else value
