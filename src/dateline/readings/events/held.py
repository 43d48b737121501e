"""What the lexicon and the rules hold each word for, as the network is told it."""

from collections.abc import Sequence

import numpy as np

from dateline.marks.clauses import factuality
from dateline.marks.parse import Parse
from dateline.readings.encoder.answers import FACTUALITIES, TYPES
from dateline.readings.encoder.windows import Ids
from dateline.readings.events.triggers import Trigger, in_context


def held_by_rules(parse: Parse, triggers: Sequence[Trigger]) -> Ids:
    """A row a token: the number of the type that its word is held for and of its factuality, from 1 on; 0 is none."""
    out = np.zeros((len(parse.tokens), 2), dtype=np.int64)
    for trigger in triggers:
        type_ = TYPES.index(in_context(parse, trigger).type)
        out[trigger.token] = 1 + type_, 1 + FACTUALITIES.index(factuality(parse, trigger.token))
    return out
