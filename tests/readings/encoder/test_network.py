"""What the network is shown and what it says of it."""

import numpy as np
import pytest

from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.readings.encoder.answers import FACTUALITIES, FORCES, POLARITIES, TYPES
from dateline.readings.encoder.network import Seen, shares
from dateline.readings.encoder.network import load as load_network
from dateline.readings.events.held import held_by_rules
from dateline.readings.events.triggers import find_triggers
from dateline.reports.report import Report

FIRST = " ".join(f"Rebels shelled village number {n} on Monday, a spokesman said." for n in range(10))
SECOND = " ".join(f"The envoy urged side number {n} to stop, and nobody answered." for n in range(10))


def look(text: str) -> list[Seen]:
    parse = next(load().parse([Report(id="r", text=text)]))
    held = held_by_rules(parse, find_triggers(parse))
    return load_network().look(parse, find_quotes(parse.report.text, parse.paragraphs), held)


def test_every_token_has_an_answer_to_every_question() -> None:
    first, second = look(f"{FIRST}\n\n{SECOND}")
    assert first.window.last == second.window.first
    for seen in (first, second):
        tokens = seen.window.last - seen.window.first
        sizes = {"event": 1 + len(TYPES), "factuality": len(FACTUALITIES), "force": 1 + len(FORCES)}
        sizes |= {"polarity": 1 + len(POLARITIES), "as_cue": 256, "as_token": 256, "as_party": 256, "as_term": 256}
        assert {name: getattr(seen, name).shape for name in sizes} == {n: (tokens, of) for n, of in sizes.items()}
        assert seen.cue.shape == (tokens,)


def test_what_is_seen_of_a_window_does_not_hang_on_others() -> None:
    alone, beside = look(FIRST)[0], look(f"{FIRST}\n\n{SECOND}")[0]
    for name in ("cue", "event", "mode", "force", "as_token"):
        assert np.array_equal(getattr(alone, name), getattr(beside, name))


def test_a_share_is_what_is_left_of_none() -> None:
    assert shares(np.log(np.array([[1, 2, 1], [3, 0.5, 0.5]], dtype=np.float32))) == pytest.approx([0.75, 0.25])
