"""Actors, happenings and reports as FollowTheMoney entities, one JSON object a line."""

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dateline.across.seen import seen
from dateline.across.sql import first_carrier
from dateline.across.window import ALL, Window
from dateline.export import countries
from dateline.export.happenings import Happening, happenings
from dateline.export.sources import sources
from dateline.record.store import Record

ACTORS = """
SELECT key, name, kind, country, sector, roles, report_id FROM known_actor
WHERE kind NOT IN ('population', 'unnamed_source') AND key NOT LIKE 'only:%' ORDER BY key, report_id, id
"""
LINKS = f"""
SELECT l.report_id, l.id, f.key, o.key, l.sign, l.means, l."when".start, l."when"."end", t.sentence
FROM alignment l JOIN seen ON seen.reading = l.reading
JOIN known_actor f ON f.reading = l.reading AND f.id = l."from"
JOIN known_actor o ON o.reading = l.reading AND o.id = l."to"
JOIN told t ON t.reading = l.reading AND t.kind = 'alignment' AND t.item_id = l.id
QUALIFY {first_carrier("l.sign", "t.sentence")} ORDER BY l.report_id, l.id
"""
PUBLIC = ("GOV", "MIL", "COP", "SPY", "JUD", "LEG")
TALKS = ("under_way", "held", "suspended", "resumed", "collapsed")
LANGUAGES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "ar": "ara", "ru": "rus", "uk": "ukr", "tr": "tur"}
WEB = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?/[!-~]*", re.IGNORECASE)
LONGEST = 1000
Entity = dict[str, Any]


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One JSON line an entity: reports, the actors they name in full, where they name them, what happened, who
    stands with whom."""
    for entity in _entities(record, window):
        yield json.dumps(entity, ensure_ascii=False) + "\n"


def _entities(record: Record, window: Window) -> Iterator[Entity]:
    for source in sources(record, window):
        language = LANGUAGES.get(source.language or "")
        yield _entity(
            "Article", _id("report", source.id),
            title=[source.title], fileName=[source.id], author=[*source.authors, source.agency],
            publisher=[source.outlet], sourceUrl=[source.url], language=[language],
            publishedAt=[f"{source.published:%Y-%m-%dT%H:%M:%S}" if source.published else None],
        )  # fmt: skip
    with seen(record, window) as cursor:
        told: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for key, *row in cursor.execute(ACTORS).fetchall():
            told[key].append(tuple(row))
        links = cursor.execute(LINKS).fetchall()
    schemas = {key: _schema(rows) for key, rows in told.items()}
    for key, rows in told.items():
        yield from _actor(key, schemas[key], rows)
    for of in happenings(record, window, items=("event", "meeting")):
        if of.took_place if of.item == "event" else of.status in TALKS:
            yield _event(of, schemas)
    for link in links:
        if link[2] in schemas and link[3] in schemas and link[2] != link[3]:
            yield _link(*link, schema=schemas[link[3]])


def _schema(rows: list[tuple[Any, ...]]) -> str:
    """What most reports say the actor is."""
    (((kind, sector), _),) = Counter((row[1], row[3]) for row in rows).most_common(1)
    if kind == "person":
        return "Person"
    return "PublicBody" if kind in ("state", "government") or sector in PUBLIC else "Organization"


def _actor(key: str, schema: str, rows: list[tuple[Any, ...]]) -> Iterator[Entity]:
    id = _id("actor", key)
    called = [name for name, _ in Counter(row[0] for row in rows).most_common()]
    posts = [" of ".join(filter(None, (role["title"], role["of"]))) for row in rows for role in row[4] or ()]
    yield _entity(
        schema, id,
        name=called[:1], alias=called[1:], country=(_country(row[2]) for row in rows), sector=(row[3] for row in rows),
        **{"position": posts} if schema == "Person" else {},
    )  # fmt: skip
    for name, report in sorted({(row[0], row[5]) for row in rows}):
        yield _entity(
            "Mention", _id("mention", key, report, name),
            document=[_id("report", report)], resolved=[id], name=[name], detectedSchema=[schema],
        )  # fmt: skip


def _event(of: Happening, schemas: dict[str, str]) -> Entity:
    parties = (*of.who, *of.whom)
    first, last = (of.date, of.date_end) if of.dated else (None, None)
    return _entity(
        "Event", _id("happening", of.item, of.id, of.status, str(of.date)),
        name=[of.quote or of.type], startDate=[_day(first)], endDate=[_day(last)],
        location=[of.spot.name if of.spot else None], country=[_country(of.spot.country) if of.spot else None],
        involved=(_id("actor", party.key) for party in parties if party.key in schemas),
        namesMentioned=(party.name for party in parties), keywords=[of.type, of.mode, of.status],
        summary=[of.sentence], recordId=[of.id], proof=[_id("report", of.report_id)], sourceUrl=[of.url],
    )  # fmt: skip


def _link(
    report: str, item: str, one: str, other: str, sign: str, means: str | None, first: date | None, last: date | None,
    sentence: str | None, *, schema: str,
) -> Entity:  # fmt: skip
    told: dict[str, Iterable[str | None]] = {
        "role": [sign], "summary": [sentence], "proof": [_id("report", report)],
        "date": [_day(first) if first == last else None],
    }  # fmt: skip
    ends = [_id("actor", one)], [_id("actor", other)]
    if sign == "member_of" and schema != "Person":
        return _entity("Membership", _id("link", report, item), member=ends[0], organization=ends[1], **told)
    return _entity(
        "UnknownLink", _id("link", report, item), subject=ends[0], object=ends[1], description=[means], **told
    )


def _entity(schema: str, id: str, **properties: Iterable[str | None]) -> Entity:
    """The entity with the values that its types allow, none twice."""
    found = {}
    for name, values in properties.items():
        clean = (_clean(name, value) for value in values if value)
        if kept := list(dict.fromkeys(value for value in clean if value)):
            found[name] = kept
    return {"id": id, "schema": schema, "properties": found}


def _clean(name: str, value: str) -> str | None:
    r"""The value as FollowTheMoney would store it; None where its type refuses it.

    >>> _clean("name", "'Ana\u00a0 Perez'"), _clean("sourceUrl", "javascript:x")
    ('Ana Perez', None)
    """
    if name == "sourceUrl":
        return value if WEB.fullmatch(value) else None
    bare = "".join(c if unicodedata.category(c)[0] != "Z" else " " for c in value.replace("\n", " ").replace("\t", " "))
    text = " ".join("".join(c for c in bare if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn")).split())
    if name == "location":
        text = re.sub(r"\s*[;,<>]+\s*", ", ", text).strip(", ")
    while len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    return text[:LONGEST].strip() or None


def _id(*parts: str) -> str:
    return "dateline-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _country(code: str | None) -> str | None:
    return (countries.alpha2(code) or "").lower() or None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
