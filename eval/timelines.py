"""Which days matter: the days that a record's reports speak of most, against timelines that journalists wrote.

    python eval/timelines.py ../shared

Reads the articles of Timeline17 on Syria and Iraq (some four minutes on two cores) and gives as many days as each
human timeline has, within the span that both cover. Date F1 is that of Martschat and Markert (2018), as Gholipour
Ghalandari and Ifrim use it (ACL 2020): the days that both have, over the days of both; the mean is over timelines. A
day counts for each report that speaks of it, more the longer after it the report is.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from math import log
from pathlib import Path

from dateline.archive.workers import read_in_order
from dateline.issue import Issue
from dateline.record.store import Record
from dateline.reports.report import Report

# So many days after it a report says no more that a day matters.
LONGEST = 30
TIMES = """
SELECT t."start" AS day, CAST(r.published AS DATE) AS told, t.report_id FROM time t JOIN report r ON r.id = t.report_id
WHERE t."start" = t."end" AND r.published IS NOT NULL AND t."start" <= CAST(r.published AS DATE) GROUP BY ALL
"""


def articles(path: Path) -> Iterator[Report]:
    """The articles of one topic; tokens are set together again as a paper prints them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        paragraphs = [part for part in map(str.strip, row["text"].split("\n")) if part]
        text = "\n\n".join(map(printed, paragraphs))
        yield Report(id=row["id"], text=text, published=datetime.fromisoformat(row["pub_date"]))


def printed(tokens: str) -> str:
    """The text that the tokens are of.

    >>> printed("`` We wo n't , '' he said -LRB- twice -RRB- .")
    '"We won\\'t," he said (twice).'
    """
    text = re.sub(r"-LRB-\s?", "(", tokens).replace(" -RRB-", ")").replace("-RRB-", ")")
    text = re.sub(r"`` ?", '"', text)
    text = re.sub(r" ?''", '"', text)
    text = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m|')(?= |$)", r"\1", text)
    return re.sub(r" ([.,;:!?%)])", r"\1", text)


def days_of(record: Record) -> list[date]:
    """The days that reports speak of, the one that matters most first."""
    weights: dict[date, float] = defaultdict(float)
    for row in record.query(TIMES).to_pylist():
        weights[row["day"]] += 1 + log(1 + min((row["told"] - row["day"]).days, LONGEST))
    return sorted(weights, key=lambda day: (-weights[day], day))


def date_f1(found: list[date], timeline: set[date]) -> float:
    """The F1 of as many of the days found as the timeline has, within its span."""
    best = [day for day in found if min(timeline) <= day <= max(timeline)][: len(timeline)]
    return 2 * len(timeline.intersection(best)) / (len(best) + len(timeline)) if best else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="folder with gold/ and corpora/")
    args = parser.parse_args()
    lines = (args.shared / "gold/process/timelines_t17_crisis_syria_iraq_yemen.jsonl").read_text(encoding="utf-8")
    timelines = [t for t in map(json.loads, lines.splitlines()) if t["corpus"] == "timeline17"]
    scores = []
    for topic in sorted({t["topic"] for t in timelines}):
        reports = list(articles(args.shared / f"corpora/t17/t17_articles_{topic}.jsonl"))
        told = [report.published.date() for report in reports if report.published]
        with Record.open(":memory:") as record:
            pairs = read_in_order(reports, workers=2, learned=True)
            record.add((report, reading) for report, reading in pairs if not isinstance(reading, Issue))
            found = days_of(record)
        for timeline in (t for t in timelines if t["topic"] == topic):
            days = {date.fromisoformat(entry["date"]) for entry in timeline["entries"]}
            within = {day for day in days if min(told) <= day <= max(told)}
            scores.append(date_f1(found, within))
            print(f"{topic:8} {timeline['source']:8} {len(within):4} days  date F1 {scores[-1]:.3f}", flush=True)
    print(f"mean of {len(scores)} timelines: date F1 {sum(scores) / len(scores):.3f}")


if __name__ == "__main__":
    main()
