"""Who acts and who is acted upon: the parties of an event word."""

from dateline.marks.clauses import is_verb, passive, prepositions, subject
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.events.triggers import Coding

REACH = 14
TOWARDS = {"between", "among", "against", "on", "at", "to", "with", "for", "upon", "towards"}


def parties(parse: Parse, cast: Cast, i: int, coding: Coding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of those who act and of those acted upon, for the event word at token ``i``."""
    subjects = {parse.tokens[k].lemma for k in parse.kids(i, "nsubj")}
    if coding.mode == "ceasefire" and subjects & words("events", "talks"):
        # "The truce took effect at midnight": nobody is named.
        return (), ()
    doers, targets = verb_parties(parse, i) if is_verb(parse, i) else noun_parties(parse, i)
    if coding.type in ("AID", "COOPERATE", "SUPPORT"):
        given = [i, *parse.kids(i, "dobj")] if is_verb(parse, i) else [i]
        targets = [*targets, *(o for g in given for p, o in prepositions(parse, g) if p in ("for", "to"))]
    if coding.type == "MOBILIZE" and is_verb(parse, i):
        targets = [o for g in [i, *parse.kids(i, "dobj")] for p, o in prepositions(parse, g) if p in ("against", "to")]
    if coding.type == "ACCUSE" and is_verb(parse, i):
        # "condemned the action against X": X is not to blame.
        victims = [o for k in parse.kids(i, "dobj") for p, o in prepositions(parse, k) if p == "against"]
        targets = [o for o in targets if o not in victims]
    # A ship or a plane that arrives is no visit of its state.
    actors = cast.parties(doers) if coding.mode == "visit" else named(parse, cast, doers)
    if coding.mode in words("grammar", "transitive") and is_verb(parse, i) and not targets and not passive(parse, i):
        # "the people killed were civilians": nobody kills without an object.
        return (), actors
    if coding.acts == "none_object":
        # "The talks collapsed" has no doer; "the offensive derailed the talks" has.
        return ((), actors) if coding.mode != "collapse" or not parse.kids(i, "dobj") else (actors, ())
    recipients = tuple(r for r in named(parse, cast, targets) if r not in actors)
    if not is_verb(parse, i) and not actors:
        actors = by_adjective(parse, cast, i)
        recipients = tuple(r for r in recipients if r not in actors)
    if coding.type == "AGREE" and is_verb(parse, i) and passive(parse, i):
        return actors, ()
    if coding.acts == "both":
        enemies = named(parse, cast, [o for p, o in prepositions(parse, i) if p == "against"])
        return tuple(x for x in (*actors, *recipients) if x not in enemies), enemies
    return actors, recipients


def verb_parties(parse: Parse, v: int) -> tuple[list[int], list[int]]:
    """The heads of the phrases for who does and who suffers what the verb says."""
    found = subject(parse, v)
    if passive(parse, v):
        undergoes = [found] if found is not None else []
        return [o for p, o in prepositions(parse, v) if p == "by"], undergoes
    objects = parse.kids(v, "dobj", "dative")
    # "asked Russia to stop": the one asked is the subject of the clause under it.
    for k in parse.kids(v, "ccomp", "xcomp"):
        if parse.tokens[k].tag == "VB" or parse.tokens[v].lemma in words("grammar", "demanding"):
            objects = [*objects, *parse.kids(k, "nsubj")]
    for k in parse.kids(v, "dobj"):
        on = ("on",) if parse.tokens[k].lemma in words("grammar", "laid_on") else ()
        objects += [o for p, o in prepositions(parse, k) if p in ("with", "against", "between", *on)]
    objects += [o for p, o in prepositions(parse, v) if p in TOWARDS]
    return ([found] if found is not None else []), objects


def noun_parties(parse: Parse, n: int) -> tuple[list[int], list[int]]:
    """The heads of the phrases for who does and who suffers what the noun names."""
    owners = parse.kids(n, "poss")
    doers = [o for p, o in prepositions(parse, n) if p in ("by", "from")]
    for k in parse.kids(n, "acl"):
        if parse.tokens[k].lemma == "blame":
            return [o for p, o in prepositions(parse, k) if p == "on"], []
    if parse.tokens[n].lemma in words("grammar", "undergone"):
        return doers, owners + [o for p, o in prepositions(parse, n) if p == "of"]
    doers = owners + doers
    targets = [
        o
        for p, o in prepositions(parse, n)
        if p in ("against", "on", "with", "of", "upon", "towards", "between", "among")
    ]
    t = parse.tokens[n]
    up = parse.tokens[t.head].head if t.dep == "pobj" else t.head
    if is_verb(parse, up) and t.dep == "dobj" and parse.tokens[up].lemma in words("grammar", "receiving"):
        # "rebels who have the backing of X": X gives, the subject gets.
        found = subject(parse, up)
        return [*doers, *(o for p, o in prepositions(parse, n) if p in ("of", "from"))], [
            found
        ] if found is not None else []
    if not doers and is_verb(parse, up) and parse.tokens[up].lemma in words("events", "light_verbs"):
        if passive(parse, up):
            doers = [o for p, o in prepositions(parse, up) if p == "by"]
        elif t.dep != "nsubj":
            found = subject(parse, up)
            doers = [found] if found is not None else []
        targets += [o for p, o in prepositions(parse, up) if p in ("against", "on", "with")]
    if not targets:
        targets = _against(parse, n)
    return doers, targets


def _against(parse: Parse, n: int) -> list[int]:
    """The object of an "against" later in the clause, which the parser may have hung elsewhere."""
    for i in range(n + 1, min(n + REACH, parse.sentence_of(n).last)):
        if parse.tokens[i].lower == "against":
            return parse.kids(i, "pobj")
        if parse.tokens[i].tag in ("VBD", "VBZ", "VBP"):
            break
    return []


def named(parse: Parse, cast: Cast, heads: list[int]) -> tuple[str, ...]:
    """The actors at ``heads``; where a head is none ("opposition gains"), those that own or qualify it."""
    out: list[str] = []
    for head in heads:
        got = cast.parties([head])
        if not got and parse.tokens[head].lemma not in words("grammar", "grounds"):
            owners = parse.kids(head, "poss", "compound", "nmod") + [
                o for p, o in prepositions(parse, head) if p in ("of", "by")
            ]
            got = cast.parties(owners) or by_adjective(parse, cast, head)
        out += [g for g in got if g not in out]
    return tuple(out)


def by_adjective(parse: Parse, cast: Cast, n: int) -> tuple[str, ...]:
    """The states that qualify a noun ("Russian air strikes", "Syrian and Russian war planes") or its
    compound."""
    out: list[str] = []
    for k in parse.kids(n, "amod", "compound", "nmod"):
        for j in [k, *parse.kids(k, "conj", "amod")]:
            m = cast.mentions.at.get(j)
            city = m is not None and m.word == "metonym"
            got = cast.qualifier_party(j) or (None if city else cast.party(j))
            if got is not None and got not in out:
                out.append(got)
    return tuple(out)
