"""What the trained network says of events: which words tell one, whether it happened, which words name its parties."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dateline.marks.parse import Parse
from dateline.readings.encoder.answers import FACTUALITIES, TYPES
from dateline.readings.encoder.network import Seen, beside, shares
from dateline.readings.encoder.weights import session
from dateline.readings.events.triggers import type_of
from dateline.sums import checked


@dataclass(frozen=True, slots=True)
class Judged:
    """A word that may tell an event: ``share`` is how likely it does, ``actors`` and ``recipients`` are the words that
    name its parties; ``mode`` is the likeliest one of its type."""

    token: int
    share: float
    type: str
    mode: str
    factuality: str
    actors: tuple[int, ...]
    recipients: tuple[int, ...]


class Network:
    """The judge of parties as an ONNX session on one thread, and the modes in the order of the network's answers."""

    def __init__(self) -> None:
        self.roles = session(__package__, "roles.onnx")
        modes = json.loads(checked("dateline/readings/events/model/modes.json"))
        self.modes = {t: {m: n for n, m in enumerate(modes) if type_of(m) == t} for t in TYPES}

    def judge(
        self, parse: Parse, seen: Sequence[Seen], known: Collection[int], *, likely: float, possible: float
    ) -> Iterator[Judged]:
        """The words of a report's windows that tell an event with at least the share ``likely``, or ``possible`` for
        the tokens ``known`` to the rules, in text order."""
        least = np.where(np.isin(np.arange(len(parse.tokens)), list(known)), possible, likely)
        for s in seen:
            first, last = s.window.first, s.window.last
            likeliness = shares(s.event)
            found = np.flatnonzero(likeliness >= least[first:last])
            if not len(found):
                continue
            (scores,) = self.roles.run(None, beside(parse, s.window, found, s.as_event, s.as_party))
            for i, score in zip(found, scores, strict=True):
                type_ = TYPES[int(np.argmax(s.event[i, 1:]))]
                of_type = self.modes[type_]
                mode = max(of_type, key=lambda name: s.mode[i, of_type[name]])
                parties = (tuple(first + int(k) for k in np.flatnonzero(of > 0)) for of in score.T)
                factuality = FACTUALITIES[int(np.argmax(s.factuality[i]))]
                yield Judged(first + int(i), float(likeliness[i]), type_, mode, factuality, *parties)


@lru_cache(maxsize=1)
def load() -> Network:
    """The judge, loaded once a process."""
    return Network()
