"""The dateline: the places (and agency and day) before a report's first words."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from dateline.reports.agency import known
from dateline.reports.dates import find_stamp
from dateline.reports.lexicon import lexicon

CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]*"
CAPS_PLACE = rf"{CAPS}(?: {CAPS}){{0,5}}"
QUALIFIER = r"(?:, ?[A-ZÀ-Þ][\w.'’\-]*(?: [A-Z][\w.'’\-]*){0,3})"
BRACKETED = r"(?: \([A-Z ]{3,30}\)(?=,))"
CAPS_PLACES = rf"{CAPS_PLACE}(?:{QUALIFIER}|{BRACKETED})?(?: ?\\?/ ?{CAPS_PLACE}{QUALIFIER}?){{0,3}}"
NAME = r"[A-ZÀ-Þ][\w'’.\-]*"
NAME_PLACES = rf"{NAME}(?: (?:de|del|la|al|el|of|au|{NAME})){{0,3}}{QUALIFIER}?(?: ?/ ?{NAME}(?: {NAME}){{0,2}})?"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY = rf"(?:, ?|\s)(?P<day>(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}})(?:,? (?:\d{{4}}|\d\d))?|NO DATE)"
NAMED = r"\((?P<agency>[^()]{2,60})\)"
DASH = r"\s*(?:--|[-–—_|:])\s*"
STRONG_DASH = r"(?:\s*(?:--|[–—])\s*|\s+[-_|]+\s+)"
AHEAD = r"(?=[\[\"'“‘(]?[A-ZÀ-Þ0-9])"
FORMS = (
    re.compile(rf"(?P<places>{CAPS_PLACES})(?:(?i:{DAY}))?,?\s*(?:[-–—]\s*)?{NAMED}(?:{DASH})?\s*{AHEAD}"),
    re.compile(rf"(?P<places>{NAME_PLACES})(?:(?i:{DAY}))?,?\s*{NAMED}{DASH}{AHEAD}"),
    re.compile(rf"(?P<places>{CAPS_PLACES})(?i:{DAY}){STRONG_DASH}{AHEAD}"),
    re.compile(rf"(?P<places>{CAPS_PLACES})(?:{STRONG_DASH}|:\s+){AHEAD}"),
)
# An agency that stands alone: "(Reuters) - Talks opened."
ALONE = re.compile(rf"{NAMED}{DASH}{AHEAD}")
LONGEST = 90
SMALL = frozenset(
    [
        "of",
        "and",
        "the",
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "al",
        "en",
        "au",
        "aux",
        "sur",
        "da",
        "do",
        "dos",
        "di",
    ]
)


@dataclass(frozen=True, slots=True)
class Placeline:
    """A dateline: its places, agency and full date as far as it has them, and where the text goes on."""

    places: tuple[str, ...]
    agency: str | None
    day: datetime | None
    start: int
    end: int


def placeline_of(text: str, *, anywhere: bool = False) -> Placeline | None:
    """The dateline at the start of ``text``; with ``anywhere`` inside it, where only a known agency counts.

    >>> placeline_of("JUBA/ADDIS ABABA, Feb 11 (Reuters) - Talks opened.").places
    ('Juba', 'Addis Ababa')
    >>> placeline_of("BREAKING - Talks opened.") is None
    True
    """
    if anywhere:
        m = next((m for form in FORMS[:2] for m in form.finditer(text) if known(m["agency"])), None)
        return Placeline(places_of(m["places"]), known(m["agency"]), None, m.start(), m.end()) if m else None
    caps = sum(map(str.isupper, text)) > sum(map(str.islower, text))
    for number, form in enumerate(FORMS):
        m = form.match(text)
        # In a text all in capitals any words can look like a place: there only a day or an agency proves one.
        if not m or m.end() > LONGEST or (number == 3 and caps):
            continue
        parts = m.groupdict()
        day = find_stamp(parts["day"]) if parts.get("day") else None
        agency = known(parts["agency"]) if parts.get("agency") else None
        if parts.get("agency") and agency is None:
            if day is None:
                continue
            agency = parts["agency"].strip()
        if set(re.findall(r"[\w]+", m["places"].split("/")[0].split(",")[0])) & _not_places():
            continue
        if number == 3 and len(m["places"]) < 3:
            continue
        return Placeline(places_of(m["places"]), agency, day.moment if day else None, 0, m.end())
    alone = ALONE.match(text)
    if alone and (agency := known(alone["agency"])):
        return Placeline((), agency, None, 0, alone.end())
    return None


def dateline_end(text: str) -> int:
    """Where a text's first words begin behind its dateline; 0 where it has none.

    >>> dateline_end(" JUBA, Feb 11 (Reuters) - Talks opened.")
    26
    """
    start = len(text) - len(text.lstrip())
    found = placeline_of(text[start : start + 2 * LONGEST])
    return start + found.end if found else 0


@lru_cache
def _not_places() -> frozenset[str]:
    return frozenset(lexicon("furniture")["not_places"])


def places_of(words: str) -> tuple[str, ...]:
    """The places of a dateline, in title case.

    >>> places_of("PARIS/UNITED NATIONS"), places_of("PORT-AU-PRINCE, Haiti")
    (('Paris', 'United Nations'), ('Port-au-Prince, Haiti',))
    """
    parts = (
        re.sub(r"^(?:[ECMP][SD]T|GMT|UTC|BST|IST) (?=[A-Z])| \([A-Z ]+\)$", "", part.strip(" ,;:-–—"))
        for part in re.split(r"\\?/", words)
    )
    return tuple(_title_case(p) for p in parts if p and p not in lexicon("furniture")["nowhere"])


def _title_case(place: str) -> str:
    def word(m: re.Match[str]) -> str:
        w = m[0]
        if m.start() and w.lower() in SMALL and w.isupper():
            return w.lower()
        return w if not w.isupper() or len(w) == 1 else w[0] + w[1:].lower()

    # "N.H." and "D.C." stay; a letter behind an apostrophe after one letter is a capital: "N'Djamena".
    return re.sub(r"(?<!\w)(?:[A-Z]\.){2,}|[^\W\d_]+", lambda m: m[0] if "." in m[0] else word(m), place)
