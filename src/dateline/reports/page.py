"""A saved page: its article's paragraphs, and what its metadata states."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import htmldate
import trafilatura
from lxml import html

from dateline.reports.agency import host_of, known, of_host
from dateline.reports.blocks import LEAD_END, blocks_of, is_cut_off, mark_datelines, tree_of
from dateline.reports.dates import find_stamp, moment_of
from dateline.reports.draft import Block, Draft

ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "BlogPosting",
)
SEPARATOR = re.compile(r"\s+[|–—•·»-]\s+|\s*\|\s*")
DATE_NAMES = [
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
]
# Where the article's own extraction keeps less than this many characters, the page is read whole.
SCANT = 200
# No attribute with a date is longer; writing one full of "<!--" out again takes time by the square of its length.
LONGEST_VALUE = 2000


@dataclass(frozen=True, slots=True)
class _Meta:
    """``<meta>`` values by name or property in lower case, and the article objects of JSON-LD."""

    named: dict[str, str]
    articles: list[dict[str, Any]]

    def first(self, *names: str) -> str | None:
        return next((v for n in names if (v := self.named.get(n))), None)

    def stated(self, key: str) -> Any:
        return next((a[key] for a in self.articles if a.get(key)), None)


def read_page(markup: str, url: str | None = None) -> Draft:
    """The draft of a saved page or fragment.

    >>> read_page("<html><title>Talks open</title><body><p>The envoy met both sides.</p></body></html>").title
    'Talks open'
    """
    tree = tree_of(markup)
    if tree is None:
        return Draft()
    meta = _meta(tree)
    draft = Draft(
        cut_off=is_cut_off(tree), language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    )
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None) or meta.first("og:url")
    draft.canonical_url = canonical if canonical and canonical.startswith("http") else None
    draft.url = url or draft.canonical_url
    publisher = meta.stated("publisher")
    site = publisher.get("name") if isinstance(publisher, dict) else None
    draft.publisher = meta.first("og:site_name", "application-name") or (site if isinstance(site, str) else None)
    draft.publisher = draft.publisher or host_of(draft.url)
    draft.title = _title(tree, meta, draft.publisher, draft.url)
    _date(draft, tree, meta, markup)
    draft.authors = list(_authors(meta))
    mark_datelines(tree)
    draft.blocks = article_blocks(tree)
    if draft.published is None and draft.blocks:
        draft.blocks[:0] = _date_lines(blocks_of(tree), draft.blocks[0])
    return draft


def _date_lines(all_blocks: list[Block], first: Block) -> list[Block]:
    """The short lines with a date that stand in a page before the first paragraph of its article."""
    ahead = []
    for block in all_blocks:
        if block.text == first.text or len(block.text) > 160:
            break
        if find_stamp(block.text):
            ahead.append(block)
    return ahead[-2:]


def article_blocks(tree: html.HtmlElement) -> list[Block]:
    """The paragraphs of the article in a page, sub-headings marked; of the whole page where none is found."""
    document = trafilatura.bare_extraction(
        tree, favor_precision=True, include_comments=False, include_tables=False, with_metadata=False
    )
    body = getattr(document, "body", None)
    blocks: list[Block] = []
    for element in [] if body is None else body.iter("p", "head", "item", "quote", "code", "table"):
        if any(a.tag in ("p", "item", "quote", "head") for a in element.iterancestors()):
            continue
        text = re.sub(r"\s+", " ", " ".join(element.itertext())).strip()
        text = re.sub(r" (?=[.,;:!?’”)\]])|(?<=[(\[“]) ", "", text)
        lead, mark, rest = text.partition(LEAD_END)
        if text:
            blocks.append(Block(rest.strip(), False, lead.strip()) if mark else Block(text, element.tag == "head"))
    return blocks if sum(len(b.text) for b in blocks) >= SCANT else blocks_of(tree)


def _meta(tree: html.HtmlElement) -> _Meta:
    named: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            named.setdefault(name.strip().lower(), content)
    articles = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            articles += list(_articles(json.loads(script.text or "", strict=False)))
        except (ValueError, RecursionError):
            continue
    return _Meta(named, articles)


def _articles(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _articles(item)
    elif isinstance(data, dict):
        types = data.get("@type")
        if any(t in ARTICLE_TYPES for t in (types if isinstance(types, list) else [types])):
            yield data
        yield from _articles(data.get("@graph"))


def _title(tree: html.HtmlElement, meta: _Meta, publisher: str | None, url: str | None) -> str | None:
    """The headline: an ``h1`` that the page's title repeats, else the stated one without the site's name."""
    in_head = [" ".join(t.split()) for t in tree.xpath("//head/title/text() | //body/title/text()")][:1]
    headline = meta.stated("headline")
    stated = [t for t in (meta.first("og:title", "twitter:title", "dc.title"), *in_head) if t]
    stated += [headline] if isinstance(headline, str) else []
    tops = [t for h in tree.iter("h1") if (t := " ".join(" ".join(h.itertext()).split()))]
    if not stated and not tops:
        tops = [t for h in tree.iter("h2") if (t := " ".join(" ".join(h.itertext()).split()))]
    for top in tops:
        if len(top) > 15 and any(_plain(top) in _plain(s) for s in stated):
            return top
    if stated:
        return without_site(stated[0], publisher, host_of(url))
    return tops[0] if tops else None


def without_site(title: str, publisher: str | None, host: str | None) -> str:
    """A title without the name of the site behind it.

    >>> without_site("Talks end early | War News | Al Jazeera", None, "aljazeera.com")
    'Talks end early'
    """
    cuts = list(SEPARATOR.finditer(title))
    names = {_plain(n) for n in (publisher, of_host(host), host, (host or "").rsplit(".", 1)[0]) if n}
    for number, cut in enumerate(cuts):
        last = title[cuts[-1].end() :]
        bare = _plain(last)
        is_site = (
            bare in names or known(last) or (len(bare) > 3 and host and bare.replace(" ", "") in host.replace("-", ""))
        )
        if not is_site:
            break
        # "Headline | Section | Site": what the same bar parts belongs to the site.
        if "|" in cuts[-1][0]:
            cut = next(c for c in cuts[number:] if "|" in c[0])
            return title[: cut.start()].strip()
        return title[: cuts[-1].start()].strip()
    return title


def _date(draft: Draft, tree: html.HtmlElement, meta: _Meta, markup: str) -> None:
    for value in (meta.stated("datePublished"), *(meta.named.get(n) for n in DATE_NAMES)):
        if isinstance(value, str) and (moment := moment_of(value)):
            draft.published = moment
            break
    for value in (
        meta.stated("dateModified"),
        meta.first("article:modified_time", "datemodified", "og:updated_time"),
    ):
        if isinstance(value, str) and (moment := moment_of(value)):
            draft.modified = moment
            break
    if draft.published is None:
        for value in tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime | //article//time/@datetime"):
            if moment := moment_of(value):
                draft.published = moment
                break
    if draft.published is None and tree.xpath("//head/meta | //body//time"):
        found = htmldate.find_date(
            _without_long_values(tree, markup), extensive_search=False, original_date=True, url=draft.url
        )
        draft.published = datetime.fromisoformat(found) if found else None
    if draft.published:
        draft.date_basis = "page"


def _without_long_values(tree: html.HtmlElement, markup: str) -> str:
    """The page's markup, or that of ``tree`` rid of its overlong attributes where it has such."""
    long = [(element, name) for element in tree.iter() for name, of in element.items() if len(of) > LONGEST_VALUE]
    for element, name in long:
        del element.attrib[name]
    return str(html.tostring(tree, encoding="unicode")) if long else markup


def _authors(meta: _Meta) -> Iterator[str]:
    stated = meta.stated("author")
    names = [a.get("name") if isinstance(a, dict) else a for a in (stated if isinstance(stated, list) else [stated])]
    found = [n for name in names for n in (name if isinstance(name, list) else [name]) if isinstance(n, str)]
    found = found or [v for v in (meta.first("author", "article:author", "parsely-author", "dc.creator"),) if v]
    yield from (name.strip() for name in found if name.strip() and not name.startswith(("http", "/")))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
