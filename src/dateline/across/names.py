"""Which actors and places of the record a name means."""

import duckdb

from dateline.record.identity import folded


def keys_of(cursor: duckdb.DuckDBPyConnection, item: str, name: str) -> list[str]:
    """The keys of the actors (``item`` "actor") or places ("place") that ``name`` means, in order.

    A key means itself, or what judgements read it as. Where it is the whole name of one that reports share, only those
    of that name or mentioned by it; else also those whose name holds it as whole words, so that a surname finds the
    full name.
    """
    keys = "SELECT DISTINCT coalesce(j.instead, i.key) FROM identity i LEFT JOIN joined j USING (key) WHERE i.key = ?"
    if found := cursor.execute(keys, [name]).fetchall():
        return [key for (key,) in found]
    words = folded(name)
    if not words:
        return []
    rows = cursor.execute(
        "SELECT key, max(words = $words), max(list_contains(mentions, $words)) FROM ("
        "  SELECT k.key, k.words, coalesce(m.mentions, []) AS mentions FROM known k LEFT JOIN ("
        "    SELECT reading, item_id, "
        "      list(regexp_replace(strip_accents(lower(quote)), '^the ', '')) AS mentions "
        "    FROM evidence WHERE kind = $item AND field = 'mentions' GROUP BY ALL"
        "  ) m ON m.reading = k.reading AND m.item_id = k.id WHERE k.item = $item) "
        "WHERE list_contains(mentions, $words) OR contains(' ' || words || ' ', ' ' || $words || ' ') "
        "GROUP BY key ORDER BY key",
        {"words": words, "item": item},
    ).fetchall()
    exact = any(named and not key.startswith("only:") for key, named, _ in rows)
    return [key for key, named, mentioned in rows if named or mentioned or not exact]
