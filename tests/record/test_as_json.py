"""A reading as JSON and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.readings.as_json import reading_from_json, reading_json
from record.tellings import Telling, full


def test_a_reading_survives_json():
    pair = full().pair
    found = json.loads(json.dumps(reading_json(*pair)))
    assert reading_from_json(found) == pair


def test_names_and_shapes_are_those_of_the_contract():
    found = reading_json(*full().pair, id="talks")
    assert found["id"] == "talks"
    assert found["report"]["id"] == "full"
    assert found["report"]["published"] == "2018-12-13T09:00:00+03:00"
    (side,) = found["alignments"]
    assert (side["from"], side["to"]) == ("ac2", "ac0")
    assert side["evidence"] == [side["span"]]
    (offer,) = found["proposals"]
    assert offer["takes_effect"]["start"] == "2018-12-18"
    assert offer["responses"][0]["response"] == "rejects"


def test_a_span_outside_the_text_fails_and_names_the_item():
    found = reading_json(*full().pair)
    found["events"][0]["trigger"] = [0, 9999]
    with pytest.raises(ValueError, match=r"events of report full, ev0.*\[0, 9999\)"):
        reading_from_json(found)


def test_an_item_without_evidence_fails():
    found = reading_json(*full().pair)
    found["events"][0]["evidence"] = []
    with pytest.raises(ValueError, match="no evidence, no item"):
        reading_from_json(found)


def test_an_unknown_field_fails():
    found = reading_json(*full().pair)
    found["figures"][0]["total"] = 3
    with pytest.raises(ValueError, match="unknown field total"):
        reading_from_json(found)


def test_a_missing_field_fails():
    found = reading_json(*full().pair)
    del found["figures"][0]["measure"]
    with pytest.raises(ValueError, match="measure"):
        reading_from_json(found)


@given(st.text(min_size=1, max_size=60))
def test_any_text_keeps_its_spans(text):
    told = Telling("any", text)
    told.actor(text)
    report, reading = reading_from_json(json.loads(json.dumps(reading_json(*told.pair))))
    assert reading.actors[0].evidence[0].quote == text == report.text
