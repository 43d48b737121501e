"""Figures: counts of people and things that matter to a conflict, each with its measure.

A number becomes a figure only where a word of ``lexicon/measures.yml`` says what it counts: a verb it is
object or subject of ("killed 12", "12 died"), a word that describes those counted ("12 dead"), a noun of an
act ("the deaths of 12") or the noun counted ("51,000 refugees"). All other numbers are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dateline.marks.clauses import RELATIVES, is_verb, modal, negated, under_if
from dateline.marks.numbers import NOUNS, CountedPhrase, NumberMark, counted
from dateline.marks.parse import Parse, covering
from dateline.marks.wordlist import load, words
from dateline.span import Span

PEOPLE = ("killed", "injured", "displaced", "refugees", "besieged", "trapped", "detained", "troops")
BREAKS = (",", "-", "–", "—")
NAME_LINKS = ("of", "for", "in")
REACH, FAR = 10, 25
FEW, MANY = 10, 1000
Clue = tuple[str, int]


@dataclass(frozen=True, slots=True)
class FigureMark:
    """One figure, its counter, place and period not yet looked up.

    ``head`` is the token of the noun counted (of the number where there is none), ``verb`` the verb that
    carries the count; ``counted_by`` and ``place`` are tokens of a noun phrase, ``period`` a time expression.
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
    """A counted phrase, the measure read for it, and the token of the word that gave the measure."""

    phrase: CountedPhrase
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
    outside = [n for n in numbers if not any(n.span.overlaps(t) for t in taken)]
    phrases = [p for n in outside if (p := counted(parse, n, times)) is not None]
    counts = [Count(p) for p in phrases if not _is_rate(parse, p)]
    last = 0
    for count in counts:
        whole = count.phrase.number.first < last  # "300" in "12 of the 300 men were killed"
        last = max(last, count.phrase.last)
        people = not whole and _may_be_people(parse, count.phrase)
        found = _read_event(parse, count.phrase) if people else None
        if found is not None:
            count.measure, count.clue = found
    _share_out(parse, counts)
    figures: list[FigureMark] = []
    for count in counts:
        count.measure = count.measure or _by_noun(parse, count.phrase)
        if count.measure is not None:
            figures.append(_figure(parse, count, figures[-1] if figures else None, taken))
    return figures


def _may_be_people(parse: Parse, phrase: CountedPhrase) -> bool:
    """Whether those counted can be people: no unit, no noun of things."""
    if phrase.number.unit is not None or phrase.hyphened:
        return False
    return phrase.head is None or parse.tokens[phrase.head].lower not in words("measures", "things")


def _is_rate(parse: Parse, phrase: CountedPhrase) -> bool:
    """Whether the number counts by the day ("30 people a day", "an average of 30"): a rate, no count."""
    tokens, start = parse.tokens, phrase.number.first
    after = " ".join(t.lower for t in tokens[phrase.last : phrase.last + 5])
    average = start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower == "average"
    later = (r in after and not r.startswith("a ") for r in words("measures", "rates"))
    return average or after.startswith(tuple(words("measures", "rates"))) or any(later)


def _least(phrase: CountedPhrase) -> float:
    return phrase.number.value or phrase.number.low or 0.0


# ---- the verb or noun that says what befell them: each reader gives a measure and the token that says it


def _read_event(parse: Parse, phrase: CountedPhrase) -> Clue | None:
    """What stands before the count, after it, in it or above it in the tree, whichever speaks first."""
    for read in (_before, _after, _inside, _above):
        found = read(parse, phrase)
        if (
            found is not None and found[0] == "refugees"
        ):  # "sheltering 12,000 displaced people", "hosting 12 envoys"
            found = _inside(parse, phrase) or (found if _least(phrase) >= MANY else None)
        if found is not None and _takes_people(parse, phrase, found[1]):
            return found
    return None


def _takes_people(parse: Parse, phrase: CountedPhrase, clue: int) -> bool:
    """Whether those counted are plainly people, for verbs that also take things ("released two memos")."""
    if phrase.head is None or parse.tokens[clue].lower not in words("measures", "doubtful"):
        return True
    noun = parse.tokens[phrase.head]
    return noun.tag in ("NNP", "NNPS") or noun.lower.endswith(tuple(words("measures", "person_endings")))


def _phrase_at(parse: Parse, i: int, table: dict[str, str], *, ending: bool = False) -> Clue | None:
    """Measure and far token of the longest phrase of ``table`` that begins (or ends) with token ``i``."""
    tokens = parse.tokens
    for n in (3, 2, 1):
        first, last = (i - n + 1, i + 1) if ending else (i, i + n)
        if first < 0 or last > len(tokens):
            continue
        measure = table.get(" ".join(t.lower for t in tokens[first:last]))
        if measure is not None:
            return measure, first if ending else last - 1
    return None


def _before(parse: Parse, phrase: CountedPhrase) -> Clue | None:
    """ "killed 12", "the deaths of 12", "a toll of 12", "claimed 12 lives", "drove 12 from their homes"."""
    tokens, lists = parse.tokens, load("measures")
    first = parse.sentence_of(phrase.number.first).first
    i = _first_before(parse, phrase, first)
    if i < first:
        return None
    if phrase.head is not None and tokens[phrase.head].lower in ("lives", "life"):
        near = {t.lower for t in tokens[max(first, i - 4) : i + 1]}
        return ("killed", i) if near & words("measures", "lives") else None
    if tokens[i].lower == "of" and tokens[i - 1].tag in ("NN", "NNS"):
        named = _phrase_at(parse, i - 1, clues().noun, ending=True)
        if named is not None:
            return named
    if tokens[i].lower in lists["toll"]["links"]:
        for j in range(i, max(first, i - FAR) - 1, -1):
            if tokens[j].lower in lists["toll"]["words"]:
                return "killed", j
            if tokens[j].lower == "number" and tokens[j + 1].lower == "of":
                return _number_of(parse, j + 2, i)
            if tokens[j].tag == "CD" and tokens[j - 1].lower != "from":
                break
    verb = _phrase_at(parse, i, clues().object, ending=True)
    if verb is not None and tokens[i].tag not in ("NN", "NNS") and not _has_be(parse, verb[1]):
        return _harm(parse, verb[0], verb[1], -1), verb[1]
    return next(
        (
            (str(split["measure"]), i)
            for split in lists["split"]
            if tokens[i].lower in split["before"] and _starts(parse, phrase.last, split["after"])
        ),
        None,
    )


def _number_of(parse: Parse, first: int, last: int) -> Clue | None:
    """The measure of "the number of refugees reached", "the number of people killed rose to"."""
    for i in range(first, last):
        word = parse.tokens[i].lower
        measure = clues().object.get(word) or clues().state.get(word)
        nouns = (str(m) for m, names in load("measures")["nouns"].items() if word in names)
        measure = measure or next(nouns, None)
        if measure is not None:
            return measure, i
    return None


def _first_before(parse: Parse, phrase: CountedPhrase, first: int) -> int:
    """The first token left of the count that is no adverb, determiner or "a total of"."""
    tokens, i = parse.tokens, phrase.number.first - 1
    while i >= first:
        if tokens[i].lower == "of" and tokens[i - 1].lower == "total":
            i -= 1
        elif tokens[i].tag not in ("RB", "RBR", "DT", "PRP$") and tokens[i].lower not in (
            "further",
            "total",
            "additional",
        ):
            break
        i -= 1
    return i


def _after(parse: Parse, phrase: CountedPhrase) -> Clue | None:
    """ "12 were killed", "12 dead", "12 people trapped in", "12 people from two villages fled"."""
    end = parse.sentence_of(phrase.number.first).last
    found = _predicate(parse, phrase.last, end, near=True)
    if found is not None:
        return found
    later = (_predicate(parse, i, end, near=False) for i in _past_modifiers(parse, phrase.last, end))
    return next((f for f in later if f is not None), None)


def _predicate(parse: Parse, i: int, end: int, *, near: bool) -> Clue | None:
    """The clue that begins with token ``i`` after auxiliaries; unless ``near``, only a full clause counts."""
    tokens = parse.tokens
    be = auxiliary = False
    for j in range(i, min(end, i + REACH)):
        word = tokens[j]
        if be:
            for split in load("measures")["split"]:
                if word.lower in split["before"] and _starts(parse, j + 1, split["after"]):
                    return str(split["measure"]), j
        undergone = _phrase_at(parse, j, clues().object)
        if undergone is not None and word.tag not in ("VBZ", "VBP", "VB"):
            measure, last = undergone
            reduced = near and not auxiliary and word.tag != "VBG" and not _takes_object(parse, last + 1, end)
            return (_harm(parse, measure, last, 1), j) if be or reduced else None
        done = _phrase_at(parse, j, clues().subject)
        if done is not None:
            return done[0], j
        state = clues().state.get(word.lower)
        if state is not None and (be or near) and (j + 1 >= end or tokens[j + 1].tag not in ("NN", "NNS")):
            return state, j
        if word.lower in words("measures", "auxiliaries") or word.tag == "MD":
            be, auxiliary = be or word.lower in words("measures", "passive"), True
        elif word.tag not in ("RB", "RBR") and not (be and word.lower in words("measures", "risky")):
            return None
    return None


def _takes_object(parse: Parse, i: int, end: int) -> bool:
    """Whether an object begins at token ``i``: "12 gunmen killed five" counts no dead gunmen."""
    object_tags = ("DT", "CD", "PRP$", "PRP", "NN", "NNS", "JJ")
    return i < end and (parse.tokens[i].tag in object_tags or parse.tokens[i].lower in ("at", "up"))


def _past_modifiers(parse: Parse, i: int, end: int) -> Iterator[int]:
    """Where the clause can go on after "from two villages" or ", most of them women,"."""
    tokens = parse.tokens
    for _ in range(3):
        if i + 2 >= end:
            return
        part = tokens[i + 1].lower in words("measures", "parts") or tokens[i + 1].tag == "CD"
        if part and tokens[i].lower in BREAKS:
            i = next((j + 1 for j in range(i + 2, min(end, i + 16)) if tokens[j].lower in BREAKS), end)
        elif tokens[i].tag == "IN":
            i += 1
            while i < end and tokens[i].tag in (*NOUNS, "DT", "JJ", "PRP$", "CD", "POS", "HYPH"):
                i += 1
        else:
            return
        yield i


def _inside(parse: Parse, phrase: CountedPhrase) -> Clue | None:
    """ "30 wounded soldiers", "200 displaced families", "12 dead"."""
    states = ((clues().state.get(parse.tokens[i].lower), i) for i in range(phrase.noun, phrase.last))
    return next(((measure, i) for measure, i in states if measure is not None), None)


def _above(parse: Parse, phrase: CountedPhrase) -> Clue | None:
    """The verb that the parse tree gives: for noun phrases that stand far from it."""
    tokens = parse.tokens
    i = phrase.head if phrase.head is not None else phrase.number.last - 1
    for _ in range(6):
        t = tokens[i]
        for k in parse.kids(i, "acl", "relcl"):
            measure = clues().object.get(tokens[k].lower)
            undergone = tokens[k].tag == "VBN" and (tokens[k].dep == "acl" or _has_be(parse, k))
            if measure is not None and undergone and k >= phrase.last:
                return measure, k
        if t.head == i:
            return None
        verb = tokens[t.head].lower
        if t.head not in range(phrase.number.first, phrase.last):
            if t.dep in ("nsubj", "nsubjpass") and verb in clues().subject:
                return clues().subject[verb], t.head
            if verb in clues().object and t.dep == ("nsubjpass" if _has_be(parse, t.head) else "dobj"):
                return clues().object[verb], t.head
            if t.dep not in ("conj", "appos"):
                return None
        i = t.head
    return None


def _harm(parse: Parse, measure: str, i: int, step: int) -> str:
    """The measure of verb ``i``, or ``other`` where the count covers two: "killing or wounding dozens"."""
    tokens, j = parse.tokens, i + 2 * step
    if (
        not 0 <= j < len(tokens)
        or tokens[i + step].lower not in ("or", "and")
        or tokens[j].tag != tokens[i].tag
    ):
        return measure
    second = clues().object.get(tokens[j].lower)
    return "other" if {second, measure} == {"killed", "injured"} else measure


def _has_be(parse: Parse, verb: int) -> bool:
    """Whether a form of "be" stands just before the verb, adverbs apart: then its object comes first."""
    i = verb - 1
    while i >= 0 and parse.tokens[i].tag == "RB":
        i -= 1
    word = parse.tokens[i] if i >= 0 else None
    return word is not None and word.lower in words("measures", "passive") and word.tag.startswith("VB")


def _starts(parse: Parse, i: int, phrases: list[str]) -> bool:
    """Whether the text at token ``i`` begins with one of ``phrases``."""
    if i >= len(parse.tokens):
        return False
    at = parse.tokens[i].start
    follows = " ".join(parse.report.text[at : at + 40].lower().split())
    return any(follows.startswith(p) for p in phrases)


def _share_out(parse: Parse, counts: list[Count]) -> None:
    """Give a count its neighbour's measure: "killed 12 men and five women", "12, including five boys"."""
    for a, b in pairwise(counts):
        if b.measure is None and a.measure in PEOPLE and _joined(parse, a.phrase, b.phrase):
            b.measure, b.clue = a.measure, a.clue
    for b, a in pairwise(reversed(counts)):
        after = b.clue is not None and b.clue >= b.phrase.last
        if a.measure is None and b.measure in PEOPLE and after and _joined(parse, a.phrase, b.phrase):
            a.measure, a.clue = b.measure, b.clue


def _joined(parse: Parse, a: CountedPhrase, b: CountedPhrase) -> bool:
    """Whether two counts stand in one list, or the second is given as a part of the first."""
    if a.head is None or b.head is None or not _same_sentence(parse, a.head, b.head):
        return False
    if not (_may_be_people(parse, a) and _may_be_people(parse, b)):
        return False
    between = parse.tokens[a.last : b.number.first]
    said = [t.lower for t in between]
    if said and words("measures", "between").issuperset(said):
        return True
    clause = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in between)
    return len(said) <= REACH and not clause and ("including" in said or said[-2:] == ["among", "them"])


def _same_sentence(parse: Parse, i: int, j: int) -> bool:
    return parse.tokens[i].sent == parse.tokens[j].sent


# ---- things counted by their own noun


def _by_noun(parse: Parse, phrase: CountedPhrase) -> str | None:
    """The measure that unit or noun alone gives: refugees, troops, air strikes, money, shares, countries."""
    lists, tokens = load("measures"), parse.tokens
    sentence = parse.sentence_of(phrase.number.first)
    said = {t.lower for t in tokens[sentence.first : sentence.last]}
    if phrase.number.unit == "percent":
        return "share" if _is_share(parse, phrase, said) else None
    if phrase.number.unit is not None:
        return "money" if _is_money(parse, phrase, said) else None
    if any(_starts(parse, i, lists["in_need"]) for i in (phrase.noun, phrase.last, phrase.last + 1)):
        return "other"
    if phrase.head is None or phrase.number.value == 1:
        return None
    if phrase.hyphened:
        return _by_compound(parse, phrase.head, sentence.last)
    noun, before = tokens[phrase.head].lower, tokens[phrase.head - 1].lower
    if noun in lists["nouns"]["countries"]:
        return "countries" if _are_parties(parse, phrase, sentence.first) else None
    if noun in lists["strike_nouns"] and before in lists["strike_kinds"] and phrase.head > phrase.noun:
        return "strikes"
    few, many = _least(phrase) < FEW, _least(phrase) >= MANY
    for measure, nouns in lists["nouns"].items():
        if noun in nouns:
            return None if few and measure in ("troops", "refugees", "displaced") else str(measure)
    for measure, pair in lists["nouns_near"].items():
        if noun in pair["of"] and (said & set(pair["near"]) or (many and measure == "troops")):
            return None if few and measure == "troops" else str(measure)
    return None


def _by_compound(parse: Parse, i: int, end: int) -> str | None:
    """ "the 17-nation group" counts countries, "a 10,000-strong force" troops; ages and lengths nothing."""
    word, following = parse.tokens[i].lower, {t.lower for t in parse.tokens[i + 1 : min(end, i + 5)]}
    if word in ("nation", "country", "state"):
        return "countries" if following & set(load("measures")["countries"]["groups"]) else None
    forces = word in ("strong", "member", "man") and following & words("measures", "force_nouns")
    return "troops" if forces else None


def _are_parties(parse: Parse, phrase: CountedPhrase, first: int) -> bool:
    """Whether the countries counted act together: "a coalition of 34 countries", "12 nations backed it"."""
    lists, tokens, start = load("measures")["countries"], parse.tokens, phrase.number.first
    if any(t.lower in lists["groups"] for t in tokens[max(first, start - 4) : start]):
        return True
    noun = tokens[phrase.last - 1]
    return noun.dep in ("nsubj", "nsubjpass") and tokens[noun.head].lemma in lists["verbs"]


def _is_money(parse: Parse, phrase: CountedPhrase, said: set[str]) -> bool:
    """Whether a sum is of aid, war or sanctions, not of business; "500 pounds of flour" is a weight."""
    weight = phrase.number.unit == "XXX" and parse.tokens[phrase.last - 1].lower == "of"
    relevant = said & words("measures", "money_near") and not said & words("measures", "money_never")
    return bool(relevant) and _least(phrase) >= MANY and not weight


def _is_share(parse: Parse, phrase: CountedPhrase, said: set[str]) -> bool:
    """Whether a percentage is of people, land or strikes of a war rather than of a market or a poll."""
    i = phrase.number.last
    if said & words("measures", "share_never") or i >= len(parse.tokens):
        return False
    if parse.tokens[i].lower in words("measures", "held"):
        return True
    nouns = (
        {t.lower for t in parse.tokens[phrase.noun : phrase.last]} if parse.tokens[i].lower == "of" else set()
    )
    return bool(nouns & words("measures", "share_of") and said & words("measures", "share_near"))


# ---- the figure


def _figure(parse: Parse, count: Count, before: FigureMark | None, taken: list[Span]) -> FigureMark:
    """The mark of a count whose measure is known; an ellipsis takes its population from ``before``."""
    phrase, number, measure = count.phrase, count.phrase.number, count.measure or "other"
    head = phrase.head if phrase.head is not None else number.last - 1
    verb = count.clue if count.clue is not None and is_verb(parse, count.clue) else None
    people = measure in PEOPLE or count.clue is not None
    unit = "people" if people else measure if measure == "countries" else _noun_words(parse, phrase)
    return FigureMark(
        measure=measure,
        span=Span(number.span.start, max(number.span.end, parse.tokens[phrase.last - 1].end)),
        head=head,
        value=number.value,
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        unit=number.unit or unit,
        population=_population(parse, phrase, before if people else None),
        counted_by=_counter(parse, head if verb is None else verb, range(number.first, phrase.last)),
        place=_place(parse, phrase, verb, taken),
        period=_period(parse, verb, taken),
        verb=verb,
        factuality=_factuality(parse, phrase, measure, verb),
    )


def _noun_words(parse: Parse, phrase: CountedPhrase) -> str | None:
    """The noun phrase as printed, without "more" and "other"."""
    i = phrase.noun
    while i < phrase.last and parse.tokens[i].lower in ("more", "other", "additional", "further", "new"):
        i += 1
    known = phrase.head is not None and not phrase.hyphened and i < phrase.last
    return " ".join(parse.words(i, phrase.last).split()) if known else None


def _population(parse: Parse, phrase: CountedPhrase, before: FigureMark | None) -> str | None:
    """Who is counted; for "30 others" and a bare "30", who was counted just before in the sentence."""
    own = _noun_words(parse, phrase)
    if own is not None and own.lower() not in ("others", "dead", "wounded", "injured", "deaths", "lives"):
        return own
    if before is not None and before.unit == "people" and _same_sentence(parse, before.head, phrase.last - 1):
        return before.population
    return own if own is not None and own.lower() == "others" else None


def _factuality(parse: Parse, phrase: CountedPhrase, measure: str, verb: int | None) -> str:
    """Happened, planned, hypothetical or denied, by the words about the count and its verb."""
    tokens, sentence = parse.tokens, parse.sentence_of(phrase.number.first)
    first = phrase.number.first
    around = tokens[max(sentence.first, first - 6) : min(max(phrase.last, verb or 0) + 1, sentence.last)]
    text = f" {' '.join(t.lower for t in around)} "
    if any(f" {p} " in text for p in words("measures", "risk")):
        return "hypothetical"
    pledges = words("measures", "pledge")
    near = tokens[max(sentence.first, first - REACH) : first]
    if measure in ("money", "troops") and any(is_verb(parse, t.i) and t.lemma in pledges for t in near):
        return "planned"
    noun = tokens[phrase.last - 1]
    to_come = (
        measure in ("troops", "strikes", "money") or noun.dep in ("nsubj", "nsubjpass") or phrase.head is None
    )
    if verb is None and to_come and not phrase.hyphened:
        verb = noun.head
    if verb is None or not is_verb(parse, verb):
        return "happened"
    above = tokens[tokens[verb].head]
    if negated(parse, verb) or (above.lemma == "deny" and tokens[verb].dep in ("xcomp", "ccomp", "pcomp")):
        return "denied"
    may = modal(parse, verb)
    if may in ("could", "may", "might", "can", "would") or under_if(parse, verb):
        return "hypothetical"
    intended = tokens[verb].tag == "VB" and tokens[verb].dep == "xcomp" and above.lemma in pledges
    return "planned" if intended or may in ("will", "shall") else "happened"


def _counter(parse: Parse, i: int, counting: range) -> range | None:
    """Who vouches for token ``i``: "observers say", "according to X"; none of the tokens ``counting``."""
    tokens, sentence = parse.tokens, parse.sentence_of(i)
    for j in range(sentence.first, sentence.last - 2):
        if tokens[j].lower == "according" and tokens[j + 1].lower == "to":
            return next((_noun_phrase(parse, o, NAME_LINKS) for o in parse.kids(j + 1, "pobj")), None)
    below = i
    for a in parse.ancestors(i):
        dep = tokens[below].dep
        if dep in ("relcl", "advcl", "acl") and below != i:
            return None
        says = dep == "ccomp" and tokens[a].lemma in words("measures", "saying")
        tallies = below > a and tokens[a].lemma in words("measures", "tallying")
        if is_verb(parse, a) and (says or tallies):
            for s in parse.kids(a, "nsubj"):
                if s != below and s not in counting and tokens[s].tag in (*NOUNS, "PRP", "WP", "WDT"):
                    relative = tokens[s].lower in RELATIVES
                    return _noun_phrase(parse, tokens[a].head if relative else s, NAME_LINKS)
        below = a
    return None


def _noun_phrase(parse: Parse, i: int, links: tuple[str, ...]) -> range:
    """The tokens of noun ``i`` with its modifiers and the phrases after it that ``links`` begin."""
    tokens = parse.tokens
    modifiers = [
        k for k in tokens[i].kids if k < i and tokens[k].dep not in ("punct", "cc", "appos", "relcl")
    ]
    first = min([i, *modifiers])
    first, last = min([first, *(k for k in tokens[first].kids if k < first)]), i + 1
    for name in parse.names:
        if name.first <= i < name.last:
            first, last = min(first, name.first), max(last, name.last)
    for k in parse.kids(i, "prep"):
        below = parse.subtree(k)
        if tokens[k].lower in links and k == last and not any(is_verb(parse, x) for x in below):
            last = below[-1] + 1
    return range(first, last)


def _place(parse: Parse, phrase: CountedPhrase, verb: int | None, taken: list[Span]) -> range | None:
    """The place phrase after the count or under its verb: "in Aleppo", "near the border town of Kilis"."""
    tokens = parse.tokens
    heads = [h for h in (verb, phrase.head, phrase.number.last - 1) if h is not None]
    preps = [k for h in heads for k in parse.kids(h, "prep")]
    if phrase.last < parse.sentence_of(phrase.number.first).last:
        preps.insert(0, phrase.last)
    known = {i for n in parse.names if n.label in ("GPE", "LOC", "FAC") for i in range(n.first, n.last)}
    named = {i for n in parse.names for i in range(n.first, n.last)} - known
    where = words("measures", "where")
    for k in preps:
        for o in parse.kids(k, "pobj"):
            if tokens[k].lower in where or tokens[k].lower in ("on", "during"):
                preps += parse.kids(o, "prep")
            place = _noun_phrase(parse, o, ("of",))
            proper = any(j in known or (tokens[j].tag == "NNP" and j not in named) for j in place)
            settled = tokens[o].lower in words("measures", "settlements") and o + 1 < place.stop
            if tokens[k].lower not in where:
                continue
            if (proper or settled) and not any(
                parse.span(place.start, place.stop).overlaps(t) for t in taken
            ):
                return place
    return None


def _period(parse: Parse, verb: int | None, taken: list[Span]) -> Span | None:
    """The time expression that hangs on the verb that carries the count, nearest first."""
    if verb is None:
        return None
    sentence, found = parse.sentence_of(verb), []
    edges = parse.span(sentence.first, sentence.last)
    for t in taken:
        if edges.holds(t):
            i = covering(parse, t)[0]
            if next((a for a in parse.ancestors(i) if is_verb(parse, a)), None) == verb:
                found.append((abs(i - verb), t))
    return min(found)[1] if found else None
