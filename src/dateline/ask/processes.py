"""The peace processes that a record has reports on, and the stories that its reports tell."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline.across.processes import FOLDER, Process, of_country, readings_of, set_out
from dateline.across.seen import seen
from dateline.across.stories import stories as grouped
from dateline.across.window import ALL, Window
from dateline.record.store import Record

COUNTRIES = """
SELECT country FROM scene JOIN seen USING (reading)
GROUP BY country HAVING bool_or(share >= 0.3 OR titled) ORDER BY country
"""
SUMMARY = """
SELECT count(*) AS reports, count(DISTINCT s.source) AS origins, count(DISTINCT s.outlet) AS outlets,
    min(CAST(s.published AS DATE)) AS first, max(CAST(s.published AS DATE)) AS last,
    (SELECT count(*) FROM event e JOIN place p ON p.reading = e.reading AND p.id = e.place
     WHERE list_contains($readings, e.reading) AND e."type" IN ('ASSAULT', 'COERCE')
        AND e.factuality IN ('happened', 'ongoing') AND list_contains($countries, p.country)
        AND EXISTS (SELECT 1 FROM actor a WHERE a.reading = e.reading AND a.kind = 'armed_group'
            AND (list_contains(e.actors, a.id) OR list_contains(e.recipients, a.id)))) AS fights,
    (SELECT count(*) FROM meeting m WHERE list_contains($readings, m.reading)) AS talks,
    (SELECT count(*) FROM proposal p WHERE list_contains($readings, p.reading)) AS proposals
FROM seen s WHERE list_contains($readings, s.reading)
"""
PARTIES = """
SELECT mode(k.name ORDER BY k.name) AS name FROM known_actor k
WHERE list_contains($readings, k.reading) AND k.kind NOT IN ('unnamed_source', 'population') AND k.key LIKE 'registry:%'
GROUP BY k.key ORDER BY count(DISTINCT k.report_id) DESC, name LIMIT 6
"""
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("set_out", pa.bool_()),
        *((name, pa.int64()) for name in ("reports", "origins", "outlets", "stories")),
        ("first", pa.date32()),
        ("last", pa.date32()),
        *((name, pa.int64()) for name in ("fights", "talks", "proposals")),
        ("parties", pa.list_(pa.string())),
    ]
)
REPORTS = """
SELECT r.id, r.title, r.published, coalesce(r.publisher, r.agency) AS outlet, s.source,
    (SELECT list(country ORDER BY share DESC) FROM scene c
     WHERE c.reading = s.reading AND (share >= 0.3 OR titled)) AS countries
FROM seen s JOIN report r ON r.id = s.report_id
"""
STORY = pa.schema(
    [
        ("story", pa.int64()),
        ("title", pa.string()),
        ("first", pa.timestamp("us")),
        ("last", pa.timestamp("us")),
        *((name, pa.int64()) for name in ("reports", "origins")),
        ("outlets", pa.list_(pa.string())),
        ("countries", pa.list_(pa.string())),
        ("report_ids", pa.list_(pa.string())),
        ("titles", pa.list_(pa.string())),
    ]
)


def processes(record: Record, *, folder: Path = FOLDER, window: Window = ALL) -> pa.Table:
    """One row a process: those set out in the folder, then every country that reports are about, most fighting first.

    A report may belong to several. ``origins`` counts independent reports, ``stories`` those on one news together;
    ``fights`` are acts of force in its countries in which an armed group or army takes part, told as done; a country
    without any is where a conflict is only talked of. ``parties`` are the actors of the lexicon that most of its
    reports name.
    """
    with seen(record, window) as cursor:
        story_of = {id: n for n, ids in enumerate(grouped(cursor)) for id in ids}
        known = [*set_out(folder), *(of_country(code) for (code,) in cursor.execute(COUNTRIES).fetchall())]
        rows = []
        for process in known:
            readings = readings_of(cursor, process)
            params = {"readings": readings, "countries": list(process.countries)}
            summary = cursor.sql(SUMMARY, params=params).to_arrow_table().to_pylist()[0]
            if not summary["reports"]:
                continue
            reports = cursor.execute(
                "SELECT report_id FROM seen WHERE list_contains($readings, reading)", {"readings": readings}
            ).fetchall()
            parties = cursor.execute(PARTIES, {"readings": readings}).fetchall()
            rows.append({**summary, **_named(process), "parties": [name for (name,) in parties],
                         "stories": len({story_of[id] for (id,) in reports})})  # fmt: skip
    rows.sort(key=lambda row: (not row["set_out"], -row["fights"], -row["reports"], row["id"]))
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def stories(record: Record, *, window: Window = ALL) -> pa.Table:
    """One row a story, by its first report: the reports on a conflict that tell one piece of news.

    ``origins`` counts independent reports (copies and versions of one text once); ``title`` is that of the first.
    """
    with seen(record, window) as cursor:
        reports = {row["id"]: row for row in cursor.sql(REPORTS).to_arrow_table().to_pylist()}
        rows = [_story(n, [reports[id] for id in ids]) for n, ids in enumerate(grouped(cursor), 1)]
    return pa.Table.from_pylist(rows, schema=STORY)


def _named(process: Process) -> dict[str, Any]:
    return {"id": process.id, "name": process.name, "set_out": process != of_country(process.id.upper())}


def _story(number: int, told: list[dict[str, Any]]) -> dict[str, Any]:
    days = [row["published"] for row in told if row["published"]]
    return {
        "story": number,
        "title": told[0]["title"],
        "first": min(days, default=None),
        "last": max(days, default=None),
        "reports": len(told),
        "origins": len({row["source"] for row in told}),
        "outlets": sorted({row["outlet"] for row in told if row["outlet"]}),
        "countries": list(dict.fromkeys(code for row in told for code in row["countries"] or ())),
        "report_ids": [row["id"] for row in told],
        "titles": [row["title"] for row in told],
    }
