"""The record as FollowTheMoney entities and as JSON-LD."""

import io
import json
import warnings
from urllib.parse import quote

import pytest
from pyld import jsonld

from dateline.export.columns import columns
from dateline.export.write import write
from export.messy import made


@pytest.fixture(scope="module")
def record():
    with made() as held:
        yield held


@pytest.fixture(scope="module")
def model():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from followthemoney import model

        return model


def written(record, format):
    out = io.StringIO()
    write(record, format, out)
    return out.getvalue()


def test_entities_fit_their_schemata(record, model):
    entities = [json.loads(line) for line in written(record, "ftm").splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities)
    schemata = {entity["schema"] for entity in entities}
    assert schemata == {"Article", "Person", "PublicBody", "Organization", "Mention", "Event", "UnknownLink"}
    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        assert set(schema.required) <= entity["properties"].keys()
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert prop is not None, f"{schema.name} has no {name}"
            assert [prop.type.clean(value) for value in values] == values
            for value in values if prop.type.name == "entity" else []:
                assert model.get(by_id[value]["schema"]).is_a(prop.range), f"{name}: {by_id[value]['schema']}"


def test_every_property_is_described(record):
    described = {
        (schema, name)
        for schemata, _, of in (column.name.partition(": ") for column in columns("ftm"))
        for schema in schemata.split(", ")
        for name in of.split(", ")
    }
    for entity in map(json.loads, written(record, "ftm").splitlines()):
        for name in entity["properties"]:
            assert (entity["schema"], name) in described


def test_an_event_leads_to_its_report_and_its_parties(record):
    entities = [json.loads(line) for line in written(record, "ftm").splitlines()]
    by_id = {entity["id"]: entity["properties"] for entity in entities}
    strike = next(e["properties"] for e in entities if e["schema"] == "Event" and e["properties"]["name"] == ["bombed"])
    assert by_id[strike["proof"][0]]["fileName"] == ["full"] or by_id[strike["proof"][0]]["fileName"] == ["first"]
    assert by_id[strike["involved"][0]]["name"] == ["Coastal League"]
    link = next(e["properties"] for e in entities if e["schema"] == "UnknownLink")
    assert (by_id[link["subject"][0]]["name"], link["role"]) == (["River Council"], ["supports"])


def refuse(url, options):
    raise AssertionError(f"asked for {url}")


def test_json_ld_expands_without_the_network(record):
    document = json.loads(written(record, "jsonld"))
    expanded = jsonld.expand(document, {"documentLoader": refuse})
    assert len(expanded) == len(document["@graph"])
    for node, whole in zip(document["@graph"], expanded, strict=True):
        # No field is dropped for want of a term, and all become IRIs.
        assert len(whole) == len(node)
        assert all(name.startswith(("@", "http", "urn:")) for name in whole)


def test_each_annotation_points_at_its_words(record):
    graph = json.loads(written(record, "jsonld"))["@graph"]
    texts = {
        f"urn:dateline:report:{quote(r['id'], safe=':')}": r["text"]
        for r in record.query("SELECT id, text FROM report").to_pylist()
    }
    ids = {node["id"] for node in graph}
    assert len(ids) == len(graph)
    annotations = [node for node in graph if node["type"] == "Annotation"]
    reports = {node["id"] for node in graph if node["type"] == "NewsArticle"}
    assert len(annotations) > 12
    for annotation in annotations:
        target = annotation["target"]
        assert target["source"] in reports
        words, place = target["selector"]
        text = texts[target["source"]]
        assert text[place["start"] : place["end"]] == words["exact"]
        assert text[: place["start"]].endswith(words["prefix"])
        assert text[place["end"] :].startswith(words["suffix"])
        if annotation["motivation"] == "identifying":
            assert annotation["body"]["id"] in ids
    kinds = {a["body"]["additionalType"] for a in annotations if a["motivation"] == "classifying"}
    assert kinds == {
        "time", "statement", "event", "meeting", "proposal", "figure", "alignment", "forecast",
    }  # fmt: skip
    # What the copy says was said by the first.
    assert not any("copied" in annotation["id"] for annotation in annotations)
