"""Whether an actor is the same in every report: the aliases of the five gold reports.

    python eval/aliases.py ../shared/gold

The reports are read into a record and its actors settled. Each wording of the gold's list is one element for each
report that has it as an actor, or as a part of an actor's mention ("Assad" in "Bashar al-Assad"); what the record joins
under one key is held against the gold's list by B-cubed (Bagga and Baldwin 1998). A wording that no report has as an
actor stands alone and counts against recall.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime
from pathlib import Path

from coref import b_cubed

from dateline.across.seen import seen
from dateline.across.window import ALL
from dateline.readings.read import read_many
from dateline.record.store import Record
from dateline.reports.report import Report

KEYS = """
SELECT k.report_id, k.key, e."start", e."end"
FROM known_actor k JOIN evidence e ON e.reading = k.reading AND e.item_id = k.id
WHERE e.kind = 'actor' AND e.field = 'mentions'
"""


def key_of(text: str, alias: str, mentions: Sequence[tuple[int, int, str]]) -> str | None:
    """The key of the actor whose mention the wording is in a report; else of one whose mention it holds ("U.N. envoy
    Ana Ruiz") or ends ("Assad" of "Bashar al-Assad")."""
    held: list[tuple[int, int, str]] = []
    for found in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", text):
        a, b = found.span()
        for start, end, key in mentions:
            bare = start + 4 if text[start:end].lower().startswith("the ") else start
            if b == end and a in (start, bare):
                held.append((0, end - start, key))
            elif a <= start and b == end:
                held.append((1, -(end - start), key))
            elif start < a and b == end:
                held.append((2, end - start, key))
    return min(held)[2] if held else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder of the gold data")
    args = parser.parse_args()
    lines = (args.gold / "reading" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line)["report"] for line in lines]
    names = json.loads((args.gold / "process" / "seeds.json").read_text(encoding="utf-8"))["actor_aliases"]
    reports = [
        Report(id=r["id"], text=r["text"], title=r.get("title"), published=datetime.fromisoformat(r["published"][:10]))
        for r in told
    ]
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    with Record.open(":memory:") as record:
        record.add(zip(reports, read_many(reports), strict=True))
        record.settle()
        with seen(record, ALL) as cursor:
            for report_id, key, start, end in cursor.execute(KEYS).fetchall():
                mentions[report_id].append((start, end, key))
    gold: list[Hashable] = []
    said: list[Hashable] = []
    lone = []
    for actor, aliases in names.items():
        for alias in aliases:
            keys = [key for r in reports if (key := key_of(r.text, alias, mentions[r.id])) is not None]
            lone += [] if keys else [alias]
            gold += [actor] * max(1, len(keys))
            said += keys or [("nobody's", alias)]
    p, r = (100 * of / len(gold) for of in b_cubed(gold, said))
    print(f"{len(gold)} wordings by report; no actor's anywhere: {', '.join(sorted(lone))}")
    print(f"B-cubed P {p:.1f}  R {r:.1f}  F1 {2 * p * r / (p + r):.1f}")


if __name__ == "__main__":
    main()
