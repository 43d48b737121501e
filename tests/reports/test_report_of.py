"""Documents of every shape to reports."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from dateline.issue import Issue
from dateline.reports import collect as collect_module
from dateline.reports.clean import report_of
from dateline.reports.collect import collect
from dateline.reports.report import Credit, Report
from dateline.sources.document import Document

LONG = "The delegates of both sides met the envoy for three hours and agreed on a list of roads for the convoys."
POST = f"""---
ID: 7
post_title: >
  Scant hope of truce as
  army pounds &#039;rebels&#039;
author: Staff Writer
post_date: 2016-02-10 12:09:52
permalink: >
  https://www.carrier.example/scant-hope/
published: true
original_link:
  - >
    http://feeds.reuters.com/~r/reuters/topNews/~3/x/story01.htm
---
 [ad_1]
<br><div id="articleText">
<span id="midArticle_start"/>
<span id="midArticle_0"/><span><p><span class="articleLocation">JUBA/NEW YORK</span> {LONG}</p></span>
<script>alert("x")</script><span id="midArticle_1"/><p>    </p><p>TARGET DATE</p>
<p>The envoy &amp; his staff named a day.</p>
<p> (Additional reporting by Ann Doe and Bo Roe in Juba and <a href="http://x.example">Cy Poe</a> in Bor;
Editing by Di Loe)</p>
</div><br>[ad_2]<br><a href="http://feeds.reuters.com/x">Source </a>"""


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat().removesuffix("T00:00:00") if moment else None


def read(data: bytes | str, shape: str = "pasted", *, file: str = "a.txt", **meta: str) -> tuple[Report, list[str]]:
    report, issues = report_of(Document(data, shape, file, 0, meta))
    assert report is not None, issues
    assert "\x1b" not in report.text or shape == "json"
    return report, [i.code for i in issues]


def test_a_republished_wire_post() -> None:
    report, issues = read(POST.encode(), "front_matter")
    assert report.title == "Scant hope of truce as army pounds 'rebels'"
    assert report.text == f"{LONG}\n\nTARGET DATE\n\nThe envoy & his staff named a day."
    assert [s.of(report.text) for s in report.crossheads] == ["TARGET DATE"]
    assert report.dateline == ("Juba", "New York")
    assert report.agency == "Reuters"
    assert report.chain == ("Reuters", "feeds.reuters.com", "carrier.example")
    assert report.authors == ()
    assert iso(report.published) == "2016-02-10T12:09:52"
    assert report.date_basis == "front_matter"
    assert report.credits == (
        Credit("additional reporting", "Ann Doe", "Juba"),
        Credit("additional reporting", "Bo Roe", "Juba"),
        Credit("additional reporting", "Cy Poe", "Bor"),
        Credit("editing", "Di Loe", None),
    )
    assert issues == []


def test_many_unclosed_spans_lose_no_paragraph() -> None:
    body = "".join(f'<span id="midArticle_{n}"/><p>Paragraph number {n} says that talks go on.</p>' for n in range(600))
    report, _ = read(f"---\ntitle: T\ndate: 2016-01-01\n---\n<div>{body}</div>".encode(), "front_matter")
    assert report.text.count("Paragraph number") == 600


def test_text_pasted_from_a_site() -> None:
    text = (
        "Talks to go on, envoy says\n\nPUBLISHED : Saturday, 15 October, 2016, 11:45pm\n"
        "UPDATED : Sunday, 16 October, 2016, 9:05am\n\n"
        "The envoy said that the delegates will meet once again for a\n\n"
        "diplomatic round next week in the capital of the country.\n\n"
        "- Lack of trust -\n\nThe rebels doubt it.\n\nAdditional reporting by Agence France-Presse"
    )
    report, _ = read(text.encode())
    assert report.title == "Talks to go on, envoy says"
    assert report.text == (
        "The envoy said that the delegates will meet once again for a diplomatic round next week in the"
        " capital of the country.\n\n- Lack of trust -\n\nThe rebels doubt it."
    )
    assert iso(report.published) == "2016-10-15T23:45:00"
    assert iso(report.modified) == "2016-10-16T09:05:00"
    assert (report.agency, report.date_basis) == (None, "text")
    assert [s.of(report.text) for s in report.crossheads] == ["- Lack of trust -"]


def test_copyright_and_comment_lines_tell_and_go() -> None:
    day = "11th February 2016, Comments 0 comments"
    text = f"Truce holds\n\n{day}\n\n{LONG}\n\n© 2016 AFP\n\n0 Comments To This Article"
    report, _ = read(text.encode())
    assert (report.text, report.agency) == (LONG, "AFP")


def test_a_pelican_post_with_broken_letters() -> None:
    post = "Title: Talks\nDate: 2015-05-07 11:13\nSlug: talks\nAuthor: admin\n"
    post += "Src: http://www.aljazeera.com/a.html\n\n"
    body = f"{LONG}\n\nThe envoy,Â\xa0who came late, leftÂ\xa0\n\nSource:Â\xa0Al Jazeera and agencies"
    report, issues = read((post + body).encode(), "headers")
    assert report.text == f"{LONG}\n\nThe envoy, who came late, left"
    assert (report.agency, report.original_url) == ("Al Jazeera", "http://www.aljazeera.com/a.html")
    assert "repaired_text" in issues


def test_a_saved_page() -> None:
    paragraphs = "".join(f"<p>{LONG} It was meeting number {n} of the two sides.</p>" for n in range(6))
    page = f"""<!doctype html><html lang="en"><head><title>Truce holds in Bor | War | Example News</title>
    <meta property="og:site_name" content="Example News"><link rel="canonical" href="https://news.example/a">
    <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Truce holds in Bor",
    "datePublished": "2016-02-28T08:00:00Z", "author": {{"name": "Ann Doe"}}}}</script></head>
    <body><nav>Home World</nav><article><h1>Truce holds in Bor</h1>{paragraphs}</article>
    <script>var evil = "x"</script><footer>All rights reserved</footer></body></html>"""
    report, _ = read(page.encode(), "page")
    assert (report.title, report.publisher, report.authors) == (
        "Truce holds in Bor",
        "Example News",
        ("Ann Doe",),
    )
    assert iso(report.published) == "2016-02-28T08:00:00+00:00"
    assert report.date_basis == "page"
    assert len(report.text.split("\n\n")) == 6
    assert "evil" not in report.text
    assert "Home" not in report.text


def test_json_text_is_kept_verbatim() -> None:
    text = "  JUBA (Reuters) - They\x1b[31m met .\n\nRead more\n"
    report, _ = read(text, "json", id="r1", published="2016-02-11")
    assert (report.id, report.text, report.dateline, report.agency) == ("r1", text, ("Juba",), "Reuters")
    assert report.date_basis == "json"


def test_tokenised_lines_without_an_id_are_joined_again() -> None:
    text = "JUBA | Sun Mar 20 , 2011 5:23 pm EDT JUBA -LRB- Reuters -RRB- - The envoy said `` no '' .\nHe left ."
    report, issues = read(text, "json", published="2011-03-20")
    assert (report.text, report.dateline) == ('The envoy said "no". He left.', ("Juba",))
    assert "repaired_text" in issues


def test_an_old_wire_in_capitals() -> None:
    text = "DEV-X-0001 (TEST)\n\n   BOGOTA, 9 JAN 90 (EFE) -- [REPORT] [TEXT] THE REBELS OF THE\n"
    text += "SOUTH HAVE PROPOSED A TRUCE.\n\n   THEY WAIT."
    report, _ = read(text.encode())
    assert report.text == "THE REBELS OF THE SOUTH HAVE PROPOSED A TRUCE.\n\nTHEY WAIT."
    assert (report.title, report.agency, report.dateline, report.crossheads) == (None, "EFE", ("Bogota",), ())
    assert iso(report.published) == "1990-01-09"


def test_terminal_escapes_and_control_characters_go() -> None:
    report, issues = read(f"Talks \x1b[2Jopen\x07 again\n\n{LONG}\x00\x9b31m".encode())
    assert report.title == "Talks open again"
    assert "\x00" not in report.text
    assert "\x9b" not in report.text
    assert "repaired_text" in issues


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings(encoding: str) -> None:
    text = f"Bogotá talks go on\n\n{LONG} The men from Nariño left the café."
    report, issues = read(text.encode(encoding))
    assert report.title == "Bogotá talks go on"
    assert report.text.endswith("Nariño left the café.")
    assert ("repaired_text" in issues) == (encoding != "utf-8-sig")


def test_broken_yaml_falls_back_to_key_lines() -> None:
    report, issues = read(f'---\ntitle: "Talks: open\ndate: 2016-02-11\n---\n{LONG}'.encode(), "front_matter")
    assert report.title == "Talks: open"
    assert iso(report.published) == "2016-02-11"
    assert "broken_yaml" in issues


def test_dates_missing_future_or_in_the_file_name() -> None:
    report, issues = read(LONG.encode())
    assert (report.published, report.date_basis) == (None, None)
    assert "no_date" in issues
    _, issues = read(f"---\ndate: 2999-01-01\n---\n{LONG}".encode(), "front_matter")
    assert "future_date" in issues
    report, _ = read(LONG.encode(), file="x/2016-02-11-talks.txt")
    assert report.date_basis == "file_name"


def test_a_date_that_cannot_be_read_is_told_apart_from_none() -> None:
    report, issues = read(f"---\ndate: 31st of Febtober, 20016\n---\n{LONG}".encode(), "front_matter")
    assert report.published is None
    assert {"unread_date", "no_date"} <= set(issues)
    report, issues = read(f"---\npublished: true\n---\n{LONG}".encode(), "front_matter")
    assert "unread_date" not in issues


def test_other_languages_are_kept_and_noted() -> None:
    text = "El gobierno dijo que las conversaciones de paz con la guerrilla se reanudan en los próximos días."
    report, issues = read(text.encode())
    assert (report.language, report.text) == ("es", text)
    assert "not_english" in issues


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (b"---\ntitle: Only a title\n---\n", "front_matter"),
        (b"<html><head><title>T</title></head><body><script>x()</script></body></html>", "page"),
        ("", "feed_item"),
        ("", "json"),
        (b"\xff\xfe", "pasted"),
    ],
)
def test_no_body_is_fatal(data: bytes | str, shape: str) -> None:
    report, issues = report_of(Document(data, shape, "a.txt"))
    assert report is None
    assert [i.code for i in issues if i.fatal] == ["no_body"]


def test_the_id_is_of_text_and_title(tmp_path: Path) -> None:
    one, _ = read(LONG.encode(), file="a.txt")
    two, _ = read(LONG.encode() + b"\n\n", file="b.txt")
    assert one.id == two.id
    assert len(one.id) == 16
    assert one.raw_sha256 != two.raw_sha256


def test_collect_passes_issues_on(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(POST)
    (tmp_path / "b.txt").write_bytes(b"")
    (first, _), (second, issues) = collect([str(tmp_path)])
    assert first is not None
    assert second is None
    assert isinstance(issues[0], Issue)


def test_a_document_that_breaks_the_cleaning_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text(POST)
    (tmp_path / "b.txt").write_text(LONG)

    def broken(document: Document) -> None:
        raise KeyError(document.file)

    with monkeypatch.context() as patched:
        patched.setattr(
            collect_module, "report_of", lambda one: broken(one) if one.file.endswith("md") else report_of(one)
        )
        (first, issues), (second, _) = collect([str(tmp_path)])
    assert first is None
    assert second is not None
    assert issues[0].code == "not_read"
    assert "KeyError" in issues[0].note


GOLD = Path(__file__).parents[3] / "shared" / "gold"


def test_the_gold_reports_come_out_word_for_word() -> None:
    if not GOLD.exists():
        pytest.skip(f"no gold data at {GOLD}")
    gold = {g["id"]: g for line in (GOLD / "ingest/gold.jsonl").read_text().splitlines() for g in [json.loads(line)]}
    for report, _ in collect([str(GOLD / "reading/raw")]):
        assert report is not None
        expected = gold[Path(report.source_file or "").stem]
        assert report.text == expected["text"]
        assert report.title == expected["title"]
        assert report.agency == expected["agency"]
        assert list(report.dateline) == expected["dateline"]
        assert str(iso(report.published))[:10] == expected["published"]
