"""What befell the people counted: the verb or noun that says it, each with the measure it gives.

A count takes its measure from what stands before it ("killed 12"), after it ("12 died"), in it ("12 wounded
soldiers") or above it in the parse tree, whichever speaks first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.marks.numbers import NOUNS, CountedPhrase
from dateline.marks.parse import Parse
from dateline.marks.wordlist import load, words
from dateline.readings.counted import MANY, least, starts

BREAKS = (",", "-", "–", "—")
REACH, FAR = 10, 25
Clue = tuple[str, int]


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
        {w: m for m, roles in events.items() for w in roles[role]} for role in ("object", "subject", "state", "noun")
    )
    return Clues(*tables)


def befallen(parse: Parse, phrase: CountedPhrase) -> Clue | None:
    """The measure of the word that says what befell those counted, and the token of that word.

    >>> from dateline.marks.numbers import counted, find_numbers
    >>> from dateline.marks.parser import load as parser
    >>> from dateline.reports.report import Report
    >>> parse = next(parser().parse([Report(id="x", text="Shells killed 12 people.")]))
    >>> befallen(parse, counted(parse, find_numbers(parse)[0], set()))
    ('killed', 1)
    """
    for read in (_before, _after, _inside, _above):
        found = read(parse, phrase)
        if found is not None and found[0] == "refugees":  # "sheltering 12,000 displaced people", "hosting 12 envoys"
            found = _inside(parse, phrase) or (found if least(phrase) >= MANY else None)
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
    if tokens[i].lower == "of" and tokens[i - 1].lower in ("lives", "life"):
        near = {t.lower for t in tokens[max(first, i - 5) : i]}
        return ("killed", i - 1) if near & words("measures", "lives") else None
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
            if tokens[j].tag == "CD" and tokens[j - 1].lower != "from" and tokens[j - 1].tag != "CD":
                break
    verb = _phrase_at(parse, i, clues().object, ending=True)
    if verb is not None and tokens[i].tag not in ("NN", "NNS") and not _has_be(parse, verb[1]):
        return _harm(parse, verb[0], verb[1], -1), verb[1]
    return next(
        (
            (str(split["measure"]), i)
            for split in lists["split"]
            if tokens[i].lower in split["before"] and starts(parse, phrase.last, split["after"])
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
                if word.lower in split["before"] and starts(parse, j + 1, split["after"]):
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
    """ "30 wounded soldiers", "200 displaced families", "12 dead", "the six priests' murder"."""
    owned = (
        parse.tokens[phrase.head].head if phrase.head is not None and parse.tokens[phrase.head].dep == "poss" else None
    )
    if owned is not None and (measure := clues().noun.get(parse.tokens[owned].lower)):
        return measure, owned
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
            own = any(tokens[n].tag in ("PRP", "NNS", "NN", "NNP") for n in parse.kids(k, "nsubj"))
            undergone |= own and not parse.kids(k, "dobj")  # "the 63 pupils they had abducted"
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


def of_those(parse: Parse, phrase: CountedPhrase) -> Clue | None:
    """The measure of the whole that a count is a part of: 63 in "38 of the 63 pupils they had abducted"."""
    found = _above(parse, phrase)
    return found if found is not None and found[1] >= phrase.last else None


def _harm(parse: Parse, measure: str, i: int, step: int) -> str:
    """The measure of verb ``i``, or ``other`` where the count covers two: "killing or wounding dozens"."""
    tokens, j = parse.tokens, i + 2 * step
    if not 0 <= j < len(tokens) or tokens[i + step].lower not in ("or", "and") or tokens[j].tag != tokens[i].tag:
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
