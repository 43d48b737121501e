"""What the network sees: every token once, with its pieces, features and place in the tree."""

from dateline.marks.parse import Parse
from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.readings.encoder.windows import (
    BRANCHES,
    DISTANCES,
    FAR,
    IN_SPEECH,
    PLACES,
    SENTENCES,
    load_pieces,
    relations,
    windows,
)
from dateline.reports.report import Report

TEXT = "\n\n".join(
    f'Rebels hold village number {n}, the envoy said. "We shall not leave before the rains," she added.'
    for n in range(20)
)


def parsed(text: str) -> Parse:
    return next(load().parse([Report(id="r", text=text)]))


def test_each_token_is_in_one_window() -> None:
    parse = parsed(TEXT)
    found = windows(parse, find_quotes(TEXT, parse.paragraphs), load_pieces())
    assert len(found) > 1
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(parse.tokens)))
    for w in found:
        assert len(w.pieces) == len(w.token) <= 162
        assert w.token[w.start].tolist() == list(range(w.last - w.first))


def test_a_sentence_without_end_is_cut() -> None:
    parse = parsed("ceasefire " * 2000)
    found = windows(parse, [], load_pieces())
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(parse.tokens)))
    assert max(len(w.pieces) for w in found) <= 322


def test_features_tell_quotes_and_beginnings() -> None:
    text = 'He said: "We shall not leave before the rains."'
    parse = parsed(text)
    (window,) = windows(parse, find_quotes(text, parse.paragraphs), load_pieces())
    places = window.features[:, 2].tolist()
    assert places[0] == PLACES // 2
    assert places[4:11] == [IN_SPEECH] * 7


def test_relations_stay_in_their_tables() -> None:
    parse = parsed(TEXT)
    size = len(parse.tokens)
    for cue in (0, 9, size - 1):
        found = relations(parse, cue, 0, size)
        assert found.shape == (size, 3)
        assert (found.min(axis=0) >= 0).all()
        assert (found.max(axis=0) < (DISTANCES, BRANCHES, SENTENCES)).all()
        assert found[cue, 0] == FAR
