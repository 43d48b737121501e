"""Figures: counts of people and things that matter to a conflict, each with its measure.

A number becomes a figure only where a word of ``lexicon/measures.yml`` says what it counts: a verb it is
object or subject of ("killed 12", "12 died"), a word that describes those counted ("12 dead"), a noun of an
act ("the deaths of 12") or the noun counted ("51,000 refugees"). All other numbers are left out.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.marks.clauses import FINITE, is_verb, modal, negated, under_if
from dateline.marks.numbers import CountedPhrase, NumberMark, counted
from dateline.marks.parse import Parse, covering
from dateline.marks.wordlist import load, words
from dateline.readings.befallen import befallen, of_those
from dateline.readings.circumstances import counter_of, only_place, period_of, place_of
from dateline.readings.counted import counted_by_noun, least
from dateline.span import Span

HURT = ("killed", "injured", "detained")
PEOPLE = ("killed", "injured", "displaced", "refugees", "besieged", "trapped", "detained", "troops")
REACH = 10


@dataclass(frozen=True, slots=True)
class FigureMark:
    """One figure, its counter, place and period not yet looked up.

    ``head`` is the token of the noun counted (of the number where there is none), ``verb`` the verb that
    carries the count; ``counted_by`` and ``place`` are tokens of a noun phrase, ``period`` a time expression,
    from which on it holds where ``since``.
    ``part_of`` is the number, from 0, of the figure of the list that this one is a part of; ``cumulative`` is true of
    what added up over a stretch and false of what one incident did.
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
    since: bool = False
    verb: int | None = None
    factuality: str = "happened"
    part_of: int | None = None
    cumulative: bool | None = None


@dataclass(slots=True)
class Count:
    """A counted phrase, the measure read for it, the token of the word that gave the measure, and the number of the
    count that it is a part of."""

    phrase: CountedPhrase
    measure: str | None = None
    clue: int | None = None
    whole: int | None = None


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
    for n, count in enumerate(counts):
        inside = count.phrase.number.first < last  # "300" in "12 of the 300 men were killed"
        last = max(last, count.phrase.last)
        people = _may_be_people(parse, count.phrase)
        found = (of_those if inside else befallen)(parse, count.phrase) if people else None
        if inside:
            counts[n - 1].whole = n
        if found is not None:
            count.measure, count.clue = found
    _share_out(parse, counts)
    figures: list[FigureMark] = []
    numbered: dict[int, int] = {}
    for n, count in enumerate(counts):
        count.measure = count.measure or counted_by_noun(parse, count.phrase)
        if count.measure is not None:
            numbered[n] = len(figures)
            figures.append(_figure(parse, count, figures[-1] if figures else None, taken))
    for n, k in numbered.items():
        whole = counts[n].whole
        if whole is not None and whole in numbered and figures[numbered[whole]].measure == figures[k].measure:
            figures[k] = replace(figures[k], part_of=numbered[whole])
    for a, b in pairwise(range(len(figures))):
        if _told_together(parse, figures[a], figures[b]):
            figures[a], figures[b] = _completed(figures[a], figures[b]), _completed(figures[b], figures[a])
    return figures


def _told_together(parse: Parse, a: FigureMark, b: FigureMark) -> bool:
    """Whether two counts stand under one verb or two that "and" joins: "killed four people and wounded six in Taiz"."""
    if a.verb is None or b.verb is None or a.measure not in HURT or b.measure not in HURT:
        return False
    verb = parse.tokens[b.verb]
    return a.verb == b.verb or (verb.dep == "conj" and verb.head == a.verb)


def _completed(a: FigureMark, b: FigureMark) -> FigureMark:
    """The first count with the place and the period of the second where it has none."""
    when = (a.period, a.since) if a.period is not None else (b.period, b.since)
    return replace(a, place=a.place or b.place, period=when[0], since=when[1])


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


def _share_out(parse: Parse, counts: list[Count]) -> None:
    """Give a count its neighbour's measure: "killed 12 men and five women", "12, including five boys"."""
    for n, (a, b) in enumerate(pairwise(counts)):
        if _part_of_former(parse, a.phrase, b.phrase):
            b.whole = n
        if b.measure is None and a.measure in PEOPLE and (b.whole == n or _joined(parse, a.phrase, b.phrase)):
            b.measure, b.clue = a.measure, a.clue
    for n, (a, b) in enumerate(pairwise(counts)):
        if _among(parse, a.phrase, b.phrase):
            a.whole = n + 1
            if a.measure is None and b.measure in PEOPLE:
                a.measure, a.clue = b.measure, b.clue
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
    said = [t.lower for t in parse.tokens[a.last : b.number.first]]
    return bool(said) and words("measures", "between").issuperset(said)


def _part_of_former(parse: Parse, a: CountedPhrase, b: CountedPhrase) -> bool:
    """Whether the second count is given as a part of the first: "12, including five boys", "4,500 dead, 1,900 of them
    civilians"."""
    if a.head is None or b.head is None or not _same_sentence(parse, a.head, b.head):
        return False
    if not (_may_be_people(parse, a) and _may_be_people(parse, b)) or least(b) > least(a):
        return False
    between = parse.tokens[a.last : b.number.first]
    said = [t.lower for t in between]
    behind = [t.lower for t in parse.tokens[b.number.last : b.number.last + 2]]
    if any(t.tag in FINITE for t in between) or len(said) > REACH:
        return False
    return "including" in said or said[-2:] == ["among", "them"] or behind in (["of", "them"], ["of", "whom"])


def _among(parse: Parse, a: CountedPhrase, b: CountedPhrase) -> bool:
    """Whether the first count is told as a part of the second: "three envoys were among 22 people killed"."""
    said = [t.lower for t in parse.tokens[a.last : b.number.first]]
    return (
        1 < len(said) < REACH
        and "among" in said[-4:]
        and bool({"were", "are", "was"} & set(said))
        and least(a) <= least(b)
    )


def _same_sentence(parse: Parse, i: int, j: int) -> bool:
    return parse.tokens[i].sent == parse.tokens[j].sent


def _figure(parse: Parse, count: Count, before: FigureMark | None, taken: list[Span]) -> FigureMark:
    """The mark of a count whose measure is known; an ellipsis takes its population from ``before``."""
    phrase, number, measure = count.phrase, count.phrase.number, count.measure or "other"
    head = phrase.head if phrase.head is not None else number.last - 1
    verb = count.clue if count.clue is not None and is_verb(parse, count.clue) else None
    people = measure in PEOPLE or count.clue is not None
    period, since = period_of(parse, verb, taken)
    place = place_of(parse, phrase, verb, taken)
    if place is None and verb is not None and measure in HURT:
        place = only_place(parse, verb, taken)
    unit = "people" if people else measure if measure == "countries" else _noun_words(parse, phrase)
    return FigureMark(
        measure=measure,
        span=Span(number.span.start, max(number.span.end, parse.tokens[phrase.last - 1].end)),
        head=head,
        value=number.value,
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        unit=_coin(parse, number) if number.unit == "XXX" else number.unit or unit,
        population=_population(parse, phrase, before if people else None),
        counted_by=counter_of(parse, head if verb is None else verb, range(number.first, phrase.last)),
        place=place,
        period=period,
        since=since,
        verb=verb,
        factuality=_factuality(parse, phrase, measure, verb),
        cumulative=_cumulative(parse, phrase, verb, people=people),
    )


def _coin(parse: Parse, number: NumberMark) -> str:
    """The ISO 4217 code of "pounds" where the sentence names whose they are, else XXX."""
    tokens, sentence = parse.tokens, parse.sentence_of(number.first)
    coins: dict[str, dict[str, str]] = load("measures")["coins"]
    owners = coins.get(tokens[number.last - 1].lower.rstrip("s"), {})
    before, after = tokens[sentence.first : number.first], tokens[number.last : sentence.last]
    found = [owners[t.lower] for t in (*reversed(before), *after) if t.lower in owners]
    return found[0] if found else "XXX"


def _cumulative(parse: Parse, phrase: CountedPhrase, verb: int | None, *, people: bool) -> bool | None:
    """Whether a count adds up over a stretch ("since May", "the war has killed") or is of one incident ("a bomb
    killed"); ``None`` where the sentence tells neither."""
    tokens, sentence = parse.tokens, parse.sentence_of(phrase.number.first)
    inside = range(sentence.first, sentence.last)
    told = f" {' '.join(tokens[i].lower for i in inside)} "
    if any(f" {sign} " in told for sign in words("measures", "adding_up")):
        return True
    if not people:
        return None
    nouns = {tokens[i].lemma if tokens[i].tag == "NNS" else tokens[i].lower for i in inside}
    perfect = verb is not None and any(tokens[k].lower in ("has", "have") for k in parse.kids(verb, "aux"))
    once = bool(nouns & words("measures", "single"))
    if nouns & words("measures", "lasting"):
        return None if once else True
    return False if once else perfect or None


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
    to_come = measure in ("troops", "strikes", "money") or noun.dep in ("nsubj", "nsubjpass") or phrase.head is None
    if verb is None and to_come and not phrase.hyphened:
        verb = noun.head
    if verb is None or not is_verb(parse, verb):
        return "happened"
    above = tokens[tokens[verb].head]
    denied = tokens[above.head].lemma in words("grammar", "denying") and above.lemma in words("measures", "reports")
    if denied and tokens[verb].dep in ("acl", "ccomp"):  # "rejected reports that 70 had died"
        return "denied"
    if negated(parse, verb) or (above.lemma == "deny" and tokens[verb].dep in ("xcomp", "ccomp", "pcomp")):
        return "denied"
    may = modal(parse, verb)
    if may in ("could", "may", "might", "can", "would") or under_if(parse, verb):
        return "hypothetical"
    intended = tokens[verb].tag == "VB" and tokens[verb].dep == "xcomp" and above.lemma in pledges
    return "planned" if intended or may in ("will", "shall") else "happened"
