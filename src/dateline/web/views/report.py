"""One report: its text with every item in it, and each item with its words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pydantic import Field

from dateline.ask.open import OpenRecord
from dateline.record.schema import kinds
from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, NotFound, View, file_name

# The words by which each kind is shown in the text.
SHOWN = {
    "statement": ("content",),
    "proposal": ("terms",),
    "forecast": ("outcome",),
    "event": ("phrase",),
    "meeting": ("span", "standings"),
    "alignment": ("span",),
    "figure": ("span",),
    "time": ("span",),
    "place": ("mentions",),
    "actor": ("mentions",),
}


class One(Looked):
    """Which report."""

    id: str = Field(min_length=1, max_length=200, description="The report's id.")


def answer(snapshot: Snapshot, looked: One) -> dict[str, Any]:
    """The report, its items by kind, and its text in paragraphs of pieces with the items that each piece is of."""
    found = snapshot.ask(report_of, report_id=looked.id)
    if found is None:
        raise NotFound(f"no report {looked.id!r}; the search has those that there are")
    items = found["items"]
    return {
        "report": {**found["report"], "source_file": file_name(found["report"]["source_file"])},
        **{name: found[name] for name in ("copies", "rejected")},
        "items": items,
        "kinds": [
            {"kind": kind, "label": kinds()[kind].label, "items": [item for item in items if item["item"] == kind]}
            for kind in SHOWN
            if any(item["item"] == kind for item in items)
        ],
        "paragraphs": paragraphs(found["report"]["text"], items),
    }


def paragraphs(text: str, items: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """The text as paragraphs of pieces: ``text``, ``items`` that it is of, the longest first, and which ``begin`` here.

    An item is named ``event-e1``. The pieces put together are the text, but for the empty lines between paragraphs.
    """
    spans = [
        (span["start"], span["end"], f"{item['item']}-{item['id']}")
        for item in items
        for span in item["spans"]
        if span["field"] in SHOWN[item["item"]]
    ]
    # Where an empty line stands between two paragraphs; an item may begin or end within it.
    empty = {line.start() for line in re.finditer("\n\n", text)}
    cuts = (edge for start, end, _ in spans for edge in (start, end))
    edges = sorted({0, len(text), *empty, *(at + 2 for at in empty), *cuts})
    begun: set[str] = set()
    found: list[list[dict[str, Any]]] = [[]]
    waiting = sorted(spans, reverse=True)
    open_: list[tuple[int, int, str]] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1][0] <= start:
            open_.append(waiting.pop())
        open_ = [span for span in open_ if span[1] > start]
        if start in empty or start - 1 in empty:
            found.append([])
            continue
        over = sorted(open_, key=lambda span: (span[0] - span[1], span[2]))
        names = list(dict.fromkeys(name for _, _, name in over))
        begin = [name for name in names if name not in begun]
        begun.update(begin)
        found[-1].append({"text": text[start:end], "items": names, "begin": begin})
    return [pieces for pieces in found if pieces]


def facts(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is told of an item beyond its words, as label and text: names for ids, days for ranges."""
    for field in kinds()[item["item"]].columns:
        value = item.get(f"{field.name}_name", item.get(field.name))
        if field.name in ("id", "mentions") or field.type in ("span", "spans") or value in (None, [], ""):
            continue
        told = _told(field.type, value)
        if told:
            yield field.name.replace("_", " "), told


def _told(sort: str, value: Any) -> str:
    if sort == "when":
        return _day(value)
    if sort == "list<role>":
        return "; ".join(f"{role['title']}, {role['of']}" if role["of"] else role["title"] for role in value)
    if sort == "list<standing>":
        return "; ".join(
            dict.fromkeys(f"{part['status'].replace('_', ' ')} {_day(part['when'])}".strip() for part in value)
        )
    if sort == "list<response>":
        return "; ".join(dict.fromkeys(part["response"] for part in value))
    if isinstance(value, dict):
        return "; ".join(str(part) for part in value.values() if part)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.0f}"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value).replace("_", " ")


def _day(when: Mapping[str, Any] | None) -> str:
    if not when or not when["start"]:
        return ""
    return f"{when['start']}" if when["start"] == when["end"] else f"{when['start']} to {when['end']}"


def report_of(peace: OpenRecord, *, report_id: str) -> dict[str, Any] | None:
    """The question that this page and the form of a correction ask."""
    return peace.report(report_id)


def linked(names: Iterable[str]) -> list[tuple[str, str]]:
    """Kind and name of items, for the marks of a piece.

    >>> linked(["event-e1"])
    [('event', 'event-e1')]
    """
    return [(name.partition("-")[0], name) for name in names]


VIEW = View(
    name="report",
    path="/report",
    label="Report",
    question="What does this report say, word by word, and what was taken from it?",
    query="`report`",
    limits="The text is as it was cleaned, without the furniture of its page. A rejected item is shown as rejected, a "
    "corrected one as corrected.",
    looked=One,
    answer=answer,
    in_menu=False,
    scripts=("report.js",),
)
