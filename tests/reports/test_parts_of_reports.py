"""Datelines, dates, credits and furniture, as tables."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reports.agency import of_host, unwrapped
from dateline.reports.clean import report_of
from dateline.reports.credits import credits_of, is_credit_line
from dateline.reports.dates import find_stamp, moment_of
from dateline.reports.page import without_site
from dateline.reports.placeline import placeline_of
from dateline.reports.repair import repaired
from dateline.reports.trim import is_furniture
from dateline.sources.document import Document
from dateline.sources.gather import _documents


@pytest.mark.parametrize(
    ("text", "places", "agency"),
    [
        ("JUBA (Reuters) - Talks opened.", ("Juba",), "Reuters"),
        ("SANAA, Yemen (AP) — Talks opened.", ("Sanaa, Yemen",), "AP"),
        ("Geneva (AFP) – Talks opened.", ("Geneva",), "AFP"),
        ("KYIV, Ukraine — Talks opened.", ("Kyiv, Ukraine",), None),
        ("SAN SALVADOR, 3 APR 90 (RADIO X) -- THE ARMY LEFT.", ("San Salvador",), "RADIO X"),
        (
            "N'DJAMENA/PORT-AU-PRINCE, Feb 11 (Reuters) - Talks opened.",
            ("N'Djamena", "Port-au-Prince"),
            "Reuters",
        ),
        ("BOGOTA: Talks opened.", ("Bogota",), None),
        ("(Reuters) - Talks opened.", (), "Reuters"),
    ],
)
def test_datelines(text: str, places: tuple[str, ...], agency: str | None) -> None:
    line = placeline_of(text)
    assert line is not None
    assert (line.places, line.agency) == (places, agency)
    assert text[line.end :].upper() in ("TALKS OPENED.", "THE ARMY LEFT.")


@pytest.mark.parametrize(
    "text",
    [
        "EXCLUSIVE - Talks opened.",
        "UN officials (the envoys) - Talks opened.",
        "US Secretary of State left.",
        "Talks - The envoy left.",
        "THE REBELS -- WHO LEFT -- CAME BACK.",
        "The Syrian Observatory (SOHR) said that 12 died.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert placeline_of(text) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("11th February 2016, Comments 0 comments", "2016-02-11T00:00:00"),
        ("Aug 29, 2016, 07.18 AM IST", "2016-08-29T07:18:00"),
        ("Last updated at 03:12 GMT, 27 April 2012", "2012-04-27T03:12:00+00:00"),
        ("9 JAN 90", "1990-01-09T00:00:00"),
        ("Sun Mar 20, 2011 5:23 pm EDT", "2011-03-20T17:23:00-04:00"),
        ("25/12/2015", "2015-12-25T00:00:00"),
        ("12:00 am 1 May 2015", "2015-05-01T00:00:00"),
    ],
)
def test_stamps(text: str, iso: str) -> None:
    stamp = find_stamp(text)
    assert stamp is not None
    assert stamp.moment.isoformat() == iso


@pytest.mark.parametrize("text", ["unknown", "true", "", "31 February 2015", "in May 2015", "killed 12 and hurt 20"])
def test_no_date_is_made_up(text: str) -> None:
    assert moment_of(text) is None


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2060, 1, 1)))
def test_written_dates_are_read_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert moment_of(moment.isoformat()) == moment
    assert moment_of(f"{moment:%a, %d %b %Y %H:%M:%S} GMT") == moment.replace(tzinfo=UTC)
    stamp = find_stamp(f"PUBLISHED : {moment:%A, %d %B, %Y, %I:%M%p}".replace("AM", "am").replace("PM", "pm"))
    assert stamp is not None
    assert stamp.moment == moment.replace(second=0)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        (
            "(Reporting by the Juba bureau and Ann Doe; Writing by Bo Roe)",
            [("Ann Doe", None), ("Bo Roe", None)],
        ),
        ("Additional reporting by Agence France-Presse", [("Agence France-Presse", None)]),
        (
            "(Reporting by Ann Doe in Washington, D.C. and Bo Roe in Bor)",
            [("Ann Doe", "Washington, D.C."), ("Bo Roe", "Bor")],
        ),
        (
            "Example Press writers Ann Doe and Bo Roe in Bor contributed to this report.",
            [("Ann Doe", "Bor"), ("Bo Roe", "Bor")],
        ),
    ],
)
def test_credits(line: str, people: list[tuple[str, str | None]]) -> None:
    assert is_credit_line(line)
    assert [(c.name, c.place) for c in credits_of(line)] == people


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("Advertisement", True),
        ("Share this on Facebook", True),
        ("Sign up for our newsletter", True),
        ("Source", True),
        ("Sources in the army said that the road was open.", False),
        ("The talks, more than a year old, go on.", False),
        ("Related talks in Juba went on, the envoy said.", False),
    ],
)
def test_furniture(text: str, furniture: bool) -> None:
    assert is_furniture(text) is furniture


def test_titles_lose_the_site_and_nothing_else() -> None:
    assert without_site("Talks end early – Example.org", None, "example.org") == "Talks end early"
    assert without_site("Talks end early - envoy", None, "example.org") == "Talks end early - envoy"
    assert without_site("Talks end early: AFP", None, "example.org") == "Talks end early: AFP"
    assert without_site("Yemen: talks end early", "Example", "example.org") == "Yemen: talks end early"


def test_addresses() -> None:
    assert unwrapped("http://news.google.com/news/url?sa=t&url=http://a.example/b") == "http://a.example/b"
    assert unwrapped("http://a.example/b?url=x") == "http://a.example/b?url=x"
    assert of_host("notreuters.com") is None


def test_quotes_stay_curly_and_sound_text_is_not_touched() -> None:
    text = "“India’s envoy left – at last …”"
    assert repaired(text) == (text, [])


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["pasted", "front_matter", "headers", "page", "feed_item"]))
def test_no_bytes_crash_the_cleaning(data: bytes, shape: str) -> None:
    report, issues = report_of(Document(data, shape, "a.txt"))
    assert report is not None or any(i.fatal for i in issues)
    if report is not None:
        assert "\x1b" not in report.text + (report.title or "")
        assert all(0 <= s.start < s.end <= len(report.text) for s in report.crossheads)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_gathering(data: bytes) -> None:
    import io

    list(_documents(data, io.BytesIO(data), "a"))
