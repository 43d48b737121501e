"""Who a name means, and how much of the record is about them."""

import pyarrow as pa

from dateline.ask.names import keys_of
from dateline.ask.seen import AsOf, seen
from dateline.record.store import Record

ROWS = """
WITH k AS (
    SELECT known_actor.*, seen.published FROM known_actor JOIN seen ON seen.reading = known_actor.reading
    WHERE list_contains($keys, key)),
role AS (
    SELECT key, list_sort(list_distinct(list(r.title || coalesce(', ' || r."of", '')))) AS roles
    FROM (SELECT key, unnest(roles) AS r FROM k) GROUP BY key),
said AS (
    SELECT k.key, count(*) AS n FROM statement s JOIN k ON k.reading = s.reading AND k.id = s.speaker
    GROUP BY k.key),
did AS (
    SELECT k.key, count(*) AS n FROM event e JOIN k ON k.reading = e.reading
    WHERE list_contains(e.actors, k.id) OR list_contains(e.recipients, k.id) GROUP BY k.key)
SELECT k.key, arg_min(k.name, (-length(k.name), k.name)) AS name,
    list_sort(list_distinct(list(k.name))) AS names,
    min(k.kind) AS kind, min(k.country) AS country, coalesce(any_value(role.roles), []) AS roles,
    min(k.registry_id) AS registry_id, min(k.published) AS first_reported, max(k.published) AS last_reported,
    count(DISTINCT k.report_id) AS reports, coalesce(any_value(said.n), 0) AS statements,
    coalesce(any_value(did.n), 0) AS events
FROM k LEFT JOIN role ON role.key = k.key LEFT JOIN said ON said.key = k.key LEFT JOIN did ON did.key = k.key
GROUP BY k.key ORDER BY reports DESC, name, k.key
"""


def who(record: Record, name: str, *, as_of: AsOf = None) -> pa.Table:
    """One row an actor that ``name`` can mean, the one in most reports first.

    Reports are joined by the registry's id or by the full name with its kind, never by a surname or an acronym:
    an actor that a report names no further has a row, and a ``key``, of its own.
    """
    with seen(record, as_of) as cursor:
        return cursor.sql(ROWS, params={"keys": keys_of(cursor, "actor", name)}).to_arrow_table()
