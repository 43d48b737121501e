"""A report and its reading as rows of the record's tables."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dateline.issue import Issue
from dateline.readings.as_json import KINDS, plain
from dateline.readings.items import Item, Reading
from dateline.record.identity import actor_key, folded, place_key
from dateline.record.scenes import scenes
from dateline.record.schema import kinds
from dateline.record.sentences import around, sentences
from dateline.reports.report import Report
from dateline.span import Span

Rows = dict[str, list[dict[str, Any]]]


def reading_id(report: Report, revision: str) -> str:
    """The id of the reading of this carrier of the report by a revision of the reader.

    >>> reading_id(Report(id="r", text="x"), "v1") == reading_id(Report(id="r", text="x"), "v2")
    False
    """
    parts = (report.id, revision, *carrier_of(report))
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def carrier(published: datetime | None, publisher: str | None, url: str | None, file: str | None) -> tuple[str, ...]:
    """What orders the carriers of one report, the first to publish it first.

    >>> carrier(None, None, None, "b.html")
    ('~', '', '', 'b.html')
    """
    clock = published.replace(tzinfo=None).isoformat() if published else "~"
    return clock, publisher or "", url or "", file or ""


def carrier_of(report: Report) -> tuple[str, ...]:
    """The order of the carrier that this report came from."""
    return carrier(report.published, report.publisher, report.url, report.source_file)


def report_row(report: Report) -> dict[str, Any]:
    """The report's own row. A clock's offset from UTC stands apart from the time it shows."""
    row: dict[str, Any] = plain(report)
    for name in ("published", "modified"):
        moment: datetime | None = row[name]
        offset = moment.utcoffset() if moment else None
        row[f"{name}_offset"] = None if offset is None else int(offset.total_seconds() // 60)
        row[name] = moment.replace(tzinfo=None) if moment else None
    row["text_sha256"] = hashlib.sha256(report.text.encode()).hexdigest()
    return row


def file_row(report: Report) -> dict[str, Any]:
    """The row for the file that the report came in."""
    return {
        "report_id": report.id,
        "file": report.source_file,
        "raw_sha256": report.raw_sha256,
        "publisher": report.publisher,
        "url": report.url,
        "published": report.published.replace(tzinfo=None) if report.published else None,
    }


def reading_rows(
    report: Report, reading: Reading, revision: str, added: datetime | None = None
) -> tuple[Rows, list[Issue]]:
    """Rows by table for all that was read and ``added`` then (UTC; None where that is to come), and an issue for each
    item whose words the report does not hold.

    Such an item is left out: nothing enters without its evidence.
    """
    key = reading_id(report, revision)
    rows: Rows = defaultdict(list)
    issues: list[Issue] = []
    rows["reading"].append(
        {
            "id": key,
            "report_id": report.id,
            "revision": revision,
            "notes": list(reading.notes),
            "superseded_by": None,
            "added": added,
        }
    )
    rows["scene"] += ({"reading": key, "report_id": report.id, **scene} for scene in scenes(report, reading))
    found = sentences(report.text)
    for plural in KINDS:
        kind = plural[:-1]
        seen: set[str] = set()
        for item in getattr(reading, plural):
            cited = list(_cited(kind, item, report.text))
            wrong = [c for c in cited if c[3] is None]
            if wrong or item.id in seen:
                issues.append(_issue(kind, item, report, wrong))
                continue
            seen.add(item.id)
            rows[kind].append({"reading": key, "report_id": report.id, **plain(item)})
            for field, n, span, quote in cited:
                sentence = around(found, span)
                rows["evidence"].append(
                    {
                        "reading": key,
                        "report_id": report.id,
                        "kind": kind,
                        "item_id": item.id,
                        "field": field,
                        "n": n,
                        "start": span.start,
                        "end": span.end,
                        "quote": quote,
                        "sentence_start": sentence.start,
                        "sentence_end": sentence.end,
                    }
                )
            if kind in ("actor", "place"):
                same = actor_key(item, key) if kind == "actor" else place_key(item, key)
                rows["identity"].append(
                    {
                        "reading": key,
                        "kind": kind,
                        "item_id": item.id,
                        "key": same,
                        "words": folded(item.name),
                    }
                )
    return rows, issues


def _cited(kind: str, item: Item, text: str) -> Iterator[tuple[str, int, Span, str | None]]:
    """Field, number, span and quote of all words an item points at; no quote where the text lacks them."""
    for n, piece in enumerate(item.evidence):
        quote = _quote(piece.span, text)
        yield "evidence", n, piece.span, quote if quote == piece.quote else None
    for field in kinds()[kind].columns:
        if field.type not in ("span", "spans", "when", "list<response>", "list<standing>"):
            continue
        value = getattr(item, field.name)
        if value is None:
            continue
        if field.type == "span":
            spans = [value]
        elif field.type == "spans":
            spans = value
        elif field.type == "when":
            spans = [value.span] if value.span else []
        else:
            spans = [part.span for part in value]
        for n, span in enumerate(spans):
            yield field.name, n, span, _quote(span, text)


def _quote(span: Span, text: str) -> str | None:
    return text[span.start : span.end] if 0 <= span.start < span.end <= len(text) else None


def _issue(kind: str, item: Item, report: Report, wrong: list[tuple[str, int, Span, str | None]]) -> Issue:
    if wrong:
        field, _, span, _ = wrong[0]
        note = (
            f"{kind} {item.id}: {field} [{span.start}, {span.end}) does not hold the words it claims in "
            f"the report's "
            f"{len(report.text)} characters; the item is left out. Read the report again."
        )
        return Issue("evidence_mismatch", note, report.source_file, report_id=report.id)
    note = f"{kind} {item.id} stands twice in one reading; the second is left out."
    return Issue("item_twice", note, report.source_file, report_id=report.id)
