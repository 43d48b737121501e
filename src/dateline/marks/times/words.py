"""The words times are made of, each with its class, so that a grammar can be written over classes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.marks.wordlist import load

TOKEN = re.compile(
    r"\n[ \t\r]*\n|[ap]\.[ ]?m\b\.?|b\.c\.|b\.c\b|a\.d\.|\d+(?:st|nd|rd|th|'?s)\b"
    r"|\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]"
)
OTHER = "."
FIRST_LETTER = ord("Ā")
EXTRA = ("day_number", "year", "figure", "numeric_ordinal", "decade")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase: its class, and what it stands for there (3 for "March", "W" for "week")."""

    start: int
    end: int
    lower: str
    kind: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases by their first word: the words that follow, class and value, longest first."""

    letters: dict[str, str]
    entries: dict[str, list[tuple[tuple[str, ...], str, str | int | float]]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word classes of ``lexicon/times.yml``, loaded once a process."""
    classes: dict[str, dict[str, str | int | float]] = load("times")["classes"]
    letters = {kind: chr(FIRST_LETTER + n) for n, kind in enumerate((*classes, *EXTRA))}
    entries: dict[str, list[tuple[tuple[str, ...], str, str | int | float]]] = {}
    for kind, words in classes.items():
        for phrase, value in words.items():
            first, *rest = TOKEN.findall(phrase)
            entries.setdefault(first, []).append((tuple(rest), kind, value))
    for found in entries.values():
        found.sort(key=lambda e: -len(e[0]))
    return Lexicon(letters, entries)


def classed(text: str) -> tuple[str, list[Word | None]]:
    """A letter for each word of ``text`` (``.`` where the word has nothing to do with time), and the words.

    >>> letters, words = classed("Talks resume on Feb. 25")
    >>> [w.kind for w in words if w]
    ['on', 'month', 'dot', 'day_number']
    """
    lex = lexicon()
    entries, letters = lex.entries, lex.letters
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals grow when lowered; offsets must hold
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = lowered.replace("’", "'").replace("‘", "'")
    found = list(TOKEN.finditer(lowered))
    out = [OTHER] * len(found)
    words: list[Word | None] = [None] * len(found)
    used = 0  # a phrase's later words are dropped at the end
    dropped: list[int] = []
    for i, m in enumerate(found):
        if i < used:
            dropped.append(i)
            continue
        token = m.group()
        heads = entries.get(token)
        if heads is None:
            if token[0].isdecimal() and (number := _number(token, *m.span())):
                out[i], words[i] = letters[number.kind], number
            continue
        for rest, kind, value in heads:
            if not rest or tuple(n.group() for n in found[i + 1 : i + 1 + len(rest)]) == rest:
                used = i + 1 + len(rest)
                end = found[used - 1].end()
                out[i], words[i] = letters[kind], Word(m.start(), end, lowered[m.start() : end], kind, value)
                break
    for i in reversed(dropped):
        del out[i], words[i]
    return "".join(out), words


def _number(token: str, start: int, end: int) -> Word | None:
    digits = token.rstrip("stndrh'")
    plain = token.isdecimal()
    if digits.isdecimal() and not plain:
        number = int(digits)
        if (
            token.endswith("s")
            and number % 10 == 0
            and (1000 <= number < 2100 or (10 <= number < 100 and len(digits) == 2))
        ):
            return Word(start, end, token, "decade", number)
        return None if token.endswith("s") else Word(start, end, token, "numeric_ordinal", number)
    if plain and 1 <= int(token[:5]) <= 31 and len(token) < 3:
        return Word(start, end, token, "day_number", int(token))
    if plain and len(token) == 4 and 1000 <= int(token) < 2200:
        return Word(start, end, token, "year", int(token))
    number_text = token.replace(",", "")
    if len(number_text) > 9 or not number_text.isascii():
        return None
    return Word(start, end, token, "figure", float(number_text) if "." in number_text else int(number_text))


def kind_of(word: str) -> str:
    """The class of a single word; empty where it has none.

    >>> kind_of("siege"), kind_of("table")
    ('lasting', '')
    """
    return next((kind for rest, kind, _ in lexicon().entries.get(word, ()) if not rest), "")


def compiled(rules: dict[str, str]) -> re.Pattern[str]:
    """One pattern over class letters from rules written with class names, the first that fits winning.

    >>> bool(compiled({"date": "month dot? day_number"}).search(classed("on Feb. 25")[0]))
    True
    """
    letters = lexicon().letters
    parts = []
    for name, rule in rules.items():
        body = re.sub(r"[a-z_]+", lambda m: letters[m.group()], rule).replace(" ", "")
        parts.append(f"(?P<{name}>{body})")
    # Most words are of no class or cannot open a rule: one look ahead passes over them.
    inside = "".join(
        letters[kind] for kind in ("of", "on", "to", "comma", "dot", "hyphen", "slash", "colon", "apostrophe", "s")
    )
    leading = "".join(letters[kind] for kind in ("the", "a", "in"))
    return re.compile(f"(?![{OTHER}{inside}]|[{leading}][{OTHER}])(?:{'|'.join(parts)})")
