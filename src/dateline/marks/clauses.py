"""Who does what in a clause: subjects, objects, partners, and whether it happened.

Everything here reads the dependency tree of one sentence; labels are those of spaCy's English models
(ClearNLP).
"""

from collections.abc import Iterator

from dateline.marks.parse import Parse
from dateline.marks.wordlist import words

# The tags of finite verbs.
FINITE = ("VBD", "VBZ", "VBP", "MD")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
HOSTING = words("geography", "hosting")
RELATIVES = {"who", "which", "that", "whom"}
# Word lists of ``lexicon/grammar.yml``, and what they say of the deed under them.
GOVERNING = (
    ("demanding", "demanded"),
    ("threatening", "threatened"),
    ("doubting", "hypothetical"),
    ("planning", "planned"),
)
NEGATIONS = {"not", "never", "no", "n't", "neither", "nor"}


def conjuncts(parse: Parse, i: int) -> list[int]:
    """Token ``i`` and what is coordinated with it ("Russia and Iran"), in order."""
    out, todo = [], [i]
    while todo:
        out.append(todo.pop())
        todo += reversed(parse.kids(out[-1], "conj"))
    return out


def is_verb(parse: Parse, i: int) -> bool:
    """Whether token ``i`` is a verb; "fighting" as a subject or object ("the fighting spread") is a noun."""
    t = parse.tokens[i]
    return t.tag.startswith("VB") and not (t.tag == "VBG" and t.dep in ("nsubj", "nsubjpass", "dobj", "pobj"))


def passive(parse: Parse, v: int) -> bool:
    """Whether verb ``v`` is passive: "was hit", "hit by", "the besieged city"."""
    while True:
        t = parse.tokens[v]
        if any(parse.tokens[k].dep in ("nsubjpass", "auxpass", "agent") for k in t.kids):
            return True
        if not (t.dep == "conj" and t.tag == "VBN" and not parse.kids(v, "aux", "nsubj")):
            break
        v = t.head
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


def is_subject(parse: Parse, i: int) -> bool:
    """Whether token ``i``, or what it is coordinated with, is a subject or the doer of a passive."""
    t = parse.tokens[i]
    while t.dep == "conj":
        t = parse.tokens[t.head]
    return t.dep in ("nsubj", "nsubjpass") or (t.dep == "pobj" and parse.tokens[t.head].dep == "agent")


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
            if not is_verb(parse, up):
                holder = possessor(parse, up)
                if holder is not None or parse.tokens[up].dep != "dobj":
                    return holder
                up = parse.tokens[up].head
            elif parse.tokens[up].lemma in words("cues", "judgement") | words("grammar", "quoting"):
                # "accused Russia of hitting hospitals", "quoted him as saying": the object does it.
                return next(iter(parse.kids(up, "dobj", "nsubjpass")), None)
            v = up
        elif (
            t.dep == "xcomp"
            and (object_ := next(iter(parse.kids(t.head, "dobj")), None)) is not None
            and controls_object(parse, t.head)
        ):
            return object_
        elif t.dep in ("xcomp", "advcl") and t.tag == "VB" and (asked := _asked(parse, t.head)) is not None:
            return asked
        elif t.dep in ("conj", "xcomp", "advcl", "ccomp", "aux", "prep") and t.head != v and is_verb(parse, t.head):
            if t.dep == "ccomp" and t.tag not in ("VB", "VBG"):
                return None
            v = t.head
        else:
            return None
    return None


def _asked(parse: Parse, v: int) -> int | None:
    """Who is to act after "called on X to", "appealed to X to"."""
    if parse.tokens[v].lemma not in words("grammar", "preposition_control"):
        return None
    return next((o for p, o in prepositions(parse, v) if p in ("on", "upon", "to")), None)


def controls_object(parse: Parse, v: int) -> bool:
    """Whether the object of ``v`` does what its infinitive says: "urged Russia to stop"."""
    return parse.tokens[v].lemma in words("grammar", "object_control")


def subject_of_noun_clause(parse: Parse, v: int) -> int | None:
    """Who does the verb that qualifies a noun: "rebels holding the town" the rebels, "its pledge to
    withdraw" its."""
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
    """Whose the noun ``n`` is: "Syria's offer" gives "Syria"; "the offer of Russia" and "by Russia" give
    "Russia"."""
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
    """The modal word of verb ``v``: will, would, could, may, must, should."""
    for k in parse.kids(v, "aux"):
        t = parse.tokens[k]
        if t.tag == "MD":
            return t.lemma
    return None


def factuality(parse: Parse, i: int) -> str:
    """Whether what the verb or noun at token ``i`` names took place: one of the seven values of
    ``schema/event.yml``."""
    if negated(parse, i):
        return "denied"
    return _verb_factuality(parse, i) if is_verb(parse, i) else _noun_factuality(parse, i)


def _verb_factuality(parse: Parse, v: int) -> str:
    # Of "shelled and bombed and ..." each is as real as the first.
    while (said := _marked_factuality(parse, v)) is None and _goes_on(parse, v):
        v = parse.tokens[v].head
    return said or _tensed_factuality(parse, v)


def _marked_factuality(parse: Parse, v: int) -> str | None:
    """What modals, "if" and the words over verb ``v`` say of it; None where they say nothing."""
    t = parse.tokens[v]
    said = modal(parse, v)
    if said == "would" and t.dep == "ccomp" and parse.tokens[t.head].lemma in words("cues", "say"):
        # "said the truce would begin" is "will begin", told afterwards.
        said = "will"
    if said in ("could", "may", "might", "can", "would") or under_if(parse, v):
        return "hypothetical"
    if said in ("will", "shall"):
        return "planned"
    if said in ("must", "should", "ought"):
        return "demanded"
    head = parse.tokens[t.head].lemma
    told = t.dep in ("ccomp", "xcomp") and head in words("grammar", "denying") | words("grammar", "demanding")
    gerund = t.tag == "VBG" and not parse.kids(v, "nsubj", "nsubjpass", "aux")
    if told or gerund or t.tag == "VB":
        return _governed(parse, v)
    return None


def _goes_on(parse: Parse, v: int) -> bool:
    """Whether verb ``v`` goes on with the subject and the auxiliaries of the verb before it."""
    t = parse.tokens[v]
    return (
        t.dep == "conj"
        and not parse.kids(v, "aux", "auxpass", "nsubj", "nsubjpass")
        and is_verb(parse, t.head)
        and parse.tokens[t.head].tag == t.tag
    )


def _tensed_factuality(parse: Parse, v: int) -> str:
    t = parse.tokens[v]
    auxiliaries = [parse.tokens[k] for k in parse.kids(v, "aux", "auxpass")]
    present = any(k.lower in ("is", "are", "'s", "'re", "’s", "’re", "being") for k in auxiliaries)
    # The tagger takes some past forms ("retook") for present ones.
    present_form = t.tag == "VBZ" or (t.tag == "VBP" and (t.lower == t.lemma or t.lemma in ("be", "have")))
    if present_form or (t.tag == "VBG" and (present or t.dep in ("pcomp", "acl", "amod"))):
        return "ongoing"
    if t.tag == "VBN" and (present or (t.dep in ("acl", "amod") and t.lemma in words("grammar", "lasting"))):
        return "ongoing"
    if t.tag == "VBG" and any(k.lower == "been" for k in auxiliaries):
        return "ongoing"
    return "happened"


def _governed(parse: Parse, v: int) -> str | None:
    """What the word over an infinitive or gerund says of it: "plans to attack", "demand to withdraw", "in
    order to help"."""
    t = parse.tokens[v]
    while t.dep == "conj" and parse.tokens[t.head].tag == t.tag:
        t = parse.tokens[t.head]
    head = parse.tokens[t.head]
    if t.dep in ("ccomp", "xcomp") and head.lemma in words("grammar", "denying"):
        return "denied"
    if t.dep == "xcomp" and negated(parse, head.i):
        return "denied"
    if t.dep == "pcomp":
        head = parse.tokens[head.head]
    elif t.dep not in ("xcomp", "ccomp", "acl", "advcl"):
        return None
    for values, said in GOVERNING:
        if head.lemma in words("grammar", values):
            return said
    if t.tag == "VB" and t.dep == "advcl":
        return "planned"
    if t.tag == "VB" and t.dep == "xcomp" and is_verb(parse, head.i):
        above = _verb_factuality(parse, head.i)
        return above if above in ("hypothetical", "planned", "demanded") else None
    return None


def _noun_factuality(parse: Parse, n: int) -> str:
    t = parse.tokens[n]
    verb = parse.tokens[t.head].head if t.dep == "pobj" else t.head
    if t.dep in ("dobj", "nsubjpass", "pobj") and is_verb(parse, verb):
        lemma = parse.tokens[verb].lemma
        if t.dep == "pobj" and parse.tokens[t.head].lower != "for":
            lemma = ""
        for values, said in GOVERNING:
            if lemma in words("grammar", values):
                return said
        if t.dep != "pobj" and lemma in words("grammar", "averting"):
            return "denied"
        if t.dep != "pobj" and lemma in words("events", "light_verbs"):
            return "denied" if negated(parse, verb) else _verb_factuality(parse, verb)
    if (
        t.dep == "pobj"
        and parse.tokens[t.head].lower in ("for", "of")
        and parse.tokens[parse.tokens[t.head].head].lemma in words("grammar", "demanding")
    ):
        return "demanded"
    return "ongoing" if t.lemma in words("grammar", "durative") else "happened"


def under_if(parse: Parse, v: int) -> bool:
    """Whether verb ``v`` stands in a clause with if, unless or whether."""
    return any(parse.tokens[k].lower in ("if", "unless", "whether") for k in parse.kids(v, "mark"))


def phrase_end(parse: Parse, i: int, last: int, *, longest: int = 14) -> int:
    """Where the phrase of token ``i`` ends that stands up to ``last`` so far: its object and what follows by
    preposition are taken in ("launched an offensive against rebels in the north"), relative clauses are not.
    """
    first = last
    for k in parse.kids(i, "prt", "dative", "dobj", "prep", "agent", "pobj", "xcomp", "npadvmod"):
        a, b = parse.edges(k)
        for relative in parse.kids(k, "relcl", "acl", "appos", "punct"):
            if relative > k:
                b = min(b, parse.edges(relative)[0])
        if a == last and b > a and b - first <= longest:
            last = b
            if parse.tokens[k].dep == "dobj":
                last = phrase_end(parse, k, last, longest=longest - (b - first))
    while last > first and parse.tokens[last - 1].dep == "punct":
        last -= 1
    return last


def hosts(parse: Parse, verb: int) -> bool:
    """Whether the verb tells where people are by who hosts them: "Turkey shelters", "Jordan has taken in"."""
    particles = {parse.tokens[k].lower for k in parse.kids(verb, "prt")}
    return parse.tokens[verb].lemma in HOSTING or (parse.tokens[verb].lemma == "take" and "in" in particles)
