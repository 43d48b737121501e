"""The demo corpus is read whole: every report, the damaged file as an issue, and what it is there to show."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.issue import Issue
from dateline.reports.collect import collect
from dateline.reports.report import Report

REPORTS = Path(str(files("dateline") / "demo" / "reports"))
README = Path(str(files("dateline") / "demo" / "README.md"))
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "reading" / "raw"


@pytest.fixture(scope="module")
def found() -> list[tuple[Report | None, list[Issue]]]:
    return list(collect([str(REPORTS)]))


@pytest.fixture(scope="module")
def texts(found: list[tuple[Report | None, list[Issue]]]) -> dict[str, str]:
    return {report.title or "": report.text for report, _ in found if report}


def test_thirteen_reports_and_one_issue(found: list[tuple[Report | None, list[Issue]]]) -> None:
    reports = [report for report, _ in found if report]
    fatal = [issue for _, issues in found for issue in issues if issue.fatal]
    assert len(reports) == 13
    assert [Path(issue.file or "").name for issue in fatal] == ["10-broken.html.gz"]


def test_every_report_has_title_date_and_text(found: list[tuple[Report | None, list[Issue]]]) -> None:
    for report, _ in found:
        if report:
            assert report.title
            assert report.published is not None
            assert report.published.year == 2016
            assert 120 <= len(report.text.split()) <= 350


def test_no_furniture_is_left(texts: dict[str, str]) -> None:
    for text in texts.values():
        assert not re.search(r"\[/?ad_\d\]|<span|Comments|©|Most read|Terms of use|PUBLISHED|\(Reporting by", text)


@pytest.mark.parametrize(
    "words",
    [
        "at least 500 people",
        "About 500 people on all sides",
        "2.5 million",
        "2.6 million",
        "unless sieges were lifted",
        "not in fact begun",
        "Corrects figure in paragraph 3",
        "keeping a promise",
        "everybody will be back on the 25th",
        "passed on Friday without a truce",
    ],
)
def test_what_the_corpus_shows_is_there(texts: dict[str, str], words: str) -> None:
    assert any(words in text for text in texts.values())


def test_readme_names_every_file() -> None:
    listed = set(re.findall(r"^\| `([^`]+)`", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {path.name for path in REPORTS.iterdir()}


def test_no_sentence_is_anybody_elses(texts: dict[str, str]) -> None:
    if not GOLD.is_dir():
        pytest.skip("the raw gold reports are not beside the repository")

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}

    ours = set().union(*(runs(text) for text in texts.values()))
    for path in GOLD.iterdir():
        assert not ours & runs(path.read_text(encoding="utf-8", errors="replace"))
