"""Documents out of files that hold many: JSON Lines, JSON arrays, feeds."""

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import feedparser

from dateline.issue import Issue
from dateline.sources.document import Document
from dateline.sources.encoding import decode, whole

# What the makers of news data call our fields, best first.
NAMES = {
    "id": ("id", "doc_id", "uuid"),
    "title": ("title", "headline"),
    "published": (
        "published",
        "date_published",
        "datePublished",
        "published_at",
        "publication_date",
        "pub_date",
        "pubDate",
        "date",
        "dct",
    ),
    "modified": ("modified", "updated", "dateModified", "date_modified", "updated_at"),
    "url": ("url", "link", "permalink"),
    "original_url": ("original_url", "original_link"),
    "publisher": ("publisher", "source_name", "site_name", "outlet", "domain"),
    "agency": ("agency",),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
}
BODIES = ("content", "body", "articleBody", "html", "description", "summary")
LISTS = ("items", "entries", "articles", "reports", "documents")
LISTED = (list, tuple)


def from_lines(stream: BinaryIO, file: str, *, limit: int) -> Iterator[Document | Issue]:
    """A document for each line of a JSON Lines stream of any length; an Issue for a line that is none."""
    offset = 0
    while line := stream.readline(limit + 1):
        start, offset = offset, offset + len(line)
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
                offset += len(line)
            yield Issue(
                "too_large",
                f"a line of more than {limit:,} bytes; one report a line is expected",
                file,
                start,
                fatal=True,
            )
        elif line.strip():
            try:
                item = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Issue(
                    "broken_json",
                    f"this line is no JSON ({error}); mend or drop the line",
                    file,
                    start,
                    fatal=True,
                )
            else:
                yield from_item(item, file, start)


def from_json(data: bytes, file: str) -> Iterator[Document | Issue]:
    """A document for each item of a JSON array, of an object that holds one, or of one object.

    Items before a break in the file still come out; the break is an Issue.
    """
    text = decode(data)[0]
    decoder = json.JSONDecoder()
    start = len(text) - len(text.lstrip())
    if text[start : start + 1] != "[":
        try:
            found = decoder.decode(text)
        except (ValueError, RecursionError) as error:
            yield Issue("broken_json", f"this file starts as JSON but is none ({error}); mend it", file, 0, fatal=True)
            return
        held = (found.get(k) for k in LISTS) if isinstance(found, dict) else ()
        for item in next((items for items in held if isinstance(items, list)), [found]):
            yield from_item(item, file, 0)
        return
    at = start + 1
    sent, sent_bytes = 0, 0
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at < len(text) and text[at] == "]":
            return
        sent_bytes += len(text[sent:at].encode("utf-8", "replace"))
        sent = at
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Issue(
                "broken_json",
                f"the array breaks here ({error}); what follows was not read",
                file,
                sent_bytes,
                fatal=True,
            )
            return
        yield from_item(item, file, sent_bytes)


def from_item(item: Any, file: str, offset: int) -> Document | Issue:
    """The document of one JSON object; ``text`` is kept verbatim, other bodies are read as HTML fragments.

    >>> from_item({"id": 7, "text": "Talks opened.", "date": "2016-02-01"}, "a.jsonl", 0).meta
    {'id': '7', 'published': '2016-02-01'}
    """
    if not isinstance(item, dict):
        return Issue(
            "not_a_report",
            f"a JSON {type(item).__name__}, not an object with a text",
            file,
            offset,
            fatal=True,
        )
    meta = {}
    for ours, theirs in NAMES.items():
        for name in theirs:
            value = _plain(item.get(name))
            if value:
                meta[ours] = value
                break
    source = _plain(item.get("source"))
    if source.startswith(("http://", "https://")):
        meta["feed"] = source
    if isinstance(item.get("text"), str):
        return Document(item["text"], "json", file, offset, meta)
    body = max((_plain(item.get(name)) for name in BODIES), key=len)
    return Document(body, "feed_item", file, offset, meta)


def _plain(value: Any) -> str:
    """A JSON value as one string; lists of names are joined by semicolons."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("value") or value.get("rendered")
    if isinstance(value, LISTED):
        return "; ".join(filter(None, map(_plain, value)))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return whole(str(value)).strip()


def from_feed(data: bytes, file: str) -> Iterator[Document | Issue]:
    """A document for each item of an RSS or Atom feed."""
    # A stream, never a string: feedparser would take a string for an address and fetch it.
    try:
        feed = feedparser.parse(io.BytesIO(data))
    except Exception as error:  # it means to raise nothing, but trips over some broken namespaces
        note = f"this feed cannot be read ({type(error).__name__}: {error}); save its articles and give those"
        yield Issue("broken_feed", note, file, 0, fatal=True)
        return
    if not feed.entries:
        seen = feed.get("bozo_exception") or "it has no items"
        yield Issue("empty_feed", f"no item could be read from this feed: {seen}", file, 0, fatal=True)
        return
    if feed.bozo:
        note = f"the feed is not well formed ({feed.bozo_exception}); {len(feed.entries)} items were read"
        yield Issue("broken_feed", note, file, 0)
    for entry in feed.entries:
        bodies = [c.get("value") or "" for c in entry.get("content", [])] + [entry.get("summary") or ""]
        meta = {
            "title": entry.get("title", ""),
            "published": dict.get(entry, "published", ""),
            # feedparser's own get() gives "published" for a missing "updated", with a warning.
            "modified": dict.get(entry, "updated", ""),
            "url": entry.get("link", ""),
            "authors": "; ".join(a["name"] for a in entry.get("authors", []) if a.get("name")),
            "publisher": feed.feed.get("title", ""),
            "feed": feed.feed.get("link", ""),
            "language": entry.get("language") or feed.feed.get("language", ""),
        }
        if not meta["published"]:
            # Atom demands only "updated".
            meta["published"] = meta["modified"]
        yield Document(max(bodies, key=len), "feed_item", file, 0, {k: v for k, v in meta.items() if v})
