"""Credit lines: who reported, wrote and edited, and where."""

import re

from dateline.reports.report import Credit

ROLE = (
    r"(?:add?i?tional reporting|further reporting|reporting|writing|editing|compiling|compiled|translation"
    r"|translated|written|edited)"
)
MARKER = re.compile(rf"(?P<role>{ROLE})(?P<also> and {ROLE})?\s*(?:_?:_?|\bby\b)?\s*_?", re.I)
LINE = re.compile(rf"[\s(\[_*]*(?:{ROLE})(?: and {ROLE})?_?(?:\s+by\b|\s*:|\s+(?=[A-Z])).*", re.I | re.S)
CLOSING = re.compile(
    rf"\s*[(\[](?={ROLE}(?: and {ROLE})?(?:\s+by\b|\s*:|\s+(?=[A-Z])))"
    r"[^()]*(?:\([^()]*\)[^()]*)*[)\]]\.?\s*$",
    re.I,
)
# Parts people from people; "in Washington, D.C." is one place, and "D.C. Jane Doe" two things.
SEPARATOR = re.compile(
    r"\s*(?:,(?! (?:[A-Z]\.)+)|;)\s*(?:and\s+)?|\s+and\s+"
    r"|(?<=[a-z]{2})\.\s+(?=[A-Z])|(?<=[A-Z]\.[A-Z]\.)\s+(?=[A-Z][a-z])"
)
SAME = {
    "addtional reporting": "additional reporting",
    "further reporting": "additional reporting",
    "written": "writing",
    "edited": "editing",
    "compiled": "compiling",
    "translated": "translation",
}
CONTRIBUTED = re.compile(
    r"[\s(\[_*–—-]*(?P<who>[A-ZÀ-Þ][^.]*(?:\.[^.]+){0,6}?) (?:also )?contributed "
    r"(?:reporting|to this|additional reporting)\b.{0,80}",
    re.S,
)
# "Example Press writers A. Doe and B. Roe": what stands before the names.
WRITERS = re.compile(r"^.*?\b(?:writers?|reporters?|journalists?|correspondents?|staff)\s+(?=[A-ZÀ-Þ])")
LONGEST = 1200
# More words than a name has.
TOO_LONG = 6


def is_credit_line(text: str) -> bool:
    """Whether a paragraph only says who did what for the report.

    >>> is_credit_line("(Reporting by A. Doe; Editing by B. Roe)")
    True
    >>> is_credit_line("Reporting by aid groups was late, they said.")
    False
    """
    text = text.strip()
    if len(text) < 400 and CONTRIBUTED.fullmatch(text):
        return True
    if len(text) > LONGEST or not LINE.fullmatch(text):
        return False
    m = MARKER.search(text)
    first = text[m.end() :].lstrip() if m else ""
    closed = text.startswith(("(", "[")) or not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", first)
    return closed and (first[:1].isupper() or first.startswith("the "))


def split_closing(text: str) -> tuple[str, str | None]:
    """A paragraph without the bracketed credit line at its end, and that line.

    >>> split_closing("They left. (Reporting by A. Doe in Juba)")
    ('They left.', '(Reporting by A. Doe in Juba)')
    """
    m = CLOSING.search(text)
    if not m or not is_credit_line(m[0]):
        return text, None
    return text[: m.start()].rstrip(), m[0].strip()


def credits_of(line: str) -> list[Credit]:
    """The people a credit line names with role and place.

    >>> line = "(Reporting by A. Doe and B. Roe in Juba; editing by C. Poe)"
    >>> [(c.role, c.name, c.place) for c in credits_of(line)]
    [('reporting', 'A. Doe', 'Juba'), ('reporting', 'B. Roe', 'Juba'), ('editing', 'C. Poe', None)]
    """
    contributed = CONTRIBUTED.fullmatch(line.strip())
    if contributed:
        people = _people(WRITERS.sub("", contributed["who"]))
        return [Credit("additional reporting", name, place) for name, place in people]
    out = []
    marks = list(MARKER.finditer(line))
    for m, end in zip(marks, [*(m.start() for m in marks[1:]), len(line)], strict=False):
        roles = [m["role"].lower()] + ([m["also"][5:].lower()] if m["also"] else [])
        people = _people(line[m.end() : end])
        out += [Credit(SAME.get(role, role), name, place) for role in roles for name, place in people]
    return out


def _people(text: str) -> list[tuple[str, str | None]]:
    """Names and places of "A and B in X, C in Y": a place counts for the names since the one before."""
    text = re.sub(r"[\s;,.)(\]_*]+$", "", text.strip())
    out: list[tuple[str, str | None]] = []
    waiting: list[str] = []
    for part in SEPARATOR.split(text):
        part = part.strip(" \n_*()")
        if not part:
            continue
        name, found, place = part.partition(" in ")
        if part.startswith("in "):
            name, found, place = "", "in", part[3:]
        if name:
            waiting.append(name.strip())
        if found:
            out += [(n, place.strip()) for n in waiting]
            waiting = []
    found_all = out + [(n, None) for n in waiting]
    return [(n, p) for n, p in found_all if n[:1].isupper() and len(n.split()) < TOO_LONG]
