"""What the record knows of one actor, by all reports that have its key."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import duckdb

from dateline.marks import lexicon
from dateline.marks.wordlist import words
from dateline.readings.items import Role
from dateline.record.identity import folded

# A role, a title before a name, holds so long before and after the reports that tell it.
TENURE = timedelta(days=365)

# The readings that are asked for, and the country that each report is about: that of most of its actors, of several the
# first by letters.
SCENES = """
WITH chosen AS (SELECT id, report_id FROM reading WHERE id IN (SELECT unnest($readings))),
scene AS (
    SELECT reading, mode(country ORDER BY country) AS country FROM actor JOIN chosen ON chosen.id = actor.reading
    WHERE country IS NOT NULL AND len(mentions) > 0 GROUP BY reading)
"""
ROWS = f"""{SCENES}
SELECT i.key, a.name, a.kind, a.country, a.roles, a.registry_id, CAST(r.published AS DATE) AS day, s.country AS scene
FROM identity i JOIN chosen g ON g.id = i.reading
JOIN actor a ON a.reading = i.reading AND a.id = i.item_id JOIN report r ON r.id = g.report_id
LEFT JOIN scene s ON s.reading = i.reading
WHERE i.kind = 'actor' AND a.kind NOT IN ('unnamed_source', 'population') ORDER BY ALL
"""
OFFICES = f"""{SCENES}
SELECT i.key, e.quote, CAST(r.published AS DATE) AS day, s.country AS scene
FROM identity i JOIN chosen g ON g.id = i.reading JOIN scene s ON s.reading = i.reading
JOIN actor a ON a.reading = i.reading AND a.id = i.item_id JOIN report r ON r.id = g.report_id
JOIN evidence e ON e.reading = i.reading AND e.kind = 'actor' AND e.item_id = i.item_id AND e.field = 'mentions'
WHERE i.kind = 'actor' AND i.key LIKE 'only:%' AND a.kind IN ('person', 'unnamed_source') ORDER BY ALL
"""


@dataclass(slots=True)
class Profile:
    """The names, kinds, countries, roles and days of one key, and the countries that its reports are about."""

    key: str
    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    scenes: set[str] = field(default_factory=set)
    roles: set[tuple[str, str]] = field(default_factory=set)
    first: date | None = None
    last: date | None = None

    @property
    def registered(self) -> bool:
        """Whether it is an actor of the lexicon."""
        return self.key.startswith("registry:")

    @property
    def person(self) -> bool:
        """Whether it is one human being."""
        return "person" in self.kinds

    def told_near(self, day: date | None) -> bool:
        """Whether its reports lie within a year of a day; so where days are not known."""
        return not (day and self.first and self.last) or self.first - TENURE <= day <= self.last + TENURE

    def near(self, other: "Profile") -> bool:
        """Whether the reports of both lie within a year of each other; so where a day is not known."""
        if not (self.first and self.last and other.first and other.last):
            return True
        return self.first - TENURE <= other.last and other.first - TENURE <= self.last

    @property
    def local(self) -> bool:
        """Whether it is known from one report alone, by a surname, an acronym or a common noun."""
        return self.key.startswith("only:")

    def add(self, other: "Profile") -> None:
        """Take in what other readings tell of the same key."""
        for name in ("names", "kinds", "countries", "scenes", "roles"):
            getattr(self, name).update(getattr(other, name))
        days = [day for day in (self.first, self.last, other.first, other.last) if day]
        self.first, self.last = (min(days), max(days)) if days else (None, None)


def profiles(cursor: duckdb.DuckDBPyConnection, readings: Sequence[str]) -> dict[str, Profile]:
    """The profiles of all keys that these readings give to actors, by key; described people have none."""
    found: dict[str, Profile] = {}
    rows = cursor.execute(ROWS, {"readings": readings}).fetchall()
    for key, name, kind, country, roles, registry_id, day, scene in rows:
        profile = found.get(key)
        if profile is None:
            profile = found[key] = Profile(key)
            entry = lexicon.actors().get(registry_id) if registry_id else None
            if entry is not None:
                profile.names.update(n for n, form in entry.forms() if form in ("name", "alias"))
                profile.roles.update(_roles(Role(title=r.title, of=r.of) for r in entry.roles))
        told = Profile(key, kinds={kind}, roles=set(_roles(Role(**r) for r in roles or ())), first=day, last=day)
        told.names.update([name] if proper(name) else [])
        told.countries.update([country] if country else [])
        told.scenes.update([scene] if scene else [])
        profile.add(told)
    return found


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody whom one report has by title alone: "the U.N. envoy"; ``of`` is what the title is held in."""

    key: str
    words: str
    title: str
    of: str
    scene: str
    day: date | None


def offices(cursor: duckdb.DuckDBPyConnection, readings: Sequence[str]) -> list[Office]:
    """Those whom these readings have by a title and what it is held in; not "a U.N. envoy", who may be any."""
    found = []
    for key, quote, day, scene in cursor.execute(OFFICES, {"readings": readings}).fetchall():
        parts = quote.removeprefix("the ").removeprefix("The ").split()
        if len(parts) < 2 or parts[0].lower() in ("a", "an", "one", "another", "former", "his", "her", "its", "their"):
            continue
        for n in range(len(parts) - 1, 0, -1):
            of, title = " ".join(parts[:n]).removesuffix("'s").removesuffix("’s"), folded(" ".join(parts[n:]))
            body = held_in(of)
            if body != of or lexicon.name_index().find(f"in {of}"):
                if title not in words("identity", "shared") and title.split()[-1] in words("nominals", "offices"):
                    found.append(Office(key, quote, title, folded(body), scene, day))
                break
    return found


def proper(name: str) -> bool:
    """Whether it is a name and no description: its last word has a capital, and another of several.

    >>> proper("Ana el-Ruiz"), proper("Kurdish fighters"), proper("former Secretary")
    (True, False, False)
    """
    capitals = [any(letter.isupper() for letter in word) for word in name.split()]
    return capitals[-1] and sum(capitals) >= min(2, len(capitals))


@cache
def held_in(name: str) -> str:
    """The lexicon's name for what a title is held in, where it knows it by this one.

    >>> held_in("Russian"), held_in("the Harbour Office")
    ('Russia', 'the Harbour Office')
    """
    # The mayor of Washington is nobody's of the United States.
    meant = {hit.entry_id for hit in lexicon.meant_by(name) if hit.form != "metonym"}
    return lexicon.actors()[meant.pop()].name if len(meant) == 1 else name


def _roles(roles: Iterable[Role]) -> Iterator[tuple[str, str]]:
    """Title and what it is held in, folded; a title alone ("president") tells nobody apart, nor does a counterpart."""
    for role in roles:
        if role.of and folded(role.title) not in words("identity", "shared"):
            yield folded(role.title), folded(held_in(role.of))
