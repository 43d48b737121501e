"""The trained network: which tokens are cues, and what every other token is to each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.marks.parse import Parse
from dateline.marks.quotes import Quote
from dateline.readings.attributions.decode import Scores
from dateline.readings.encoder.batches import batches, padded
from dateline.readings.encoder.weights import session
from dateline.readings.encoder.windows import Window, load_pieces, relations, windows

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seen:
    """A window as the encoder sees it: for each token the score of a cue, the token as a cue and as what a cue may
    take; ``lower`` has a row for each piece, as the lower layers leave it for other networks."""

    window: Window
    score: Numbers
    as_cue: Numbers
    as_token: Numbers
    lower: Numbers


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
        self.encoder = session(__package__, "encoder.onnx", fused=True)
        self.pairs = session(__package__, "pairs.onnx")

    def look(self, parse: Parse, quotes: Sequence[Quote]) -> list[Seen]:
        """The windows of a report, each seen once, in text order."""
        out = []
        for batch in batches(windows(parse, quotes, load_pieces())):
            score, as_cue, as_token, lower = self.encoder.run(None, padded(batch))
            for n, w in enumerate(batch):
                size = w.last - w.first
                out.append(Seen(w, score[n, :size], as_cue[n, :size], as_token[n, :size], lower[n, : len(w.pieces)]))
        return sorted(out, key=lambda seen: seen.window.first)

    def judge(self, parse: Parse, seen: Sequence[Seen], *, least: float) -> list[Judged]:
        """All cues of the windows whose score is above ``least``, in text order."""
        out: list[Judged] = []
        for s in seen:
            found = np.flatnonzero(s.score > least)
            if not len(found):
                continue
            first, last = s.window.first, s.window.last
            given = {
                "cues": s.as_cue[found],
                "tokens": s.as_token,
                "relations": np.stack([relations(parse, first + int(i), first, last) for i in found]),
            }
            (scores,) = self.pairs.run(None, given)
            out += [Judged(first + int(i), first, of) for i, of in zip(found, scores, strict=True)]
        return out


@lru_cache(maxsize=1)
def load() -> Network:
    """The network, loaded once a process."""
    return Network()
