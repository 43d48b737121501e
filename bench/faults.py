"""Commands killed at random moments; a table of what the record came through.

python bench/faults.py                 200 kills, some fifteen minutes
python bench/faults.py --kills 40 --stage add --seed 7
"""

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from faults.kills import harm
from faults.stages import STAGES, watching
from sources.server import rss, serving

HEAD = """| kind | kills | of these at work | survived | losses | seconds |
|---|---|---|---|---|---|"""
NEWS = [
    ("Truce holds", "The truce in Ardan held on Thursday, monitors of the River Council said in a statement."),
    ("Talks open", "Envoys of the Coastal League met ministers in Belmar on Wednesday, the mediator said."),
    ("Shelling", "The Hill Front shelled Berun on Friday and killed at least 12 people, medics said on Saturday."),
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--stage", action="append", help="only this one; may be given again")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    lost = 0
    with serving() as server:
        server.pages["/rss"] = (200, {}, rss(*NEWS))
        stages = [s for s in (*STAGES, watching(f"{server.address}/rss")) if not args.stage or s.name in args.stage]
        whole = sum(stage.weight for stage in stages)
        print(HEAD, flush=True)
        for stage in stages:
            began, kills = time.monotonic(), round(args.kills * stage.weight / whole)
            tally = harm(stage, kills, chance, told=lambda line: print(line, file=sys.stderr))
            lost += len(tally.losses)
            row = (stage.name, tally.tried, tally.under_way, tally.survived, len(tally.losses))
            print(f"| {' | '.join(map(str, row))} | {time.monotonic() - began:.0f} |", flush=True)
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
