"""Where places lie: settlements and parts of countries from GeoNames, and by hand what it lacks."""

from dateline.marks.gazetteer.choice import Named, settle
from dateline.marks.gazetteer.entry import GazetteerError, PlaceEntry, fold
from dateline.marks.gazetteer.known import look_up, well_known
from dateline.marks.gazetteer.parts import beyond, border, facilities, facility_words, region

__all__ = [
    "GazetteerError",
    "Named",
    "PlaceEntry",
    "beyond",
    "border",
    "facilities",
    "facility_words",
    "fold",
    "look_up",
    "region",
    "settle",
    "well_known",
]
