"""The PLOVER type of what one marked party does to another."""

import pytest

from dateline.readings.encoder.answers import FACTUALITIES, TYPES
from dateline.readings.encoder.weights import word_pieces
from dateline.readings.relations import NONE, folds, relate
from dateline.readings.relations.marked import LONGEST, marked
from dateline.record.schema import document, kinds
from dateline.span import Span


def between(text: str, source: str, target: str) -> tuple[str, Span, Span]:
    a, b = text.index(source), text.index(target)
    return text, Span(a, a + len(source)), Span(b, b + len(target))


@pytest.mark.parametrize(
    ("text", "source", "target", "type_"),
    [
        ("Houthi fighters attacked Saudi troops.", "Houthi fighters", "Saudi troops", "ASSAULT"),
        ("Saudi troops were attacked by Houthi fighters.", "Houthi fighters", "Saudi troops", "ASSAULT"),
        ("Juba accused the rebels of breaking the truce.", "Juba", "the rebels", "ACCUSE"),
        ("The ELN freed six soldiers in Arauca.", "The ELN", "six soldiers", "CONCEDE"),
        ("Envoys from Kyiv met Russian envoys in Minsk.", "Envoys from Kyiv", "Russian envoys", "CONSULT"),
        ("Police arrested the editor after the rally.", "Police", "the editor", "COERCE"),
        ("Norway praised Colombia, which bombed the camp.", "Norway", "Colombia", "SUPPORT"),
        ("The junta refused to free the editor.", "The junta", "the editor", "REJECT"),
        ("The junta agreed to free the editor.", "The junta", "the editor", "AGREE"),
        ("The junta freed the editor.", "The junta", "the editor", "CONCEDE"),
        ("The junta threatened to jail the editor.", "The junta", "the editor", "THREATEN"),
        ("The union demanded that the junta free the editor.", "The union", "the junta", "REQUEST"),
    ],
)
def test_type(text: str, source: str, target: str, type_: str) -> None:
    assert relate(*between(text, source, target))["type"] == type_


def test_an_unlikely_type_is_not_given_out_unless_asked_for() -> None:
    pair = between("The army is larger than the militia.", "The army", "the militia")
    assert relate(*pair)["type"] is None
    assert relate(*pair, least=1.0)["type"] is None
    assert set(relate(*pair)["scores"]) == {*TYPES, NONE}


def test_the_scores_add_up_and_the_best_comes_first() -> None:
    text = "The army bombed the rebels and accused them of breaking the truce."
    found = relate(*between(text, "The army", "the rebels"))
    assert sum(found["scores"].values()) == pytest.approx(1, abs=0.002)
    assert found["type"] == max(found["scores"], key=found["scores"].__getitem__) == next(iter(found["scores"]))


def test_either_party_may_be_unmarked() -> None:
    text, source, target = between("Rebels attacked the army.", "Rebels", "the army")
    assert relate(text, source, None)["type"] == relate(text, None, target)["type"] == "ASSAULT"


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 3), Span(-1, 3), Span(0, 999)])
def test_a_span_outside_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="is not inside"):
        relate("Rebels attacked the army.", span, Span(16, 24))


def test_a_long_text_is_cut_around_its_marks() -> None:
    text = "Rain fell. " * 200 + "Rebels attacked the army." + " Rain fell." * 200
    a, b = text.index("Rebels"), text.index("the army")
    seen = marked(text, Span(a, a + 6), Span(b, b + 8), word_pieces())
    assert len(seen.pieces) == LONGEST + 2
    assert 0 < seen.source < seen.target
    assert relate(text, Span(a, a + 6), Span(b, b + 8))["type"] == "ASSAULT"


def test_marks_may_hold_each_other() -> None:
    seen = marked("Iraqi fighters fled.", Span(0, 14), Span(0, 5), word_pieces())
    assert {seen.source, seen.target} == {1, 2}


def test_the_order_of_answers_is_that_of_the_schema() -> None:
    assert set(TYPES) == set(document("plover")["types"])
    event = {field.name: field for field in kinds()["event"].fields}
    assert event["factuality"].values == FACTUALITIES


def test_every_answer_of_the_cross_validation_has_all_shares() -> None:
    for line in folds():
        assert sum(line["shares"].values()) == pytest.approx(1, abs=0.01)
