"""The tables of ``tests/cases``: sentences and the items a careful reader takes from them.

Each table has the name of a kind of item and is a list of cases::

    - text: Rebels freed six soldiers near Arauca on Friday.
      published: 2016-02-10          # where relative dates matter
      dateline: [Juba]               # where places do
      expect:
        - {type: CONCEDE, actors: [Rebels], recipients: [six soldiers], when: 2016-02-05}

Only the fields given are compared. Actors and places are given by a name or any wording the text has for
them, articles apart; a ``when`` as a day or [first, last]. ``content`` may differ from what is read in one
word out of five; ``terms``, ``condition``, ``agenda`` and ``outcome`` must hold the words given; ``near`` is [latitude,
longitude] within 40 km; ``mentions`` are all wordings but pronouns. ``expect: []``: no such item is read.
``exact: true``: nothing beyond those listed is. ``gap: why`` marks a case that fails today; it has to be
taken away once the case passes. A case without a title gets one that speaks of war and talks, so that the
report is read.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.readings.as_json import reading_json
from dateline.readings.read import read_many
from dateline.reports.report import Report

CASES = Path(__file__).parent.parent / "cases"
KINDS = ("statements", "events", "meetings", "proposals", "forecasts", "alignments", "actors", "places")
TITLE = "War, truce and peace talks"
ALIKE, KM_NEAR, KM_PER_DEGREE = 0.8, 40, 111
ACTOR_FIELDS = {
    "speaker",
    "attributed_to",
    "actors",
    "recipients",
    "participants",
    "conveners",
    "absent",
    "by",
    "to",
    "from",
}
PLACE_FIELDS = {"place", "venue"}
WHEN_FIELDS = {"when", "takes_effect", "horizon"}
PRONOUNS = {"he", "she", "it", "they", "him", "his", "her", "hers", "its", "them", "their", "we", "i"}
ARTICLES = ("the ", "a ", "an ")
Json = Mapping[str, Any]


@cache
def table(kind: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / f"{kind}.yml").read_text(encoding="utf-8"))
    return cases


def parameter(kind: str, number: int, case: Json) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["gap"])] if "gap" in case else []
    return pytest.param(kind, number, id=f"{kind}: {case['text'][:50]}", marks=marks)


ALL = [parameter(kind, number, case) for kind in KINDS for number, case in enumerate(table(kind))]


@cache
def readings(kind: str) -> list[Json]:
    """Report and reading of each case as one JSON object."""
    reports = [
        Report(
            id=str(n),
            text=case["text"],
            title=case.get("title", TITLE),
            published=moment(case),
            dateline=tuple(case.get("dateline", ())),
        )
        for n, case in enumerate(table(kind))
    ]
    return [reading_json(r, x) for r, x in zip(reports, read_many(reports), strict=True)]


def moment(case: Json) -> datetime | None:
    day: date | None = case.get("published")
    return datetime(day.year, day.month, day.day) if day is not None else None


@pytest.mark.parametrize(("kind", "number"), ALL)
def test_case(kind: str, number: int) -> None:
    case, reading = table(kind)[number], readings(kind)[number]
    found: list[Json] = list(reading[kind])
    for wanted in case["expect"]:
        item = next((f for f in found if agrees(reading, f, wanted)), None)
        assert item is not None, f"missing {wanted}; read: {told(kind, reading)}"
        found.remove(item)
    if not case["expect"] or case.get("exact"):
        assert not found, f"too much was read: {told(kind, reading)}"


def agrees(reading: Json, item: Json, wanted: Json) -> bool:
    return all(field_agrees(reading, item, field, value) for field, value in wanted.items())


def field_agrees(reading: Json, item: Json, field: str, value: Any) -> bool:
    text = reading["report"]["text"]
    if field == "near":
        return item["lat"] is not None and kilometres((item["lat"], item["lon"]), value) < KM_NEAR
    found = item[field]
    if field == "name":
        return bare(value) in wordings(reading, item)
    if field in ACTOR_FIELDS or field in PLACE_FIELDS:
        return same_parties(reading, "places" if field in PLACE_FIELDS else "actors", found, value)
    if found is None or value is None:
        return found == value
    if field in WHEN_FIELDS:
        first, last = value if isinstance(value, list) else (value, value)
        return (found["start"], found["end"]) == (str(first), str(last))
    if field == "content":
        words = value if isinstance(value, list) else [value]
        return len(words) == len(found) and all(alike(text[a:b], w) for (a, b), w in zip(found, words, strict=True))
    if field in ("terms", "condition", "outcome", "agenda"):
        return bare(value) in bare(found if isinstance(found, str) else text[slice(*found)])
    if field in ("trigger", "cue"):
        return bare(value) == bare(text[slice(*found)])
    if field == "mentions":
        seen = [w for w in (bare(text[a:b]) for a, b in found) if w not in PRONOUNS]
        return sorted(seen) == sorted(bare(w) for w in value)
    if field == "responses":
        return len(found) == len(value) and all(agrees(reading, f, v) for f, v in zip(found, value, strict=True))
    if field == "anonymity":
        return all(found[part] == of for part, of in value.items())
    if field == "told_to":
        return bare(found) == bare(value)
    return bool(found == value)


def same_parties(reading: Json, kind: str, found: Any, wanted: Any) -> bool:
    """Whether ids and names stand for the same parties, whatever their order."""
    ids = found if isinstance(found, list) else [found] if found is not None else []
    names = wanted if isinstance(wanted, list) else [wanted] if wanted is not None else []
    left = [wordings(reading, x) for id_ in ids for x in reading[kind] if x["id"] == id_]
    for name in names:
        match = next((x for x in left if bare(name) in x), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def wordings(reading: Json, party: Json) -> set[str]:
    text = reading["report"]["text"]
    return {bare(party["name"]), *(bare(text[a:b]) for a, b in party.get("mentions") or [party["span"]])}


def bare(words: str) -> str:
    """The words in lower case, without a first article and without marks at either end."""
    words = " ".join(words.lower().split()).strip("\"'“”‘’.,;: ")
    return next((words[len(a) :] for a in ARTICLES if words.startswith(a)), words)


def alike(a: str, b: str) -> bool:
    """Whether four words in five of the two together stand in both."""
    first, second = bare(a).split(), bare(b).split()
    shared = sum(min(first.count(w), second.count(w)) for w in set(first))
    return shared >= ALIKE * (len(first) + len(second) - shared)


def kilometres(a: Sequence[float], b: Sequence[float]) -> float:
    return KM_PER_DEGREE * hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians(a[0])))


def told(kind: str, reading: Json) -> list[dict[str, Any]]:
    """The items read, with words for spans and names for ids: what a failing case prints."""
    text = reading["report"]["text"]
    names = {x["id"]: x["name"] for x in (*reading["actors"], *reading["places"])}

    def shown(field: str, value: Any) -> Any:
        if isinstance(value, str) and field not in ("id", "name"):
            return names.get(value, value)
        if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) for n in value):
            return text[slice(*value)]
        if isinstance(value, list):
            return [shown(field, v) for v in value]
        if isinstance(value, dict) and "start" in value:
            return [value["start"], value["end"]]
        return value

    left_out = ("id", "evidence", "geonames_id", "registry_id", "speaker_span", "span", "unresolved")
    return [
        {f: shown(f, v) for f, v in item.items() if f not in left_out and v not in (None, [])} for item in reading[kind]
    ]


def test_every_case_says_what_it_expects() -> None:
    for kind in KINDS:
        for case in table(kind):
            assert set(case) <= {"text", "title", "published", "dateline", "expect", "exact", "gap"}, case["text"]
            assert isinstance(case["expect"], list), case["text"]
