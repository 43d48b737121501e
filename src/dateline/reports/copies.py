"""Copies and later versions of one report among many."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

import rensa

from dateline.reports.report import Report

WORD = re.compile(r"\w+")
SHINGLE = 4
HASHES = 128
# Two hashes a band: a pair with Jaccard .3 shares one of 64 bands in 99.8 % of cases.
ROWS = 2
SEED = 20_160_211
# What two reports must share: of the smaller's shingles, and of both together.
CONTAINED = 0.55
SHARED = 0.2
SAME = 0.8
# Shorter texts share their words by chance.
SHORTEST = 12
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that repeats an earlier one: a ``copy`` says the same, a ``version`` adds, cuts or rewrites.

    ``jaccard`` is the share of word shingles that both have among all of both, ``containment`` that among
    the shorter one's.
    """

    report_id: str
    origin_id: str
    kind: str
    jaccard: float
    containment: float


def link(reports: Iterable[Report]) -> list[Copy]:
    """For each report that repeats an earlier one, the earliest it repeats; sorted by report id.

    The earliest is the one published first, undated ones last, then the smallest id; the order of ``reports``
    does not matter.

    >>> text = "The two sides met in Juba on Thursday and agreed to stop the fighting near the oil fields."
    >>> [(c.report_id, c.origin_id, c.kind) for c in link([Report(id=i, text=text) for i in "ba"])]
    [('b', 'a', 'copy')]
    """
    ranked = sorted({r.id: r for r in sorted(reports, key=_rank, reverse=True)}.values(), key=_rank)
    shingles = [_shingles(r.text) for r in ranked]
    origins: dict[int, Copy] = {}
    for first, second in sorted(_candidates(shingles)):
        if second in origins:
            continue
        shared = len(shingles[first] & shingles[second])
        jaccard = shared / (len(shingles[first]) + len(shingles[second]) - shared)
        containment = shared / min(len(shingles[first]), len(shingles[second]))
        if containment >= CONTAINED and jaccard >= SHARED:
            kind = "copy" if jaccard >= SAME else "version"
            origins[second] = Copy(ranked[second].id, ranked[first].id, kind, round(jaccard, 3), round(containment, 3))
    return sorted(origins.values(), key=lambda c: c.report_id)


def _rank(report: Report) -> tuple[datetime, str, str]:
    published = report.published
    if published is None:
        return LATEST, report.id, report.text
    return published if published.tzinfo else published.replace(tzinfo=UTC), report.id, report.text


def _shingles(text: str) -> frozenset[str]:
    words = WORD.findall(text.lower())
    if len(words) < SHORTEST:
        return frozenset()
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def _candidates(shingles: list[frozenset[str]]) -> set[tuple[int, int]]:
    """Pairs of numbers, the smaller first, whose sketches agree in a band."""
    bands: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(shingles):
        if not words:
            continue
        sketch = rensa.RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update(list(words))
        digest = sketch.digest()
        for row in range(0, HASHES, ROWS):
            bands[(row, *digest[row : row + ROWS])].append(number)
    return {pair for numbers in bands.values() if len(numbers) > 1 for pair in combinations(numbers, 2)}
