"""One name in two spellings: words that sound alike when they come from another script."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

# Spellings of one sound in Latin letters, and then what is left of a word: its first letter and its consonants.
SOUNDS = (("ph", "f"), ("ck", "k"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("dj", "j"), ("tch", "ch"))
LETTERS = str.maketrans("qcwyz", "kkvis")
# Below this share of common letters words of the same consonants are two names: Hassan and Hussein.
ALIKE = 70
# Words of so few sounds have to share more.
SHORT, ALMOST = 2, 85


def same_sound(one: str, other: str) -> bool:
    """Whether two folded words can be one word spelled twice.

    >>> same_sound("hijab", "hejab"), same_sound("hassan", "hussein"), same_sound("ali", "ala")
    (True, False, False)
    """
    if one == other:
        return True
    sound = skeleton(one)
    return sound == skeleton(other) and fuzz.ratio(one, other) >= (ALIKE if len(sound) > SHORT else ALMOST)


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The first letter and the consonants of a folded word, each sound in one spelling.

    >>> skeleton("mohammed") == skeleton("muhamad")
    True
    """
    for spelled, sound in SOUNDS:
        word = word.replace(spelled, sound)
    word = word.translate(LETTERS)
    return re.sub(r"(.)\1+", r"\1", word[:1] + re.sub("[aeiou]", "", word[1:]))
