"""JSON values as the schema has them, for lines that come from somewhere else."""

import re
from collections.abc import Mapping, Set
from datetime import date, datetime
from functools import cache
from math import isfinite
from typing import Any, get_type_hints

from dateline.readings.as_json import KINDS
from dateline.readings.items import Anonymity, Response, Role, Standing, When
from dateline.record.schema import Field, kinds
from dateline.reports.report import Credit, Report

CLASSES: dict[str, Any] = {
    "report": Report,
    "credit": Credit,
    "when": When,
    "role": Role,
    "response": Response,
    "standing": Standing,
    "anonymity": Anonymity,
    **{plural[:-1]: cls for plural, cls in KINDS.items()},
}
# What rows of the record's own tables cannot do without.
NEEDED: dict[str, tuple[str, ...]] = {
    "reading": ("id", "report_id", "revision", "notes"),
    "evidence": tuple(f.name for f in kinds()["evidence"].fields),
    "identity": tuple(f.name for f in kinds()["identity"].fields),
    "scene": tuple(f.name for f in kinds()["scene"].fields),
    "judgement": tuple(f.name for f in kinds()["judgement"].fields),
    "withdrawal": ("report_id", "withdrawn", "by", "at"),
    "copy": ("report_id", "origin_id", "kind"),
    "issue": ("code", "note", "fatal"),
    "report_file": ("report_id",),
    "revision": ("id",),
}
# Named as a credit line words it, whatever its closed values say.
OPEN = ("credit.role",)
NAMES = {"text": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}
# Half of a character pair cannot be stored.
HALF = re.compile("[\ud800-\udfff]")
INT32, INT64 = 2**31, 2**63


def row(name: str, given: Any) -> dict[str, Any]:
    """The row of a table with its values typed. Raises ``ValueError`` that says what is wrong, and where.

    >>> row("copy", {"report_id": "b", "origin_id": "a", "kind": "same", "jaccard": 1, "containment": 1})["jaccard"]
    1.0
    """
    held = _mapping(given, name)
    keys = ("reading", "report_id") if kinds()[name].group == "item" else ()
    typed = {key: _typed("text", held.get(key), f"{name}.{key}", needed=True) for key in keys}
    rest = {key: value for key, value in held.items() if key not in keys}
    columns = _columns(name)
    if missing := columns - rest.keys():
        raise ValueError(f"{name}: no {', '.join(sorted(missing))}")
    typed |= _fields(name, rest, columns)
    return typed


def check_reading(given: Mapping[str, Any]) -> None:
    """Raise ``ValueError`` where a line that holds a reading has a value that the schema does not allow."""
    report = {f.name for f in kinds()["report"].fields if f.kept_by == "reading"}
    _fields("report", given.get("report"), report)
    for plural in KINDS:
        found = given.get(plural) or []
        if not isinstance(found, list):
            raise ValueError(f"{plural}: expected a list, found {_shown(found)}")
        for item in found:
            _fields(plural[:-1], item, _by_name(plural[:-1]).keys())
    _typed("list<text>", given.get("notes") or [], "notes")


def _fields(name: str, given: Any, known: Set[str]) -> dict[str, Any]:
    """The fields of a kind, or of a part of one, typed."""
    held = _mapping(given, name)
    if unknown := held.keys() - known:
        raise ValueError(f"{name}: unknown field {_shown(sorted(map(str, unknown))[0])}")
    of = _by_name(name)
    found = {}
    for field in known:
        where = f"{name}.{field}"
        present = field in held or name not in CLASSES
        value = _typed(of[field].type, held.get(field), where, needed=present and field in _needed(name))
        if of[field].values and value is not None and value not in of[field].values and where not in OPEN:
            raise ValueError(f"{where}: {_shown(value)} is none of {', '.join(of[field].values)}")
        found[field] = value
    return found


@cache
def _columns(name: str) -> frozenset[str]:
    return frozenset(field.name for field in kinds()[name].columns)


@cache
def _by_name(name: str) -> dict[str, Field]:
    return {field.name: field for field in kinds()[name].fields}


@cache
def _needed(name: str) -> frozenset[str]:
    """The fields that must not be empty."""
    if name not in CLASSES:
        return frozenset(NEEDED.get(name, ()))
    hints = get_type_hints(CLASSES[name])
    return frozenset(field.rstrip("_") for field, hint in hints.items() if "None" not in str(hint))


def _typed(type: str, value: Any, where: str, *, needed: bool = False) -> Any:
    if value is None:
        if needed:
            raise ValueError(f"{where}: empty; it cannot be")
        return None
    if type.startswith("list<"):
        return [_typed(type[5:-1], one, where, needed=True) for one in _list(value, where)]
    if type in ("spans", "evidence"):
        return [_span(one, where) for one in _list(value, where)]
    if type == "span":
        return _span(value, where)
    if type in ("date", "datetime"):
        return _moment(type, value, where)
    if type not in NAMES:
        return _fields(type, value, _by_name(type).keys())
    if not _fits(type, value):
        raise ValueError(f"{where}: expected {NAMES[type]}, found {_shown(value)}")
    return float(value) if type == "float" else value


def _fits(type: str, value: Any) -> bool:
    if type == "text":
        return isinstance(value, str) and not HALF.search(value)
    if type == "bool" or isinstance(value, bool):
        return type == "bool" and isinstance(value, bool)
    if type == "int":
        return isinstance(value, int) and -INT64 <= value < INT64
    return isinstance(value, int | float) and isfinite(value)


def _span(value: Any, where: str) -> list[int]:
    ends = _list(value, where)
    if len(ends) != 2 or not all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n < INT32 for n in ends):
        raise ValueError(f"{where}: expected [start, end], found {_shown(value)}")
    return ends


def _moment(type: str, value: Any, where: str) -> date:
    try:
        return datetime.fromisoformat(value) if type == "datetime" else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{where}: expected a {type} such as 2018-12-13, found {_shown(value)}") from None


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{where}: expected a list, found {_shown(value)}")
    return value


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: expected an object, found {_shown(value)}")
    return value


def _shown(value: Any) -> str:
    """The value, short enough for a message."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
