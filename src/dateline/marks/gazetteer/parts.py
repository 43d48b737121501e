"""What lies beside and between places: "northern Syria", "north of Aleppo", "the Turkish-Syrian border"."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from dateline.marks.gazetteer.entry import PlaceEntry
from dateline.marks.lexicon import countries
from dateline.marks.wordlist import load, words
from dateline.sums import checked

STEPS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
DIRECTION = re.compile(r"(north|south)?[ -]?(east|west)?(?:ern(?:most)?)?", re.IGNORECASE)
# The middle of a country's north lies about half way from its own middle to its northern end.
HALF_WAY = 0.5
KM_PER_DEGREE = 111.2
# "North of a town" without a distance is about so many kilometres away.
AWAY = 15.0


def region(direction: str, country: str) -> PlaceEntry | None:
    """The part of a country (alpha-3) that "northern", "south-east" or "central" names, with a point in it.

    >>> north = region("northern", "SYR")
    >>> north.name, north.lat > 35.5, north.precision
    ('northern Syria', True, 'admin')
    """
    whole, extent = countries().get(country), _extents().get(country)
    steps = _steps(direction)
    if whole is None or not direction.strip() or (steps is None and direction.lower() != "central"):
        return None
    lat, lon = whole.lat, whole.lon
    if extent is not None:
        lat, lon, south, north, west, east = extent
        for up, right in steps or []:
            lat += HALF_WAY * ((north if up > 0 else south) - lat) * abs(up)
            lon += HALF_WAY * ((east if right > 0 else west) - lon) * abs(right)
    return PlaceEntry(
        name=f"{direction} {whole.name}",
        kind="region",
        lat=round(lat, 2),
        lon=round((lon + 180) % 360 - 180, 2),
        country=country,
        precision="admin",
        by_hand=True,
    )


def beyond(direction: str, place: PlaceEntry, km: float | None) -> PlaceEntry:
    """What lies "north of" a town, ``km`` away where the report says how far.

    >>> town = PlaceEntry(name="Aleppo", kind="city", lat=36.2, lon=37.2)
    >>> there = beyond("north", town, 10)
    >>> there.lat, there.lon, there.precision
    (36.29, 37.2, 'near')
    """
    lat, lon = _moved(place.lat, place.lon, direction, AWAY if km is None else km)
    return replace(place, kind="region", lat=lat, lon=lon, geonames_id=None, population=0, precision="near")


def _steps(direction: str) -> list[tuple[int, int]] | None:
    found = DIRECTION.fullmatch(direction.strip())
    return [STEPS[part.lower()] for part in found.groups() if part] if found else None


def _moved(lat: float, lon: float, direction: str, km: float) -> tuple[float, float]:
    """The point ``km`` in a direction; the same point where that is none ("central")."""
    steps = _steps(direction) or []
    degrees = km / KM_PER_DEGREE / math.sqrt(max(len(steps), 1))
    north = lat + degrees * sum(north for north, _ in steps)
    east = lon + degrees * sum(east for _, east in steps) / math.cos(math.radians(lat))
    return round(max(-89.0, min(89.0, north)), 2), round((east + 180) % 360 - 180, 2)


def border(one: str, other: str, *, near: Iterable[tuple[float, float]] = ()) -> PlaceEntry | None:
    """The land border of two countries (alpha-3) at the point nearest to one of ``near``, else about its middle;
    ``None`` where they share none.

    >>> there = border("TUR", "SYR", near=[(36.2, 37.16)])
    >>> there.precision, abs(there.lon - 37.2) < 0.5
    ('near', True)
    """
    line = _borders().get(frozenset((one, other)))
    if line is None:
        return None
    pairs = ((_apart(point, place), point) for place in near for point in line)
    lat, lon = min(pairs, default=(0.0, line[len(line) // 2]))[1]
    names = " and ".join(sorted(countries()[code].name for code in (one, other) if code in countries()))
    return PlaceEntry(name=f"border of {names}", kind="border", lat=lat, lon=lon, precision="near", by_hand=True)


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    """How far apart two points are, good enough for comparing near ones."""
    return math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0])))


@lru_cache(maxsize=1)
def _extents() -> dict[str, tuple[float, ...]]:
    """Middle, southern, northern, western and eastern end of each country, from Natural Earth 4.1 (public domain)."""
    text = checked("dateline/marks/gazetteer/extents.tsv").decode()
    rows = (line.split("\t") for line in text.splitlines())
    return {code: tuple(map(float, numbers)) for code, *numbers in rows}


@lru_cache(maxsize=1)
def _borders() -> dict[frozenset[str], list[tuple[float, float]]]:
    """Points along each land border, about 20 kilometres apart, from Natural Earth 4.1 (public domain)."""
    text = checked("dateline/marks/gazetteer/borders.tsv").decode()
    rows = (line.split("\t") for line in text.splitlines())
    return {
        frozenset((one, other)): [(float(lat), float(lon)) for lat, lon in (p.split(",") for p in points.split(" "))]
        for one, other, points in rows
    }


@lru_cache(maxsize=1)
def facilities() -> dict[str, str]:
    """The kind of place that a building's last word tells: "base" for "airfield"."""
    kinds: dict[str, str] = load("geography")["facilities"]
    return kinds


def facility_words(following: Sequence[str]) -> int:
    """How many of the words behind a town's name say that a building at it is meant.

    >>> facility_words(["refugee", "camp", "in"]), facility_words(["said", "on", "Monday"])
    (2, 0)
    """
    for count, word in enumerate(following, 1):
        if word.lower() in facilities():
            return count
        if word.lower() not in words("geography", "facility_parts"):
            return 0
    return 0
