"""Where a report speaks of talks: the nouns and verbs that stand for a meeting."""

from collections.abc import Iterator

from dateline.marks.clauses import is_verb, passive, prepositions, subject
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words


def sightings(parse: Parse) -> Iterator[int]:
    """The tokens that stand for a meeting, in text order."""
    for t in parse.tokens:
        noun = t.tag in ("NN", "NNS") and _is_noun_of_talks(parse, t.i)
        if (noun or _is_verb_of_talks(parse, t.i)) and not _of_other_matters(parse, t.i):
            yield t.i


def qualifying(parse: Parse, i: int) -> list[int]:
    """The verbs of a clause that qualifies the meeting, with their infinitives: "talks, slated to begin on
    Thursday"."""
    nouns = [i, *(o for p, o in prepositions(parse, i) if p in ("of", "between", "with"))]
    nouns += [k for n in nouns for k in parse.kids(n, "conj")]
    own = [k for n in nouns for k in parse.kids(n, "acl", "relcl") if is_verb(parse, k)]
    return own + [x for k in own for x in parse.kids(k, "xcomp")]


def telling(parse: Parse, i: int) -> list[int]:
    """The verbs whose day and place are the meeting's: those that qualify it, the one over it and what that one leads
    to ("is due to open in Oslo on Monday")."""
    over = governing(parse, i)
    if over is None:
        return qualifying(parse, i)
    below = [over, *parse.kids(over, "acomp")]
    return [*qualifying(parse, i), over, *(x for k in below for x in parse.kids(k, "xcomp"))]


def governing(parse: Parse, i: int) -> int | None:
    """The verb that a meeting's noun is subject or object of, also through "of" ("a round of talks opened")."""
    t = parse.tokens[i]
    for _ in range(4):
        up = parse.tokens[t.head]
        if is_verb(parse, up.i) and t.dep in ("nsubj", "nsubjpass", "dobj", "attr", "conj"):
            return up.i
        if t.dep in ("prep", "advmod") and is_verb(parse, up.i):
            return up.i
        if up.i == t.i or t.dep not in ("pobj", "prep", "advmod", "conj", "dobj", "compound", "nmod"):
            return None
        t = up
    return None


def _is_noun_of_talks(parse: Parse, i: int) -> bool:
    t = parse.tokens[i]
    nouns, plural, banned = (words("meetings", k) for k in ("nouns", "plural_only", "not_after"))
    if t.lemma in words("meetings", "tables"):
        return any(parse.tokens[k].lower == "negotiating" for k in parse.kids(i, "amod", "compound"))
    if t.lemma not in nouns or (t.lemma in plural and t.tag != "NNS") or (t.dep == "compound" and t.head > i):
        return False
    before = {parse.tokens[k].lower for k in parse.kids(i, "compound", "amod", "nmod", "poss")}
    if before & banned or (i and parse.tokens[i - 1].lower in banned):
        return False
    if t.lemma == "round" and not _of_talks(parse, i):
        return False
    # "a round of talks" is sighted at its first noun.
    return not (t.dep == "pobj" and parse.tokens[parse.tokens[t.head].head].lemma == "round")


def _of_talks(parse: Parse, i: int) -> bool:
    """Whether a round is one of talks: "a round of negotiations", "the second round"."""
    of = [o for p, o in prepositions(parse, i) if p == "of"]
    if of:
        return any(parse.tokens[o].lemma in words("meetings", "nouns") for o in of)
    return any(parse.tokens[k].lower in words("meetings", "ordinals") for k in parse.kids(i, "amod"))


def _is_verb_of_talks(parse: Parse, v: int) -> bool:
    """Whether a verb tells of a meeting: not "demands were met", "met two of the demands", "the rivers meet"."""
    t = parse.tokens[v]
    if t.lemma not in words("meetings", "verbs") or not is_verb(parse, v) or t.dep == "amod" or passive(parse, v):
        return False
    objects = parse.kids(v, "dobj")
    objects += [o for k in objects for p, o in prepositions(parse, k) if p == "of"]
    if any(
        parse.tokens[k].lemma in words("events", "idle_objects") | words("meetings", "not_parties") for k in objects
    ):
        return False
    if any(parse.tokens[k].lemma in words("meetings", "nouns") for k in objects):
        # "convened a meeting": the noun stands for it.
        return False
    doer = subject(parse, v)
    return doer is None or parse.tokens[doer].lemma not in words("meetings", "not_parties")


def _of_other_matters(parse: Parse, i: int) -> bool:
    """Whether the phrase or clause tells of sport, markets or mountains."""
    below = parse.subtree(i)
    return any(parse.tokens[k].lower in words("meetings", "other_matters") for k in below)
