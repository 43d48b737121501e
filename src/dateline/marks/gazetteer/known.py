"""The places a name can mean: those of the hand list first, then those of GeoNames.

The hand list is ``lexicon/places/*.yml``; countries come from ``lexicon/countries.yml``.
"""

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.marks.gazetteer.entry import KINDS, SETTLEMENTS, GazetteerError, PlaceEntry, fold
from dateline.marks.gazetteer.store import stored, without_type
from dateline.marks.lexicon import countries

# How near the point of a kind of place is to what is meant; of all others it is exact.
COARSE = {
    "region": "admin", "sea": "admin", "mountains": "admin", "district": "admin", "island": "admin",
    "border": "near", "river": "near", "lake": "near",
}  # fmt: skip
TOWNS = frozenset({"city", "town", "village"})
# A settlement of GeoNames this near one of the hand list, in degrees, is the same.
SAME = 0.15
# A town with this share of the people of a part of the country can be meant by their common name.
SEAT = 0.05
# A town this near the middle of a part of the country that bears its name lies in it.
WITHIN = 0.7


class _HandList:
    """The entries of the hand list by folded name, and by the short forms that only count as printed ("La.")."""

    def __init__(self) -> None:
        self.names: dict[str, list[PlaceEntry]] = defaultdict(list)
        self.short: dict[str, str] = {}
        for country in countries().values():
            entry = PlaceEntry(
                name=country.name, kind="country", lat=country.lat, lon=country.lon, country=country.code,
                precision="country", by_hand=True,
            )  # fmt: skip
            for name in (country.name, *country.aliases):
                self.names[fold(name)].append(entry)
        for path in sorted((files("dateline") / "lexicon" / "places").iterdir(), key=lambda path: path.name):
            if not path.name.endswith(".yml"):
                continue
            try:
                data = yaml.load(path.read_bytes(), yaml.CSafeLoader)
                for row in data["places"]:
                    self._add(row, data.get("country"))
            except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
                raise GazetteerError(f"{path.name}: {error!r}; see the entries around it for the right form") from error

    def _add(self, row: dict[str, Any], country: str | None) -> None:
        entry = _entry(row, row.get("country", country))
        for key in {fold(name) for name in (entry.name, *row.get("aliases", ()))}:
            self.names[key].append(entry)
        self.short |= dict.fromkeys(row.get("short", ()), entry.name)


def _entry(row: dict[str, Any], country: str | None) -> PlaceEntry:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['name']}: kind {row['kind']!r} is none of {sorted(KINDS)}")
    return PlaceEntry(
        name=row["name"],
        kind=row["kind"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        country=country,
        precision=COARSE.get(row["kind"], "exact"),
        by_hand=True,
    )


@lru_cache(maxsize=1)
def _by_hand() -> _HandList:
    return _HandList()


@lru_cache(maxsize=20_000)
def look_up(name: str) -> tuple[PlaceEntry, ...]:
    """The places called ``name``, best known first: the hand list, then GeoNames by population.

    With the word for a part of a country ("Idlib province", "the state of Kaduna") only such parts are meant;
    without it a part of a country is not meant where a town in it bears the name.

    >>> look_up("Bab al-Salama")[0].kind
    'crossing'
    >>> {p.precision for p in look_up("Idlib province")}
    {'admin'}
    """
    name = _by_hand().short.get(name, name)
    folded = fold(name)
    bare = without_type(name)
    whole = _called(folded)
    if not whole and name.split()[-1:] and name.split()[-1].lower() in TOWNS:  # "Ramadi city"
        whole = _called(fold(" ".join(name.split()[:-1])))
    if bare is None:
        return tuple(p for p in whole if not _shadowed(p, whole))
    parts = [p for p in whole if p.precision != "exact"]
    parts += [p for p in _called(fold(bare)) if p.kind in ("region", "island") and p not in parts]
    return tuple(parts or whole)


def _called(folded: str) -> list[PlaceEntry]:
    keys = [folded, folded.removeprefix("al ")] if folded.startswith("al ") else [folded, "al " + folded]
    for key in keys:
        by_hand, others = _by_hand().names.get(key, []), stored(key)
        if by_hand or others:
            known = [_with_twin(entry, others) for entry in by_hand]
            return [*known, *(place for place in others if not any(_same(place, other) for other in by_hand))]
    return []


def _shadowed(place: PlaceEntry, others: list[PlaceEntry]) -> bool:
    """Whether nobody means a place by the bare name: a part of a country where a town in it bears the name ("Homs"),
    a town that only has another spelling of a country's name ("Mexico")."""
    if place.by_hand:
        return False
    if place.kind != "region":
        return any(p.kind == "country" and fold(p.name) != fold(place.name) for p in others)
    least = SEAT * place.population
    towns = (p for p in others if p.kind in SETTLEMENTS and p.country == place.country and p.population >= least)
    return any(p.by_hand or place.holds(p) or _near(place, p, WITHIN) for p in towns)


def _near(place: PlaceEntry, other: PlaceEntry, degrees: float) -> bool:
    return abs(place.lat - other.lat) < degrees and abs(place.lon - other.lon) < degrees


def _same(place: PlaceEntry, other: PlaceEntry) -> bool:
    """Whether a place of GeoNames is one of the hand list: a settlement within about 15 kilometres of it, or the
    same part of the same country."""
    if place.kind == "region" or other.kind == "region":
        return place.kind == other.kind and place.country == other.country
    return other.kind in SETTLEMENTS and _near(place, other, SAME)


def _with_twin(entry: PlaceEntry, others: list[PlaceEntry]) -> PlaceEntry:
    """An entry of the hand list with what GeoNames tells of the same place: its id, people and part of the country."""
    twins = [p for p in others if _same(p, entry)]
    if not twins:
        return entry
    # Of parts of one name the widest; of settlements the largest.
    twin = min(twins, key=lambda p: (len(p.division or "") if p.kind == "region" else 0, -p.population))
    return replace(entry, geonames_id=twin.geonames_id, population=twin.population, division=twin.division)


def well_known(name: str, *, people: int) -> bool:
    """Whether a name is first of all that of a place of the hand list or of a city of so many people."""
    return len(name) > 2 and any(
        p.by_hand
        or (p.population >= people and p.kind != "region" and (len(name) > 4 or p.name.lower() == name.lower()))
        for p in look_up(name)[:1]
    )
