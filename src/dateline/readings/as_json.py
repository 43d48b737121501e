"""A report and its reading as one JSON object, and back."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, get_type_hints

from dateline.readings.items import (
    Actor,
    Alignment,
    Anonymity,
    Event,
    Figure,
    Forecast,
    Item,
    Meeting,
    Place,
    Proposal,
    Reading,
    Response,
    Role,
    Standing,
    Statement,
    Time,
    When,
)
from dateline.reports.report import Credit, Evidence, Report
from dateline.span import Span

KINDS: dict[str, Callable[..., Item]] = {
    "actors": Actor,
    "places": Place,
    "times": Time,
    "statements": Statement,
    "events": Event,
    "meetings": Meeting,
    "proposals": Proposal,
    "figures": Figure,
    "alignments": Alignment,
    "forecasts": Forecast,
}
PARTS: dict[str, Callable[..., object]] = {
    "credits": Credit,
    "roles": Role,
    "responses": Response,
    "standings": Standing,
}
WHENS = ("when", "period", "takes_effect", "horizon")


@cache
def columns(kind: Any) -> tuple[tuple[str, str], ...]:
    """Each field of a dataclass with its name in JSON: ``from_`` is ``from``.

    >>> columns(Role)
    (('title', 'title'), ('of', 'of'))
    """
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


def plain(value: Any) -> Any:
    """The value in dicts, lists and plain types; dates stay dates, evidence becomes its span.

    >>> plain(Role(title="envoy", of="Norway"))
    {'title': 'envoy', 'of': 'Norway'}
    >>> plain((Span(0, 5),))
    [[0, 5]]
    """
    if value is None or isinstance(value, str | int | float | date):
        return value
    if isinstance(value, Evidence):
        return list(value.span)
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: plain(getattr(value, field)) for field, name in columns(kind)}
    raise TypeError(f"{type(value).__name__} is no part of a reading")


def with_iso_dates(value: Any) -> Any:
    """The same plain value with dates and times of day as ISO 8601 text.

    >>> with_iso_dates({"start": date(2018, 12, 6)})
    {'start': '2018-12-06'}
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [with_iso_dates(v) for v in value]
    if isinstance(value, dict):
        return {name: with_iso_dates(v) for name, v in value.items()}
    return value


def reading_json(report: Report, reading: Reading, *, id: str | None = None) -> dict[str, Any]:
    """The report and all that was read from it as one JSON object.

    ``id`` is the object's own id where it is not the report's, such as the name of the file. Spans are
    ``[start, end]``, evidence a list of spans, dates ISO 8601.

    >>> talks = Report(id="r1", text="Talks opened.")
    >>> found = reading_json(talks, Reading(report_id="r1"))
    >>> found["id"], found["report"]["text"], found["events"]
    ('r1', 'Talks opened.', [])
    """
    items = {kind: plain(getattr(reading, kind)) for kind in KINDS}
    whole = {"id": id or report.id, "report": plain(report), **items, "notes": list(reading.notes)}
    found: dict[str, Any] = with_iso_dates(whole)
    return found


def reading_from_json(found: Mapping[str, Any]) -> tuple[Report, Reading]:
    """The report and the reading of a JSON object that :func:`reading_json` made.

    Evidence is cited anew from the text. Raises ``ValueError`` where a span lies outside the text, where an
    item has no evidence, and where a field is missing or unknown: the message names the item.

    >>> talks = Report(id="r1", text="Talks opened.")
    >>> reading_from_json(reading_json(talks, Reading(report_id="r1"))) == (talks, Reading(report_id="r1"))
    True
    """
    report: Report = _built(Report, found.get("report"), None, "report")
    items = {
        kind: tuple(_built(cls, row, report, f"{kind} of report {report.id}") for row in found.get(kind) or ())
        for kind, cls in KINDS.items()
    }
    return report, Reading(report_id=report.id, notes=tuple(found.get("notes") or ()), **items)


def _built(cls: Any, row: Any, report: Report | None, where: str) -> Any:
    """One dataclass from its JSON object; ``report`` is the text that its spans are checked against."""
    if not isinstance(row, Mapping):
        raise ValueError(f"{where}: expected an object, found {row!r}")
    where = f"{where}, {row.get('id', '')}".rstrip(", ")
    try:
        names = {name: field for field, name in columns(cls)}
        unknown = [name for name in row if name not in names]
        if unknown:
            raise ValueError(f"unknown field {', '.join(unknown)}")
        hints = _hints(cls)
        return cls(**{names[n]: _value(n, hints[names[n]], v, report, where) for n, v in row.items()})
    except (TypeError, ValueError, KeyError) as error:
        raise ValueError(f"{where}: {error}") from error


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return {name: str(hint) for name, hint in get_type_hints(cls).items()}


def _value(name: str, hint: str, value: Any, report: Report | None, where: str) -> Any:
    if value is None:
        return None
    if name == "evidence" and report is not None:
        return tuple(report.cite(start, end) for start, end in value)
    if name in PARTS:
        return tuple(_built(PARTS[name], part, report, where) for part in value)
    if name == "anonymity":
        return _built(Anonymity, value, report, where)
    if name in WHENS:
        return _built(When, value, report, where)
    if "Span" in hint:
        return tuple(_span(s, report) for s in value) if "tuple" in hint else _span(value, report)
    if "datetime.datetime" in hint:
        return datetime.fromisoformat(value)
    if "datetime.date" in hint:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _span(pair: Any, report: Report | None) -> Span:
    start, end = pair
    return Span(start, end) if report is None else report.cite(start, end).span
