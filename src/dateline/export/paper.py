"""The brief as one HTML page that needs nothing else: what changed, where talks stand, what is in dispute."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dateline.across.window import ALL, Window
from dateline.ask.brief import brief
from dateline.ask.contradictions import contradictions
from dateline.ask.coverage import coverage
from dateline.ask.matrix import matrix
from dateline.ask.reports import reports
from dateline.ask.talks import talks
from dateline.export.wording import FILTERS
from dateline.record.store import Record

# So many days back from the last report, and so many rounds of talks and proposals.
DAYS, ROUNDS, OFFERS = 7, 6, 12


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """The page, in one piece: the brief of the last seven days before the window's last report.

    Every line has its sentence and a number that leads to its source at the foot of the page. It loads nothing, runs
    nothing, and prints well.
    """
    told = reports(record, window=window).to_pylist()
    days = [row["published"].date() for row in told if row["published"]]
    last = max(days, default=date.today())
    since = last - timedelta(days=DAYS - 1)
    rows = brief(record, since=since, window=window).to_pylist()
    steps = talks(record, window=window).to_pylist()
    rounds = [list(of) for _, of in groupby(steps, key=lambda row: row["talks"])][:ROUNDS]
    offers = [
        {**row, "answers": spoken}
        for row in matrix(record, window=window).to_pylist()
        if (spoken := [answer for answer in row["answers"] if answer["response"] != "silent"])
    ][-OFFERS:]
    disputed = [
        row for row in contradictions(record, window=window).to_pylist() if row["date"] and row["date"] >= since
    ]
    sources = _Sources({row["report_id"]: row for row in told})
    yield (
        _templates()
        .get_template("paper.html")
        .render(
            since=since, last=last, window=window, rounds=rounds, offers=offers, disputed=disputed, sources=sources,
            sections=[(name, list(of)) for name, of in groupby(rows, key=lambda row: row["section"])],
            coverage=coverage(record, window=window).to_pylist(), reports=len(told),
        )
    )  # fmt: skip


class _Sources:
    """The reports that a page rests on, numbered in the order in which it names them."""

    def __init__(self, known: dict[str, dict[str, Any]]) -> None:
        self.known = known
        self.numbers: dict[str, int] = {}

    def number(self, report_id: str) -> int:
        return self.numbers.setdefault(report_id, len(self.numbers) + 1)

    def listed(self) -> list[tuple[int, dict[str, Any]]]:
        return [(number, self.known.get(id, {})) for id, number in self.numbers.items()]


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("dateline.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    templates.filters |= FILTERS
    return templates
