"""The words that name an event, looked up in the lexicon."""

from dataclasses import dataclass
from functools import lru_cache

from dateline.marks.clauses import is_verb, negated, prepositions
from dateline.marks.parse import Parse
from dateline.marks.wordlist import load, words

# Words that make a verb another one only right beside it: "give up", not "give aid up to now".
ADVERBIAL = {"in", "out", "up", "off", "down", "away", "back", "over", "at"}


@dataclass(frozen=True, slots=True)
class Coding:
    """A PLOVER type, its mode, who acts (subject, both, or none_object: the subject undergoes it), and what
    the word needs beside it to be an event at all; see ``lexicon/events.yml``."""

    type: str
    mode: str
    acts: str = "subject"
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word: its token, the tokens it covers (``first`` to ``last``, exclusive) and its coding."""

    token: int
    first: int
    last: int
    coding: Coding


@dataclass(frozen=True, slots=True)
class _Patterns:
    verbs: dict[str, Coding]
    particles: dict[tuple[str, str], Coding]
    objects: dict[tuple[str, str], Coding]
    subjects: dict[tuple[str, str], Coding]
    nouns: dict[str, Coding]
    compounds: dict[tuple[str, str], Coding]


def type_of(mode: str) -> str:
    """The PLOVER type that a mode belongs to."""
    found: str = load("mode", "schema")["modes"][mode]["type"]
    return found


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    found = _Patterns({}, {}, {}, {}, {}, {})
    for row in load("events")["modes"]:
        coding = Coding(type_of(row["mode"]), row["mode"], row.get("acts", "subject"), row.get("needs"))
        for verb in row["verbs"]:
            lemma, _, rest = verb.partition(" ")
            if rest.startswith("="):
                found.objects.setdefault((lemma, rest[1:]), coding)
            elif rest.startswith("<"):
                found.subjects.setdefault((lemma, rest[1:]), coding)
            elif rest:
                found.particles.setdefault((lemma, rest.split()[0]), coding)
            else:
                found.verbs.setdefault(lemma, coding)
        for noun in row["nouns"]:
            parts = noun.split()
            if len(parts) == 2:
                found.compounds.setdefault((parts[0], parts[1]), coding)
            else:
                found.nouns.setdefault(noun, coding)
    return found


def find_triggers(parse: Parse) -> list[Trigger]:
    """Every event word of the report, each token at most once."""
    patterns, out = _patterns(), []
    spoken: set[int] = set()
    for t in parse.tokens:
        if is_verb(parse, t.i) and t.dep not in ("aux", "auxpass"):
            found = _verb(parse, t.i, patterns)
            if found is not None:
                out.append(found)
                spoken.update(
                    k for k in parse.kids(t.i, "dobj") if (t.lemma, parse.tokens[k].lemma) in patterns.objects
                )
    for t in parse.tokens:
        noun = t.tag in ("NN", "NNS") or (t.tag == "VBG" and not is_verb(parse, t.i))
        if noun and t.i not in spoken:
            found = _noun(parse, t.i, patterns)
            if found is not None:
                out.append(found)
    out.sort(key=lambda x: x.token)
    return out


def in_context(parse: Parse, trigger: Trigger) -> Coding:
    """The coding as its clause turns it: what is refused is REJECT, support with arms or planes is
    COOPERATE."""
    i, coding = trigger.token, trigger.coding
    if coding.type in ("AGREE", "CONCEDE", "CONSULT") and is_verb(parse, i) and negated(parse, i):
        return Coding("REJECT", "refuse")
    if coding.type == "SUPPORT" and is_verb(parse, i):
        means = [o for p, o in prepositions(parse, i) if p in ("by", "with")]
        if any(parse.tokens[o].lemma in words("events", "military_means") for o in means):
            return Coding("COOPERATE", "military_support", "subject")
    return coding


def _verb(parse: Parse, i: int, patterns: _Patterns) -> Trigger | None:
    t = parse.tokens[i]
    if t.dep == "amod" and not parse.kids(i, "agent"):
        return None
    things = [parse.tokens[k].lemma for k in _things(parse, i)]
    idle = words("events", "idle_objects") | words("events", "civil")
    if (idle.intersection(things) or (t.lemma in ("meet", "seize") and "demand" in things)) or any(
        parse.tokens[k].lemma in words("events", "idle_deeds") for k in parse.kids(i, "xcomp")
    ):
        return None
    for thing in things:
        coding = patterns.objects.get((t.lemma, thing))
        if coding is not None:
            return Trigger(i, i, i + 1, coding)
    for k in parse.kids(i, "nsubj"):
        coding = patterns.subjects.get((t.lemma, parse.tokens[k].lemma))
        if coding is not None:
            return Trigger(i, i, i + 1, coding)
    if in_force(parse, i):
        return Trigger(i, i, i + 1, Coding(type_of("ceasefire"), "ceasefire", "subject"))
    for k in parse.kids(i, "prt", "prep", "advmod"):
        coding = patterns.particles.get((t.lemma, parse.tokens[k].lower))
        beside = k == i + 1 or parse.tokens[k].lower not in ADVERBIAL
        if coding is not None and k > i and beside:
            return Trigger(i, i, k + 1 if k == i + 1 else i + 1, coding)
    coding = patterns.verbs.get(t.lemma)
    return Trigger(i, i, i + 1, coding) if coding is not None else None


def in_force(parse: Parse, i: int) -> bool:
    """Whether a truce takes effect: "the deal to halt the fighting, which came into force on Saturday"."""
    if parse.tokens[i].lemma not in words("events", "taking"):
        return False
    ends = [o for p, o in prepositions(parse, i) if p == "into"] + parse.kids(i, "dobj")
    if not any(parse.tokens[o].lemma in ("effect", "force") for o in ends):
        return False
    for k in parse.kids(i, "nsubj"):
        head = parse.tokens[i].head if parse.tokens[k].tag in ("WDT", "WP") else k
        lemma = parse.tokens[head].lemma
        if lemma in words("events", "truces"):
            return True
        told = {t.lemma for t in parse.tokens[parse.sentence_of(i).first : parse.sentence_of(i).last]}
        if lemma in words("events", "deals") and told & (words("events", "truces") | words("events", "of_truces")):
            return True
    return False


def _things(parse: Parse, i: int) -> list[int]:
    """What a verb is done to; "a series of deals" gives the deals too."""
    out = parse.kids(i, "dobj", "nsubjpass")
    return out + [
        o
        for k in out
        if parse.tokens[k].lemma in words("grammar", "containers")
        for p, o in prepositions(parse, k)
        if p == "of"
    ]


def _noun(parse: Parse, i: int, patterns: _Patterns) -> Trigger | None:
    t = parse.tokens[i]
    if t.dep in ("compound", "nmod") and t.head > i:
        return None
    if t.lemma in words("events", "looming") and any(
        parse.tokens[k].lemma in words("events", "looms") for k in (t.head, *parse.kids(i, "acl", "relcl"))
    ):
        return None
    if t.lemma in ("siege", "blockade") and t.dep == "dobj" and parse.tokens[t.head].lemma in ("break", "end"):
        return None
    over = parse.tokens[parse.tokens[t.head].head].lemma if t.dep == "pobj" else ""
    if t.lemma == "hostility" and over in ("cessation", "end", "halt", "suspension"):
        return None
    if t.lemma == "strike" and t.dep == "pobj" and parse.tokens[t.head].lower == "on" and not parse.kids(i):
        # Workers "on strike" protest; they don't bomb.
        return Trigger(i, i, i + 1, Coding(type_of("strike"), "strike", needs="crowd"))
    civil = words("events", "civil")
    if any(parse.tokens[k].lower in civil for k in parse.kids(i, "compound", "amod")) or any(
        parse.tokens[o].lemma in civil for _, o in prepositions(parse, i)
    ):
        return None
    if i and parse.tokens[i - 1].sent == t.sent:
        coding = patterns.compounds.get((parse.tokens[i - 1].lower, t.lemma))
        if coding is not None:
            return Trigger(i, i - 1, i + 1, coding)
    coding = patterns.nouns.get(t.lemma if t.tag != "VBG" else t.lower)
    return Trigger(i, i, i + 1, coding) if coding is not None else None
