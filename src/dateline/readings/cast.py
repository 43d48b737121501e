"""Who is who in one report: mentions gathered into actors, pronouns and nominals resolved.

Resolution is by the report's own words only. What cannot be told stays ``None``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.marks import lexicon
from dateline.marks.clauses import conjuncts
from dateline.marks.mentions import PERSON_PRONOUNS, SITES, Mention, Mentions, main_country, span_of
from dateline.marks.parse import Parse, covering
from dateline.marks.quotes import Quote
from dateline.marks.wordlist import words
from dateline.readings.attributions import Attribution
from dateline.readings.items import Actor, Role
from dateline.readings.roles import find_roles

ACTING = frozenset().union(
    *(words("cues", k) for k in ("say", "belief", "wish", "judgement", "adjectives"))
) | words("grammar", "agency")
AIRCRAFT = {"plane", "warplane", "jet", "bomber", "helicopter", "aircraft"}
KINDS = {
    "state": "state",
    "rebels": "armed_group",
    "opposition": "organisation",
    "forces": "armed_group",
    "person": "person",
}
GENERIC = {
    "group",
    "organisation",
    "organization",
    "coalition",
    "alliance",
    "council",
    "agency",
    "bloc",
    "body",
    "movement",
    "observatory",
    "committee",
    "faction",
    "militia",
}
DEFINITE = {"the", "this", "that", "these", "those", "both", "its", "his", "her", "their"}
SMALL = {
    "the",
    "a",
    "an",
    "one",
    "any",
    "this",
    "that",
    "these",
    "those",
    "its",
    "his",
    "her",
    "their",
    "no",
    "all",
    "both",
    "some",
    "other",
    "another",
}


@dataclass(slots=True)
class Cluster:
    """The mentions of one actor. ``key`` tells actors apart within the report."""

    key: str
    kind: str
    entry: str | None = None
    country: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)


class Cast:
    """The actors of one report. Readers ask :meth:`party` and :meth:`parties`; only actors asked for are
    emitted."""

    def __init__(self, parse: Parse, mentions: Mentions, quotes: Sequence[Quote] = ()) -> None:
        self.parse, self.mentions = parse, mentions
        self.quoted = {i for q in quotes if q.speech for i in covering(parse, q.inner)}
        self.country = main_country(parse, mentions)
        self.clusters: dict[str, Cluster] = {}
        self.key_of: dict[int, str] = {}
        self.ids: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        self.voices: dict[int, str] = {}
        self.said: list[tuple[int, str]] = []
        self.full_names = self._full_names()
        roles, self.apposed = find_roles(parse, mentions)
        for m in mentions.all:
            if m.form in ("name", "demonym"):
                self._join(m, self._name_key(m))
        for first, role in roles:
            cluster = self.clusters.get(self.key_of.get(first, ""))
            if cluster and role not in cluster.roles:
                cluster.roles.append(role)
        for m in mentions.all:
            if m.form == "nominal":
                self._join(m, self._nominal_key(m))

    def _join(self, m: Mention, key: str | None) -> None:
        if key is None:
            return
        cluster = self.clusters.get(key)
        if cluster is None:
            kind = KINDS.get(key.partition(":")[0]) or m.kind or "organisation"
            cluster = self.clusters[key] = Cluster(key, kind, m.entry, m.country)
        if key.startswith("state:"):
            cluster.country = key.removeprefix("state:")
            cluster.entry = cluster.entry or m.entry
        cluster.entry = cluster.entry or (m.entry if m.form == "name" else None)
        cluster.mentions.append(m)
        self.key_of[m.first] = key
        self.key_of[m.head] = key

    # ------------------------------------------------------------ keys
    def _full_names(self) -> dict[str, str]:
        """Endings of the report's full person names -> the full name; an ending of two people is left out."""
        full: dict[str, set[str]] = {}
        for m in self.mentions.all:
            if m.kind == "person" and m.form == "name" and m.last - m.first >= 2:
                text = self.parse.words(m.first, m.last)
                for start in range(m.first, m.last):
                    full.setdefault(self.parse.words(start, m.last).lower(), set()).add(text)
        known = {n.lower() for names in full.values() for n in names}
        parts = {n for n in known if any(o != n and o.endswith(f" {n}") for o in known)}
        whole = {ending: {n for n in names if n.lower() not in parts} for ending, names in full.items()}
        return {
            ending: next(iter(names))
            for ending, names in whole.items()
            if len({n.lower() for n in names}) == 1
        }

    def _name_key(self, m: Mention) -> str | None:
        text = self.parse.words(m.first, m.last)
        if m.kind == "place":
            return None
        if m.entry:
            entry = lexicon.actors()[m.entry]
            if m.form == "demonym":
                return (
                    f"state:{m.country}"
                    if m.kind == "state" and m.country
                    else f"people:{m.country or m.entry}"
                )
            if entry.kind == "state" or (
                entry.kind == "government" and entry.id == f"{_first(entry.member_of)}-government"
            ):
                return f"state:{entry.country}"
            if entry.id == f"{_first(entry.member_of)}-armed-forces":
                return f"forces:{entry.country}"
            if entry.kind == "organisation" and text.lower().endswith("opposition"):
                return f"opposition:{entry.country or self.country or ''}"
            return f"entry:{m.entry}"
        if m.kind == "person":
            return f"person:{self.full_names.get(text.lower(), text).lower()}"
        return f"name:{self.mentions.acronyms.get(text, text).lower()}"

    def qualifiers(self, m: Mention) -> list[str]:
        """The words before the head of a nominal that say which one, in lower case."""
        return [
            t.lower
            for t in self.parse.tokens[m.first : m.head]
            if t.lower not in SMALL and t.dep != "punct" and t.tag not in ("CD", "POS")
        ]

    def _country_of(self, m: Mention) -> str | None:
        for i in range(m.first, m.head):
            if i in self.mentions.adjectives:
                return lexicon.actors()[self.mentions.adjectives[i]].country
            named = self.mentions.at.get(i)
            if named is not None and named is not m and named.country:
                return named.country
        for k in self.parse.kids(m.head, "prep"):
            if self.parse.tokens[k].lower == "of":
                for o in self.parse.kids(k, "pobj"):
                    named = self.mentions.at.get(o)
                    if named is not None and named.kind == "state":
                        return named.country
        return None

    def _nominal_key(self, m: Mention) -> str | None:
        parse, head = self.parse, self.parse.tokens[m.head]
        if m.head in self.apposed:
            return self.key_of.get(self.apposed[m.head])
        quals = self.qualifiers(m)
        for i in range(m.first, m.head):
            named = self.mentions.at.get(i)
            if (
                named is not None
                and named.form == "name"
                and named.kind in ("armed_group", "organisation")
                and m.kind == "armed_group"
                and f"{named.kind}" != "place"
            ):
                return self.key_of.get(named.head)
        if {t.lower for t in parse.tokens[m.first : m.head]} & words(
            "nominals", "vague"
        ) and m.kind != "unnamed_source":
            return f"np:{' '.join([*quals, head.lemma])}@{m.first}"
        country = self._country_of(m)
        word = m.word
        if word in ("forces", "fighters", "sides", "militants", "unnamed"):
            if "rebel" in quals or "insurgent" in quals:
                word = "rebels"
            elif "opposition" in quals:
                word = "opposition" if word != "forces" else "rebels"
        if word == "unnamed" and m.kind == "unnamed_source":
            return self._source_key(m, quals)
        if word == "government" and head.lemma not in ("ministry", "palace", "presidency"):
            # "The authorities" of a report are often another country's than its war's.
            place = country or (self.country if head.lemma in ("government", "regime", "junta") else None)
            return f"state:{place}" if place else f"government:{' '.join(quals)}"
        if word in ("rebels", "opposition"):
            return f"{word}:{country or self.country or ''}"
        if word == "forces" and country and head.lemma in AIRCRAFT:
            return f"state:{country}"
        if word == "forces":
            own = country or (
                self.country
                if not quals
                or {"government", "army", "regime", "state"} & set(quals)
                or head.lemma in ("army", "military")
                else None
            )
            return (
                f"forces:{own}"
                if own and not set(quals) & words("nominals", "blocs") - {"government", "military"}
                else f"np:{' '.join([*quals, head.lemma])}"
            )
        if word == "office":
            return self._office_key(m, quals)
        if head.tag.startswith("NNP") and not quals and parse.tokens[m.first].lower in DEFINITE:
            return self._named_by(head.text) or self._latest_organisation(m)
        if head.lemma in GENERIC and not quals and parse.tokens[m.first].lower in DEFINITE:
            return self._latest_organisation(m)
        if not quals and m.kind != "armed_group":
            return f"np:{head.lemma}@{m.first}"
        return f"np:{' '.join([*quals, head.lemma])}"

    def _source_key(self, m: Mention, quals: list[str]) -> str | None:
        head = self.parse.tokens[m.head]
        phrase = " ".join([*quals, head.lemma])
        singular = head.tag == "NN"
        if singular and self.parse.tokens[m.first].lower in DEFINITE:
            for c in reversed(list(self.clusters.values())):
                if (
                    c.key.startswith("source:")
                    and c.mentions
                    and self.parse.tokens[c.mentions[0].head].lemma == head.lemma
                ):
                    return c.key
            return self._office_key(m, quals)
        return f"source:{phrase}@{m.first}" if singular else f"source:{phrase}"

    def _office_key(self, m: Mention, quals: list[str]) -> str | None:
        head = self.parse.tokens[m.head]
        if head.tag == "NN" and self.parse.tokens[m.first].lower in DEFINITE:
            holders = [
                c
                for c in self.clusters.values()
                if c.kind == "person"
                and c.mentions[0].first < m.first
                and any(head.lemma in r.title.lower().split() for r in c.roles)
            ]
            fitting = [
                c
                for c in holders
                if any(all(q in f"{r.title} {r.of or ''}".lower() for q in quals) for r in c.roles)
            ] or holders
            if len(fitting) == 1:
                return fitting[0].key
            if head.lemma not in words("nominals", "offices"):
                return None
        return f"office:{' '.join([*quals, head.lemma])}@{m.first}"

    def _named_by(self, word: str) -> str | None:
        """The one organisation whose name holds the word: "the Observatory"."""
        keys = {
            self.key_of[m.head]
            for m in self.mentions.all
            if m.form == "name"
            and m.kind in ("organisation", "armed_group", "government")
            and m.head in self.key_of
            and word in self.parse.words(m.first, m.last).split()
        }
        return keys.pop() if len(keys) == 1 else None

    def _latest_organisation(self, m: Mention) -> str | None:
        sentence = self.parse.tokens[m.head].sent
        for other in reversed(self.mentions.all):
            if (
                other.first < m.first
                and other.form == "name"
                and other.kind in ("organisation", "armed_group")
            ):
                if sentence - self.parse.tokens[other.head].sent <= 2:
                    return self.key_of.get(other.head)
                return None
        return None

    # ------------------------------------------------------------ asking
    def hear(self, attributions: Iterable[Attribution]) -> None:
        """Remember who speaks where, so that "we" inside a quote and "it said" after one can be told."""
        for a in sorted(
            attributions, key=lambda a: a.content[0] if a.cue is None else self.parse.span(a.cue, a.cue + 1)
        ):
            speaker = self.key(a.speaker)
            if speaker is None:
                continue
            if a.cue is not None:
                self.said.append((a.cue, speaker))
            if a.direct:
                self.voices.update({i: speaker for c in a.content for i in covering(self.parse, c)})

    def _last_speaker(self, pronoun: int, gender: str | None) -> str | None:
        """Who "it said" goes on from: the last to speak in the three sentences before, if the pronoun fits."""
        tokens = self.parse.tokens
        for cue, speaker in reversed(self.said):
            if cue >= pronoun:
                continue
            if tokens[pronoun].sent - tokens[cue].sent > 3:
                return None
            person = self._person(speaker)
            plural = tokens[self.clusters[speaker].mentions[0].head].tag in ("NNS", "NNPS")
            word = tokens[pronoun].lower
            fits = (
                person and self.gender.get(speaker, gender) == gender
                if gender
                else not person and plural == (word == "they")
            )
            return speaker if fits else None
        return None

    def key(self, i: int | None) -> str | None:
        """The key of the actor that token ``i`` names, describes or stands for; ``None`` where it is no
        actor or unclear."""
        if i is None:
            return None
        m = self.mentions.at.get(i)
        if m is None:
            return None
        if m.form == "pronoun":
            return self._antecedent(m)
        found = self._owned(m) or self.key_of.get(m.head)
        if found is not None and m.form == "nominal" and m.head != i and i != m.first:
            return found if self.parse.tokens[i].head == m.head else None
        return found

    def _owned(self, m: Mention) -> str | None:
        """ "His country" is the state of the person that "his" stands for."""
        if m.form != "nominal" or self.parse.tokens[m.head].lemma not in ("country", "nation"):
            return None
        owner = next((self.mentions.at.get(k) for k in self.parse.kids(m.head, "poss")), None)
        holder = self._antecedent(owner) if owner is not None and owner.form == "pronoun" else None
        key = f"state:{self.clusters[holder].country}" if holder is not None else ""
        return key if key in self.clusters else None

    def _antecedent(self, m: Mention) -> str | None:
        parse, tokens = self.parse, self.parse.tokens
        here = tokens[m.head]
        if m.kind == "speaker":
            return self.voices.get(m.head)
        gender = PERSON_PRONOUNS.get(here.lower)
        sentence = here.sent
        if here.dep == "nsubj" and tokens[here.head].lemma in words("cues", "say"):
            key = self._last_speaker(m.head, gender)
            if key is not None:
                if gender:
                    self.gender[key] = gender
                return key
        for s in range(sentence, max(-1, sentence - (4 if gender else 2)), -1):
            inside = [
                x
                for x in self.mentions.all
                if tokens[x.head].sent == s and x.last <= m.first and x.form != "pronoun"
            ]
            # What a quote names and what stands around it do not answer each other's pronouns.
            inside = [
                x
                for x in inside
                if (x.head in self.quoted) == (m.head in self.quoted) and tokens[x.head].dep != "compound"
            ]
            ranked = sorted(
                inside, key=lambda x: (not _subjectish(parse, x.head), -x.first if s == sentence else x.first)
            )
            for x in ranked:
                key = self.key_of.get(x.head)
                if key is None:
                    continue
                if gender and self._person(key) and self.gender.get(key, gender) == gender:
                    self.gender[key] = gender
                    return key
                plural = tokens[x.head].tag in ("NNS", "NNPS") or bool(parse.kids(x.head, "conj"))
                if (
                    not gender
                    and here.lower in ("they", "them", "their")
                    and plural
                    and not self._person(key)
                ):
                    return key
                if (
                    not gender
                    and here.lower in ("it", "its")
                    and not plural
                    and not self._person(key)
                    and self.clusters[key].kind != "population"
                    and (s == sentence or _subjectish(parse, x.head))
                ):
                    return key
        return None

    def _person(self, key: str) -> bool:
        cluster = self.clusters[key]
        if cluster.kind == "unnamed_source":
            return self.parse.tokens[cluster.mentions[0].head].tag == "NN"
        return cluster.kind == "person"

    def party(self, i: int | None) -> str | None:
        """The id of the actor at token ``i``, which from now on is part of the reading."""
        return self.use(self.key(i))

    def parties(self, heads: Iterable[int | None]) -> tuple[str, ...]:
        """The ids of the actors at ``heads`` and of those coordinated with them, each once."""
        out: list[str] = []
        for head in heads:
            if head is None:
                continue
            for i in conjuncts(self.parse, head):
                got = self.party(i)
                if got is not None and got not in out:
                    out.append(got)
        return tuple(out)

    def use(self, key: str | None) -> str | None:
        """The id of the actor with this key; its first use makes it part of the reading."""
        if key is None:
            return None
        return self.ids.setdefault(key, f"a{len(self.ids) + 1}")

    def kind(self, id_: str) -> str:
        """The kind of an actor that is part of the reading."""
        return self.clusters[next(k for k, v in self.ids.items() if v == id_)].kind

    def qualifier_party(self, i: int) -> str | None:
        """The id of the actor that the adjective at token ``i`` stands for: "Russian" air strikes,
        "Western" backing."""
        owner = self.mentions.adjectives.get(i)
        if owner is None:
            return None
        entry = lexicon.actors()[owner]
        key = f"state:{entry.country}" if entry.kind == "state" else f"entry:{owner}"
        if key not in self.clusters:
            mention = Mention(i, i + 1, i, "demonym", entry.kind, owner, entry.country)
            self.clusters[key] = Cluster(key, entry.kind, owner, entry.country, [mention])
        return self.use(key)

    # ------------------------------------------------------------ emitting
    def actors(self) -> tuple[Actor, ...]:
        """The actors that were asked for, in the order of their ids."""
        out = []
        entries = lexicon.actors()
        for key, id_ in self.ids.items():
            c = self.clusters[key]
            here = [m for m in c.mentions if not self.sited(m)] or c.mentions[:1]
            spans = tuple(sorted({span_of(self.parse, m) for m in here}))
            entry = entries.get(c.entry) if c.entry and not key.startswith("people:") else None
            names = [s.of(self.parse.report.text) for s in spans]
            name = (
                entry.name
                if entry
                else _fullest(names)
                if c.kind in ("person", "organisation")
                else _commonest(names)
            )
            roles = tuple(c.roles)
            evidence = tuple(self.parse.report.cite(*s) for s in spans[:1])
            out.append(
                Actor(
                    id=id_,
                    evidence=evidence,
                    name=name,
                    kind=entry.kind if entry and not key.startswith("state:") else c.kind,
                    country=c.country or (entry.country if entry else None),
                    roles=roles,
                    registry_id=entry.id if entry else None,
                    mentions=spans,
                )
            )
        return tuple(out)

    def sited(self, m: Mention) -> bool:
        """Whether a country or capital is meant as a place: "in Russia", "the Moscow talks"."""
        if m.kind not in ("state", "place") or m.form == "demonym":
            return False
        t = self.parse.tokens[m.head]
        up = self.parse.tokens[t.head]
        if t.dep == "pobj":
            # "the foreign ministers of Egypt and Jordan": they act through them.
            people = words("nominals", "offices") | {"official", "diplomat", "government"}
            return up.lower in SITES and not (up.lower == "of" and self.parse.tokens[up.head].lemma in people)
        if t.dep == "conj":
            return any(x.head == t.head and self.sited(x) for x in self.mentions.all if x is not m)
        if t.dep in ("nsubj", "nsubjpass") and m.word == "metonym":
            # A capital acts where it speaks, wants or does; where it suffers or merely is, it is a city.
            return t.dep == "nsubjpass" or not (
                up.lemma in ACTING
                or any(self.parse.tokens[k].lemma in ACTING for k in self.parse.kids(up.i, "xcomp", "acomp"))
            )
        return t.dep in ("compound", "nmod") and up.lemma in words("conflict", "topics")


def _fullest(names: list[str]) -> str:
    return max(names, key=len)


def _commonest(names: list[str]) -> str:
    """The commonest wording without its article; of equals the longest."""
    bare = Counter(
        " ".join(w for n, w in enumerate(name.split()) if n or w.lower() not in SMALL) or name
        for name in names
    )
    return max(bare, key=lambda n: (bare[n], len(n)))


def _first(ids: tuple[str, ...]) -> str:
    return ids[0] if ids else ""


def _subjectish(parse: Parse, i: int) -> bool:
    t = parse.tokens[i]
    while t.dep == "conj":
        t = parse.tokens[t.head]
    return t.dep in ("nsubj", "nsubjpass") or (t.dep == "pobj" and parse.tokens[t.head].dep == "agent")
