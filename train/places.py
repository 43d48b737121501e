"""Fits the weights by which a report's place names are settled, and writes ``lexicon/place_weights.yml``.

    python train/places.py ../shared/gold/places

The folder holds ``geo_lgl.jsonl``, ``geo_geovirus.jsonl`` and ``geo_geowebnews.jsonl``: reports with place names and
coordinates. A candidate is right where it lies near the gold point; where none does, or where the gold has no name,
"nothing known" is. Each round takes the features as they stand under the weights of the round before and climbs the
likelihood; half of each set is then held out to print what the weights are worth on reports they have not seen.
"""

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from dateline.marks.gazetteer.choice import FEATURES, Candidates
from dateline.marks.mentions import find_mentions
from dateline.marks.parse import Parse
from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.readings.cast import Cast
from dateline.readings.sites import Site, find_sites, questions, spoken_of
from dateline.reports.report import Report

SETS = ("lgl", "geovirus", "geowebnews")
OUT = Path(__file__).parent.parent / "src" / "dateline" / "lexicon" / "place_weights.yml"
START = dict.fromkeys(FEATURES, 0.0) | {"none": 3.0, "size": 1.0, "inside": 3.0, "spoken_of": 2.0, "by_hand": 1.0}
ROUNDS, STEPS, RATE, DECAY = 6, 300, 0.1, 0.002
# Kilometres within which a candidate is right: by its kind where another gazetteer's centre may stand elsewhere, else
# this far, where the nearest one lies near.
CENTRES = {"country": 1000.0, "part": 300.0, "world": 2500.0}
FAR, NEAR = 161.0, 30.0
# A name of ours that the gold does not have is most often no place, but the gold is not whole either.
UNMARKED = 0.05


@dataclass
class Example:
    """One report: its candidates, which of them are right, how much each name counts and whether the gold has it."""

    field: Candidates
    right: "np.ndarray[Any, Any]"
    weight: "np.ndarray[Any, Any]"
    marked: "np.ndarray[Any, Any]"


def examples(path: Path) -> list[Example]:
    """The reports of one gold file that name a place."""
    gold = [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()]
    out = []
    for line, parse in zip(gold, load().parse([Report(id="x", text=g["text"]) for g in gold]), strict=True):
        mentions = find_mentions(parse)
        sites = find_sites(parse, mentions, Cast(parse, mentions, find_quotes(line["text"], parse.paragraphs)))
        asked = questions(sites, ())
        if asked:
            spoken = {country: math.log2(1 + n) for country, n in spoken_of(mentions, sites).items()}
            out.append(example(line["places"], parse, sites, Candidates(list(asked.values()), spoken), list(asked)))
    return out


def example(gold: list[dict[str, Any]], parse: Parse, sites: list[Site], field: Candidates, keys: list[str]) -> Example:
    """The candidates of one report, marked by its gold."""
    right = np.zeros(len(field.places), bool)
    weight = np.full(len(keys), UNMARKED)
    ends = [*field.first[1:], len(field.places)]
    for number, (a, b) in enumerate(zip(field.first, ends, strict=True)):
        found = [
            g
            for site in sites
            if site.key == keys[number]
            for g in gold
            if overlap(parse.span(site.first, site.last), (g["start"], g["end"])) >= 0.5
        ]
        if not found:
            right[a] = True
            continue
        if found[0].get("lat") is None:
            weight[number] = 0.0
            right[a] = True
            continue
        weight[number] = min(len(found), 3)
        km = [distance(found[0], p) for p in field.places[a + 1 : b]]
        reach = min(FAR, max(NEAR, 2 * min(km, default=math.inf)))
        close = [k for k, d in enumerate(km, a + 1) if d <= max(reach, centre(field.places[k], found[0]))]
        right[close or [a]] = True
    return Example(field, right, weight, weight >= 1)


def centre(place: Any, gold: dict[str, Any]) -> float:
    """How far off the point of a wide place may lie; 0 of a settlement, and of a part of a country for a settlement."""
    if place.kind == "country":
        return CENTRES["country"]
    if place.country is None:
        return CENTRES["world"]
    return CENTRES["part"] if place.kind == "region" and gold.get("fcode") == "ADM1" else 0.0


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def distance(gold: dict[str, Any], place: Any) -> float:
    """Kilometres between a gold point and a candidate."""
    lat, lon = math.radians(place.lat - gold["lat"]), math.radians((place.lon - gold["lon"] + 180) % 360 - 180)
    middle = math.cos(math.radians((place.lat + gold["lat"]) / 2))
    return 6371 * math.hypot(lat, lon * middle)


def fit(found: list[Example]) -> "np.ndarray[Any, Any]":
    """The weights under which the right candidates are likeliest."""
    weights = np.array([START[name] for name in FEATURES])
    for _ in range(ROUNDS):
        seen = [(e, e.field.features(e.field.weigh(weights))) for e in found]
        mean, square = np.zeros(len(weights)), np.zeros(len(weights))
        for step in range(1, STEPS + 1):
            slope = DECAY * weights
            for e, rows in seen:
                share = e.field.shares(rows @ weights)
                good = np.add.reduceat(share * e.right, e.field.first)[e.field.group]
                wanted = share * e.right / np.maximum(good, 1e-12)
                slope = slope + ((share - wanted) * e.weight[e.field.group]) @ rows / len(found)
            mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
            weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def worth(found: list[Example], weights: "np.ndarray[Any, Any]") -> tuple[float, float]:
    """Of the marked names, those settled rightly; and of the names given a point at all, those rightly, in percent."""
    right = pinned = total = 0.0
    for e in found:
        for number, row in enumerate(e.field.best(e.field.weigh(weights))):
            if e.marked[number]:
                known = e.field.places[row] is not None
                good = bool(e.right[row]) and known
                total, pinned, right = (
                    total + e.weight[number],
                    pinned + known * e.weight[number],
                    right + good * e.weight[number],
                )
    return 100 * right / max(total, 1), 100 * right / max(pinned, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    sets = {name: examples(args.folder / f"geo_{name}.jsonl") for name in SETS}
    # The local papers of LGL are most of the reports; each set counts the same.
    for found in sets.values():
        for e in found:
            e.weight *= 100 / len(found)
    halves = [fit([e for found in sets.values() for e in found[k::2]]) for k in (0, 1)]
    for name, found in sets.items():
        held = [worth(found[1 - k :: 2], halves[k]) for k in (0, 1)]
        print(name, "held out:", [tuple(round(x, 1) for x in h) for h in held])
    weights = fit([e for found in sets.values() for e in found])
    for name, found in sets.items():
        print(name, "fitted on:", tuple(round(x, 1) for x in worth(found, weights)))
    write(dict(zip(FEATURES, (round(float(w), 2) for w in weights), strict=True)))


def write(weights: dict[str, float]) -> None:
    head = "# How much each sign counts when a report's place names are settled; fitted by train/places.py.\n"
    source = "Fitted on LGL, GeoVirus and GeoWebNews (research corpora of news), none of whose text is kept."
    OUT.write_text(
        head + yaml.safe_dump({"weights": weights, "source": source}, sort_keys=False, width=120), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
