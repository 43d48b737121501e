"""What the grammar of a sentence says of an ask beside the network: its condition, its sides, and its force."""

from collections.abc import Sequence

from dateline.marks.clauses import is_verb, modal, negated, passive, prepositions, subject
from dateline.marks.parse import Parse
from dateline.marks.wordlist import load, words
from dateline.readings.asks.ask import Ask

REFUSING = ("unless", "until", "before", "without", "only", "if")
POSSIBLE = ("could", "may", "might")


def condition_of(parse: Parse, content: range) -> tuple[range, range | None]:
    """A content without the condition at its end, and that condition: what "on condition that", "in return for",
    "unless" begin, within the content or right behind it."""
    sentence = parse.sentence_of(content.start)
    for i in range(content.start + 1, min(content.stop + 2, sentence.last)):
        for opening in load("proposals")["conditions"]:
            of = opening.split()
            at_once = of == ["once"] and parse.tokens[i - 1].lower == "at"
            if [t.lower for t in parse.tokens[i : i + len(of)]] == of and not at_once:
                return range(content.start, min(content.stop, i)), range(i, _clause_end(parse, i, sentence.last))
    return content, None


def _clause_end(parse: Parse, i: int, last: int) -> int:
    """Where what hangs on a connecting word ends."""
    t = parse.tokens[i]
    top = t.head if t.dep in ("mark", "advmod", "amod") and t.head > i else i
    end = parse.edges(top)[1]
    if end <= i + 1:
        end = next((k for k in range(i + 1, last) if parse.tokens[k].text in ",;."), last)
    while end > i + 1 and parse.tokens[end - 1].dep == "punct":
        end -= 1
    return end


def sides(parse: Parse, i: int) -> tuple[list[int], list[int]]:
    """Who puts what a noun names, and to whom: "Moscow's demand", "an ultimatum from the union to both leaders"; or
    what a passive verb tells: "Israel was urged by France"."""
    if is_verb(parse, i):
        agents = [o for p, o in prepositions(parse, i) if p == "by"] if passive(parse, i) else []
        return agents, parse.kids(i, "nsubjpass") if agents else []
    owners = parse.kids(i, "poss") + [o for p, o in prepositions(parse, i) if p in ("from", "by")]
    asked = [o for p, o in prepositions(parse, i) if p == "to"]
    t = parse.tokens[i]
    # "set a day as the deadline"
    as_ = t.dep == "pobj" and parse.tokens[t.head].lower == "as"
    verb = parse.tokens[t.head].head if as_ else t.head
    if not owners and is_verb(parse, verb) and (as_ or t.dep == "dobj") and not passive(parse, verb):
        found = subject(parse, verb)
        put = parse.tokens[verb].lemma in words("proposals", "putting")
        owners = [found] if put and found is not None else []
    return owners, asked


def addressed(parse: Parse, i: int, contents: Sequence[range]) -> list[int]:
    """Who is to do what is demanded by the word at token ``i``: the subject of a passive ("Israel was urged"), or of
    what is to be done ("that the army withdraw", "all fighters must leave")."""
    if is_verb(parse, i) and passive(parse, i):
        return parse.kids(i, "nsubjpass")
    for content in contents:
        for k in content:
            t = parse.tokens[k]
            if t.dep in ("nsubj", "nsubjpass") and t.head in content and parse.tokens[t.head].head not in content:
                return [k]
    return []


def joined(contents: Sequence[range], token: int) -> Sequence[range]:
    """The contents, those on both sides of the word that asks as one: "elections are unlikely to be held"."""
    if len(contents) == 2 and contents[0].stop <= token < contents[1].start:
        return [range(contents[0].start, contents[1].stop)]
    return contents


def force_of(parse: Parse, ask: Ask, content: range, condition: range | None) -> str | None:
    """The force of an ask, where its words make it another than the network's: "will not ... before" and "refuses ...
    until" set a precondition, what one will do "if" is an offer or a threat, and an ultimatum is a deadline."""
    if ask.force is None:
        return None
    lemma = parse.tokens[ask.token].lemma
    forces: dict[str, list[str]] = load("proposals")["force"]
    cue = any(lemma in lemmas for lemmas in forces.values())
    if cue and is_verb(parse, ask.token) and negated(parse, ask.token):
        # "did not ask for a truce"
        return None
    if lemma in words("proposals", "deadline_nouns"):
        return "deadline"
    if ask.force in ("demand", "deadline"):
        return ask.force
    first = parse.tokens[condition.start].lower if condition else ""
    refused = any(parse.tokens[i].dep == "neg" or parse.tokens[i].lower == "no" for i in content)
    if first in REFUSING and (refused or negated(parse, ask.token) or lemma in words("grammar", "denying")):
        return "precondition"
    if condition and first == "if" and ask.force in ("promise", "threat") and lemma not in forces["threat"]:
        return force_if(parse, content, condition)
    return ask.force


def force_if(parse: Parse, content: range, condition: range) -> str:
    """What is said to be done "if": an offer ("could attend if its terms are met"), or a threat ("could open the gates
    if no help comes")."""
    failing = any(parse.tokens[i].dep == "neg" or parse.tokens[i].lemma == "fail" for i in condition)
    harmful = any(parse.tokens[i].lemma in words("proposals", "harm") for i in content)
    return "threat" if failing or harmful else "offer"


def polarity_of(parse: Parse, ask: Ask) -> str | None:
    """The polarity of an ask: what is little hoped for, believed by few or doubted will not be, what is said to be
    possible may be; ``None`` where it is no expectation."""
    t = parse.tokens[ask.token]
    if ask.polarity is None or _descriptive(parse, ask.token):
        return None
    if t.lemma in words("forecasts", "doubting"):
        return "will_not"
    if t.lemma in words("forecasts", "nouns_for"):
        beside = {parse.tokens[k].lower for k in t.kids}
        return "will_not" if beside & words("forecasts", "lessening") else ask.polarity
    holders = [k for s in parse.kids(ask.token, "nsubj") for k in (s, *parse.tokens[s].kids)]
    if any(parse.tokens[k].lower in words("forecasts", "hardly_any") for k in holders):
        return "will_not"
    if t.lemma in words("forecasts", "dreading") and ask.polarity == "may":
        # Who fears or warns that it will happen expects it; that it could, does not.
        doubted = any(parse.tokens[i].lower in POSSIBLE for c in ask.contents for i in c)
        return "may" if doubted else "will"
    return _polarity_within(parse, ask) if ask.polarity == "will" else ask.polarity


def _descriptive(parse: Parse, i: int) -> bool:
    """Whether a word that may tell an expectation tells what something is or was, or asks: "the expected storm", "could
    be heard", "a plan that could work", "was likely killed"."""
    t, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    if t.dep == "amod" or parse.tokens[parse.sentence_of(i).last - 1].text == "?":
        return True
    if t.tag == "MD" and head.dep == "relcl":
        return True
    if t.dep == "advmod" and head.tag in ("VBD", "VBN") and modal(parse, t.head) is None:
        return True
    return t.lower == "could" and head.lemma in words("forecasts", "sensed")


def _polarity_within(parse: Parse, ask: Ask) -> str:
    """The polarity of what is expected, by its own verb: "predicts it could fail", "there will be no talks"."""
    for content in ask.contents:
        for i in content:
            if parse.tokens[i].head in content and parse.tokens[i].head != i:
                continue
            if modal(parse, i) in POSSIBLE:
                return "may"
            if any(parse.tokens[d].lower == "no" for k in parse.kids(i, "attr") for d in parse.kids(k, "det")):
                return "will_not"
    return "will"
