"""Events by the trained network: its answers made into parties of the cast, with the rules beside it."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.encoder.network import Seen
from dateline.readings.events.circumstances import ON_THE_GROUND
from dateline.readings.events.found import Found
from dateline.readings.events.network import load
from dateline.readings.events.triggers import in_force
from dateline.readings.places import Sites
from dateline.readings.pointed import nearest, parties_at

# The share from which a word tells an event by the network's word alone, and that from which it does where the lexicon
# has it; chosen on development data. The lexicon's type is right more often than the network's.
LIKELY, POSSIBLE = 0.98, 0.1


def by_network(parse: Parse, seen: Sequence[Seen], cast: Cast, sites: Sites, ruled: Sequence[Found]) -> list[Found]:
    """The events that the network finds for sure, and those ``ruled`` that it holds possible, in text order.

    Each side has the parties that the network points at; where it points at none, those of the rules. A truce that
    takes effect is an event by the rules' word alone.
    """
    by_token = {found.token: found for found in ruled}
    # "held a summit", "voiced support": verb and object tell one event, by the verb where the network has it.
    objects = {t.i: t.head for t in parse.tokens if t.dep == "dobj" and t.head in by_token and t.i not in by_token}
    told = {j.token: j for j in load().judge(parse, seen, {*by_token, *objects}, likely=LIKELY, possible=POSSIBLE)}
    out = []
    for judged in told.values():
        t, rule, verb = parse.tokens[judged.token], by_token.get(judged.token), objects.get(judged.token)
        if verb in told and (judged.share < LIKELY or judged.type == by_token[verb].type):
            continue
        doers, targets = (nearest(parse, t.sent, of) for of in (judged.actors, judged.recipients))
        if judged.type in ON_THE_GROUND:
            targets = [i for i in targets if not _city(cast, i)]
        actors = parties_at(parse, cast, sites, doers, acting=True)
        sufferers = parties_at(parse, cast, sites, targets, acting=False)
        recipients = tuple(a for a in sufferers if a not in actors)
        found = Found(t.i, t.i, t.i + 1, judged.type, judged.mode, judged.factuality, actors, recipients)
        out.append(found if rule is None else _beside(parse, found, rule))
    # Few texts that it learned from tell that a truce takes effect; the words leave no doubt.
    eased = {parse.tokens[found.token].sent for found in out if found.type == "CONCEDE"}
    out += [f for f in ruled if in_force(parse, f.token) and parse.tokens[f.token].sent not in eased]
    return sorted(out, key=lambda found: found.token)


def _beside(parse: Parse, found: Found, rule: Found) -> Found:
    """What the network found with what the rules know of the same word: its type and mode, what grammar says of its
    factuality, and who cannot be its doer."""
    actors = tuple(a for a in found.actors if a not in rule.recipients)
    if not actors or set(rule.actors) < set(actors):
        actors = tuple(a for a in rule.actors if a not in found.recipients) or actors
    sent = found.type in ("MOBILIZE", "RETREAT")
    recipients = tuple(a for a in (() if sent else found.recipients) or rule.recipients if a not in actors)
    plain = rule.factuality == "happened" or (rule.factuality == "ongoing" and _participle(parse, rule.token))
    factuality = found.factuality if plain else rule.factuality
    return replace(rule, factuality=factuality, actors=actors, recipients=recipients)


def _participle(parse: Parse, i: int) -> bool:
    """Whether the word is a bare participle, which says nothing of the time ("shelling the town, the army ..."); not
    one with a subject of its own ("with Iran backing them") nor one that lasts ("backed by Iran")."""
    t = parse.tokens[i]
    lasts = t.tag == "VBN" and t.lemma in words("grammar", "lasting")
    own = t.tag == "VBG" and parse.kids(i, "nsubj")
    return t.tag in ("VBG", "VBN") and not parse.kids(i, "aux", "auxpass") and not own and not lasts


def _city(cast: Cast, i: int) -> bool:
    """Whether the word is a capital's name, which stands for a government where one talks and for a town where one
    shoots."""
    m = cast.mentions.at.get(i)
    return m is not None and m.word == "metonym"
