"""Windows of several lengths as the input of a network in training."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from dateline.readings.encoder.windows import Ids, Window, given


def filled_up(arrays: Sequence[np.ndarray]) -> Tensor:
    """Arrays that differ in their first size as one tensor, short ones filled up with 0."""
    return nn.utils.rnn.pad_sequence([torch.from_numpy(of) for of in arrays], batch_first=True)


def together(found: Sequence[tuple[Window, Ids]]) -> dict[str, Tensor]:
    """Windows and what the tokens of their reports are held for as a network's input, with a mask of what is real."""
    each = [given(w, held) for w, held in found]
    out = {name: filled_up([of[name][0] for of in each]) for name in each[0]}
    return out | {"mask": filled_up([np.ones(len(w.pieces), dtype=np.int64) for w, _ in found])}


def unheld(found: Sequence[Window]) -> dict[str, Tensor]:
    """The same for a network that is not told what tokens are held for."""
    out = together([(w, np.zeros((w.last, 2), dtype=np.int64)) for w in found])
    del out["held"]
    return out
