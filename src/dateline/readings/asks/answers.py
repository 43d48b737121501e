"""How the parties of a report answer what was put: accepts, rejects, conditional, awaited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.marks.clauses import factuality, is_verb, modal, negated, phrase_end, prepositions, subject, under_if
from dateline.marks.parse import Parse, covering
from dateline.marks.wordlist import load, words
from dateline.readings.cast import Cast
from dateline.readings.items import Proposal, Response

IFS = ("if", "unless", "provided", "once")


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers by the verb at ``token``, how, and what: its head, or ``None`` where it is not named."""

    token: int
    doer: int
    response: str
    thing: int | None


def with_answers(parse: Parse, cast: Cast, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals with their answers: "The government rejected the offer" answers the one that was told last before
    it, in the same paragraph or the one before."""
    responses: dict[str, list[Response]] = {p.id: list(p.responses) for p in proposals}
    for answer in _answers(parse):
        start = parse.tokens[answer.token].start
        before = [p for p in proposals if p.terms.end <= start]
        asked = max(before, key=lambda p: p.terms, default=None)
        if asked is None or not _meant(parse, cast, answer, asked):
            continue
        paragraph = parse.sentence_of(covering(parse, asked.terms)[0]).paragraph
        if parse.sentence_of(answer.token).paragraph - paragraph <= 1:
            responses[asked.id] += told(parse, cast, answer)
    return tuple(replace(p, responses=tuple(responses[p.id])) for p in proposals)


def told(parse: Parse, cast: Cast, answer: Answer) -> list[Response]:
    """An answer as responses, one for each of those who give it."""
    span = parse.span(answer.token, phrase_end(parse, answer.token, answer.token + 1))
    return [Response(by=by, response=answer.response, span=span) for by in cast.parties([answer.doer])]


def answer_over(parse: Parse, i: int) -> Answer | None:
    """The answer that the verb over the noun at token ``i`` gives to what it names: "rejected the demand that ..."."""
    verb = parse.tokens[i].head
    if parse.tokens[i].dep != "dobj" or not is_verb(parse, verb):
        return None
    return next((a for a in _answers_by(parse, verb) if a.thing == i), None)


def _answers(parse: Parse) -> Iterator[Answer]:
    for t in parse.tokens:
        if is_verb(parse, t.i):
            yield from _answers_by(parse, t.i)


def _answers_by(parse: Parse, v: int) -> Iterator[Answer]:
    t, doer = parse.tokens[v], subject(parse, v)
    if doer is None:
        return
    if t.lemma in words("proposals", "replying"):
        yet = t.dep == "xcomp" and any(parse.tokens[k].lower == "yet" for k in parse.kids(t.head, "advmod"))
        if yet or (negated(parse, v) and t.tag == "VB"):
            yield Answer(v, doer, "awaited", None)
        return
    kinds: dict[str, list[str]] = load("proposals")["responses"]
    small = [parse.tokens[k].lower for k in parse.kids(v, "prt", "advmod")]
    down = any(f"{t.lemma} {word}" in words("proposals", "turning_down") for word in small)
    response = "rejects" if down else next((kind for kind, lemmas in kinds.items() if t.lemma in lemmas), None)
    objects = parse.kids(v, "dobj") + [o for p, o in prepositions(parse, v) if p == "to"]
    if response is None or not objects:
        return
    conditional = any(parse.tokens[m].lower in IFS for k in parse.kids(v, "advcl") for m in parse.kids(k, "mark"))
    if response == "accepts" and modal(parse, v) in ("would", "will") and conditional:
        yield Answer(v, doer, "conditional", objects[0])
    elif factuality(parse, v) in ("happened", "ongoing") and not under_if(parse, v):
        yield Answer(v, doer, response, objects[0])


def _meant(parse: Parse, cast: Cast, answer: Answer, proposal: Proposal) -> bool:
    """Whether "the offer", "its demand", "the rebels' plan" can be this proposal: named by its force, told as
    known, and neither somebody else's nor the doer's own. Whose nobody knows is never answered."""
    called: dict[str, list[str]] = load("proposals")["answered"]
    proposers = {cast.key_by_id[by] for by in proposal.by}
    doer, thing = cast.key(answer.doer), answer.thing
    if not proposers or doer is None or doer in proposers:
        return False
    if thing is None:
        return doer in {cast.key_by_id[to] for to in proposal.to}
    if parse.tokens[thing].lower in ("it", "this", "that"):
        return True
    if parse.tokens[thing].lemma not in called.get(proposal.force, ()):
        return False
    if any(k in cast.mentions.adjectives for k in parse.kids(thing, "amod")):
        # "the Turkish offer": an adjective has no key to compare.
        return False
    known = any(parse.tokens[k].lower in ("the", "that", "this") for k in parse.kids(thing, "det"))
    owners = parse.kids(thing, "poss", "compound") + [o for p, o in prepositions(parse, thing) if p in ("of", "by")]
    keys = {key for o in owners if (key := cast.key(o)) is not None}
    return keys <= proposers and (known or bool(keys))
