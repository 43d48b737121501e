"""What the record knows of one actor, by all reports that have its key."""

from collections.abc import Iterable, Iterator
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

ROWS = """
WITH standing AS (SELECT id, report_id FROM reading WHERE superseded_by IS NULL),
scene AS (
    SELECT reading, mode(country) AS country FROM actor JOIN standing ON standing.id = actor.reading
    WHERE country IS NOT NULL AND len(mentions) > 0 GROUP BY reading)
SELECT i.key, a.name, a.kind, a.country, a.roles, a.registry_id, CAST(r.published AS DATE) AS day, s.country AS scene
FROM identity i JOIN standing g ON g.id = i.reading
JOIN actor a ON a.reading = i.reading AND a.id = i.item_id JOIN report r ON r.id = g.report_id
LEFT JOIN scene s ON s.reading = i.reading
WHERE i.kind = 'actor' AND a.kind NOT IN ('unnamed_source', 'population') ORDER BY ALL
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

    def near(self, other: "Profile") -> bool:
        """Whether the reports of both lie within a year of each other; so where a day is not known."""
        if not (self.first and self.last and other.first and other.last):
            return True
        return self.first - TENURE <= other.last and other.first - TENURE <= self.last


def profiles(cursor: duckdb.DuckDBPyConnection) -> list[Profile]:
    """The profiles of all keys that the record's standing readings give to actors; described people have none."""
    found: dict[str, Profile] = {}
    for key, name, kind, country, roles, registry_id, day, scene in cursor.execute(ROWS).fetchall():
        profile = found.get(key)
        if profile is None:
            profile = found[key] = Profile(key)
            entry = lexicon.actors().get(registry_id) if registry_id else None
            if entry is not None:
                profile.names.update(n for n, form in entry.forms() if form in ("name", "alias"))
                profile.roles.update(_roles(Role(title=r.title, of=r.of) for r in entry.roles))
        if proper(name):
            profile.names.add(name)
        profile.kinds.add(kind)
        profile.roles.update(_roles(Role(**r) for r in roles or ()))
        if country:
            profile.countries.add(country)
        if scene:
            profile.scenes.add(scene)
        if day:
            profile.first = min(profile.first or day, day)
            profile.last = max(profile.last or day, day)
    return list(found.values())


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
    # Behind a word in small letters, "US" is a name and no shouting.
    held = f"in {name}"
    meant = {hit.entry_id for hit in lexicon.name_index().find(held) if hit.span == (3, len(held))}
    return lexicon.actors()[meant.pop()].name if len(meant) == 1 else name


def _roles(roles: Iterable[Role]) -> Iterator[tuple[str, str]]:
    """Title and what it is held in, folded; a title alone ("president") tells nobody apart, nor does a counterpart."""
    for role in roles:
        if role.of and folded(role.title) not in words("identity", "shared"):
            yield folded(role.title), folded(held_in(role.of))
