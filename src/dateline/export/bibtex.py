"""The reports as BibTeX."""

import re
from collections.abc import Iterator

from dateline.across.window import ALL, Window
from dateline.export.sources import Source, one_line, sources
from dateline.record.store import Record

# A lone brace would end a field, so braces are written by name; the rest means something to LaTeX.
ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{c: f"\\{c}" for c in "&%$#_"},
}


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One entry a report, by publication."""
    for source in sources(record, window):
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(source) if value)
        yield f"@article{{{_key(source.id)},\n{fields}}}\n\n"


def escaped(text: str) -> str:
    r"""The text as LaTeX prints it.

    >>> escaped("Aid & arms: 50% {sic}")
    'Aid \\& arms: 50\\% {\\textbraceleft}sic{\\textbraceright}'
    """
    return "".join(ESCAPES.get(c, c) for c in one_line(text))


def _key(id: str) -> str:
    """A key of letters and digits that no other id has."""
    return "report-" + re.sub(r"[^A-Za-z0-9-]", lambda m: f"_{ord(m[0]):x}_", id)


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    authors = " and ".join(f"{{{escaped(author)}}}" for author in source.authors)
    yield "author", authors or (f"{{{escaped(source.agency)}}}" if source.agency else "")
    yield "title", f"{{{escaped(source.title)}}}" if source.title else ""
    yield "journal", escaped(source.outlet or "")
    if source.published:
        yield "year", f"{source.published:%Y}"
        yield "month", str(source.published.month)
        yield "day", str(source.published.day)
        yield "date", f"{source.published:%Y-%m-%d}"
    yield "url", re.sub(r"[{}\\\s]", lambda m: f"%{ord(m[0]):02X}", source.url or "")
    yield "language", escaped(source.language or "")
    yield "note", f"Carries the text of {_key(source.copy_of)}".replace("_", r"\_") if source.copy_of else ""
    yield "keywords", escaped(source.id)
