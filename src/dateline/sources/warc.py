"""Saved pages out of web archives."""

import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from dateline.issue import Issue
from dateline.sources.document import Document

HTML = ("text/html", "application/xhtml+xml")
# So many letters of a type of content and of an address are told: a header can hold anything.
NAMED, LINK = 60, 200


def from_warc(stream: BinaryIO, file: str, *, limit: int) -> Iterator[Document | Issue]:
    """A document for each HTML page of a WARC stream, whose records are read one at a time."""
    skipped: Counter[str] = Counter()
    kinds = WarcRecordType.response | WarcRecordType.resource
    try:
        for record in ArchiveIterator(stream, record_types=kinds, auto_decode="all"):
            kind = (
                (record.http_content_type or record.headers.get("Content-Type") or "unknown")
                .split(";")[0]
                .strip()[:NAMED]
            )
            status = record.http_headers.status_code if record.http_headers else 200
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            if kind not in HTML or status != 200:
                skipped[kind if status == 200 else f"status {status}"] += 1
                continue
            offset = int(record.stream_pos)
            data = record.reader.read(limit + 1)
            if len(data) > limit:
                yield Issue(
                    "too_large", f"the page {url[:LINK]} has more than {limit:,} bytes", file, offset, fatal=True
                )
                continue
            yield Document(data, "warc_page", file, offset, {"url": url} if url else {})
    except (OSError, ValueError, EOFError, zlib.error) as error:
        yield Issue("broken_warc", f"the archive breaks off ({error}); pages before this were read", file, fatal=True)
    if skipped:
        kinds_seen = ", ".join(f"{kind} {n}" for kind, n in skipped.most_common(5))
        yield Issue("not_a_page", f"{sum(skipped.values())} archive records are no HTML pages: {kinds_seen}", file)
