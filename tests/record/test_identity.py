"""What joins actors and places of different reports, and what does not."""

import pytest

from dateline.record.identity import actor_key, folded, place_key
from record.tellings import Telling


def actor(name, kind, **more):
    told = Telling("r", f"Some say {name} came.")
    told.actor(name, kind, **more)
    return told.pair[1].actors[0]


@pytest.mark.parametrize(
    ("name", "kind", "country", "joins"),
    [
        ("Ana Perez", "person", None, True),
        ("Perez", "person", None, False),
        ("Ana P.", "person", None, False),
        ("National Salvation Front", "armed_group", None, True),
        ("NSF", "armed_group", None, False),
        ("NSF", "armed_group", "SSD", False),
        ("the rebels", "armed_group", None, False),
        ("Government forces", "armed_group", None, False),
        ("government forces", "armed_group", "UKR", False),
        ("Ukrainian border guards", "armed_group", "UKR", True),
        ("28 Ukrainian soldiers", "armed_group", "UKR", False),
        ("Supreme Court", "organisation", None, False),
        ("Supreme Court", "organisation", "COL", True),
        ("Ukraine", "state", None, True),
        ("the country", "state", None, False),
        ("Western Diplomats", "unnamed_source", None, False),
        ("Local Residents", "population", "COL", False),
    ],
)
def test_full_names_join_and_nothing_less(name, kind, country, joins):
    one, other = (actor_key(actor(name, kind, country=country), reading) for reading in ("r1", "r2"))
    assert (one == other) is joins


def test_the_registry_joins_whatever_the_name():
    one = actor("Perez", "person", registry_id="person:perez")
    other = actor("the envoy", "person", registry_id="person:perez")
    assert actor_key(one, "r1") == actor_key(other, "r2")


def test_places_join_by_gazetteer_or_by_name_and_country():
    told = Telling("r", "Ardan and Belmar and Cordu")
    told.place("Ardan", geonames_id=5)
    told.place("Belmar", country="UKR")
    told.place("Cordu", country=None)
    keys = [[place_key(p, r) for p in told.pair[1].places] for r in ("r1", "r2")]
    assert [a == b for a, b in zip(*keys, strict=True)] == [True, True, False]


def test_folding_is_stable():
    assert folded(folded("The Fuerzas Armadas—Revolución")) == folded("fuerzas armadas revolucion")
