"""A draft's blocks rid of what is not the report: furniture, date lines, bylines, credits, the dateline."""

import re
from collections import Counter
from functools import lru_cache

from dateline.reports.agency import copyright_holder, known, wire_named
from dateline.reports.blocks import SENTENCE_END
from dateline.reports.credits import is_credit_line, split_closing
from dateline.reports.dates import find_stamp
from dateline.reports.draft import Block, Draft
from dateline.reports.lexicon import lexicon
from dateline.reports.pasted import is_crosshead
from dateline.reports.placeline import placeline_of, places_of

# Only this many paragraphs at either end can be date lines, bylines or signatures.
EDGE = 5
MARKERS = re.compile(r"\[/?ad_?\d*\]")
LABELS = re.compile(
    r"\b(?:published|posted|updated|modified|created|first|last|originally|on|at|by|date|time|comments?|ist|bst|edt|local"
    r"|min read"
    r"|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\d+\s+comments?|\d+",
    re.I,
)
UPDATED = re.compile(r"\b(?:updated|modified)\b", re.I)
PERSON = r"[A-ZÀ-Þ][\w'’.\-]+(?: (?:de|al|el|van|von|bin|[A-ZÀ-Þ][\w'’.\-]*)){1,4}"
NAMES = re.compile(rf"{PERSON}(?:(?:, | and |, and ){PERSON}){{0,5}}")
BYLINE = re.compile(
    rf"(?:written |reported )?by:? (?P<names>{NAMES.pattern})(?P<rest>.{{0,60}})",
    re.I,
)
SIGNATURE = re.compile(r"[\s\W]*(?:source\s*:\s*)?(?P<who>[\w .,/&-]{2,60})\W*", re.I)
SLUG = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)+(?: \([A-Z0-9 ]+\))?")
BRACKETED = re.compile(r"\s*\[([^\]]{1,300})\]\s*")


@lru_cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in lexicon("furniture")["lines"]), re.I | re.S)


def is_furniture(text: str) -> bool:
    """Whether a whole paragraph belongs to the site and not to the report.

    >>> is_furniture("0 Comments To This Article"), is_furniture("Read more talks are needed, he said.")
    (True, False)
    """
    return bool(_furniture().fullmatch(text.strip()))


def trim(draft: Draft) -> None:
    """Takes out of ``draft.blocks`` what is not the report and notes on the draft what it tells."""
    blocks = _without_captions([b for b in draft.blocks if b.lead or _wanted(draft, b)])
    _title_repeated(draft, blocks)
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        at_edge = (len(kept) < EDGE and not _prose(kept)) or number >= len(blocks) - EDGE
        if block.lead or not (at_edge and not block.head and _tells(draft, block, at_end=_prose(kept))):
            kept.append(block)
    _credits(draft, kept)
    _dateline(draft, kept)
    _links_behind(kept)
    draft.blocks = [b for b in kept if b.text]


def _without_captions(blocks: list[Block]) -> list[Block]:
    """``blocks`` without captions, and without the description of a picture that its caption repeats."""
    captions = re.compile("|".join(f"(?:{line})" for line in lexicon("furniture")["captions"]), re.I)
    kept: list[Block] = []
    for block in blocks:
        if not block.lead and captions.fullmatch(block.text):
            if kept and block.text.startswith(kept[-1].text):
                kept.pop()
        else:
            kept.append(block)
    # A gallery repeats its name at every picture.
    times = Counter(b.text for b in kept)
    return [b for b in kept if times[b.text] < 3 or len(b.text) > 100 or SENTENCE_END.search(b.text)]


def _links_behind(blocks: list[Block]) -> None:
    """Takes sub-headings off the end, and runs of short lines that are no sentences: links elsewhere."""
    end = len(blocks)
    while end > 1 and len(blocks[end - 1].text) < 160 and not re.search(r"[.!?…:\"”’')\]]$", blocks[end - 1].text):
        end -= 1
    if len(blocks) - end >= 2:
        del blocks[end:]
    while len(blocks) > 1 and blocks[-1].head:
        blocks.pop()


def _wanted(draft: Draft, block: Block) -> bool:
    block.text = MARKERS.sub("", block.text).strip()
    signed = SIGNATURE.fullmatch(block.text)
    if signed and block.text.lower().lstrip(" -(").startswith("source") and (agency := wire_named(signed["who"])):
        draft.agency = draft.agency or agency
        return False
    if not block.text or is_furniture(block.text):
        return False
    holder = copyright_holder(block.text)
    if holder is not None:
        draft.agency = draft.agency or holder or None
        return False
    return True


def _prose(blocks: list[Block]) -> bool:
    """Whether the report's own sentences have begun."""
    return any(len(b.text) > 120 for b in blocks)


def _title_repeated(draft: Draft, blocks: list[Block]) -> None:
    for block in blocks[:3]:
        if draft.title and _bare(block.text) == _bare(draft.title):
            blocks.remove(block)
            return


def _tells(draft: Draft, block: Block, *, at_end: bool) -> bool:
    """Whether the block is a date line, a byline or a signature; notes on the draft what it tells."""
    text = block.text
    if len(text) > 160:
        return False
    stamp = find_stamp(text)
    if stamp:
        rest = f"{text[: stamp.span.start]} | {text[stamp.span.end :]}"
        who = next((a for part in re.split(r"[|:•·]", rest) if (a := wire_named(part.strip()))), None)
        names = [
            n
            for part in re.split(r"[|•·]", re.sub(r"^\W*by\b", "", rest, flags=re.I))
            if NAMES.fullmatch(n := part.strip(" ,:"))
        ]
        left = re.sub(r"[\W_]+", " ", LABELS.sub(" ", rest)).strip()
        if not left or (who and len(left.split()) <= 4) or names:
            later = bool(UPDATED.search(text[: stamp.span.start]))
            if later:
                draft.modified = draft.modified or stamp.moment
            if draft.published is None and (not later or not at_end) and not later:
                draft.published, draft.date_basis = stamp.moment, "text"
            draft.agency = draft.agency or who
            draft.authors += [n for line in names for n in names_of(line) if not known(n)]
            return True
    byline = BYLINE.fullmatch(text)
    if (
        byline
        and text[:1] in "BbWwRr"
        and not re.search(r"[a-z]{3,} [a-z]{3,}", byline["rest"])
        and not text.endswith(".")
    ):
        draft.authors = draft.authors or names_of(byline["names"])
        draft.agency = draft.agency or wire_named(byline["rest"].strip(" ,|-–—()"))
        return True
    signature = SIGNATURE.fullmatch(text)
    if signature and at_end and len(text) < 60 and (agency := wire_named(signature["who"].strip())):
        draft.agency = draft.agency or agency
        return True
    return not at_end and bool(SLUG.fullmatch(text))


def names_of(line: str) -> list[str]:
    """The names in a line of authors, without those that name nobody.

    >>> names_of("A. Doe and B. Roe"), names_of("Staff Writer")
    (['A. Doe', 'B. Roe'], [])
    """
    nobody = lexicon("furniture")["nobody"]
    bare = re.sub(r"^by:? ", "", " ".join(line.split()), flags=re.I)
    names = [n.strip(" ,") for n in re.split(r";|, (?:and )?| and | & ", bare)]
    return [n for n in names if n and n.lower() not in nobody and not n.startswith("http")]


def _credits(draft: Draft, blocks: list[Block]) -> None:
    for block in blocks[:]:
        if is_credit_line(block.text):
            draft.credit_lines.append(block.text)
            blocks.remove(block)
            # "Example Press writers A and B contributed": the writers' agency wrote it all.
            writers = re.match(r"\W*(?P<agency>.{2,40}?) (?:writer|reporter|journalist|correspondent)s?\b", block.text)
            if writers and draft.agency is None:
                draft.agency = wire_named(writers["agency"])
    for block in blocks[-3:]:
        block.text, line = split_closing(block.text)
        if line:
            draft.credit_lines.append(line)


def _dateline(draft: Draft, blocks: list[Block]) -> None:
    for block in blocks[:3]:
        if block.lead is not None:
            draft.dateline = draft.dateline or places_of(block.lead)
        line = placeline_of(block.text)
        if line:
            draft.dateline = draft.dateline or line.places
            draft.agency = line.agency or draft.agency
            # "3 FEB" without a year is no date of publication; a full one is the wire's own.
            if line.day and draft.published is None:
                draft.published, draft.date_basis = line.day, "text"
            block.text = _without_marks(block.text[line.end :].lstrip())
        if line or block.lead is not None:
            block.lead = None
            _end_mark_off(blocks)
            return


def _end_mark_off(blocks: list[Block]) -> None:
    """Takes a mark such as "[CONTINUED]" off the end of a wire text."""
    last = list(BRACKETED.finditer(blocks[-1].text))[-1:] if blocks else []
    for m in last:
        if m.end() == len(blocks[-1].text) and m[1].split()[0] in lexicon("furniture")["wire_marks"]:
            blocks[-1].text = blocks[-1].text[: m.start()]


def _without_marks(text: str) -> str:
    """A wire text without the bracketed marks before it: "[COMMENTARY] [BY X] [TEXT] THE ..."."""
    marks = lexicon("furniture")["wire_marks"]
    end, at = 0, 0
    while m := BRACKETED.match(text, at):
        at = m.end()
        if m[1] in marks or m[1].split()[0] in marks:
            end = at
    return text[end:]


def crossheads(blocks: list[Block]) -> list[bool]:
    """For each block whether it is a sub-heading inside the report."""
    caps_text = sum(b.text.isupper() for b in blocks) > len(blocks) / 2
    return [
        b.head or (0 < i < len(blocks) - 1 and not caps_text and is_crosshead(b.text)) for i, b in enumerate(blocks)
    ]


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
