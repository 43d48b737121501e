"""Windows of a report as a network takes them: filled up to one length, in batches."""

from collections.abc import Iterator, Sequence

import numpy as np

from dateline.readings.encoder.windows import Ids, Window

# A batch takes windows of like length; more pieces at once gain nothing on one core.
PIECES_A_BATCH = 2048


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


def batches(found: Sequence[Window]) -> Iterator[list[Window]]:
    """The windows of one report in batches of like length.

    Windows of different reports never go together: a network in 8 bits sees a window a little otherwise beside another,
    and what is read of a report must not hang on what is read beside it.
    """
    batch: list[Window] = []
    for w in sorted(found, key=lambda w: (len(w.pieces), w.first)):
        if batch and (len(batch) + 1) * len(w.pieces) > PIECES_A_BATCH:
            yield batch
            batch = []
        batch.append(w)
    if batch:
        yield batch
