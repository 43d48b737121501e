"""Which lines of different reports tell one happening."""

from collections import defaultdict

import duckdb
import pyarrow as pa

from dateline.across.judged import Judged

# Two tellings are of one happening where type, mode, day and standing agree and they share a pair: an actor with a
# recipient; two of those who meet or agree; one of those who take part, or the count of people hurt, and the place.
# Lines without a day of their own share nothing. Tellings of a round of talks are one happening by its steps.
PAIRS = """
WITH told AS (
    SELECT line, source, item, sort, date, coalesce(mode, '') AS mode,
        CASE WHEN factuality IN ('happened', 'ongoing') THEN 'real' ELSE factuality END AS standing,
        sort IN ('CONSULT', 'AGREE', 'COOPERATE') AS mutual
    FROM line WHERE item = 'event' AND dated AND date = date_end),
parties AS (
    SELECT t.*, p.role, p.key FROM told t JOIN party p ON p.line = t.line WHERE p.key NOT LIKE 'only:%'),
pair AS (
    SELECT a.line, a.source, a.item, a.sort, a.date, a.mode, a.standing, a.key AS one, b.key AS other
    FROM parties a JOIN parties b ON a.line = b.line
    WHERE (NOT a.mutual AND a.role = 'who' AND b.role = 'whom') OR (a.mutual AND a.key < b.key)
    UNION ALL
    SELECT a.line, a.source, a.item, a.sort, a.date, a.mode, a.standing, a.key, s.key
    FROM parties a JOIN spot s ON s.line = a.line WHERE a.role = 'who' AND s.town
    UNION ALL
    -- "the powers agreed on Friday": those who agree among themselves are one side
    SELECT a.line, a.source, a.item, a.sort, a.date, a.mode, a.standing, a.key, ''
    FROM parties a WHERE a.sort = 'AGREE' AND (SELECT count(*) FROM party p WHERE p.line = a.line) = 1
    UNION ALL
    SELECT l.line, l.source, l.item, l.sort, l.date, CAST(l.size AS VARCHAR), l.factuality, s.key, ''
    FROM line l JOIN spot s ON s.line = l.line WHERE l.item = 'figure' AND l.dated AND l.size IS NOT NULL)
SELECT list(DISTINCT line ORDER BY line) AS lines FROM pair
GROUP BY item, sort, date, mode, standing, one, other HAVING count(DISTINCT source) > 1
UNION ALL SELECT list(line ORDER BY line) FROM step GROUP BY round, step HAVING count(*) > 1 ORDER BY lines
"""


def unite(cursor: duckdb.DuckDBPyConnection, known: Judged) -> None:
    """Fill the table ``happening`` with a number for each line; lines that tell one happening share it.

    The number is that of the first line. Tellings that name different places are kept apart, and those that people have
    judged to be two; those judged to be one are put together.
    """
    keys: dict[int, str] = {}
    if known.apart or known.same:
        keys = dict(cursor.execute("SELECT line, key FROM line WHERE key IS NOT NULL ORDER BY line").fetchall())
    # A round is put together with the places of its tellings in view.
    spots = dict(cursor.execute("SELECT line, min(key) FROM spot ANTI JOIN step USING (line) GROUP BY line").fetchall())
    first: dict[int, int] = {}
    places: dict[int, str | None] = {}
    # The keys of the tellings put together under a line.
    of: dict[int, set[str]] = defaultdict(set)
    for line, key in keys.items():
        of[line].add(key)

    def head(line: int) -> int:
        while (above := first.get(line, line)) != line:
            line = above
        return line

    for (lines,) in cursor.execute(PAIRS).fetchall():
        by_place: dict[str | None, list[int]] = defaultdict(list)
        for line in lines:
            top = head(line)
            by_place[places.get(top, spots.get(line))].append(top)
        named = [p for p in by_place if p is not None]
        if len(named) == 1:
            by_place[named[0]] += by_place.pop(None, [])
        for place, tops in by_place.items():
            lowest = min(tops)
            for top in tops:
                if not known.parts(of[lowest], of[top]):
                    first[top] = lowest
                    of[lowest] |= of[top]
            places[lowest] = place
    by_key = {key: line for line, key in keys.items() if key.startswith("event:")}
    for one, other in known.same:
        if one in by_key and other in by_key:
            tops = sorted((head(by_key[one]), head(by_key[other])))
            first[tops[1]] = tops[0]
    rows = [{"line": line, "happening": head(line)} for line in first]
    schema = pa.schema([("line", pa.int64()), ("happening", pa.int64())])
    cursor.register("united", pa.Table.from_pylist(rows, schema=schema))
    cursor.execute(
        "CREATE TEMP TABLE happening AS SELECT l.line, coalesce(u.happening, l.line) AS happening "
        "FROM line l LEFT JOIN united u ON u.line = l.line"
    )
