"""The matrix of proposals and parties: who accepted, on what condition, who rejected, who is silent."""

import re
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from dateline.across.lines import gather
from dateline.across.names import keys_of
from dateline.across.offers import Offer, offers
from dateline.across.seen import seen
from dateline.across.sql import parties
from dateline.across.window import ALL, Window
from dateline.ask.positions import stance
from dateline.ask.statements import pattern, whole_words
from dateline.marks.wordlist import load
from dateline.record.store import Record

# Statements so long after a proposal are still answers to it, where they speak of its matter.
ANSWER = timedelta(days=10)
# So long after a truce took effect a breach is still one of it.
LASTING = timedelta(days=60)
ISSUES = {
    "ceasefire": "ceasefire",
    "talks": "talks",
    "aid_access": "aid",
    "prisoner_release": "prisoners",
    "troops": "troops",
}
STANCES = {"accepts": "accepts", "refuses": "rejects", "conditional": "conditional"}
SILENT, DENIES = "silent", "denies"
# Statements by the country that their report is on and the key of who makes them.
Said = dict[tuple[str | None, str], list[dict[str, Any]]]

LINES = f"""
SELECT l.line, l.quote AS terms, l.sentence, l.report_id, l.id AS item_id, l.outlet, l.published, l.source,
    c.quote AS condition,
    {parties("name", "who")} AS by,
    coalesce((SELECT list({{'key': p.key, 'name': p.name}} ORDER BY p.n) FROM party p
              WHERE p.line = l.line AND p.role = 'whom'), []) AS to
FROM line l
LEFT JOIN evidence c ON c.reading = l.reading AND c.kind = 'proposal' AND c.item_id = l.id AND c.field = 'condition'
WHERE l.item = 'proposal'
"""
RESPONSES = """
SELECT l.line, k.key, k.name, u.r.response AS response, q.quote AS words, l.outlet, l.published, l.report_id,
    substring(t.text, q.sentence_start + 1, q.sentence_end - q.sentence_start) AS sentence
FROM (SELECT reading, id, unnest(responses) AS r, generate_subscripts(responses, 1) AS n FROM proposal) u
JOIN line l ON l.reading = u.reading AND l.item = 'proposal' AND l.id = u.id
JOIN known_actor k ON k.reading = u.reading AND k.id = u.r."by"
JOIN evidence q ON q.reading = u.reading AND q.kind = 'proposal' AND q.item_id = u.id AND q.field = 'responses'
    AND q.n = u.n - 1
JOIN report t ON t.id = l.report_id ORDER BY l.line, u.n
"""
SAID = """
SELECT k.key, k.name, q.quote AS cue, c.quote AS words, s.outlet, s.published, s.report_id,
    CAST(s.published AS DATE) AS day,
    substring(t.text, c.sentence_start + 1, c.sentence_end - c.sentence_start) AS sentence, sc.country AS scene
FROM statement st JOIN seen s ON s.reading = st.reading
JOIN about sc ON sc.reading = st.reading
JOIN known_actor k ON k.reading = st.reading AND k.id = st.speaker AND k.key NOT LIKE 'only:%'
JOIN evidence c
    ON c.reading = st.reading AND c.kind = 'statement' AND c.item_id = st.id AND c.field = 'content' AND c.n = 0
LEFT JOIN evidence q
    ON q.reading = st.reading AND q.kind = 'statement' AND q.item_id = st.id AND q.field = 'cue' AND q.n = 0
JOIN report t ON t.id = s.report_id
WHERE regexp_matches(c.quote, $words, 'i') ORDER BY s.published, s.report_id, c."start"
"""
DENIAL = re.compile(r"den(?:y|ies|ied|ying)\b", re.IGNORECASE)
AGREED = re.compile(r"\b(?:agree\w*|accept\w*|deal|sign\w*)\b", re.IGNORECASE)
ANSWERED = [
    ("party", pa.string()),
    ("response", pa.string()),
    ("basis", pa.string()),
    ("words", pa.string()),
    ("sentence", pa.string()),
    ("date", pa.date32()),
    ("outlet", pa.string()),
    ("report_id", pa.string()),
]
# Who brokers talks in the reports that tell a proposal, and when a truce is told to have ended.
MEDIATORS = """
SELECT m.report_id, k.name FROM meeting m JOIN known_actor k ON k.reading = m.reading
WHERE list_contains(m.mediators, k.id) ORDER BY k.name
"""
COLLAPSES = """
SELECT l.date, s.country AS scene FROM line l
JOIN about s ON s.reading = l.reading
WHERE l.item = 'event' AND l.sort = 'REJECT' AND l.mode = 'collapse' AND l.dated AND l.factuality = 'happened'
    AND regexp_matches(l.quote || ' ' || l.sentence, $words, 'i') ORDER BY l.date
"""
BREACHES = f"""
SELECT l.line, l.date, l.quote AS words, l.sentence, l.outlet, l.report_id, s.country AS scene, a.name AS word_of,
    {parties("name", "who")} AS who,
    {parties("name", "whom")} AS whom
FROM line l LEFT JOIN known_actor a ON a.reading = l.reading AND a.id = l.said_by
LEFT JOIN about s ON s.reading = l.reading
WHERE l.item = 'event' AND l.sort IN ('ACCUSE', 'ASSAULT', 'REJECT') AND regexp_matches(l.sentence, $words, 'i')
ORDER BY l.date, l.line
"""
BREACH = [
    ("by", pa.list_(pa.string())),
    ("against", pa.list_(pa.string())),
    ("words", pa.string()),
    ("sentence", pa.string()),
    ("date", pa.date32()),
    ("outlet", pa.string()),
    ("report_id", pa.string()),
]
SCHEMA = pa.schema(
    [
        ("proposal", pa.int64()),
        ("kind", pa.string()),
        ("force", pa.string()),
        ("by", pa.list_(pa.string())),
        ("terms", pa.string()),
        ("condition", pa.string()),
        ("made", pa.date32()),
        ("last_told", pa.date32()),
        ("takes_effect", pa.date32()),
        ("ended", pa.date32()),
        ("mediators", pa.list_(pa.string())),
        ("answers", pa.list_(pa.struct(ANSWERED))),
        ("violations", pa.list_(pa.struct(BREACH))),
        ("sentence", pa.string()),
        ("report_id", pa.string()),
        ("item_id", pa.string()),
        ("outlet", pa.string()),
        ("published", pa.timestamp("us")),
        ("tellings", pa.int64()),
        ("sources", pa.int64()),
    ]
)


def matrix(
    record: Record,
    *,
    kind: str | None = None,
    by: str | None = None,
    window: Window = ALL,
) -> pa.Table:
    """One row a proposal, in the order in which they were made, with the answer of each party.

    Tellings of several reports are one proposal where its kind, maker and force agree. ``answers`` has for each party
    ``accepts``, ``conditional``, ``rejects``, ``awaited``, ``denies`` (having agreed) or ``silent`` (asked, and no
    answer told), with the sentence and day; the last word of a party stands last. ``basis`` is "answer" where a report
    tells it as one, "said on the matter" for a statement of those ten days on the same matter. ``violations`` are the
    breaches alleged after a truce took effect, by whom against whom, ``ended`` the day on which it is told to
    have collapsed, ``mediators`` those who broker talks in the reports that tell it.
    """
    with seen(record, window) as cursor:
        gather(cursor, window.process)
        made_by = None if by is None else set(keys_of(cursor, "actor", by))
        told = {row["line"]: row for row in cursor.sql(LINES).to_arrow_table().to_pylist()}
        responses: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in cursor.sql(RESPONSES).to_arrow_table().to_pylist():
            responses[row["line"]].append(row)
        breaches = cursor.sql(BREACHES, params={"words": whole_words(load("issues")["violations"])})
        broken: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
        for breach in map(_breach, breaches.to_arrow_table().to_pylist()):
            broken[breach["scene"]].append(breach)
        ended = cursor.execute(COLLAPSES, {"words": pattern("ceasefire")}).fetchall()
        mediators: dict[str, set[str]] = defaultdict(set)
        for report_id, name in cursor.execute(MEDIATORS).fetchall():
            mediators[report_id].add(name)
        said = {kind: _said(cursor, issue) for kind, issue in ISSUES.items()}
        found = offers(cursor)
    rows: list[dict[str, Any]] = []
    for offer in found:
        first = offer.tellings[0]
        if (kind is not None and first.kind != kind) or (made_by is not None and not made_by & first.by):
            continue
        row = _row(len(rows) + 1, offer, told, responses, said.get(first.kind, {}))
        alleged = broken[first.scene] if first.kind == "ceasefire" else []
        row["violations"] = [breach for breach in alleged if _broken(breach["date"], row)]
        row["ended"] = next(
            (day for day, scene in ended if row["violations"] and scene == first.scene and _broken(day, row)), None
        )
        reports = {told[telling.line]["report_id"] for telling in offer.tellings}
        row["mediators"] = sorted(set().union(*(mediators[report_id] for report_id in reports)))
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _row(
    number: int,
    offer: Offer,
    told: dict[int, dict[str, Any]],
    responses: dict[int, list[dict[str, Any]]],
    said: Said,
) -> dict[str, Any]:
    first, lines = offer.tellings[0], [told[t.line] for t in offer.tellings]
    days = [t.told for t in offer.tellings if t.told]
    makers = frozenset().union(*(t.by for t in offer.tellings))
    answers = [_answer(row, row["response"], "answer") for t in offer.tellings for row in responses[t.line]]
    asked = {to["key"]: to["name"] for line in lines for to in line["to"] if not to["key"].startswith("only:")}
    answers += [
        _answer(row, row["response"], "said on the matter")
        for key in asked
        if key not in makers
        for row in said.get((first.scene, key), ())
        if _within(row["day"], days)
    ]
    spoken = {answer["key"] for answer in answers}
    answers += [{"key": k, "party": name, "response": SILENT} for k, name in asked.items() if k not in spoken | makers]
    return {
        **{name: lines[0][name] for name in ("terms", "sentence", "report_id", "item_id", "outlet", "published", "by")},
        "proposal": number,
        "kind": first.kind,
        "force": first.force,
        "condition": next((line["condition"] for line in lines if line["condition"]), None),
        "made": min(days, default=None),
        "last_told": max(days, default=None),
        "takes_effect": next((t.takes_effect for t in offer.tellings if t.takes_effect), None),
        "answers": sorted(_once(answers), key=lambda a: (a["party"], str(a.get("date") or ""))),
        "tellings": len({line["report_id"] for line in lines}),
        "sources": len({line["source"] for line in lines}),
    }


def _breach(row: dict[str, Any]) -> dict[str, Any]:
    """An alleged breach: who alleges it, and against whom; an accuser is the doer of the event."""
    accused = bool(row["whom"])
    by = row["who"] if accused else [row["word_of"]] if row["word_of"] else []
    return {**row, "by": by, "against": row["whom"] if accused else row["who"]}


def _broken(day: date | None, row: dict[str, Any]) -> bool:
    """Whether it is alleged of the days after the truce took effect, while it is spoken of."""
    start = row["takes_effect"]
    return start is not None and day is not None and start <= day <= start + LASTING


def _within(day: date | None, days: list[date]) -> bool:
    return day is not None and bool(days) and min(days) <= day <= max(days) + ANSWER


def _answer(row: dict[str, Any], response: str, basis: str) -> dict[str, Any]:
    day = row["published"].date() if row["published"] else None
    told = {name: row[name] for name in ("key", "words", "sentence", "outlet", "report_id")}
    return {**told, "party": row["name"], "response": response, "basis": basis, "date": day}


def _once(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each answer of a party once, in its first sentence."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for answer in answers:
        found.setdefault((answer["key"], answer["response"]), answer)
    return list(found.values())


def _said(cursor: duckdb.DuckDBPyConnection, issue: str) -> Said:
    """The statements on an issue that accept, refuse or set a condition."""
    found: Said = defaultdict(list)
    for row in cursor.sql(SAID, params={"words": pattern(issue)}).to_arrow_table().to_pylist():
        cue = row["cue"] or ""
        held = DENIES if DENIAL.search(cue) and AGREED.search(row["words"]) else STANCES.get(stance(cue, row["words"]))
        if held is not None:
            found[row["scene"], row["key"]].append({**row, "response": held})
    return found
