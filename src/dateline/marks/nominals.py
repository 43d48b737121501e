"""Actors that are described, not named ("the army", "a Western diplomat"), and pronouns."""

from functools import lru_cache

from dateline.marks.mention import Mention, Mentions, add
from dateline.marks.parse import Parse
from dateline.marks.wordlist import load, words

PERSON_PRONOUNS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
GROUP_PRONOUNS = {"they", "them", "their", "it", "its"}
NOMINAL_TAGS = ("NN", "NNS", "NNP", "NNPS")


def find_nominals(parse: Parse, found: Mentions) -> None:
    """Enter the described actors of the text into ``found``; names stay as they are."""
    classes = nominal_classes()
    offices = words("nominals", "offices")
    for t in parse.tokens:
        if t.i in found.at or t.tag not in NOMINAL_TAGS or (t.dep in ("compound", "nmod") and t.head > t.i):
            continue
        word = classes.get(t.lemma) or classes.get(t.lower)
        if t.lemma in offices and t.lemma not in (
            "official",
            "diplomat",
            "officer",
            "analyst",
            "expert",
            "activist",
            "delegate",
        ):
            word = ("office", "person")
        if word is None:
            continue
        first, last = core(parse, t.i)
        name, kind = word
        while first < t.i and (first in found.at and found.at[first].form == "name" and found.at[first].last > t.i):
            first += 1
        mention = Mention(first, last, t.i, "nominal", kind, word=name)
        found.all.append(mention)
        for i in range(first, last):
            found.at.setdefault(i, mention)
        found.at[t.i] = mention


@lru_cache(maxsize=1)
def nominal_classes() -> dict[str, tuple[str, str]]:
    """Noun -> (class, actor kind), from ``lexicon/nominals.yml``."""
    out: dict[str, tuple[str, str]] = {}
    for name, entry in load("nominals")["classes"].items():
        for noun in entry["words"]:
            out.setdefault(noun, (name, entry["kind"]))
    return out


def core(parse: Parse, head: int) -> tuple[int, int]:
    """First and last (exclusive) token of the noun phrase around ``head``, without what follows the head."""
    first = head
    todo = [
        k
        for k in parse.tokens[head].kids
        if k < head
        and parse.tokens[k].dep
        in ("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "npadvmod", "advmod")
    ]
    for k in todo:
        low = parse.edges(k)[0]
        first = min(first, low)
    while first < head and (parse.tokens[first].dep == "punct" or parse.tokens[first].text in ('"', "“", "'")):
        first += 1
    return first, head + 1


def find_pronouns(parse: Parse, found: Mentions) -> None:
    """Enter the personal pronouns of the text into ``found``."""
    for t in parse.tokens:
        if t.i in found.at or t.tag not in ("PRP", "PRP$"):
            continue
        if t.lower in PERSON_PRONOUNS:
            found_kind = "person"
        elif t.lower in GROUP_PRONOUNS:
            found_kind = ""
        elif t.lower in ("i", "we", "my", "our", "me", "us"):
            found_kind = "speaker"
        else:
            continue
        add(found, Mention(t.i, t.i + 1, t.i, "pronoun", found_kind))
