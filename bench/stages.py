"""The share of a reading's time that times, places and figures take.

    python bench/stages.py                    the demo reports, repeated
    python bench/stages.py --texts DIR        reports of your own
    python bench/stages.py --reports 800

One process; each stage is timed where the reading calls it. Names of people and bodies are read for other items too and
are not counted here.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from speed import gathered, numbered, ready

from dateline.archive.workers import chunks, read_chunk
from dateline.readings import read

STAGES = {
    "times": ("find_times", "times_of"),
    "places": ("Sites", "with_roles"),
    "figures": ("find_numbers", "find_figures", "figures_of"),
}
DEMO = Path(__file__).parent.parent / "src" / "dateline" / "demo" / "reports"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", default=[str(DEMO)])
    parser.add_argument("--reports", type=int, default=400)
    args = parser.parse_args()
    texts = gathered(args.texts, args.reports)
    ready()
    spent: dict[str, float] = defaultdict(float)
    for stage, names in STAGES.items():
        for name in names:
            setattr(read, name, timed(getattr(read, name), stage, spent))
    start = time.perf_counter()
    for chunk in chunks(numbered(texts)):
        read_chunk(chunk)
    whole = time.perf_counter() - start
    for stage in STAGES:
        print(f"{stage:10}{1000 * spent[stage] / len(texts):7.2f} ms a report{100 * spent[stage] / whole:7.1f} %")
    rest = whole - sum(spent.values())
    print(f"{'together':10}{100 * sum(spent.values()) / rest:31.1f} % of the rest of the reading")


def timed(called: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    """The same function, its seconds added up."""

    def wrapper(*args: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return called(*args, **options)
        finally:
            spent[stage] += time.perf_counter() - start

    return wrapper


if __name__ == "__main__":
    main()
