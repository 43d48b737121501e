"""Which lines of different reports tell one happening."""

from collections import defaultdict

import duckdb
import pyarrow as pa

# Two tellings are of one happening where type, mode, day and standing agree and they share a pair: an actor
# with a recipient; two of those who meet or agree; for a meeting, one who takes part and the venue. Undated
# lines share nothing.
PAIRS = """
WITH told AS (
    SELECT line, source, item, sort, date, coalesce(mode, '') AS mode,
        CASE WHEN factuality IN ('happened', 'ongoing') THEN 'real' ELSE factuality END AS standing,
        item = 'meeting' OR sort IN ('CONSULT', 'AGREE', 'COOPERATE') AS mutual
    FROM line WHERE item IN ('event', 'meeting') AND dated AND date = date_end),
parties AS (
    SELECT t.*, p.role, p.key FROM told t JOIN party p ON p.line = t.line WHERE p.key NOT LIKE 'only:%'),
pair AS (
    SELECT a.line, a.source, a.item, a.sort, a.date, a.mode, a.standing, a.key AS one, b.key AS other
    FROM parties a JOIN parties b ON a.line = b.line
    WHERE (NOT a.mutual AND a.role = 'who' AND b.role = 'whom') OR (a.mutual AND a.key < b.key)
    UNION ALL
    SELECT a.line, a.source, a.item, a.sort, a.date, a.mode, a.standing, a.key, s.key
    FROM parties a JOIN spot s ON s.line = a.line WHERE a.item = 'meeting' AND s.key NOT LIKE 'only:%')
SELECT list(DISTINCT line ORDER BY line) AS lines FROM pair
GROUP BY item, sort, date, mode, standing, one, other HAVING count(DISTINCT source) > 1 ORDER BY lines
"""


def unite(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the table ``happening`` with a number for each line; lines that tell one happening share it.

    The number is that of the first line. Tellings that name different places are kept apart.
    """
    spots = dict(cursor.execute("SELECT line, min(key) FROM spot GROUP BY line").fetchall())
    first: dict[int, int] = {}
    places: dict[int, str | None] = {}

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
                first[top] = lowest
            places[lowest] = place
    rows = [{"line": line, "happening": head(line)} for line in first]
    schema = pa.schema([("line", pa.int64()), ("happening", pa.int64())])
    cursor.register("united", pa.Table.from_pylist(rows, schema=schema))
    cursor.execute(
        "CREATE TEMP TABLE happening AS SELECT l.line, coalesce(u.happening, l.line) AS happening "
        "FROM line l LEFT JOIN united u ON u.line = l.line"
    )
