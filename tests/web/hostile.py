"""A record of reports that try to get their words taken for code, in every field that reaches a page."""

from datetime import date
from pathlib import Path
from typing import Any

from dateline.issue import Issue
from dateline.readings.items import When
from dateline.record.resolve.judge import Judgement
from dateline.record.store import Record
from record.tellings import Telling, on

TEMPLATE = "{{7*7}}"
# Turns round what follows, until the end of its own stretch of text.
TURNED = "\u202e"
LINE = "\r\nX-HACKED:1"


def evil(where: str) -> str:
    """Words that run as code wherever they are not taken as words; ``hacked`` is told where."""
    return (
        f"<script>hacked('{where}')</script><img src=x onerror=hacked('{where}')>\"' onmouseover=hacked('{where}') "
        f"x='</script><script>hacked('{where}')</script><svg onload=hacked('{where}')>{TEMPLATE}${{7*7}}"
    )


def write(path: Path) -> None:
    """Make the record."""
    with Record.open(path) as record:
        told = [telling(n) for n in (1, 2)]
        issue = Issue("broken_gzip", file=evil("file"), note=evil("note"))
        record.add([one.pair for one in told], [issue])
        first = told[0].report.id
        record.review(first, "event", "ev0", "accept", reason=evil("reason"), by=evil("signed"))
        record.review(first, "forecast", "fo0", "reject", reason=evil("reason"), by=evil("signed"))
        keys = sorted(row["key"] for row in actor_keys(record))
        record.judge([Judgement(keys[0], keys[1], "unsure", evil("judged"))], by=evil("signed"))


def actor_keys(record: Record) -> list[dict[str, Any]]:
    """The actors of the record."""
    from dateline.ask.actors import actors

    return actors(record).to_pylist()


def telling(n: int) -> Telling:
    """A report with an item of each kind, all of whose words are hostile."""
    envoy, front, town = f"Envoy {evil('actor')}", f"Front {evil('other')}", f"Town {evil('place')}"
    count = f"{40 + n} people {evil('figure')}"
    told = Telling(
        f"r{n}\"><script>hacked('id')</script>",
        f"{envoy} said {front} accepts the truce {evil('said')}. {front} bombed {town} on Monday, killing {count}.\n\n"
        f"{front} backed {envoy}. {envoy} offered a truce {evil('terms')}, and {front} refused it {evil('answer')}. "
        f"Talks {evil('talks')} may resume {evil('forecast')}.",
        f"2018-12-{12 + n}T09:00",
        title=f"Title {evil('title')}{LINE}",
        publisher=f"Outlet {TURNED}{evil('outlet')}",
        agency=evil("agency"),
        authors=(evil("author"),),
        dateline=(evil("dateline"),),
        url=f"javascript:hacked('url')//{evil('url')}",
        canonical_url="javascript:hacked('canonical')",
        source_file=evil("file"),
        raw_sha256=str(n) * 64,
        language="en\" onmouseover=hacked('language') x=\"",
    )
    by = told.actor(envoy, "person", country="YEM")
    to = told.actor(front, "armed_group", country="YEM")
    place = told.place(town, lat=15.0, lon=44.0, precision="exact", geonames_id=7)
    told.time("Monday", start=date(2018, 12, 10), end=date(2018, 12, 10))
    told.statement(f"{front} accepts the truce {evil('said')}", speaker=by, speaker_span=told.span(envoy))
    told.event("ASSAULT", "bombing", f"bombed {town}", actors=(to,), recipients=(by,), place=place, when=_monday())
    told.figure(
        count, 40 + n, low=30, high=60, population=f"people {evil('population')}", unit=evil("unit"), place=place,
        counted_by=by, period=_monday(),
    )  # fmt: skip
    told.alignment(f"{front} backed {envoy}", to, by)
    told.proposal(
        f"a truce {evil('terms')}", by=(by,), to=(to,), takes_effect=on("2018-12-20"),
        responses=(told.response(to, "rejects", f"{front} refused it {evil('answer')}"),),
    )  # fmt: skip
    told.meeting(
        f"Talks {evil('talks')}", name=f"Talks {evil('talks')}{LINE}", venue=place, when=on("2018-12-24"),
        participants=(by, to), agenda=evil("agenda"), outcome=evil("outcome"),
    )  # fmt: skip
    told.forecast(f"resume {evil('forecast')}", by=by, horizon=on("2018-12-24"), confidence=evil("confidence"))
    return told


def _monday() -> When:
    return on("2018-12-10")
