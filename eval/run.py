"""Measure dateline on gold data and hold the figures against the floors in floors.json.

    python eval/run.py                    all tasks; ends with 1 where a figure stands below its floor
    python eval/run.py reading report     these tasks only
    python eval/run.py --raise            write the figures reached as new floors; a floor never sinks

The gold data is no part of this project; it is looked for in ../shared beside the repository (--gold DIR: a
folder with gold/ and eval/score.py). Prints one table and writes eval/results.json.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from dateline.cli.evaluation import TASKS, evaluate, rows, table

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
GOLD = HERE.parent.parent / "shared"
# Measures where less is better: their floor is a ceiling.
LESS_IS_BETTER = {"median_km", "auc_error"}
# Shares of what was matched: they may fall where more is found, so they are shown and have no floor.
SHARES = {"wrong_speaker", "events_day", "events_factuality"}
# Parser and network multiply in few bits, and their products differ in the last digit between kinds of processors.
EXACT, SLACK = {"report"}, 0.3


def below(figure: float, floor: float, name: str) -> bool:
    """Whether a figure misses its floor (or lies above its ceiling)."""
    return figure > floor if name in LESS_IS_BETTER else figure < floor


def missed(task: str, name: str, figure: float, floor: float) -> bool:
    """Whether a figure misses its floor by more than processors differ."""
    slack = 0.0 if task in EXACT else SLACK
    return below(figure - slack if name in LESS_IS_BETTER else figure + slack, floor, name)


def misses(scores: dict[str, dict[str, Any]], floors: dict[str, dict[str, float]]) -> list[str]:
    """One line for each figure that misses its floor."""
    return [
        f"{task} {name}: {figure:g}, floor {floors[task][name]:g}"
        for task, scored in scores.items()
        for name, _, _, figure in rows(scored)
        if name in floors.get(task, {}) and missed(task, name, figure, floors[task][name])
    ]


def raised(scores: dict[str, dict[str, Any]], floors: dict[str, Any]) -> dict[str, Any]:
    """The floors with every better figure in their place."""
    new = {task: dict(of) for task, of in floors.items()}
    for task, scored in scores.items():
        for name, _, _, figure in rows(scored):
            if name in SHARES:
                continue
            floor = new.setdefault(task, {}).get(name)
            if floor is None or below(floor, figure, name):
                new[task][name] = figure
    return new


def hashes(beside: Path, names: list[str]) -> dict[str, str]:
    """The SHA-256 of the gold file of each task."""
    files = {TASKS[name].gold for name in names}
    return {name: hashlib.sha256((beside / "gold" / name).read_bytes()).hexdigest() for name in sorted(files)}


def load_floors() -> dict[str, Any]:
    """The floors as committed; empty where there are none yet."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"gold": {}}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"one or more of: {', '.join(TASKS)}")
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder with gold/ and eval/score.py")
    parser.add_argument("--workers", type=int, default=2, help="reading processes (2)")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write better figures as new floors")
    args = parser.parse_args()
    names = args.tasks or list(TASKS)
    if unknown := [name for name in names if name not in TASKS]:
        parser.error(f"no such task: {', '.join(unknown)}; choose from {', '.join(TASKS)}")
    if not (args.gold / "eval" / "score.py").exists():
        print(f"{args.gold}: no eval/score.py there; the gold data does not come along; name its folder")
        return 2
    floors = load_floors()
    found = hashes(args.gold, names)
    if changed := [name for name, value in found.items() if floors["gold"].get(name, value) != value]:
        print(f"not the gold that the floors were measured on: {', '.join(changed)}; set new floors by hand")
        return 2
    scores = evaluate(args.gold, names, workers=args.workers)
    print("\n".join(table(scores, floors)))
    (HERE / "results.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    low = misses(scores, floors)
    for line in low:
        print("below its floor:", line, file=sys.stderr)
    if args.lift:
        new = raised(scores, floors)
        new["gold"] = {**floors["gold"], **found}
        FLOORS.write_text(json.dumps(new, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
