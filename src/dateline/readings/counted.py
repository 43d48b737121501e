"""Things counted by their own noun or unit: refugees, troops, air strikes, money, shares, countries."""

from dateline.marks.numbers import CountedPhrase
from dateline.marks.parse import Parse
from dateline.marks.wordlist import load, words

FEW, MANY = 10, 1000
# "7 million people in the north of the country face famine".
FAR = 6


def counted_by_noun(parse: Parse, phrase: CountedPhrase) -> str | None:
    """The measure that unit or noun alone gives: refugees, troops, air strikes, money, shares, countries.

    >>> from dateline.marks.numbers import counted, find_numbers
    >>> from dateline.marks.parser import load as parser
    >>> from dateline.reports.report import Report
    >>> parse = next(parser().parse([Report(id="x", text="They met 51,000 refugees.")]))
    >>> counted_by_noun(parse, counted(parse, find_numbers(parse)[0], set()))
    'refugees'
    """
    lists, tokens = load("measures"), parse.tokens
    sentence = parse.sentence_of(phrase.number.first)
    said = {t.lower for t in tokens[sentence.first : sentence.last]}
    if phrase.number.unit == "percent":
        return "share" if _is_share(parse, phrase, said) else None
    if phrase.number.unit is not None:
        return "money" if _is_money(parse, phrase, said) else None
    if any(starts(parse, i, lists["in_need"]) for i in range(phrase.noun, min(phrase.last + FAR, sentence.last))):
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
    few, many = least(phrase) < FEW, least(phrase) >= MANY
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
    return bool(relevant) and least(phrase) >= MANY and not weight


def _is_share(parse: Parse, phrase: CountedPhrase, said: set[str]) -> bool:
    """Whether a percentage is of people, land or strikes of a war rather than of a market or a poll."""
    i = phrase.number.last
    if said & words("measures", "share_never") or i >= len(parse.tokens):
        return False
    if parse.tokens[i].lower in words("measures", "held"):
        return True
    if parse.tokens[i].lower != "of" and phrase.head is None:
        return False
    tokens = parse.tokens[phrase.noun : phrase.last]
    placed = any(t.tag in ("NNP", "NNPS") for t in tokens)  # "four-fifths of Port-au-Prince"
    known = {t.lower for t in tokens} & words("measures", "share_of")
    return bool((placed or known) and said & words("measures", "share_near"))


def least(phrase: CountedPhrase) -> float:
    """The count itself, else the least it can mean."""
    return phrase.number.value or phrase.number.low or 0.0


def starts(parse: Parse, i: int, phrases: list[str]) -> bool:
    """Whether the text at token ``i`` begins with one of ``phrases``."""
    if i >= len(parse.tokens):
        return False
    at = parse.tokens[i].start
    follows = " ".join(parse.report.text[at : at + 40].lower().split())
    return any(follows.startswith(p) for p in phrases)
