"""Rows as CSV text, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dateline.export.columns import Column, names
from dateline.export.tables import safe


def head(columns: tuple[Column, ...]) -> str:
    """The line that names the columns."""
    return line(names(columns))


def line(cells: Iterable[Any]) -> str:
    r"""One line of CSV; nothing in it runs as a formula.

    >>> line(["=1+1", None, 2.0, date(2018, 12, 6), True])
    "'=1+1,,2,2018-12-06,true\r\n"
    """
    out = io.StringIO()
    csv.writer(out).writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def row(columns: tuple[Column, ...], values: Mapping[str, Any]) -> str:
    """One line of CSV with the values of the columns, empty where there is none; each value has its column."""
    if unknown := values.keys() - set(names(columns)):
        raise ValueError(f"no column for {', '.join(sorted(unknown))}")
    return line(values.get(name) for name in names(columns))


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.isoformat() if isinstance(value, date) else safe(value)
