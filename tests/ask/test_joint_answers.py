"""Answers that several reports stand behind: the matrix, contradictions, the brief, withdrawals."""

from contextlib import ExitStack

import pytest

from dateline.ask.open import OpenRecord
from dateline.record.store import Record, RecordError
from record.tellings import Telling, on, own_words


def offered(id, published, words="offered a truce", *, answer=None, effect=None):
    told = Telling(id, f"The Coastal League {words} to the Hill Front. The Front answered.{own_words(id)}", published)
    league = told.actor("Coastal League", "armed_group", country="YEM")
    front = told.actor("Hill Front", "armed_group", country="YEM")
    responses = (told.response(front, answer, "answered"),) if answer else ()
    told.proposal("truce", by=(league,), to=(front,), responses=responses, takes_effect=effect)
    return told.pair


def spoke(id, published, cue, content, who="Hill Front"):
    told = Telling(id, f"The {who} {cue} {content}.", published)
    front = told.actor(who, "armed_group", country="YEM")
    told.statement(content, cue, speaker=front, speaker_span=told.span(who))
    told.event("ASSAULT", "fighting", cue, actors=(front,))
    return told.pair


@pytest.fixture
def asked():
    """A function that opens a record of some reports; all are closed in the end."""
    with ExitStack() as opened:

        def ask(pairs):
            record = opened.enter_context(Record.open(":memory:"))
            record.add(pairs)
            return OpenRecord(record)

        yield ask


@pytest.fixture
def answers(asked):
    """A function that gives the answers to the one offer of a truce in some reports."""

    def ask(pairs):
        (row,) = asked(pairs).matrix(kind="ceasefire").to_pylist()
        return [(a["party"], a["response"], a["basis"]) for a in row["answers"]]

    return ask


def test_who_was_asked_and_says_nothing_is_silent(answers):
    assert answers([offered("a", "2018-12-01")]) == [("Hill Front", "silent", None)]


def test_an_answer_in_any_telling_is_an_answer(answers):
    told = [offered("a", "2018-12-01"), offered("b", "2018-12-03", answer="rejects")]
    assert answers(told) == [("Hill Front", "rejects", "answer")]


@pytest.mark.parametrize(
    ("cue", "content", "response"),
    [
        ("said", "it accepts the truce", "accepts"),
        ("said", "it will not keep a truce", "rejects"),
        ("said", "it would keep a truce only if the siege ends", "conditional"),
        ("denied", "it had agreed to the truce", "denies"),
    ],
)
def test_what_a_party_says_on_the_matter_stands_beside_it(answers, cue, content, response):
    told = [offered("a", "2018-12-01"), spoke("b", "2018-12-04", cue, content)]
    assert answers(told) == [("Hill Front", response, "said on the matter")]


def test_what_is_said_long_after_or_on_other_things_is_no_answer(answers):
    late = spoke("b", "2018-12-24", "said", "it accepts the truce")
    other = spoke("c", "2018-12-04", "said", "it accepts the visit")
    assert answers([offered("a", "2018-12-01"), late, other]) == [("Hill Front", "silent", None)]


def test_another_day_to_begin_on_is_another_offer(asked):
    told = [offered("a", "2018-12-01", effect=on("2018-12-05")), offered("b", "2018-12-03", effect=on("2018-12-09"))]
    assert asked(told).matrix().num_rows == 2


def test_breaches_alleged_after_a_truce_took_effect(asked):
    told = Telling("b", "The Hill Front accused the Coastal League of violating the truce.", "2018-12-07")
    front = told.actor("Hill Front", "armed_group", country="YEM")
    league = told.actor("Coastal League", "armed_group", country="YEM")
    told.event("ACCUSE", "accuse", "accused", actors=(front,), recipients=(league,), when=on("2018-12-06"))
    (row,) = asked([offered("a", "2018-12-01", effect=on("2018-12-05")), told.pair]).matrix().to_pylist()
    (breach,) = row["violations"]
    assert (breach["by"], breach["against"], str(breach["date"])) == (["Hill Front"], ["Coastal League"], "2018-12-06")


def raided(id, factuality, published="2018-12-11"):
    told = Telling(id, f"{id}: Coastal League guns raided Ardan, or so it is said.", published)
    league = told.actor("Coastal League", "armed_group", country="YEM")
    ardan = told.place("Ardan", geonames_id=7)
    told.event("ASSAULT", "raid", "raided", actors=(league,), place=ardan, when=on("2018-12-10"), factuality=factuality)
    return told.pair


def test_an_act_told_and_denied_is_a_pair_of_sentences(asked):
    (row,) = asked([raided("a", "happened"), raided("b", "denied")]).contradictions().to_pylist()
    assert row["sort"] == "told and denied"
    assert row["about"] == ["Coastal League"]
    assert (row["one"]["report_id"], row["other"]["report_id"]) == ("a", "b")
    assert asked([raided("a", "happened"), raided("b", "happened")]).contradictions().num_rows == 0


def test_the_brief_has_what_was_first_told_since_a_day(asked):
    peace = asked([raided("a", "happened"), offered("b", "2018-12-20")])
    assert [row["section"] for row in peace.brief(since="2018-12-15").to_pylist()] == ["agreements and offers"]
    with pytest.raises(ValueError, match="since 'soon' is no day"):
        peace.brief(since="soon")


def test_a_withdrawn_report_is_in_no_answer_until_that_is_taken_back(asked):
    peace = asked([raided("a", "happened"), raided("b", "happened")])
    peace.record.withdraw("a", reason="the agency withdrew it", by="J. Editor")
    assert [row["report_id"] for row in peace.timeline().to_pylist()] == ["b"]
    (told,) = (row for row in peace.coverage().to_pylist() if row["sort"] == "withdrawn")
    assert told["note"] == "the agency withdrew it"
    peace.record.withdraw("a", reason="it stands", by="J. Editor", back=True)
    (row,) = peace.timeline().to_pylist()
    assert row["tellings"] == 2
    with pytest.raises(RecordError, match="no report nowhere"):
        peace.record.withdraw("nowhere", reason="", by="J. Editor")
