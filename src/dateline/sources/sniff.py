"""What shape a file has, told from its first bytes; its ending is only a hint."""

import re

from dateline.sources.encoding import decode

HEAD = 65_536
MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format", "a database"),
)
HEADER_LINE = re.compile(r"[A-Z][A-Za-z_-]{1,20}: ?\S")
HEADER_KEYS = {
    "title",
    "date",
    "published",
    "author",
    "category",
    "slug",
    "tags",
    "url",
    "source",
    "src",
    "link",
}
FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
TAG = re.compile(r"<(?:!doctype html|html|head|body|p|div|article|section|h[1-6]|br|span|table|ul|a)\b[^<>]*>", re.I)


def binary_kind(head: bytes) -> str | None:
    """What binary thing ``head`` starts, in words; None where it can be text.

    >>> binary_kind(b"%PDF-1.7")
    'a PDF'
    """
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if b"\0" in head:
        text, note = decode(head)
        return None if note and "\0" not in text else "binary data"
    control = sum(b < 32 and b not in b"\t\n\r\f\x1b" for b in head)
    return "binary data" if head and control / len(head) > 0.1 else None


def shape_of(head: bytes, name: str = "") -> str:
    """A text file's shape by its head: a Document's, or warc, feed, jsonl, json_file, table.

    >>> shape_of(b"---\\ntitle: Talks\\n---\\nText")
    'front_matter'
    >>> shape_of(b'{"id": "a", "text": "Talks opened."}\\n')
    'jsonl'
    """
    if head.startswith(b"WARC/"):
        return "warc"
    text = decode(head)[0].lstrip()
    lower = name.lower().removesuffix(".gz")
    if text.startswith("{"):
        first = text.split("\n", 1)[0].rstrip()
        return "jsonl" if first.endswith("}") or lower.endswith((".jsonl", ".ndjson")) else "json_file"
    if re.match(r"\[\s*[\[{\]]", text):
        return "json_file"
    if re.match(r"---\s*\n", text):
        return "front_matter"
    if text.startswith("<") and FEED_ROOT.search(text[:2000]):
        return "feed"
    if _headers(text):
        return "headers"
    if _table(text):
        return "table"
    tags = len(TAG.findall(text[:20_000]))
    if tags and (text.startswith("<") or tags >= 3 or lower.endswith((".html", ".htm", ".xhtml", ".php"))):
        return "page"
    if lower.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    return "pasted"


def _headers(text: str) -> bool:
    lines = text.split("\n", 3)[:2]
    keys = [line.split(":", 1)[0].lower() for line in lines if HEADER_LINE.match(line)]
    return len(keys) == 2 and bool(HEADER_KEYS & set(keys))


def _table(text: str) -> bool:
    tabs = [line.count("\t") for line in text.split("\n")[:4] if line.strip()]
    return len(tabs) >= 2 and min(tabs) >= 2
