"""Who takes part in a meeting, who calls, hosts or mediates it, and who stays away."""

from dataclasses import dataclass

from dateline.marks.clauses import is_verb, negated, passive, prepositions, subject
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.meetings.sightings import governing

LED = ("mediating", "led")


@dataclass(frozen=True, slots=True)
class People:
    """Ids of the cast; the mediators are among the conveners."""

    participants: tuple[str, ...]
    conveners: tuple[str, ...]
    mediators: tuple[str, ...]
    absent: tuple[str, ...]


def people(parse: Parse, cast: Cast, i: int) -> People:
    """Those whom the sentence names with the meeting at token ``i``."""
    mediators = _calling(parse, cast, i, "mediating")
    conveners = (*_calling(parse, cast, i, "convening"), *mediators)
    absent = _absent(parse, cast, i)
    coming = (a for a in cast.parties(_attending(parse, i)) if a not in (*conveners, *absent))
    return People(tuple(dict.fromkeys(coming)), tuple(dict.fromkeys(conveners)), mediators, absent)


def _attending(parse: Parse, i: int) -> list[int]:
    """The heads of the phrases for those who take part."""
    heads: list[int] = []
    verb = i if is_verb(parse, i) else governing(parse, i)
    if verb is not None:
        lemma, found = parse.tokens[verb].lemma, subject(parse, verb)
        own = verb == i or lemma in words("meetings", "attending") or lemma in ("go", "return", "get")
        if found is not None and found != i and own and not passive(parse, verb) and not negated(parse, verb):
            heads.append(found)
        if verb == i or lemma == "host":
            heads += [k for k in parse.kids(verb, "dobj") if k != i]
        heads += [o for p, o in prepositions(parse, verb) if p == "with"]
    nouns = [i] + [o for p, o in prepositions(parse, i) if p == "of" and _noun_of_talks(parse, o)]
    return heads + [o for n in nouns for p, o in prepositions(parse, n) if p in ("between", "with", "of", "among")]


def _calling(parse: Parse, cast: Cast, i: int, how: str) -> tuple[str, ...]:
    """Who hosts or mediates: the subject of "host", the doer of "brokered by", "under the auspices of", the first
    half of "UN-brokered"."""
    heads: list[int] = []
    verb, sentence = governing(parse, i), parse.sentence_of(i)
    if verb is not None and parse.tokens[verb].lemma in words("meetings", how) and not passive(parse, verb):
        doer = subject(parse, verb)
        heads += [doer] if doer is not None and doer != i and parse.tokens[verb].lemma != "lead" else []
    for v in range(sentence.first, sentence.last):
        # The parser may hang "brokered by X" on another noun of the phrase.
        if parse.tokens[v].tag == "VBN" and parse.tokens[v].lemma in words("meetings", how) and v > i - 2:
            heads += [o for p, o in prepositions(parse, v) if p == "by"]
        if how == "mediating" and parse.tokens[v].lemma in words("meetings", "auspices"):
            heads += parse.kids(v, "poss", "amod", "compound") + [o for p, o in prepositions(parse, v) if p == "of"]
    found = list(cast.parties(heads))
    for k in parse.kids(i, "amod"):
        # "UN-brokered" is one token, "Omani-hosted" may be three.
        done = parse.tokens[k].lower.rpartition("-")[2]
        if any(done in (f"{verb}d", f"{verb}ed") for verb in words("meetings", how)) or (how, done) == LED:
            by = (k, *parse.kids(k, "npadvmod", "compound", "nmod", "amod"))
            found += [a for n in by if (a := cast.qualifier_party(n) or cast.party(n)) is not None]
    return tuple(dict.fromkeys(found))


def _absent(parse: Parse, cast: Cast, i: int) -> tuple[str, ...]:
    """Who stays away, in the sentence of the meeting: "boycotted the talks", "but the army stayed away"."""
    heads: list[int] = []
    sentence = parse.sentence_of(i)
    for v in range(sentence.first, sentence.last):
        if not is_verb(parse, v):
            continue
        lemma, small = parse.tokens[v].lemma, [parse.tokens[k].lower for k in parse.kids(v, "prt", "advmod", "prep")]
        shuns = lemma in words("meetings", "shunning") and i in parse.kids(v, "dobj")
        leaves = any(f"{lemma} {word}" in words("meetings", "staying_away") for word in small)
        refuses = lemma in words("meetings", "agreeing_to_come") and i in parse.subtree(v) and _refused(parse, v)
        if (shuns or leaves or refuses) and (found := subject(parse, v)) is not None and found != i:
            heads.append(found)
    return cast.parties(heads)


def _refused(parse: Parse, v: int) -> bool:
    up = parse.tokens[v]
    return negated(parse, v) or (up.dep == "xcomp" and parse.tokens[up.head].lemma in words("grammar", "denying"))


def _noun_of_talks(parse: Parse, i: int) -> bool:
    return parse.tokens[i].lemma in words("meetings", "nouns")
