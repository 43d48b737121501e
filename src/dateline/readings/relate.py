"""What a marked source does to a marked target in a sentence, as a PLOVER type."""

from typing import TypedDict

from dateline.marks.clauses import factuality
from dateline.marks.parse import Parse, covering
from dateline.marks.parser import load
from dateline.marks.wordlist import words
from dateline.readings.triggers import Trigger, find_triggers, in_context
from dateline.reports.report import Report
from dateline.span import Span

# What is only intended or offered of these counts as AGREE (CAMEO 03, express intent to cooperate); an agreement
# signed is SUPPORT (CAMEO 057, sign formal agreement).
OFFERED = {"CONSULT", "AID", "CONCEDE", "COOPERATE", "RETREAT"}


class Relation(TypedDict):
    """``type`` is a PLOVER type, ``None`` where no event word joins the two; ``scores`` add up to 1."""

    type: str | None
    scores: dict[str, float]


def relate(text: str, source: Span, target: Span, *, model: str | None = None) -> Relation:
    """The PLOVER type of what the words at ``source`` do to those at ``target``.

    Event words are weighed by where they stand: governing the source, holding the target, near the top of the
    sentence. Raises ``ValueError`` where a span lies outside the text.

    >>> relate("Rebels attacked the army.", Span(0, 6), Span(16, 24))["type"]
    'ASSAULT'
    """
    report = Report(id="pair", text=text)
    report.cite(*source)
    report.cite(*target)
    parse = next(load(model).parse([report]))
    scores: dict[str, float] = {}
    for trigger in find_triggers(parse):
        found = _type_of(parse, trigger)
        scores[found] = scores.get(found, 0.0) + _weight(parse, trigger, source, target)
    total = sum(scores.values())
    if not total:
        return {"type": None, "scores": {}}
    scores = {k: round(v / total, 4) for k, v in sorted(scores.items(), key=lambda x: (-x[1], x[0]))}
    return {"type": next(iter(scores)), "scores": scores}


def _type_of(parse: Parse, trigger: Trigger) -> str:
    """The PLOVER type between two marked parties, where intent and formal agreement have codes of their own."""
    coding, t = in_context(parse, trigger), parse.tokens[trigger.token]
    governor = parse.tokens[t.head].lemma if t.dep in ("xcomp", "acl", "ccomp") else ""
    intended = factuality(parse, trigger.token) == "planned" or governor in words("grammar", "willing")
    if coding.type in OFFERED and intended:
        return "AGREE"
    if coding.type == "AGREE" and t.lemma in words("grammar", "concluding"):
        return "SUPPORT"
    return coding.type


def _weight(parse: Parse, trigger: Trigger, source: Span, target: Span) -> float:
    below = set(parse.subtree(trigger.token))
    sources, targets = set(covering(parse, source)), set(covering(parse, target))
    if trigger.token in sources or trigger.token in targets:
        return 0.05
    weight = 0.2
    subjects = {j for k in parse.kids(trigger.token, "nsubj", "nsubjpass", "agent", "poss") for j in parse.subtree(k)}
    if subjects & sources:
        weight += 1.0
    elif below & sources:
        weight += 0.4
    if below & targets and not subjects & targets:
        weight += 0.8
    depth = sum(1 for _ in parse.ancestors(trigger.token))
    between = min(source.end, target.end) <= parse.tokens[trigger.token].start < max(source.start, target.start)
    return weight * (1.5 if between else 1.0) / (1 + 0.3 * depth)
