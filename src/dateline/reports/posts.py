"""Posts of blogs and items of feeds: what their headers state, and their bodies in HTML or plain text."""

import re
from html import unescape

from lxml import html

from dateline.reports.agency import known, wire_named
from dateline.reports.blocks import blocks_of, is_cut_off, mark_datelines, tree_of
from dateline.reports.dates import moment_of
from dateline.reports.draft import Block, Draft
from dateline.reports.front_matter import fenced, headers
from dateline.reports.page import article_blocks
from dateline.reports.pasted import blocks_of_text
from dateline.reports.trim import names_of

KEYS = {
    "title": ("post_title", "title", "headline", "original_title"),
    "published": (
        "post_date",
        "date",
        "published_at",
        "pubdate",
        "published",
        "date_published",
        "publishdate",
        "created",
    ),
    "modified": ("post_modified", "modified", "updated", "lastmod", "last_modified_at"),
    "url": ("permalink", "url", "link"),
    "original_url": ("original_link", "original_url", "source_url", "source", "src"),
    "canonical_url": ("canonical_url", "canonical"),
    "authors": ("author", "authors", "byline"),
    "publisher": ("publisher", "site", "outlet", "source_name"),
    "agency": ("agency",),
    "language": ("language", "lang"),
}
BLOCK_TAG = re.compile(r"<(?:p|div|br|span|article|section|h[1-6]|ul|ol|table|blockquote)\b[^<>]*>", re.I)
# A body whose text stands to this share in plain paragraphs needs no search for the article in it.
CLEAN_SHARE = 0.9


def posted(text: str, *, fence: bool) -> tuple[Draft, str | None]:
    """The draft of a post whose header stands between ``---`` lines (``fence``) or before a blank one.

    The second value says what was wrong with the header, if so.
    """
    draft = Draft()
    broken: str | None = None
    if not fence:
        keys, rest = headers(text)
    else:
        keys, rest, broken = fenced(text)
    meta = {ours: v for ours, theirs in KEYS.items() if (v := next((keys[k] for k in theirs if keys.get(k)), None))}
    # "published: true" says that the post is out, not when.
    dates = [keys[k] for k in KEYS["published"] if re.search(r"\d", keys.get(k, ""))]
    meta["published"] = next((date for date in dates if moment_of(date)), dates[0] if dates else "")
    if not meta.get("original_url", "").startswith("http"):
        publisher = meta.pop("original_url", "")
        meta.setdefault("publisher", publisher)
    elif not meta.get("url") and "slug" not in keys:
        meta["url"] = meta.pop("original_url")
    stated(draft, meta, "front_matter")
    fill(draft, rest)
    return draft, broken


def fill(draft: Draft, text: str) -> None:
    """Sets on ``draft`` the paragraphs of a post's body, HTML or plain."""
    if not BLOCK_TAG.search(text[:20_000]):
        draft.blocks = blocks_of_text(text)
    elif (tree := tree_of(text)) is not None:
        draft.cut_off = is_cut_off(tree)
        draft.blocks = _body_of(tree)


def _body_of(tree: html.HtmlElement) -> list[Block]:
    mark_datelines(tree)
    whole = sum(len("".join(t.split())) for t in tree.itertext())
    plain = sum(len("".join("".join(p.itertext()).split())) for p in tree.xpath("//p[not(ancestor::p)]"))
    blocks = blocks_of(tree)
    if not tree.xpath("//p") or plain >= CLEAN_SHARE * whole:
        return blocks
    return article_blocks(tree)


def stated(draft: Draft, meta: dict[str, str], basis: str) -> None:
    """Sets on ``draft`` what ``meta`` states; ``basis`` says what kind of thing stated it."""
    draft.title = meta.get("title") or None
    draft.published = moment_of(meta.get("published", ""))
    draft.date_basis = basis if draft.published else None
    if draft.published is None and re.search(r"\d", when := meta.get("published", "")):
        draft.unread_date = when
    draft.modified = moment_of(meta.get("modified", ""))
    draft.url, draft.original_url, draft.canonical_url = (
        unescape(meta.get(key, "")) or None for key in ("url", "original_url", "canonical_url")
    )
    draft.publisher = meta.get("publisher") or None
    draft.language = meta.get("language") or None
    author = meta.get("authors", "")
    draft.agency = known(meta.get("agency", "")) or meta.get("agency") or wire_named(author)
    draft.authors = [n for n in names_of(author) if not known(n)]
