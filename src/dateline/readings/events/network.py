"""The trained network for events: which words tell one, whether it happened, and which words name its parties."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.marks.parse import Parse
from dateline.readings.encoder.answers import FACTUALITIES, TYPES
from dateline.readings.encoder.batches import padded
from dateline.readings.encoder.weights import session
from dateline.readings.encoder.windows import Ids, Window, relations
from dateline.readings.events.held import by_piece, held_by_rules
from dateline.readings.events.triggers import Trigger, type_of
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
    """The two parts of the network as ONNX sessions on one thread, and the modes in the order of its answers."""

    def __init__(self) -> None:
        self.encoder = session(__package__, "events.onnx")
        self.roles = session(__package__, "roles.onnx")
        modes = json.loads(checked("dateline/readings/events/model/modes.json"))
        self.modes = {t: {m: n for n, m in enumerate(modes) if type_of(m) == t} for t in TYPES}

    def judge(
        self,
        parse: Parse,
        windows: Sequence[Window],
        triggers: Sequence[Trigger],
        known: Collection[int],
        *,
        likely: float,
        possible: float,
    ) -> list[Judged]:
        """The words of a report's windows that tell an event with at least the share ``likely``, or ``possible`` for
        the tokens ``known`` to the rules, in text order. ``triggers`` are all words that the lexicon has."""
        asked = np.isin(np.arange(len(parse.tokens)), list(known))
        least = np.where(asked, possible, likely)
        held = held_by_rules(parse, triggers)
        # Where the lexicon knows no word, the network is seldom sure of one: such stretches are not worth their time.
        telling = [w for w in windows if held[w.first : w.last].any()]
        return [judged for w in telling for judged in self._judge(parse, w, held, least)]

    def _judge(self, parse: Parse, w: Window, held: Ids, least: NDArray[np.float64]) -> Iterator[Judged]:
        given = padded([w]) | {"held": by_piece(held, w.first, w.token)[None]}
        types, modes, factualities, as_event, as_party = (of[0] for of in self.encoder.run(None, given))
        odds = np.exp(types - types.max(axis=1, keepdims=True))
        shares = 1 - odds[:, 0] / odds.sum(axis=1)
        found = np.flatnonzero(shares >= least[w.first : w.last])
        if not len(found):
            return
        beside = {
            "cues": as_event[found],
            "tokens": as_party,
            "relations": np.stack([relations(parse, w.first + int(i), w.first, w.last) for i in found]),
        }
        (scores,) = self.roles.run(None, beside)
        for i, score in zip(found, scores, strict=True):
            type_ = TYPES[int(np.argmax(types[i, 1:]))]
            of_type = self.modes[type_]
            mode = max(of_type, key=lambda name: modes[i, of_type[name]])
            parties = (tuple(w.first + int(k) for k in np.flatnonzero(of > 0)) for of in score.T)
            factuality = FACTUALITIES[int(np.argmax(factualities[i]))]
            yield Judged(w.first + int(i), float(shares[i]), type_, mode, factuality, *parties)


@lru_cache(maxsize=1)
def load() -> Network:
    """The network, loaded once a process."""
    return Network()
