"""Every item as a W3C Web Annotation on its report, with what it says in schema.org, as one JSON-LD document."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import duckdb

from dateline.across.seen import seen
from dateline.across.sql import first_carrier
from dateline.across.window import ALL, Window
from dateline.export.sources import sources
from dateline.readings.as_json import with_iso_dates
from dateline.record.schema import Field, Kind, items, kinds
from dateline.record.store import Record

Json = dict[str, Any]
CONTEXT: Json = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "dateline": "urn:dateline:field:",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "body": {"@id": "oa:hasBody"},
    "target": {"@id": "oa:hasTarget"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "identifying": "oa:identifying",
    "classifying": "oa:classifying",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "startDate": {"@type": "xsd:date"},
    "endDate": {"@type": "xsd:date"},
    "datePublished": {"@type": "xsd:dateTime"},
    "isBasedOn": {"@type": "@id"},
    "agent": {"@type": "@id"},
    "object": {"@type": "@id"},
    "attendee": {"@type": "@id"},
    "organizer": {"@type": "@id"},
    "creator": {"@type": "@id"},
    "location": {"@type": "@id"},
    "spokenByCharacter": {"@type": "@id"},
}
HEAD = '{"@context": ' + json.dumps(CONTEXT) + ',\n"@graph": [\n'
WORDS = f"""
SELECT i.*, q."start" AS at, q."end" AS until, q.quote,
    substring(r.text, greatest(q."start" - 31, 1), least(q."start", 32)) AS before,
    substring(r.text, q."end" + 1, 32) AS after,
    {first_carrier("q.quote", "t.sentence")} AS first
FROM "{{kind}}" i JOIN seen ON seen.reading = i.reading JOIN report r ON r.id = i.report_id
JOIN evidence q ON q.reading = i.reading AND q.kind = '{{kind}}' AND q.item_id = i.id AND q.field = 'evidence'
    AND q.n = 0
JOIN told t ON t.reading = i.reading AND t.kind = '{{kind}}' AND t.item_id = i.id
ORDER BY i.report_id, q."start", i.id
"""
QUOTES = """
SELECT q.reading, q.item_id, q.field, q.quote FROM evidence q SEMI JOIN seen ON seen.reading = q.reading
WHERE q.kind = $kind AND q.field NOT IN ('evidence', 'mentions', 'content') ORDER BY q.n
"""
ACTORS = """
SELECT key, list(DISTINCT kind ORDER BY kind), list(DISTINCT name ORDER BY name) FROM known_actor
GROUP BY key ORDER BY key
"""
PLACES = """
SELECT k.key, list(DISTINCT k.name ORDER BY k.name),
    arg_min(p.lat, (p.reading, p.id)), arg_min(p.lon, (p.reading, p.id))
FROM known_place k JOIN place p ON p.reading = k.reading AND p.id = k.id GROUP BY k.key ORDER BY k.key
"""
BODIES = ("state", "government", "organisation", "armed_group")
TYPES = {
    "event": ["Event", "Action"],
    "meeting": "Event",
    "proposal": "Claim",
    "forecast": "Claim",
    "alignment": "Claim",
    "figure": "Observation",
    "time": "Intangible",
}
# Fields that have a name of their own in schema.org.
FIELDS = {
    ("event", "actors"): "agent",
    ("event", "recipients"): "object",
    ("event", "place"): "location",
    ("meeting", "participants"): "attendee",
    ("meeting", "conveners"): "organizer",
    ("meeting", "venue"): "location",
    ("statement", "speaker"): "spokenByCharacter",
    ("statement", "place"): "location",
    ("proposal", "by"): "creator",
    ("forecast", "by"): "creator",
    ("figure", "place"): "location",
    ("figure", "value"): "value",
    ("meeting", "name"): "name",
}


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One node of the graph each: reports, actors and places, then every item of theirs; copies of one text give it
    once."""
    for source in sources(record, window):
        yield _json(
            {
                "id": _urn("report", source.id),
                "type": "NewsArticle",
                "headline": source.title,
                "datePublished": source.published,
                "publisher": source.outlet,
                "author": source.authors,
                "url": source.url,
                "inLanguage": source.language,
                "isBasedOn": _urn("report", source.copy_of) if source.copy_of else None,
            }
        )
    with seen(record, window) as cursor:
        yield from map(_json, _things(cursor))
        keys = {
            (reading, kind, id): key
            for reading, kind, id, key in cursor.execute("SELECT reading, item, id, key FROM known").fetchall()
        }
        for kind in items():
            yield from map(_json, _annotations(cursor, kind, keys))


def _things(cursor: duckdb.DuckDBPyConnection) -> Iterator[Json]:
    """The actors and places with all their names."""
    for key, sorts, names in cursor.execute(ACTORS).fetchall():
        person = "person" in sorts
        body = not person and any(kind in BODIES for kind in sorts)
        yield {
            "id": _urn("actor", key),
            "type": "Person" if person else "Organization" if body else "Thing",
            "name": names,
        }
    for key, names, lat, lon in cursor.execute(PLACES).fetchall():
        geo = {"type": "GeoCoordinates", "latitude": lat, "longitude": lon} if lat is not None else None
        yield {"id": _urn("place", key), "type": "Place", "name": names, "geo": geo}


def _annotations(
    cursor: duckdb.DuckDBPyConnection, kind: Kind, keys: dict[tuple[str, str, str], str]
) -> Iterator[Json]:
    quotes: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for reading, id, field, quote_ in cursor.execute(QUOTES, {"kind": kind.name}).fetchall():
        quotes[reading, id][field].append(quote_)
    for batch in cursor.sql(WORDS.format(kind=kind.name)).to_arrow_table().to_batches(max_chunksize=1000):
        for row in batch.to_pylist():
            if row["first"]:
                yield _annotation(kind, row, quotes.get((row["reading"], row["id"]), {}), keys)


def _annotation(kind: Kind, row: Json, quotes: dict[str, list[str]], keys: dict[tuple[str, str, str], str]) -> Json:
    thing = kind.name in ("actor", "place")
    words = {"type": "TextQuoteSelector", "exact": row["quote"], "prefix": row["before"], "suffix": row["after"]}
    place = {"type": "TextPositionSelector", "start": row["at"], "end": row["until"]}
    key = keys.get((row["reading"], kind.name, row["id"]), "")
    return {
        "id": _urn("item", f"{row['report_id']}:{kind.name}:{row['id']}"),
        "type": "Annotation",
        "motivation": "identifying" if thing else "classifying",
        "body": {"id": _urn(kind.name, key)} if thing else _body(kind, row, quotes, keys),
        "target": {
            "type": "SpecificResource",
            "source": _urn("report", row["report_id"]),
            "selector": [words, place],
        },
    }


def _body(kind: Kind, row: Json, quotes: dict[str, list[str]], keys: dict[tuple[str, str, str], str]) -> Json:
    """What the words tell: each filled field under its name in schema.org, else under its own."""
    of = TYPES.get(kind.name) or ("Quotation" if row["mode"] == "direct" else "Claim")
    body: Json = {"type": of, "additionalType": kind.name, "text": row["quote"]}
    for field in kind.columns:
        value, name = row[field.name], FIELDS.get((kind.name, field.name), f"dateline:{field.name}")
        if field.name in ("id", "content") or value is None:
            continue
        if field.type == "when":
            body |= {"startDate": value["start"], "endDate": value["end"], "dateline:basis": value["basis"]}
        elif kind.name == "time" and field.name in ("start", "end"):
            body[f"{field.name}Date"] = value
        elif field.type in ("span", "spans"):
            body[name] = quotes.get(field.name)
        else:
            body[name] = _value(field, value, row, keys)
    return body


def _value(field: Field, value: Any, row: Json, keys: dict[tuple[str, str, str], str]) -> Any:
    """A value with the ids of actors, places and items in place of those of the reading."""
    if isinstance(value, list):
        return [_value(field, one, row, keys) for one in value]
    if field.refers_to in ("actor", "place") and value is not None:
        key = keys.get((row["reading"], field.refers_to, value))
        return {"id": _urn(field.refers_to, key)} if key else None
    if field.refers_to:
        return {"id": _urn("item", f"{row['report_id']}:{field.refers_to}:{value}")}
    if isinstance(value, dict):
        part = kinds()[field.type.removeprefix("list<").removesuffix(">")]
        # Where its words stand is told by the evidence of the whole.
        plain = (f for f in part.fields if f.type not in ("span", "when"))
        return {f"dateline:{f.name}": _value(f, value[f.name], row, keys) for f in plain}
    return value


def _urn(kind: str, id: str) -> str:
    return f"urn:dateline:{kind}:{quote(id, safe=':')}"


def _json(node: Json) -> str:
    return json.dumps(with_iso_dates(_filled(node)), ensure_ascii=False)


def _filled(value: Any) -> Any:
    """The value without what is empty."""
    if isinstance(value, dict):
        return {name: _filled(of) for name, of in value.items() if of is not None and of != []}
    return [_filled(one) for one in value if one is not None] if isinstance(value, list) else value
