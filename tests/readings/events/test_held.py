"""What the network is told of the lexicon's and the rules' reading of a word."""

from dateline.marks.parser import load
from dateline.readings.encoder.answers import FACTUALITIES, TYPES
from dateline.readings.encoder.weights import word_pieces
from dateline.readings.encoder.windows import Pieces, given, windows
from dateline.readings.events.held import held_by_rules
from dateline.readings.events.triggers import find_triggers
from dateline.reports.report import Report


def test_every_piece_has_the_row_of_its_word() -> None:
    parse = next(load().parse([Report(id="r", text="Rebels plan to bombard Taiz.")]))
    held = held_by_rules(parse, find_triggers(parse))
    at = next(t.i for t in parse.tokens if t.lower == "bombard")
    assert held[at].tolist() == [1 + TYPES.index("ASSAULT"), 1 + FACTUALITIES.index("planned")]
    assert not held[[i for i in range(len(parse.tokens)) if i != at]].any()
    (window,) = windows(parse, [], Pieces(word_pieces()))
    rows = given(window, held)["held"]
    assert rows.shape == (1, len(window.pieces), 2)
    assert [bool(row.any()) for row in rows[0]] == [t == at for t in window.token]
