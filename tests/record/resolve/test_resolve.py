"""Who is joined across reports, who is not, and how an editor's word changes it."""

from datetime import datetime

import pytest

from dateline.ask.open import OpenRecord
from dateline.readings.items import Role
from dateline.record.resolve.joined import DATELINE, Decision, joined
from dateline.record.resolve.judge import Judgement, compare
from dateline.record.resolve.profile import Profile, profiles
from dateline.record.resolve.settle import unsettled
from dateline.record.store import Record
from record.tellings import Telling


def person(key, *names, countries=(), roles=(), scenes=(), kinds=("person",)):
    return Profile(key, set(names), set(kinds), set(countries), set(scenes), set(roles))


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ({"countries": ["SSD"]}, {"countries": ["SSD"]}, "positive"),
        ({"countries": ["SSD"]}, {"countries": ["SDN"]}, "unsure"),
        ({"roles": [("envoy", "african union")]}, {"roles": [("envoy", "african union")]}, "positive"),
        ({"scenes": ["YEM"]}, {"scenes": ["YEM"]}, "positive"),
        ({"scenes": ["YEM"]}, {"scenes": ["COL"]}, "unsure"),
        ({}, {}, "unsure"),
    ],
)
def test_names_alike_are_one_where_something_else_agrees(one, other, verdict):
    judged = compare(person("name:person::riad", "Riad Hijab", **one), person("registry:r", "Riyad Hejab", **other))
    assert (judged.verdict, judged.right) == (verdict, "registry:r")
    assert "Riad Hijab and Riyad Hejab" in judged.reason


def test_a_son_is_not_his_father():
    father = person("name:a", "Ali Abdullah Saleh", countries=["YEM"])
    son = person("name:b", "Ahmed Ali Abdullah Saleh", countries=["YEM"])
    assert compare(father, son).verdict == "unsure"


def test_an_acronym_alone_joins_nothing():
    short = person("only:x:a1", "HNC", kinds=["organisation"], countries=["SYR"])
    full = person("name:b", "High Negotiations Committee", kinds=["organisation"], countries=["SYR"])
    assert compare(short, full).verdict == "unsure"


def test_two_of_the_lexicon_are_never_compared():
    assert compare(person("registry:a", "Ana Ruiz"), person("registry:b", "Ana Ruiz")) is None


def decided(left, right, verdict, by=DATELINE):
    return Decision(left, right, verdict, "", by, datetime(2026, 11, 22))


def test_a_chain_never_runs_against_what_was_parted():
    links = [decided("only:a", "name:b", "positive"), decided("name:b", "registry:c", "positive")]
    assert joined(links) == {"name:b": "registry:c", "only:a": "registry:c"}
    parted = decided("only:a", "registry:c", "negative", by="J. Editor")
    assert joined([*links, parted]) == {"only:a": "name:b"}


def told(id, name, **more):
    telling = Telling(id, f"Envoy {name} met the delegates.", published=f"2018-12-1{id}")
    telling.actor(name, "person", **more)
    return telling.pair


def test_settling_joins_spellings_and_an_editor_parts_them():
    with Record.open(":memory:") as record:
        record.add([told("1", "Riad Hijab", country="SYR"), told("2", "Riyad Hejab", country="SYR")])
        assert record.settle() == 1
        assert record.settle() == 0
        peace = OpenRecord(record)
        (row,) = peace.who("Riad Hijab").to_pylist()
        assert (row["reports"], row["names"]) == (2, ["Riad Hijab", "Riyad Hejab"])
        (judged,) = peace.judgements().to_pylist()
        record.judge([Judgement(judged["left"], judged["right"], "negative", "cousins")], by="J. Editor")
        assert record.settle() == 0
        assert [r["reports"] for r in peace.actors().to_pylist()] == [1, 1]
        assert [r["stands"] for r in peace.judgements().to_pylist()] == [False, True]


def test_later_reports_can_settle_what_was_unsure():
    with Record.open(":memory:") as record:
        record.add([told("1", "Riad Hijab"), told("2", "Riyad Hejab")])
        record.settle()
        role = (Role(title="coordinator", of="High Committee"),)
        record.add([told("3", "Riad Hijab", roles=role), told("4", "Riyad Hejab", roles=role)])
        record.settle()
        assert [r["verdict"] for r in OpenRecord(record).judgements().to_pylist()] == ["unsure", "positive"]


def test_a_card_tells_wordings_roles_and_groups():
    with Record.open(":memory:") as record:
        telling = Telling("1", "Foreign Minister Ilo Maran of the Hill Front spoke. Maran left.")
        role = (Role(title="Foreign Minister", of="Hill Front"),)
        maran = telling.actor(
            "Ilo Maran", "person", mentions=tuple(map(telling.span, ("Ilo Maran", "Maran left"))), roles=role
        )
        front = telling.actor("Hill Front", "armed_group")
        telling.alignment("of the Hill Front", maran, front, "member_of")
        record.add([telling.pair])
        peace = OpenRecord(record)
        (row,) = peace.cards("Ilo Maran").to_pylist()
        assert [w["words"] for w in row["wordings"]] == ["Ilo Maran", "Maran left"]
        assert [(r["title"], r["held_in"]) for r in row["roles"]] == [("Foreign Minister", "Hill Front")]
        assert [g["name"] for g in row["groups"]] == ["Hill Front"]
        (row,) = peace.cards("Hill Front").to_pylist()
        assert [m["name"] for m in row["members"]] == ["Ilo Maran"]
        assert peace.cards(row["key"]).num_rows == 1


@pytest.mark.parametrize(
    ("words", "published", "joins"),
    [
        ("The U.N. envoy", "2018-12-19", True),
        ("A U.N. envoy", "2018-12-19", False),
        ("The Omani envoy", "2018-12-19", False),
        ("The U.N. envoy", "2021-12-19", False),
    ],
)
def test_who_holds_an_office_then_is_meant_by_it(words, published, joins):
    with Record.open(":memory:") as record:
        named = Telling("1", "U.N. envoy Ana Ruiz met the Houthis.", published="2018-12-13")
        named.actor("Ana Ruiz", "person", roles=(Role(title="Special Envoy", of="U.N."),))
        named.actor("Houthis", "armed_group", country="YEM")
        titled = Telling("2", f"{words} met the Houthis.", published=published)
        titled.actor(words, "person", name=words.split(" ", 1)[1])
        titled.actor("Houthis", "armed_group", country="YEM")
        record.add([named.pair, titled.pair])
        record.settle()
        (row,) = OpenRecord(record).who("Ana Ruiz").to_pylist()
        assert row["reports"] == 1 + joins


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    ("full", "short"),
    [("U.N. envoy Ana Ruiz", "The U.N. envoy"), ("U.N. envoy Ana Ruiz", "U.N. envoy Ruiz")],
)
def test_who_is_meant_does_not_depend_on_which_report_comes_first(full, short, order):
    role = (Role(title="Special Envoy", of="U.N."),)
    with Record.open(":memory:") as record:
        pairs = []
        for id, words in (("1", full), ("2", short)):
            telling = Telling(id, f"{words} met the Houthis.")
            name = words.removeprefix("The ").removeprefix("U.N. envoy ")
            telling.actor(words, "person", name=name, roles=role if "Ruiz" in words else ())
            telling.actor("Houthis", "armed_group", country="YEM")
            pairs.append(telling.pair)
        for n in order:
            record.add([pairs[n]])
            record.settle()
        (row,) = OpenRecord(record).who("Ana Ruiz").to_pylist()
        assert row["reports"] == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_acronym_faces_those_who_have_it_for_initials(order):
    pairs = []
    for id, names in (("1", ("High Negotiations Committee", "Hill Nations Congress")), ("2", ("HNC",))):
        telling = Telling(id, f"The {' and the '.join(names)} met.")
        for name in names:
            telling.actor(name, "organisation", country="SYR")
        pairs.append(telling.pair)
    with Record.open(":memory:") as record:
        for n in order:
            record.add([pairs[n]])
            record.settle()
        found = {(row["verdict"], row["reason"]) for row in OpenRecord(record).judgements().to_pylist()}
        assert found == {
            ("unsure", "HNC may stand for High Negotiations Committee"),
            ("unsure", "HNC may stand for Hill Nations Congress"),
        }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_report_on_two_countries_alike_is_always_on_the_same(order):
    telling = Telling("1", "Ana Ruiz told Houthis and Saudis.")
    telling.actor("Ana Ruiz", "person")
    for n in order:
        telling.actor(*(("Houthis", "armed_group"), ("Saudis", "population"))[n], country=("YEM", "SAU")[n])
    with Record.open(":memory:") as record:
        record.add([telling.pair])
        with record.cursor() as cursor:
            found = profiles(cursor, unsettled(cursor))
        assert {tuple(of.scenes) for of in found.values()} == {("SAU",)}
