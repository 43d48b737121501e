"""Feeds of our own: entries as Atom and as JSON Feed, removals among them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
JSON_FEED = "https://jsonfeed.org/version/1.1"
# All that XML 1.0 cannot hold, not even escaped.
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed.

    ``id`` is an IRI that never changes. ``html`` is markup that whoever made it answers for; ``text`` is shown as it
    is. A ``removed`` entry says that what was published under its id no longer stands, since ``updated``. A time
    without a zone is UTC.
    """

    id: str
    title: str
    updated: datetime
    html: str | None = None
    text: str | None = None
    link: str | None = None
    published: datetime | None = None
    removed: bool = False
    author: str | None = None


def atom(entries: Iterable[Entry], *, title: str, id: str, link: str, updated: datetime) -> bytes:
    """The entries as an Atom feed (RFC 4287), in their order; a removed one is a deleted-entry (RFC 6721).

    ``id`` is the feed's own IRI, its address where it has one; ``link`` is the page it is a feed of.

    >>> made = datetime(2018, 12, 13, tzinfo=UTC)
    >>> atom([], title="Talks", id="urn:x:talks", link="https://a.example/", updated=made).splitlines()[1][:51]
    b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at='
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "at": TOMBSTONES})
    _add(feed, "id", id)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(updated))
    # A feed needs an author where an entry has none.
    _add(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", title)
    for rel, href in (("self", id), ("alternate", link)):
        _link(feed, rel, href)
    for entry in entries:
        if entry.removed:
            gone = etree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry")
            gone.set("ref", _fit(entry.id))
            gone.set("when", _moment(entry.updated))
            comment = etree.SubElement(gone, f"{{{TOMBSTONES}}}comment")
            comment.text = _fit(_removed(entry))
            continue
        told = etree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(told, "id", entry.id)
        _add(told, "title", entry.title)
        _add(told, "updated", _moment(entry.updated))
        if entry.published:
            _add(told, "published", _moment(entry.published))
        if entry.author:
            _add(etree.SubElement(told, f"{{{ATOM}}}author"), "name", entry.author)
        _link(told, "alternate", entry.link)
        words = entry.html if entry.html is not None else entry.text or ""
        _add(told, "content", words).set("type", "text" if entry.html is None else "html")
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def json_feed(entries: Iterable[Entry], *, title: str, id: str, link: str, updated: datetime) -> bytes:
    """The entries as a JSON Feed (https://jsonfeed.org/version/1.1), in their order.

    A removed one has ``"_removed": true``, a title that says so and nothing else of what it was. The rest is as for
    :func:`atom`; when the whole feed was ``updated`` stands under ``_updated``, as the format has no place for it.
    """
    feed = {
        "version": JSON_FEED,
        "title": title,
        "home_page_url": _web(link),
        "feed_url": _web(id),
        "_updated": _moment(updated),
        "items": [_item(entry) for entry in entries],
    }
    return json.dumps(_told(feed), ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _item(entry: Entry) -> dict[str, Any]:
    if entry.removed:
        same = {"id": entry.id, "title": _removed(entry), "date_modified": _moment(entry.updated)}
        return {**same, "content_text": _removed(entry), "_removed": True}
    return _told(
        {
            "id": entry.id,
            "url": _web(entry.link),
            "title": entry.title,
            "content_html": entry.html,
            "content_text": (entry.text or "") if entry.html is None else None,
            "date_published": _moment(entry.published) if entry.published else None,
            "date_modified": _moment(entry.updated),
            "authors": [{"name": entry.author}] if entry.author else None,
        }
    )


def _removed(entry: Entry) -> str:
    return f"Removed: {entry.title}"


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


def _web(link: str | None) -> str | None:
    """An address that a reader may follow; none of another scheme, which could run as a program."""
    return link if link and link.startswith(("https://", "http://")) else None


def _moment(moment: datetime) -> str:
    """A moment as RFC 3339 has it.

    >>> _moment(datetime(2018, 12, 13, 9, 30))
    '2018-12-13T09:30:00+00:00'
    """
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _fit(text)
    return element


def _link(parent: etree._Element, rel: str, href: str | None) -> None:
    if _web(href):
        element = etree.SubElement(parent, f"{{{ATOM}}}link")
        element.set("rel", rel)
        element.set("href", _fit(href or ""))


def _fit(text: str) -> str:
    r"""The text without characters that XML cannot hold.

    >>> _fit("talks\x00 \x1b[31mopen\ud800\ufffe")
    'talks [31mopen'
    """
    return UNFIT.sub("", text)
