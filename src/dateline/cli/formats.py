"""Answers in the forms that a command can print: a page for the eye, JSON, CSV or Markdown."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.terminal import json_text, one_line

if TYPE_CHECKING:
    import pyarrow as pa


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


FormatOption = Annotated[
    Format,
    typer.Option("--format", "-f", metavar="FORM", help="table (to read), json, csv or md (Markdown)."),
]


def cell(value: Any) -> str:
    """One value as safe text on one line.

    >>> cell(["Kyiv", "Minsk"]), cell(500.0), cell(None), cell(datetime(2018, 12, 6))
    ('Kyiv; Minsk', '500', '', '2018-12-06')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(cell(v) for v in value)
    if isinstance(value, dict):
        return ", ".join(cell(v) for v in value.values() if v is not None)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:g}"
    return one_line(value)


def as_json(table: "pa.Table") -> str:
    """The rows as one JSON array, one row a line."""
    rows = ",\n".join(json_text(row) for row in table.to_pylist())
    return f"[\n{rows}\n]" if rows else "[]"


def as_csv(table: "pa.Table") -> str:
    """The rows as CSV with a header; no cell can run as a formula of a spreadsheet."""
    from dateline.export.tables import safe

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([safe(cell(value)) for value in row.values()])
    return out.getvalue().rstrip("\n")


def as_markdown(table: "pa.Table", columns: Sequence[str]) -> Iterator[str]:
    """The lines of a Markdown table with some of the columns."""
    yield "| " + " | ".join(name.replace("_", " ") for name in columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in table.to_pylist():
        yield "| " + " | ".join(cell(row[name]).replace("|", "\\|") for name in columns) + " |"
