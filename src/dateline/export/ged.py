"""Armed force, in the columns of UCDP's Georeferenced Event Dataset."""

from collections.abc import Iterator
from math import floor
from typing import Any

from dateline.across.window import ALL, Window
from dateline.export import countries, sheet
from dateline.export.columns import columns
from dateline.export.happenings import Happening, Party, Spot, happenings
from dateline.export.sides import is_armed, is_civilian, is_state
from dateline.record.schema import document
from dateline.record.store import Record

# After the codebook of UCDP GED 23.1.
COLUMNS = columns("ged")
HEAD = sheet.head(COLUMNS)
SEA = 7
ONE_SIDED = 3
CIVILIANS = "Civilians"


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One line of CSV an event of armed force that happened; tellings of one happening are one.

    GED itself keeps only events with a death: those here have ``best`` of 1 or more.
    """
    for event in happenings(record, window):
        if event.took_place and event.mode in document("ged")["modes"]:
            yield sheet.row(COLUMNS, _values(event))


def gid(lat: float, lon: float) -> int:
    """The number of the cell of PRIO-GRID: half degrees, from the south-west corner of the world.

    >>> gid(36.2, 37.2)
    181875
    """
    return min(floor((lat + 90) * 2), 359) * 720 + min(floor((lon + 180) * 2), 719) + 1


def _values(event: Happening) -> dict[str, Any]:
    kind, one, other = _sides(event)
    best, low, high = _deaths(event)
    day = event.published.date() if event.published else None
    article = (event.outlet, day.isoformat() if day else None, event.title)
    return {
        "id": event.id,
        **_time(event),
        "type_of_violence": kind,
        "dyad_name": f"{one} - {other}" if one and other else None,
        "side_a": one,
        "side_b": other,
        "number_of_sources": event.sources,
        "source_article": ", ".join(filter(None, article)),
        "source_office": event.outlet,
        "source_date": day,
        "source_headline": event.title,
        "source_original": event.agency,
        **_where(event.spot),
        "where_description": event.sentence,
        "event_clarity": None if event.days is None else 1 if event.status == "happened" and event.days == 1 else 2,
        "deaths_civilians": best if kind == ONE_SIDED else None,
        "deaths_unknown": best if kind != ONE_SIDED else None,
        "best": best,
        "high": high,
        "low": low,
        "deaths_told": "; ".join(dict.fromkeys(toll.words for toll in event.tolls)),
        **event.proof(),
    }


def _sides(event: Happening) -> tuple[int | None, str, str]:
    """The type of violence and the two sides."""
    one, other = event.who, event.whom
    if event.mode == "fighting" and not other and len(one) == 2:
        one, other = sorted((one[:1], one[1:]), key=lambda side: not any(map(is_state, side)))
    kind = _violence(one, other)
    return kind, _named(one), CIVILIANS if kind == ONE_SIDED else _named(other)


def _violence(one: tuple[Party, ...], other: tuple[Party, ...]) -> int | None:
    if not one or not other or not all(map(is_armed, one)):
        return None
    if all(map(is_civilian, other)):
        return ONE_SIDED
    if all(map(is_armed, other)):
        return 1 if any(map(is_state, (*one, *other))) else 2
    return None


def _named(side: tuple[Party, ...]) -> str:
    return ", ".join(dict.fromkeys(party.name for party in side))


def _time(event: Happening) -> dict[str, Any]:
    precision = event.days and next((p for most, p in document("ged")["date_prec"].items() if event.days <= most), None)
    if not precision or event.date is None:
        return {}
    return {
        "year": event.date.year,
        "date_prec": precision,
        "date_start": event.date,
        "date_end": event.date_end,
    }


def _where(spot: Spot | None) -> dict[str, Any]:
    if spot is None:
        return {}
    found = {
        "where_coordinates": spot.name,
        "country": countries.name(spot.country),
        "country_iso": spot.country,
    }
    if spot.lat is None or spot.lon is None:
        return found
    codes = document("ged")
    told = codes["where_prec"].get(spot.precision)
    kind = codes["kinds"].get(spot.kind)
    return found | {
        "where_prec": kind if kind and (kind == SEA or spot.precision != "exact") else told,
        "latitude": spot.lat,
        "longitude": spot.lon,
        "geom_wkt": f"POINT ({spot.lon} {spot.lat})",
        "priogrid_gid": gid(spot.lat, spot.lon) if spot.precision != "country" else None,
    }


def _deaths(event: Happening) -> tuple[float | None, float | None, float | None]:
    """Best, least and most of the counts tied to the event."""
    if not event.tolls:
        return None, None, None
    values = {toll.value for toll in event.tolls}
    lows, highs = {toll.low for toll in event.tolls}, {toll.high for toll in event.tolls}
    best = values.pop() if len(values) == 1 else None
    low = None if None in lows else min(v for v in lows if v is not None)
    return best, low, None if None in highs else max(v for v in highs if v is not None)
