"""Hold the dead and injured that are read against those of the MUC-4 incidents.

    python eval/counts.py ../shared/gold/events/muc4_incidents_tst2.jsonl [--misses]

An incident counts where its template gives a number of two or more for a group of victims who died or were hurt: a lone
victim has a name there, no number. It is right where for each such group the reading has a figure of that measure whose
value, or the range that it can mean, meets the template's number or range. Groups with both effects ("20 killed or
hurt") may stand under either. Prints the share of incidents and of groups, in percent.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.readings.items import Figure
from dateline.readings.read import read_many
from dateline.reports.report import Report

MEASURES = {"DEATH": ("killed", "other"), "INJURY": ("injured", "other")}
# Above this a count is open to the top.
OPEN = 10**9


def groups(incident: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The counted victims of an incident: the measures they can stand under, the least and the most."""
    for victims in incident["victims"]:
        effects = [MEASURES[e] for e in MEASURES if e in (victims["effects"] or [])]
        if effects and victims["number"] and victims["number"][0] >= 2:
            low, high = victims["number"][0], victims["number"][-1] or victims["number"][0]
            yield tuple(m for measures in effects for m in measures), low, high


def can_mean(figure: Figure) -> tuple[float, float]:
    """The least and the most that a figure can mean."""
    low = figure.low if figure.low is not None else figure.value or 0.0
    high = figure.high if figure.high is not None else figure.value if figure.value is not None else OPEN
    return low, high


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", action="store_true", help="list the groups that no figure meets")
    args = parser.parse_args()
    gold = [json.loads(line) for line in args.gold.open(encoding="utf-8") if line.strip()]
    reports = [Report(id=g["id"], text=g["text"]) for g in gold]
    right = incidents = met = wanted = 0
    for line, reading in zip(gold, read_many(reports), strict=True):
        for incident in line["incidents"]:
            victims = list(groups(incident))
            hits = [any(meets(f, *group) for f in reading.figures) for group in victims]
            incidents, right = incidents + bool(victims), right + (bool(victims) and all(hits))
            wanted, met = wanted + len(hits), met + sum(hits)
            for group, hit in zip(victims, hits, strict=True):
                if args.misses and not hit:
                    seen = [(f.measure, f.value, f.low, f.high) for f in reading.figures]
                    print(line["id"], group, "read:", seen, file=sys.stderr)
    print(f"incidents {right} of {incidents}: {100 * right / max(incidents, 1):.1f}")
    print(f"groups {met} of {wanted}: {100 * met / max(wanted, 1):.1f}")
    return 0


def meets(figure: Figure, measures: tuple[str, ...], low: int, high: int) -> bool:
    """Whether a figure can be the count of such victims."""
    least, most = can_mean(figure)
    return figure.measure in measures and figure.factuality == "happened" and least <= high and low <= most


if __name__ == "__main__":
    sys.exit(main())
