"""The trained network for asks, on the lower layers of the finder of cues."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from dateline.marks.parse import Parse
from dateline.readings.asks.ask import Ask
from dateline.readings.attributions.decode import Scores, contents
from dateline.readings.attributions.network import Numbers, Seen
from dateline.readings.encoder.answers import FORCES, POLARITIES
from dateline.readings.encoder.weights import session
from dateline.readings.encoder.windows import relations

# The scores of a token beside an ask: who puts it and to whom, and from these numbers on inside, first and last token
# of the content and of the condition.
BY, TO, CONTENT, CONDITION, SCORES = 0, 1, 2, 5, 8


class Network:
    """The two parts of the network as ONNX sessions on one thread."""

    def __init__(self) -> None:
        self.upper = session(__package__, "asks.onnx")
        self.terms = session(__package__, "terms.onnx")

    def judge(self, parse: Parse, seen: Sequence[Seen], *, force: float, polarity: float) -> Iterator[Ask]:
        """The asks of the windows whose force or polarity has at least its share, in text order."""
        for s in seen:
            first, last = s.window.first, s.window.last
            mask = np.ones((1, len(s.lower)), dtype=np.int64)
            given = {"lower": s.lower[None], "mask": mask, "start": s.window.start[None]}
            forces, polarities, as_ask, as_term = self.upper.run(None, given)
            puts, expects = _shares(forces[0]) >= force, _shares(polarities[0]) >= polarity
            found = np.flatnonzero(puts | expects)
            if not len(found):
                continue
            beside = {
                "cues": as_ask[0, found],
                "tokens": as_term[0],
                "relations": np.stack([relations(parse, first + int(i), first, last) for i in found]),
            }
            (scores,) = self.terms.run(None, beside)
            for i, of in zip(found, scores, strict=True):
                stretches = _stretches(of, CONTENT, first)
                if stretches:
                    yield Ask(
                        token=first + int(i),
                        force=FORCES[int(np.argmax(forces[0, i, 1:]))] if puts[i] else None,
                        polarity=POLARITIES[int(np.argmax(polarities[0, i, 1:]))] if expects[i] else None,
                        by=tuple(first + int(k) for k in np.flatnonzero(of[:, BY] > 0)),
                        to=tuple(first + int(k) for k in np.flatnonzero(of[:, TO] > 0)),
                        contents=stretches,
                        condition=next(iter(_stretches(of, CONDITION, first)), None),
                    )


def _shares(odds: Numbers) -> Numbers:
    """How likely each token is something: one minus the share of the first answer, none."""
    powers = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares: Numbers = 1 - powers[:, 0] / powers.sum(axis=1)
    return shares


def _stretches(scores: Scores, number: int, first: int) -> tuple[range, ...]:
    """The likeliest stretches of tokens by the three scores from ``number`` on."""
    return tuple(range(first + a, first + b) for a, b in contents(scores[:, [number, BY, number + 1, number + 2]]))


@lru_cache(maxsize=1)
def load() -> Network:
    """The network, loaded once a process."""
    return Network()
