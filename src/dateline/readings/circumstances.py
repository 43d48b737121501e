"""Who vouches for a count, and where and when it stands."""

from dateline.marks.clauses import RELATIVES, hosts, is_verb
from dateline.marks.numbers import NOUNS, CountedPhrase
from dateline.marks.parse import Parse, covering
from dateline.marks.wordlist import words
from dateline.span import Span

NAME_LINKS = ("of", "for", "in")


def counter_of(parse: Parse, i: int, counting: range) -> range | None:
    """Who vouches for token ``i``: "observers say", "according to X"; none of the tokens ``counting``."""
    tokens, sentence = parse.tokens, parse.sentence_of(i)
    for j in range(sentence.first, sentence.last - 2):
        if tokens[j].lower == "according" and tokens[j + 1].lower == "to":
            return next((_noun_phrase(parse, o, NAME_LINKS) for o in parse.kids(j + 1, "pobj")), None)
    for j in range(sentence.first, sentence.last):
        t = tokens[j]
        if t.lower in words("measures", "tallies") and t.dep == "pobj" and tokens[t.head].lower == "by":
            owner = next(iter(parse.kids(j, "poss")), None)  # "by the army's count"
            if owner is not None:
                return _noun_phrase(parse, owner, NAME_LINKS)
    below = i
    for a in parse.ancestors(i):
        dep = tokens[below].dep
        if dep in ("relcl", "advcl", "acl") and below != i:
            return None
        says = dep == "ccomp" and tokens[a].lemma in words("measures", "saying")
        tallies = below > a and tokens[a].lemma in words("measures", "tallying")
        if is_verb(parse, a) and (says or tallies):
            for s in parse.kids(a, "nsubj"):
                if s != below and s not in counting and tokens[s].tag in (*NOUNS, "PRP", "WP", "WDT"):
                    relative = tokens[s].lower in RELATIVES
                    return _noun_phrase(parse, tokens[a].head if relative else s, NAME_LINKS)
        below = a
    return None


def _noun_phrase(parse: Parse, i: int, links: tuple[str, ...]) -> range:
    """The tokens of noun ``i`` with its modifiers and the phrases after it that ``links`` begin."""
    tokens = parse.tokens
    modifiers = [k for k in tokens[i].kids if k < i and tokens[k].dep not in ("punct", "cc", "appos", "relcl")]
    first = min([i, *modifiers])
    first, last = min([first, *(k for k in tokens[first].kids if k < first)]), i + 1
    for name in parse.names:
        if name.first <= i < name.last:
            first, last = min(first, name.first), max(last, name.last)
    for k in parse.kids(i, "prep"):
        below = parse.subtree(k)
        if tokens[k].lower in links and k == last and not any(is_verb(parse, x) for x in below):
            last = below[-1] + 1
    return range(first, last)


def place_of(parse: Parse, phrase: CountedPhrase, verb: int | None, taken: list[Span]) -> range | None:
    """Where the count stands: the place phrase after it or under its verb ("near the border town of Kilis"), else on
    the verb's subject ("the fighting around Aleppo has killed"), else what "where" goes back to, else the host itself
    ("Turkey has taken in")."""
    tokens = parse.tokens
    heads = [h for h in (verb, phrase.head, phrase.number.last - 1) if h is not None]
    heads += parse.kids(phrase.head, "acl") if phrase.head is not None else []  # "hostages held in Aden"
    above = verb
    if verb is None and phrase.head is not None and tokens[phrase.head].dep in ("nsubj", "nsubjpass", "dobj"):
        above = tokens[phrase.head].head
        heads.append(above)
    found = _first_place(parse, phrase, heads, taken)
    if found is None and above is not None:
        subjects = [s for s in parse.kids(above, "nsubj") if s not in range(phrase.number.first, phrase.last)]
        found = _first_place(parse, None, subjects, taken) or _back_to(parse, above) or _host(parse, above, subjects)
    return found


def only_place(parse: Parse, verb: int, taken: list[Span]) -> range | None:
    """The place phrase among the words that tell of ``verb``, where there is just one ("were killed as troops stormed
    the town of Herak"): those under it and under the verbs it hangs on up to what somebody says, but for what happened
    besides or before ("while", "since", "and")."""
    tokens, top = parse.tokens, verb
    while tokens[top].dep not in ("ccomp", "parataxis", "ROOT") and is_verb(parse, tokens[top].head):
        top = tokens[top].head
    besides: set[int] = set()
    for k in parse.subtree(top):
        marks = {tokens[m].lower for m in parse.kids(k, "mark", "prep")}
        apart = (tokens[k].dep == "conj" and is_verb(parse, k)) or marks & {"while", "since"}
        if (apart or tokens[k].lower == "since") and verb not in (below := parse.subtree(k)):
            besides.update(below)
    where, found = words("measures", "where") | {"on"}, list[range]()
    for k in parse.subtree(top):
        if tokens[k].lower in where and k not in besides and not any(k in place for place in found):
            place = _first_place(parse, None, [tokens[k].head], taken)
            if place is not None and place.start > k and place not in found:
                found.append(place)
    return found[0] if len(found) == 1 else None


def _first_place(parse: Parse, phrase: CountedPhrase | None, heads: list[int], taken: list[Span]) -> range | None:
    """The first place phrase behind the count ``phrase`` or under one of ``heads``."""
    tokens = parse.tokens
    preps = [k for h in heads for k in parse.kids(h, "prep")]
    if phrase is not None and phrase.last < parse.sentence_of(phrase.number.first).last:
        preps.insert(0, phrase.last)
    known = {i for n in parse.names if n.label in ("GPE", "LOC", "FAC") for i in range(n.first, n.last)}
    others = (n for n in parse.names if n.label in ("PERSON", "ORG"))
    named = {i for n in others for i in range(n.first, n.last)} - known
    where = words("measures", "where") if phrase is not None else words("measures", "where") | {"on", "of"}
    if any(tokens[h].lemma in words("measures", "left_from") for h in heads):
        where = where | {"from"}
    for k in preps:
        for o in parse.kids(k, "pobj"):
            if tokens[k].lower in where or tokens[k].lower in ("on", "during"):
                preps += parse.kids(o, "prep")
            place = _noun_phrase(parse, o, ("of",))
            proper = any(j in known or (tokens[j].tag == "NNP" and j not in named) for j in place)
            settled = tokens[o].lower in words("measures", "settlements") and o + 1 < place.stop
            if tokens[k].lower not in where:
                continue
            if (proper or settled) and not any(parse.span(place.start, place.stop).overlaps(t) for t in taken):
                return place
    return None


def _back_to(parse: Parse, verb: int) -> range | None:
    """The noun that "where" goes back to: "in Aleppo, where 500 have been killed"."""
    for i in (verb, *parse.ancestors(verb)):
        if parse.tokens[i].dep == "relcl":
            where = any(parse.tokens[k].lower == "where" for k in parse.subtree(i))
            return _noun_phrase(parse, parse.tokens[i].head, ("of",)) if where else None
    return None


def _host(parse: Parse, verb: int, subjects: list[int]) -> range | None:
    """The subject of "hosts", "has taken in": refugees are where their host is."""
    if not hosts(parse, verb):
        return None
    for s in subjects:
        relative = parse.tokens[s].lower in RELATIVES
        return _noun_phrase(parse, parse.tokens[verb].head if relative else s, ("of",))
    return None


def period_of(parse: Parse, verb: int | None, taken: list[Span]) -> tuple[Span | None, bool]:
    """The time expression that hangs on the verb that carries the count, nearest first; and whether it is where the
    count began ("since May", "since the siege began in May")."""
    if verb is None:
        return None, False
    sentence, found = parse.sentence_of(verb), []
    edges = parse.span(sentence.first, sentence.last)
    for t in taken:
        if not edges.holds(t):
            continue
        i = covering(parse, t)[0]
        above = next((a for a in parse.ancestors(i) if is_verb(parse, a)), None)
        before = parse.tokens[i - 1].lower if i > sentence.first else ""
        began = above is not None and parse.tokens[above].dep == "advcl" and parse.tokens[above].head == verb
        began = began and any(parse.tokens[k].lower == "since" for k in parse.kids(above or 0, "mark"))
        if above == verb or began:
            found.append((abs(i - verb), t, began or before == "since"))
    return min(found)[1:] if found else (None, False)
