"""Where a report speaks of time: stretches of time words that fit a rule and are about time there."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.marks.parse import Parse, Token, token_at
from dateline.marks.times.words import Word, classed, compiled, kind_of, lexicon

_N = "(?:number|hundred|day_number|figure)"
_COUNT = (
    f"(?:a? quantity of?|{_N}? day_number slash day_number"
    f"|{_N}(?:hyphen? (?:number|hundred))* (?:hyphen? half_more)?|a(?! units) hundred* half_more?|year)"
)
_UNIT = "(?:unit|units)"
_EDGE = "(?:the? edge hyphen? (?:in|on)? the?|the? edge_noun of the?)?"
_PART_OF = "(?:the? part of the?)?"
_YEAR = "(?:year era?|figure era)"
_DAY = "(?:day_number|numeric_ordinal)"
_DATE = (
    f"(?:weekday comma?)?(?:month dot? the? {_DAY} (?:comma? year)?"
    f"|the? {_DAY} of? month dot? comma? year|the? {_DAY} of? month|the? ordinal of month (?:comma? year)?)"
)
_CLOCK = (
    "(?:day_number colon (?:day_number|figure)(?:colon (?:day_number|figure))? meridiem? zone?"
    "|figure colon (?:day_number|figure) meridiem? zone?|(?:day_number|figure|number) meridiem zone?"
    "|(?:figure|year|day_number) zone|(?:number|day_number) in the part)"
)
_WHICH = "(?:relative|present|same)"

# Rules over word classes. At one place the first rule that fits wins, so longer readings stand first.
GRAMMAR = {
    "iso": "year hyphen (?:day_number|figure) hyphen (?:day_number|figure)",
    "numeric": "day_number slash day_number slash year",
    "clock_date": f"(?:{_CLOCK}|part) comma? (?:on)? {_DATE}",
    "clock_weekday": f"(?:{_CLOCK}|part) (?:on)? {_WHICH}? weekday",
    "clock_deictic": f"(?:{_CLOCK}|part) deictic",
    "week_of": f"the? unit of {_DATE}",
    "days_of_month": f"{_DAY} (?:hyphen|to) {_DAY} of? month dot? (?:comma? year)?",
    "month_days": f"month dot? {_DAY} (?:hyphen|to) (?:the)? {_DAY} (?:comma? year)?",
    "full_date": f"{_EDGE} {_PART_OF} (?:relative|present)? {_DATE}",
    "set": (
        "set|often a unit"
        f"|each {_COUNT}? (?:unit|units|part|weekday|season|month)|(?:relative|the)? weekdays|weekday parts"
    ),
    "month_of": f"{_EDGE} month comma? of? (?:{_WHICH}|the relative) unit",
    "month": f"{_EDGE} (?:the? {_WHICH})? month (?:dot? comma? of? {_YEAR})?",
    "clock": _CLOCK,
    "season": (f"{_EDGE} (?:the? {_WHICH}|the)? (?:year season|season (?:of? comma? {_YEAR}|of? {_WHICH} unit)?)"),
    "quarter": (
        f"{_EDGE} (?:the|the? {_WHICH})? account? (?:ordinal|numeric_ordinal) hyphen? unit"
        f"(?:(?:of|in)? (?:year|{_WHICH} unit))?"
    ),
    "account": "the? account (?:unit|period)|account",
    "weekday": f"{_EDGE} {_PART_OF} (?:the? {_WHICH})? weekday part?",
    "feast": f"{_EDGE} {_WHICH}? feast (?:comma? year)?",
    "deictic": f"{_EDGE} {_PART_OF} deictic part?",
    "ago": f"approx? {_COUNT} more? {_UNIT} (?:shift|edge)",
    "ahead": f"in approx? {_COUNT} {_UNIT}",
    "unit_date": f"{_EDGE} the? {_WHICH} (?:{_COUNT} more?)? {_UNIT}",
    "day_part": f"(?:the? {_WHICH}) part",
    "month_day": f"the numeric_ordinal (?:of {_WHICH} unit)?",
    "edge_of_unit": (
        "the? (?:edge_noun of|edge in) the? unit|unit apostrophe s edge_noun|unit hyphen edge_noun|the unit"
    ),
    "decade": f"{_EDGE} the? decade",
    "around_the_clock": "day_number units a unit",
    "hyphened": f"{_COUNT} hyphen {_UNIT} (?:hyphen? old)?|{_UNIT} hyphen old",
    "counted_before": f"the {_COUNT} relative {_UNIT}",
    "duration": f"(?:the ordinal?)? approx? {_COUNT} more? {_UNIT}|units",
    "year_era": f"{_EDGE} (?:year|figure|day_number) era",
    "year_range": "year hyphen (?:day_number|figure)",
    "year": f"{_EDGE} (?:(?:the)? unit)? year",
    "noon": "part",
    "vague": "vague|present|the? relative",
}
MEASURING = frozenset(["for", "in", "within", "over", "than", "least", "about", "nearly", "almost", "after", "of"])
UNCOUNTED = frozenset(["the", "just", "only", "of", "by", "on", "first", "these", "those"])
LONE_PARTS = frozenset({"noon", "midnight", "midday", "dawn", "dusk"})
MONEY = ("$", "€", "£")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of time words and the rule it fits.

    ``lent`` are words from beside it: the month of "3" in "3-5 May".
    """

    rule: str
    words: list[Word]
    lent: tuple[Word, ...] = ()


def find_phrases(parse: Parse) -> list[Found]:
    """All stretches that speak of time, in order.

    Ranges are taken apart, and a year at the end of a range is lent to its start.
    """
    letters, words = classed(parse.report.text)
    links = {lexicon().letters[kind] for kind in ("to", "hyphen", "comma")}
    out: list[Found] = []
    end = 0
    for m in _grammar().finditer(letters):
        pieces = _apart(parse, str(m.lastgroup), [w for w in words[m.start() : m.end()] if w])
        last = out[-1] if out else None
        if last and m.start() == end + 1 and letters[end] in links and last.rule in ("full_date", "month"):
            year = next((w for w in pieces[0].words if w.kind == "year"), None)
            if year and pieces[0].rule in ("full_date", "month") and not any(w.kind == "year" for w in last.words):
                out[-1] = Found(last.rule, last.words, (*last.lent, year))
        out += pieces
        end = m.end()
    return [f for f in out if _plausible(parse, f)]


def _apart(parse: Parse, rule: str, words: list[Word]) -> list[Found]:
    """The parts of a range ("3-5 May" is two days), or the one stretch. A number that counts is no day."""
    if rule == "year_range":
        first, last = words[0], words[-1]
        if int(last.value) > 99 or int(last.value) <= int(first.value) % 100:
            return [Found("year", [first])]
        second = Word(last.start, last.end, last.lower, "year", int(first.value) // 100 * 100 + int(last.value))
        return [Found("year", [first]), Found("year", [second])]
    if rule in ("days_of_month", "month_days"):
        link = next(k for k, w in enumerate(words) if w.kind in ("hyphen", "to"))
        left, right = words[:link], words[link + 1 :]
        lent = [w for w in words if w.kind in ("month", "year")]
        if rule == "days_of_month":
            return [Found("full_date", left, tuple(lent)), Found("full_date", right)]
        if _counts(parse, right[-1]):
            return [Found("full_date", left)]
        return [
            Found("full_date", left, tuple(w for w in lent if w.kind == "year")),
            Found("full_date", right, tuple(w for w in lent if w.kind == "month")),
        ]
    if rule == "full_date" and words[-1].kind == "day_number" and _counts(parse, words[-1]):
        kept = [w for w in words if w is not words[-1]]
        return [Found("month", kept[:-1] if kept[-1].kind == "dot" else kept)]
    if rule == "duration" and words[0].kind == "a" and len(words) == 2 and _is_rate(parse, words[0]):
        return [Found("set", words)]
    return [Found(rule, words)]


def _is_rate(parse: Parse, word: Word) -> bool:
    """Whether "a month" says how often: "200 people a month", "twice a month"."""
    i = token_at(parse.tokens, word.start)
    if i and parse.tokens[i - 1].lower in ("once", "times"):
        return True
    if not 0 < i < len(parse.tokens) - 1 or parse.tokens[i + 1].dep != "npadvmod":
        return False
    return parse.tokens[i - 1].tag in ("CD", "NN", "NNS", "RB", "$")


def _counts(parse: Parse, word: Word) -> bool:
    """Whether a number counts the noun after it: "In March 25 people were killed"."""
    token = parse.tokens[min(token_at(parse.tokens, word.start), len(parse.tokens) - 1)]
    if word.kind != "day_number":
        return False
    if token.dep == "nummod" and parse.tokens[token.head].tag == "NN" and token.lower != "1":
        return False  # "the Oct. 23 killing"
    after_in = token.i > 1 and parse.tokens[token.i - 2].lower == "in"  # nobody writes "in March 25"
    return after_in or (token.dep == "nummod" and token.head > token.i)


@lru_cache(maxsize=1)
def _grammar() -> re.Pattern[str]:
    return compiled(GRAMMAR)


def _plausible(parse: Parse, found: Found) -> bool:
    """Whether the words are about time here: "May" no verb, "2000 men" no year, "fall" no fall of a city."""
    text, tokens, rule, chunk = parse.report.text, parse.tokens, found.rule, found.words
    start, end = chunk[0].start, chunk[-1].end
    i = token_at(tokens, start)
    if i >= len(tokens):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    if any(w.kind in ("month", "weekday", "weekdays") and not text[w.start].isupper() for w in chunk):
        return False
    if any(w.kind in ("part", "unit", "units") and text[w.start].isupper() for w in chunk[1:]):
        return False
    nxt = tokens[min(token_at(tokens, end), len(tokens) - 1)]
    if rule in ("weekday", "month") and len(chunk) == 1 and _in_a_name(tokens, i):
        return False
    if rule == "month":
        return len(chunk) > 1 or bool(found.lent) or _is_month(tokens, i, chunk[0].lower)
    if rule == "year":
        return len(chunk) > 1 or _is_year(parse, chunk[-1], before, after)
    if rule == "season":
        return nxt.lower != "of" and _is_season(tokens, chunk)
    if rule == "noon":
        return chunk[0].lower in LONE_PARTS and tokens[i].dep == "pobj" and text[start].islower()
    if rule == "edge_of_unit" and len(chunk) == 2:
        return chunk[-1].value in ("WE", "Q")
    if rule == "account":
        return len(chunk) > 1 or (chunk[0].value == -1 and tokens[i].tag != "RB")
    if rule in ("duration", "hyphened"):
        return before not in MONEY and _is_length(tokens, i, nxt.i, chunk)
    if rule == "vague":
        return _is_vague(tokens, i, chunk, nxt.lower)
    if chunk[0].lower == "last" and tokens[i].tag.startswith("VB"):
        return False  # "enough to last three days"
    if rule == "week_of":
        return chunk[0].value == "W" or chunk[1].value == "W"
    if rule == "around_the_clock":
        return False  # "24 hours a day" tells no time
    if rule == "day_part" and len(chunk) == 1 and tokens[i].dep == "nsubj":
        return False  # "as dawn broke"
    if rule == "decade":
        return not (i and tokens[i - 1].tag == "PRP$" and int(chunk[-1].value) < 100)  # "in his 30s"
    if rule == "month_day":
        return len(chunk) > 2 or not nxt.tag.startswith(("N", "J"))
    if rule == "set":
        return not (len(chunk) == 1 and chunk[0].kind == "set" and tokens[i].tag.startswith("NN"))
    return before not in MONEY and after != "%"


def _in_a_name(tokens: list[Token], i: int) -> bool:
    """Whether a day's or month's name is part of another: "the Sunday Times", "Sunday Okoro", "Black September"."""
    head, owned = tokens[tokens[i].head], i > 0 and tokens[i - 1].tag == "PRP$"
    if kind_of(tokens[i].lower) == "weekday" and tokens[i].dep == "compound" and not owned:
        return head.tag.startswith("NNP") and all(t.tag.startswith("NNP") for t in tokens[i : head.i])
    return any(tokens[k].dep == "compound" and tokens[k].tag == "NNP" and k == i - 1 for k in tokens[i].kids)


def _is_month(tokens: list[Token], i: int, name: str) -> bool:
    """Whether a bare month's name is one: "in March", not "the Long March" or "May I"."""
    token, before = tokens[i], tokens[i - 1] if i else tokens[i]
    following = tokens[i + 1] if i + 1 < len(tokens) else token
    if name == "march" and before.lower == "the" and following.tag == "NN" and token.dep == "compound":
        return True  # "the March accession"
    if name in ("may", "march"):
        return (token.dep == "pobj" and before.tag in ("IN", "TO")) or before.lower in ("and", "since")
    return (len(name) > 3 and token.tag.startswith("N")) or token.dep == "pobj"


def _is_vague(tokens: list[Token], i: int, chunk: list[Word], nxt: str) -> bool:
    """Whether "once", "soon", "recent" or "the past" is a time here."""
    token, word = tokens[i], chunk[-1].lower
    if chunk[-1].kind == "present":
        return word == "current"
    if chunk[-1].kind == "relative":
        return word == "past" and len(chunk) == 2 and tokens[i + 1].dep == "pobj"
    if word == "once":
        return (
            token.dep == "advmod"
            and tokens[token.head].tag.startswith("NN")
            and tokens[i + 1].tag in ("NNP", "DT", "PRP$")
        )
    if word in ("soon", "shortly"):
        return nxt not in ("as", "after", "before", "afterward", "afterwards", "thereafter") and (
            not i or tokens[i - 1].lower not in ("as", "too")
        )
    return True


def _is_season(tokens: list[Token], chunk: list[Word]) -> bool:
    """Whether "fall" or "spring" is a season: a noun, and alone only where a time may stand."""
    token = tokens[token_at(tokens, next(w for w in chunk if w.kind == "season").start)]
    return token.tag.startswith("NN") and (len(chunk) > 1 or token.dep in ("pobj", "npadvmod", "compound"))


def _is_length(tokens: list[Token], i: int, nxt: int, chunk: list[Word]) -> bool:
    """Whether a length is one: "for a year", "five-year-old war"; no age, no "a year of war"."""
    a_alone = chunk[0].kind == "a" and len(chunk) == 2
    if len(chunk) == 1 and i and tokens[i - 1].lower in UNCOUNTED and chunk[0].value != "Y":
        return False  # "the days before the vote", "minutes apart"
    if chunk[-1].value in ("Q", "WE") or tokens[nxt].lower == "old" or (a_alone and chunk[-1].kind == "units"):
        return False
    if chunk[-1].lower == "long":  # "a day-long meeting"
        return True
    if chunk[-1].kind == "old":
        return any(kind_of(t.lower) == "lasting" for t in tokens[nxt : nxt + 2])
    if not a_alone or tokens[min(i + 1, len(tokens) - 1)].dep == "npadvmod":
        return True
    return i > 0 and tokens[i - 1].lower in MEASURING


def _is_year(parse: Parse, year: Word, before: str, after: str) -> bool:
    i = token_at(parse.tokens, year.start)
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    if before in (*MONEY, ".", ",", "#") or after in ("%", "°"):
        return False
    if i and kind_of(parse.tokens[i - 1].lower) == "numbered":
        return False
    if token.dep == "nummod" and head.tag == "NNS":
        return i > 0 and parse.tokens[i - 1].lower in ("the", "'s") and int(year.value) > 1800
    return token.dep != "quantmod"
