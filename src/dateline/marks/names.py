"""Names of actors and places: from the lexicon, from the parser's tagger, and surnames of full names."""

import re
from collections import Counter

from dateline.marks import gazetteer, lexicon
from dateline.marks.mention import Mention, Mentions, add, head_of, titled
from dateline.marks.parse import Parse, covering
from dateline.marks.wordlist import words
from dateline.span import Span

PARTICLES = frozenset(
    [
        "de",
        "al",
        "el",
        "bin",
        "ibn",
        "van",
        "von",
        "der",
        "den",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "ul",
        "abu",
        "al-",
        "-",
        "’",
    ]
)
ARTICLES = frozenset(["al", "el", "ash", "as", "ar", "an", "at", "ad", "az", "ed", "es", "ez"])
LABELS = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "population",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
LARGE, NEVER = 300_000, 10**10
CAPITALISED = re.compile(r"[^\W\d_]")


def find_names(parse: Parse, found: Mentions) -> None:
    """Enter the names of the text into ``found``, the lexicon's first."""
    _lexicon_names(parse, found)
    _tagged_names(parse, found)
    _speaking_names(parse, found)
    _surnames(parse, found)
    _untagged_places(parse, found)
    _named_settlements(parse, found)


def _qualifies(parse: Parse, head: int) -> bool:
    """Whether a name only qualifies the noun after it: "the Moscow talks", "Russia-backed"."""
    t = parse.tokens[head]
    return t.dep in ("compound", "amod", "nmod", "npadvmod") and t.head > head


def _lexicon_names(parse: Parse, found: Mentions) -> None:
    hits: dict[Span, list[lexicon.Hit]] = {}
    for hit in lexicon.name_index().find(parse.report.text):
        hits.setdefault(hit.span, []).append(hit)
    entries = lexicon.actors()
    named = Counter(entries[m[0].entry_id].country or "" for m in hits.values() if len(m) == 1)
    for span, meant in hits.items():
        inside = covering(parse, span)
        if not inside or any(i in found.at for i in inside):
            continue
        first, last = inside[0], inside[-1] + 1
        chosen = _one_of(meant, named)
        if chosen is None:
            continue
        hit, entry = chosen
        head = head_of(parse, first, last)
        token = parse.tokens[head]
        if hit.form == "demonym":
            plural = token.tag in ("NNPS", "NNS") or (token.tag == "NNP" and token.lower.endswith("s"))
            if _qualifies(parse, head) or not plural:
                for i in inside:
                    found.adjectives[i] = entry.id
                continue
            determined = any(parse.tokens[k].lower == "the" for k in token.kids)
            counted = any(parse.tokens[k].dep in ("nummod", "amod") for k in token.kids)
            kind = "state" if determined and not counted else "population"
            add(found, Mention(first, last, head, "demonym", kind, entry.id, entry.country))
        else:
            if _qualifies(parse, head) and entry.kind == "state":
                found.adjectives[head] = entry.id
            word = "metonym" if hit.form == "metonym" else ""
            add(found, Mention(first, last, head, "name", entry.kind, entry.id, entry.country, word))


def _one_of(meant: list[lexicon.Hit], named: Counter[str]) -> tuple[lexicon.Hit, lexicon.ActorEntry] | None:
    """The reading of a name that several entries share: the state that the report also names in full.

    ``None`` where two states share a demonym and neither or both are named: "Congolese" stays open then.
    """
    entries = lexicon.actors()
    states = [h for h in meant if entries[h.entry_id].kind == "state"]
    ranked = sorted(states or meant, key=lambda h: -named[entries[h.entry_id].country or ""])
    if len(ranked) > 1 and states:
        first, second = (named[entries[h.entry_id].country or ""] for h in ranked[:2])
        if first == second:
            return None
    return ranked[0], entries[ranked[0].entry_id]


def _person_stretch(parse: Parse, first: int, last: int) -> int:
    """Where a person's name begins, particles before it included ("de Mistura")."""
    while first > 0:
        before = parse.tokens[first - 1]
        glued = before.end == parse.tokens[first].start
        if (
            before.lower in PARTICLES
            and (before.lower != "-" or glued)
            and before.dep in ("compound", "nmod", "punct", "case")
        ):
            first -= 1
        else:
            break
    while first < last and parse.tokens[first].lower in ("-", "’", "the"):
        first += 1
    return first


def _tagged_names(parse: Parse, found: Mentions) -> None:
    titles = words("nominals", "titles")
    people = Counter(parse.words(n.first, n.last) for n in parse.names if n.label == "PERSON")
    others = Counter(parse.words(n.first, n.last) for n in parse.names if n.label in ("ORG", "GPE", "LOC", "FAC"))
    for name in parse.names:
        kind = LABELS.get(name.label)
        # The tagger wavers between mentions of one name; most of them decide.
        text = parse.words(name.first, name.last)
        if kind in ("organisation", "place") and people[text] > others[text]:
            kind = "person"
        if name.label != "PERSON" and len(text) <= 2:
            continue
        first, last = name.first, name.last
        ranked = False
        while first < last - 1 and (
            parse.tokens[first].lower in ("the", "a", "an") or parse.tokens[first].lower in titles
        ):
            ranked |= parse.tokens[first].lower in titles
            first += 1
        while last > first and parse.tokens[last - 1].lower in ("'s", "’s", "’", "'", ","):
            last -= 1
        if kind == "place":  # "Derry on Easter Monday"
            last = next((i for i in range(first + 1, last) if parse.tokens[i].lower in ("on", "in", "at")), last)
        if kind is None or first >= last or any(i in found.at or i in found.adjectives for i in range(first, last)):
            continue
        if not CAPITALISED.match(parse.tokens[first].text) or not parse.tokens[first].text[0].isupper():
            continue
        if _cut(parse, last):
            continue
        if name.label == "PERSON":
            first = _person_stretch(parse, first, last)
        head = head_of(parse, first, last)
        if name.label == "NORP" and not parse.tokens[head].tag.endswith("S"):
            continue
        if ranked or titled(parse, first) or (last - first < 4 and _holds_office(parse, head)):
            kind = "person"
        elif kind != "place" and _meant_as_place(parse, first, last, head):
            kind = "place"
        add(found, Mention(first, last, head, "name", kind))
        _acronym(parse, found, first, last)


def _cut(parse: Parse, last: int) -> bool:
    """Whether a name ends within a word: "Cease" in "Cease-fire"."""
    rest = parse.tokens[last : last + 2]
    return (
        len(rest) == 2
        and rest[0].text == "-"
        and rest[0].start == parse.tokens[last - 1].end
        and rest[1].text.islower()
    )


def _holds_office(parse: Parse, head: int) -> bool:
    """Whether a name stands in apposition to one person's office: "the envoy, Kari Lunde,"."""
    t = parse.tokens[head]
    up = parse.tokens[t.head]
    return t.dep == "appos" and up.tag == "NN" and up.lemma in words("nominals", "offices")


def _speaking_names(parse: Parse, found: Mentions) -> None:
    """Full names that the tagger passed over and that say something: "Abdi Warsame said"."""
    for t in parse.tokens:
        verb = parse.tokens[t.head]
        if t.tag != "NNP" or t.dep != "nsubj" or t.i in found.at or verb.lemma not in words("cues", "plain"):
            continue
        parts = [k for k in t.kids if parse.tokens[k].dep == "compound" and parse.tokens[k].tag == "NNP"]
        first = min([*parts, t.i])
        while parse.tokens[first].lower in words("nominals", "titles"):
            first += 1
        if first < t.i and not any(i in found.at or i in found.adjectives for i in range(first, t.i)):
            add(found, Mention(first, t.i + 1, t.i, "name", "person"))


def _meant_as_place(parse: Parse, first: int, last: int, head: int) -> bool:
    """Whether a name tagged otherwise is a place: a large city's, or any gazetteer's where it stands after "in"."""
    name = parse.words(first, last)
    if name.lower() in words("geography", "never"):
        return False
    if gazetteer.well_known(name, people=LARGE if last - first == 1 else NEVER):
        return True
    t = parse.tokens[head]
    if not _located(parse, head):
        return False
    return (last - first <= 2 and bool(gazetteer.look_up(name))) or (
        head == last - 1 and t.lower in words("geography", "facilities")
    )


def _located(parse: Parse, head: int) -> bool:
    t = parse.tokens[head]
    return t.dep == "pobj" and parse.tokens[t.head].lower in ("in", "near", "at", "outside")


def _goal(parse: Parse, head: int) -> bool:
    """Whether a name is where somebody goes or what an army takes: "fled to Bosaso", "shelled Kadugli"."""
    t = parse.tokens[head]
    up = parse.tokens[t.head]
    if t.dep in ("dobj", "nsubjpass"):
        return up.lemma in words("geography", "taken")
    moves = parse.tokens[up.head].lemma in words("geography", "motion")
    return t.dep == "pobj" and (up.lower in ("into", "towards", "toward", "through") or (up.lower == "to" and moves))


def _untagged_places(parse: Parse, found: Mentions) -> None:
    """Places that the tagger passed over ("around Aleppo"): large cities, those of the hand list, and any that the
    gazetteer has after "in"."""
    tagged = {i for name in parse.names for i in range(name.first, name.last)}
    first = None
    for t in [*parse.tokens, None]:
        free = t is not None and t.i not in found.at and t.i not in found.adjectives
        named = t is not None and t.tag in ("NNP", "NNPS") and t.text[0].isalpha()
        if free and t is not None and (named or (first is not None and t.text == "-")):
            first = t.i if first is None else first
            continue
        if first is not None:
            _untagged_place(parse, found, first, t.i if t is not None else len(parse.tokens), tagged)
            first = None


def _untagged_place(parse: Parse, found: Mentions, first: int, last: int, tagged: set[int]) -> None:
    tokens = parse.tokens
    while last > first and tokens[last - 1].text == "-":
        last -= 1
    capital = tokens[first].text[0].isupper()
    if first > 1 and tokens[first - 1].text == "-" and tokens[first - 2].lower in ARTICLES:
        first -= 2  # "al-Bab"
    elif not capital and tokens[first].lower in ARTICLES and last > first + 1:
        capital = True
    name = parse.words(first, last)
    head = head_of(parse, first, last)
    placed = (_located(parse, head) or _goal(parse, head)) and head not in tagged
    following = [t.text for t in tokens[last : last + 3]]
    building = gazetteer.facility_words(following)
    known = gazetteer.well_known(name, people=LARGE) or (
        (placed and bool(gazetteer.look_up(name)))
        or (
            building > 0 and bool(gazetteer.look_up(name) or gazetteer.look_up(" ".join((name, *following[:building]))))
        )
    )
    if capital and known and not titled(parse, first) and name.lower() not in words("geography", "never"):
        add(found, Mention(first, last, head, "name", "place"))


def _named_settlements(parse: Parse, found: Mentions) -> None:
    """Names that are places whatever the tagger took them for: "the towns of Hayan and Hreitan"."""
    for t in parse.tokens:
        if t.lemma not in words("geography", "peopled") or t.tag not in ("NN", "NNS") or t.i + 2 >= len(parse.tokens):
            continue
        if parse.tokens[t.i + 1].lower != "of":
            continue
        i = t.i + 2
        while i < len(parse.tokens) and parse.tokens[i].sent == t.sent:
            first = i
            while i < len(parse.tokens) and (
                parse.tokens[i].text[0].isupper() or (i > first and parse.tokens[i].text == "-")
            ):
                i += 1
            if i == first and not (parse.tokens[i].lower in ("and", ",") and t.tag == "NNS"):
                break
            if i > first and not any(k in found.at or k in found.adjectives for k in range(first, i)):
                add(found, Mention(first, i, head_of(parse, first, i), "name", "place"))
            i += i == first


def _acronym(parse: Parse, found: Mentions, first: int, last: int) -> None:
    """Remember "Syrian Observatory for Human Rights (SOHR)"."""
    tokens = parse.tokens
    if (
        last + 2 < len(tokens)
        and tokens[last].text == "("
        and tokens[last + 2].text == ")"
        and tokens[last + 1].text.isupper()
    ):
        found.acronyms[tokens[last + 1].text] = parse.words(first, last)


def _surnames(parse: Parse, found: Mentions) -> None:
    """Later mentions of a full name by its surname, whatever the tagger made of them."""
    surnames: dict[str, Mention] = {}
    for m in found.all:
        if m.kind == "person" and m.last - m.first >= 2:
            for start in range(m.first + 1, m.last):
                if parse.tokens[start].text[0].isupper() or parse.tokens[start].lower in PARTICLES:
                    key = parse.words(start, m.last).lower()
                    if len(key) > 2 and key[0].isalpha():
                        surnames.setdefault(key, m)
    if not surnames:
        return
    longest = max(len(k.split()) for k in surnames) + 4
    i = 0
    while i < len(parse.tokens):
        token = parse.tokens[i]
        held = found.at.get(i)
        if (held and held.last - held.first > 1 and held.kind == "person") or not (
            token.text[0].isupper() or token.lower in PARTICLES
        ):
            i += 1
            continue
        for last in range(min(i + longest, len(parse.tokens)), i, -1):
            full = surnames.get(parse.words(i, last).lower())
            if full is None or not parse.tokens[last - 1].text[0].isupper():
                continue
            for j in range(i, last):
                old = found.at.pop(j, None)
                if old is not None and old in found.all:
                    found.all.remove(old)
            add(found, Mention(i, last, head_of(parse, i, last), "name", "person", full.entry, full.country))
            i = last - 1
            break
        i += 1
