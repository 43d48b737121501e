"""What reviewers send: each word as it is kept and undone, and what is refused, with what to write."""

import pytest

from dateline.record.reviews import correctable
from dateline.record.schema import items
from dateline.record.store import Record
from record.tellings import Telling, on
from web.small import asking, token, write

EVENT = {"report_id": "truce", "kind": "event", "item_id": "ev0"}


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "small.duckdb")


@pytest.fixture
def asked(path):
    with asking(path) as client:
        client.given = token(client)
        yield client


def send(asked, address, **told):
    return asked.post(f"/review/{address}", data={"token": asked.given, **told})


def correct(asked, kind="event", id="ev0", report="truce", **told):
    """A correction, sent as the form sends it: every field that is named with what it was."""
    was = {f"was:{name}": "otherwise" for name in told if name != "reason"}
    same = {"report_id": report, "kind": kind, "item_id": id, "verdict": "correct", "reason": "read again"}
    return send(asked, "item", **{**same, **was, **told})


def item(asked, kind="event", id="ev0", report="truce"):
    found = asked.get(f"/report.json?id={report}").json()
    return next(i for i in found["items"] if (i["item"], i["id"]) == (kind, id))


def done(asked):
    return asked.get("/review.json").json()["done"]


@pytest.fixture
def unchanged(asked, path):
    """Nothing at all may have been written in the end."""
    before = path.read_bytes()
    yield
    assert done(asked) == []
    assert path.read_bytes() == before


def test_accept_and_undo(asked):
    assert send(asked, "item", **EVENT, verdict="accept", reason="read").headers["location"] == "/review"
    assert item(asked)["review"]["verdict"] == "accept"
    (word,) = done(asked)
    assert (word["verdict"], word["reason"], word["by"], word["stands"]) == ("accept", "read", "owner", True)
    assert send(asked, "undo", review=word["id"]).status_code == 303
    assert item(asked)["review"] is None
    assert [w["verdict"] for w in done(asked)] == ["undo", "accept"]


def test_reject_and_undo(asked):
    shelled = [row["what"] for row in asked.get("/timeline.json").json()["rows"]].count("shelled")
    send(asked, "item", **EVENT, verdict="reject", reason="nobody was shelled")
    assert "shelled" not in [row["what"] for row in asked.get("/timeline.json").json()["rows"]]
    assert [i["id"] for i in asked.get("/report.json?id=truce").json()["rejected"]] == ["ev0"]
    send(asked, "undo", review=done(asked)[0]["id"])
    assert [row["what"] for row in asked.get("/timeline.json").json()["rows"]].count("shelled") == shelled == 1


def test_in_the_place_of_the_task(asked):
    answer = asked.post(
        "/review/item", data={"token": asked.given, **EVENT, "verdict": "accept", "reason": "read"},
        headers={"hx-request": "true"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert "Accepted." in answer.text
    assert f'name="review" value="{done(asked)[0]["id"]}"' in answer.text


@pytest.mark.parametrize(
    ("kind", "id", "report", "field", "given", "kept"),
    [
        ("event", "ev0", "truce", "mode", "airstrike", "airstrike"),
        ("event", "ev0", "truce", "factuality", "denied", "denied"),
        ("event", "ev0", "truce", "place", "", None),
        ("event", "ev0", "truce", "actors", ["ac1"], ["ac1"]),
        ("event", "ev0", "truce", "recipients", ["ac1", "ac0"], ["ac1", "ac0"]),
        ("event", "ev0", "truce", "when", "2018-12-09", ("2018-12-09", "2018-12-09")),
        ("event", "ev0", "truce", "when", "2018-12-09/2018-12-11", ("2018-12-09", "2018-12-11")),
        ("event", "ev0", "truce", "when", "", None),
        ("figure", "fi0", "truce", "value", "51.5", 51.5),
        ("figure", "fi0", "truce", "value", "", None),
        ("figure", "fi0", "truce", "cumulative", "true", True),
        ("figure", "fi0", "truce", "cumulative", "false", False),
        ("figure", "fi0", "truce", "counted_by", "ac1", "ac1"),
        ("figure", "fi0", "truce", "population", "  people <b> ", "people <b>"),
        ("place", "pl0", "truce", "geonames_id", "71", 71),
        ("place", "pl0", "truce", "lat", "14.5", 14.5),
        ("meeting", "me0", "truce", "status", "held", "held"),
        ("forecast", "fo0", "full", "polarity", "will_not", "will_not"),
        ("proposal", "pr0", "later", "force", "demand", "demand"),
        ("alignment", "al0", "truce", "sign", "allied", "allied"),
        ("statement", "st0", "full", "speaker", "ac0", "ac0"),
        ("actor", "ac1", "truce", "name", "Hill Front of Berun", "Hill Front of Berun"),
    ],
)
def test_each_sort_of_field_is_corrected_and_put_back(asked, kind, id, report, field, given, kept):
    before = item(asked, kind, id, report)[field]
    assert correct(asked, kind, id, report, **{field: given}).status_code == 303
    now = item(asked, kind, id, report)[field]
    assert ((now["start"], now["end"]) if isinstance(now, dict) else now) == kept
    assert now != before
    send(asked, "undo", review=done(asked)[0]["id"])
    assert item(asked, kind, id, report)[field] == before


def test_only_what_was_changed_in_the_form_is_corrected(asked):
    told = {"mode": "airstrike", "was:mode": "shelling", "place": "pl0", "was:place": "pl0", "actors": ["ac1", "ac0"],
            "was:actors": "ac0\nac1", "reason": "read"}  # fmt: skip
    assert send(asked, "item", **EVENT, verdict="correct", **told).status_code == 303
    assert done(asked)[0]["changes"] == '{"mode": "airstrike"}'


def test_the_form_shows_every_field_with_what_it_holds(asked):
    for kind in items():
        rows = [i for r in ("full", "truce") for i in asked.get(f"/report.json?id={r}").json()["items"]]
        found = next(i for i in rows if i["item"] == kind.name)
        report = "full" if found in asked.get("/report.json?id=full").json()["items"] else "truce"
        page = asked.get(f"/review/correct?report_id={report}&kind={kind.name}&item_id={found['id']}")
        assert page.status_code == 200
        for field in correctable(kind.name):
            assert f'name="was:{field.name}"' in page.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"when": "tomorrow"}, "write it as 2018-12-13"),
        ({"when": "2018-12-14/2018-12-13"}, "write it as 2018-12-13"),
        ({"when": "2018-02-30"}, "write it as 2018-12-13"),
        ({"when": "9999-12-31"}, "write it as 2018-12-13"),
        ({"when": "0001-01-01"}, "write it as 2018-12-13"),
        ({"factuality": "perhaps"}, "there are happened"),
        ({"actors": ["ac9"]}, "is no actor of this report"),
        ({"place": "pl7"}, "is no place of this report"),
        ({"background": "maybe"}, "there are habitual, historical"),
        ({}, "nothing is changed"),
    ],
)
def test_what_an_event_cannot_hold(asked, told, says):
    answer = correct(asked, **told)
    assert answer.status_code == 422
    assert says in answer.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("given", ["many", "nan", "inf", "-inf", "1e999", "1e300", "0x10", "1,000", "9" * 400])
def test_what_is_no_number(asked, given):
    answer = correct(asked, "figure", "fi0", value=given)
    assert answer.status_code == 422
    assert "for example 51000" in answer.text


@pytest.mark.usefixtures("unchanged")
def test_what_is_neither_yes_nor_no(asked):
    answer = correct(asked, "figure", "fi0", cumulative="maybe")
    assert answer.status_code == 422
    assert "is no bool; for example True" in answer.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("given", ["1.5", "9" * 19, "-" + "9" * 30, "9" * 5000, "x"])
def test_what_is_no_whole_number(asked, given):
    assert correct(asked, "place", "pl0", geonames_id=given).status_code == 422


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"report_id": "none"}, "no event ev0 in report none"),
        ({"item_id": "ev9"}, "no event ev9"),
        ({"kind": "rumour"}, "there is none"),
        ({"kind": ""}, "there is none"),
        ({"verdict": "approve"}, "there are accept, correct, reject"),
        ({"verdict": ""}, "there are accept"),
        ({"reason": "  "}, "say why"),
        ({"reason": "x" * 2001}, "at most 2,000"),
        ({"item_id": "ev0'; DROP TABLE review; --"}, "no event"),
        ({"report_id": "\x00"}, "no event"),
    ],
)
def test_words_on_what_is_not_there(asked, told, says):
    answer = send(asked, "item", **{**EVENT, "verdict": "accept", "reason": "read", **told})
    assert answer.status_code == 422
    assert says in answer.text.replace("&#39;", "'")


def keys(asked):
    found = asked.get("/actors.json").json()["rows"]
    return {row["name"]: row["key"] for row in found}


def test_two_actors_are_one_until_that_is_taken_back(asked):
    of = keys(asked)
    left, right = of["Hill Front"], of["River Council"]
    assert send(asked, "pair", left=left, right=right, verdict="merge", reason="renamed").status_code == 303
    assert len(keys(asked)) == len(of) - 1
    assert send(asked, "undo", left=left, right=right).status_code == 303
    assert keys(asked) == of
    words = [(w["verdict"], w["reason"]) for w in done(asked)]
    assert words == [("unsure", "taken back"), ("positive", "renamed")]


def test_a_split_goes_before_a_merge(asked):
    of = keys(asked)
    pair = {"left": of["Hill Front"], "right": of["River Council"]}
    send(asked, "pair", **pair, verdict="merge", reason="renamed")
    send(asked, "pair", **pair, verdict="split", reason="two after all")
    assert keys(asked) == of
    send(asked, "undo", **pair)
    assert len(keys(asked)) == len(of) - 1


def test_two_rounds_of_talks_are_two(asked):
    pair = {"left": "meeting:full:me0", "right": "meeting:truce:me0"}
    assert len(asked.get("/talks.json").json()["rounds"]) == 1
    assert send(asked, "pair", **pair, verdict="split", reason="donors met").status_code == 303
    assert len(asked.get("/talks.json").json()["rounds"]) == 2
    send(asked, "undo", **pair)
    assert len(asked.get("/talks.json").json()["rounds"]) == 1


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"left": "registry:none"}, "is nobody and nothing of this record"),
        ({"right": "meeting:full:me7"}, "is nobody and nothing of this record"),
        ({"right": "meeting:full:me0", "left": "meeting:full:me0"}, "two different"),
        ({"left": "event:full:ev0"}, "two different"),
        ({"left": "name:x"}, "two different"),
        ({"verdict": "perhaps"}, "say merge or split, and why"),
        ({"reason": " "}, "say merge or split, and why"),
        ({"reason": "x" * 2001}, "at most 2000"),
        ({"left": ""}, "left: Field required"),
    ],
)
def test_pairs_that_cannot_be_judged(asked, told, says):
    pair = {"left": "meeting:truce:me0", "right": "meeting:full:me0", "verdict": "split", "reason": "read"}
    if told.get("left", "").startswith("registry"):
        pair["right"] = "name:x"
    answer = send(asked, "pair", **{**pair, **told})
    assert answer.status_code == 422
    assert says in answer.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("told", [{}, {"review": "none"}, {"left": "a", "right": "b"}, {"left": "a"}])
def test_what_cannot_be_taken_back(asked, told):
    assert send(asked, "undo", **told).status_code == 422


def test_nothing_is_taken_back_twice(asked):
    send(asked, "item", **EVENT, verdict="accept", reason="read")
    review = done(asked)[0]["id"]
    assert [send(asked, "undo", review=review).status_code for _ in range(2)] == [303, 422]
    pair = {"left": "meeting:full:me0", "right": "meeting:truce:me0"}
    send(asked, "pair", **pair, verdict="split", reason="read")
    assert [send(asked, "undo", **pair).status_code for _ in range(2)] == [303, 422]


def test_what_dateline_judged_is_not_a_word_of_a_person(tmp_path):
    pairs = []
    for id, name in (("a", "Riyad Hijab"), ("b", "Riad Hejab")):
        told = Telling(id, f"{name} spoke in Ardan.", f"2018-12-1{len(pairs)}")
        who = told.actor(name, "person", country="SYR")
        told.event("CONSULT", "meet", "spoke", actors=(who,), when=on("2018-12-10"))
        pairs.append(told.pair)
    with Record.open(tmp_path / "r.duckdb") as record:
        record.add(pairs)
        assert record.settle() == 1
    with asking(tmp_path / "r.duckdb") as asked:
        asked.given = token(asked, "/review/correct?report_id=a&kind=event&item_id=ev0")
        with Record.open(tmp_path / "r.duckdb", read_only=True) as record:
            (row,) = record.query('SELECT "left", "right" FROM judgement').to_pylist()
        assert send(asked, "undo", **row).status_code == 422


def test_a_word_with_markup_is_shown_as_it_is(asked):
    send(asked, "item", **EVENT, verdict="accept", reason="<script>alert(1)</script>")
    page = asked.get("/review").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
