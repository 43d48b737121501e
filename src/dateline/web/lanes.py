"""Where the lines of a timeline stand in a drawing with a lane a kind: marks, bars for stretches of days, slips."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline.readings.items import SURE

# Each lane with the kinds of lines that it holds.
LANES = {
    "talks": ("talks",),
    "proposals": ("agreement", "proposal"),
    "events": ("event",),
    "figures": ("figure",),
    "words": ("statement", "forecast"),
}
WIDTH, LEFT, RIGHT, TOP = 1120, 92, 12, 26
# The height of one row of marks in a lane, how many rows a lane has at most, and how near marks stand in a row.
ROW, ROWS, NEAR = 15, 7, 13.0
SMALL, LARGE, HEAVY = 3.0, 6.5, 16.0
# A drawing of so many days has a tick each day, week, month or year.
TICKS = ((16, "day"), (100, "week"), (900, "month"))
# Years with a tick are so far apart that there are at most so many.
APART, YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500), 24


def drawn(
    rows: Sequence[dict[str, Any]],
    slips: Sequence[dict[str, Any]] = (),
    *,
    first: date | None = None,
    last: date | None = None,
) -> dict[str, Any]:
    """The drawing: its size, lanes, ticks, marks and slips, in pixels of a picture that scales.

    A mark has its row's index ``n``, ``x``, ``y``, radius ``r``, ``x0`` and ``x1`` where it is of a stretch of days,
    and whether it is ``sure`` of its day. Marks of a lane that would lie on each other stand below each other; what
    is more than a lane holds lies on its last row.
    """
    days = [day for row in rows for day in (row["date"], row["date_end"]) if day]
    first, last = first or min(days, default=None), last or max(days, default=None)
    if first is None or last is None or last < first:
        return {
            "first": first,
            "last": last,
            "width": WIDTH,
            "height": TOP,
            "lanes": [],
            "ticks": [],
            "marks": [],
            "slips": [],
        }
    span = (last - first).days + 1
    scale = (WIDTH - LEFT - RIGHT) / span

    def at(day: date) -> float:
        return round(LEFT + ((day - first).days + 0.5) * scale, 1)

    lanes, marks, top = [], [], float(TOP)
    for name, kinds in LANES.items():
        inside = [(n, row) for n, row in enumerate(rows) if row["kind"] in kinds]
        if not inside:
            continue
        placed, used = _placed(inside, at, LEFT, WIDTH - RIGHT)
        height = max(2, used) * ROW + 14
        marks += [{**mark, "y": top + 12 + mark["row"] * ROW} for mark in placed]
        lanes.append({"name": name, "y": top, "height": height, "lines": len(inside)})
        top += height
    talks = next((lane for lane in lanes if lane["name"] == "talks"), None)
    return {
        "first": first,
        "last": last,
        "width": WIDTH,
        "height": top + 6,
        "lanes": lanes,
        "ticks": _ticks(first, last, at),
        "marks": marks,
        "slips": [
            {
                "n": n,
                **{
                    end: min(max(at(slip[day]), LEFT), WIDTH - RIGHT)
                    for end, day in (("x0", "moved_from"), ("x1", "date"))
                },
                "y": talks["y"],
            }
            for n, slip in enumerate(slips)
            if talks
        ],
    }  # fmt: skip


def _placed(
    inside: Sequence[tuple[int, dict[str, Any]]], at: Any, left: float, right: float
) -> tuple[list[dict[str, Any]], int]:
    """The marks of a lane with the row of each, the heaviest first, and how many rows they take."""
    taken: dict[int, list[tuple[float, float]]] = defaultdict(list)
    placed = []
    for n, row in sorted(inside, key=lambda pair: -pair[1]["rank"]):
        x0, x1 = at(row["date"]), at(row["date_end"] or row["date"])
        long = x1 > x0
        x0, x1 = max(x0, left), min(x1, right)
        r = round(SMALL + (LARGE - SMALL) * min(1.0, row["rank"] / HEAVY), 1)
        x = min(max(round((x0 + x1) / 2, 1), left), right)
        reach = (min(x0, x - NEAR / 2), max(x1, x + NEAR / 2))
        free = (k for k in range(ROWS) if all(reach[1] <= a or b <= reach[0] for a, b in taken[k]))
        at_row = next(free, ROWS - 1)
        taken[at_row].append(reach)
        sure = row["date_basis"] in SURE
        placed.append(
            {
                "n": n,
                "row": at_row,
                "x": x,
                "r": r,
                "sure": sure,
                "x0": x0 if long else None,
                "x1": x1 if long else None,
            }
        )
    return placed, max((mark["row"] for mark in placed), default=0) + 1


def _ticks(first: date, last: date, at: Any) -> list[dict[str, Any]]:
    """Days, Mondays, months or years, with their words; a month or year stands with the first of its ticks."""
    span = (last - first).days + 1
    step = next((name for most, name in TICKS if span <= most), "year")
    every = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    found: list[dict[str, Any]] = []
    for day in _years(first, last) if step == "year" else every:
        if (
            step in ("day", "year")
            or (step == "week" and day.weekday() == 0)
            or (step == "month" and day.day == 1 and (span < 500 or day.month in (1, 4, 7, 10)))
        ):
            found.append({"x": at(day), "label": _label(day, step, found), "day": day})
    return found


def _years(first: date, last: date) -> list[date]:
    """The first days of the years that have a tick."""
    apart = next((n for n in APART if (last.year - first.year) // n < YEARS), APART[-1])
    begun = (date(year, 1, 1) for year in range(first.year, last.year + 1) if year % apart == 0)
    return [day for day in begun if day >= first]


def _label(day: date, step: str, before: Sequence[dict[str, Any]]) -> str:
    if step == "year":
        return f"{day:%Y}"
    new = not before or before[-1]["day"].year != day.year
    if step == "month":
        return f"{day:%b %Y}" if new else f"{day:%b}"
    month = not before or before[-1]["day"].month != day.month
    return f"{day.day} {day:%b %Y}" if new else f"{day.day} {day:%b}" if month else f"{day.day}"
