"""What happened, as exports write it: tellings of one happening are one, with who, whom, where, when and whose word."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from dateline.across.course import course
from dateline.across.happenings import unite
from dateline.across.window import ALL, Window
from dateline.export.deaths import Toll, tolls
from dateline.record.store import Record

# The words of a happening are those of the telling that has its day most precisely, as in the timeline.
LED = """
CREATE TEMP TABLE led AS
SELECT h.happening, arg_min(l.line, (NOT l.dated, l.date_end - l.date, l.line)) AS line,
    count(DISTINCT l.source) AS sources, min(l.published) AS reported, list({'reading': l.reading, 'id': l.id}) AS told,
    list_sort(list_distinct(flatten(list([l.outlet] || l.also_carried_by)))) AS outlets
FROM happening h JOIN line l ON l.line = h.line WHERE list_contains($items, l.item) GROUP BY h.happening
"""
ROWS = """
SELECT l.line, l.item, l.kind, l.sort AS "type", l.mode, l.status, l.date, l.date_end, l.dated, l.date_basis,
    l.quote, l.sentence, l.report_id, l.id AS item_id, l.size, l.published, d.sources, d.reported, d.outlets, d.told,
    l.outlet, r.agency, r.title, coalesce(r.url, r.canonical_url) AS url, e.background,
    p.name AS place, p.kind AS place_kind, p.lat, p.lon, p.country, p."precision", p.geonames_id
FROM led d JOIN line l ON l.line = d.line JOIN report r ON r.id = l.report_id
LEFT JOIN event e ON l.item = 'event' AND e.reading = l.reading AND e.id = l.id
LEFT JOIN place p ON p.reading = l.reading AND p.id = l.place
ORDER BY l.date IS NULL, l.date, l.dated DESC, l.published NULLS LAST, l.report_id, l.start_at, l.item, l.id
"""
PARTIES = """
SELECT p.line, p.role, p.key, p.name, a.kind, a.country, a.sector FROM party p SEMI JOIN led d ON d.line = p.line
JOIN known_actor a ON a.reading = p.reading AND a.id = p.id ORDER BY p.line, p.role, p.n
"""
PLACE = ("place", "place_kind", "lat", "lon", "country", "precision", "geonames_id")


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part, as the telling names them."""

    key: str
    name: str
    kind: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it takes place; no coordinates where the place is not known."""

    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    precision: str | None
    geonames_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening. ``date`` and ``date_end`` are the first and last day it can mean where ``dated``, else those of
    the report; ``tolls`` are the deaths that its tellings tie to it for certain."""

    item: str
    kind: str
    type: str
    mode: str | None
    status: str
    date: dt.date | None
    date_end: dt.date | None
    dated: bool
    date_basis: str
    who: tuple[Party, ...]
    whom: tuple[Party, ...]
    spot: Spot | None
    quote: str | None
    sentence: str | None
    size: float | None
    background: str | None
    tolls: tuple[Toll, ...]
    report_id: str
    item_id: str
    title: str | None
    url: str | None
    outlet: str | None
    agency: str | None
    outlets: tuple[str, ...]
    published: dt.datetime | None
    reported: dt.datetime | None
    sources: int

    @property
    def id(self) -> str:
        """An id that stays while the telling that leads it does."""
        return f"{self.report_id}-{self.item_id}"

    @property
    def took_place(self) -> bool:
        """Whether it happened, once: no plan, no habit, and no history of which nobody says when it was."""
        known = self.dated or self.background is None
        return self.status in ("happened", "ongoing") and self.background != "habitual" and known

    @property
    def days(self) -> int | None:
        """How many days it can mean; none where no report gives a day."""
        return (self.date_end - self.date).days + 1 if self.dated and self.date and self.date_end else None

    def proof(self) -> dict[str, Any]:
        """The values of :data:`dateline.export.columns.PROOF`."""
        return {
            "date_basis": self.date_basis,
            "reported": self.reported.date() if self.reported else None,
            "sources": self.sources,
            "report_id": self.report_id,
            "item_id": self.item_id,
            "url": self.url,
        }


def happenings(record: Record, window: Window = ALL, *, items: tuple[str, ...] = ("event",)) -> list[Happening]:
    """The happenings of the window of these kinds of items, by day; those without a day of their own come after."""
    with gathered(record, window, items) as cursor:
        parties: dict[tuple[int, str], list[Party]] = defaultdict(list)
        for line, role, *party in cursor.execute(PARTIES).fetchall():
            parties[line, role].append(Party(*party))
        deaths = tolls(cursor)
        found = []
        for row in cursor.sql(ROWS).to_arrow_table().to_pylist():
            line, told = row.pop("line"), row.pop("told")
            place = Spot(*(row.pop(name) for name in PLACE))
            hurt = (deaths.get((of["reading"], of["id"])) for of in told if row["item"] == "event")
            found.append(
                Happening(
                    **row | {"outlets": tuple(o for o in row["outlets"] if o)},
                    who=tuple(parties[line, "who"]),
                    whom=tuple(parties[line, "whom"]),
                    spot=place if place.name else None,
                    tolls=tuple(dict.fromkeys(toll for toll in hurt if toll)),
                )
            )
        return found


@contextmanager
def gathered(record: Record, window: Window, items: tuple[str, ...]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor with the table ``led``: one row a happening with the line that tells it best."""
    with course(record, window) as told:
        unite(told.cursor, told.known)
        told.cursor.execute(LED, {"items": list(items)})
        yield told.cursor
