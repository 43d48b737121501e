"""Which countries a report on a conflict is about."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dateline.marks import lexicon
from dateline.readings.items import Reading
from dateline.reports.report import Report

# How much one mention says of where a report's conflict is: envoys and great powers are named in reports on any.
WEIGHTS = {
    "armed_group": 2.0,
    "population": 1.5,
    "government": 1.0,
    "state": 1.0,
    "organisation": 0.6,
    "person": 0.6,
    "unnamed_source": 0.3,
}
PLACE = 1.5
PLACED = 2.0
# More mentions of one actor or place than these say no more.
MOST = 6
# What a reading has where its report speaks of a conflict or of talks.
ITEMS = ("events", "meetings", "proposals", "figures", "alignments", "forecasts")


def scenes(report: Report, reading: Reading) -> Iterator[dict[str, Any]]:
    """The countries that the report is about with their weights, the heaviest first; none for a report on no conflict.

    A town where talks are held or where the report was filed says nothing of where the conflict is.
    """
    if not any(getattr(reading, kind) for kind in ITEMS):
        return
    weights: defaultdict[str, float] = defaultdict(float)
    for actor in reading.actors:
        if actor.country:
            weights[actor.country] += WEIGHTS[actor.kind] * min(len(actor.mentions), MOST)
    countries: dict[str | None, str] = {place.id: place.country for place in reading.places if place.country}
    for place in reading.places:
        if place.country and place.place_role not in ("venue", "dateline"):
            weights[place.country] += PLACE * min(len(place.mentions), MOST)
    for placed in [*(event.place for event in reading.events), *(figure.place for figure in reading.figures)]:
        if placed in countries:
            weights[countries[placed]] += PLACED
    titled = set(in_title(report.title or ""))
    whole = sum(weights.values())
    for country, weight in sorted(weights.items(), key=lambda entry: (-entry[1], entry[0])):
        share = round(weight / whole, 3)
        yield {"country": country, "weight": round(weight, 1), "share": share, "titled": country in titled}


def in_title(title: str) -> Iterator[str]:
    """The countries that a title names, by their own names, their people or what is theirs.

    >>> sorted(set(in_title("Yemeni parties meet in Sweden")))
    ['SWE', 'YEM']
    """
    for hit in lexicon.name_index().find(title):
        entry = lexicon.actors()[hit.entry_id]
        if entry.country and entry.kind in ("state", "government", "armed_group"):
            yield entry.country
