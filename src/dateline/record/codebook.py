"""The codebook page: every kind and field of the record in one Markdown text, made from ``schema/``.

``python -m dateline.record.codebook [FILE]`` writes it to FILE, by default ``docs/codebook.md``.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.record.schema import Field, Kind, document, kinds

GROUPS = {
    "report": ("The report", ""),
    "item": (
        "What is read from a report",
        "Each item has the id of its reading and of its report beside the fields below.",
    ),
    "part": ("Parts of fields", "These stand inside the fields of other kinds."),
    "record": ("What the record adds", "Tables the record keeps beside the items."),
    "file": ("What the file keeps for itself", "Exports leave it out."),
}
STANDARDS = (
    "PLOVER (event types), ACLED and UCDP GED (events and tolls), ETH-PRIO (ceasefires), FtM "
    "(FollowTheMoney) "
    "and TIMEX3 (times)"
)


def page() -> str:
    """The whole codebook as Markdown.

    >>> page().splitlines()[0]
    '# Codebook'
    """
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield "What the record holds, kind by kind. Made from the files in `src/dateline/schema/` by"
    yield "`python -m dateline.record.codebook`; change those, not this page."
    yield ""
    yield f"The last column names the nearest field of other codebooks: {STANDARDS}."
    yield "A span is `[start, end]` in Unicode code points of the report's text, the end left out."
    yield "A field marked *record* is no part of a reading: the record adds it."
    for group, (title, note) in GROUPS.items():
        yield ""
        yield f"## {title}"
        if note:
            yield ""
            yield note
        for kind in kinds().values():
            if kind.group == group:
                yield from _kind(kind)
    yield from _plover()
    yield from _modes()


def _kind(kind: Kind) -> Iterator[str]:
    yield ""
    yield f"### {kind.label}"
    yield ""
    yield f"`{kind.name}`: {kind.meaning}"
    yield ""
    yield "| field | type | meaning | example | elsewhere |"
    yield "|---|---|---|---|---|"
    for field in kind.fields:
        yield "| " + " | ".join(_cells(field)) + " |"


def _cells(field: Field) -> Iterator[str]:
    yield f"`{field.name}`"
    yield f"`{field.type}`" + (" *record*" if field.kept_by == "record" else "")
    values = f" One of: {', '.join(field.values)}." if field.values else ""
    refers = f" Refers to: {field.refers_to}." if field.refers_to else ""
    yield field.meaning + values + refers
    yield f"`{_example(field.example)}`"
    yield "; ".join(f"{name}: {where}" for name, where in field.crosswalk.items())


def _example(example: Any) -> str:
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)


def _plover() -> Iterator[str]:
    plover = document("plover")
    columns = ("type", "meaning", "QuadClass", "CAMEO")
    rows = ((t, row["meaning"], row["quad"], ", ".join(row["cameo"])) for t, row in plover["types"].items())
    yield ""
    yield from _codes(plover, columns, rows)


def _modes() -> Iterator[str]:
    modes, types = document("mode"), document("plover")["types"]
    columns = ("mode", "meaning", "PLOVER type", "QuadClass", "CAMEO", "ACLED sub-event type")
    rows = (
        (f"`{m}`", row["meaning"], row["type"], types[row["type"]]["quad"], row["cameo"], row["acled"] or "")
        for m, row in modes["modes"].items()
    )
    yield from _codes(modes, columns, rows)


def _codes(of: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A section with a table of codes."""
    yield f"## {of['label']}"
    yield ""
    yield of["meaning"]
    yield ""
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/codebook.md").write_text(page(), encoding="utf-8")
