"""Names that are one name in two spellings, and names that are two."""

import pytest

from dateline.record.resolve.likeness import Likeness, initials, of_bodies, of_people


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Riad Hijab", "Riyad Hejab", Likeness.ALIKE),
        ("Sergei Lavrov", "Sergey Lavrov", Likeness.ALIKE),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", Likeness.SAME),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan", Likeness.LONGER),
        ("Mohammad Javad Zarif", "Mohammad Zarif", Likeness.ALIKE),
        ("Farah al-Atassi", "Farah Atassi", Likeness.SAME),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", Likeness.ALIKE),
        ("Haidar al-Abadi", "Haider al-Abadi", Likeness.ALIKE),
        ("George H.W. Bush", "George W. Bush", None),
        ("Ahmed Hassan", "Ahmed Hussein", None),
        ("Salva Kiir", "Riek Machar", None),
        ("Ana Perez", "Eva Perez", None),
        ("Machar", "Riek Machar", None),
        ("Omar al-Bashir", "Omar al-Basheer", Likeness.ALIKE),
    ],
)
def test_people(one, other, like):
    assert of_people(one, other) is like
    assert of_people(other, one) is like


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Northern Labour Front", "Labor Front of the North", None),
        ("Organisation for Relief", "Relief Organization", Likeness.ALIKE),
        ("Department of Justice", "Justice Department", Likeness.SAME),
        ("Northern Front", "Northern Brigade", None),
        ("Front", "Front", None),
    ],
)
def test_bodies(one, other, like):
    assert of_bodies(one, other) is like


def test_initials():
    assert initials("National Liberation Army") == "nla"
