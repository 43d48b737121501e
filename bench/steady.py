"""Whether a process that reads stays as fast and as small as it begins, however much it reads.

    python bench/steady.py ARCHIVE --reports 100000 --words 100

The reports of the archive, each cut to so many words, are read over and over in one process: every time with its names,
apart from those of the gazetteer and the dictionary, spelled with other letters and its years later, so that no cache
knows them. Printed are, ten times, the seconds of a thousand reports and the memory of the process. The first thousand
fill the caches: the ratio at the end is that of the last tenth to the second.
"""

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count, islice
from pathlib import Path

from growth import APART, NAME, cipher
from speed import ready

from dateline.archive.workers import chunks, read_chunk
from dateline.marks.gazetteer import look_up
from dateline.marks.parser import load
from dateline.reports.collect import collect
from dateline.reports.report import Report

YEAR = re.compile(r"\b(19|20)(\d\d)\b")
PARTS = 10


def cut(text: str, words: int) -> str:
    """The first so many words with what stands between them."""
    found = list(islice(re.finditer(r"\S+", text), words))
    return text[: found[-1].end()] if found else ""


@cache
def known(name: str) -> bool:
    """Whether a name is a place or a word of the dictionary."""
    return load().is_word(name.lower()) or bool(look_up(name.lower()))


def replicas(reports: list[Report], words: int) -> Iterator[Report]:
    """The reports without end, told of others at another time from the second round on."""
    for number in count():
        table, years = cipher(number), number % 80
        for report in reports:
            text = cut(report.text, words)
            if number:
                text = NAME.sub(lambda found: found[0] if known(found[0]) else found[0].translate(table), text)  # noqa: B023
                text = YEAR.sub(lambda found: f"{found[1]}{(int(found[2]) + years) % 100:02}", text)  # noqa: B023
            day = report.published and report.published + APART * (number % 1000)
            yield replace(report, id=f"{number}-{report.id}", text=text, published=day)


def resident() -> float:
    """The memory that this process has now, in MB (Linux)."""
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", help="a file or folder of reports")
    parser.add_argument("--reports", type=int, default=20_000, help="how many to read (20,000)")
    parser.add_argument("--words", type=int, default=100, help="words of each at most (100)")
    args = parser.parse_args()
    base = [report for report, _ in collect([args.archive]) if report]
    ready()
    source, each = replicas(base, args.words), args.reports // PARTS
    print(f"{len(base)} reports over and over, {args.words} words of each at most\n")
    print(f"{'reports':>9}{'s/1,000':>9}{'MB':>7}")
    seconds: list[float] = []
    for n in range(PARTS):
        spent = 0.0
        for chunk in chunks(islice(source, each)):
            start = time.perf_counter()
            read_chunk(chunk)
            spent += time.perf_counter() - start
        seconds.append(1000 * spent / each)
        print(f"{(n + 1) * each:>9,}{seconds[-1]:>9.2f}{resident():>7.0f}", flush=True)
    print(f"\nlast tenth / second: {seconds[-1] / seconds[1]:.2f}")


if __name__ == "__main__":
    main()
