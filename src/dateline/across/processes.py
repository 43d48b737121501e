"""Which reports belong to which peace process: by the country of the conflict, or as a person has set it out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import yaml

from dateline.marks import lexicon
from dateline.record.identity import folded

# A report is on a country where that has so much of it; a title that names it is enough.
SHARE = 0.3
FOLDER = Path("processes")
FIELDS = ("name", "countries", "aliases", "parties", "since", "until")


class ProcessError(ValueError):
    """A process is not known, or its file is none; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A conflict and its talks.

    ``countries`` are where it is fought (ISO 3166 alpha-3), ``aliases`` what its talks and agreements are called,
    ``parties`` the names of its sides; ``since`` and ``until`` bound the days of publication. A report belongs to it
    that is on one of its countries, has one of the aliases in its text, or two of the parties.
    """

    id: str
    name: str
    countries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def words(self) -> str:
        """A pattern of all that its countries, their people and its talks are called."""
        known = [country for code in self.countries if (country := lexicon.countries().get(code))]
        names = [n for c in known for n in (c.name, *c.aliases, *c.adjectives, *c.people)]
        return rf"\b(?:{'|'.join(map(re.escape, (*names, *self.aliases)))})\b"


READINGS = """
SELECT DISTINCT s.reading FROM scene s JOIN report r ON r.id = s.report_id
LEFT JOIN (SELECT reading, max(share) AS most FROM scene GROUP BY reading) m ON m.reading = s.reading
LEFT JOIN (
    SELECT reading, count(DISTINCT words) AS n FROM identity
    WHERE kind = 'actor' AND list_contains(CAST($parties AS VARCHAR[]), words) GROUP BY reading
) p ON p.reading = s.reading
WHERE (list_contains(CAST($countries AS VARCHAR[]), s.country) AND (s.titled OR s.share >= $share OR s.share = m.most)
       OR p.n > 1 OR list_bool_or(list_transform(CAST($aliases AS VARCHAR[]), lambda a: contains(lower(r.text), a))))
    AND ($since IS NULL OR r.published >= $since)
    AND ($until IS NULL OR r.published < CAST($until AS DATE) + INTERVAL 1 DAY)
"""


def readings_of(cursor: duckdb.DuckDBPyConnection, process: Process) -> list[str]:
    """The ids of the readings of the process's reports; only reports on a conflict or its talks belong to any."""
    params = {
        "countries": list(process.countries),
        "aliases": [alias.lower() for alias in process.aliases],
        "parties": [folded(party) for party in process.parties],
        "share": SHARE,
        "since": process.since,
        "until": process.until,
    }
    return [reading for (reading,) in cursor.execute(READINGS, params).fetchall()]


def find(name: str, folder: Path = FOLDER) -> Process:
    """The process that ``name`` means: a file of the folder ("sudan" for ``sudan.yml``), or a country by its name or
    code. Raises :class:`ProcessError` where it is neither.

    >>> find("Yemen").countries
    ('YEM',)
    """
    for process in set_out(folder):
        if folded(name) in (folded(process.id), folded(process.name)):
            return process
    codes = {c for c, country in lexicon.countries().items() if folded(name) in (folded(c), folded(country.name))}
    if not codes:
        told = lexicon.meant_by(name)
        codes = {c for hit in told if (c := lexicon.actors()[hit.entry_id].country) and hit.form != "metonym"}
    if len(codes) != 1:
        raise ProcessError(
            f"no process {name!r}: neither a file in {folder}/ nor a country; 'dateline processes' lists them"
        )
    (code,) = codes
    return of_country(code)


def of_country(code: str) -> Process:
    """The process of the conflict in one country."""
    name = lexicon.countries()[code].name if code in lexicon.countries() else code
    return Process(id=code.lower(), name=name, countries=(code,))


def set_out(folder: Path = FOLDER) -> Iterator[Process]:
    """The processes that the files ``*.yml`` of a folder set out, by name; none where there is no folder."""
    for file in sorted(folder.glob("*.yml")):
        try:
            told = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
            raise ProcessError(f"{file}: cannot be read as YAML: {error}") from error
        yield _process(file, told)


def _process(file: Path, told: Any) -> Process:
    if not isinstance(told, dict) or told.keys() - set(FIELDS):
        odd = ", ".join(sorted(map(str, told.keys() - set(FIELDS)))) if isinstance(told, dict) else type(told).__name__
        raise ProcessError(f"{file}: a process has the fields {', '.join(FIELDS)}; found {odd}")
    lists: dict[str, tuple[str, ...]] = {}
    for field in ("countries", "aliases", "parties"):
        of = told.get(field) or []
        if not isinstance(of, list) or not all(isinstance(entry, str) and entry.strip() for entry in of):
            raise ProcessError(f"{file}: {field} must be a list of words")
        lists[field] = tuple(of)
    days: dict[str, date | None] = {field: told.get(field) for field in ("since", "until")}
    for field, of in days.items():
        if of is not None and not isinstance(of, date):
            raise ProcessError(f"{file}: {field} must be a day such as 2016-01-01")
    name = str(told.get("name") or file.stem)
    return Process(id=file.stem, name=name, since=days["since"], until=days["until"], **lists)
