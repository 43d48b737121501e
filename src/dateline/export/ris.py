"""The reports as RIS."""

from collections.abc import Iterator

from dateline.across.window import ALL, Window
from dateline.export.sources import Source, one_line, sources
from dateline.record.store import Record


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One entry a report, by publication."""
    for source in sources(record, window):
        lines = (f"{tag}  - {one_line(value)}".rstrip() for tag, value in _tags(source) if one_line(value))
        yield "\n".join(("TY  - NEWS", *lines, "ER  - ", "", ""))


def _tags(source: Source) -> Iterator[tuple[str, str]]:
    yield "ID", source.id
    yield "TI", source.title or ""
    for author in source.authors or [source.agency or ""]:
        yield "AU", author
    yield "T2", source.outlet or ""
    if source.published:
        yield "PY", f"{source.published:%Y}"
        yield "DA", f"{source.published:%Y/%m/%d}"
    yield "UR", source.url or ""
    yield "LA", source.language or ""
    yield "CY", "; ".join(source.dateline)
    yield "N1", f"Carries the text of report {source.copy_of}" if source.copy_of else ""
