"""The words times are made of, each with its class, so that a grammar can be written over classes."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from string import ascii_letters

import yaml

TOKEN = re.compile(
    r"\n[ \t\r]*\n|[ap]\.[ ]?m\b\.?|b\.c\.|b\.c\b|a\.d\.|\d+(?:st|nd|rd|th|'?s)\b"
    r"|\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]"
)
OTHER = "."
EXTRA = ("day_number", "year", "figure", "numeric_ordinal", "decade")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase of the text: its class, and what it stands for there (3 for "March", "W" for "week")."""

    start: int
    end: int
    lower: str
    kind: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases by their first word: the words that follow, the class and the value, longest first."""

    letters: dict[str, str]
    entries: dict[str, list[tuple[tuple[str, ...], str, str | int | float]]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word classes of ``lexicon/times.yml``, loaded once a process."""
    data = yaml.safe_load(files("dateline").joinpath("lexicon", "times.yml").read_text("utf-8"))
    classes: dict[str, dict[str, str | int | float]] = data["classes"]
    letters = dict(zip([*classes, *EXTRA], ascii_letters, strict=False))
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
    tokens = [m.group() for m in found]
    out: list[str] = []
    words: list[Word | None] = []
    i, n = 0, len(tokens)
    while i < n:
        token = tokens[i]
        step, word = 1, None
        for rest, kind, value in entries.get(token, ()):
            if not rest or tuple(tokens[i + 1 : i + 1 + len(rest)]) == rest:
                step = 1 + len(rest)
                word = Word(found[i].start(), found[i + step - 1].end(), token, kind, value)
                break
        if word is None and token[0].isdigit():
            word = _number(token, found[i].start(), found[i].end())
        out.append(letters[word.kind] if word else OTHER)
        words.append(word)
        i += step
    return "".join(out), words


def _number(token: str, start: int, end: int) -> Word | None:
    digits = token.rstrip("stndrh'")
    plain = token.isdigit()
    if digits.isdigit() and not plain:
        number = int(digits)
        if token.endswith("s") and number % 10 == 0 and (1000 <= number < 2100 or 10 <= number < 100 and len(digits) == 2):
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
    return re.compile("|".join(parts))


_N = "(?:number|hundred|day_number|figure)"
_COUNT = (
    f"(?:a? quantity of?|{_N}? day_number slash day_number|{_N}(?:hyphen? (?:number|hundred))* (?:hyphen? half_more)?"
    "|a hundred* half_more?|year)"
)
_UNIT = "(?:unit|units)"
_EDGE = "(?:the? edge hyphen? (?:in|on)? the?|the? edge_noun of the?)?"
_PART_OF = "(?:the? part of the?)?"
_YEAR = "(?:year era?|figure era)"
_DAY = "(?:day_number|numeric_ordinal)"
_DATE = (
    f"(?:weekday comma? the?)?(?:month dot? the? {_DAY} (?:comma? year)?"
    f"|{_DAY} of? month dot? comma? year|{_DAY} of? month|ordinal of month (?:comma? year)?)"
)
_CLOCK = (
    "(?:day_number colon (?:day_number|figure)(?:colon (?:day_number|figure))? meridiem? zone?"
    "|figure colon (?:day_number|figure) meridiem? zone?|(?:day_number|figure|number) meridiem zone?|(?:figure|year|day_number) zone)"
)
_WHICH = "(?:relative|present|same)"

# Rules over word classes. At one place the first rule that fits wins, so longer readings stand first.
GRAMMAR = {
    "iso": "year hyphen (?:day_number|figure) hyphen (?:day_number|figure)",
    "numeric": "day_number slash day_number slash year",
    "clock_date": f"(?:{_CLOCK}|part) comma? (?:on)? {_DATE}",
    "clock_weekday": f"(?:{_CLOCK}|part) (?:on)? {_WHICH}? weekday",
    "clock_deictic": f"(?:{_CLOCK}|part) deictic",
    "days_of_month": f"{_DAY} (?:hyphen|to) {_DAY} of? month dot? (?:comma? year)?",
    "month_days": f"month dot? {_DAY} (?:hyphen|to) (?:the)? {_DAY} (?:comma? year)?",
    "full_date": f"{_EDGE} {_PART_OF} the? {_DATE}",
    "set": f"set|each {_COUNT}? (?:unit|units|part|weekday|season|month)|(?:relative|the)? weekdays|weekday parts",
    "month_of": f"{_EDGE} month comma? of? (?:{_WHICH}|the relative) unit",
    "month": f"{_EDGE} (?:the? {_WHICH})? month (?:dot? comma? of? {_YEAR})?",
    "clock": _CLOCK,
    "season": f"{_EDGE} (?:the? {_WHICH}|the)? (?:year season|season (?:of? comma? {_YEAR}|of? {_WHICH} unit)?)",
    "quarter": f"{_EDGE} (?:the|the? {_WHICH})? (?:ordinal|numeric_ordinal) hyphen? unit (?:(?:of|in)? (?:year|{_WHICH} unit))?",
    "weekday": f"{_EDGE} {_PART_OF} (?:the? {_WHICH})? weekday part?",
    "feast": f"{_EDGE} {_WHICH}? feast (?:comma? year)?",
    "deictic": f"{_EDGE} {_PART_OF} deictic part?",
    "ago": f"approx? {_COUNT} more? {_UNIT} (?:shift|edge)",
    "ahead": f"in approx? {_COUNT} {_UNIT}",
    "unit_date": f"{_EDGE} the? {_WHICH} (?:{_COUNT} more?)? {_UNIT}",
    "day_part": f"(?:the? {_WHICH}) part",
    "month_day": f"the numeric_ordinal (?:of {_WHICH} unit)?",
    "edge_of_unit": "the? (?:edge_noun of|edge in) the? unit|unit apostrophe s edge_noun|unit hyphen edge_noun|the unit",
    "decade": f"{_EDGE} the? decade",
    "hyphened": f"{_COUNT} hyphen {_UNIT} (?:hyphen? old)?|units hyphen old",
    "counted_before": f"the {_COUNT} relative {_UNIT}",
    "duration": f"(?:the ordinal?)? approx? {_COUNT} more? {_UNIT}|units",
    "year_era": f"{_EDGE} (?:year|figure|day_number) era",
    "year_range": "year hyphen (?:day_number|figure)",
    "year": f"{_EDGE} (?:(?:the)? unit)? year",
    "noon": "part",
    "vague": "vague|present|the? relative",
}
