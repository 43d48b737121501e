"""Who does what in a clause: subjects, objects, partners, and whether it happened.

Everything here reads the dependency tree of one sentence; labels are those of spaCy's English models (ClearNLP).
"""

from collections.abc import Iterator

from dateline.marks.parse import Parse
from dateline.marks.wordlist import words

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = {"who", "which", "that", "whom"}
NEGATIONS = {"not", "never", "no", "n't", "neither", "nor"}


def conjuncts(parse: Parse, i: int) -> list[int]:
    """Token ``i`` and what is coordinated with it ("Russia and Iran"), in order."""
    out = [i]
    for k in parse.kids(i, "conj"):
        out += conjuncts(parse, k)
    return out


def is_verb(parse: Parse, i: int) -> bool:
    """Whether token ``i`` is tagged as a verb."""
    return parse.tokens[i].tag.startswith("VB")


def passive(parse: Parse, v: int) -> bool:
    """Whether verb ``v`` is passive: "was hit", "hit by", "the besieged city"."""
    t = parse.tokens[v]
    if any(parse.tokens[k].dep in ("nsubjpass", "auxpass", "agent") for k in t.kids):
        return True
    if t.dep == "conj" and t.tag == "VBN" and not parse.kids(v, "aux", "nsubj"):
        return passive(parse, t.head)
    return t.tag == "VBN" and t.dep in ("acl", "amod", "relcl") and not parse.kids(v, "aux", "nsubj")


def own_subject(parse: Parse, v: int) -> int | None:
    """The subject that stands with verb ``v`` itself; a relative pronoun gives its antecedent."""
    t = parse.tokens[v]
    for k in t.kids:
        if parse.tokens[k].dep in SUBJECTS:
            if parse.tokens[k].lower in RELATIVES and t.dep == "relcl":
                return t.head
            return k
    return None


def subject(parse: Parse, v: int) -> int | None:
    """The grammatical subject of verb ``v``, looked for up the tree where the verb has none of its own.

    "Russia said it was ready" gives "it" for "was"; "The army advanced, killing 12" gives "army" for "killing".
    For a passive verb this is who undergoes it. ``None`` where no one is named.
    """
    for _ in range(6):
        found = own_subject(parse, v)
        if found is not None:
            return found
        t = parse.tokens[v]
        if t.dep == "acl" or (t.dep == "amod" and t.tag in ("VBN", "VBG")):
            return subject_of_noun_clause(parse, v)
        if t.dep == "pcomp":
            up = parse.tokens[t.head].head
            if up == v or not is_verb(parse, up):
                return possessor(parse, up) if up != v else None
            v = up
        elif t.dep == "xcomp" and (object_ := next(iter(parse.kids(t.head, "dobj")), None)) is not None and controls_object(parse, t.head):
            return object_
        elif t.dep in ("conj", "xcomp", "advcl", "ccomp", "aux", "prep") and t.head != v and is_verb(parse, t.head):
            if t.dep == "ccomp" and t.tag not in ("VB", "VBG"):
                return None
            v = t.head
        else:
            return None
    return None


def controls_object(parse: Parse, v: int) -> bool:
    """Whether the object of ``v`` does what its infinitive says: "urged Russia to stop"."""
    return parse.tokens[v].lemma in words("grammar", "object_control")


def subject_of_noun_clause(parse: Parse, v: int) -> int | None:
    """Who does the verb that qualifies a noun: "rebels holding the town" the rebels, "its pledge to withdraw" its."""
    t = parse.tokens[v]
    if t.tag == "VB":
        holder = possessor(parse, t.head)
        if holder is not None:
            return holder
        up = parse.tokens[t.head].head
        if is_verb(parse, up) and parse.tokens[t.head].dep == "dobj":
            return subject(parse, up)
        return None
    return t.head


def possessor(parse: Parse, n: int) -> int | None:
    """Whose the noun ``n`` is: "Syria's offer" gives "Syria"; "the offer of Russia" and "by Russia" give "Russia"."""
    for k in parse.kids(n, "poss"):
        return k
    for k in parse.kids(n, "prep", "agent"):
        if parse.tokens[k].lower == "by":
            for o in parse.kids(k, "pobj"):
                return o
    return None


def prepositions(parse: Parse, i: int) -> Iterator[tuple[str, int]]:
    """Each (preposition, object) that hangs on token ``i``; "agent" by-phrases are given as "by"."""
    for k in parse.tokens[i].kids:
        t = parse.tokens[k]
        if t.dep in ("prep", "agent", "dative") and t.tag in ("IN", "TO", "RP"):
            for o in parse.kids(k, "pobj"):
                yield t.lower, o
            for inner in parse.kids(k, "prep"):
                for o in parse.kids(inner, "pobj"):
                    yield f"{t.lower} {parse.tokens[inner].lower}", o


def negated(parse: Parse, v: int) -> bool:
    """Whether the verb or noun ``v`` is denied: "did not fire", "no talks", "failed to meet"."""
    for k in parse.tokens[v].kids:
        t = parse.tokens[k]
        if t.dep == "neg" or (t.dep in ("det", "advmod", "preconj") and t.lower in NEGATIONS):
            return True
    t = parse.tokens[v]
    return t.dep == "xcomp" and parse.tokens[t.head].lemma == "fail"


def modal(parse: Parse, v: int) -> str | None:
    """The modal word of verb ``v``: will, would, could, may, must, should; "be going to" counts as will."""
    for k in parse.kids(v, "aux"):
        t = parse.tokens[k]
        if t.tag == "MD":
            return t.lemma
    return None


def factuality(parse: Parse, i: int) -> str:
    """Whether what token ``i`` names took place: one of the seven values of ``schema/event.yml``."""
    t = parse.tokens[i]
    verb = i if is_verb(parse, i) else next((a for a in parse.ancestors(i) if is_verb(parse, a)), None)
    if negated(parse, i):
        return "denied"
    if verb is None:
        return "happened"
    light = verb == i or parse.tokens[verb].lemma in words("events", "light_verbs")
    chain = [verb, *(a for a in parse.ancestors(verb) if is_verb(parse, a) or parse.tokens[a].dep in ("dobj", "pobj"))]
    if light and negated(parse, verb):
        return "denied"
    for step, v in enumerate(chain[:4]):
        word = parse.tokens[v]
        if step == 0 and not light:
            continue
        said = modal(parse, v)
        if said in ("could", "may", "might", "can", "would") or under_if(parse, v):
            return "hypothetical"
        if said in ("will", "shall", "'ll"):
            return "planned"
        if said in ("must", "should", "ought"):
            return "demanded"
        if step and word.lemma in words("grammar", "demanding"):
            return "demanded"
        if step and word.lemma in words("grammar", "planning"):
            return "planned"
        if step and word.lemma in words("grammar", "threatening"):
            return "threatened"
        if step and word.lemma in words("grammar", "doubting"):
            return "hypothetical"
        if step and word.lemma in words("cues", "say") | words("cues", "belief"):
            break
    progressive = t.tag == "VBG" and any(parse.tokens[k].lemma == "be" for k in parse.kids(i, "aux"))
    present = t.tag in ("VBZ", "VBP")
    if progressive or present or (t.tag == "VBG" and t.dep in ("pcomp", "acl", "amod")):
        return "ongoing"
    if not is_verb(parse, i) and parse.tokens[verb].tag in ("VBZ", "VBP", "VBG") and light:
        return "ongoing"
    return "happened"


def under_if(parse: Parse, v: int) -> bool:
    """Whether verb ``v`` stands in a clause with if, unless or whether."""
    return any(parse.tokens[k].lower in ("if", "unless", "whether") for k in parse.kids(v, "mark"))
