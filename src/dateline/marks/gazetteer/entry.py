"""One known place, and how its name is compared with another."""

import re
import unicodedata
from dataclasses import dataclass

SETTLEMENTS = frozenset({"city", "town", "village", "district", "camp"})
KINDS = SETTLEMENTS | {
    "country",
    "region",
    "base",
    "crossing",
    "river",
    "lake",
    "dam",
    "border",
    "building",
    "island",
    "mountains",
    "sea",
}
# The Arabic article in its spellings.
ARTICLE = re.compile(r"\b(?:[aeiu]l|[ae][dnrstz]|[ae]sh)(?= )")
QUOTES = re.compile("['’‘ʼʿʾ`´ʻ]")
PARTS = re.compile(r"[^\W_]+")
# Letters that are no letter with an accent.
LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


class GazetteerError(ValueError):
    """The places cannot be had; the message names the file, the entry and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """One known place.

    ``precision`` is exact, near, admin or country; ``by_hand`` is true of the hand list and of countries.
    ``division`` is the GeoNames code of the part of the country that it is or lies in: "US.LA" or, of a part's
    part, "US.LA.079".
    """

    name: str
    kind: str
    lat: float
    lon: float
    country: str | None = None
    geonames_id: int | None = None
    population: int = 0
    division: str | None = None
    precision: str = "exact"
    by_hand: bool = False

    def holds(self, other: "PlaceEntry") -> bool:
        """Whether ``other`` lies in this country or part of one; False where that is not known.

        >>> state = PlaceEntry(name="Louisiana", kind="region", lat=31, lon=-92, country="USA", division="US.LA")
        >>> state.holds(PlaceEntry(name="Alexandria", kind="town", lat=31.3, lon=-92.4, division="US.LA"))
        True
        """
        if self.kind == "country":
            return self.country is not None and other.country == self.country and other.kind != "country"
        if self.kind != "region" or self.division is None or other.division is None or other == self:
            return False
        return other.division == self.division or other.division.startswith(self.division + ".")


def fold(name: str) -> str:
    """``name`` without case, accents, hyphens, apostrophes and "the", every Arabic article as "al", "St." in full.

    >>> fold("Deir ez-Zôr") == fold("Deir al-Zor")
    True
    """
    plain = unicodedata.normalize("NFKD", QUOTES.sub("", name).casefold().translate(LETTERS))
    words = PARTS.findall("".join(c for c in plain if not unicodedata.combining(c)))
    if len(words) > 1:
        words = [SHORT.get(words[0], words[0]), *words[1:]]
    return ARTICLE.sub("al", " ".join(words[1:] if words[:1] == ["the"] else words))
