"""The time expressions of a report, resolved, and which of them dates a given word."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.marks import time_values as tv
from dateline.marks.parse import Parse, Token, token_at
from dateline.marks.time_values import Meaning, Phrase, Resolver, Scene, Tense
from dateline.marks.time_words import GRAMMAR, Word, classed, compiled, lexicon
from dateline.span import Span

RESOLVERS: dict[str, Resolver] = {
    "iso": tv.iso,
    "numeric": tv.numeric,
    "clock_date": tv.full_date,
    "clock_weekday": tv.weekday,
    "clock_deictic": tv.deictic,
    "full_date": tv.full_date,
    "set": tv.repeated,
    "month_of": tv.month,
    "month": tv.month,
    "clock": tv.clock,
    "season": tv.season,
    "quarter": tv.ordinal_unit,
    "weekday": tv.weekday,
    "feast": tv.feast,
    "deictic": tv.deictic,
    "ago": tv.ago,
    "ahead": tv.ahead,
    "unit_date": tv.unit_date,
    "day_part": tv.day_part,
    "edge_of_unit": tv.edge_of_unit,
    "month_day": tv.month_day,
    "decade": tv.decade,
    "hyphened": tv.duration,
    "counted_before": tv.stretch_before,
    "duration": tv.duration,
    "year_era": tv.year,
    "year": tv.year,
    "noon": tv.day_part,
    "vague": tv.vague,
}
STATED = frozenset({"iso", "numeric", "full_date", "month", "year", "season"})
FROM_NOW = frozenset({"weekday", "deictic", "clock_weekday", "clock_deictic"})
HISTORY_YEARS = 5
FUTURE_WORDS = frozenset({"will", "would", "'ll", "wo", "shall", "should", "may", "might", "could", "can", "must", "'d", "ca"})
PLANNED = frozenset({"schedule", "plan", "expect", "due", "set", "slate", "intend", "aim", "hope", "propose", "postpone", "delay"})
DONE = frozenset({"manage", "fail", "begin", "continue", "start", "try", "use", "help", "come", "go", "force", "attempt"})
SPEECH = frozenset({"say", "tell", "report", "add", "quote"})
BORDERS = frozenset({"before", "until", "till", "by", "since", "ahead", "from", "to", "through", "after"})


@dataclass(frozen=True, slots=True)
class TimeMark:
    """One time expression: tokens ``first`` to ``last`` (exclusive), TIMEX3 type and value, first and last day.

    ``start`` and ``end`` are None where nothing pins the days down. ``basis`` is ``stated`` (the text gives the
    year) or ``relative`` (counted from the publication date or another date); ``ambiguous`` where two readings stand.
    """

    span: Span
    type: str
    value: str
    start: date | None
    end: date | None
    ambiguous: bool
    basis: str
    first: int
    last: int


def find_times(parse: Parse, published: date | None) -> list[TimeMark]:
    """Every time expression of a report, in text order.

    >>> from dateline.marks.parser import load
    >>> from dateline.reports.report import Report
    >>> parse = next(load().parse([Report(id="r", text="The envoys are meeting on Thursday.")]))
    >>> [(m.value, m.start) for m in find_times(parse, date(2016, 2, 10))]
    [('2016-02-11', datetime.date(2016, 2, 11))]
    """
    found = [f for f in _found(parse) if _plausible(parse, f)]
    scene = Scene(published, _is_history(found, published))
    marks: list[TimeMark] = []
    for one in found:
        mark = _mark(parse, scene, one)
        if mark is None:
            continue
        marks.append(mark)
        if mark.value[:1].isdigit():
            scene.tell(Meaning(mark.type, mark.value, mark.start))
    return marks


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of time words and the rule it fits. ``lent`` are words from beside it: the month of "3" in "3-5 May"."""

    rule: str
    words: list[Word]
    lent: tuple[Word, ...] = ()


def _found(parse: Parse) -> list[Found]:
    """All stretches that fit the grammar, ranges taken apart and years lent from the end of a range to its start."""
    letters, words = classed(parse.report.text)
    link = compiled({"link": "to|hyphen|comma"})
    out: list[Found] = []
    end = 0
    for m in _grammar().finditer(letters):
        pieces = _apart(parse, str(m.lastgroup), [w for w in words[m.start() : m.end()] if w])
        last = out[-1] if out else None
        if last and m.start() == end + 1 and link.fullmatch(letters[end : m.start()]) and last.rule in ("full_date", "month"):
            year = next((w for w in pieces[0].words if w.kind == "year"), None)
            if year and pieces[0].rule in ("full_date", "month") and not any(w.kind == "year" for w in last.words):
                out[-1] = Found(last.rule, last.words, (*last.lent, year))
        out += pieces
        end = m.end()
    return out


def _apart(parse: Parse, rule: str, words: list[Word]) -> list[Found]:
    """The parts of a range ("3-5 May" is two days), or the one stretch; a number that counts people is no day."""
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
    return [Found(rule, words)]


def _counts(parse: Parse, word: Word) -> bool:
    """Whether a number counts the noun after it: "In March 25 people were killed"."""
    token = parse.tokens[min(token_at(parse.tokens, word.start), len(parse.tokens) - 1)]
    return word.kind == "day_number" and token.dep == "nummod" and token.head > token.i


@lru_cache(maxsize=1)
def _grammar():  # type: ignore[no-untyped-def]
    return compiled(GRAMMAR)


def _mark(parse: Parse, scene: Scene, found: Found) -> TimeMark | None:
    rule, chunk = found.rule, found.words
    first = token_at(parse.tokens, chunk[0].start)
    last = bisect_left(parse.tokens, chunk[-1].end, lo=first, key=lambda t: t.start)
    scene.tense = tense_at(parse.tokens, first, last)
    if rule == "vague" and chunk[0].value == "FUTURE_REF" and len(chunk[0].lower) < 8 and scene.tense.name == "past":
        return None  # "soon fell"
    meaning = None
    if rule == "ago" and chunk[-1].lower in ("before", "after") and _goes_on(parse, last):
        # "two days after the vote" counts from an event whose day is not known here
        rule, chunk, last = "duration", chunk[:-1], last - 1
    else:
        meaning = RESOLVERS[rule](Phrase([*chunk, *found.lent]), scene)
    if meaning is None and rule == "ahead":
        rule, chunk, first = "duration", chunk[1:], first + 1
    if meaning is None and rule == "duration":
        meaning = tv.duration(Phrase(chunk), scene)
    if meaning is None:
        return None
    span = Span(chunk[0].start, chunk[-1].end)
    return TimeMark(
        span, meaning.type, meaning.value, meaning.start, meaning.end, meaning.ambiguous, meaning.basis, first, last
    )


def _goes_on(parse: Parse, i: int) -> bool:
    """Whether the phrase before token ``i`` goes on in the same sentence, without a comma or full stop."""
    return i < len(parse.tokens) and parse.tokens[i].text[0].isalnum()


def _is_history(found: Sequence[Found], published: date | None) -> bool:
    """Whether the report tells history: many stated years and hardly a word that counts from today."""
    years = [w.value for f in found if f.rule in STATED for w in f.words if w.kind == "year"]
    from_now = sum(f.rule in FROM_NOW for f in found)
    from_now += sum(f.rule == "unit_date" and any(w.lower in ("this", "last") for w in f.words) for f in found)
    return published is None or (len(years) >= HISTORY_YEARS and len(set(years)) >= 2 and len(years) > 8 * from_now)


def _plausible(parse: Parse, found: Found) -> bool:
    """Whether the words are about time here: "May" is no verb, "2000 men" no year, "fall" no fall of a city."""
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
    if rule == "month":
        return len(chunk) > 1 or bool(found.lent) or _is_month(tokens, i, chunk[0].lower)
    if rule == "year":
        return len(chunk) > 1 or _is_year(parse, token_at(tokens, chunk[-1].start), before, after)
    if rule == "season":
        token = tokens[token_at(tokens, next(w for w in chunk if w.kind == "season").start)]
        if nxt.lower == "of" or not token.tag.startswith("NN"):
            return False
        return len(chunk) > 1 or token.dep in ("pobj", "npadvmod", "compound")
    if rule == "noon":
        return chunk[0].lower in ("noon", "midnight", "midday", "dawn", "dusk") and tokens[i].dep == "pobj" and text[start].islower()
    if rule == "edge_of_unit" and len(chunk) == 2:
        return chunk[-1].value == "WE"
    if rule in ("duration", "hyphened"):
        unit = chunk[-1].value
        if unit in ("Q", "WE") or nxt.lower == "old" or (chunk[0].kind == "a" and chunk[-1].kind == "units") or before in ("$", "€", "£"):
            return False
        if chunk[-1].kind == "old":
            return any(k == "lasting" for k in (_kind(nxt.lower), _kind(tokens[min(nxt.i + 1, len(tokens) - 1)].lower)))
        return not (len(chunk) == 2 and chunk[0].kind == "a") or _is_length(tokens, i)
    if rule == "vague":
        return _is_vague(tokens, i, chunk, nxt.lower)
    if rule == "month_day":
        return len(chunk) > 2 or not nxt.tag.startswith(("N", "J"))
    if rule == "set":
        return not (len(chunk) == 1 and chunk[0].kind == "set" and tokens[i].tag.startswith("NN"))
    return before not in ("$", "€", "£") and after != "%"


def _kind(word: str) -> str:
    return next((kind for rest, kind, _ in lexicon().entries.get(word, ()) if not rest), "")


def _is_month(tokens: list[Token], i: int, name: str) -> bool:
    """Whether a bare month's name is one: "in March", not "the Long March" or "May I"."""
    token, before = tokens[i], tokens[i - 1] if i else tokens[i]
    if name in ("may", "march"):
        return token.dep == "pobj" and before.tag in ("IN", "TO") or before.lower in ("and", "since")
    return (len(name) > 3 and token.tag.startswith("N")) or token.dep == "pobj"


def _is_vague(tokens: list[Token], i: int, chunk: list[Word], nxt: str) -> bool:
    """Whether "once", "soon", "recent" or "the past" is a time here."""
    token, word = tokens[i], chunk[-1].lower
    if chunk[-1].kind == "present":
        return word == "current"
    if chunk[-1].kind == "relative":
        return (word == "past" and len(chunk) == 2 and tokens[i + 1].dep == "pobj")
    if word == "once":
        return token.dep == "advmod" and tokens[token.head].tag.startswith("NN")
    if word in ("soon", "shortly"):
        return nxt not in ("as", "after", "before", "afterward", "afterwards", "thereafter") and (not i or tokens[i - 1].lower not in ("as", "too"))
    return True


def _is_length(tokens: list[Token], i: int) -> bool:
    """Whether "a year" at token ``i`` measures: "for a year", not "a year of war"."""
    if tokens[min(i + 1, len(tokens) - 1)].dep == "npadvmod":
        return True
    return i > 0 and tokens[i - 1].lower in ("for", "in", "within", "over", "than", "least", "about", "nearly", "almost", "after", "of")


def _is_year(parse: Parse, i: int, before: str, after: str) -> bool:
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    if before in ("$", "€", "£", ".", ",", "#") or after in ("%", "°"):
        return False
    if i and _kind(parse.tokens[i - 1].lower) == "numbered":
        return False
    if token.dep == "nummod" and head.tag == "NNS":
        return i > 0 and parse.tokens[i - 1].lower in ("the", "'s") and int(token.lower) > 1800
    return token.dep not in ("quantmod",)


def tense_at(tokens: list[Token], first: int, last: int) -> Tense:
    """The tense of the nearest verb above tokens ``first`` to ``last``, and whether it governs them directly."""
    i = top = next((k for k in range(first, last) if not first <= tokens[k].head < last), first)
    direct, before = True, tokens[first - 1].lower if first else ""
    while tokens[i].head != i:
        child, i = tokens[i], tokens[i].head
        token = tokens[i]
        if token.lower == "due" or (token.lemma in PLANNED and token.tag == "VBN" and before in ("for", "on", "by", "in")):
            return Tense("future", True)
        if token.lemma in PLANNED and (not direct or child.dep == "dobj") or token.lemma in ("give", "extend", "grant") and before in ("until", "by"):
            return Tense("future", direct)
        if token.tag[:2] in ("VB", "MD"):
            name = _verb_tense(tokens, i)
            if name:
                return Tense("future" if before == "for" and not direct else name, direct)
        elif token.tag.startswith("N") and i != top:
            direct = False
    return Tense()


def _verb_tense(tokens: list[Token], i: int) -> str | None:
    """The tense of the verb at ``i``; None for a participle that takes its time from the verb above."""
    token = tokens[i]
    helps = [tokens[k] for k in token.kids if tokens[k].dep in ("aux", "auxpass")]
    lowers = {t.lower for t in helps}
    if token.tag == "MD":
        return "future"
    if any(t.tag == "MD" for t in helps):
        return "past" if token.tag == "VBN" and "have" in lowers and "be" not in lowers else "future"
    if token.tag == "VBD" or "did" in lowers:
        return "past"
    if token.tag == "VBN":
        if lowers & {"is", "are", "'s", "'re", "be"} and "been" not in lowers:
            return "future" if token.lemma in PLANNED else "present"
        return "past" if helps or token.lemma not in PLANNED else "future"
    if token.tag in ("VBP", "VBZ"):
        return "past" if token.lemma in SPEECH else "present"
    if token.tag == "VBG":
        if lowers & {"was", "were", "been"}:
            return "past"
        return "future" if lowers & {"is", "are", "'re", "'s"} and token.lemma == "go" else "present" if helps else None
    if any(t.tag == "TO" for t in helps):
        head = tokens[token.head]
        return None if token.head != i and head.lemma in DONE else "future"
    return "present"


def when_for(parse: Parse, times: Sequence[TimeMark], token_index: int) -> TimeMark | None:
    """The time that dates the verb or noun at ``token_index``; None where none does for certain.

    A time attached to the word itself goes first, then one attached to the verb of its clause. Times of another
    clause, lengths, repeated times and mere borders ("until Friday") never date it.
    """
    tokens = parse.tokens
    sentence = parse.sentence_of(token_index)
    near = [
        t for t in times if sentence.first <= t.first < sentence.last and t.type in ("DATE", "TIME") and t.start
    ]
    verb = _clause(tokens, token_index)
    own: list[TimeMark] = []
    clause: list[TimeMark] = []
    for t in near:
        governor, border = _governor(tokens, t)
        if border:
            continue
        if governor == token_index:
            own.append(t)
        elif governor == verb or _shares(tokens, governor, verb):
            clause.append(t)
    return _only(own) or (None if own else _only(clause))


def _only(times: list[TimeMark]) -> TimeMark | None:
    """The one time, or the finest of times that hold each other ("on Thursday last week")."""
    times = [t for t in times if t.value != "PRESENT_REF"] or times
    if len(times) < 2:
        return times[0] if times else None
    span = [(t.start, t.end or t.start, t) for t in times if t.start]
    best = min(span, key=lambda s: s[1] - s[0])  # type: ignore[operator]
    return best[2] if all(s[0] <= best[0] and best[1] <= s[1] for s in span) else None  # type: ignore[operator]


def _governor(tokens: list[Token], time: TimeMark) -> tuple[int, bool]:
    """The verb or noun that a time hangs on, and whether a border word ("until") stands between."""
    i = next((k for k in range(time.first, time.last) if not time.first <= tokens[k].head < time.last), time.first)
    border = False
    while tokens[i].head != i:
        i = tokens[i].head
        if tokens[i].tag in ("IN", "TO", "RP", "RB"):
            border = border or tokens[i].lower in BORDERS
        else:
            break
    return i, border


def _clause(tokens: list[Token], i: int) -> int:
    """The verb of the clause that token ``i`` stands in."""
    while not tokens[i].tag.startswith("VB") and tokens[i].head != i:
        i = tokens[i].head
    return i


def _shares(tokens: list[Token], governor: int, verb: int) -> bool:
    """Whether two verbs are joined without a subject between ("shelled the town and killed five on Friday")."""
    for one, other in ((governor, verb), (verb, governor)):
        t = tokens[one]
        if t.dep == "conj" and t.head == other and not any(tokens[k].dep in ("nsubj", "nsubjpass") for k in t.kids):
            return True
    return False
