"""Which reports belong to which process, and what is kept out and why."""

from datetime import date

import pytest

from dateline.across.processes import ProcessError, find, set_out
from dateline.ask.open import OpenRecord
from dateline.record.store import Record
from record.tellings import Telling, on


def fight(id, country, published="2018-12-13", text="The army shelled rebels near the town.", **more):
    told = Telling(id, text, published, **more)
    army = told.actor("army", "armed_group", country=country, registry_id=f"army:{country}")
    town = told.place("town", country=country)
    told.event("ASSAULT", "shelling", "shelled", actors=(army,), place=town, when=on("2018-12-12"))
    return told.pair


@pytest.fixture
def peace():
    quiet = Telling("sport", "The cup final was played on Sunday.", title="Cup final").pair
    with Record.open(":memory:") as record:
        both = fight("both", "YEM", title="Yemen and Sudan")
        record.add([fight("y1", "YEM"), fight("y2", "YEM", "2018-12-20"), fight("s", "SDN"), both, quiet])
        yield OpenRecord(record)


def test_a_conflict_is_a_process_and_sport_is_none(peace):
    rows = {row["name"]: row for row in peace.processes().to_pylist()}
    assert {name: row["reports"] for name, row in rows.items()} == {"Yemen": 3, "Sudan": 1}
    assert rows["Yemen"]["parties"] == ["army"]


def test_a_question_on_one_process_sees_its_reports_alone(peace):
    assert {row["report_id"] for row in peace.events(process="Sudan").to_pylist()} == {"s"}
    assert peace.timeline(process="Yemen").num_rows < peace.timeline().num_rows


def test_coverage_says_what_was_left_out_and_which_days_have_nothing(peace):
    rows = peace.coverage(process="Yemen").to_pylist()
    assert [(row["sort"], row["reports"]) for row in rows if row["sort"] == "left out"] == [("left out", 1)]
    (gap,) = (row for row in rows if row["sort"] == "no report")
    assert (gap["first"], gap["last"]) == (date(2018, 12, 14), date(2018, 12, 19))
    whole = [row["name"] for row in peace.coverage().to_pylist() if row["sort"] == "left out"]
    assert whole == ["the report names no country of a conflict"]


def test_a_file_sets_out_a_process(peace, tmp_path):
    (tmp_path / "coast.yml").write_text(
        "name: The coast\ncountries: [YEM]\naliases: [Harbour talks]\nparties: [army]\nsince: 2018-12-15\n"
    )
    (coast,) = set_out(tmp_path)
    assert find("The coast", tmp_path) == find("coast", tmp_path) == coast
    assert {row["report_id"] for row in peace.events(process=coast).to_pylist()} == {"y2"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a list", "found list"),
        ("sides: [a]", "found sides"),
        ("countries: YEM", "countries must be a list"),
        ("since: soon", "since must be a day"),
        ("a: [", "cannot be read as YAML"),
    ],
)
def test_a_file_that_is_none_says_what_is_wrong(tmp_path, text, says):
    (tmp_path / "odd.yml").write_text(text)
    with pytest.raises(ProcessError, match=says):
        list(set_out(tmp_path))


def test_an_unknown_process_is_no_process(tmp_path):
    with pytest.raises(ProcessError, match="no process 'Atlantis'"):
        find("Atlantis", tmp_path)


def test_copies_and_reports_of_the_same_people_on_the_same_days_are_one_story():
    def told(id, title, names, published):
        report = Telling(id, f"{' and '.join(names)} fought.", published, title=title)
        for name in names:
            report.actor(name, "armed_group", country="YEM")
        report.event("ASSAULT", "fighting", "fought", when=on("2018-12-12"))
        return report.pair

    one = ["Coastal League", "Hill Front", "Sea Guard"]
    pairs = [
        told("a", "League storms harbour", one, "2018-12-12"),
        told("b", "Harbour stormed by League", one, "2018-12-13"),
        told("c", "League storms harbour again", one, "2018-12-30"),
        told("d", "Northern bloc rallies", ["Northern Bloc", "Desert Union"], "2018-12-13"),
    ]
    with Record.open(":memory:") as record:
        record.add(pairs)
        rows = OpenRecord(record).stories().to_pylist()
    assert [row["report_ids"] for row in rows] == [["a", "b"], ["d"], ["c"]]
