"""From the network's scores to stretches of words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
CONTENT, SOURCE, BEGINS, ENDS = range(4)
GAP = 2
# What an inside score weighs against those of beginning and ending; chosen on development data.
INSIDE = 0.25


def compete(beside: Sequence[Scores]) -> list[Scores]:
    """The scores of the cues of one window where they claim each word against each other: it is one's at most."""
    odds = np.stack([scores[:, CONTENT] for scores in beside])
    total = np.logaddexp(0, np.logaddexp.reduce(odds, axis=0))
    out = []
    for scores, own in zip(beside, odds, strict=True):
        # The log of 1 + the odds of all others.
        others = total + np.log1p(-np.minimum(np.exp(own - total), 1 - 1e-6))
        out.append(np.concatenate([(own - others)[:, None], scores[:, 1:]], axis=1))
    return out


def contents(scores: Scores) -> list[tuple[int, int]]:
    """The likeliest stretches of content, as [first, last) tokens, by the scores (T, 4) of one cue.

    The best path (Viterbi) through inside and outside, by the log-odds of each token and of its beginning or ending
    a stretch. Each of the many inside scores says much the same as its neighbours, so they count for less.
    """
    # As lists, since one number of an array at a time is slow.
    inside = (INSIDE * scores[:, CONTENT]).tolist()
    begins, ends = scores[:, BEGINS].tolist(), scores[:, ENDS].tolist()
    # Best scores with no stretch open after a token, and with one open; and how each was reached.
    free, held = 0.0, -np.inf
    closed, began = [], []
    for i in range(len(scores)):
        start = free + begins[i]
        within = max(start, held) + inside[i]
        closed.append(within + ends[i] > free)
        began.append(start >= held)
        free, held = max(free, within + ends[i]), within
    found = []
    i = len(scores)
    while i:
        i -= 1
        if closed[i]:
            last = i + 1
            while not began[i]:
                i -= 1
            found.append((i, last))
    return found[::-1]


def source(scores: Scores) -> tuple[int, int] | None:
    """The stretch around the likeliest token of the source, over single gaps (the comma before "a spokesman");
    ``None`` where none is likely."""
    likely = np.flatnonzero(scores[:, SOURCE] > 0)
    if not len(likely):
        return None
    runs = np.split(likely, np.flatnonzero(np.diff(likely) > GAP) + 1)
    best = int(np.argmax(scores[:, SOURCE]))
    run = next(r for r in runs if best in r)
    return int(run[0]), int(run[-1]) + 1
