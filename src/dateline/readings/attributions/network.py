"""What the trained network says of cues, with its judge of what every other token is to each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dateline.marks.parse import Parse
from dateline.readings.attributions.decode import Scores
from dateline.readings.encoder.network import Seen, beside
from dateline.readings.encoder.weights import session


@dataclass(frozen=True, slots=True)
class Judged:
    """A likely cue, and what each token from ``first`` on is to it: ``scores`` has a row a token with the log-odds
    of content, source, first and last token of a content."""

    cue: int
    first: int
    scores: Scores


class Network:
    """The judge as an ONNX session on one thread."""

    def __init__(self) -> None:
        self.pairs = session(__package__, "pairs.onnx")

    def judge(self, parse: Parse, seen: Sequence[Seen], *, least: float) -> list[Judged]:
        """All cues of the windows whose score is above ``least``, in text order."""
        out: list[Judged] = []
        for s in seen:
            found = np.flatnonzero(s.cue > least)
            if not len(found):
                continue
            first = s.window.first
            (scores,) = self.pairs.run(None, beside(parse, s.window, found, s.as_cue, s.as_token))
            out += [Judged(first + int(i), first, of) for i, of in zip(found, scores, strict=True)]
        return out


@lru_cache(maxsize=1)
def load() -> Network:
    """The judge, loaded once a process."""
    return Network()
