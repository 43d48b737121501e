"""The borders a report speaks of: "the Turkish border", "Syria's border with Turkey", "the Iran-Iraq frontier"."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.marks import lexicon
from dateline.marks.gazetteer import border
from dateline.marks.mention import Mentions
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words


@dataclass(frozen=True, slots=True)
class Border:
    """Tokens ``first`` to ``last`` (exclusive) that name a border, and its countries (alpha-3) as far as told."""

    first: int
    last: int
    countries: tuple[str, ...]


def find_borders(parse: Parse, mentions: Mentions, main: str | None) -> Iterator[Border]:
    """The borders named with at least one country. Of one that is named with one only, the other is the country
    ``main`` whose conflict the report is about, where the two share a border."""
    for t in parse.tokens:
        if t.lower not in words("geography", "borders") or (t.dep == "compound" and t.head == t.i + 1):
            continue  # "border guards"
        first, last = t.i, t.i + 1
        found: list[str] = []
        while first > 0 and _joins(parse, mentions, first - 1):
            first -= 1
            found += _country(mentions, first)
        for k in parse.kids(t.i, "poss"):
            found += _country(mentions, k)
        if last < len(parse.tokens) and parse.tokens[last].lower in ("with", "between"):
            for i in range(last + 1, parse.edges(last)[1]):
                if codes := _country(mentions, i):
                    found += codes
                    last = i + 1
        codes = list(dict.fromkeys(found))
        if len(codes) == 1 and main and main not in codes and border(main, codes[0]):
            codes.append(main)
        if codes:
            yield Border(first, last, tuple(codes[:2]))


def _joins(parse: Parse, mentions: Mentions, i: int) -> bool:
    """Whether token ``i`` is part of the words before "border": a country, the hyphen of two, "northern"."""
    word = parse.tokens[i].lower
    if word in ("-", "–", "/"):
        return i > 0 and bool(_country(mentions, i - 1))
    return bool(_country(mentions, i)) and parse.tokens[i + 1].lower not in ("'s", "’s")


def _country(mentions: Mentions, i: int) -> list[str]:
    """The country that token ``i`` names or qualifies by."""
    owner = mentions.adjectives.get(i)
    code = lexicon.actors()[owner].country if owner else None
    m = mentions.at.get(i)
    if code is None and m is not None and m.form == "name" and m.kind == "state":
        code = m.country
    return [code] if code else []
