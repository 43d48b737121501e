"""The same reports in any order, in one go or day by day, give the same record."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ask.open import OpenRecord
from dateline.readings.read import read_many
from dateline.record.store import Record
from dateline.reports.collect import collect

QUESTIONS = (
    "timeline", "talks", "matrix", "promises", "forecasts", "contradictions", "stories", "processes", "coverage",
    "figures", "alignments", "actors",
)  # fmt: skip


@pytest.fixture(scope="module")
def told():
    """The reports of the demo with their readings."""
    reports = [report for report, _ in collect([str(Path(str(files("dateline") / "demo" / "reports")))]) if report]
    return list(zip(reports, read_many(reports), strict=True))


def answers(told, size):
    """The answers to every question after the reports were added so many at a time."""
    with Record.open(":memory:") as record:
        for at in range(0, len(told), size):
            record.add(told[at : at + size])
            record.settle()
        record.add(told[:3])
        peace = OpenRecord(record)
        tables = {name: getattr(peace, name)().to_pylist() for name in QUESTIONS}
        for line in tables["timeline"]:
            # When the record learnt of it is all that the order may change.
            assert line.pop("added")
        return tables | {"brief": peace.brief(since="2016-02-05", as_of="2016-03-20").to_pylist()}


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_the_order_of_reports_never_changes_the_record(told, data):
    some = data.draw(st.lists(st.sampled_from(told), min_size=6, unique_by=lambda pair: pair[0].id))
    other = data.draw(st.permutations(some))
    assert answers(some, len(some)) == answers(other, data.draw(st.integers(1, len(some))))
