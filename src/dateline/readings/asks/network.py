"""What the trained network says of asks, with its judge of what each other word is to one."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from dateline.marks.parse import Parse
from dateline.readings.asks.ask import Ask
from dateline.readings.attributions.decode import Scores, contents
from dateline.readings.encoder.answers import FORCES, POLARITIES
from dateline.readings.encoder.network import Seen, beside, shares
from dateline.readings.encoder.weights import session

# The scores of a token beside an ask: who puts it and to whom, and from these numbers on inside, first and last token
# of the content and of the condition.
BY, TO, CONTENT, CONDITION, SCORES = 0, 1, 2, 5, 8


class Network:
    """The judge as an ONNX session on one thread."""

    def __init__(self) -> None:
        self.terms = session(__package__, "terms.onnx")

    def judge(self, parse: Parse, seen: Sequence[Seen], *, force: float, polarity: float) -> Iterator[Ask]:
        """The asks of the windows whose force or polarity has at least its share, in text order."""
        for s in seen:
            first = s.window.first
            puts, expects = shares(s.force) >= force, shares(s.polarity) >= polarity
            found = np.flatnonzero(puts | expects)
            if not len(found):
                continue
            (scores,) = self.terms.run(None, beside(parse, s.window, found, s.as_ask, s.as_term))
            for i, of in zip(found, scores, strict=True):
                stretches = _stretches(of, CONTENT, first)
                if stretches:
                    yield Ask(
                        token=first + int(i),
                        force=FORCES[int(np.argmax(s.force[i, 1:]))] if puts[i] else None,
                        polarity=POLARITIES[int(np.argmax(s.polarity[i, 1:]))] if expects[i] else None,
                        by=tuple(first + int(k) for k in np.flatnonzero(of[:, BY] > 0)),
                        to=tuple(first + int(k) for k in np.flatnonzero(of[:, TO] > 0)),
                        contents=stretches,
                        condition=next(iter(_stretches(of, CONDITION, first)), None),
                    )


def _stretches(scores: Scores, number: int, first: int) -> tuple[range, ...]:
    """The likeliest stretches of tokens by the three scores from ``number`` on."""
    return tuple(range(first + a, first + b) for a, b in contents(scores[:, [number, BY, number + 1, number + 2]]))


@lru_cache(maxsize=1)
def load() -> Network:
    """The judge, loaded once a process."""
    return Network()
