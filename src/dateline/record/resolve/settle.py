"""Who is who among all reports, settled for those that are new: a day's reports cost a day's work."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date

import duckdb
import pyarrow as pa

from dateline.record.insertion import insert
from dateline.record.resolve.joined import DATELINE, Decision, decisions, standing
from dateline.record.resolve.judge import OFFICE, ROLE, Judgement, blocks, faced, judged, office_block
from dateline.record.resolve.profile import TENURE, Office, Profile, offices, profiles
from dateline.record.schema import arrow_schema, kinds

# Readings settled at once: what they and all that is like them tell is held in memory.
BATCH = 4000
# Who shares a block with those that changed: what is known from one report alone is compared with names only, and by a
# role or an office only with such.
NEAR = """
SELECT DISTINCT b.key FROM block b JOIN mine m USING (block)
WHERE CASE WHEN b.key LIKE 'only:%' THEN NOT m.local ELSE m.local OR NOT m.by_role END
"""
# What is kept of each key.
KEYED = ("profile", "block", "office")
FRESH = "SELECT id FROM reading ANTI JOIN settled s ON s.reading = reading.id WHERE superseded_by IS NULL ORDER BY id"
STALE = "SELECT id FROM reading SEMI JOIN settled s ON s.reading = reading.id WHERE superseded_by IS NOT NULL"


def unsettled(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The readings that stand and whose actors were not yet compared, at most 4,000 of them."""
    return [id for (id,) in cursor.execute(f"{FRESH} LIMIT {BATCH}").fetchall()]


def settle(cursor: duckdb.DuckDBPyConnection, fresh: Sequence[str]) -> Iterator[Judgement]:
    """Take the actors of ``fresh`` readings into the profiles and judge them and those whose profiles changed.

    What comes out does not depend on the order in which readings come: a profile that changes is compared anew with
    all that share a block with it, and what no longer follows is said to be unsure.
    """
    before, profiled = _taken_in(cursor, fresh)
    newest = cursor.execute("SELECT max(CAST(published AS DATE)) FROM report").fetchall()[0][0]
    changed = {key: of for key, of in profiled.items() if _differs(before.get(key), of, newest)}
    _keep(cursor, profiled.values())
    titled = offices(cursor, fresh)
    insert(cursor, "office", [asdict(office) for office in titled])
    mine = [(block, key, of.local) for key, of in changed.items() for block in blocks(of)]
    mine += [(office_block(office), office.key, True) for office in titled]
    _share(cursor, mine)
    insert(cursor, "settled", [{"reading": reading} for reading in fresh])
    near = _near(cursor, mine)
    local = {key for key in near if key.startswith("only:")}
    # Whether somebody is the one who fits can be told only among all who might.
    rows = cursor.execute("SELECT block, key FROM block WHERE key IN (SELECT unnest($keys))", {"keys": sorted(local)})
    near |= _near(cursor, [(block, key, True) for block, key in rows.fetchall()])
    known = _loaded(cursor, near | changed.keys())
    titled = _titled(cursor, local | {office.key for office in titled})
    found = list(judged(known.values(), titled, asked=changed.keys() | local))
    stand = standing(decisions(cursor, sorted(known.keys() | local | {office.key for office in titled})))
    told = {judgement.pair for judgement in found}
    yield from (j for j in found if _news(j, stand.get(j.pair)))
    evaluated = local | {key for key in changed if key.startswith("only:")} | {office.key for office in titled}
    for pair, decision in stand.items():
        if decision.by == DATELINE and decision.verdict == "positive" and pair not in told and pair & evaluated:
            yield Judgement(decision.left, decision.right, "unsure", f"{decision.reason}; others fit by now")


def _taken_in(cursor: duckdb.DuckDBPyConnection, fresh: Sequence[str]) -> tuple[dict[str, Profile], dict[str, Profile]]:
    """The profiles of the keys of fresh readings as they were, and as they are with what those tell."""
    stale = [id for (id,) in cursor.execute(STALE).fetchall()]
    told = profiles(cursor, fresh)
    gone = _keys(cursor, stale)
    before = _loaded(cursor, told.keys() | gone)
    now = {key: Profile(key) for key in told}
    if stale:
        # What superseded readings told is taken out: these profiles are made anew of all readings that stand.
        rows = cursor.execute(
            "SELECT DISTINCT i.reading FROM identity i JOIN reading g ON g.id = i.reading "
            "WHERE g.superseded_by IS NULL AND i.kind = 'actor' AND i.key IN (SELECT unnest($keys))",
            {"keys": sorted(gone)},
        ).fetchall()
        told |= {key: of for key, of in profiles(cursor, [id for (id,) in rows]).items() if key in gone}
        for table, column, these in (("settled", "reading", stale), *((of, "key", gone) for of in KEYED)):
            cursor.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest($these))", {"these": sorted(these)})
    for key, of in told.items():
        now[key] = Profile(key)
        if key in before and key not in gone:
            now[key].add(before[key])
        now[key].add(of)
    return {key: of for key, of in before.items() if key not in gone}, now


def _differs(before: Profile | None, now: Profile, newest: date | None) -> bool:
    """Whether a profile can be judged otherwise than before.

    That it is told of until a later day matters only where there are reports from so much later that they were too
    far from it.
    """
    if before is None:
        return True
    names = ("names", "kinds", "countries", "scenes", "roles", "first")
    if any(getattr(before, name) != getattr(now, name) for name in names):
        return True
    return before.last != now.last and (before.last is None or newest is None or newest > before.last + TENURE)


def _keys(cursor: duckdb.DuckDBPyConnection, readings: Sequence[str]) -> set[str]:
    sql = "SELECT DISTINCT key FROM identity WHERE kind = 'actor' AND reading IN (SELECT unnest($readings))"
    return {key for (key,) in cursor.execute(sql, {"readings": readings}).fetchall()}


def _loaded(cursor: duckdb.DuckDBPyConnection, keys: Iterable[str]) -> dict[str, Profile]:
    rows = cursor.execute(
        'SELECT key, names, kinds, countries, scenes, roles, "first", "last" FROM profile '
        "WHERE key IN (SELECT unnest($keys)) ORDER BY key",
        {"keys": sorted(keys)},
    ).fetchall()
    return {
        key: Profile(
            key, set(names), set(kinds), set(of), set(scenes), {(r["title"], r["of"]) for r in roles}, first, last
        )
        for key, names, kinds, of, scenes, roles, first, last in rows
    }


def _keep(cursor: duckdb.DuckDBPyConnection, kept: Iterable[Profile]) -> None:
    rows = [
        {name: sorted(getattr(of, name)) for name in ("names", "kinds", "countries", "scenes")}
        | {"roles": [{"title": title, "of": held} for title, held in sorted(of.roles)]}
        | {name: getattr(of, name) for name in ("key", "first", "last")}
        for of in kept
    ]
    keys = [row["key"] for row in rows]
    cursor.execute("DELETE FROM profile WHERE key IN (SELECT unnest($keys))", {"keys": keys})
    insert(cursor, "profile", pa.Table.from_pylist(rows, schema=arrow_schema(kinds()["profile"])))


def _share(cursor: duckdb.DuckDBPyConnection, mine: Sequence[tuple[str, str, bool]]) -> None:
    rows = [{"block": block, "key": key} for block, key, _ in mine]
    insert(cursor, "block", rows, unless=("block", "key"))


def _near(cursor: duckdb.DuckDBPyConnection, mine: Sequence[tuple[str, str, bool]]) -> set[str]:
    if not mine:
        return set()
    by_role = [block.startswith((ROLE, OFFICE)) for block, _, _ in mine]
    columns = {"block": [faced(m[0]) for m in mine], "local": [m[2] for m in mine], "by_role": by_role}
    cursor.register("mine", pa.table(columns))
    found = {key for (key,) in cursor.execute(NEAR).fetchall()}
    cursor.unregister("mine")
    return found


def _titled(cursor: duckdb.DuckDBPyConnection, keys: Iterable[str]) -> list[Office]:
    sql = 'SELECT key, words, title, "of", scene, day FROM office WHERE key IN (SELECT unnest($keys)) ORDER BY ALL'
    return [Office(*row) for row in cursor.execute(sql, {"keys": sorted(keys)}).fetchall()]


def _news(made: Judgement, stands: Decision | None) -> bool:
    """Whether a judgement of dateline's says something new beside the one that stands."""
    return stands is None or (stands.by == DATELINE and stands.verdict != made.verdict)
