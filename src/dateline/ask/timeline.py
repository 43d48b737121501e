"""The timeline: what happened, was agreed, proposed, counted and expected, in the reports' own words."""

import duckdb
import pyarrow as pa

from dateline.across.course import Course, course
from dateline.across.happenings import unite
from dateline.across.lines import weigh
from dateline.across.names import keys_of
from dateline.across.sql import holds, words_of
from dateline.across.window import ALL, Window
from dateline.record.schema import document
from dateline.record.store import Record

# One row a happening. Its words are those of the telling that has its day most precisely; its weight
# grows with the number of sources.
RANKED = """
CREATE TEMP TABLE ranked AS
SELECT h.happening, arg_min(l.line, (NOT l.dated, l.date_end - l.date, l.line)) AS line,
    count(DISTINCT l.source) AS tellings,
    list_sort(list_distinct(flatten(list([l.outlet] || l.also_carried_by)))) AS outlets,
    list_sort(list_distinct(flatten(list(l.also_carried_by)))) AS also_carried_by,
    min(l.published) AS first_told, round(max(w.weight) * (1 + $more * ln(count(DISTINCT l.source))), 2) AS rank
FROM happening h JOIN line l ON l.line = h.line JOIN weight w ON w.line = h.line
WHERE $all OR h.happening IN (SELECT a.happening FROM happening a SEMI JOIN wanted ON wanted.line = a.line)
GROUP BY h.happening ORDER BY rank DESC, min(l.line) LIMIT $limit
"""
# What other tellings of a happening have that the line's own has not: days, states, names.
ROWS = """
WITH other AS (
    SELECT r.line, list(DISTINCT concat_ws(' to ', o.date, nullif(o.date_end, o.date))) FILTER (
            o.dated AND (o.date, o.date_end) <> (l.date, l.date_end)) AS days,
        list(DISTINCT o.status) FILTER (o.status <> l.status) AS states
    FROM ranked r JOIN line l ON l.line = r.line
    JOIN happening h ON h.happening = r.happening AND h.line <> r.line JOIN line o ON o.line = h.line GROUP BY r.line),
others AS (
    SELECT r.line, list(DISTINCT p.name) AS names
    FROM ranked r JOIN happening h ON h.happening = r.happening AND h.line <> r.line JOIN party p ON p.line = h.line
    WHERE p.key NOT LIKE 'only:%' AND p.key NOT IN (SELECT q.key FROM party q WHERE q.line = r.line) GROUP BY r.line),
named AS (
    SELECT p.line, list(name ORDER BY n) FILTER (role = 'who') AS who,
        list(name ORDER BY n) FILTER (role = 'whom') AS whom
    FROM party p SEMI JOIN ranked ON ranked.line = p.line GROUP BY p.line)
SELECT l.date, l.date_end, l.date_basis, l.kind, coalesce(n.who, []) AS who, coalesce(n.whom, []) AS whom,
    s.name AS place, l.quote AS what, l.sort AS "type", l.mode, l.status,
    coalesce(a.name, b.name, CASE WHEN l.item = 'figure' AND a.name IS NULL THEN l.said_by END) AS said_by,
    l.sentence, l.report_id, l.item, l.id AS item_id,
    l.key, l.outlet, l.published, r.first_told,
    list_sort(coalesce(o.days, [])) AS other_days, list_sort(coalesce(o.states, [])) AS other_states,
    list_sort(coalesce(x.names, [])) AS others_name, r.tellings, r.outlets, r.also_carried_by, r.rank,
    v.verdict AS review, v."by" AS reviewed_by, g.added
FROM ranked r JOIN line l ON l.line = r.line JOIN reading g ON g.id = l.reading
LEFT JOIN reviewed v ON v.reading = l.reading AND v.kind = l.item AND v.item_id = l.id
LEFT JOIN other o ON o.line = l.line LEFT JOIN others x ON x.line = l.line
LEFT JOIN named n ON n.line = l.line LEFT JOIN spot s ON s.line = l.line
LEFT JOIN known_actor a ON a.reading = l.reading AND a.id = l.said_by
LEFT JOIN statement st ON st.reading = l.reading AND st.id = l.said_by
LEFT JOIN known_actor b ON b.reading = l.reading AND b.id = st.speaker
ORDER BY l.date IS NULL, l.date, l.dated DESC, l.published NULLS LAST, l.report_id, l.start_at,
    l.item, l.id
"""
# Each question keeps the lines it asks for; those that are not asked are NULL and keep all.
WANTED = f"""
CREATE TEMP TABLE wanted AS SELECT l.line FROM line l
WHERE ($about IS NULL OR {holds("l.sentence", "about")}
    OR EXISTS (SELECT 1 FROM party p WHERE p.line = l.line AND list_contains($actors, p.key))
    OR EXISTS (SELECT 1 FROM spot s WHERE s.line = l.line AND list_contains($places, s.key)))
AND ($actor IS NULL OR EXISTS (SELECT 1 FROM party p WHERE p.line = l.line AND list_contains($actor, p.key)))
AND ($place IS NULL OR EXISTS (SELECT 1 FROM spot s WHERE s.line = l.line AND list_contains($place, s.key)))
AND ($outlet IS NULL OR lower(l.outlet) = lower($outlet))
"""
MOST = 1_000_000_000


def timeline(
    record: Record,
    *,
    window: Window = ALL,
    limit: int | None = None,
    about: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    outlet: str | None = None,
) -> pa.Table:
    """One row a line, by the day it happened.

    What has no day of its own stands where it was reported, after what has; lines without either come last.

    ``limit`` keeps the lines that weigh most (``rank``, by ``schema/timeline.yml``). ``about`` keeps those in
    which an actor or a place of that name takes part, or whose sentence holds the words; ``actor``, ``place`` and
    ``outlet`` those of that actor, at that place, that this outlet tells.

    ``who``, ``whom``, ``place`` and ``said_by`` are names as the telling report has them, ``what`` and
    ``sentence`` its words, ``first_told`` when a report first told it. ``tellings`` counts the sources; copies of one
    text are one source, named in ``also_carried_by``. What other tellings of the same have is shown and not merged:
    ``other_days``, ``other_states`` and the actors that they name besides (``others_name``). ``date_basis`` is stated,
    relative, publication (no day in the text), review (a person's word) or none. ``key`` names the telling for a
    judgement on it; ``item`` is the kind of the item behind it. ``review`` is what ``reviewed_by`` said of that item,
    ``added`` when its report was added to the record (UTC).
    """
    if limit is not None and limit < 0:
        raise ValueError(f"limit {limit} is below 0")
    with course(record, window) as told:
        return lines_of(told, limit=limit, about=about, actor=actor, place=place, outlet=outlet)


def lines_of(
    told: Course,
    *,
    limit: int | None = None,
    about: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    outlet: str | None = None,
) -> pa.Table:
    """The lines of :func:`timeline`."""
    cursor = told.cursor
    weigh(cursor)
    unite(cursor, told.known)
    asked = (about, actor, place, outlet)
    _want(cursor, *asked)
    cursor.execute(
        RANKED,
        {
            "more": float(document("timeline")["tellings"]),
            "all": all(of is None for of in asked),
            "limit": MOST if limit is None else limit,
        },
    )
    return cursor.sql(ROWS).to_arrow_table()


def _want(
    cursor: duckdb.DuckDBPyConnection, about: str | None, actor: str | None, place: str | None, outlet: str | None
) -> None:
    """Fill the table ``wanted`` with the lines that are asked for."""
    cursor.execute(
        WANTED,
        {
            "about": words_of(about),
            "actors": [] if about is None else keys_of(cursor, "actor", about),
            "places": [] if about is None else keys_of(cursor, "place", about),
            "actor": None if actor is None else keys_of(cursor, "actor", actor),
            "place": None if place is None else keys_of(cursor, "place", place),
            "outlet": outlet,
        },
    )
