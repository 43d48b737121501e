"""Verification finds whatever no longer agrees with the texts."""

import pytest

from dateline.record.store import Record
from record.tellings import full


@pytest.fixture
def record():
    with Record.open(":memory:") as held:
        held.add([full().pair])
        yield held


def found(record, change):
    record.connection.execute(change)
    return {(m.kind, m.item_id, m.field) for m in record.verify()}


def test_a_sound_record_has_none(record):
    assert record.verify() == []


def test_a_changed_text(record):
    changed = found(record, "UPDATE report SET text = replace(text, 'bombed', 'shelled')")
    assert {("report", "full", "text"), ("event", "ev0", "trigger")} <= changed


def test_a_changed_text_of_the_same_words_at_the_spans(record):
    changed = found(record, "UPDATE report SET text = text || ' More.'")
    assert changed == {("report", "full", "text")}


def test_a_changed_quote(record):
    change = "UPDATE evidence SET quote = 'freed' WHERE kind = 'event' AND field = 'trigger'"
    assert found(record, change) == {("event", "ev0", "trigger")}
    (mismatch,) = record.verify()
    assert (mismatch.expected, mismatch.found) == ("freed", "bombed")


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("event", "trigger", "[0, 3]"),
        ("actor", "mentions", "[[0, 3]]"),
        (
            "proposal",
            "responses",
            "list_transform(responses, lambda r: struct_update(r, span := [0, 3]))",
        ),
    ],
)
def test_a_moved_span(record, table, field, value):
    (first, *_) = sorted(found(record, f'UPDATE "{table}" SET {field} = {value}'))
    assert first[0::2] == (table, field)


def test_an_item_that_lost_its_evidence(record):
    change = "DELETE FROM evidence WHERE kind = 'forecast' AND field = 'evidence'"
    assert found(record, change) == {("forecast", "fo0", "evidence")}


def test_a_report_that_is_gone(record):
    assert ("event", "ev0", "evidence") in found(record, "DELETE FROM report")
