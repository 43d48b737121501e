"""Number phrases ("at least 51,000", "tens of thousands", "$1.5 million") and the noun phrases they count."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.marks.parse import Parse, covering
from dateline.marks.wordlist import load, words
from dateline.span import Span

NOUNS = ("NN", "NNS", "NNP", "NNPS")
PLURALS = ("NNS", "NNPS")
DETERMINERS = ("DT", "PDT", "PRP$", "PRP", "WP")
SCALES = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12}


@dataclass(frozen=True, slots=True)
class NumberMark:
    """One number phrase: tokens ``first`` to ``last`` (exclusive), its qualifier and unit among them.

    ``value`` is ``None`` for ranges and vague words ("dozens"), which have ``low`` and ``high``;
    ``qualifier`` is as printed, in lower case; ``unit`` is ``percent``, an ISO 4217 code (``XXX``: which
    currency is not said) or ``None``.
    """

    span: Span
    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class CountedPhrase:
    """A number and the noun phrase it counts: tokens ``noun`` to ``last`` (exclusive).

    ``head`` is the noun, ``None`` where it is left out; ``hyphened`` is true of compounds ("17-nation").
    """

    number: NumberMark
    noun: int
    last: int
    head: int | None
    hyphened: bool = False


def find_numbers(parse: Parse) -> list[NumberMark]:
    """The number phrases of a report in text order. Ordinals, years, decades and "T-72" are none.

    >>> from dateline.marks.parser import load
    >>> from dateline.reports.report import Report
    >>> [n] = find_numbers(next(load().parse([Report(id="x", text="At least two dozen villagers fled.")])))
    >>> n.value, n.low, n.qualifier
    (24.0, 24.0, 'at least')
    """
    marks = ((m, _mark(parse, m)) for m in pattern().finditer(parse.report.text))
    return [part for m, mark in marks if mark is not None for part in _apart(parse, m, mark)]


def _apart(parse: Parse, m: re.Match[str], mark: NumberMark) -> list[NumberMark]:
    """A change is two numbers, no range: "raised the toll from 12 to 19"."""
    tokens, sentence = parse.tokens, parse.sentence_of(mark.first)
    changes = words("measures", "changes")
    from_ = mark.first > sentence.first and tokens[mark.first - 1].lower == "from"
    if not (m.group("high") and from_ and any(t.lower in changes for t in tokens[sentence.first : mark.first])):
        return [mark]
    parts = []
    for group, value in (("low", mark.low), ("high", mark.high)):
        span = Span(*m.span(group)) if group == "low" else Span(m.start("high"), m.end())
        at = covering(parse, span)
        parts.append(NumberMark(span, at[0], at[-1] + 1, value, None, None, None, mark.unit))
    return parts


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """The one expression that finds number phrases; its words come from ``lexicon/measures.yml``."""
    lists = load("measures")
    s, gap = r"[ \t\n\xa0]", r"[ \t\n\xa0‐‑-]"
    tens, units = _either(lists["tens"]), _either(lists["small"][:9])
    small = rf"(?:(?:{tens})(?:{gap}(?:{units}))?|{_either(lists['small'])})"
    digits = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    scale = rf"(?:{gap}?(?:{_either(SCALES)})\b)"
    rest = rf"(?:{gap}(?:and{gap})?{small}(?={scale})|(?<=hundred){gap}and{gap}{small}\b)"
    spelled = rf"(?:{small}|an?(?={scale}))\b(?:{gap}and{gap}a{gap}half)?(?:{scale}{rest}?)*"
    amount = rf"(?:(?:half|a{gap}quarter{gap}of){gap}an?{scale}|{spelled}|{digits}(?:(?:{_either(SHORT)})\b|{scale}*))"
    vague, simple = lists["vague"], [word for word in lists["vague"] if " " not in word]
    symbol = rf"(?:{'|'.join(re.escape(k) for k in sorted(lists['symbols'], key=len, reverse=True))})"
    return re.compile(
        rf"""(?<![\w.,:/\#'’-])
        (?:(?P<qualifier>{_either(k for kind in lists["qualifiers"].values() for k in kind)}){s})?
        (?P<between>between{s})?(?P<symbol>{symbol})?{s}?
        (?:
            (?P<fraction>{_either(lists["fractions"])})(?!{gap}(?:of{gap})?an?(?:{gap}|{scale})|{gap}time)
            |(?P<ratio>{small}){gap}in{gap}(?P<base>{small}|10)\b
            |(?P<vague>(?:{_either(vague)})(?:{gap}of{gap}(?:{_either(simple)}))*)
            |(?P<low>{amount})
             (?:(?P<to>(?(between){s}and{s}|(?:{s}(?:to|or){s}|{s}?[-–—‑]{s}?))){symbol}?(?P<high>{amount}))?
        )
        (?!\w|[:/.,]\d|['’]s\b)
        (?:
            (?P<percent>{gap}?(?:%|per{s}?cent\b|pct\b)(?!{s}?points?\b))
            |{gap}(?:of{gap})?(?P<coin>{_either(lists["currencies"])})\b
        )?
        (?P<plus>{s}or{s}more\b|\+)?""",
        re.IGNORECASE | re.VERBOSE,
    )


def _either(words: Iterable[str]) -> str:
    """An alternation of ``words``, longest first, blanks in them matching any gap."""
    return "|".join(re.escape(w).replace(r"\ ", r"[ \t\n\xa0-]") for w in sorted(words, key=len, reverse=True))


def amount_value(words: str) -> float:
    """What a plain amount means, in digits or words.

    >>> amount_value("two hundred and fifty thousand"), amount_value("2.6 million")
    (250000.0, 2600000.0)
    """
    total = current = 0.0
    for word in _parts(words):
        if word in ("half", "quarter"):
            current += 0.5 if word == "half" else 0.25
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * SCALES[word]
        elif word in SCALES:
            total, current = total + (current or 1.0) * SCALES[word], 0.0
        elif word in SHORT:
            current *= SHORT[word]
        elif word[0].isdigit():
            current += float(word.replace(",", ""))
        else:
            current += word_values().get(word, 0.0)
    return total + current


@lru_cache(maxsize=1)
def word_values() -> dict[str, float]:
    """What the number words up to ninety mean."""
    lists = load("measures")
    small = {str(w): i + 1.0 for i, w in enumerate(lists["small"])}
    return small | {str(w): 10.0 * i + 20 for i, w in enumerate(lists["tens"])}


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
    if qualifier and at and parse.tokens[at[0]].dep == "prt":  # "handed over 157"
        qualifier, at = None, at[1:]
    start = m.start() if qualifier or not at else parse.tokens[at[0]].start
    if not at or (value is not None and _is_label(parse, m, at, unit, qualifier)):
        return None
    if group["vague"]:
        qualifier = " ".join(filter(None, (qualifier, " ".join(group["vague"].lower().split()))))
    elif value is not None:
        low, high = _limits(value, qualifier, bool(group["plus"]))
        qualifier = qualifier or ("at least" if group["plus"] else None)
    return NumberMark(Span(start, m.end()), at[0], at[-1] + 1, value, low, high, qualifier, unit)


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
    if before is not None and before.lower.rstrip(".") in words("measures", "labels"):
        return True
    if qualifier or not re.fullmatch(r"1[5-9]\d\d|20\d\d", digits):
        return False
    after = parse.tokens[at[-1] + 1] if at[-1] + 1 < len(parse.tokens) else None
    dated = before is not None and before.tag in ("IN", "NNP", "CD")
    return dated or after is None or after.tag not in PLURALS


# ---- the noun phrase that is counted


def counted(parse: Parse, number: NumberMark, times: set[int]) -> CountedPhrase | None:
    """The number with the noun phrase it counts; ``None`` for ages and "one" as a pronoun.

    ``times`` are tokens of time expressions, where the phrase ends.
    """
    tokens, end = parse.tokens, parse.sentence_of(number.first).last
    if _hyphen_after(parse, number):
        i = number.last + 1
        return CountedPhrase(number, i, i + 1, i, hyphened=True) if i < end else None
    first = last = i = _past_of(parse, number, end)
    head = None
    while i < end and i not in times and _goes_on(parse, i, head, end):
        if tokens[i].tag in NOUNS:
            head, last = i, i + 1
        i += 1
    joint = head is not None and tokens[head].tag in PLURALS and last + 1 < end and tokens[last].lower == "and"
    if joint and tokens[last + 1].tag in PLURALS:
        last += 2
    one = tokens[number.last - 1].lower == "one" and number.unit is None
    if one and (head is None or first > number.last):
        return None
    if head is None and _is_age(parse, number, end):
        return None
    return CountedPhrase(number, first, max(last, number.last), head)


def _hyphen_after(parse: Parse, number: NumberMark) -> bool:
    """Whether the number begins a compound: "17-nation", "21-year-old"."""
    end = number.span.end
    return parse.report.text[end : end + 1] in tuple("-‐‑") and number.last < len(parse.tokens)


def _past_of(parse: Parse, number: NumberMark, end: int) -> int:
    """Where the noun phrase begins: past "of" in "dozens of men", "of the 300" in "12 of the 300 men"."""
    tokens, i = parse.tokens, number.last
    if i + 1 >= end or tokens[i].lower != "of":
        return i
    many = number.value is None or number.unit == "percent" or tokens[i - 1].lower == "dozen"
    if not many and tokens[i + 1].tag not in DETERMINERS:
        return i
    i += 1
    while i < end and (tokens[i].tag in DETERMINERS or (tokens[i].tag == "CD" and tokens[i - 1].lower != "of")):
        i += 1
    return i


def _is_age(parse: Parse, number: NumberMark, end: int) -> bool:
    """Whether the number stands behind a name as an age: "the mayor, 42, was hurt"."""
    first, last, tokens = number.first, number.last, parse.tokens
    if first < 2 or tokens[first - 1].lower not in (",", "("):
        return False
    closed = last >= end or tokens[last].lower in (",", ")", ".", ";")
    return closed and tokens[first - 2].tag in ("NN", "NNP") and number.qualifier is None


def _goes_on(parse: Parse, i: int, head: int | None, end: int) -> bool:
    """Whether token ``i`` carries on the noun phrase whose last noun so far is ``head``."""
    t, after = parse.tokens[i], parse.tokens[i + 1] if i + 1 < end else None
    closed = head is not None and (parse.tokens[head].tag in PLURALS or parse.tokens[head].lower == "people")
    if t.tag in NOUNS and head is not None and parse.tokens[head].lower == "people":
        return False
    if t.tag in NOUNS:
        return not closed or (t.tag in ("NN", "NNS") and t.lower not in words("measures", "ends"))
    if closed or after is None or t.lower in words("measures", "clauses"):
        return False
    if t.tag in ("JJ", "JJR", "JJS", "HYPH", "POS", "VBN", "VBG"):
        return after.tag in (*NOUNS, "JJ", "JJR", "HYPH") or (t.tag == "HYPH" and after.tag in ("VBN", "VBD"))
    return t.tag == "CC" and i > 0 and parse.tokens[i - 1].tag in ("JJ", "NNP") and after.tag == "JJ"
