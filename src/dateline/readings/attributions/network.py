"""The trained network: which tokens are cues, and what every other token is to each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.marks.parse import Parse
from dateline.marks.parser import ModelError
from dateline.marks.quotes import Quote
from dateline.readings.attributions.decode import Scores
from dateline.readings.attributions.windows import Ids, Window, load_pieces, relations, windows

if TYPE_CHECKING:
    import onnxruntime

# A batch takes windows of like length; more pieces at once gain nothing on one core.
PIECES_A_BATCH = 2048


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
        self.encoder = _session("encoder.onnx")
        self.pairs = _session("pairs.onnx")

    def judge(self, parse: Parse, quotes: Sequence[Quote], *, least: float) -> list[Judged]:
        """All cues of the report whose score is above ``least``, in text order.

        The windows of one report go through together and none of another: what is read of a report does not
        hang on what is read beside it.
        """
        out: list[Judged] = []
        for batch in _batches(windows(parse, quotes, load_pieces())):
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


def padded(batch: Sequence[Window]) -> dict[str, Ids]:
    """The windows as the encoder's input, short ones filled up."""
    longest = max(len(w.pieces) for w in batch)
    pieces, mask = np.zeros((2, len(batch), longest), dtype=np.int64)
    features = np.zeros((len(batch), longest, 3), dtype=np.int64)
    start = np.zeros((len(batch), max(w.last - w.first for w in batch)), dtype=np.int64)
    for n, w in enumerate(batch):
        size = len(w.pieces)
        pieces[n, :size], mask[n, :size] = w.pieces, 1
        features[n, 1 : size - 1] = w.features[w.token[1 : size - 1]]
        start[n, : len(w.start)] = w.start
    return {"pieces": pieces, "mask": mask, "features": features, "start": start}


def _batches(found: Sequence[Window]) -> Iterator[list[Window]]:
    batch: list[Window] = []
    for w in sorted(found, key=lambda w: (len(w.pieces), w.first)):
        if batch and (len(batch) + 1) * len(w.pieces) > PIECES_A_BATCH:
            yield batch
            batch = []
        batch.append(w)
    if batch:
        yield batch


def _session(name: str) -> "onnxruntime.InferenceSession":
    import onnxruntime

    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = files(__package__) / "model" / name
    try:
        return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"{path}: cannot be read ({error}); install dateline again, or use --no-model") from error


@lru_cache(maxsize=1)
def load() -> Network:
    """The network, loaded once a process."""
    return Network()
