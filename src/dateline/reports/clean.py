"""One document to one report."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from os.path import basename

from dateline.issue import Issue
from dateline.reports.agency import aggregates, host_of, of_host, unwrapped, wire_named
from dateline.reports.credits import credits_of
from dateline.reports.dates import date_in_url, find_stamp, moment_of
from dateline.reports.draft import Block, Draft
from dateline.reports.language import language_of
from dateline.reports.page import read_page, without_site
from dateline.reports.pasted import blocks_of_text, is_crosshead
from dateline.reports.placeline import Placeline, placeline_of
from dateline.reports.posts import fill, posted, stated
from dateline.reports.repair import is_hidden, repaired, words_of_two_scripts
from dateline.reports.report import Report, content_id
from dateline.reports.tokens import detokenised, is_tokenised
from dateline.reports.trim import crossheads, trim
from dateline.sources.document import Document
from dateline.sources.encoding import decode, whole
from dateline.span import Span

HEAD = 600
# Characters of a text: a book has more, a report does not. Reading takes a kilobyte of memory for each.
LONGEST = 500_000


def report_of(document: Document) -> tuple[Report | None, list[Issue]]:
    """The report in ``document`` and what was odd about it; None and a fatal issue where it has no body.

    >>> text = b"Talks open\\n\\n11th February 2016\\n\\nThe two sides met in Juba, the envoy said."
    >>> report, issues = report_of(Document(text, "pasted", "a.txt"))
    >>> report.title, report.text, report.published.isoformat()
    ('Talks open', 'The two sides met in Juba, the envoy said.', '2016-02-11T00:00:00')
    """
    data = document.data
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    issues: list[Issue] = []
    text, note = (whole(data), None) if isinstance(data, str) else decode(data)
    if text != data and isinstance(data, str):
        note = "halves of characters replaced by U+FFFD"
    if note:
        issues.append(_issue(document, "repaired_text", f"{note}; check the letters that are not ASCII"))
    changes: list[str] = []
    if document.shape != "json":
        # Before lines are stripped: a blank is the second half of many a broken letter.
        text, changes = repaired(text, entities=False)
    draft = _draft(document, text)
    issues += draft.issues
    if draft.cut_off:
        note = "its elements stand in one another too deep; what comes there and behind was lost, give the text alone"
        issues.append(_issue(document, "cut_off", note))
    if draft.unread_date is not None:
        note = f"the date that it states, {draft.unread_date[:40]!r}, could not be read; write it as 2016-02-11"
        issues.append(_issue(document, "unread_date", note))
    _repair(document, draft, issues, changes)
    if draft.verbatim is None:
        trim(draft)
    else:
        _look(draft)
    _origin(draft)
    _date_elsewhere(document, draft, issues)
    body, heads = _joined(draft)
    if not body.strip():
        seen = "only a title" if draft.title else "nothing that reads as a report"
        issues.append(_issue(document, "no_body", f"{seen}; save the whole article and read it again", fatal=True))
        return None, issues
    if len(body) > LONGEST:
        note = f"a text of {len(body):,} characters, where {LONGEST:,} are the most; split it into single reports"
        issues.append(_issue(document, "too_large", note, fatal=True))
        return None, issues
    report = _report(document, draft, body, heads, raw)
    return report, issues + _notes(document, report)


def _issue(document: Document, code: str, note: str, *, fatal: bool = False) -> Issue:
    return Issue(code, note, document.file, document.offset, document.meta.get("id"), fatal)


def _draft(document: Document, text: str) -> Draft:
    if document.shape == "json":
        return _json(document, text)
    if document.shape in ("page", "warc_page"):
        draft = read_page(text, document.meta.get("url"))
        if draft.published is None and (stamp := moment_of(document.meta.get("published", ""))):
            # A page that a feed links to: the feed has the date.
            draft.published, draft.date_basis = stamp, "feed"
        return draft
    if document.shape == "feed_item":
        draft = Draft()
        fill(draft, text)
        stated(draft, document.meta, "feed" if "id" not in document.meta else "json")
        draft.feed_host = host_of(document.meta.get("feed"))
        return draft
    if document.shape in ("front_matter", "headers"):
        draft, broken = posted(text, fence=document.shape == "front_matter")
        if broken:
            note = f"the header is no sound YAML ({broken}); its key lines were read one by one"
            draft.issues.append(_issue(document, "broken_yaml", note))
        return draft
    draft = Draft(blocks=blocks_of_text(text))
    first = draft.blocks[0].text if draft.blocks else ""
    if len(draft.blocks) > 1 and _is_title(first):
        draft.title = draft.blocks.pop(0).text
    return draft


def _is_title(text: str) -> bool:
    """Whether a first line can be the headline: short, no sentence, no date line, no dateline."""
    ends = re.search(r"(?<!\.)(?<![A-Z])[.,;:]$", text)
    letters = sum(c.islower() for c in text)
    return 8 <= len(text) <= 200 and letters > 3 and not ends and not placeline_of(text) and not find_stamp(text)


def _json(document: Document, text: str) -> Draft:
    draft = Draft(verbatim=text)
    stated(draft, document.meta, "json")
    if "id" not in document.meta and is_tokenised(text):
        # Without an id nobody holds offsets into this text: its words can be joined again.
        head, joined = _web_head(detokenised(text))
        draft.verbatim, draft.blocks = None, [Block(joined)]
        draft.dateline, draft.agency = (head.places, head.agency) if head else ((), draft.agency)
        draft.issues.append(_issue(document, "repaired_text", "words that a tokeniser had parted were joined again"))
    return draft


def _web_head(text: str) -> tuple[Placeline | None, str]:
    """The dateline within a text's head, and the text behind it where only a page's header stands before it.

    >>> _web_head("JUBA | Sun Mar 20, 2011 5:23 pm EDT JUBA (Reuters) - Talks opened.")[1]
    'Talks opened.'
    """
    line = placeline_of(text[:HEAD], anywhere=True)
    if line is None or re.search(r"[a-z]{3,}[.!?] ", text[: line.start]):
        return line, text
    return line, text[line.end :].lstrip()


def _repair(document: Document, draft: Draft, issues: list[Issue], changes: list[str]) -> None:
    """Mends titles and blocks in place, notes what was changed; a verbatim text is left as it is."""
    seen = set(changes)
    if draft.title:
        draft.title, changes = repaired(draft.title)
        draft.title = " ".join(draft.title.split()) or None
        seen.update(changes)
    for block in draft.blocks:
        block.text, changes = repaired(block.text)
        block.text = " ".join(block.text.split())
        seen.update(changes)
    draft.blocks = [b for b in draft.blocks if b.text or b.lead]
    # Entities in a title are how blog exports write an apostrophe: no damage worth a word.
    seen.discard("entities")
    if seen:
        note = f"mended: {', '.join(sorted(seen))}; check odd words against the source"
        issues.append(_issue(document, "repaired_text", note))


def _look(draft: Draft) -> None:
    """Dateline and agency of a verbatim text, which itself stays untouched."""
    head = (draft.verbatim or "")[:HEAD]
    if is_tokenised(head):
        head = detokenised(head)
    for line in [*(x.strip() for x in head.split("\n") if x.strip())][:4]:
        found = placeline_of(line) or placeline_of(line, anywhere=True)
        if found:
            draft.dateline = found.places
            draft.agency = draft.agency or found.agency
            if found.day and draft.published is None:
                draft.published, draft.date_basis = found.day, "text"
            return


def _origin(draft: Draft) -> None:
    """Settles agency, publisher and addresses from what links and suffixes tell."""
    passed_on = aggregates(host_of(draft.original_url)) or aggregates(draft.feed_host)
    draft.original_url = unwrapped(draft.original_url)
    host = host_of(draft.original_url)
    carrier = host_of(draft.url)
    draft.feed_host = draft.feed_host or (host if host != carrier else None)
    if draft.title:
        headline = draft.title
        draft.title = without_site(headline, draft.publisher, host or carrier)
        if passed_on and draft.title == headline:
            # Such sites set an outlet behind every headline, known to us or not.
            draft.title = re.sub(r"\s+[–—-]\s+[^–—]{2,50}$", "", headline)
    republished = host is not None and host != carrier
    if draft.agency is None:
        found = of_host(host, None if republished else "wire") or of_host(carrier, "wire")
        draft.agency = found or wire_named(draft.publisher or "")
    if draft.publisher is None:
        draft.publisher = carrier


def _date_elsewhere(document: Document, draft: Draft, issues: list[Issue]) -> None:
    """A date from the file's name, then from an address, where nothing else states one."""
    if draft.published is not None:
        return
    name = basename(document.file)
    stamp = (
        find_stamp(re.sub(r"(?<=\d)_(?=\d)", "-", name))
        if re.search(r"(?<!\d)(?:19|20)\d\d[-_]\d\d?[-_]\d", name)
        else None
    )
    if stamp is None and (m := re.match(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", name)):
        stamp = find_stamp("-".join(m.groups()))
    if stamp and document.shape not in ("json", "feed_item"):
        draft.published, draft.date_basis = stamp.moment, "file_name"
        return
    for url in (draft.url, draft.original_url, draft.canonical_url):
        if url and (day := date_in_url(url)):
            draft.published = day
            draft.date_basis = {"page": "page", "warc_page": "page", "feed_item": "feed", "json": "json"}.get(
                document.shape, "front_matter"
            )
            issues.append(_issue(document, "date_from_url", f"the day {day:%Y-%m-%d} was read from the address {url}"))
            return


def _joined(draft: Draft) -> tuple[str, tuple[Span, ...]]:
    if draft.verbatim is not None:
        return draft.verbatim, tuple(_heads_within(draft.verbatim))
    at, spans = 0, []
    for block, is_head in zip(draft.blocks, crossheads(draft.blocks), strict=True):
        if is_head:
            spans.append(Span(at, at + len(block.text)))
        at += len(block.text) + 2
    return "\n\n".join(b.text for b in draft.blocks), tuple(spans)


def _heads_within(text: str) -> list[Span]:
    lines = list(re.finditer(r"[^\n]+", text))
    caps = sum(m[0].isupper() for m in lines)
    if caps > len(lines) / 2:
        return []
    return [Span(*m.span()) for m in lines[1:-1] if is_crosshead(m[0].strip())]


def _report(document: Document, draft: Draft, body: str, heads: tuple[Span, ...], raw: bytes) -> Report:
    chain = (draft.agency, draft.feed_host, draft.publisher or host_of(draft.url))
    return Report(
        id=document.meta.get("id") or content_id(draft.title, body),
        text=body,
        title=draft.title,
        agency=draft.agency,
        publisher=draft.publisher,
        authors=tuple(dict.fromkeys(draft.authors)),
        credits=tuple(c for line in draft.credit_lines for c in credits_of(line)),
        credit_lines=tuple(draft.credit_lines),
        dateline=draft.dateline,
        published=draft.published,
        modified=draft.modified,
        date_basis=draft.date_basis,
        url=draft.url,
        canonical_url=draft.canonical_url,
        original_url=draft.original_url,
        language=language_of(body, draft.language),
        crossheads=heads,
        chain=tuple(dict.fromkeys(filter(None, chain))),
        source_file=document.file,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
    )


def _notes(document: Document, report: Report) -> list[Issue]:
    notes = []
    if document.shape == "json" and is_hidden(report.text):
        note = "the text holds characters that nobody sees, and is kept as it is: no name with one is known"
        notes.append(_issue(document, "hidden_characters", note))
    if odd := words_of_two_scripts(report.text):
        note = f"words that mix Latin with other letters, such as {odd[0]!a}: no name in them is known; check them"
        notes.append(_issue(document, "mixed_letters", note))
    if report.published is None:
        notes.append(_issue(document, "no_date", "no date of publication is known; relative days in it stay open"))
    else:
        moment = report.published if report.published.tzinfo else report.published.replace(tzinfo=UTC)
        if moment > datetime.now(UTC) + timedelta(days=1):
            note = f"the date of publication, {moment:%Y-%m-%d}, lies in the future; it was kept, check it"
            notes.append(_issue(document, "future_date", note))
    if report.language not in ("en", None):
        note = f"the text is in '{report.language}'; the readers know English only"
        notes.append(_issue(document, "not_english", note))
    return notes
