"""Text printed in capitals, as it would be printed otherwise: the parser was trained on mixed case.

Wire reports of the last century, and many headlines, are in capitals throughout. A word of the dictionary is set in
small letters, a known name as the lexicon spells it, any other word with a capital. No character is added or lost, so
offsets hold; only the parser sees the result, the report keeps its text.
"""

import re
from collections.abc import Callable

from dateline.marks.lexicon import known_spelling

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
# A report is in capitals where hardly a letter is small.
SMALL, LEAST = 0.1, 20
OPENS = re.compile(r"(?:^|[.!?:]\s+|--\s*)[\"'“‘(\[]*$")


def in_capitals(text: str) -> bool:
    """Whether a report is printed in capitals.

    >>> in_capitals("TALKS OPENED IN GENEVA ON MONDAY."), in_capitals("NATO met the UN in New York.")
    (True, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= LEAST and sum(c.islower() for c in letters) < SMALL * len(letters)


def recased(text: str, is_word: Callable[[str], bool]) -> str:
    """``text`` in mixed case; ``is_word`` tells dictionary words, in lower case, from names.

    >>> common = {"a", "bomb", "killed", "six", "men", "in"}
    >>> recased("A BOMB KILLED SIX MEN IN SAN MARCO, COLOMBIA.", common.__contains__)
    'A bomb killed six men in San Marco, Colombia.'
    """
    out = list(text)
    for m in WORD.finditer(text):
        word = m.group()
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in word)
        opens = OPENS.search(text[max(0, m.start() - 6) : m.start()]) is not None
        common = is_word(POSSESSIVE.sub("", lower))
        out[m.start() : m.end()] = lower if common and not opens else lower[0].upper() + lower[1:]
    for span, spelling in known_spelling(text):
        out[span.start : span.end] = spelling
    return "".join(out)
