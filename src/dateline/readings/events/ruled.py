"""Events by rules: words of the lexicon with the parties that their clause gives them."""

from collections.abc import Sequence

from dateline.marks.clauses import factuality, modal, prepositions
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.events.found import Found
from dateline.readings.events.parties import parties
from dateline.readings.events.triggers import Coding, Trigger, in_context


def by_rules(parse: Parse, cast: Cast, triggers: Sequence[Trigger]) -> list[Found]:
    """The events of those ``triggers`` that have what their words need, in text order."""
    out = []
    for trigger in triggers:
        coding = in_context(parse, trigger)
        actors, recipients = parties(parse, cast, trigger.token, coding)
        if not _wanted(parse, cast, trigger, actors, recipients):
            continue
        value = _value(parse, trigger, coding)
        out.append(
            Found(trigger.token, trigger.first, trigger.last, coding.type, coding.mode, value, actors, recipients)
        )
    return out


def _value(parse: Parse, trigger: Trigger, coding: Coding) -> str:
    """The factuality; a refusal happens when it is uttered, unless it is only supposed."""
    if coding.mode != "refuse":
        return factuality(parse, trigger.token)
    return "hypothetical" if modal(parse, trigger.token) in ("would", "could", "might") else "happened"


def _wanted(parse: Parse, cast: Cast, trigger: Trigger, actors: tuple[str, ...], recipients: tuple[str, ...]) -> bool:
    """Whether what the word needs beside it is there: a prisoner to free, a crowd that marches, talks that collapse."""
    needs = trigger.coding.needs
    kinds = {cast.kind(a) for a in actors}
    if needs == "object":
        return bool(recipients)
    if needs == "crowd":
        return not kinds & {"armed_group", "state", "government"}
    if needs == "people":
        return not kinds & {"armed_group", "population"}
    if needs == "not_a_person":
        return "person" not in {cast.kind(r) for r in recipients}
    if needs == "talks":
        heads = parse.kids(trigger.token, "nsubj", "nsubjpass", "dobj", "compound")
        heads += [o for p, o in prepositions(parse, trigger.token) if p == "of"]
        heads += [trigger.token + k for k in (-1, 1) if 0 <= trigger.token + k < len(parse.tokens)]
        return any(parse.tokens[h].lemma in words("events", "talks") for h in heads)
    return True
