"""A report in the making: blocks of text and what was stated about it so far."""

from dataclasses import dataclass, field
from datetime import datetime

from dateline.issue import Issue


@dataclass(slots=True)
class Block:
    """One paragraph. ``head`` marks a sub-heading; ``lead`` holds a dateline that the markup set apart."""

    text: str
    head: bool = False
    lead: str | None = None


@dataclass(slots=True)
class Draft:
    """What a reader of one shape found. ``verbatim`` is set where the text may not be touched, ``cut_off`` where a part
    of it was out of reach; ``unread_date`` is a date as stated that could not be read."""

    blocks: list[Block] = field(default_factory=list)
    verbatim: str | None = None
    cut_off: bool = False
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    date_basis: str | None = None
    unread_date: str | None = None
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    original_url: str | None = None
    feed_host: str | None = None
    language: str | None = None
    dateline: tuple[str, ...] = ()
    credit_lines: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
