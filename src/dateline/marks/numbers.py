"""Number phrases: "at least 51,000", "tens of thousands", "between 20 and 30", "$1.5 million", "30 percent"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.marks.parse import Parse, covering
from dateline.marks.wordlist import load
from dateline.span import Span

SMALL = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = (
    {w: n + 1.0 for n, w in enumerate(SMALL)}
    | {w: 10.0 * n + 20 for n, w in enumerate(TENS)}
    | {"a": 1.0, "an": 1.0}
)
SCALES = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12}
NOTHING_BEFORE = frozenset(
    {
        "resolution",
        "article",
        "chapter",
        "highway",
        "route",
        "flight",
        "room",
        "day",
        "no",
        "number",
        "page",
        "order",
        "law",
        "decree",
        "unit",
    }
)


@dataclass(frozen=True, slots=True)
class NumberMark:
    """One number phrase: tokens ``first`` to ``last`` (exclusive), its qualifier and unit among them.

    ``value`` is ``None`` for ranges and vague words ("dozens"), which have ``low`` and ``high``; ``qualifier`` is as
    printed, in lower case; ``unit`` is ``percent``, an ISO 4217 code (``XXX``: a currency not told apart) or ``None``.
    """

    span: Span
    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: str | None = None
    unit: str | None = None


def find_numbers(parse: Parse) -> list[NumberMark]:
    """The number phrases of a report in text order. Ordinals, years, names such as "T-72" and decades are none.

    >>> from dateline.marks.parser import load
    >>> from dateline.reports.report import Report
    >>> [n] = find_numbers(next(load().parse([Report(id="x", text="At least two dozen villagers fled.")])))
    >>> n.value, n.low, n.qualifier
    (24.0, 24.0, 'at least')
    """
    text = parse.report.text
    return [n for m in pattern().finditer(text) if (n := _mark(parse, m)) is not None]


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """The one expression that finds number phrases; its words come from ``lexicon/measures.yml``."""
    lists = load("measures")
    s = r"[ \t\n\xa0]"
    gap = rf"(?:{s}|[-‐‑])"
    small = rf"(?:(?:{_either(TENS)})(?:{gap}(?:{_either(SMALL[:9])}))?|{_either(SMALL)})"
    digits = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    scale = rf"(?:{gap}?(?:{_either(SCALES)})\b)"
    half = rf"half{gap}an?{scale}"
    spelled = rf"(?:{small}|an?(?={scale}))\b"
    more = rf"(?:{gap}and{gap}a{gap}half)?(?:{scale}(?:{gap}(?:and{gap})?{small}(?={scale})|(?<=hundred){gap}and{gap}{small}\b)?)*"
    amount = rf"(?:{half}|{spelled}{more}|{digits}(?:(?:{_either(SHORT)})\b|{scale}*))"
    many = rf"(?:{_either(lists['vague'])})(?:{gap}of{gap}(?:{_either(k for k in lists['vague'] if ' ' not in k)}))*"
    before = _either(k for kind in lists["qualifiers"].values() for k in kind)
    symbol = "|".join(re.escape(k) for k in sorted(lists["symbols"], key=len, reverse=True))
    coin = _either(lists["currencies"])
    percent = rf"{gap}?(?:%|per{s}?cent\b(?!age)|percent\b|pct\b)(?!{s}?points?\b)"
    return re.compile(
        rf"(?<![\w.,:/#'’-])(?:(?P<qualifier>{before}){s})?(?:(?P<between>between{s}))?(?P<symbol>{symbol})?{s}?"
        rf"(?:(?P<fraction>{_either(lists['fractions'])})(?!{gap}an?{gap}|{gap}time)|(?P<ratio>{small}){gap}in{gap}(?P<base>{small}|10)\b"
        rf"|(?P<vague>{many})|(?P<low>{amount})(?:(?P<to>(?(between){s}and{s}|(?:{s}(?:to|or){s}|{s}?[-–—‑]{s}?)))(?:{symbol})?(?P<high>{amount}))?)"
        rf"(?![\w]|[:/.,]\d|['’]s\b)(?:(?P<percent>{percent})|{gap}(?:of{gap})?(?P<coin>{coin})\b)?(?P<plus>{s}or{s}more\b|\+)?",
        re.IGNORECASE,
    )


def _either(words: Iterable[str]) -> str:
    """An alternation of ``words``, longest first, blanks in them matching any gap."""
    return "|".join(
        re.escape(w).replace(r"\ ", r"[ \t\n\xa0-]") for w in sorted(words, key=len, reverse=True)
    )


def amount_value(words: str) -> float:
    """What a plain amount means, in digits or words.

    >>> amount_value("two hundred and fifty thousand"), amount_value("2.6 million"), amount_value("half a dozen")
    (250000.0, 2600000.0, 6.0)
    """
    total = current = 0.0
    for word in _parts(words):
        if word == "half":
            current += 0.5
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * SCALES[word]
        elif word in SCALES:
            total, current = total + (current or 1.0) * SCALES[word], 0.0
        elif word in SHORT:
            current *= SHORT[word]
        elif word in WORDS:
            current += 0.0 if word in ("a", "an") else WORDS[word]
        else:
            current += float(word.replace(",", ""))
    return total + current


def _parts(words: str) -> Iterator[str]:
    for m in re.finditer(r"[\d.,]*\d|[a-z]+", words.lower()):
        if m.group() != "and":
            yield m.group()


def _mark(parse: Parse, m: re.Match[str]) -> NumberMark | None:
    """The mark of one match, or ``None`` where the digits name a year, a law or a thing, not a number."""
    group = m.groupdict()
    qualifier = " ".join(group["qualifier"].lower().split()) if group["qualifier"] else None
    value, low, high = _bounds(group)
    if value is None and low is None:
        return None
    if group["between"] and value is not None:
        return None
    unit = _unit(group)
    at = covering(parse, Span(m.start(), m.end()))
    if not at or (value is not None and _is_label(parse, m, at, unit, qualifier)):
        return None
    if group["vague"]:
        qualifier = " ".join(filter(None, (qualifier, " ".join(group["vague"].lower().split()))))
    elif value is not None:
        low, high = _limits(value, qualifier, bool(group["plus"]))
        qualifier = qualifier or ("at least" if group["plus"] else None)
    return NumberMark(Span(m.start(), m.end()), at[0], at[-1] + 1, value, low, high, qualifier, unit)


def _bounds(group: dict[str, str | None]) -> tuple[float | None, float | None, float | None]:
    """Value, low and high before any qualifier; all ``None`` where the words make no sense as a number."""
    lists = load("measures")
    if group["fraction"]:
        return float(lists["fractions"][re.sub(r"[-\s]+", " ", group["fraction"].lower())]), None, None
    if group["ratio"] and group["base"]:
        part, whole = amount_value(group["ratio"]), amount_value(group["base"])
        return (round(100 * part / whole, 1), None, None) if part < whole else (None, None, None)
    if group["vague"]:
        return (None, *_vague(group["vague"].lower()))
    low = amount_value(group["low"] or "0")
    if not group["high"]:
        return low, None, None
    high = amount_value(group["high"])
    scale = max((SCALES.get(w) or SHORT.get(w, 1.0) for w in _parts(group["high"])), default=1.0)
    if scale > 1 and low < 1000 and high / scale > low:
        low *= scale
    return (None, low, high) if low < high else (None, None, None)


def _vague(words: str) -> tuple[float | None, float | None]:
    """Low and high of "dozens", "several hundred", "tens of thousands".

    >>> _vague("tens of thousands"), _vague("dozens")
    ((20000.0, 99999.0), (24.0, 99.0))
    """
    found: tuple[float | None, float | None] = (None, None)
    ranges = load("measures")["vague"]
    for word in reversed(re.split(r"[-\s]+of[-\s]+", words)):
        low, high = ranges[re.sub(r"[-\s]+", " ", word)]
        if found[0] is None:
            found = (float(low), float(high)) if word != "tens" else (None, None)
        else:
            size = 10 ** (len(str(int(found[0]))) - 1)
            found = (float(low * size), float((high + 1) * size - 1))
    return found


def _limits(value: float, qualifier: str | None, plus: bool) -> tuple[float | None, float | None]:
    """Low and high that a qualifier gives an exact value: "at least" a floor, "up to" a ceiling."""
    kinds = load("measures")["qualifiers"]
    if plus or qualifier in kinds["floor"]:
        return value, None
    if qualifier in kinds["below"]:
        return 0.0, value
    return (None, value) if qualifier in kinds["ceiling"] else (None, None)


def _unit(group: dict[str, str | None]) -> str | None:
    lists = load("measures")
    if group["percent"] or group["fraction"] or group["ratio"]:
        return "percent"
    if group["coin"]:
        return str(lists["currencies"][re.sub(r"[-\s]+", " ", group["coin"].lower())])
    return str(lists["symbols"][group["symbol"].lower()]) if group["symbol"] else None


def _is_label(parse: Parse, m: re.Match[str], at: range, unit: str | None, qualifier: str | None) -> bool:
    """Whether the digits name something: a year, a resolution, a road, a day."""
    if unit or not (digits := m.group("low")) or not digits.isdigit():
        return False
    before = parse.tokens[at[0] - 1] if at[0] else None
    if before is not None and before.lower.rstrip(".") in NOTHING_BEFORE:
        return True
    if qualifier or not re.fullmatch(r"1[5-9]\d\d|20\d\d", digits):
        return False
    after = parse.tokens[at[-1] + 1] if at[-1] + 1 < len(parse.tokens) else None
    return (
        after is None
        or after.tag not in ("NNS", "NNPS")
        or (before is not None and before.tag in ("IN", "NNP", "CD"))
    )
