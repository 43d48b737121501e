"""What holds of every reading, whatever the text."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.marks.parser import load
from dateline.readings.as_json import KINDS, reading_from_json, reading_json
from dateline.readings.forecasts import _trimmed
from dateline.readings.items import Reading
from dateline.readings.read import read_many
from dateline.reports.report import Report
from dateline.span import Span

WAR = """\
Rebels shelled the port of Hodeidah on Tuesday, killing at least 12 people, a day before peace talks were \
due to open in Stockholm.

"We will not come back unless the air strikes end," said Salem Nasser, who leads the rebels' delegation. \
"Two days of talks would be enough."

Saudi Arabia, which backs the government, urged both sides to keep the truce. The United Nations envoy, Ann \
Lee, warned that 300,000 people could be besieged. Diplomats expect little.\
"""
CALM = 'The baker in Lyon sold forty loaves on Monday. "The flour is good this year," he said.'
NOT_READ = ("events", "meetings", "proposals", "figures", "alignments", "forecasts")
ACTOR_FIELDS = (
    "speaker",
    "attributed_to",
    "actors",
    "recipients",
    "participants",
    "conveners",
    "absent",
    "by",
)
WORDS = 'Rebels|Moscow|the envoy|he|said|that|bombed|talks|in Aden|on Friday|12|killed|"|,|.|\n\n|if|will|not'

# Without raised and circled digits, which are taken for numbers.
LETTERS = st.characters(exclude_categories=("Cs",))


@pytest.fixture(scope="module")
def war() -> tuple[Report, Reading]:
    report = Report(id="war", text=WAR)
    return report, next(read_many([report]))


def items(reading: Reading) -> list[Any]:
    return [item for kind in KINDS for item in getattr(reading, kind)]


def check_spans(report: Report, reading: Reading) -> None:
    """Evidence says what the text says, and every other span lies inside: loading would refuse it."""
    for item in items(reading):
        assert all(e.quote and e.quote == e.span.of(report.text) for e in item.evidence)
    assert reading_from_json(reading_json(report, reading)) == (report, reading)


def check_references(reading: Reading) -> None:
    actors, places = {a.id for a in reading.actors}, {p.id for p in reading.places}
    for item in items(reading):
        for field in ACTOR_FIELDS:
            held = getattr(item, field, None)
            assert set([held] if isinstance(held, str) else held or ()) <= actors, (item, field)
        assert {getattr(item, "place", None), getattr(item, "venue", None)} <= places | {None}, item
    for proposal in reading.proposals:
        assert {*proposal.to, *(r.by for r in proposal.responses)} <= actors
    assert {f.counted_by for f in reading.figures} <= actors | {None}
    for alignment in reading.alignments:
        assert {alignment.from_, alignment.to} <= actors


def test_a_war_report_gives_items_of_most_kinds(war: tuple[Report, Reading]) -> None:
    _, reading = war
    for kind in ("actors", "places", "times", "statements", "events", "proposals", "figures", "alignments"):
        assert getattr(reading, kind), kind
    assert not reading.notes


def test_every_span_quotes_the_text(war: tuple[Report, Reading]) -> None:
    check_spans(*war)


def test_every_actor_and_place_referred_to_is_there(war: tuple[Report, Reading]) -> None:
    check_references(war[1])


def test_ids_are_unique(war: tuple[Report, Reading]) -> None:
    ids = [item.id for item in items(war[1])]
    assert len(ids) == len(set(ids))


def test_reading_twice_reads_the_same(war: tuple[Report, Reading]) -> None:
    report, reading = war
    assert next(read_many([report])) == reading


def test_company_changes_no_reading(war: tuple[Report, Reading]) -> None:
    report, reading = war
    others = [Report(id=str(n), text=CALM) for n in range(3)]
    assert list(read_many([*others, report, *others]))[3] == reading


def test_a_report_without_conflict_gives_names_times_statements_and_a_note() -> None:
    reading = dateline.read(CALM, published="2016-02-10")
    assert all(not getattr(reading, kind) for kind in NOT_READ)
    assert [s.mode for s in reading.statements] == ["direct"]
    assert [t.span.of(CALM) for t in reading.times] == ["Monday", "this year"]
    assert "not read" in reading.notes[0]


def test_the_title_can_show_that_a_report_is_about_a_conflict() -> None:
    sentence = "Norway praised Colombia."
    assert not dateline.read(sentence).events
    assert dateline.read(sentence, title="Truce and war: rebel ceasefire").events


ODD = ["", " \n\n\t ", "\n", '"', "...", "\u200b\u2028\x00", "😀" * 30, "“‘([", "² See the map of the front line."]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_read(text: str) -> None:
    report = Report(id="odd", text=text)
    check_spans(report, next(read_many([report])))


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS, max_size=200) | st.lists(st.sampled_from(WORDS.split("|")), max_size=40).map(" ".join))
def test_any_text_is_read_and_all_spans_lie_inside(text: str) -> None:
    report = Report(id="any", text=text, title="War, truce and peace talks")
    reading = next(read_many([report]))
    check_spans(report, reading)
    check_references(reading)


def test_numpy_waits_for_the_parser_to_keep_it_to_one_thread() -> None:
    code = "import sys, dateline.readings.read; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_outcome_of_one_word_is_not_cut_to_nothing() -> None:
    (parse,) = load().parse([Report(id="x", text="More died than would have been expected to before the war.")])
    to = parse.report.text.index("to before")
    assert _trimmed(parse, Span(to, to + 2)) == Span(to, to + 2)
