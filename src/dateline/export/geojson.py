"""What happened where, as a GeoJSON FeatureCollection (RFC 7946)."""

import json
from collections.abc import Iterator
from typing import Any

from dateline.across.window import ALL, Window
from dateline.export.happenings import Happening, happenings
from dateline.readings.as_json import with_iso_dates
from dateline.record.store import Record

HEAD = '{"type": "FeatureCollection", "features": [\n'
ITEMS = ("event", "meeting", "figure", "statement")


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One feature a happening with a point, by day; tellings of one happening are one."""
    done: set[str] = set()
    for happening in happenings(record, window, items=ITEMS):
        spot = happening.spot
        if spot is None or spot.lat is None or spot.lon is None:
            continue
        feature = {
            "type": "Feature",
            "id": f"{happening.item}-{happening.id}",
            "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
            "properties": with_iso_dates(_properties(happening)),
        }
        if feature["id"] in done:
            # Another state of the same meeting.
            feature["id"] = f"{feature['id']}-{happening.status}-{happening.date}"
        done.add(feature["id"])
        yield json.dumps(feature, ensure_ascii=False)


def _properties(of: Happening) -> dict[str, Any]:
    spot = of.spot
    assert spot is not None
    told = {name: getattr(of, name) for name in ("item", "kind", "type", "mode", "status", "date", "date_end")}
    return {
        **told,
        "who": list(dict.fromkeys(party.name for party in of.who)),
        "whom": list(dict.fromkeys(party.name for party in of.whom)),
        "value": of.size,
        "what": of.quote,
        "sentence": of.sentence,
        "place": spot.name,
        "place_kind": spot.kind,
        **{name: getattr(spot, name) for name in ("country", "precision", "geonames_id")},
        "outlets": list(of.outlets),
        **of.proof(),
    }
