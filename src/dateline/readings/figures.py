"""Figures: counts of people and things that matter to a conflict, each with its measure.

A number becomes a figure only where a word of ``lexicon/measures.yml`` says what it counts: a verb it is object or
subject of ("killed 12", "12 died"), a word that describes those counted ("12 dead"), a noun of an act ("the deaths of
12") or the noun counted ("51,000 refugees"). All other numbers are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dateline.marks.clauses import modal, negated, under_if
from dateline.marks.numbers import NumberMark
from dateline.marks.parse import Parse, covering
from dateline.marks.wordlist import load, words
from dateline.span import Span

NOUNS = ("NN", "NNS", "NNP", "NNPS")
PLURALS = ("NNS", "NNPS")
PEOPLE = ("killed", "injured", "displaced", "refugees", "besieged", "trapped", "detained", "troops")
AUXILIARIES = frozenset(
    {
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "get",
        "got",
        "who",
        "that",
        "which",
        "to",
        "feared",
        "believed",
        "reported",
        "presumed",
        "thought",
        "confirmed",
        "declared",
    }
)
BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "get", "got", "left", "feared", "presumed"}
)
PARTS = frozenset(
    {"including", "among", "mostly", "most", "many", "some", "half", "all", "nearly", "at", "with"}
)
BETWEEN = frozenset(
    {
        ",",
        "and",
        "or",
        "plus",
        "including",
        "-",
        "–",
        "—",
        "(",
        "as",
        "well",
        "among",
        "them",
        "another",
        "also",
        "the",
    }
)
REACH, FAR = 10, 25
FEW, MANY = 10, 1000


@dataclass(frozen=True, slots=True)
class FigureMark:
    """One figure, its counter, place and period not yet looked up.

    ``head`` is the token of the noun counted (of the number where there is none), ``verb`` the verb that carries the
    count; ``counted_by`` and ``place`` are the tokens of a noun phrase, ``period`` the span of a time expression.
    """

    measure: str
    span: Span
    head: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    unit: str | None = None
    population: str | None = None
    counted_by: range | None = None
    place: range | None = None
    period: Span | None = None
    verb: int | None = None
    factuality: str = "happened"


@dataclass(slots=True)
class Count:
    """A number and the noun phrase it counts: tokens ``noun`` to ``last``, ``head`` its noun (``None``: ellipsis)."""

    number: NumberMark
    noun: int
    last: int
    head: int | None
    hyphened: bool = False
    part_of: bool = False
    measure: str | None = None
    clue: int | None = None


@dataclass(frozen=True, slots=True)
class Clues:
    """The lexicon's words of ``events``, each with its measure, by what they say of those counted."""

    object: dict[str, str]
    subject: dict[str, str]
    state: dict[str, str]
    noun: dict[str, str]


@lru_cache(maxsize=1)
def clues() -> Clues:
    """The words of ``events`` in ``lexicon/measures.yml``."""
    events: dict[str, dict[str, list[str]]] = load("measures")["events"]
    tables = (
        {w: m for m, roles in events.items() for w in roles[role]}
        for role in ("object", "subject", "state", "noun")
    )
    return Clues(*tables)


def find_figures(parse: Parse, numbers: list[NumberMark], taken: list[Span]) -> list[FigureMark]:
    """The figures among ``numbers``, in text order; a number inside one of ``taken`` (times) is none.

    >>> from dateline.marks.numbers import find_numbers
    >>> from dateline.marks.parser import load
    >>> from dateline.reports.report import Report
    >>> parse = next(load().parse([Report(id="x", text="The raid killed 12 people and wounded 30.")]))
    >>> [(f.measure, f.value, f.population) for f in find_figures(parse, find_numbers(parse), [])]
    [('killed', 12.0, 'people'), ('injured', 30.0, 'people')]
    """
    times = {i for t in taken for i in covering(parse, t)}
    times |= {i for n in parse.names if n.label in ("DATE", "TIME") for i in range(n.first, n.last)}
    counts = []
    for number in numbers:
        if any(number.span.overlaps(t) for t in taken):
            continue
        count = _count(parse, number, times)
        if count is not None:
            counts.append(count)
    for count in counts:
        if _may_be_people(parse, count):
            _read_event(parse, count)
    _share_out(parse, counts)
    figures: list[FigureMark] = []
    for count in counts:
        count.measure = count.measure or _by_noun(parse, count)
        if count.measure is not None:
            before = (
                figures[-1]
                if figures and _same_sentence(parse, figures[-1].head, count.number.first)
                else None
            )
            figures.append(_figure(parse, count, before, taken))
    return figures


# ---- what is counted


def _count(parse: Parse, number: NumberMark, times: set[int]) -> Count | None:
    """The number with its noun phrase; ``None`` for "one" as a pronoun, ages ("21-year-old") and other compounds."""
    tokens, text, end = parse.tokens, parse.report.text, parse.sentence_of(number.first).last
    i = number.last
    if (
        i < end
        and text[number.span.end : tokens[i].end] in ("-", "‐", "‑")
        and tokens[i].start == number.span.end
    ):
        return (
            Count(number, i + 1, min(i + 2, end), min(i + 1, end - 1), hyphened=True) if i + 1 < end else None
        )
    part_of = False
    several = number.value is None or number.unit == "percent" or tokens[i - 1].lower == "dozen"
    if (
        i + 1 < end
        and tokens[i].lower == "of"
        and (several or tokens[i + 1].tag in ("DT", "PRP$", "PRP", "WP"))
    ):
        j = i + 1
        while (
            j < end
            and tokens[j].tag in ("DT", "PRP$", "PDT", "CD", "PRP", "WP")
            and (j > i + 1 or tokens[j].tag != "CD")
        ):
            part_of = part_of or tokens[j].tag in ("CD", "PRP", "WP")
            j += 1
        i = j
    first, last, head = i, i, None
    while i < end and i not in times and _goes_on(parse, i, head, end):
        if tokens[i].tag in NOUNS:
            head, last = i, i + 1
        i += 1
    one = number.value == 1 and tokens[number.last - 1].lower == "one"
    if (one and (head is None or tokens[number.last].lower == "of")) or (
        head is None and _is_age(parse, number, end)
    ):
        return None
    return Count(number, first, max(last, number.last), head, part_of=part_of)


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
    if t.tag in NOUNS:
        return t.tag in ("NN", "NNS") or not closed
    if closed or after is None:
        return False
    if t.tag in ("JJ", "JJR", "JJS", "HYPH", "POS", "VBN", "VBG"):
        return after.tag in (*NOUNS, "JJ", "JJR", "HYPH") or (t.tag == "HYPH" and after.tag in ("VBN", "VBD"))
    return t.tag == "CC" and i > 0 and parse.tokens[i - 1].tag in ("JJ", "NNP") and after.tag == "JJ"


def _may_be_people(parse: Parse, count: Count) -> bool:
    """Whether those counted can be people: no unit, no noun of things."""
    if count.number.unit is not None or count.hyphened:
        return False
    return count.head is None or parse.tokens[count.head].lower not in words("measures", "things")


# ---- the verb or noun that says what befell them


def _phrase_at(parse: Parse, i: int, table: dict[str, str], *, ending: bool) -> tuple[str, int] | None:
    """Measure and other edge of the longest phrase of ``table`` that ends (or begins) with token ``i``."""
    tokens = parse.tokens
    for n in (3, 2, 1):
        first, last = (i - n + 1, i + 1) if ending else (i, i + n)
        if first < 0 or last > len(tokens):
            continue
        measure = table.get(" ".join(t.lower for t in tokens[first:last]))
        if measure is not None:
            return measure, first if ending else last
    return None


def _read_event(parse: Parse, count: Count) -> None:
    """Set measure and verb of ``count`` from what stands before it, after it, in it or above it in the tree."""
    for read in (_before, _after, _inside, _above):
        found = read(parse, count)
        if found is not None and not (found[0] == "refugees" and _least(count) < MANY):
            count.measure, count.clue = found
            return


def _least(count: Count) -> float:
    return count.number.value or count.number.low or 0.0


def _before(parse: Parse, count: Count) -> tuple[str, int] | None:
    """ "killed 12", "the deaths of 12", "a toll of 12", "claimed 12 lives", "drove 12 from their homes"."""
    tokens, first = parse.tokens, parse.sentence_of(count.number.first).first
    lists = load("measures")
    i = count.number.first - 1
    while i >= first and (
        tokens[i].tag in ("RB", "DT", "PRP$", "RBR") or tokens[i].lower in ("further", "total", "additional")
    ):
        i -= 1
    if i > first and tokens[i].lower == "of" and tokens[i - 1].lower == "total":
        i -= 2
        while i >= first and tokens[i].tag == "DT":
            i -= 1
    if i < first:
        return None
    if count.head is not None and tokens[count.head].lower in ("lives", "life"):
        near = [t.lower for t in tokens[max(first, i - 4) : i + 1]]
        return ("killed", i) if any(w in lists["lives"] for w in near) else None
    if tokens[i].lower == "of":
        named = _phrase_at(parse, i - 1, clues().noun, ending=True)
        if named is not None and tokens[i - 1].tag in ("NN", "NNS"):
            return named[0], i - 1
    if tokens[i].lower in lists["toll"]["links"]:
        for j in range(i, max(first, i - FAR) - 1, -1):
            if tokens[j].lower in lists["toll"]["words"]:
                return "killed", j
            if tokens[j].tag == "CD" and tokens[j - 1].lower != "from":
                break
    verb = _phrase_at(parse, i, clues().object, ending=True)
    if verb is not None and tokens[i].tag not in ("NN", "NNS") and not _has_be(parse, verb[1]):
        return _harm(parse, verb[0], verb[1], -1), verb[1]
    for split in lists["split"]:
        if tokens[i].lower in split["before"] and _starts(parse, count.last, split["after"]):
            return str(split["measure"]), i
    return None


def _harm(parse: Parse, measure: str, i: int, step: int) -> str:
    """The measure of verb ``i``, or ``other`` where the count covers two: "killing or wounding dozens"."""
    tokens, other = parse.tokens, i + 2 * step
    if (
        0 <= other < len(tokens)
        and tokens[i + step].lower in ("or", "and")
        and tokens[other].tag.startswith("VB")
    ):
        second = clues().object.get(tokens[other].lower, measure)
        if (
            second != measure
            and {second, measure} == {"killed", "injured"}
            and tokens[other].tag == tokens[i].tag
        ):
            return "other"
    return measure


def _after(parse: Parse, count: Count) -> tuple[str, int] | None:
    """ "12 were killed", "12 dead", "12 people trapped in", "12 people from two villages fled"."""
    end = parse.sentence_of(count.number.first).last
    found = _predicate(parse, count.last, end, near=True)
    if found is None:
        for skipped in _past_modifiers(parse, count.last, end):
            found = found or _predicate(parse, skipped, end, near=False)
    return found


def _predicate(parse: Parse, i: int, end: int, *, near: bool) -> tuple[str, int] | None:
    """The clue that token ``i`` begins after any auxiliaries; without ``near`` only a full clause counts."""
    tokens, lists = parse.tokens, load("measures")
    be, auxiliary = False, False
    for j in range(i, min(end, i + REACH)):
        word = tokens[j]
        following = tokens[j + 1] if j + 1 < end else None
        for split in lists["split"]:
            if be and word.lower in split["before"] and _starts(parse, j + 1, split["after"]):
                return str(split["measure"]), j
        undergone = _phrase_at(parse, j, clues().object, ending=False)
        if undergone is not None and word.tag not in ("VBZ", "VBP", "VB"):
            if be or (
                near and not auxiliary and word.tag != "VBG" and not _takes_object(parse, undergone[1], end)
            ):
                return _harm(parse, undergone[0], undergone[1] - 1, 1), j
            return None
        done = _phrase_at(parse, j, clues().subject, ending=False)
        if done is not None:
            return done[0], j
        state = _phrase_at(parse, j, clues().state, ending=False)
        if (
            state is not None
            and (be or near)
            and not (following and following.tag in NOUNS and following.tag != "NNP")
        ):
            return state[0], j
        if word.lower in AUXILIARIES or word.tag == "MD":
            be, auxiliary = be or word.lower in BE, True
        elif word.tag not in ("RB", "RBR") and not (
            be and word.lower in ("at", "risk", "of", "in", "danger", "living", "placed", "put")
        ):
            return None
    return None


def _takes_object(parse: Parse, i: int, end: int) -> bool:
    """Whether a noun phrase begins at token ``i``, so that "12 gunmen killed five" counts no dead gunmen."""
    return i < end and (
        parse.tokens[i].tag in ("DT", "CD", "PRP$", "PRP", "NNS", "JJ", "NN")
        or parse.tokens[i].lower in ("at", "up")
    )


def _past_modifiers(parse: Parse, i: int, end: int) -> Iterator[int]:
    """Where the clause can go on after "from two villages", ", most of them women," or ", including 12 children,"."""
    tokens = parse.tokens
    for _ in range(3):
        if i + 2 >= end:
            return
        if tokens[i].lower in (",", "-", "–", "—") and (
            tokens[i + 1].lower in PARTS or tokens[i + 1].tag == "CD"
        ):
            i = next(
                (j + 1 for j in range(i + 2, min(end, i + 16)) if tokens[j].lower in (",", "-", "–", "—")),
                end,
            )
        elif tokens[i].tag == "IN" or tokens[i].lower == "among":
            i += 1
            while i < end and tokens[i].tag in (*NOUNS, "DT", "JJ", "PRP$", "CD", "POS", "HYPH"):
                i += 1
        else:
            return
        yield i


def _inside(parse: Parse, count: Count) -> tuple[str, int] | None:
    """ "30 wounded soldiers", "200 displaced families", "12 dead"."""
    for i in range(count.noun, count.last):
        measure = clues().state.get(parse.tokens[i].lower)
        if measure is not None:
            return measure, i
    return None


def _above(parse: Parse, count: Count) -> tuple[str, int] | None:
    """The verb that the parse tree gives: for noun phrases that stand far from it."""
    tokens, number = parse.tokens, count.number
    inside = range(number.first, count.last)
    i = count.head if count.head is not None else number.last - 1
    for _ in range(6):
        t = tokens[i]
        for k in parse.kids(i, "acl", "relcl"):
            verb = clues().object.get(tokens[k].lower)
            if (
                verb
                and tokens[k].tag == "VBN"
                and k >= count.last
                and (tokens[k].dep == "acl" or _has_be(parse, k))
            ):
                return verb, k
        if t.head == i or tokens[t.head].sent != t.sent:
            return None
        word = tokens[t.head]
        if t.head not in inside:
            if t.dep in ("nsubj", "nsubjpass") and word.lower in clues().subject:
                return clues().subject[word.lower], t.head
            if word.lower in clues().object and word.tag.startswith("VB"):
                passive = _has_be(parse, t.head)
                if (t.dep == "nsubjpass" and passive) or (t.dep == "dobj" and not passive):
                    return clues().object[word.lower], t.head
            if t.dep not in ("conj", "appos"):
                return None
        i = t.head
    return None


def _has_be(parse: Parse, verb: int) -> bool:
    """Whether a form of "be" stands just before the verb (adverbs apart): then its object comes first."""
    i = verb - 1
    while i >= 0 and parse.tokens[i].tag == "RB":
        i -= 1
    return i >= 0 and parse.tokens[i].lower in BE and parse.tokens[i].tag.startswith("VB")


def _starts(parse: Parse, i: int, phrases: list[str]) -> bool:
    text = parse.report.text
    if i >= len(parse.tokens):
        return False
    at = parse.tokens[i].start
    follows = " ".join(text[at : at + 40].lower().split())
    return any(follows.startswith(p) for p in phrases)


def _share_out(parse: Parse, counts: list[Count]) -> None:
    """Give a count the measure of its neighbour: "killed 12 men and five women", "12 people, including five women"."""
    for a, b in pairwise(counts):
        if b.measure is None and a.measure in PEOPLE and b.head is not None and _joined(parse, a, b):
            b.measure, b.clue = a.measure, a.clue
    for b, a in pairwise(reversed(counts)):
        after = b.clue is not None and b.clue >= b.last
        if (
            a.measure is None
            and b.measure in PEOPLE
            and after
            and a.head is not None
            and _joined(parse, a, b)
        ):
            a.measure, a.clue = b.measure, b.clue


def _joined(parse: Parse, a: Count, b: Count) -> bool:
    """Whether two counts stand in one list, or the second is given as a part of the first."""
    if not (
        _same_sentence(parse, a.number.first, b.number.first)
        and _may_be_people(parse, a)
        and _may_be_people(parse, b)
    ):
        return False
    between = [t.lower for t in parse.tokens[a.last : b.number.first]]
    if between and all(w in BETWEEN for w in between):
        return True
    clause = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in parse.tokens[a.last : b.number.first])
    return (
        len(between) <= REACH and not clause and ("including" in between or between[-2:] == ["among", "them"])
    )


def _same_sentence(parse: Parse, i: int, j: int) -> bool:
    return parse.tokens[i].sent == parse.tokens[j].sent


# ---- things counted by their own noun


def _by_noun(parse: Parse, count: Count) -> str | None:
    """The measure that unit or noun alone gives: refugees, troops, air strikes, money, shares, countries."""
    lists, tokens = load("measures"), parse.tokens
    sentence = parse.sentence_of(count.number.first)
    said = {t.lower for t in tokens[sentence.first : sentence.last]}
    unit = count.number.unit
    if unit == "percent":
        return "share" if _is_share(parse, count, said) else None
    if unit is not None:
        relevant = said & words("measures", "money_near") and not said & words("measures", "money_never")
        return (
            "money"
            if relevant
            and _least(count) >= MANY
            and not (unit == "XXX" and tokens[count.last - 1].lower == "of")
            else None
        )
    if any(_starts(parse, i, lists["in_need"]) for i in (count.noun, count.last)):
        return "other"
    if count.head is None or count.number.value == 1:
        return None
    noun = tokens[count.head].lower
    if count.hyphened:
        return _by_compound(parse, count.head, sentence.last)
    few = _least(count) < FEW
    if noun in lists["nouns"]["countries"]:
        return "countries" if _are_parties(parse, count, sentence.first) else None
    if (
        noun in ("strikes", "raids", "attacks")
        and tokens[count.head - 1].lower in lists["strike_kinds"]
        and count.head > count.noun
    ):
        return "strikes"
    for measure, nouns in lists["nouns"].items():
        if noun in nouns:
            return None if few and measure in ("troops", "refugees", "displaced") else str(measure)
    for measure, pair in lists["nouns_near"].items():
        if noun in pair["of"] and (
            said & set(pair["near"]) or (measure == "troops" and _least(count) >= MANY)
        ):
            return None if few and measure == "troops" else str(measure)
    return None


def _by_compound(parse: Parse, i: int, end: int) -> str | None:
    """ "the 17-nation group" counts countries, "a 10,000-strong force" troops; ages and lengths count nothing."""
    lists, word = load("measures"), parse.tokens[i].lower
    following = {t.lower for t in parse.tokens[i + 1 : min(end, i + 5)]}
    if word in ("nation", "country", "state") and following & set(lists["countries"]["groups"]):
        return "countries"
    return (
        "troops"
        if word in ("strong", "member", "man") and following & set(lists["force_nouns"]) - {"group"}
        else None
    )


def _are_parties(parse: Parse, count: Count, first: int) -> bool:
    """Whether the countries counted act or belong together: "a coalition of 34 countries", "12 nations backed it"."""
    lists, tokens = load("measures")["countries"], parse.tokens
    if any(
        t.lower in lists["groups"] for t in tokens[max(first, count.number.first - 4) : count.number.first]
    ):
        return True
    t = tokens[count.head] if count.head is not None else None
    return t is not None and t.dep in ("nsubj", "nsubjpass") and tokens[t.head].lemma in lists["verbs"]


def _is_share(parse: Parse, count: Count, said: set[str]) -> bool:
    """Whether a percentage is of people, land or strikes of a war rather than of a market or a poll."""
    if said & words("measures", "share_never"):
        return False
    i = count.number.last
    if i < len(parse.tokens) and parse.tokens[i].lower in words("measures", "held"):
        return True
    if count.last <= i or parse.tokens[i].lower != "of":
        return False
    counted = {t.lower for t in parse.tokens[count.noun : count.last]}
    return bool(counted & words("measures", "share_of") and said & words("measures", "share_near"))


# ---- the figure


def _figure(parse: Parse, count: Count, before: FigureMark | None, taken: list[Span]) -> FigureMark:
    """The mark of a count whose measure is known; ellipses take the population of the figure ``before`` them."""
    number, measure = count.number, count.measure or "other"
    head = count.head if count.head is not None else number.last - 1
    end = parse.tokens[count.last - 1].end
    verb = count.clue if count.clue is not None and parse.tokens[count.clue].tag.startswith("VB") else None
    return FigureMark(
        measure=measure,
        span=Span(number.span.start, max(end, number.span.end)),
        head=head,
        value=number.value,
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        unit=number.unit
        or (
            "people"
            if measure in PEOPLE or count.clue is not None
            else measure
            if measure == "countries"
            else _noun_words(parse, count)
        ),
        population=_population(parse, count, before),
        counted_by=_counter(parse, head if verb is None else verb, range(number.first, count.last)),
        place=_place(parse, count, verb, taken),
        period=_period(parse, verb, taken),
        verb=verb,
        factuality=_factuality(parse, count, head, verb),
    )


def _noun_words(parse: Parse, count: Count) -> str | None:
    i = count.noun
    while i < count.last and parse.tokens[i].lower in (
        "more",
        "other",
        "additional",
        "further",
        "new",
        "the",
        "another",
    ):
        i += 1
    return " ".join(parse.words(i, count.last).split()) if count.head is not None and i < count.last else None


def _population(parse: Parse, count: Count, before: FigureMark | None) -> str | None:
    own = _noun_words(parse, count)
    if own is not None and own.lower() not in ("others", "dead", "wounded", "injured", "deaths"):
        return own
    if before is not None and before.measure in PEOPLE and count.measure in PEOPLE:
        return before.population
    return own if own is not None and own.lower() == "others" else None


def _factuality(parse: Parse, count: Count, head: int, verb: int | None) -> str:
    """Happened, planned, hypothetical or denied, by the words about the count and the verb that carries it."""
    tokens, sentence = parse.tokens, parse.sentence_of(count.number.first)
    stop = max(count.last, verb or 0)
    around = " ".join(
        t.lower for t in tokens[max(sentence.first, count.number.first - 6) : min(stop + 1, sentence.last)]
    )
    if any(f" {p} " in f" {around} " for p in words("measures", "risk")):
        return "hypothetical"
    pledges = words("measures", "pledge")
    if count.measure in ("money", "troops"):
        near = tokens[max(sentence.first, count.number.first - REACH) : count.number.first]
        if any(t.tag.startswith("VB") and t.lemma in pledges for t in near):
            return "planned"
    verb = tokens[head].head if verb is None else verb
    if count.hyphened or not tokens[verb].tag.startswith("VB"):
        return "happened"
    if negated(parse, verb):
        return "denied"
    word = modal(parse, verb)
    if word in ("could", "may", "might", "can", "would") or under_if(parse, verb):
        return "hypothetical"
    above = tokens[tokens[verb].head]
    to_come = word in ("will", "shall") or (
        tokens[verb].tag == "VB" and tokens[verb].dep == "xcomp" and above.lemma in pledges
    )
    if above.lemma == "deny" and tokens[verb].dep in ("xcomp", "ccomp", "pcomp"):
        return "denied"
    return "planned" if to_come else "happened"


def _counter(parse: Parse, i: int, counted: range) -> range | None:
    """The noun phrase of who vouches for token ``i``, not those ``counted``: "observers say ...", "according to X", "..., a group said"."""
    tokens, sentence = parse.tokens, parse.sentence_of(i)
    for j in range(sentence.first, sentence.last - 2):
        if tokens[j].lower == "according" and tokens[j + 1].lower == "to":
            return next(
                (_noun_phrase(parse, o, ("of", "for", "in")) for o in parse.kids(j + 1, "pobj")), None
            )
    below = i
    for a in parse.ancestors(i):
        dep = tokens[below].dep
        if dep in ("relcl", "advcl", "acl") and below != i:
            return None
        counts = tokens[a].lemma in words("measures", "tallying")
        if tokens[a].tag.startswith("VB") and (
            counts or (dep == "ccomp" and tokens[a].lemma in words("measures", "saying"))
        ):
            for s in parse.kids(a, "nsubj"):
                if s != below and s not in counted and tokens[s].tag in (*NOUNS, "PRP", "WP", "WDT"):
                    relative = tokens[s].lower in ("who", "which", "that")
                    return _noun_phrase(parse, tokens[a].head if relative else s, ("of", "for", "in"))
        below = a
    return None


def _noun_phrase(parse: Parse, i: int, links: tuple[str, ...]) -> range:
    """The tokens of the noun ``i`` with its modifiers before and the phrases after that ``links`` begin; no clauses."""
    tokens = parse.tokens
    first = min(
        [i, *(k for k in tokens[i].kids if k < i and tokens[k].dep not in ("punct", "cc", "appos", "relcl"))]
    )
    first = min([first, *(k for k in tokens[first].kids if k < first)])
    last = i + 1
    for name in parse.names:
        if name.first <= i < name.last:
            first, last = min(first, name.first), max(last, name.last)
    for k in parse.kids(i, "prep"):
        below = parse.subtree(k)
        if tokens[k].lower in links and k == last and not any(tokens[x].tag.startswith("VB") for x in below):
            last = below[-1] + 1
    return range(first, last)


def _place(parse: Parse, count: Count, verb: int | None, taken: list[Span]) -> range | None:
    """The place phrase that stands after the count or hangs on its verb: "in Aleppo", "near the border town of Kilis"."""
    tokens = parse.tokens
    heads = [verb, count.head, count.number.last - 1]
    preps = [k for h in heads if h is not None for k in parse.kids(h, "prep")]
    if count.last < parse.sentence_of(count.number.first).last:
        preps.insert(0, count.last)
    known = {i for n in parse.names if n.label in ("GPE", "LOC", "FAC") for i in range(n.first, n.last)}
    named = {i for n in parse.names if n.label not in ("GPE", "LOC", "FAC") for i in range(n.first, n.last)}
    for k in preps:
        if tokens[k].lower not in words("measures", "where"):
            continue
        for o in parse.kids(k, "pobj"):
            preps += parse.kids(o, "prep")
            phrase = _noun_phrase(parse, o, ("of",))
            proper = any(j in known or (tokens[j].tag == "NNP" and j not in named) for j in phrase)
            proper = proper or (tokens[o].lower in words("measures", "settlements") and len(phrase) > 2)
            if proper and not any(parse.span(phrase.start, phrase.stop).overlaps(t) for t in taken):
                return phrase
    return None


def _period(parse: Parse, verb: int | None, taken: list[Span]) -> Span | None:
    """The time expression that hangs on the verb that carries the count, nearest first."""
    if verb is None:
        return None
    sentence, found = parse.sentence_of(verb), []
    edges = parse.span(sentence.first, sentence.last)
    for t in taken:
        if not edges.holds(t):
            continue
        i = covering(parse, t)[0]
        above = next((a for a in parse.ancestors(i) if parse.tokens[a].tag.startswith("VB")), None)
        if above == verb:
            found.append((abs(i - verb), t))
    return min(found)[1] if found else None
