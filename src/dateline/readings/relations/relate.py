"""What a marked source does to a marked target in a sentence, as a PLOVER type."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from dateline.readings.encoder.answers import LEAST, TYPES
from dateline.readings.encoder.weights import session, word_pieces
from dateline.readings.relations.marked import Marked, marked
from dateline.sources.encoding import whole
from dateline.span import Span
from dateline.sums import checked

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

# The network's last answer, after the types: no relation at all.
NONE = "none"
# The network's answers are divided by this before they are made into shares that add up to 1 (Guo et al., On
# Calibration of Modern Neural Networks, ICML 2017); fitted on answers for sentences that it was not trained on.
TEMPERATURE = 0.9


class Relation(TypedDict):
    """``type`` is a PLOVER type, ``None`` where none is likely enough; ``scores`` are the shares of all types and of
    "none", likeliest first, and add up to 1."""

    type: str | None
    scores: dict[str, float]


def relate(text: str, source: Span | None, target: Span | None, *, least: float = LEAST) -> Relation:
    """The PLOVER type of what the words at ``source`` do to those at ``target``.

    ``least`` is the share that the likeliest type must have to be given out. Raises ``ValueError``
    where a span lies outside the text.

    >>> relate("Rebels attacked the army.", Span(0, 6), Span(16, 24))["type"]
    'ASSAULT'
    """
    for span in (source, target):
        if span is not None and not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"{tuple(span)} is not inside the text of {len(text)} characters")
    shares = _shares(marked(whole(text), source, target, _loaded()[1]))
    scores = dict(sorted(zip((*TYPES, NONE), shares, strict=True), key=lambda x: (-x[1], x[0])))
    return {"type": likeliest(scores, least=least), "scores": scores}


def likeliest(scores: Mapping[str, float], *, least: float = LEAST) -> str | None:
    """The type with the greatest share; ``None`` where that is below ``least`` or no relation at all.

    >>> likeliest({"AID": 0.5, "AGREE": 0.3, "none": 0.2}), likeliest({"AID": 0.3, "AGREE": 0.2, "none": 0.5})
    ('AID', None)
    """
    best = max(scores, key=scores.__getitem__)
    return best if best != NONE and scores[best] >= least else None


def folds() -> Iterator[dict[str, Any]]:
    """For each pair of the gold its id and the shares given by a network that was trained without its fifth of it."""
    yield from map(json.loads, checked("dateline/readings/relations/model/folds.jsonl").splitlines())


def _shares(pair: Marked) -> list[float]:
    given = {
        "pieces": np.array([pair.pieces], dtype=np.int64),
        "mask": np.ones((1, len(pair.pieces)), dtype=np.int64),
        "marks": np.array([[pair.source, pair.target]], dtype=np.int64),
    }
    (answers,) = _loaded()[0].run(None, given)
    odds = answers[0].astype(np.float64) / TEMPERATURE
    shares = np.exp(odds - odds.max())
    return [round(float(s), 4) for s in shares / shares.sum()]


@lru_cache(maxsize=1)
def _loaded() -> "tuple[onnxruntime.InferenceSession, Tokenizer]":
    """Network and word pieces, loaded once a process."""
    return session(__package__, "relations.onnx"), word_pieces()
