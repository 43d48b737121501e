"""What a report tells of a speaker whom it does not name: office, side, rank and the condition made."""

import re
from functools import lru_cache

from dateline.marks.clauses import prepositions
from dateline.marks.mention import Mentions
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.wordlist import load, words
from dateline.readings.items import Anonymity

SIDES = ("state", "government", "organisation", "armed_group")


def anonymity_of(parse: Parse, mentions: Mentions, head: int) -> Anonymity:
    """The class of the unnamed speaker whose phrase has its main word at token ``head``."""
    first, _ = core(parse, head)
    before = parse.tokens[first:head]
    ranks = [t.text for t in before if t.lower in words("anonymity", "ranks")]
    told = _told(sentence := _sentence(parse, head))
    return Anonymity(
        office=parse.tokens[head].lemma,
        side=_side(parse, mentions, first, head),
        rank=ranks[0] if ranks else None,
        condition=sentence[slice(*told[0])] if told else None,
    )


def about_naming(parse: Parse, i: int) -> bool:
    """Whether token ``i`` only tells that somebody would not be named: "who asked not to be named"."""
    at = parse.tokens[i].start - parse.tokens[parse.sentence_of(i).first].start
    return any(a <= at < b for a, b in _told(_sentence(parse, i)))


def _side(parse: Parse, mentions: Mentions, first: int, head: int) -> str | None:
    """ "Western", "U.N.", "rebel"; else the state or body after "from" or "in": "a diplomat from Qatar"."""
    blocs = words("nominals", "blocs") - words("anonymity", "ranks")
    for i in range(first, head):
        if i in mentions.adjectives or parse.tokens[i].lower in blocs:
            return parse.tokens[i].text
        named = mentions.at.get(i)
        if named is not None and named.head != head and named.form in ("name", "demonym"):
            return parse.words(named.first, named.last)
    for preposition, o in prepositions(parse, head):
        named = mentions.at.get(o)
        if preposition in ("from", "of", "with", "at", "in") and named is not None and named.kind in SIDES:
            return parse.words(named.first, named.last)
    return None


def _sentence(parse: Parse, i: int) -> str:
    s = parse.sentence_of(i)
    return parse.words(s.first, s.last)


@lru_cache(maxsize=64)
def _told(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence tells that somebody would not be named."""
    return tuple(m.span() for m in _conditions().finditer(sentence))


@lru_cache(maxsize=1)
def _conditions() -> re.Pattern[str]:
    return re.compile("|".join(load("anonymity")["conditions"]), re.IGNORECASE)
