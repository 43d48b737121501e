"""Paths to reports: the whole way from files to clean texts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from traceback import extract_tb
from typing import BinaryIO

from dateline.issue import Issue
from dateline.reports.clean import report_of
from dateline.reports.report import Report
from dateline.sources.document import Document
from dateline.sources.gather import gather


def collect(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[tuple[Report | None, list[Issue]]]:
    """A report with its issues for each document that ``paths`` name; None where it could not be read."""
    for found in gather(paths, stdin=stdin):
        if isinstance(found, Issue):
            yield None, [found]
        else:
            yield cleaned(found)


def cleaned(document: Document) -> tuple[Report | None, list[Issue]]:
    """The report in a document with what was odd about it; a fatal issue where cleaning itself broke off, so that one
    document never costs the others."""
    try:
        return report_of(document)
    except Exception as error:  # parsers of HTML raise what they like
        at = extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).name}, line {at.lineno}"
        note = f"cleaning broke off: {type(error).__name__} ({error!s:.200}) in {where}; left out, please report this"
        return None, [Issue("not_read", note, document.file, document.offset, document.meta.get("id"), fatal=True)]
