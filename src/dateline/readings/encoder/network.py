"""The trained network that sees each report once, for statements, events and asks alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.marks.parse import Parse
from dateline.marks.quotes import Quote
from dateline.readings.encoder.weights import session
from dateline.readings.encoder.windows import Ids, Window, given, load_pieces, relations, windows

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seen:
    """A window as the network sees it, a row for each of its T tokens, in the order of the network's answers.

    Log-odds of a cue ``cue`` (T,); odds of none and of each type of ``event`` (T, 1 + types), of each ``mode`` and
    ``factuality`` if it tells one, of none and of each ``force`` and ``polarity``. ``as_...`` (T, 256) is the token as
    a cue, event or ask, and as what each of these may take, for the judges of pairs.
    """

    window: Window
    cue: Numbers
    as_cue: Numbers
    as_token: Numbers
    event: Numbers
    mode: Numbers
    factuality: Numbers
    as_event: Numbers
    as_party: Numbers
    force: Numbers
    polarity: Numbers
    as_ask: Numbers
    as_term: Numbers


class Network:
    """The network as an ONNX session on one thread."""

    def __init__(self) -> None:
        self.reader = session(__package__, "reader.onnx")

    def look(self, parse: Parse, quotes: Sequence[Quote], held: Ids) -> list[Seen]:
        """The windows of a report, each seen alone, in text order; ``held`` is what the rules hold each token for.

        Windows never go together: a network in 8 bits sees one a little otherwise beside another, and many at once gain
        nothing on one core.
        """
        found = windows(parse, quotes, load_pieces())
        return [Seen(w, *(of[0] for of in self.reader.run(None, given(w, held)))) for w in found]


def beside(parse: Parse, window: Window, found: Ids, ones: Numbers, others: Numbers) -> dict[str, NDArray[Any]]:
    """The input of a judge of pairs: the tokens ``found`` (N,) in a window, seen as ``ones`` (T, 256), with all tokens
    seen as ``others`` (T, 256)."""
    first, last = window.first, window.last
    near = np.stack([relations(parse, first + int(i), first, last) for i in found])
    return {"cues": ones[found], "tokens": others, "relations": near}


def shares(odds: Numbers) -> Numbers:
    """How likely each token is something: one minus the share of the first answer, none."""
    powers = np.exp(odds - odds.max(axis=1, keepdims=True))
    found: Numbers = 1 - powers[:, 0] / powers.sum(axis=1)
    return found


@lru_cache(maxsize=1)
def load() -> Network:
    """The network, loaded once a process."""
    return Network()
