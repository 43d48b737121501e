"""Offers, demands, preconditions, promises, threats and deadlines, with their terms and conditions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import overload

from dateline.marks.clauses import is_verb, modal, negated, prepositions, subject
from dateline.marks.parse import Parse, covering
from dateline.marks.times import TimeMark
from dateline.marks.wordlist import load, words
from dateline.readings.asks.answers import told, with_answers
from dateline.readings.asks.grammar import condition_of, force_if
from dateline.readings.asks.put import Put
from dateline.readings.attributions import Attribution
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.items import Proposal, When
from dateline.span import Span


def find_proposals(
    parse: Parse, attributions: Sequence[Attribution], asks: Sequence[Put], cast: Cast, times: Sequence[TimeMark]
) -> tuple[Proposal, ...]:
    """The proposals of a report: what a holder asks, offers, promises or threatens, and what a holder will
    not do unless: what the network found, and what the rules make of the ``attributions``, deadlines and refusals."""
    out: list[Proposal] = []
    for put in asks:
        known = [span for made in out for span in (made.terms, made.condition) if span is not None]
        if put.force is not None and not any(put.content.overlaps(span) for span in known):
            kind, effect = kind_of(parse, covering(parse, put.content)), _effect(times, put.content)
            if put.force == "deadline" and effect is None:
                sentence = parse.sentence_of(put.token)
                effect = _effect(times, parse.span(sentence.first, sentence.last))
            n = len(out) + 1
            new = _proposal(parse, n, kind, put.force, put.content, put.by, put.to, put.condition, effect)
            out.append(replace(new, responses=tuple(told(parse, cast, put.answer))) if put.answer else new)
    taken = [made.terms for made in out]
    for read in (_from_cue, _from_condition, _from_modal):
        for a in attributions:
            made = read(parse, a, cast, times, len(out) + 1)
            if made is not None and not any(made.terms.overlaps(t) for t in taken):
                out.append(made)
                taken.append(made.terms)
    for t in parse.tokens:
        for look in (_deadline, _refusal):
            made = look(parse, t.i, cast, times, len(out) + 1)
            if made is not None and not any(made.terms.overlaps(s) for s in taken):
                out.append(made)
                taken.append(made.terms)
    return with_answers(parse, cast, out)


@overload
def _span(parse: Parse, tokens: range) -> Span: ...
@overload
def _span(parse: Parse, tokens: range | None) -> Span | None: ...
def _span(parse: Parse, tokens: range | None) -> Span | None:
    return parse.span(tokens.start, tokens.stop) if tokens is not None else None


def _force_of(lemma: str) -> str | None:
    forces: dict[str, list[str]] = load("proposals")["force"]
    return next((force for force, lemmas in forces.items() if lemma in lemmas), None)


def _from_cue(parse: Parse, a: Attribution, cast: Cast, times: Sequence[TimeMark], n: int) -> Proposal | None:
    if a.cue is None or a.direct:
        return None
    force = _force_of(parse.tokens[a.cue].lemma)
    if force is None or negated(parse, a.cue):
        return None
    span = a.content[0]
    inside = covering(parse, span)
    kind = kind_of(parse, inside)
    if force == "promise" and parse.tokens[a.cue].lemma == "announce" and kind == "other":
        return None
    by = cast.parties([a.speaker])
    to: tuple[str, ...] = ()
    for k in parse.kids(a.cue, "dobj", "dative"):
        if k in inside and (found := cast.parties([k])):
            # "urged Russia to stop": the terms are what Russia is to do.
            rest = [i for i in inside if i > parse.edges(k)[1] - 1]
            if rest and parse.tokens[rest[0]].lower in ("to", "of", "that"):
                to, span = found, Span(parse.tokens[rest[0]].start, span.end)
    to = to or tuple(
        x for x in cast.parties([o for p, o in prepositions(parse, a.cue) if p in ("on", "to")]) if x not in by
    )
    terms, condition = condition_of(parse, covering(parse, span))
    span = _span(parse, terms)
    return _proposal(parse, n, kind, force, span, by, to, _span(parse, condition), _effect(times, a.content[0]))


def _from_condition(parse: Parse, a: Attribution, cast: Cast, times: Sequence[TimeMark], n: int) -> Proposal | None:
    """ "They will not return unless the sieges end": a precondition; "it could open the gates if ...": a
    threat."""
    for content in a.content:
        inside = covering(parse, content)
        terms, condition = condition_of(parse, inside)
        if condition is None:
            continue
        verb = next(
            (i for i in inside if is_verb(parse, i) and modal(parse, i) in ("will", "would", "can", "could", "must")),
            None,
        )
        if verb is None:
            continue
        refused = negated(parse, verb) or any(
            parse.tokens[k].lower == "no" for i in inside for k in parse.kids(i, "det")
        )
        first = parse.tokens[condition.start].lower
        if refused and first in ("unless", "until", "without", "if"):
            force = "precondition"
        elif first == "if":
            force = force_if(parse, inside, condition)
        else:
            continue
        by, effect = cast.parties([a.speaker]), _effect(times, content)
        span, unless = _span(parse, terms), _span(parse, condition)
        return _proposal(parse, n, kind_of(parse, inside), force, span, by, (), unless, effect)
    return None


def _from_modal(parse: Parse, a: Attribution, cast: Cast, times: Sequence[TimeMark], n: int) -> Proposal | None:
    """What is said must or should be done is a demand; what the speaker's own side will do is a promise."""
    if a.cue is not None and not (
        parse.tokens[a.cue].lemma in words("cues", "say") or parse.tokens[a.cue].lower == "according"
    ):
        return None
    for content in a.content:
        inside = covering(parse, content)
        for i in inside:
            if not is_verb(parse, i) or parse.tokens[i].dep in ("relcl", "advcl"):
                continue
            said = modal(parse, i)
            doer = subject(parse, i)
            if doer is None or doer not in inside or said is None:
                continue
            if said in ("must", "should", "ought") and cast.key(doer) is None:
                continue
            own = parse.tokens[doer].lower in ("we", "i") or (
                a.speaker is not None and cast.key(doer) is not None and cast.key(doer) == cast.key(a.speaker)
            )
            by = cast.parties([a.speaker])
            if said in ("must", "should", "ought") and not own:
                force, to = "demand", cast.parties([doer])
            elif said in ("will", "shall", "would") and own and a.cue is not None:
                force, to = "promise", ()
            else:
                continue
            first, last = parse.edges(i)
            span = parse.span(max(first, inside[0]), min(last, inside[-1] + 1))
            return _proposal(
                parse,
                n,
                kind_of(parse, covering(parse, span)),
                force,
                span,
                by,
                to,
                _span(parse, condition_of(parse, inside)[1]),
                _effect(times, content),
            )
    return None


def _deadline(parse: Parse, i: int, cast: Cast, times: Sequence[TimeMark], n: int) -> Proposal | None:
    """ "set a target date of Feb. 25 to reconvene talks": terms are the deed, else the noun phrase."""
    t = parse.tokens[i]
    if t.tag != "NN" or t.lemma not in words("proposals", "deadline_nouns") or t.dep not in ("dobj", "nsubjpass"):
        return None
    first, last = parse.edges(i)
    when = _effect(times, parse.span(first, last))
    if when is None or not is_verb(parse, t.head):
        return None
    tail = [k for k in parse.subtree(t.head) if k > i]
    deed = next((k for k in tail if parse.tokens[k].tag.startswith("VB")), None)
    span = parse.span(first, last)
    if deed is not None and parse.tokens[deed - 1].lower == "to":
        # Of "to reconvene talks" the parser may take the verb for a part of the noun.
        top = parse.tokens[deed].head if parse.tokens[deed].dep == "compound" else deed
        span = parse.span(deed, parse.edges(top)[1])
    by = cast.parties([subject(parse, t.head)]) if t.dep == "dobj" else ()
    return _proposal(
        parse,
        n,
        kind_of(parse, range(first, parse.sentence_of(i).last)),
        "deadline",
        span,
        by,
        (),
        None,
        when,
    )


def _refusal(parse: Parse, i: int, cast: Cast, times: Sequence[TimeMark], n: int) -> Proposal | None:
    """ "refuses to join talks until the troops leave", "its refusal to ... unless": a precondition."""
    if parse.tokens[i].lemma not in ("refuse", "refusal"):
        return None
    holder = subject(parse, i) if is_verb(parse, i) else next(iter(parse.kids(i, "poss")), None)
    for k in parse.kids(i, "xcomp", "acl"):
        terms, condition = condition_of(parse, range(*parse.edges(k)))
        if condition is None or parse.tokens[condition.start].lower not in ("until", "unless", "before"):
            continue
        span, unless = _span(parse, terms), _span(parse, condition)
        if by := cast.parties([holder]):
            return _proposal(parse, n, kind_of(parse, terms), "precondition", span, by, (), unless, None)
    return None


def kind_of(parse: Parse, inside: range) -> str:
    """What a proposal is about, by the first telling word of its terms."""
    kinds: dict[str, list[str]] = load("proposals")["kinds"]
    for i in inside:
        for kind, lemmas in kinds.items():
            if parse.tokens[i].lemma in lemmas:
                return kind
    return "other"


def _effect(times: Sequence[TimeMark], span: Span) -> When | None:
    return next(
        (
            w
            for m in times
            if span.holds(m.span) and m.type == "DATE" and (w := when_of(m)) is not None and w.start is not None
        ),
        None,
    )


def _proposal(
    parse: Parse,
    n: int,
    kind: str,
    force: str,
    terms: Span,
    by: tuple[str, ...],
    to: tuple[str, ...],
    condition: Span | None,
    effect: When | None,
) -> Proposal:
    sentence = parse.sentence_of(covering(parse, terms)[0])
    return Proposal(
        id=f"r{n}",
        evidence=(parse.report.cite(*parse.span(sentence.first, sentence.last)),),
        kind=kind,
        force=force,
        terms=terms,
        by=by,
        to=to,
        condition=condition,
        takes_effect=effect,
    )
