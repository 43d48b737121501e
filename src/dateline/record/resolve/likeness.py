"""How alike two names are, as strings: the same, spelled alike, or one the longer form of the other."""

from collections.abc import Sequence
from enum import StrEnum

from dateline.marks.spelling import same_sound, skeleton
from dateline.marks.wordlist import words
from dateline.record.identity import folded


class Likeness(StrEnum):
    """How alike two names are; ``LONGER`` is spelled alike where one has names before the other's first."""

    SAME = "same"
    ALIKE = "alike"
    LONGER = "longer"


def of_people(one: str, other: str) -> Likeness | None:
    """How alike two full names of people are; ``None`` where they are two names.

    >>> of_people("Sergei Lavrov", "Sergey Lavrov"), of_people("Ana Ruiz", "Eva Ruiz")
    (<Likeness.ALIKE: 'alike'>, None)
    """
    a, b = (_without(folded(name).split(), "particles") for name in (one, other))
    if len(a) > len(b):
        a, b = b, a
    if len(a) < 2 or not same_sound(a[-1], b[-1]):
        return None
    if a == b:
        return Likeness.SAME
    letters = [[word for word in name if len(word) == 1] for name in (a, b)]
    if all(letters) and letters[0] != letters[1]:
        # George H. W. and George W.
        return None
    rest = iter(b)
    if not all(any(same_sound(x, y) for y in rest) for x in a):
        return None
    return Likeness.ALIKE if same_sound(a[0], b[0]) else Likeness.LONGER


def sounds(name: Sequence[str]) -> set[tuple[str, str]]:
    """How the last of a person's folded names sounds, with each of those before it; two names that are alike share one.

    >>> sorted(sounds(["george", "bush"])), sounds(["bush"])
    ([('grg', 'bsh')], set())
    """
    *before, last = map(skeleton, _without(name, "particles"))
    return {(word, last) for word in before}


def body_sounds(name: Sequence[str]) -> str | None:
    """How the words of a body's folded name sound; two names that are alike have the same; None of a single word.

    >>> body_sounds(["organisation", "of", "the", "labour", "front"]), body_sounds(["hizb"])
    ('frnt lbr orgnstn', None)
    """
    heard = sorted(map(skeleton, _without(name, "small")))
    return " ".join(heard) if len(heard) > 1 else None


def of_bodies(one: str, other: str) -> Likeness | None:
    """How alike two names of organisations or groups are, whatever the order of their words.

    >>> of_bodies("Organisation of the Labour Front", "Labor Front Organization")
    <Likeness.ALIKE: 'alike'>
    """
    a, b = (sorted(_without(folded(name).split(), "small")) for name in (one, other))
    if len(a) != len(b) or len(a) < 2:
        return None
    if a == b:
        return Likeness.SAME
    return Likeness.ALIKE if set(a) & set(b) and all(map(same_sound, a, b)) else None


def acronym(name: str) -> str | None:
    """The folded name where it is an acronym by its looks, of three letters or more.

    >>> acronym("FARC"), acronym("UN"), acronym("Farc")
    ('farc', None, None)
    """
    return folded(name) if len(name) > 2 and name.isupper() and " " not in name else None


def initials(name: str) -> str:
    """The acronym that a name's words may have.

    >>> initials("Revolutionary Armed Forces of Colombia")
    'rafc'
    """
    return "".join(word[0] for word in _without(folded(name).split(), "small"))


def _without(name: Sequence[str], kind: str) -> list[str]:
    """The words of a folded name but for those that its spellings leave out; all, where nothing else is left."""
    return [word for word in name if word not in words("identity", kind)] or list(name)
