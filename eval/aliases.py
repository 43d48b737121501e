"""Whether an actor is the same in every report: the aliases of the five gold reports.

    python eval/aliases.py ../shared/gold

The reports are read into a record and its actors settled. Each wording of the gold's list that a report uses for an
actor is one element, by report and wording; what the record joins under one key is held against the gold's list by
B-cubed (Bagga and Baldwin 1998). Wordings that no actor has stand alone and count against recall.
"""

import argparse
import json
import re
from collections.abc import Hashable
from datetime import datetime
from pathlib import Path

from coref import b_cubed

from dateline.ask.open import OpenRecord
from dateline.readings.read import read_many
from dateline.record.identity import folded
from dateline.record.store import Record
from dateline.reports.report import Report

KEYS = """
SELECT k.report_id, k.key, e.quote FROM known_actor k JOIN evidence e ON e.reading = k.reading AND e.item_id = k.id
WHERE e.kind = 'actor' AND e.field = 'mentions'
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder of the gold data")
    args = parser.parse_args()
    lines = (args.gold / "reading" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line)["report"] for line in lines]
    names = json.loads((args.gold / "process" / "seeds.json").read_text(encoding="utf-8"))["actor_aliases"]
    owner = {folded(alias): actor for actor, aliases in names.items() for alias in aliases}
    reports = [
        Report(id=r["id"], text=r["text"], title=r.get("title"), published=datetime.fromisoformat(r["published"][:10]))
        for r in told
    ]
    with Record.open(":memory:") as record:
        record.add(zip(reports, read_many(reports), strict=True))
        record.settle()
        from dateline.ask.seen import seen

        with seen(OpenRecord(record).record, None) as cursor:
            keys = {(report, folded(quote)): key for report, key, quote in cursor.execute(KEYS).fetchall()}
    gold: list[Hashable] = []
    said: list[Hashable] = []
    lone = []
    for report in reports:
        for alias in sorted({folded(a) for aliases in names.values() for a in aliases}):
            if re.search(rf"\b{re.escape(alias)}\b", folded(report.text)):
                key = keys.get((report.id, alias))
                gold.append(owner[alias])
                said.append(key or (report.id, alias))
                lone += [] if key else [alias]
    p, r = (100 * of / len(gold) for of in b_cubed(gold, said))
    print(f"{len(gold)} wordings by report, {len(lone)} of them no actor's: {', '.join(sorted(set(lone)))}")
    print(f"B-cubed P {p:.1f}  R {r:.1f}  F1 {2 * p * r / (p + r):.1f}")


if __name__ == "__main__":
    main()
