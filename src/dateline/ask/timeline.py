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
    l.sentence, l.report_id, l.id AS item_id,
    l.key, l.outlet, l.published, r.first_told,
    list_sort(coalesce(o.days, [])) AS other_days, list_sort(coalesce(o.states, [])) AS other_states,
    list_sort(coalesce(x.names, [])) AS others_name, r.tellings, r.outlets, r.also_carried_by, r.rank
FROM ranked r JOIN line l ON l.line = r.line
LEFT JOIN other o ON o.line = l.line LEFT JOIN others x ON x.line = l.line
LEFT JOIN named n ON n.line = l.line LEFT JOIN spot s ON s.line = l.line
LEFT JOIN known_actor a ON a.reading = l.reading AND a.id = l.said_by
LEFT JOIN statement st ON st.reading = l.reading AND st.id = l.said_by
LEFT JOIN known_actor b ON b.reading = l.reading AND b.id = st.speaker
ORDER BY l.date IS NULL, l.date, l.dated DESC, l.published NULLS LAST, l.report_id, l.start_at,
    l.item, l.id
"""
WANTED = f"""
INSERT INTO wanted SELECT line FROM party WHERE list_contains($actors, key)
UNION SELECT line FROM spot WHERE list_contains($places, key)
UNION SELECT line FROM line WHERE {holds("sentence", "about")}
"""
MOST = 1_000_000_000


def timeline(record: Record, *, window: Window = ALL, limit: int | None = None, about: str | None = None) -> pa.Table:
    """One row a line, by the day it happened.

    What has no day of its own stands where it was reported, after what has; lines without either come last.

    ``limit`` keeps the lines that weigh most (``rank``, by ``schema/timeline.yml``). ``about`` keeps those in
    which an actor or a place of that name takes part, or whose sentence holds the words.

    ``who``, ``whom``, ``place`` and ``said_by`` are names as the telling report has them, ``what`` and
    ``sentence`` its words, ``first_told`` when a report first told it. ``tellings`` counts the sources; copies of one
    text are one source, named in ``also_carried_by``. What other tellings of the same have is shown and not merged:
    ``other_days``, ``other_states`` and the actors that they name besides (``others_name``). ``date_basis`` is stated,
    relative, publication (no day in the text) or none. ``key`` names the telling for a judgement on it.
    """
    if limit is not None and limit < 0:
        raise ValueError(f"limit {limit} is below 0")
    with course(record, window) as told:
        return lines_of(told, limit=limit, about=about)


def lines_of(told: Course, *, limit: int | None = None, about: str | None = None) -> pa.Table:
    """The lines of :func:`timeline`."""
    cursor = told.cursor
    weigh(cursor)
    unite(cursor, told.known)
    _want(cursor, about)
    cursor.execute(
        RANKED,
        {
            "more": float(document("timeline")["tellings"]),
            "all": about is None,
            "limit": MOST if limit is None else limit,
        },
    )
    return cursor.sql(ROWS).to_arrow_table()


def _want(cursor: duckdb.DuckDBPyConnection, about: str | None) -> None:
    """Fill the table ``wanted`` with the lines that ``about`` asks for; none where it is None."""
    cursor.execute("CREATE TEMP TABLE wanted (line BIGINT)")
    if about is not None:
        cursor.execute(
            WANTED,
            {
                "actors": keys_of(cursor, "actor", about),
                "places": keys_of(cursor, "place", about),
                "about": words_of(about),
            },
        )
