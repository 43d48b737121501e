"""The sector of an actor by PLOVER's codes: government, military, rebels, civilians, ..."""

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.marks.lexicon import ActorEntry
from dateline.marks.wordlist import load

# What the key of a cluster says before its colon.
BY_SIDE = {"state": "GOV", "forces": "MIL", "rebels": "REB", "opposition": "OPP"}
BY_KIND = {"government": "GOV", "state": "GOV", "population": "CVL"}
FORCES = "-armed-forces"


def sector_of(
    side: str, kind: str, entry: ActorEntry | None, *, names: Iterable[str], described: Iterable[str]
) -> str | None:
    """The code of an actor's sector; ``None`` where its words tell none.

    ``side`` is what its key says before the colon, ``described`` are the nouns and titles that the report has for it.

    >>> sector_of("np", "armed_group", None, names=[], described=["militia"])
    'UAF'
    """
    if side in BY_SIDE:
        return BY_SIDE[side]
    if entry is not None and entry.id.endswith(FORCES):
        return "MIL"
    if kind in ("organisation", "government", "armed_group"):
        told = " ".join(f" {name.lower()} " for name in names)
        for sector, pattern in _named().items():
            if pattern.search(told):
                return sector
    if kind == "armed_group" and entry is not None:
        return "REB"
    if kind != "state":
        civil = set(load("sectors")["civil"])
        phrases = (set(phrase.lower().replace("-", " ").split()) for phrase in described)
        # A secretary general is no general.
        nouns = {word for phrase in phrases for word in (phrase & civil or phrase)}
        for sector, words in load("sectors")["nouns"].items():
            if nouns & set(words):
                return str(sector)
    return BY_KIND.get(kind)


@lru_cache(maxsize=1)
def _named() -> dict[str, re.Pattern[str]]:
    """The words in a body's name that tell its sector, each sector's in one pattern."""
    names: dict[str, list[str]] = load("sectors")["names"]
    return {sector: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") for sector, words in names.items()}
