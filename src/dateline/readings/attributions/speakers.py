"""Who a cue gives the words to, by the grammar of its sentence."""

from dateline.marks.clauses import RELATIVES, negated, passive, prepositions, subject
from dateline.marks.parse import Name, Parse
from dateline.marks.wordlist import words


def speaker_of(parse: Parse, cue: int) -> int | None:
    """The head of the speaker's phrase for the cue at token ``cue``; ``None`` where nobody is named."""
    if parse.tokens[cue].lower == "according":
        return next((o for _, o in prepositions(parse, cue)), None)
    if passive(parse, cue):
        # "the militias, who were asked to deploy": they are asked, they don't ask.
        return next((o for p, o in prepositions(parse, cue) if p == "by"), None)
    for k in parse.kids(cue, "nsubj"):
        return antecedent(parse, k)
    found = subject(parse, _sayer(parse, cue))
    if found is None:
        # "said the envoy": an inverted subject that the parser took for an object.
        found = next((k for k in parse.kids(cue, "dobj", "attr") if k > cue and parse.tokens[cue].lemma == "say"), None)
    return found


def _sayer(parse: Parse, cue: int) -> int:
    """The verb whose subject says a trailing "saying that": not the verb of what was said before, but the
    one that said it."""
    t = parse.tokens[cue]
    head = parse.tokens[t.head]
    if (
        t.dep == "advcl"
        and t.tag == "VBG"
        and head.dep == "ccomp"
        and parse.tokens[head.head].lemma in words("cues", "say")
    ):
        return head.head
    return cue


def antecedent(parse: Parse, i: int) -> int:
    """What a relative pronoun stands for: of "Ann Lee, who said" the name, of "the army and the union, which says" the
    last; any other token itself."""
    verb = parse.tokens[i].head
    if parse.tokens[i].lower not in RELATIVES or parse.tokens[verb].dep != "relcl":
        return i
    found = parse.tokens[verb].head
    if any(parse.tokens[k].tag == "VBZ" for k in (verb, *parse.kids(verb, "aux"))):
        while later := [k for k in parse.kids(found, "conj") if k < i]:
            found = later[-1]
    return found


def by_name(parse: Parse, i: int) -> int:
    """Who is named after a description: of "an aide to Ray, Ann Lee," the name at the end, which the parser takes for
    somebody beside Ray; any other token itself.

    Of "an aide to the president, Ann Lee," it may be the president.
    """
    for _, known in prepositions(parse, i) if parse.tokens[i].tag == "NN" else ():
        for k in parse.kids(known, "conj", "appos") if parse.tokens[known].tag.startswith("NNP") else ():
            if any(_between_commas(parse, name) for name in parse.names if name.last == k + 1):
                return k
    return i


def _between_commas(parse: Parse, name: Name) -> bool:
    """Whether a name is a person's, in full, with a comma on either side."""
    full = name.label == "PERSON" and name.last - name.first > 1 and name.last < len(parse.tokens)
    return full and parse.tokens[name.first - 1].text == parse.tokens[name.last].text == ","


def behind(parse: Parse, noun: int) -> int | None:
    """Who speaks through a noun: of "the army's statement", "a letter from the rebels", "calls by the union" they."""
    for k in parse.kids(noun, "poss"):
        return k
    return next((o for p, o in prepositions(parse, noun) if p in ("by", "from")), None)


def hearsay(parse: Parse, cue: int) -> bool:
    """Whether nobody says it, or not yet: "said to be long", "did not say", "expected to announce", "no one hoped"."""
    t = parse.tokens[cue]
    head = parse.tokens[t.head]
    if t.dep == "xcomp" and head.tag == "VBN" and head.lemma in words("cues", "awaiting") and passive(parse, t.head):
        return True
    if _nobody(parse, cue) or (t.lemma in words("cues", "say") and negated(parse, cue)):
        return True
    told = parse.kids(cue, "xcomp")
    if t.lemma == "say" and cue + 2 in told:
        return True
    return t.tag == "VBN" and bool(told) and not parse.kids(cue, "agent", "aux", "nsubj")


def _nobody(parse: Parse, cue: int) -> bool:
    """Whether the subject is nobody: "neither side commented", "no one said"."""
    near = [j for k in parse.kids(cue, "nsubj") for j in (k, *parse.tokens[k].kids)]
    return any(parse.tokens[j].lower in ("neither", "nobody", "none", "no") for j in near)


def hears(parse: Parse, cue: int, i: int) -> bool:
    """Whether token ``i`` is the one told or asked: "the minister, asked about the truce", "they were told that"."""
    t = parse.tokens[cue]
    if t.tag != "VBN" or t.lemma not in words("cues", "heard"):
        return False
    return i in parse.kids(cue, "nsubjpass") or (t.dep in ("acl", "relcl") and t.head == i)
