"""Count the events that are read in sentences that tell none.

    python eval/eventless.py ../shared/corpora [--first 60] [--show]

The sentences are of real archives, whose texts do not come along: eventless.json names each by report and offsets, with
hashes of its file's path and of its words. Two readings of the sentence found no event of any PLOVER type in it. Reads
each report whole and counts the events whose trigger lies in the sentence. Prints how many sentences have one.
"""

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from dateline.readings.read import read_many
from dateline.reports.collect import collect
from dateline.span import Span

LIST = Path(__file__).parent / "eventless.json"


def digest(words: str) -> str:
    """The SHA-256 of some words, as hex digits."""
    return hashlib.sha256(words.encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder of the archives")
    parser.add_argument("--first", type=int, help="only so many of the sentences")
    parser.add_argument("--show", action="store_true", help="print the words of each event read")
    args = parser.parse_args()
    sentences: list[dict[str, Any]] = json.loads(LIST.read_text(encoding="utf-8"))[: args.first]
    of_report = defaultdict(list)
    for sentence in sentences:
        of_report[sentence["report"]].append(sentence)
    wanted = {sentence["file"] for sentence in sentences}
    paths = (p for p in sorted(args.corpora.rglob("*")) if p.is_file())
    files = [str(p) for p in paths if digest(p.relative_to(args.corpora).as_posix())[:16] in wanted]
    reports = {r.id: r for r, _ in collect(files) if r and r.id in of_report}
    gone, false = 0, 0
    for report, reading in zip(reports.values(), read_many(reports.values()), strict=True):
        for sentence in of_report.pop(report.id):
            span = Span(*sentence["span"])
            if digest(report.text[slice(*span)]) != sentence["sha256"]:
                gone += 1
                continue
            read = [e for e in reading.events if span.holds(e.trigger)]
            false += bool(read)
            for e in read if args.show else ():
                print(f"{e.type} {e.mode}: {report.text[slice(*e.phrase)]!r} in {report.text[slice(*span)]!r}")
    gone += sum(map(len, of_report.values()))
    print(f"{false} of {len(sentences) - gone} sentences without an event have one")
    if gone:
        print(f"{gone} sentences were not found as they were", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
