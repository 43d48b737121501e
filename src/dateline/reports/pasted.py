"""Plain text to paragraphs: text pasted from a site, Markdown, wire copy."""

import re

from dateline.reports.blocks import SENTENCE_END
from dateline.reports.draft import Block

# A paragraph that ends with one of these goes on in the next.
OPEN_END = re.compile(
    r"\b(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|that|which|who|as|its|their|his|her|is|are|was|were|has|have"
    r"|had|will|would|said)$",
    re.I,
)
DASHED_HEAD = re.compile(r"[-–—*]{1,3} ?\S.{0,90}\S ?[-–—*]{1,3}")
MARKDOWN_HEAD = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*")
# None is longer than here: in a text of brackets alone, each could open a link that runs to its end.
ADDRESS = r"[^()\s]{0,2000}(?:\([^()]{0,200}\)[^()\s]{0,200}){0,9}"
IMAGE = re.compile(rf"!\[[^\]]{{0,500}}\]\({ADDRESS}[^()]{{0,500}}\)")
LINK = re.compile(rf"\[([^\]]{{0,500}})\]\({ADDRESS}(?:\s+\"[^\"]{{0,500}}\")?\)")
LABEL = re.compile(r"\s*[\w ]{2,20} ?: \S")


def blocks_of_text(text: str) -> list[Block]:
    """The paragraphs of plain text: broken lines and sentences rejoined, Markdown marks taken off.

    >>> text = "Talks opened in the\\ncity.\\n\\nThe envoy met the\\n\\ndelegates there."
    >>> [b.text for b in blocks_of_text(text)]
    ['Talks opened in the city.', 'The envoy met the delegates there.']
    """
    blocks = []
    # Where all is in capitals, as on old wires, capitals mark no sub-heading.
    caps = sum(map(str.isupper, text)) > sum(map(str.islower, text))
    for chunk in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n").replace("\r", "\n")):
        for part in _lines(chunk, caps):
            head = MARKDOWN_HEAD.fullmatch(part)
            plain = without_markdown(head["text"] if head else part)
            if plain:
                blocks.append(Block(plain, bool(head) or (not caps and is_crosshead(plain))))
    return _rejoined(blocks)


def _lines(chunk: str, caps: bool) -> list[str]:
    """A chunk's paragraphs: its lines where most end a sentence, else all as one hard-wrapped paragraph."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in chunk.split("\n")]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return lines
    alone = [
        bool(SENTENCE_END.search(x) or x.startswith("#") or (not caps and (LABEL.match(x) or is_crosshead(x))))
        for x in lines[:-1]
    ]
    longest = max(map(len, lines))
    if sum(alone) / len(alone) >= 0.6 or longest > 200:
        return lines
    out: list[str] = []
    run: list[str] = []
    for line, is_alone in zip(lines, [*alone, True], strict=True):
        run.append(line)
        # A line well short of the margin that ends a sentence ends a paragraph.
        if line is lines[-1] or (is_alone and len(line) < 0.6 * longest) or (not caps and LABEL.match(line)):
            out.append(" ".join(run))
            run = []
    return out


def is_crosshead(text: str) -> bool:
    """Whether a paragraph is a sub-heading: short and all in capitals, or between dashes.

    >>> is_crosshead("TARGET DATE"), is_crosshead("- Lack of progress -"), is_crosshead("Talks opened.")
    (True, True, False)
    """
    if len(text) > 80:
        return False
    if DASHED_HEAD.fullmatch(text):
        return True
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters) and not re.search(r"[.,;]$", text)


def without_markdown(text: str) -> str:
    """``text`` without Markdown's links, images, emphasis and list marks.

    >>> without_markdown("* **Aid** [came](http://example.org/a_(b)) late")
    'Aid came late'
    """
    text = IMAGE.sub("", text)
    text = LINK.sub(r"\1", text)
    text = re.sub(r"^(?:[*+] |> ?|\d{1,2}\. (?=\*\*))+", "", text)
    text = re.sub(r"(\*\*\*|\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]+?)(?<=\S)\1(?![\w*])", r"\2", text)
    text = re.sub(r"\\([.\-*_()\[\]#+!>'\"])", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()


def _rejoined(blocks: list[Block]) -> list[Block]:
    """Paragraphs that a page break or ad cut in two put together again."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        if (
            last
            and not last.head
            and not block.head
            and len(last.text) > 15
            and not re.search(r"[.!?:;\"”’)\]]$", last.text)
        ):
            lower = block.text[:1].islower()
            # A headline may end with "on"; what follows the first paragraph in capitals is another.
            if lower or (len(out) > 1 and OPEN_END.search(last.text)):
                last.text = f"{last.text} {block.text}"
                continue
        out.append(block)
    return out
