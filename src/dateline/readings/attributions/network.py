"""The trained network: which tokens are cues, and what every other token is to each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dateline.marks.parse import Parse
from dateline.marks.quotes import Quote
from dateline.readings.attributions.decode import Scores
from dateline.readings.encoder.batches import batches, padded
from dateline.readings.encoder.weights import session
from dateline.readings.encoder.windows import load_pieces, relations, windows


@dataclass(frozen=True, slots=True)
class Judged:
    """A likely cue, and what each token from ``first`` on is to it: ``scores`` has a row a token with the log-odds
    of content, source, first and last token of a content."""

    cue: int
    first: int
    scores: Scores


class Network:
    """The two parts of the network as ONNX sessions on one thread."""

    def __init__(self) -> None:
        self.encoder = session(__package__, "encoder.onnx")
        self.pairs = session(__package__, "pairs.onnx")

    def judge(self, parse: Parse, quotes: Sequence[Quote], *, least: float) -> list[Judged]:
        """All cues of the report whose score is above ``least``, in text order."""
        out: list[Judged] = []
        for batch in batches(windows(parse, quotes, load_pieces())):
            score, as_cue, as_token = self.encoder.run(None, padded(batch))
            for n, w in enumerate(batch):
                size = w.last - w.first
                found = np.flatnonzero(score[n, :size] > least)
                if not len(found):
                    continue
                given = {
                    "cues": as_cue[n, found],
                    "tokens": as_token[n, :size],
                    "relations": np.stack([relations(parse, w.first + int(i), w.first, w.last) for i in found]),
                }
                (scores,) = self.pairs.run(None, given)
                out += [Judged(w.first + int(i), w.first, s) for i, s in zip(found, scores, strict=True)]
        return sorted(out, key=lambda j: j.cue)


@lru_cache(maxsize=1)
def load() -> Network:
    """The network, loaded once a process."""
    return Network()
