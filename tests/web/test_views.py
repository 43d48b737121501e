"""The data of each page on a small record: the right rows, places within the picture, and nothing mixed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.web.lanes import LANES, LEFT, RIGHT, ROWS, WIDTH, drawn
from dateline.web.views.report import paragraphs
from dateline.web.views.timeline import _zooms
from web.small import asking, write


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    with asking(write(tmp_path_factory.mktemp("small") / "small.duckdb")) as client:
        yield client


@pytest.fixture(scope="module")
def data(asked):
    """A function that gives the data at an address."""

    def get(address):
        path, mark, query = address.partition("?")
        answer = asked.get(f"{path}.json{mark}{query}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    return get


def words(found):
    return {row["what"] for row in found["rows"]}


def test_every_answer_says_what_it_is_and_rests_on(data):
    found = data("/talks?process=Yemen&as_of=2018-12-21")
    assert (found["view"], found["asked"]) == ("talks", {"as_of": "2018-12-21", "process": "Yemen"})
    assert found["question"].endswith("?")
    basis = data("/talks")["basis"]
    assert {name: basis[name] for name in ("reports", "outlets", "sources", "first", "last", "days_without")} == {
        "reports": 3, "outlets": 2, "sources": 3, "first": "2018-12-13", "last": "2018-12-21", "days_without": 6
    }  # fmt: skip
    assert data("/talks?as_of=2018-12-13")["basis"]["reports"] == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("actor=River+Council", {"Talks in Ardan"}),
        ("actor=Ana+Perez", {"resume on Friday", "a truce"}),
        ("place=Berun", {"Two soldiers"}),
        ("source=full.example&kind=events", {"bombed"}),
        ("kind=talks", {"Talks in Ardan", "The talks in Ardan"}),
        ("kind=proposals", {"a truce", "offered", "ceasefire"}),
        ("kind=words", {"resume on Friday"}),
        ("kind=figures&place=Ardan", {"at least 40 people", "At least 50 people"}),
        ("kind=nonsense", set()),
        ("about=Red+Cross", {"At least 50 people"}),
        ("first=2018-12-20", {"The talks in Ardan", "offered", "ceasefire", "Two soldiers"}),
        ("last=2018-12-11", {"bombed", "shelled"}),
        ("first=2018-12-11&last=2018-12-13", {"shelled", "at least 40 people"}),
        ("first=2018-12-13&last=2018-12-11", set()),
        ("limit=1", {"offered"}),
        ("limit=2", {"offered", "Talks in Ardan"}),
        ("as_of=2018-12-13&kind=events", {"bombed"}),
        ("happened_by=2018-12-10&kind=events", {"bombed"}),
    ],
)
def test_lines_that_are_asked_for(data, query, expected):
    found = data(f"/timeline?{query}")
    assert words(found) == expected
    assert found["lines"] >= len(found["rows"])
    days = [row["date"] for row in found["rows"]]
    assert days == sorted(days)


def test_a_day_that_slipped_is_drawn(data):
    found = data("/timeline")
    (slip,) = found["slips"]
    assert (slip["moved_from"], slip["date"], slip["report_id"]) == ("2018-12-14", "2018-12-20", "truce")
    (drawing,) = found["drawing"]["slips"]
    assert LEFT < drawing["x0"] < drawing["x1"] < WIDTH - RIGHT
    assert data("/timeline?kind=events")["slips"] == []
    assert data("/timeline?actor=Ana+Perez")["slips"] == []


def test_going_nearer_further_back_and_on():
    of = _zooms(date(2018, 12, 1), date(2018, 12, 20))
    assert of == {
        "nearer": {"first": date(2018, 12, 6), "last": date(2018, 12, 15)},
        "further": {"first": date(2018, 11, 21), "last": date(2018, 12, 30)},
        "back": {"first": date(2018, 11, 21), "last": date(2018, 12, 10)},
        "on": {"first": date(2018, 12, 11), "last": date(2018, 12, 30)},
    }
    assert _zooms(None, None) == {}
    day = date(2018, 12, 1)
    assert _zooms(day, day)["nearer"] == {"first": day, "last": day}


DAYS = st.dates(date(2015, 1, 1), date(2019, 12, 31))


@given(st.dates(), st.dates())
def test_going_anywhere_ends_on_days_in_order(one, other):
    first, last = sorted((one, other))
    for to in _zooms(first, last).values():
        assert date.min <= to["first"] <= to["last"] <= date.max


@st.composite
def lines(draw):
    day = draw(DAYS)
    return {
        "date": day, "date_end": draw(st.none() | st.integers(0, 90).map(lambda n: day + timedelta(days=n))),
        "kind": draw(st.sampled_from([kind for of in LANES.values() for kind in of])),
        "rank": draw(st.floats(0, 30)), "date_basis": draw(st.sampled_from(["stated", "publication"])),
    }  # fmt: skip


@given(st.lists(lines(), max_size=60), st.lists(st.tuples(DAYS, DAYS), max_size=5), DAYS, DAYS)
@settings(deadline=None)
def test_marks_stand_in_the_picture_and_not_on_each_other(rows, slips, one, other):
    moved = [{"moved_from": a, "date": b} for a, b in slips]
    first, last = sorted((one, other))
    shown = [row for row in rows if (row["date_end"] or row["date"]) >= first and row["date"] <= last]
    for found, of in ((drawn(shown, moved, first=first, last=last), shown), (drawn(rows, moved), rows)):
        assert sorted(mark["n"] for mark in found["marks"]) == list(range(len(of)))
        for mark in found["marks"]:
            ends = [mark["x"], *(mark[name] for name in ("x0", "x1") if mark[name] is not None)]
            assert all(LEFT <= x <= WIDTH - RIGHT for x in ends)
            assert 0 < mark["y"] < found["height"]
            lane = next(la for la in found["lanes"] if of[mark["n"]]["kind"] in LANES[la["name"]])
            assert lane["y"] < mark["y"] < lane["y"] + lane["height"]
        by_row = {}
        for mark in found["marks"]:
            if mark["row"] < ROWS - 1:
                by_row.setdefault(mark["y"], []).append(mark)
        for marks in by_row.values():
            reach = sorted((m["x0"] or m["x"], m["x1"] or m["x"]) for m in marks)
            assert all(a[1] < b[0] for a, b in pairwise(reach))
        for slip in found["slips"]:
            assert all(LEFT <= slip[end] <= WIDTH - RIGHT for end in ("x0", "x1"))
        assert all(LEFT <= tick["x"] <= WIDTH - RIGHT for tick in found["ticks"])


@given(st.dates(), st.dates())
@settings(deadline=None)
def test_ticks_of_any_days_are_few_and_in_order(one, other):
    first, last = sorted((one, other))
    ticks = drawn([], first=first, last=last)["ticks"]
    days = [tick["day"] for tick in ticks]
    assert len(ticks) <= 32
    assert days == sorted(set(days))
    assert all(first <= day <= last for day in days)
    if (last - first).days > 800:
        assert ticks


def test_ticks_that_people_reckon_with():
    def labels(first, last):
        return [tick["label"] for tick in drawn([], first=first, last=last)["ticks"]]

    assert labels(date(2016, 1, 30), date(2016, 2, 2)) == ["30 Jan 2016", "31", "1 Feb", "2"]
    assert labels(date(2016, 1, 30), date(2016, 3, 1)) == ["1 Feb 2016", "8", "15", "22", "29"]
    assert labels(date(2015, 11, 15), date(2016, 4, 2)) == ["Dec 2015", "Jan 2016", "Feb", "Mar", "Apr"]
    assert labels(date(2011, 3, 1), date(2016, 4, 2)) == ["2012", "2013", "2014", "2015", "2016"]
    assert labels(date(1900, 3, 1), date(1990, 4, 2))[:2] == ["1905", "1910"]
    assert len(labels(date.min, date.max)) == 19


TEXTS = st.text(st.sampled_from("ab .\n🕊é"), min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_the_pieces_of_a_report_put_together_are_its_text(text, data):
    ends = st.integers(0, len(text))
    items = []
    for n in range(data.draw(st.integers(0, 8))):
        spans = [sorted((data.draw(ends), data.draw(ends))) for _ in range(data.draw(st.integers(1, 3)))]
        told = [{"field": "mentions", "start": a, "end": b} for a, b in spans if a < b]
        items.append({"item": "actor", "id": f"a{n}", "spans": told})
    found = paragraphs(text, items)
    assert "".join(piece["text"] for of in found for piece in of) == text.replace("\n\n", "")
    assert all(found)
    # Each mark covers just its words, and begins once.
    for item in items:
        name = f"actor-{item['id']}"
        covered = "".join(piece["text"] for of in found for piece in of if name in piece["items"])
        inside = {n for span in item["spans"] for n in range(span["start"], span["end"])}
        if "\n" not in text:
            assert covered == "".join(text[n] for n in sorted(inside))
        begun = [name for of in found for piece in of if name in piece["begin"]]
        assert len(begun) <= 1
        assert begun or not covered


def test_a_report_with_every_item_in_its_words(data):
    found = data("/report?id=truce")
    text = "\n\n".join("".join(piece["text"] for piece in of) for of in found["paragraphs"])
    assert text == found["report"]["text"]
    named = {name for of in found["paragraphs"] for piece in of for name in piece["items"]}
    assert named >= {"event-ev0", "figure-fi0", "meeting-me0", "actor-ac0", "place-pl0"}
    for item in found["items"]:
        for span in item["spans"]:
            assert text[span["start"] : span["end"]] == span["quote"]
    assert found["copies"] == found["rejected"] == []


def test_figures_that_differ_stand_side_by_side_and_are_not_mixed(data):
    found = data("/figures")
    (series,) = found["series"]
    assert (series["measure"], series["places"]) == ("killed", ["Ardan"])
    assert [(point["value"], point["report_id"]) for point in series["points"]] == [(40.0, "full"), (50.0, "truce")]
    assert found["measures"] == ["injured", "killed"]
    assert [row["value"] for row in data("/figures?measure=injured")["rows"]] == [2.0]
    assert [row["value"] for row in data("/figures?place=Berun")["rows"]] == [2.0]
    assert data("/figures?differing=true")["rows"] == []


def test_proposals_and_the_answers_to_them(data):
    found = data("/proposals")
    assert found["parties"] == ["Coastal League"]
    assert [(row["report_id"], row["answers"][0]["response"]) for row in found["rows"]] == [
        ("full", "rejects"), ("later", "silent")
    ]  # fmt: skip
    assert (found["proposals"], found["answered"], found["kinds"]) == (2, 1, ["ceasefire"])
    assert [row["report_id"] for row in data("/proposals?answered=true")["rows"]] == ["full"]
    assert [row["report_id"] for row in data("/proposals?by=Hill+Front")["rows"]] == ["later"]
    assert len(data("/proposals?limit=1")["rows"]) == 1
    assert data("/proposals?kind=withdrawal")["rows"] == []


def test_who_stands_with_and_against_whom(data):
    found = data("/network")
    edges = [(row["from"], row["sign"], row["to"], row["sources"]) for row in found["rows"]]
    assert edges == [("Coastal League", "opposes", "Hill Front", 2), ("River Council", "supports", "Coastal League", 1)]
    assert {node["name"] for node in found["nodes"]} == {"Coastal League", "Hill Front", "River Council"}
    twice = data("/network?least=2")
    assert [row["from"] for row in twice["rows"]] == ["Coastal League"]
    assert {node["name"] for node in twice["nodes"]} == {"Coastal League", "Hill Front"}
    assert [row["from"] for row in data("/network?by=River+Council")["rows"]] == ["River Council"]
    assert data("/network?least=3")["nodes"] == []


def test_rounds_with_their_steps(data):
    (life,) = data("/talks")["rounds"]
    assert [step["date"] for step in life["steps"]] == ["2018-12-14", "2018-12-20"]
    assert life["slips"] == 1
    assert data("/talks?status=held")["rounds"] == []
    assert len(data("/talks?who=River+Council")["rounds"]) == 1
    assert data("/talks?as_of=2018-12-13")["rounds"][0]["slips"] == 0


def test_what_was_first_told_since_a_day(data):
    found = data("/today?since=2018-12-21")
    told = {row["what"] for section in found["sections"] for row in section["rows"]}
    assert "offered" in told
    assert not told & {"bombed", "shelled"}
    assert [row["report_id"] for row in found["reports"]] == ["later"]
    assert (found["since"], found["now"]) == ("2018-12-21", "2018-12-21")
    assert data("/today")["since"] == "2018-12-15"
    assert data("/today?as_of=2018-12-14")["since"] == "2018-12-08"
    assert [back["since"] for back in found["backs"]] == ["2018-12-21", "2018-12-19", "2018-12-15", "2018-12-13"]


def test_words_that_are_looked_for(data):
    found = data("/search?q=Berun")
    assert found["found"] == {"actors": 0, "lines": 1, "statements": 0, "reports": 1}
    assert found["lines"][0]["what"] == "Two soldiers"
    assert found["reports"][0]["report_id"] == "later"
    assert data("/search")["found"] is None
    assert data("/search?q=++")["found"] is None
    assert [row["name"] for row in data("/search?q=hill+front")["actors"]] == ["Hill Front"]


def test_places_actors_and_what_was_left_out(data):
    places = {row["name"]: row["lat"] for row in data("/map")["rows"]}
    assert places == {"Ardan": -1.5, "Berun": None}
    assert data("/map")["placeless"] == 1
    assert [row["name"] for row in data("/map?kind=talks")["rows"]] == ["Ardan"]
    assert {row["name"] for row in data("/actors?kind=armed_group")["rows"]} == {"Coastal League", "Hill Front"}
    found = data("/actor?key=Hill+Front")
    assert found["cards"][0]["name"] == "Hill Front"
    assert {row["what"] for row in found["lines"]} >= {"shelled", "offered"}
    coverage = data("/coverage")
    assert {row["name"] for row in coverage["outlets"]} == {"full.example", "truce.example"}
    assert [(row["code"], row["file"]) for row in coverage["issues"]] == [("broken", "broken.html")]


def test_changes_since_a_day_and_the_queue(data):
    assert len(data("/changes")["rows"]) == 11
    assert len(data("/changes?limit=2")["rows"]) == 2
    assert data("/changes?since=9999-12-31")["rows"] == []
    queue = data("/review")
    scores = [row["score"] for row in queue["rows"]]
    assert scores == sorted(scores, reverse=True)
    assert (queue["tasks"], len(data("/review?limit=3")["rows"])) == (11, 3)
    assert data("/review?task=join")["rows"] == []
    assert data("/ledger")["ledgers"][0]["entries"] >= 1
    assert data("/ledger?resolved=true")["ledgers"][1]["rows"] == []
