"""HTML to paragraphs."""

import re
from functools import lru_cache

from lxml import etree, html

from dateline.reports.draft import Block
from dateline.reports.lexicon import lexicon

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "video",
        "audio",
        "picture",
        "figure",
        "figcaption",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "nav",
        "aside",
        "footer",
        "head",
        "link",
        "meta",
        "map",
        "math",
        "title",
        "dialog",
    ]
)
BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "hr",
        "address",
        "center",
        "details",
        "summary",
        "body",
        "html",
        "fieldset",
    ]
)
HEADS = frozenset(["h2", "h3", "h4", "h5", "h6"])
# Ends the places of a dateline that the markup set apart; a private-use character that no text has.
LEAD_END = "\ue000"
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$|[:\"”]$")


@lru_cache
def _classes(key: str) -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon("furniture")[key])


def tree_of(markup: str) -> html.HtmlElement | None:
    """The parsed tree of a page or fragment, however broken or deep; None where there is nothing to parse."""
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def is_cut_off(tree: html.HtmlElement) -> bool:
    """Whether the page goes on behind elements that stand in one another too deep (2,048) for the parser to follow."""
    return any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in tree.getroottree().parser.error_log)


def mark_datelines(tree: html.HtmlElement) -> None:
    """Sets LEAD_END behind each element whose class says that it holds the dateline."""
    for name in _classes("dateline_classes"):
        for element in tree.xpath("//*[@class]"):
            if name in element.get("class").lower().split():
                element.tail = LEAD_END + (element.tail or "")


def blocks_of(tree: html.HtmlElement) -> list[Block]:
    """The paragraphs of ``tree`` in order, without scripts, forms, captions and furniture by class.

    >>> tree = tree_of("<h2>Aid</h2><p>Trucks <b>left</b>.<script>x()</script></p>One<br><br>two")
    >>> [(b.text, b.head) for b in blocks_of(tree)]
    [('Aid', True), ('Trucks left.', False), ('One', False), ('two', False)]
    """
    out: list[Block] = []
    buffer: list[str] = []
    head = False

    def flush() -> None:
        text = "".join(buffer)
        buffer.clear()
        for part in split_lines(text):
            lead, mark, rest = part.partition(LEAD_END)
            out.append(Block(rest.strip(), head, lead.strip()) if mark else Block(part, head))

    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            if tag is None or tag in DROPPED or _is_furniture(element):
                walk.skip_subtree()
                continue
            if tag in BLOCKS:
                flush()
                head = tag in HEADS
            elif tag == "br":
                buffer.append("\n")
            if element.text:
                buffer.append(re.sub(r"\s+", " ", element.text))
        else:
            if tag in BLOCKS:
                flush()
                head = False
            if element.tail:
                buffer.append(re.sub(r"\s+", " ", element.tail))
    flush()
    return [b for b in out if b.text or b.lead]


def split_lines(text: str) -> list[str]:
    """Paragraphs of a text with ``<br>`` as line breaks: two end one, a single one only behind a sentence.

    >>> split_lines("Talks opened.\\nAid came\\nlate.\\n\\nBy night")
    ['Talks opened.', 'Aid came late.', 'By night']
    """
    out: list[str] = []
    for chunk in re.split(r"\n\s*\n", text):
        lines = [" ".join(line.split(" ")).strip() for line in chunk.split("\n")]
        run: list[str] = []
        for line in filter(None, lines):
            run.append(line)
            if SENTENCE_END.search(line):
                out.append(" ".join(run))
                run = []
        if run:
            out.append(" ".join(run))
    return [re.sub(r"\s+", " ", part).strip() for part in out if part.strip()]


def _is_furniture(element: html.HtmlElement) -> bool:
    if element.tag in ("html", "body", "article", "main"):
        return False
    if "display:none" in (element.get("style") or "").replace(" ", ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(name in _classes("classes") for name in names)
