"""Answers as a table for the eye, JSON, CSV or Markdown."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.terminal import json_text, one_line

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.table import Table


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="For the eye, for programs, for spreadsheets, for a page.")
]


def cell(value: Any) -> str:
    """One value as safe text on one line: lists joined, days without a time of 00:00, whole numbers without a point.

    >>> cell(["Kyiv", "Minsk"]), cell(500.0), cell(None), cell(datetime(2018, 12, 6))
    ('Kyiv; Minsk', '500', '', '2018-12-06')
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(cell(v) for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{k} {cell(v)}" for k, v in value.items() if v not in (None, "", []))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,g}"
    return one_line(value)


def as_json(table: "pa.Table") -> str:
    """The rows as one JSON array, one row a line."""
    rows = ",\n".join(" " + json_text(row) for row in table.to_pylist())
    return f"[\n{rows}\n]" if rows else "[]"


def as_csv(table: "pa.Table") -> str:
    """The rows as CSV with a header; no cell can become a formula of a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([harmless(cell(value)) for value in row.values()])
    return out.getvalue().rstrip("\n")


def as_markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table.

    >>> list(as_markdown(["who"], [["A|B"]]))
    ['| who |', '|---|', '| A\\\\|B |']
    """
    yield "| " + " | ".join(headings) + " |"
    yield "|" + "---|" * len(headings)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def as_table(headings: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> "Table":
    """The rows as a table for a terminal; ``headings`` names the columns shown, field: heading."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in headings.values():
        number = heading in NUMBERS
        table.add_column(heading, justify="right" if number else "left", overflow="fold", no_wrap=heading in SHORT)
    for row in rows:
        table.add_row(*(Text(cell(row.get(name))) for name in headings))
    return table
