"""Which of the places that share a name a report means, decided for all its names at once.

Each candidate has a score: its size, whether the name is its own or only another form, whether the words beside
the name say what it lies in ("Tripoli in northern Lebanon", "Paris, Texas"), and how well it fits what the report's
other names can mean: the same country, the same part of it, nearness. That "nothing known is meant" competes too.
The other names are as open as this one, so probabilities are worked out in rounds, each from those before
(Leidner 2007 calls these spatial minimality and one sense a discourse; the weights are fitted by
``train/places.py``).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dateline.marks.gazetteer.entry import PlaceEntry, fold
from dateline.marks.gazetteer.known import look_up
from dateline.marks.lexicon import countries
from dateline.marks.wordlist import load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

FEATURES = (
    "none", "size", "country", "part", "by_hand", "only", "own_name", "inside", "not_inside", "holds",
    "spoken_of", "same_part", "near", "nearest", "dwarfed",
)  # fmt: skip
NONE, COUNTRY, BY_HAND, ONLY = 0, 2, 4, 5
SPOKEN_OF, SAME_PART, NEAR, NEAREST, DWARFED = range(10, 15)
UNSET = (0.0,) * (len(FEATURES) - SPOKEN_OF)
ROUNDS = 3
# No more namesakes than these are weighed, the best known first.
MOST = 25
# What a country and a hand-listed place without a number count like: people, in powers of ten.
COUNTRY_SIZE, HAND_SIZE = 7.5, 3.5
# Nobody means a namesake so many times smaller than a city of so many people without saying so, unless at least this
# share of what the report says is of its country.
DWARF, KNOWN, HOME = 8, 50_000, 0.5
# Below this probability a place is left open; of those put there on the gold corpora four in five were wrong.
LEAST = 0.2
# Kilometres over which nearness fades, and of a degree.
FADE, DEGREE = 120.0, 111.2


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a report gives one or more times. ``within`` are names that the report says it lies in (a country by
    its alpha-3 code); ``holding`` names that lie in it."""

    name: str
    within: frozenset[str] = field(default=frozenset())
    holding: frozenset[str] = field(default=frozenset())


def settle(names: Sequence[Named], *, evidence: Mapping[str, float]) -> list[PlaceEntry | None]:
    """The place that each of a report's names means, or ``None`` where no known one fits or too many do.

    ``evidence`` counts how often the report speaks of each country (alpha-3) other than by these names.

    >>> lebanon = {"LBN": 3.0}
    >>> [place.country for place in settle([Named("Tripoli")], evidence=lebanon)]
    ['LBN']
    """
    if not names:
        return []
    candidates = Candidates(names, evidence)
    share = candidates.weigh(fitted())
    return [candidates.places[i] if share[i] >= LEAST else None for i in candidates.best(share)]


@lru_cache(maxsize=1)
def fitted() -> tuple[float, ...]:
    """The weights of :data:`FEATURES` from ``lexicon/place_weights.yml``."""
    weights: dict[str, float] = load("place_weights")["weights"]
    return tuple(weights[name] for name in FEATURES)


class Candidates:
    """All that a report's names can mean, side by side: one row a candidate, "nothing known" the first of each name."""

    def __init__(self, names: Sequence[Named], evidence: Mapping[str, float]) -> None:
        import numpy as np

        self.np: Any = np
        self.places: list[PlaceEntry | None] = []
        self.first: list[int] = []
        rows: list[list[float]] = []
        dwarfed: list[bool] = []
        for named in names:
            known = look_up(named.name)[:MOST]
            own = fold(named.name)
            holders = {p for name in named.within for p in _holders(name)}
            insides = [any(h.holds(p) for h in holders) for p in known]
            held = {p for name in named.holding for p in look_up(name)[:MOST]}
            self.first.append(len(self.places))
            self.places += [None, *known]
            rows.append([1.0] + [0.0] * (len(FEATURES) - 1))
            largest = max((p.population for p in known), default=0)
            dwarfed += [False, *(_is_dwarf(p, largest) and not i for p, i in zip(known, insides, strict=True))]
            for place, inside in zip(known, insides, strict=True):
                others = any(insides) and not inside
                signs = (len(known) == 1, fold(place.name) == own, inside, others, any(place.holds(p) for p in held))
                rows.append([*_fixed(place), *map(float, signs), *UNSET])
        self.rows = np.array(rows)
        self.dwarfed = np.array(dwarfed)
        self.group = np.repeat(np.arange(len(names)), np.diff([*self.first, len(self.places)]))
        self.others = self.group[:, None] != self.group[None, :]
        self._see(evidence)

    def _see(self, evidence: Mapping[str, float]) -> None:
        """How candidates stand to each other, and what the report says of countries besides."""
        np = self.np
        codes = [p.country if p else None for p in self.places]
        parts = [_part(p) for p in self.places]
        self.country = _equal(np, codes) & self.others
        self.part = _equal(np, parts) & self.others
        lat = np.radians([p.lat if p else 0.0 for p in self.places])
        lon = np.radians([p.lon if p else 0.0 for p in self.places])
        across = (lon[:, None] - lon[None, :] + math.pi) % (2 * math.pi) - math.pi
        km = np.hypot(across * np.cos((lat[:, None] + lat[None, :]) / 2), lat[:, None] - lat[None, :])
        km *= DEGREE * 180 / math.pi
        pinned = np.array([p is not None and _is_point(p) for p in self.places])
        self.closeness = np.exp(-km / FADE) * (pinned[:, None] & pinned[None, :] & self.others)
        unsure = (self.rows[:, COUNTRY] == 0) & (self.rows[:, ONLY] == 0)
        self.abroad = np.array([code is not None for code in codes]) & unsure
        self.evidence = np.array([evidence.get(code, 0.0) if code else 0.0 for code in codes])
        self.total = sum(evidence.values())

    def features(self, share: "Numbers") -> "Numbers":
        """The features of each candidate where candidates are likely by ``share``."""
        np, rows = self.np, self.rows.copy()
        real = rows[:, NONE] == 0
        told = share * real
        own = np.add.reduceat(told, self.first)[self.group]
        spoken = real * (self.evidence + self.country @ told)
        rows[:, SPOKEN_OF] = np.minimum(spoken, 1.0)
        # One of several that is on the hand list only counts for more where the report is of its country.
        rows[:, BY_HAND] *= np.where(self.abroad, rows[:, SPOKEN_OF], 1.0)
        home = spoken >= HOME * np.maximum(self.total + told.sum() - own, 1.0)
        rows[:, SAME_PART] = real * np.minimum(self.part @ told, 2.0)
        rows[:, NEAR] = real * (self.closeness @ told) / max(len(self.first) - 1, 1)
        rows[:, NEAREST] = real * np.max(self.closeness * told[None, :], axis=1, initial=0.0)
        rows[:, DWARFED] = self.dwarfed * ~home
        return rows

    def weigh(self, weights: Sequence[float]) -> "Numbers":
        """How likely each candidate is, of one name's candidates 1 in all."""
        np = self.np
        fixed = np.array(weights)
        alone = fixed.copy()
        alone[SAME_PART:DWARFED] = 0.0
        share = self.shares(self.features(np.zeros(len(self.places))) @ alone)
        for _ in range(ROUNDS):
            share = self.shares(self.features(share) @ fixed)
        return share

    def shares(self, scores: "Numbers") -> "Numbers":
        """Scores as probabilities within each name's candidates."""
        np = self.np
        top = np.maximum.reduceat(scores, self.first)
        grown = np.exp(scores - top[self.group])
        shares: Numbers = grown / np.add.reduceat(grown, self.first)[self.group]
        return shares

    def best(self, share: "Numbers") -> list[int]:
        """The likeliest row of each name."""
        ends = [*self.first[1:], len(self.places)]
        return [a + int(share[a:b].argmax()) for a, b in zip(self.first, ends, strict=True)]


def _fixed(place: PlaceEntry) -> list[float]:
    """The features of the place alone."""
    size = math.log10(place.population + 10)
    if place.kind == "country":
        size = COUNTRY_SIZE
    elif place.by_hand:
        size = max(size, HAND_SIZE)
    unnumbered = place.by_hand and not place.population
    return [0.0, size, float(place.kind == "country"), float(place.kind == "region"), float(unnumbered)]


def _is_dwarf(place: PlaceEntry, largest: int) -> bool:
    """Whether a place has a namesake that the world knows and that is many times its size."""
    return not place.by_hand and place.kind != "country" and largest >= KNOWN and place.population * DWARF < largest


def _holders(name: str) -> list[PlaceEntry]:
    """Countries and parts of countries of that name, or the country with that code."""
    if name in countries():
        name = countries()[name].name
    return [p for p in look_up(name)[:MOST] if p.kind in ("country", "region")]


def _is_point(place: PlaceEntry) -> bool:
    """Whether a place is small enough to be near another: no country, no first-level part of one."""
    return place.kind != "country" and (place.kind != "region" or (place.division or "").count(".") > 1)


def _part(place: PlaceEntry | None) -> str | None:
    """The first-level part of a country that a place is or lies in."""
    if place is None or place.division is None or "." not in place.division:
        return None
    return ".".join(place.division.split(".")[:2])


def _equal(np: Any, values: list[str | None]) -> Any:
    """Which two of the values are the same and known."""
    numbers = {v: i for i, v in enumerate(dict.fromkeys(v for v in values if v is not None))}
    coded = np.array([numbers.get(v, -1 - k) if v is not None else -1 - k for k, v in enumerate(values)])
    return coded[:, None] == coded[None, :]
