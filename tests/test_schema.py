"""The schema describes every field, agrees with the code and with the codebook page."""

from dataclasses import fields
from pathlib import Path

import pytest

from dateline.issue import Issue
from dateline.marks.wordlist import load
from dateline.readings import items
from dateline.readings.as_json import KINDS
from dateline.record.codebook import page
from dateline.record.revision import Revision
from dateline.record.schema import document, kinds
from dateline.reports.copies import Copy
from dateline.reports.report import Credit, Report

CLASSES = {
    "report": Report,
    "credit": Credit,
    "when": items.When,
    "role": items.Role,
    "response": items.Response,
    "anonymity": items.Anonymity,
    "issue": Issue,
    "copy": Copy,
    **{plural[:-1]: cls for plural, cls in KINDS.items()},
}
CODEBOOK = Path(__file__).parents[1] / "docs" / "codebook.md"


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda k: k.name)
def test_every_field_has_a_meaning_and_an_example(kind):
    assert kind.label
    assert kind.meaning.endswith(".")
    for field in kind.fields:
        assert field.meaning.endswith("."), f"{kind.name}.{field.name} has no meaning"
        assert field.example is not None, f"{kind.name}.{field.name} has no example"


@pytest.mark.parametrize("name", CLASSES)
def test_the_schema_has_the_fields_of_the_dataclass(name):
    described = {f.name for f in kinds()[name].fields if f.kept_by == "reading"}
    assert described == {f.name.rstrip("_") for f in fields(CLASSES[name])}


def test_the_revision_is_described_but_for_its_id_and_time():
    assert {f.name for f in kinds()["revision"].fields} - {"id", "written"} == {f.name for f in fields(Revision)}


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda k: k.name)
def test_an_example_is_among_the_closed_values(kind):
    for field in kind.fields:
        assert not field.values or field.example in field.values


def test_plover_types_are_those_of_events():
    event = {f.name: f for f in kinds()["event"].fields}
    assert set(document("plover")["types"]) == set(event["type"].values)
    assert {row["quad"] for row in document("plover")["types"].values()} == {
        f"{how} {what}" for how in ("verbal", "material") for what in ("cooperation", "conflict")
    }


@pytest.mark.parametrize(
    ("weights", "kind", "field"),
    [
        ("types", "event", "type"),
        ("statuses", "meeting", "status"),
        ("proposals", "proposal", "kind"),
        ("measures", "figure", "measure"),
        ("factuality", "event", "factuality"),
    ],
)
def test_the_timeline_weighs_every_value(weights, kind, field):
    values = {f.name: f.values for f in kinds()[kind].fields}[field]
    assert set(document("timeline")[weights]) == set(values)


def test_the_codebook_page_is_up_to_date():
    assert CODEBOOK.read_text("utf-8") == page(), "run: python -m dateline.record.codebook"


def test_every_mode_has_its_codes_and_belongs_to_a_type():
    quads = document("plover")["types"]
    for name, row in document("mode")["modes"].items():
        assert set(row) == {"type", "cameo", "acled", "meaning"}, name
        assert row["type"] in quads
        assert row["cameo"].isdigit()
        assert row["meaning"].endswith(".")


def test_the_words_of_events_are_those_of_the_modes():
    worded = {row["mode"] for row in load("events")["modes"]}
    assert worded == set(document("mode")["modes"])
