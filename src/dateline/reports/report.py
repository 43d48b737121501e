"""The report: one clean, immutable text with what is known of its origin."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from dateline.span import Span


def content_id(title: str | None, text: str) -> str:
    """The id of a report that brings none: 16 hex digits of the SHA-256 of its title and text."""
    return hashlib.sha256(f"{title or ''}\n{text}".encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words an item rests on. Made only by :meth:`Report.cite`."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Who did what for a report: ``role`` is reporting, additional reporting, writing or editing."""

    role: str
    name: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as published: clean text (paragraphs joined by one blank line) and its origin.

    ``id`` is the id the input gave, else :func:`content_id`;
    ``raw_sha256`` is of the bytes it came from. ``crossheads`` are spans of sub-headings within ``text``.
    ``chain`` tells how the text travelled, first writer first: ("Reuters", "feeds.reuters.com",
    "example.org").
    """

    id: str
    text: str
    title: str | None = None
    agency: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    credit_lines: tuple[str, ...] = ()
    dateline: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    date_basis: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    original_url: str | None = None
    language: str | None = None
    crossheads: tuple[Span, ...] = ()
    chain: tuple[str, ...] = ()
    source_file: str | None = None
    raw_sha256: str | None = None

    def cite(self, start: int, end: int) -> Evidence:
        """The evidence for ``text[start:end]``.

        Raises ``ValueError`` where the span is empty or lies outside the text.

        >>> Report(id="r", text="Talks opened.").cite(0, 5).quote
        'Talks'
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span [{start}, {end}) is not inside report {self.id} of {len(self.text)} characters")
        return Evidence(Span(start, end), self.text[start:end])
