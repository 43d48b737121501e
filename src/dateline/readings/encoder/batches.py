"""Windows of a report as a network takes them."""

from collections.abc import Sequence

import numpy as np

from dateline.readings.encoder.windows import Ids, Window


def padded(batch: Sequence[Window]) -> dict[str, Ids]:
    """The windows as the encoder's input, short ones filled up.

    A reading takes them one by one: several at once gain nothing on one core but what they are filled with, and a
    network in 8 bits sees a window a little otherwise beside another.
    """
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
