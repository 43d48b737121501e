"""Where a text names or describes somebody or somewhere."""

import pytest

from dateline.marks.mention import Mention, Mentions
from dateline.marks.mentions import find_mentions
from dateline.marks.parse import Parse
from dateline.marks.parser import load
from dateline.reports.report import Report


def read(text: str) -> tuple[Parse, Mentions]:
    parse = next(load().parse([Report(id="r", text=text)]))
    return parse, find_mentions(parse)


def mention(text: str, words: str) -> Mention | None:
    parse, found = read(text)
    return next((m for m in found.all if parse.words(m.first, m.last) == words), None)


@pytest.mark.parametrize(
    ("text", "words", "form", "kind"),
    [
        ("Salva Kiir flew home.", "Salva Kiir", "name", "person"),
        ("The ELN freed a hostage.", "ELN", "name", "armed_group"),
        ("Rebels shelled Malakal.", "Malakal", "name", "place"),
        ("Rebels shelled Malakal.", "Rebels", "nominal", "armed_group"),
        ("Thousands of Syrians fled.", "Syrians", "demonym", "population"),
        ("A diplomat spoke. He left.", "He", "pronoun", "person"),
    ],
)
def test_form_and_kind(text: str, words: str, form: str, kind: str) -> None:
    found = mention(text, words)
    assert found is not None
    assert (found.form, found.kind) == (form, kind)


def test_a_capital_may_stand_for_its_government() -> None:
    found = mention("Moscow rejected the plan.", "Moscow")
    assert found is not None
    assert (found.word, found.country) == ("metonym", "RUS")


def test_a_later_surname_is_the_person_named_in_full() -> None:
    text = "Peter Deng met the rebels. Deng then flew to Quito."
    parse, found = read(text)
    people = [parse.words(m.first, m.last) for m in found.all if m.kind == "person"]
    assert people == ["Peter Deng", "Deng"]


def test_a_demonym_before_a_noun_only_qualifies_it() -> None:
    parse, found = read("Russian jets bombed the town.")
    assert [parse.tokens[i].text for i in found.adjectives] == ["Russian"]
    assert not any(parse.words(m.first, m.last) == "Russian" for m in found.all)


def test_an_acronym_is_remembered() -> None:
    _, found = read("The Chin Relief Network (CRN) opened a clinic.")
    assert found.acronyms == {"CRN": "Chin Relief Network"}


def test_mentions_come_in_text_order_and_hold_their_head() -> None:
    _, found = read("The envoy told Reuters in Juba that he and the rebels of Riek Machar would meet on Monday.")
    assert [m.first for m in found.all] == sorted(m.first for m in found.all)
    assert all(m.first <= m.head < m.last for m in found.all)
    assert all(found.at[m.head].head == m.head for m in found.all)
