"""Whom a pronoun stands for, by gender, number, place in the sentence, and who spoke last.

A pronoun that the two sentences before don't explain (four for persons) stays unexplained. What a quote names and what
stands around it do not answer each other's pronouns.
"""

from collections.abc import Sequence
from functools import cache

from dateline.marks.clauses import conjuncts, is_subject
from dateline.marks.mention import Mention
from dateline.marks.nominals import PERSON_PRONOUNS
from dateline.marks.parse import Parse, covering
from dateline.marks.quotes import Quote
from dateline.marks.wordlist import load, words
from dateline.readings.attributions import Attribution
from dateline.readings.clusters import Clusters

LOCATING = ("in", "near", "at", "around", "outside", "inside", "into", "across", "throughout")
PLURAL = ("they", "them", "their")
SINGULAR = ("it", "its")


class Pronouns:
    """Resolves pronouns to the keys of clusters, remembering who spoke and who was "he" or "she"."""

    def __init__(self, clusters: Clusters, quotes: Sequence[Quote]) -> None:
        self.c = clusters
        self.quoted = {i for q in quotes if q.speech for i in covering(clusters.parse, q.inner)}
        self.gender: dict[str, str] = {}
        self.voices: dict[int, str] = {}
        self.said: list[tuple[int, str | None]] = []

    def hear(self, a: Attribution, speaker: str | None) -> None:
        """Remember who speaks, so that "we" inside a quote and "it said" after one can be told.

        That somebody unknown spoke is remembered too: no later "he said" goes back past him.
        """
        if a.cue is not None:
            self.said.append((a.cue, speaker))
        if a.direct and speaker is not None:
            self.voices.update({i: speaker for span in a.content for i in covering(self.c.parse, span)})

    def antecedent(self, m: Mention) -> str | None:
        """The key of the actor that the pronoun stands for; ``None`` where it can't be told."""
        here = self.c.parse.tokens[m.head]
        if m.kind == "speaker":
            return self.voices.get(m.head)
        gender = PERSON_PRONOUNS.get(here.lower)
        key = None
        if here.dep == "nsubj" and self.c.parse.tokens[here.head].lemma in words("cues", "say"):
            key = self._last_speaker(m.head, gender)
        for sentence in range(here.sent, max(-1, here.sent - (4 if gender else 2)), -1):
            if key is not None:
                break
            fitting = [k for k in self._named_in(m, sentence) if self._fits(k, here.lower, gender)]
            if gender and any(self._beside(fitting[0], k, sentence) for k in fitting[1:]):
                # "A and B shook hands. He said": either.
                return None
            key = fitting[0] if fitting else None
        if key is not None and gender:
            self.gender[key] = gender
        return key

    def owner(self, m: Mention) -> str | None:
        """The state of "his country" and "his government", the group of "its fighters"; ``None`` for all else."""
        if m.form != "nominal" or m.word not in ("government", "forces", "fighters", "states"):
            return None
        owner = next((self.c.mentions.at.get(k) for k in self.c.parse.kids(m.head, "poss")), None)
        holder = self.antecedent(owner) if owner is not None and owner.form == "pronoun" else None
        if holder is None:
            return None
        cluster = self.c.of[holder]
        if m.word in ("forces", "fighters"):
            return holder if cluster.kind == "armed_group" else None
        if m.word == "states" and self.c.parse.tokens[m.head].lemma not in ("country", "nation"):
            return None
        key = f"state:{cluster.country}"
        return key if key in self.c.of else None

    def _named_in(self, m: Mention, sentence: int) -> list[str]:
        """The actors named in a sentence before the pronoun, subjects first."""
        tokens = self.c.parse.tokens
        inside = [
            x
            for x in self.c.mentions.all
            if tokens[x.head].sent == sentence
            and x.last <= m.first
            and x.form != "pronoun"
            and x.head in self.c.key_of
            and tokens[x.head].dep != "compound"
            and not (x.kind == "state" and located(self.c.parse, x))
            and (x.head in self.quoted) == (m.head in self.quoted)
            and (sentence == tokens[m.head].sent or is_subject(self.c.parse, x.head) or x.kind == "person")
        ]
        same = sentence == tokens[m.head].sent
        inside.sort(key=lambda x: (not is_subject(self.c.parse, x.head), -x.first if same else x.first))
        return [self.c.key_of[x.head] for x in inside]

    def _beside(self, one: str, other: str, sentence: int) -> bool:
        """Whether two people are coordinated in a sentence: "A and B"."""
        tokens = self.c.parse.tokens
        if one == other:
            return False
        heads = [{m.head for m in self.c.of[k].mentions if tokens[m.head].sent == sentence} for k in (one, other)]
        return any(set(conjuncts(self.c.parse, h)) & theirs for mine, theirs in (heads, heads[::-1]) for h in mine)

    def _fits(self, key: str, word: str, gender: str | None) -> bool:
        person = self.c.is_person(key)
        if gender:
            return person and self._gender(key) in (None, gender)
        if person or word not in PLURAL + SINGULAR:
            return False
        if word in PLURAL:
            return self._plural(key)
        return not self._plural(key) and self.c.of[key].kind != "population"

    def _gender(self, key: str) -> str | None:
        """ "he" or "she", by the pronouns that stood for the actor before, else by title, noun or given name."""
        if key not in self.gender:
            told = {g for m in self.c.of[key].mentions if (g := gender_told(self.c.parse, m)) is not None}
            if len(told) != 1:
                return None
            self.gender[key] = told.pop()
        return self.gender[key]

    def _plural(self, key: str) -> bool:
        heads = [m.head for m in self.c.of[key].mentions if m.form != "pronoun"]
        return all(self.c.parse.tokens[h].tag in ("NNS", "NNPS") or self.c.parse.kids(h, "conj") for h in heads)

    def _last_speaker(self, pronoun: int, gender: str | None) -> str | None:
        """Who "it said" goes on from: the last to speak in the three sentences before, if the pronoun fits."""
        tokens = self.c.parse.tokens
        for cue, speaker in reversed(self.said):
            if cue < pronoun:
                if speaker is None or tokens[pronoun].sent - tokens[cue].sent > 3:
                    return None
                return speaker if self._fits(speaker, tokens[pronoun].lower, gender) else None
        return None


def gender_told(parse: Parse, m: Mention) -> str | None:
    """ "he" or "she" where a mention's words tell: "Sister Ann Lee", "a spokeswoman", "Ann Lee"; else ``None``."""
    if m.form == "nominal":
        tried = [("nouns", parse.tokens[m.head].lemma)]
    else:
        tried = [("titles", parse.tokens[i].lower) for i in range(max(0, m.first - 1), m.last)]
        tried += [("names", parse.tokens[m.first].lower)] if m.last - m.first > 1 else []
    return next((g for part, word in tried for g in ("he", "she") if word in _told_by(part, g)), None)


@cache
def _told_by(part: str, gender: str) -> frozenset[str]:
    return frozenset(load("gender")[part][gender])


def located(parse: Parse, m: Mention) -> bool:
    """Whether a name stands after a preposition of place: what happens "in Kenya" Kenya does not do."""
    t = parse.tokens[m.head]
    return t.dep == "pobj" and parse.tokens[t.head].lower in LOCATING
