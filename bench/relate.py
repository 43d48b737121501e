"""How many marked pairs a second `dateline relate` answers, on one thread.

python bench/relate.py                     sentences of the project's own, in train/pairs
python bench/relate.py --pairs 2000
"""

import argparse
import json
import time
from pathlib import Path

from dateline.cli.evaluation import unmark
from dateline.marks.parser import one_thread
from dateline.readings.relations import relate

PAIRS = Path(__file__).parent.parent / "train" / "pairs"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1000)
    args = parser.parse_args()
    one_thread()
    lines = [json.loads(line) for path in sorted(PAIRS.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    texts = [unmark(line["text"]) for line in lines[: args.pairs]]
    relate(texts[0][0], texts[0][1]["s"], texts[0][1]["t"])
    start = time.perf_counter()
    for text, spans in texts:
        relate(text, spans["s"], spans["t"])
    seconds = time.perf_counter() - start
    words = sum(len(text.split()) for text, _ in texts) / len(texts)
    print(f"{len(texts) / seconds:.0f} pairs a second, {words:.0f} words each")


if __name__ == "__main__":
    main()
