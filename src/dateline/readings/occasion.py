"""To whom and where something was said."""

from dateline.marks.clauses import prepositions
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.places import Sites

SPEAKING = {"speak", "talk"}
OCCASIONS = {
    "conference",
    "speech",
    "interview",
    "briefing",
    "statement",
    "address",
    "letter",
    "tweet",
    "broadcast",
    "communique",
    "call",
    "meeting",
}


def told_to(parse: Parse, cue: int | None) -> str | None:
    """The words for who or what was told: "Reuters", "a news conference"."""
    if cue is None:
        return None
    if parse.tokens[cue].lemma == "tell":
        for k in parse.kids(cue, "dobj", "dative"):
            if parse.tokens[k].tag.startswith("NN"):
                return parse.words(*core(parse, k))
    for preposition, o in prepositions(parse, cue):
        if preposition == "in" and parse.tokens[o].lemma == "interview":
            asker = next((x for p, x in prepositions(parse, o) if p in ("with", "to")), o)
            return parse.words(*core(parse, asker))
        if preposition in ("in", "at", "during", "on") and parse.tokens[o].lemma in OCCASIONS:
            return parse.words(*core(parse, o))
        if (
            preposition == "to"
            and parse.tokens[cue].lemma in words("cues", "say")
            and parse.tokens[o].tag.startswith("NNP")
        ):
            return parse.words(*core(parse, o))
    return None


def said_in(parse: Parse, cue: int | None, sites: Sites) -> str | None:
    """The id of the place where it was said: "said in Oslo", "told a rally in Oslo", "speaking in Oslo"."""
    if cue is None:
        return None
    heads = [cue, *(parse.kids(cue, "dobj", "dative") if parse.tokens[cue].lemma == "tell" else ())]
    heads += [k for k in parse.kids(cue, "advcl") if parse.tokens[k].lemma in SPEAKING]
    for head in heads:
        for preposition, o in prepositions(parse, head):
            if preposition not in ("in", "at", "from"):
                continue
            inner = (q for p, q in prepositions(parse, o) if p in ("in", "at"))
            found = next((s for x in (o, *inner) if (s := sites.at(x)) is not None), None)
            if found is not None:
                return found
    return None
