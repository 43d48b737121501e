"""How joining and asking grow with the archive: shards of readings, replicated with other names and days.

    dateline read ARCHIVE --to readings/
    python bench/growth.py readings/ --most 100000

Each replica is another archive of the same shape: its names, apart from those of the lexicon, and its texts are spelled
with other letters and its days lie later, so it tells of other people at another time, and none of it copies the
rest. Printed are, as the record grows, the seconds of joining a thousand reports more, those of a day's reports (a
sixtieth of a replica), and those of the questions; and the size of the file.
"""

import argparse
import gc
import json
import re
import resource
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from dateline.ask.open import OpenRecord
from dateline.record.intake import intake_schema
from dateline.record.shards import Shard, load_shard, manifests
from dateline.record.store import Record
from dateline.reports.copies import sketch

APART = timedelta(days=60)
LETTERS = ("bcdfghjklmnpqrstvwxz", "aeiouy")
NAME = re.compile(r"\b[A-Z]\w+")
QUESTIONS = ("timeline", "talks", "processes")


def cipher(number: int) -> dict[int, int]:
    """Other letters for each letter: vowels for vowels, the same ones in one replica."""
    random, table = Random(number), {}
    for letters in LETTERS:
        mixed = "".join(random.sample(letters, len(letters)))
        table |= str.maketrans(letters + letters.upper(), mixed + mixed.upper())
    return table


def later(value: Any, by: timedelta) -> Any:
    """The same value with all its days so much later."""
    if isinstance(value, date | datetime):
        return value + by
    if isinstance(value, list):
        return [later(one, by) for one in value]
    if isinstance(value, dict):
        return {name: later(one, by) for name, one in value.items()}
    return value


def replica(row: dict[str, Any], number: int) -> dict[str, Any]:
    """One report with its reading as another archive would have it."""
    if not number:
        return row
    table, by = cipher(number), APART * number
    mark = f"{number:04x}"

    def other(text: str | None) -> str | None:
        return text and NAME.sub(lambda found: found[0].translate(table), text)

    def key(text: str) -> str:
        kind, _, rest = text.partition(":")
        if kind == "only":
            return f"only:{mark}{rest[4:]}"
        return f"{kind}:{rest.translate(table)}" if kind in ("name", "place") else text

    new: dict[str, Any] = later(row, by)
    text = new["report"]["text"].translate(table)
    new["report"] |= {
        "text": text,
        "title": other(new["report"]["title"]),
        "text_sha256": f"{mark}{row['report']['text_sha256']}",
    }
    new["sketch"]["bands"] = sketch(text)
    known = {actor["id"] for actor in new["actor"] if actor["registry_id"]}
    known |= {place["id"] for place in new["place"] if place["geonames_id"]}
    for kind in ("actor", "place"):
        for item in new[kind]:
            if item["id"] not in known:
                item["name"] = other(item["name"])
    for piece in new["evidence"]:
        if piece["item_id"] not in known:
            piece["quote"] = other(piece["quote"])
    for same in new["identity"]:
        same["key"] = key(same["key"])
    new["report"]["id"] = mark + new["report"]["id"][4:]
    new["reading"]["id"] = mark + new["reading"]["id"][4:]
    for of in (new["report_file"], new["reading"], new["sketch"]):
        of["report_id"] = new["report"]["id"]
    for rows in new.values():
        for of in rows if isinstance(rows, list) else ():
            of["reading"] = new["reading"]["id"]
            if "report_id" in of:
                of["report_id"] = new["report"]["id"]
    return new


def timed(run: Any) -> float:
    """The seconds that a call takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shards", type=Path, help="a folder that 'dateline read --to' wrote")
    parser.add_argument("--most", type=int, default=20_000, help="reports in the end (20,000)")
    args = parser.parse_args()
    base = [load_shard(args.shards, manifest) for manifest in manifests(args.shards)]
    rows = [row for shard in base for row in shard.rows.to_pylist()]
    revision = base[0].revision
    day = max(1, len(rows) // 60)
    size, asked = 0, len(rows)
    print(
        f"{'reports':>8}{'join s/1,000':>14}{'a day s':>9}{'MB':>8}{'peak MB':>9}"
        + "".join(f"{q + ' s':>13}" for q in QUESTIONS)
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "growth.duckdb"
        number = 0
        while size < args.most:
            others = [replica(row, number) for row in rows]
            parts = [pa.Table.from_pylist(of, schema=intake_schema()) for of in (others[:-day], others[-day:])]
            del others
            # No join has these rows in memory as objects; the collector would walk them in its time.
            gc.collect()
            gc.freeze()
            seconds = []
            for n, part in enumerate(parts):
                with Record.open(path) as record:
                    shard = Shard(f"{number}-{n}", "", revision, part, ())
                    seconds.append(timed(lambda: (record.join([shard]), record.settle())))  # noqa: B023
            size, number = size + len(rows), number + 1
            told: dict[str, Any] = {"reports": size, "join": 1000 * seconds[0] / (len(rows) - day), "day": seconds[1]}
            told |= {"mb": path.stat().st_size / 1e6, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
            line = f"{size:>8,}{told['join']:>14.2f}{told['day']:>9.2f}{told['mb']:>8.0f}{told['peak']:>9.0f}"
            if size >= asked:
                asked *= 2
                with Record.open(path, read_only=True) as record:
                    peace = OpenRecord(record)
                    told |= {name: timed(getattr(peace, name)) for name in QUESTIONS}
                line += "".join(f"{told[name]:>13.2f}" for name in QUESTIONS)
            print(line, flush=True)
            print(json.dumps(told), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
