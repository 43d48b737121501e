"""Who is who in the record: the actors, all that is known of one, and the judgements that join them."""

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa

from dateline.across.names import keys_of
from dateline.across.seen import seen
from dateline.across.window import ALL, Window
from dateline.marks import lexicon
from dateline.record.resolve.joined import decisions, standing
from dateline.record.resolve.profile import held_in
from dateline.record.store import Record

ROWS = """
WITH k AS (
    SELECT known_actor.*, seen.published FROM known_actor JOIN seen ON seen.reading = known_actor.reading
    WHERE ($keys IS NULL OR list_contains($keys, key))),
role AS (
    SELECT key, list_sort(list_distinct(list(r.title || coalesce(', ' || r."of", '')))) AS roles
    FROM (SELECT key, unnest(roles) AS r FROM k) GROUP BY key),
said AS (
    SELECT k.key, count(*) AS n FROM statement s JOIN k ON k.reading = s.reading AND k.id = s.speaker
    GROUP BY k.key),
did AS (
    SELECT k.key, count(*) AS n FROM event e JOIN k ON k.reading = e.reading
    WHERE list_contains(e.actors, k.id) OR list_contains(e.recipients, k.id) GROUP BY k.key)
SELECT k.key, arg_min(k.name, (k.key NOT LIKE 'registry:%' OR k.registry_id IS NULL, -length(k.name), k.name)) AS name,
    list_sort(list_distinct(list(k.name))) AS names,
    min(k.kind) AS kind, min(k.country) AS country, mode(k.sector ORDER BY k.sector) AS sector,
    coalesce(any_value(role.roles), []) AS roles,
    min(k.registry_id) AS registry_id, min(k.published) AS first_reported, max(k.published) AS last_reported,
    count(DISTINCT k.report_id) AS reports, coalesce(any_value(said.n), 0) AS statements,
    coalesce(any_value(did.n), 0) AS events
FROM k LEFT JOIN role ON role.key = k.key LEFT JOIN said ON said.key = k.key LEFT JOIN did ON did.key = k.key
GROUP BY k.key HAVING ($kind IS NULL OR min(k.kind) = $kind) AND ($country IS NULL OR min(k.country) = $country)
ORDER BY reports DESC, statements + events DESC, name, k.key
"""
WORDINGS = """
SELECT k.key, e.quote AS words, count(*) AS times, count(DISTINCT k.report_id) AS reports
FROM known_actor k JOIN evidence e ON e.reading = k.reading AND e.item_id = k.id
WHERE e.kind = 'actor' AND e.field = 'mentions' AND list_contains($keys, k.key)
GROUP BY ALL ORDER BY times DESC, words
"""
ROLES = """
SELECT key, r.title AS title, r."of" AS held_in, min(day) AS first_reported, max(day) AS last_reported,
    count(DISTINCT report_id) AS reports
FROM (SELECT k.key, k.report_id, unnest(k.roles) AS r, CAST(seen.published AS DATE) AS day
    FROM known_actor k JOIN seen ON seen.reading = k.reading WHERE list_contains($keys, k.key))
GROUP BY ALL ORDER BY reports DESC, title, held_in
"""
MEMBERS = """
SELECT f.key AS member_key, f.name AS member, g.key AS group_key, g.name AS "group",
    min(coalesce(a."when".start, CAST(seen.published AS DATE))) AS first_reported,
    max(coalesce(a."when"."end", CAST(seen.published AS DATE))) AS last_reported, count(DISTINCT seen.source) AS sources
FROM alignment a JOIN seen ON seen.reading = a.reading
JOIN known_actor f ON f.reading = a.reading AND f.id = a."from"
JOIN known_actor g ON g.reading = a.reading AND g.id = a."to"
WHERE a.sign = 'member_of' AND (list_contains($keys, f.key) OR list_contains($keys, g.key))
GROUP BY ALL ORDER BY first_reported, member, "group"
"""
SPAN = [("first_reported", pa.date32()), ("last_reported", pa.date32())]
WORDING = [("words", pa.string()), ("times", pa.int64()), ("reports", pa.int64())]
ROLE = [("title", pa.string()), ("held_in", pa.string())]
PART = [("name", pa.string()), *SPAN, ("sources", pa.int64())]
JUDGED = [(name, pa.string()) for name in ("other", "verdict", "reason", "by")]
CARD = pa.schema(
    [
        *((name, pa.string()) for name in ("key", "name", "kind", "country", "sector")),
        ("first_reported", pa.timestamp("us")),
        ("last_reported", pa.timestamp("us")),
        *((name, pa.int64()) for name in ("reports", "statements", "events")),
        ("wordings", pa.list_(pa.struct(WORDING))),
        ("roles", pa.list_(pa.struct([*ROLE, *SPAN, ("reports", pa.int64())]))),
        ("known_roles", pa.list_(pa.struct([*ROLE, ("since", pa.string()), ("until", pa.string())]))),
        ("groups", pa.list_(pa.struct(PART))),
        ("members", pa.list_(pa.struct(PART))),
        ("judgements", pa.list_(pa.struct(JUDGED))),
    ]
)
SAID = ("verdict", "reason", "by")
JUDGEMENTS = pa.schema(
    [
        ("at", pa.timestamp("us")),
        ("verdict", pa.string()),
        ("left", pa.string()),
        ("right", pa.string()),
        ("reason", pa.string()),
        ("by", pa.string()),
        ("stands", pa.bool_()),
    ]
)


def actors(
    record: Record,
    *,
    name: str | None = None,
    kind: str | None = None,
    country: str | None = None,
    window: Window = ALL,
) -> pa.Table:
    """One row an actor, the one in most reports first; with ``name`` those that it can mean.

    Reports are joined by the registry's id, by the full name with its kind, and by judgements; never by a surname or an
    acronym: an actor that a report names no further has a row, and a ``key``, of its own. ``country`` is an ISO 3166
    alpha-3 code.
    """
    with seen(record, window) as cursor:
        keys = None if name is None else keys_of(cursor, "actor", name)
        params = {"keys": keys, "kind": kind, "country": country.upper() if country else None}
        return cursor.sql(ROWS, params=params).to_arrow_table()


def cards(record: Record, name: str, *, window: Window = ALL) -> pa.Table:
    """All that is known of each actor that ``name`` (or a key) can mean, one row each.

    ``wordings`` are the words that stand for it with how often; ``roles`` the titles that reports give it with the days
    of the first and last of them, ``known_roles`` those of the lexicon with their terms. ``groups`` are the bodies that
    it is said to belong to and when, ``members`` those said to belong to it; without days where the lexicon alone says
    so. ``judgements`` are those that stand on its keys.
    """
    with seen(record, window) as cursor:
        keys = keys_of(cursor, "actor", name)
        params = {"keys": keys, "kind": None, "country": None}
        rows = cursor.sql(ROWS, params=params).to_arrow_table().to_pylist()
        more = {sql: cursor.sql(sql, params={"keys": keys}).to_arrow_table().to_pylist() for sql in (WORDINGS, ROLES)}
        told = cursor.sql(MEMBERS, params={"keys": keys}).to_arrow_table().to_pylist()
        heads, stand = _heads(cursor), standing(decisions(cursor)).values()
    out = []
    for row in rows:
        entry = lexicon.actors().get(row["registry_id"] or "")
        groups = [_part(m, "group") for m in told if m["member_key"] == row["key"]]
        groups += [{"name": lexicon.actors()[g].name} for g in (entry.member_of if entry else ())]
        out.append(
            {
                **row,
                "wordings": [w for w in more[WORDINGS] if w["key"] == row["key"]],
                "roles": _roles(r for r in more[ROLES] if r["key"] == row["key"]),
                "known_roles": [
                    {"title": r.title, "held_in": r.of, "since": r.since, "until": r.until}
                    for r in (entry.roles if entry else ())
                ],
                "groups": list({g["name"]: g for g in reversed(groups)}.values()),
                "members": [_part(m, "member") for m in told if m["group_key"] == row["key"]],
                "judgements": [
                    {"other": d.right if d.left == row["key"] else d.left, **{n: getattr(d, n) for n in SAID}}
                    for d in stand
                    if row["key"] in {heads.get(key, key) for key in d.pair}
                ],
            }
        )
    return pa.Table.from_pylist(out, schema=CARD)


def judgements(record: Record, *, verdict: str | None = None, by: str | None = None) -> pa.Table:
    """Every judgement on two keys in the order of making, and whether it still ``stands``.

    ``by`` is who made it: dateline itself or a person.
    """
    with record.cursor() as cursor:
        made = decisions(cursor)
    stand = {id(decision) for decision in standing(made).values()}
    rows = [
        {**{name: getattr(d, name) for name in JUDGEMENTS.names if name != "stands"}, "stands": id(d) in stand}
        for d in made
        if verdict in (None, d.verdict) and by in (None, d.by)
    ]
    return pa.Table.from_pylist(rows, schema=JUDGEMENTS)


def _roles(told: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The roles of one actor; a body by its several names is one."""
    roles: dict[tuple[str, str | None], dict[str, Any]] = {}
    for role in told:
        of = held_in(role["held_in"]) if role["held_in"] else None
        same = roles.setdefault((role["title"].lower(), of), {**role, "held_in": of, "reports": 0})
        same["reports"] += role["reports"]
        for column, edge in (("first_reported", min), ("last_reported", max)):
            same[column] = edge(filter(None, (same[column], role[column])), default=None)
    return sorted(roles.values(), key=lambda role: (-role["reports"], role["title"]))


def _heads(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(cursor.execute("SELECT key, instead FROM joined").fetchall())


def _part(told: dict[str, Any], name: str) -> dict[str, Any]:
    return {"name": told[name], **{column: told[column] for column, _ in PART[1:]}}
