"""The lexicon of actors and countries, and the names it finds in a text."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.marks.lexicon import ActorEntry, NameIndex, actors, countries, fold, name_index


def named(text: str) -> list[tuple[str, str, str]]:
    return [(hit.span.of(text), hit.entry_id, hit.form) for hit in name_index().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kremlin denied it.", [("The Kremlin", "russia", "metonym")]),
        ("Erdoğan's envoy", []),
        (
            "Recep Tayyip Erdoğan spoke.",
            [("Recep Tayyip Erdoğan", "recep-tayyip-erdogan", "name")],
        ),
        ("Riyad Hejab left.", [("Riyad Hejab", "riad-hijab", "alias")]),
        ("South Sudan’s army", [("South Sudan", "south-sudan", "name")]),
        ("Volodymyr Zelenskyy met them", [("Volodymyr Zelenskyy", "volodymyr-zelensky", "alias")]),
        ("Al-Qaeda struck", [("Al-Qaeda", "al-qaeda", "name")]),
        ("the US-backed force", [("US", "united-states", "alias")]),
        ("the U.S. military said", [("U.S. military", "united-states-armed-forces", "alias")]),
        ("The Washington Post reported", []),
        ("a Houthi commander", [("Houthi", "houthis", "demonym")]),
        ("FARC and the ELN", [("FARC", "farc", "alias"), ("ELN", "eln", "alias")]),
        ("Iranians, not Irano", [("Iranians", "iran", "demonym")]),
        ("MOSCOW TOLD US SO", [("MOSCOW", "russia", "metonym")]),
        ("Papua New Guinea", [("Papua New Guinea", "papua-new-guinea", "name")]),
    ],
)
def test_names_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text) == expected


def test_a_shared_name_gives_every_actor_it_may_mean() -> None:
    assert {entry for _, entry, _ in named("Congolese troops")} == {
        "republic-of-the-congo-armed-forces",
        "democratic-republic-of-the-congo-armed-forces",
    }


def test_the_longest_name_wins_and_a_cut_off_one_gives_way() -> None:
    entries = [
        ActorEntry(id="a", name="Free Army", kind="armed_group", source="test"),
        ActorEntry(id="b", name="Free Army Command", kind="armed_group", source="test"),
    ]
    index = NameIndex(entries)
    assert [hit.entry_id for hit in index.find("Free Army Command")] == ["b"]
    assert [hit.entry_id for hit in index.find("Free Army Commanders")] == ["a"]


@given(st.text(max_size=200))
def test_spans_hold_in_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    last = 0
    for hit in name_index().find(text):
        assert 0 <= hit.span.start < hit.span.end <= len(text)
        assert hit.span.start >= last or hit.span.end == last
        last = hit.span.end


@given(st.text(max_size=30), st.sampled_from(["Yemen", "Juba", "the FARC", "Nikol Pashinyan"]))
def test_a_name_between_blanks_is_found_where_it_stands(before: str, name: str) -> None:
    text = f"{before} | {name} | x"
    start = len(before) + 3
    found = [hit.span for hit in name_index().find(text) if hit.span.start >= start]
    assert found
    assert found[0].end == start + len(name)


def test_every_state_has_capital_adjective_and_point() -> None:
    known = countries()
    assert len(known) >= 197
    for country in known.values():
        assert country.capital
        assert country.adjectives
        assert -90 <= country.lat <= 90
        assert -180 <= country.lon <= 180
        assert country.area > 0


def test_entries_are_sound() -> None:
    kinds = Counter(entry.kind for entry in actors().values())
    assert kinds["person"] >= 400
    assert kinds["armed_group"] >= 150
    for entry in actors().values():
        assert entry.source
        assert entry.country is None or entry.country in countries(), entry.id
        names = [name for name, _ in entry.forms()]
        assert all(name == name.strip() and len(name) > 1 for name in names), entry.id
        for role in entry.roles:
            assert not (role.since and role.until and role.since[:4] > role.until[:4]), entry.id
