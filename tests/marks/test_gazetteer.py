"""Places: the hand list, the settlements of GeoNames, and the choice between those that share a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.marks.gazetteer import Named, beyond, border, fold, look_up, region, settle
from dateline.marks.lexicon import countries


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Menagh air base", "SYR", "base"),
        ("Tall Rif'at", "SYR", "town"),
        ("Fu'ah", "SYR", "town"),
        ("Aleppo", "SYR", "city"),
        ("Deir ez-Zor", "SYR", "city"),
        ("al-Hudaydah", "YEM", "city"),
        ("Debaltsevo", "UKR", "city"),
        ("Avdiivka", "UKR", "city"),
        ("Bentiu", "SSD", "city"),
        ("San Vicente del Caguan", "COL", "town"),
        ("Catatumbo", "COL", "region"),
        ("Kerem Shalom", "PSE", "crossing"),
        ("Geneva", "CHE", "city"),
        ("Munich", "DEU", "city"),
        ("The Hague", "NLD", "city"),
        ("Syria", "SYR", "country"),
        ("the Donbas", "UKR", "region"),
    ],
)
def test_first_place_of_a_name(name: str, country: str, kind: str) -> None:
    best = look_up(name)[0]
    assert (best.country, best.kind) == (country, kind)


@pytest.mark.parametrize(
    ("name", "mentioned", "country"),
    [
        ("Tripoli", {"LBN": 4}, "LBN"),
        ("Tripoli", {"LBY": 4}, "LBY"),
        ("Bayda", {"YEM": 2}, "YEM"),
        ("Bayda", {"LBY": 2}, "LBY"),
        ("Hama", {"SYR": 3}, "SYR"),
        ("Cordoba", {"COL": 5}, "COL"),
        ("Paris", {"SYR": 5}, "FRA"),
        ("Georgia", {"RUS": 2}, "GEO"),
    ],
)
def test_choice_by_the_countries_of_the_report(name: str, mentioned: dict[str, int], country: str) -> None:
    [chosen] = settle([Named(name)], evidence=mentioned)
    assert chosen is not None
    assert chosen.country == country


def test_a_small_place_elsewhere_is_not_believed() -> None:
    assert settle([Named("Nasir"), Named("Qwertyville")], evidence={"COL": 3.0}) == [None, None]
    assert look_up("") == ()


@pytest.mark.parametrize("spelling", ["Deir ez-Zor", "Deir al-Zor", "deir el zor", "Deir az-Zôr"])
def test_articles_and_accents_fold(spelling: str) -> None:
    assert fold(spelling) == "deir al zor"


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text: str) -> None:
    for place in look_up(text):
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180


@pytest.mark.parametrize(
    ("direction", "north", "east"),
    [("northern", 1, 0), ("south", -1, 0), ("eastern", 0, 1), ("north-western", 1, -1), ("southeast", -1, 1)],
)
def test_regions_lie_on_their_side(direction: str, north: int, east: int) -> None:
    for code in ("SYR", "UKR", "YEM", "SSD", "COL"):
        whole, part = countries()[code], region(direction, code)
        assert part is not None
        assert (part.lat - whole.lat) * north >= 0
        assert (part.lon - whole.lon) * east >= 0
        assert (part.kind, part.precision) == ("region", "admin")


def test_no_region_of_nowhere() -> None:
    assert region("northern", "XXX") is None
    assert region("", "SYR") is None
    assert region("liberated", "SYR") is None
    assert region("central", "SYR") is not None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Homs", "city"),
        ("Homs province", "region"),
        ("Kaduna State", "region"),
        ("Province of Helmand", "region"),
        ("Rapides Parish", "region"),
        ("Ky.", "region"),
        ("Washington", "city"),
        ("Washington state", "region"),
        ("Georgia", "country"),
        ("Mexico", "country"),
    ],
)
def test_a_part_of_a_country_is_meant_where_the_words_say_so(name: str, kind: str) -> None:
    assert look_up(name)[0].kind == kind


def test_names_beside_each_other_settle_each_other() -> None:
    names = [Named("Alexandria"), Named("Rapides Parish")]
    assert [p and p.division for p in settle(names, evidence={})] == ["US.LA", "US.LA.079"]
    [paris] = settle([Named("Paris", within=frozenset(["Texas"]))], evidence={})
    assert paris is not None
    assert paris.country == "USA"


def test_the_order_of_names_changes_nothing() -> None:
    names = [Named(n) for n in ("Tripoli", "Sidon", "Hama", "Geneva", "New York")]
    there, back = settle(names, evidence={"LBN": 1.0}), settle(names[::-1], evidence={"LBN": 1.0})
    assert there == back[::-1]
    assert [p and p.country for p in there] == ["LBN", "LBN", "SYR", "CHE", "USA"]


def test_a_border_stands_where_the_report_is() -> None:
    west, east = (border("SYR", "TUR", near=[near]) for near in ((36.2, 37.2), (37.0, 41.2)))
    assert west is not None
    assert east is not None
    assert (round(west.lon), round(east.lon)) == (37, 41)
    assert border("SYR", "COL") is None


@pytest.mark.parametrize(("direction", "lat", "lon"), [("north", 36.38, 37.16), ("southeast", 36.1, 37.28)])
def test_beyond_a_town_lies_on_its_side(direction: str, lat: float, lon: float) -> None:
    aleppo = next(p for p in look_up("Aleppo") if p.kind == "city")
    there = beyond(direction, aleppo, 20.0 if direction == "north" else None)
    assert (there.lat, there.lon) == (pytest.approx(lat, abs=0.02), pytest.approx(lon, abs=0.02))
    assert (there.precision, there.geonames_id) == ("near", None)
