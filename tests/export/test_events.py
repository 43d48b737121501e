"""What happened, in the forms of PLOVER, ACLED, UCDP GED and GeoJSON."""

import csv
import io
import json

import pytest
from geojson_pydantic import FeatureCollection

from dateline.across.window import Window
from dateline.export.acled import COLUMNS as ACLED
from dateline.export.columns import columns, names
from dateline.export.ged import COLUMNS as GED
from dateline.export.write import write
from dateline.record.store import Record
from export.messy import NASTY, attack, made
from record.tellings import Telling, on


@pytest.fixture(scope="module")
def record():
    with made() as held:
        yield held


def written(record, format, **window):
    out = io.StringIO()
    number = write(record, format, out, window=Window(**window))
    return number, out.getvalue()


def rows(record, format, **window):
    return list(csv.DictReader(io.StringIO(written(record, format, **window)[1])))


def of(found, **wanted):
    return [row for row in found if all(row[name] == value for name, value in wanted.items())]


def test_acled_has_its_columns_and_one_row_an_event(record):
    found = rows(record, "acled")
    assert list(found[0]) == names(ACLED)
    (strike,) = of(found, sub_event_type="Air/drone strike", event_date="2018-12-10", location="Belin")
    assert (strike["disorder_type"], strike["event_type"]) == ("Political violence", "Explosions/Remote violence")
    assert (strike["actor1"], strike["inter1"], strike["country"], strike["iso"]) == (
        "Coastal League",
        "Rebel group",
        "Yemen",
        "887",
    )
    assert (strike["time_precision"], strike["geo_precision"], strike["latitude"]) == ("1", "1", "15.5")
    assert strike["notes"].startswith("Warplanes")
    assert (strike["sources"], strike["source"]) == ("2", "again.example; copied.example; first.example")
    # The count of the dead belongs to the killing, and only to it.
    assert strike["fatalities"] == ""
    (kill,) = of(found, sub_event_type="Attack")
    assert (kill["fatalities"], kill["fatalities_told"], kill["civilian_targeting"]) == (
        "12",
        "12 people",
        "Civilian targeting",
    )
    assert (kill["actor2"], kill["assoc_actor_2"]) == ("Civilians (Yemen)", "12 people")
    assert kill["interaction"] == "Rebel group-Civilians"


def test_tellings_that_count_differently_give_no_number():
    with Record.open(":memory:") as held:
        held.add([attack("one").pair, attack("two", dead=15).pair])
        (kill,) = of(rows(held, "acled"), sub_event_type="Attack")
        assert (kill["fatalities"], kill["fatalities_told"]) == ("", "12 people; 15 people")
        (killed,) = [row for row in rows(held, "ged") if row["deaths_told"]]
        assert (killed["best"], killed["low"], killed["high"], killed["number_of_sources"]) == ("", "12", "15", "2")


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("", {"cumulative": True}),
        ("", {"cumulative": None}),
        ("", {"factuality": "denied"}),
        ("", {"period": on("2018-12-03")}),
        ("", {"measure": "injured"}),
        (" and 5 guards", {"cumulative": False}),
    ],
)
def test_a_count_that_may_be_of_something_else_is_no_toll(words, figure):
    told = Telling("r", f"The army bombed Ardan, killing 12 people{words}.")
    told.event("ASSAULT", "airstrike", "bombed", when=on("2018-12-10"))
    told.figure("12 people", 12, **({"cumulative": False} | figure))
    if words:
        told.figure("5 guards", 5, cumulative=False)
    with Record.open(":memory:") as held:
        held.add([told.pair])
        assert [row["fatalities"] for row in rows(held, "acled")] == [""]


def test_a_count_of_the_only_deed_of_its_sentence_is_its_toll():
    told = Telling("r", "The army bombed Ardan, killing at least 12 people.")
    told.event("ASSAULT", "airstrike", "bombed", when=on("2018-12-10"))
    told.figure("at least 12 people", 12, low=12, cumulative=False, qualifier="at least")
    with Record.open(":memory:") as held:
        held.add([told.pair])
        (row,) = rows(held, "ged")
        assert (row["best"], row["low"], row["high"], row["deaths_unknown"]) == ("12", "12", "", "12")


def test_a_bare_count_is_the_least_and_the_most_it_can_mean():
    told = Telling("r", "The army bombed Ardan, killing 12 people.")
    told.event("ASSAULT", "airstrike", "bombed", when=on("2018-12-10"))
    told.figure("12 people", 12, cumulative=False)
    with Record.open(":memory:") as held:
        held.add([told.pair])
        (row,) = rows(held, "ged")
        assert (row["best"], row["low"], row["high"]) == ("12", "12", "12")


def test_only_what_happened_is_an_event_there():
    told = Telling("r", "They may bomb Ardan; they shelled Tarn in 2001; they often fight; they met; raids went on.")
    told.event("ASSAULT", "airstrike", "bomb", factuality="planned")
    told.event("ASSAULT", "shelling", "shelled", background="historical", when=on("2001-01-01", "2001-12-31"))
    told.event("ASSAULT", "fighting", "fight", background="habitual")
    told.event("CONSULT", "meet", "met", when=on("2018-12-12"))
    told.event("ASSAULT", "attack", "raids", factuality="ongoing")
    with Record.open(":memory:") as held:
        held.add([told.pair])
        found = rows(held, "acled")
        assert [row["sub_event_type"] for row in found] == ["Shelling/artillery/missile attack", ""]
        # ACLED has no date for what is told for a whole year, GED has one.
        assert [(row["event_date"], row["year"]) for row in found] == [("", "2001"), ("", "")]
        shelling, raid = rows(held, "ged")
        assert (shelling["date_prec"], shelling["date_start"], shelling["date_end"]) == (
            "5",
            "2001-01-01",
            "2001-12-31",
        )
        assert (raid["date_start"], raid["type_of_violence"], raid["event_clarity"]) == ("", "", "")


def test_ged_tells_the_type_of_violence():
    told = Telling("r", "The army fought rebels. The League fought the Front. The army shelled villagers. They shot.")
    army = told.actor("army", "armed_group", country="YEM", sector="MIL")
    rebels = told.actor("rebels", "armed_group", country="YEM", sector="REB")
    league = told.actor("League", "armed_group", sector="REB")
    front = told.actor("Front", "armed_group", sector="UAF")
    villagers = told.actor("villagers", "population", sector="CVL")
    told.event("ASSAULT", "fighting", "fought", actors=(rebels, army))
    told.event("ASSAULT", "fighting", "fought the Front", actors=(league,), recipients=(front,))
    told.event("ASSAULT", "shelling", "shelled", actors=(army,), recipients=(villagers,))
    told.event("ASSAULT", "shooting", "shot")
    with Record.open(":memory:") as held:
        held.add([told.pair])
        found = [(row["type_of_violence"], row["side_a"], row["side_b"]) for row in rows(held, "ged")]
    assert sorted(found) == [
        ("", "", ""),
        ("1", "army", "rebels"),
        ("2", "League", "Front"),
        ("3", "army", "Civilians"),
    ]


def test_ged_has_its_columns_and_precision(record):
    found = rows(record, "ged")
    assert list(found[0]) == names(GED)
    (strike, *_) = of(found, where_coordinates="Belin")
    assert (strike["where_prec"], strike["date_prec"], strike["geom_wkt"]) == ("1", "1", "POINT (44.25 15.5)")
    assert strike["priogrid_gid"] == str((2 * 90 + 31) * 720 + 448 + 1)


def test_plover_has_its_fields_and_copies_once(record):
    number, text = written(record, "plover")
    found = [json.loads(line) for line in text.splitlines()]
    assert len(found) == number
    assert all(list(event) == names(columns("plover")) for event in found)
    strikes = [event for event in found if event["mode"] == "airstrike" and event["location"]["lat"] == 15.5]
    assert [event["source"]["id"] for event in strikes] == ["first", "again"]
    strike = strikes[0]
    assert strike["also_carried_by"] == ["copied.example"]
    assert (strike["event_date"], strike["quad_code"], strike["cameo"]) == ("2018-12-10", "material conflict", "195")
    assert strike["context"] == ["military"]
    assert strike["actors"][0]["key"] == "registry:group:coast"
    start, end = strike["span"]
    assert strike["text"][start:end] == strike["trigger"] == "bombed"


def test_the_map_is_geojson(record):
    number, text = written(record, "geojson")
    whole = FeatureCollection.model_validate_json(text)
    assert len(whole.features) == number > 0
    assert len({feature.id for feature in whole.features}) == number
    for feature in whole.features:
        assert list(feature.properties) == names(columns("geojson"))
        assert feature.properties["precision"] in ("exact", "near", "admin", "country", None)
    nasty = [f for f in whole.features if f.properties["place"] == NASTY]
    assert [tuple(f.geometry.coordinates) for f in nasty] == [(44.25, -15.5)]


@pytest.mark.parametrize("format", ["plover", "acled", "ged", "geojson"])
def test_a_window_holds_and_a_withdrawn_report_is_left_out(record, format):
    assert "Sunday" not in written(record, format)[1]
    assert written(record, format, as_of="2018-12-01")[0] == 0
    early, _ = written(record, format, happened_by="2018-12-09")
    assert early < written(record, format)[0]


@pytest.mark.parametrize("format", ["acled", "ged", "ceasefires"])
def test_no_cell_runs_as_a_formula(record, format):
    for row in csv.reader(io.StringIO(written(record, format)[1])):
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row)
        assert len(row) == len(names(columns(format)))
