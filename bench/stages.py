"""How long each stage of a reading takes.

    python bench/stages.py                    the demo reports, repeated
    python bench/stages.py --texts DIR        reports of your own
    python bench/stages.py --reports 800

One process; what is left over lies between the stages.
"""

import argparse
import time
from pathlib import Path

from speed import gathered, numbered, ready

from dateline.readings.clock import Clock
from dateline.readings.read import read_many

DEMO = Path(__file__).parent.parent / "src" / "dateline" / "demo" / "reports"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", default=[str(DEMO)])
    parser.add_argument("--reports", type=int, default=400)
    args = parser.parse_args()
    texts = gathered(args.texts, args.reports)
    ready()
    clock = Clock()
    start = time.perf_counter()
    for _ in read_many(numbered(texts), clock=clock):
        pass
    whole = time.perf_counter() - start
    left = whole - sum(clock.seconds.values())
    for stage, seconds in [*clock.seconds.items(), ("left over", left), ("whole", whole)]:
        print(f"{stage:12}{1000 * seconds / len(texts):8.2f} ms a report{100 * seconds / whole:7.1f} %")


if __name__ == "__main__":
    main()
