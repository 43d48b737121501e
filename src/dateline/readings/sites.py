"""The place names of a report, with what the words beside them say of where they lie."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.marks import gazetteer, lexicon
from dateline.marks.gazetteer import Named, fold
from dateline.marks.mention import Mention, Mentions
from dateline.marks.mentions import main_country
from dateline.marks.parse import Parse
from dateline.marks.wordlist import load, words
from dateline.readings.borders import find_borders
from dateline.readings.cast import Cast

# Between a name and what it lies in stand few words: "Tripoli, a port city in northern Lebanon".
REACH = 7
NUMBER = re.compile(r"\d+(?:\.\d+)?")
AFTER = frozenset([",", "(", "in", "the", "a", "an", "of"])
BEFORE = frozenset(["'s", "’s", "of", "the", ",", "-", "held", "controlled", "run"])


@dataclass(slots=True)
class Site:
    """One name as the report gives it: tokens ``first`` to ``last`` (exclusive), the bare ``name`` to look up, and the
    side of it ("northern") or building at it ("airport") that is meant, if any.

    ``printed`` is what the report calls it where that says more than the name ("Idlib province", "north of Homs").
    ``within`` is what the report says it lies in, a name or an alpha-3 code; ``beside`` is true of "near Idlib";
    ``away`` the kilometres of "12 km north of Idlib"; ``between`` the countries of a border. ``key`` is the same for
    all sites that mean the same name.
    """

    first: int
    last: int
    name: str
    printed: str = ""
    side: str = ""
    facility: str = ""
    within: str | None = None
    beside: bool = False
    away: float | None = None
    between: tuple[str, ...] = ()
    key: str = ""


class Surroundings:
    """What stands beside the place names of one report."""

    def __init__(self, parse: Parse, mentions: Mentions, named: Sequence[Mention]) -> None:
        self.parse, self.mentions = parse, mentions
        self.starts = {m.first: m for m in named}
        self.ends = {m.last - 1: m for m in named}

    def site(self, m: Mention) -> Site:
        """The place name of a mention, with what the words beside it add."""
        tokens = self.parse.tokens
        first, last = m.first, m.last
        name = self.parse.words(first, last)
        following = [t.text for t in tokens[last : last + 3] if t.sent == tokens[first].sent]
        within = self._container_after(first, last) or self._container_before(first)
        site = Site(first, last, name, within=within)
        if division := self._division(first, last):  # "Idlib province" is no pin on the town of Idlib
            site.name = site.printed = f"{name} {division}"
        elif count := gazetteer.facility_words(following):
            _place_facility(site, " ".join((name, *following[:count])), name)
        elif not gazetteer.look_up(name):
            _place_facility(site, name, _without_facility(name))
        if first and tokens[first - 1].lower in words("geography", "directions") and tokens[first - 1].head == m.head:
            site.side, site.first = tokens[first - 1].lower, first - 1
            site.printed = self.parse.words(first - 1, last)
        elif first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in words("geography", "compass"):
            site.side, site.away = tokens[first - 2].lower + " of", self._kilometres(first - 2)
            site.printed = self.parse.words(first - 2, last)
        site.beside = site.first > 0 and tokens[site.first - 1].lower in words("geography", "beside")
        return site

    def _division(self, first: int, last: int) -> str | None:
        """The kind of division that a name is said to be: "Idlib province", "Hasaka and Raqqa provinces", "the
        provinces of Hasaka and Raqqa"."""
        tokens, name, listed = self.parse.tokens, self.parse.words(first, last), load("geography")["listed"]
        end = len(tokens)
        if (
            last < end
            and tokens[last].sent == tokens[first].sent
            and tokens[last].lower in words("geography", "divisions")
        ):
            return str(listed.get(tokens[last].lower, tokens[last].text))
        while last + 1 < end and tokens[last].lower in (",", "and") and last + 1 in self.starts:
            last = self.starts[last + 1].last
        while first > 1 and tokens[first - 1].lower in (",", "and") and first - 2 in self.ends:
            first = self.ends[first - 2].first
        shared = [tokens[last]] if last < end else []
        shared += [tokens[first - 2]] if first > 1 and tokens[first - 1].lower == "of" else []
        for t in shared:
            kind = listed.get(t.lower)
            if kind and t.sent == tokens[first].sent and gazetteer.look_up(f"{name} {kind}"):
                return str(kind)
        return None

    def _kilometres(self, i: int) -> float | None:
        """The distance said before token ``i``: 12 in "12 km north of"."""
        tokens, lengths = self.parse.tokens, load("geography")["lengths"]
        unit = next((k for k in range(i - 1, max(i - 4, 0), -1) if tokens[k].lower.rstrip(".") in lengths), 0)
        number = tokens[unit - 1].text.replace(",", "") if unit else ""
        return float(number) * lengths[tokens[unit].lower.rstrip(".")] if NUMBER.fullmatch(number) else None

    def _container_after(self, first: int, last: int) -> str | None:
        """The name that follows as what the place before ``last`` lies in: "in northern Lebanon", ", Texas"."""
        tokens, linked = self.parse.tokens, False
        for i in range(last, min(last + REACH, len(tokens))):
            if linked and i in self.starts:
                m = self.starts[i]
                listed = i == last + 1 and tokens[last].text == "," and self._in_list(first, m)
                return None if listed else self.parse.words(m.first, m.last)
            word = tokens[i].lower
            linked = linked or word in (",", "(", "in")
            if not linked or not (word in AFTER or _describes(word)):
                return None
        return None

    def _in_list(self, first: int, after: Mention) -> bool:
        """Whether "Oregon, Indiana" is part of a longer list of names."""
        tokens = self.parse.tokens
        before = first > 1 and tokens[first - 1].lower in (",", "and") and (first - 2) in self.ends
        i = after.last
        on = i + 1 < len(tokens) and tokens[i].lower in (",", "and", "or") and (i + 1) in self.starts
        end = (
            i + 2 < len(tokens)
            and tokens[i].text == ","
            and tokens[i + 1].lower in ("and", "or")
            and (i + 2) in self.starts
        )
        return before or on or end

    def _container_before(self, first: int) -> str | None:
        """The name or adjective before as what a place lies in: "the Libyan city of Tripoli", "Syria's Hama"."""
        tokens, passed = self.parse.tokens, False
        for i in range(first - 1, max(first - 1 - REACH, -1), -1):
            word = tokens[i].lower
            owner = self.mentions.adjectives.get(i)
            if owner is not None and passed:
                return lexicon.actors()[owner].country
            m = self.mentions.at.get(i)
            if m is not None and m.form == "name":
                owned = tokens[i + 1].lower in ("'s", "’s")
                return self.parse.words(m.first, m.last) if owned else None
            if not (word in BEFORE or _describes(word)):
                return None
            passed = passed or word in words("geography", "settlements")
        return None


def find_sites(parse: Parse, mentions: Mentions, cast: Cast) -> list[Site]:
    """The place names of a report in text order; a capital that acts is none."""
    main = main_country(parse, mentions)
    borders = list(find_borders(parse, mentions, main))
    named = [
        m
        for m in mentions.all
        if m.form == "name" and not _means_another(parse, m) and (m.kind == "place" or cast.sited(m))
    ]
    around = Surroundings(parse, mentions, named)
    sites = [around.site(m) for m in named]
    sites += [Site(b.first, b.last, parse.words(b.first, b.last), between=b.countries) for b in borders]
    sites += _sides_of_the_country(parse, main)
    sites.sort(key=lambda site: site.first)
    for site, key in zip(sites, _keys(sites), strict=True):
        site.key = "border: " + " ".join(sorted(site.between)) if site.between else key
    return sites


def _in_a_body(parse: Parse, first: int) -> bool:
    """Whether a name is the last part of a body's: "Bank of Cyprus", "Islamic State of Iraq and Levant"; not in "the
    Province of Idlib"."""
    tokens = parse.tokens
    of = first - 1 - (first > 1 and tokens[first - 1].lower == "the")
    if (
        of < 2
        or tokens[of].lower != "of"
        or tokens[of - 1].tag not in ("NNP", "NNPS")
        or tokens[of].sent != tokens[of - 2].sent
    ):
        return False
    word = tokens[of - 1].lower
    return word not in words("geography", "divisions") and word not in words("geography", "settlements")


def _means_another(parse: Parse, m: Mention) -> bool:
    """Whether a name only tells which pact, body or side is meant: "the Minsk agreements", "the Bank of Cyprus", "the
    North"."""
    if parse.words(m.first, m.last).lower() in words("geography", "compass"):
        return True
    t = parse.tokens[m.head]
    wide = any(
        p.kind in ("country", "region", "mountains") for p in gazetteer.look_up(parse.words(m.first, m.last))[:1]
    )
    pact = parse.tokens[t.head].lemma.lower() in words("geography", "pacts")
    return (wide and _in_a_body(parse, m.first)) or (t.dep in ("compound", "nmod") and pact)


def _sides_of_the_country(parse: Parse, main: str | None) -> Iterator[Site]:
    """ "The west of the country", where the report is about one country's conflict."""
    tokens = parse.tokens
    for i in range(len(tokens) - 3 if main else 0):
        following = [t.lower for t in tokens[i + 1 : i + 4]]
        if tokens[i].lower in words("geography", "compass") and following == ["of", "the", "country"]:
            country = lexicon.countries()[main or ""].name
            yield Site(i, i + 4, country, printed=parse.words(i, i + 4), side=tokens[i].lower)


def questions(sites: Sequence[Site], datelines: Sequence[str]) -> dict[str, Named]:
    """What the gazetteer is asked for each key: its name, what it lies in and what lies in it.

    The dateline's places are asked for with the report's own, which they help to settle.
    """
    names: dict[str, str] = {}
    within: dict[str, set[str]] = defaultdict(set)
    holding: dict[str, set[str]] = defaultdict(set)
    for site in sites:
        if site.between:
            continue
        names.setdefault(site.key, site.name)
        if site.within:
            within[site.key].add(site.within)
            holding[fold(site.within)].add(site.name)
    for place in datelines:
        names.setdefault(fold(place), place)
    return {key: Named(name, frozenset(within[key]), frozenset(holding[key])) for key, name in names.items()}


def spoken_of(mentions: Mentions, sites: Sequence[Site]) -> Counter[str]:
    """How often each country is named as an actor or qualifies something; places themselves apart."""
    owners = lexicon.actors()
    sited = {i for site in sites for i in range(site.first, site.last)}
    count: Counter[str] = Counter(c for o in mentions.adjectives.values() if (c := owners[o].country))
    named = (m for m in mentions.all if m.country and m.form in ("name", "demonym"))
    count.update(m.country for m in named if m.country and m.first not in sited)
    return count


def _keys(sites: list[Site]) -> list[str]:
    """What tells the report's names apart: the folded name, and what it lies in where one name lies in several."""
    holders: dict[str, list[str]] = defaultdict(list)
    for site in sites:
        if site.within and fold(site.within) not in holders[fold(site.name)]:
            holders[fold(site.name)].append(fold(site.within))
    out = []
    for site in sites:
        name = fold(site.name) or site.name
        several = holders[name]
        out.append(f"{name} | {fold(site.within)}" if site.within and len(several) > 1 else name)
    return out


def _place_facility(site: Site, full: str, town: str) -> None:
    """Look a building up by its full name, else pin it on the town that it is named after or said to be in."""
    kind = gazetteer.facilities().get(full.split()[-1].lower(), "")
    itself = town and any(p.kind == kind or p.kind in ("base", "camp") for p in gazetteer.look_up(town)[:1])
    if gazetteer.look_up(full):
        site.name = site.printed = full
    elif itself:  # "Menagh airport", of the base that is just called Menagh
        site.name = town
    elif kind and (known := next((n for n in (town, site.within or "") if n and gazetteer.look_up(n)), None)):
        site.facility, site.name, site.printed = kind, known, full


def _without_facility(name: str) -> str:
    """The name before the words for a building: "Donetsk" for "Donetsk International Airport"; empty where none is."""
    parts = name.replace("’s", "").replace("'s", "").split()
    if len(parts) < 2 or parts.pop().lower() not in gazetteer.facilities():
        return ""
    while len(parts) > 1 and parts[-1].lower() in words("geography", "facility_parts"):
        parts.pop()
    return " ".join(parts)


def _describes(word: str) -> bool:
    """Whether a word may stand between a place and what it lies in: "northern", "city", "besieged"."""
    return word in words("geography", "directions") or word in words("geography", "settlements")
