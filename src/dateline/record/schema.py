"""The kinds of things the record holds, as the files in ``schema/`` describe them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa

from dateline.marks.wordlist import load

GROUPS = ("report", "item", "record")
# What the file keeps for itself, to be brought up to date and to find things quickly: no part of exports.
FILE = "file"
PLAIN: dict[str, tuple[str, pa.DataType]] = {
    "text": ("VARCHAR", pa.string()),
    "int": ("BIGINT", pa.int64()),
    "float": ("DOUBLE", pa.float64()),
    "bool": ("BOOLEAN", pa.bool_()),
    "date": ("DATE", pa.date32()),
    "datetime": ("TIMESTAMP", pa.timestamp("us")),
    "span": ("INTEGER[]", pa.list_(pa.int32())),
    "spans": ("INTEGER[][]", pa.list_(pa.list_(pa.int32()))),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind. ``kept_by`` is ``record`` where the record adds it to what a reading holds."""

    name: str
    type: str
    meaning: str
    example: Any
    values: tuple[str, ...] = ()
    refers_to: str | None = None
    kept_by: str = "reading"
    crosswalk: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind: a report, an item of a reading, a table of the record's own, or a part of another kind."""

    name: str
    label: str
    group: str
    meaning: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields with a column of their own: all but the evidence, which has a table."""
        return tuple(f for f in self.fields if f.type != "evidence")


def document(name: str) -> dict[str, Any]:
    """What ``schema/<name>.yml`` holds.

    >>> document("plover")["types"]["ASSAULT"]["quad"]
    'material conflict'
    """
    return load(name, "schema")


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, reports and items first.

    >>> kinds()["event"].meaning
    'Who did what to whom, where and when.'
    """
    names = sorted(p.name[:-4] for p in files("dateline.schema").iterdir() if p.name.endswith(".yml"))
    found = [_kind(n) for n in names if document(n)["group"] != "codes"]
    order = (*GROUPS, FILE, "part")
    return {k.name: k for k in sorted(found, key=lambda k: (order.index(k.group), k.name))}


def tables() -> list[Kind]:
    """The kinds with a table of their own that travel with the record, in the order they are made."""
    return [k for k in kinds().values() if k.group in GROUPS]


def every_table() -> list[Kind]:
    """The kinds with a table of their own, also those that the file alone has."""
    return [k for k in kinds().values() if k.group in (*GROUPS, FILE)]


def items() -> list[Kind]:
    """The kinds of items a reading holds."""
    return [k for k in kinds().values() if k.group == "item"]


def sql_type(name: str) -> str:
    """The DuckDB type for a type of the schema.

    >>> sql_type("list<role>")
    'STRUCT("title" VARCHAR, "of" VARCHAR)[]'
    """
    if name.startswith("list<"):
        return sql_type(name[5:-1]) + "[]"
    if name in PLAIN:
        return PLAIN[name][0]
    return "STRUCT(" + ", ".join(f'"{f.name}" {sql_type(f.type)}' for f in kinds()[name].fields) + ")"


def arrow_type(name: str) -> pa.DataType:
    """The Arrow type for a type of the schema.

    >>> print(arrow_type("list<text>"))
    list<item: string>
    """
    if name.startswith("list<"):
        return pa.list_(arrow_type(name[5:-1]))
    if name in PLAIN:
        return PLAIN[name][1]
    return pa.struct([(f.name, arrow_type(f.type)) for f in kinds()[name].fields])


def arrow_schema(kind: Kind) -> pa.Schema:
    """The Arrow schema of a kind's table; items carry their reading and report first."""
    own = [(f.name, arrow_type(f.type)) for f in kind.columns]
    keys = [("reading", pa.string()), ("report_id", pa.string())] if kind.group == "item" else []
    return pa.schema(keys + own)


def table_sql(kind: Kind) -> str:
    """The statement that makes a kind's table.

    >>> table_sql(kinds()["copy"])[:43]
    'CREATE TABLE IF NOT EXISTS "copy" ("report_'
    """
    keys = '"reading" VARCHAR, "report_id" VARCHAR, ' if kind.group == "item" else ""
    own = ", ".join(f'"{f.name}" {sql_type(f.type)}' for f in kind.columns)
    return f'CREATE TABLE IF NOT EXISTS "{kind.name}" ({keys}{own})'


def _kind(name: str) -> Kind:
    raw = document(name)
    fields = tuple(Field(name=str(n), **{**f, "values": tuple(f.get("values", ()))}) for n, f in raw["fields"].items())
    return Kind(name=name, label=raw["label"], group=raw["group"], meaning=raw["meaning"], fields=fields)
