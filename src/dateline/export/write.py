"""Writing the record out in the forms that other programs read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dateline.across.window import ALL, Window
from dateline.export import (
    acled,
    bibtex,
    calendar,
    ceasefires,
    csvs,
    ftm,
    ged,
    geojson,
    jsonl,
    jsonld,
    paper,
    parquet,
    plover,
    reviewed,
    ris,
)
from dateline.record.store import Record
from dateline.record.whole import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One form to write. ``entries`` makes a file's entries one by one, ``folder`` writes several files.

    ``extension`` is that of a file, empty for a folder. The ``whole`` record takes no window. ``head``, ``between`` and
    ``tail`` stand around the entries; ``counted`` is what an entry or a file is called. ``export/formats.yml`` says the
    rest.
    """

    extension: str = ""
    entries: Callable[[Record, Window], Iterator[str]] | None = None
    folder: Callable[[Record, Path], int] | None = None
    whole: bool = False
    head: str = ""
    between: str = ""
    tail: str = ""
    counted: tuple[str, str] = ("line", "lines")

    @property
    def is_json(self) -> bool:
        """Whether each piece is JSON."""
        return "json" in self.extension

    @property
    def encoding(self) -> str:
        """A byte order mark tells spreadsheets that a text is UTF-8."""
        return "utf-8-sig" if self.extension == "csv" else "utf-8"

    def text(self, record: Record, window: Window = ALL) -> Iterator[str]:
        """The file piece by piece: its head, each entry, its tail."""
        assert self.entries is not None
        yield self.head
        for number, entry in enumerate(self.entries(record, window)):
            yield self.between + entry if number else entry
        yield self.tail


REPORTS = ("report", "reports")
EVENTS = ("event", "events")
FILES = ("file", "files")
FORMATS: dict[str, Format] = {
    "jsonl": Format(extension="jsonl", entries=jsonl.entries, whole=True),
    "csv": Format(folder=csvs.folder, whole=True, counted=FILES),
    "parquet": Format(folder=parquet.folder, whole=True, counted=FILES),
    "plover": Format(extension="jsonl", entries=plover.entries, counted=EVENTS),
    "acled": Format(extension="csv", entries=acled.entries, head=acled.HEAD, counted=EVENTS),
    "ged": Format(extension="csv", entries=ged.entries, head=ged.HEAD, counted=EVENTS),
    "ceasefires": Format(
        extension="csv", entries=ceasefires.entries, head=ceasefires.HEAD, counted=("truce", "truces")
    ),
    "ftm": Format(extension="jsonl", entries=ftm.entries, counted=("entity", "entities")),
    "geojson": Format(
        extension="geojson",
        entries=geojson.entries,
        head=geojson.HEAD,
        between=",\n",
        tail="\n]}\n",
        counted=("feature", "features"),
    ),
    "jsonld": Format(
        extension="jsonld",
        entries=jsonld.entries,
        head=jsonld.HEAD,
        between=",\n",
        tail="\n]}\n",
        counted=("node", "nodes"),
    ),
    "bibtex": Format(extension="bib", entries=bibtex.entries, counted=REPORTS),
    "ris": Format(extension="ris", entries=ris.entries, counted=REPORTS),
    "html": Format(extension="html", entries=paper.entries, counted=("page", "pages")),
    "ics": Format(extension="ics", entries=calendar.entries, counted=("calendar", "calendars")),
    "gold": Format(extension="jsonl", entries=reviewed.gold_lines, whole=True, counted=REPORTS),
    "cases": Format(extension="jsonl", entries=reviewed.case_lines, whole=True, counted=("case", "cases")),
}


def write(record: Record, format: str, out: str | Path | TextIO, *, window: Window = ALL) -> int:
    """Write the record to ``out``, a file, an open stream or a folder, and say how many entries or files that were.

    Raises ``ValueError`` for a format that is not known, for a stream where the format takes a folder, and for a window
    where it is the whole record.
    """
    if format not in FORMATS:
        raise ValueError(f"format {format!r} is not known; choose {', '.join(FORMATS)}")
    of = FORMATS[format]
    if of.whole and window != ALL:
        raise ValueError(f"{format} is the whole record; leave out as_of, happened_by and process")
    if of.folder is not None:
        if not isinstance(out, str | Path):
            raise ValueError(f"{format} is written as several files; name a folder")
        return of.folder(record, Path(out))
    if isinstance(out, str | Path):
        with whole(Path(out)) as part, part.open("w", encoding=of.encoding, newline="") as file:
            return _write(of, record, window, file)
    return _write(of, record, window, out)


def _write(of: Format, record: Record, window: Window, file: TextIO) -> int:
    # The head and the tail are no entries.
    written = -2
    for piece in of.text(record, window):
        file.write(piece)
        written += 1
    return written
