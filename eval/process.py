"""What the record says across reports, held against what is known of the process.

    python eval/process.py ../shared                     the five gold reports: timeline, figures, network
    python eval/process.py ../shared --record R.duckdb   and the record of an archive of January and February 2016

The gold is `gold/process/seeds.json`, its 34 timeline entries with what a line must show in `process_seeds.yml`; the
history of the winter stands in `process_syria_2016.yml`. A fact is found where a line of the timeline fits it by day,
state and words; whether it tells it is for a reader to say, so the best lines are printed with --lines.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from dateline.across.seen import seen
from dateline.across.window import ALL
from dateline.ask.alignments import NAMED
from dateline.ask.open import OpenRecord
from dateline.readings.read import read_many
from dateline.record.identity import folded
from dateline.record.store import Record
from dateline.reports.report import Report

HERE = Path(__file__).resolve().parent
Row = dict[str, Any]
MENTIONS = """
SELECT k.report_id, k.key, k.name, e."start", e."end" FROM known_actor k
JOIN evidence e ON e.reading = k.reading AND e.kind = 'actor' AND e.item_id = k.id AND e.field = 'mentions'
"""
EDGES = f"""
SELECT DISTINCT f.key, g.key, a.sign FROM alignment a
JOIN known_actor f ON f.reading = a.reading AND f.id = a."from"
JOIN known_actor g ON g.reading = a.reading AND g.id = a."to" WHERE {NAMED}
"""


def facts_of(name: str) -> list[Row]:
    """The facts of one of the lists beside this file."""
    loaded: list[Row] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))["facts"]
    return loaded


def fits(fact: Row, row: Row) -> bool:
    """Whether a line of the timeline fits a fact by its day, its state and its words."""
    day = fact["day"]
    if day is not None:
        first, last = day if isinstance(day, list) else (day, day)
        if row["date"] is None or row["date"] > last or (row["date_end"] or row["date"]) < first:
            return False
    by: date | None = fact.get("by")
    if by and row["published"] and row["published"].date() > by:
        return False
    if "as" in fact and row["status"] not in fact["as"]:
        return False
    said = " | ".join(filter(None, (row["sentence"], *row["who"], *row["whom"], row["place"], row["said_by"])))
    return all(re.search(words, said) for words in fact["words"])


def held_against(facts: list[Row], rows: list[Row], *, lines: bool) -> int:
    """How many facts some line fits; with ``lines`` each is printed with the line that weighs most."""
    found = 0
    for fact in facts:
        fitting = [row for row in rows if fits(fact, row)]
        found += bool(fitting)
        if lines:
            best = max(fitting, key=lambda row: row["rank"], default=None)
            told = f"{best['date']} {best['kind']} {best['status']}: {best['what']}" if best else "-"
            print(f"  {fact['id']:28} {told}")
    return found


def seeds(gold: Path) -> tuple[list[Row], list[Report]]:
    """The gold readings of the five reports, and the reports."""
    texts = (gold / "reading" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in texts]
    made = [
        Report(id=r["id"], text=r["text"], title=r.get("title"), published=datetime.fromisoformat(r["published"][:10]))
        for r in (reading["report"] for reading in told)
    ]
    return told, made


def verdicts(peace: OpenRecord, comparisons: list[Row]) -> int:
    """How many of the gold's comparisons of figures the record draws with the same verdict."""
    rows = peace.figures().to_pylist()
    right = 0
    for gold in comparisons:
        measures = {"trapped": {"trapped", "besieged"}}.get(gold["measure"], {gold["measure"]})
        values = {v["value"] for v in gold["values"]}
        said = {"agree": "agrees_with", "differ": "differs_from", "grew": "up_from"}[gold["verdict"]]
        reports = {v["report"] for v in gold["values"]}
        right += any(
            row["measure"] in measures and row["value"] in values and row["report_id"] in reports and row[said]
            for row in rows
        )
    return right


def network(record: Record, told: list[Row], gold: Row) -> tuple[float, float]:
    """Precision and recall of the edges (from, to, sign; allied is supports) of the alignment network.

    An actor of the record is the one of the gold whose mentions its own overlap most, by the gold's aliases.
    """
    alias = {folded(name): actor for actor, names in gold["actor_aliases"].items() for name in (actor, *names)}
    alias |= {"issg": "International Syria Support Group"}
    nodes = {folded(edge[side]) for edge in gold["alignment_network"] for side in ("from", "to")}
    named: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for reading in told:
        for actor in reading["actors"]:
            words = [actor["name"], *(reading["report"]["text"][a:b] for a, b in actor["mentions"])]
            name = next((alias[folded(w)] for w in words if folded(w) in alias), folded(actor["name"]))
            # "Revolutionary Guard Corps' Quds Force" is the network's "Quds Force".
            name = max((n for n in nodes if f" {n} " in f" {name} "), key=len, default=name)
            named[reading["report"]["id"]] += [(a, b, name) for a, b in actor["mentions"]]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    with seen(record, ALL) as cursor:
        for report_id, key, name, start, end in cursor.execute(MENTIONS).fetchall():
            over = [gold_name for a, b, gold_name in named[report_id] if a < end and start < b]
            votes[key].update(over or [alias.get(folded(name), folded(name))])
        edges = cursor.execute(EDGES).fetchall()

    def sign(of: str) -> str:
        return "supports" if of == "allied" else of

    def of(key: str) -> str:
        return min(votes[key], key=lambda name: (-votes[key][name], name)) if votes[key] else key

    found = {(of(one), of(other), sign(how)) for one, other, how in edges}
    wanted = {
        (alias.get(folded(e["from"]), folded(e["from"])), alias.get(folded(e["to"]), folded(e["to"])), sign(e["sign"]))
        for e in gold["alignment_network"]
    }
    return len(found & wanted) / len(found), len(found & wanted) / len(wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="folder with gold/")
    parser.add_argument("--record", type=Path, help="a record of an archive of the winter of 2016")
    parser.add_argument("--lines", action="store_true", help="print the line that fits each fact best")
    args = parser.parse_args()
    told, reports = seeds(args.shared / "gold")
    gold = json.loads((args.shared / "gold" / "process" / "seeds.json").read_text(encoding="utf-8"))
    with Record.open(":memory:") as record:
        record.add(zip(reports, read_many(reports), strict=True))
        record.settle()
        peace = OpenRecord(record)
        facts = facts_of("process_seeds.yml")
        found = held_against(facts, peace.timeline().to_pylist(), lines=args.lines)
        print(f"seeds: {found} of {len(facts)} timeline entries found ({100 * found / len(facts):.1f} %)")
        compared = gold["figures_side_by_side"]
        print(f"seeds: {verdicts(peace, compared)} of {len(compared)} comparisons of figures with the right verdict")
        p, r = network(record, told, gold)
        print(f"seeds: alignment network P {100 * p:.1f}  R {100 * r:.1f}  F1 {200 * p * r / (p + r):.1f}")
    if args.record:
        with OpenRecord.open(args.record, read_only=True) as peace:
            facts = facts_of("process_syria_2016.yml")
            found = held_against(facts, peace.timeline().to_pylist(), lines=args.lines)
        print(f"archive: {found} of {len(facts)} facts with a line that fits ({100 * found / len(facts):.1f} %)")


if __name__ == "__main__":
    main()
