"""The PLOVER type of what one marked party does to another."""

import pytest

from dateline.readings.relate import relate
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
        ("Envoys from Kyiv met Russian envoys in Minsk.", "Kyiv", "Russian envoys", "CONSULT"),
        ("The army besieged the town after the rebels fled.", "The army", "the town", "COERCE"),
        ("Norway praised Colombia, which bombed the camp.", "Norway", "Colombia", "SUPPORT"),
    ],
)
def test_type(text: str, source: str, target: str, type_: str) -> None:
    assert relate(*between(text, source, target))["type"] == type_


def test_no_event_word_gives_no_type() -> None:
    assert relate(*between("The army is larger than the militia.", "The army", "the militia")) == {
        "type": None,
        "scores": {},
    }


def test_the_scores_add_up_and_the_best_comes_first() -> None:
    text = "The army bombed the rebels and accused them of breaking the truce."
    found = relate(*between(text, "The army", "the rebels"))
    assert sum(found["scores"].values()) == pytest.approx(1, abs=0.001)
    assert found["type"] == max(found["scores"], key=found["scores"].__getitem__) == next(iter(found["scores"]))


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 3), Span(-1, 3), Span(0, 999)])
def test_a_span_outside_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="is not inside"):
        relate("Rebels attacked the army.", span, Span(16, 24))
