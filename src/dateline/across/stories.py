"""Which reports tell one story: copies, and those of the same days that speak of the same people and places."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import log, sqrt

import duckdb

from dateline.record.identity import folded

# A report joins a story told so few days before: so much must be the same as in one of its reports, and so much as in
# the first, so that a chain does not lead from one story to the next (cosine of weighted names and words).
NEAR = timedelta(days=2)
ALIKE, KIN = 0.24, 0.15
# How much a word of the title weighs beside a name.
TITLE = 1.5

NAMES = """
SELECT s.report_id, i.key, least(4, sum(len(coalesce(a.mentions, p.mentions)))) AS n
FROM seen s SEMI JOIN scene c ON c.reading = s.reading
JOIN identity i ON i.reading = s.reading AND i.key NOT LIKE 'only:%'
LEFT JOIN actor a ON i.kind = 'actor' AND a.reading = i.reading AND a.id = i.item_id
LEFT JOIN place p ON i.kind = 'place' AND p.reading = i.reading AND p.id = i.item_id
GROUP BY ALL HAVING n > 0 ORDER BY ALL
"""
REPORTS = """
SELECT s.report_id, CAST(s.published AS DATE), coalesce(r.title, ''), s.source
FROM seen s SEMI JOIN scene c ON c.reading = s.reading JOIN report r ON r.id = s.report_id
ORDER BY s.published NULLS LAST, s.report_id
"""


@dataclass(slots=True)
class Told:
    """A report with the weights of what it names."""

    report_id: str
    day: date | None
    source: str
    weights: dict[str, float]


def stories(cursor: duckdb.DuckDBPyConnection) -> list[list[str]]:
    """The report ids of each story, the first told first; only reports on a conflict or its talks are of any.

    Reports without a date are stories of their own, but for copies.
    """
    names: dict[str, dict[str, float]] = defaultdict(dict)
    for report_id, key, n in cursor.execute(NAMES).fetchall():
        names[report_id][key] = 1 + log(n)
    rows = cursor.execute(REPORTS).fetchall()
    told = [
        Told(id, day, source, names[id] | {f"title {word}": TITLE for word in _words(title)})
        for id, day, title, source in rows
    ]
    return grouped(_weighted(told))


def grouped(told: Iterable[Told]) -> list[list[str]]:
    """Each report with the story that holds the report most like it; its copies always together."""
    found: list[list[Told]] = []
    of_source: dict[str, list[Told]] = {}
    lately: list[list[Told]] = []
    for report in told:
        lately = [s for s in lately if report.day and s[-1].day and report.day - s[-1].day <= NEAR]
        scored = [(_likeness(report, story), -n) for n, story in enumerate(lately)]
        best, at = max(scored, default=(0.0, 0))
        story = of_source.get(report.source) or (lately[-at] if best >= ALIKE else None)
        if story is None:
            story = []
            found.append(story)
        if report.day and not any(s is story for s in lately):
            lately.append(story)
        story.append(report)
        of_source[report.source] = story
    return [[report.report_id for report in story] for story in found]


def _likeness(report: Told, story: list[Told]) -> float:
    near = [_cosine(report.weights, other.weights) for other in (story[0], *story[-2:])]
    return max(near) if near[0] >= KIN else 0.0


def _weighted(told: list[Told]) -> list[Told]:
    """What few reports name weighs more; each report's weights have length one."""
    held = Counter(name for report in told for name in report.weights)
    for report in told:
        raw = {name: w * log(1 + len(told) / held[name]) for name, w in report.weights.items()}
        length = sqrt(sum(w * w for w in raw.values())) or 1.0
        report.weights = {name: w / length for name, w in raw.items()}
    return told


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(w * other[name] for name, w in one.items() if name in other)


def _words(title: str) -> list[str]:
    return [word for word in folded(title).split() if len(word) > 3]
