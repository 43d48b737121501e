"""What people reviewed goes out as gold and as cases, and a case is what the tables of tests/cases take."""

import json

import pytest

from dateline.export.reviewed import cases, gold
from dateline.record.store import Record
from record.tellings import full


@pytest.fixture
def record():
    """A record of one report, of which four items were reviewed."""
    with Record.open(":memory:") as held:
        held.add([full().pair])

        def say(kind, item, verdict, **more):
            held.review("full", kind, item, verdict, reason="read it", by="Ana Editor", **more)

        say("event", "ev0", "correct", changes={"factuality": "planned", "when": "2018-12-09/2018-12-10"})
        say("proposal", "pr0", "accept")
        say("figure", "fi0", "reject")
        say("statement", "st0", "accept")
        held.undo(
            held.review("full", "forecast", "fo0", "reject", reason="read it", by="Ana Editor"),
            by="Ana Editor", reason="a slip",
        )  # fmt: skip
        yield held


def test_gold_has_the_text_the_words_and_what_was_read_before(record):
    (report,) = json.loads(json.dumps(list(gold(record))))
    told = {item["item"]: item for item in report["items"]}
    assert set(told) == {"event", "proposal", "figure", "statement"}
    event = told["event"]
    assert (event["verdict"], event["factuality"], event["was"]["factuality"]) == ("correct", "planned", "happened")
    assert told["figure"]["verdict"] == "reject"
    assert "was" not in told["proposal"]
    assert {a["name"] for a in report["actors"]} >= {"Coastal League"}
    for item in report["items"]:
        assert (item["by"], item["reason"]) == ("Ana Editor", "read it")
        for span in item["spans"]:
            assert report["text"][span["start"] : span["end"]] == span["quote"]


def test_cases_name_what_the_sentence_should_yield(record):
    told = {case["kind"]: case for case in json.loads(json.dumps(list(cases(record))))}
    (event,) = told["events"]["expect"]
    assert event["actors"] == ["Coastal League"]
    assert event["when"] == ["2018-12-09", "2018-12-10"]
    (proposal,) = told["proposals"]["expect"]
    assert (proposal["terms"], proposal["by"]) == ("a truce", ["Ana Perez"])
    assert told["figures"]["expect"] == []
    for case in told.values():
        assert set(case) <= {"kind", "text", "title", "published", "dateline", "expect"}
        assert case["text"]
