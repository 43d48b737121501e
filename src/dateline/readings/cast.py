"""Who is who in one report: the actors that its items speak of.

Resolution is by the report's own words only. What cannot be told stays ``None``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from dateline.marks import lexicon
from dateline.marks.clauses import conjuncts, hosts
from dateline.marks.mention import Mention, Mentions, span_of
from dateline.marks.mentions import main_country
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.quotes import Quote
from dateline.marks.wordlist import words
from dateline.readings.attributions import Attribution
from dateline.readings.clusters import Cluster, Clusters
from dateline.readings.items import Actor, Role
from dateline.readings.naming import SMALL, full_names, name_key, nominal_key
from dateline.readings.pronouns import Pronouns, located
from dateline.readings.roles import find_roles
from dateline.readings.sectors import sector_of

ACTING = frozenset().union(*(words("cues", k) for k in ("say", "belief", "wish", "judgement", "adjectives"))) | words(
    "grammar", "agency"
)
SITES = frozenset(
    [
        "in",
        "near",
        "at",
        "around",
        "outside",
        "inside",
        "into",
        "from",
        "towards",
        "toward",
        "across",
        "throughout",
        "to",
        "of",
    ]
)


class Cast:
    """The actors of one report. Readers ask :meth:`party` and :meth:`parties`; only actors asked for are
    emitted."""

    def __init__(self, parse: Parse, mentions: Mentions, quotes: Sequence[Quote] = ()) -> None:
        self.parse, self.mentions = parse, mentions
        self.ids: dict[str, str] = {}
        self.key_by_id: dict[str, str] = {}
        roles, apposed = find_roles(parse, mentions)
        self.clusters = Clusters(parse, mentions, main_country(parse, mentions), apposed)
        full = full_names(parse, mentions)
        for m in mentions.all:
            if m.form in ("name", "demonym"):
                self.clusters.join(m, name_key(self.clusters, m, full))
        for first, role in roles:
            cluster = self.clusters.of.get(self.clusters.key_of.get(first, ""))
            if cluster and role not in cluster.roles:
                cluster.roles.append(role)
                cluster.country = cluster.country or _country_of(role)
        for m in mentions.all:
            if m.form == "nominal":
                self.clusters.join(m, nominal_key(self.clusters, m))
        self.pronouns = Pronouns(self.clusters, quotes)

    def hear(self, attributions: Iterable[Attribution]) -> None:
        """Take in who speaks where; pronouns asked for later are resolved by it."""
        for a in sorted(
            attributions,
            key=lambda a: a.content[0].start if a.cue is None else self.parse.tokens[a.cue].start,
        ):
            if a.speaker is not None:
                self._introduce(a.speaker)
            self.pronouns.hear(a, self.key(a.speaker))

    def _introduce(self, i: int) -> None:
        """Make a described speaker or doer an actor who is none by the lexicon: "his wife", "state radio"."""
        t = self.parse.tokens[i]
        if i in self.mentions.at or not t.tag.startswith("NN") or t.dep in ("compound", "nmod", "amod"):
            return
        if any(name.label in ("DATE", "TIME") and name.first <= i < name.last for name in self.parse.names):
            # "Wednesday brought more shelling"
            return
        if t.lemma in ACTING or t.lower == "one":
            # "Kremlin rejects claims": the tagger's noun is the verb.
            return
        first, last = core(self.parse, i)
        if t.tag.startswith("NNP"):
            # "The Harbour Post" and "PDC" are bodies, "Restrepo" and "Abdi Warsame" are people.
            short = last - first == 1 and len(t.text) > 2 and t.text.isupper() and not self.parse.report.text.isupper()
            body = self.parse.tokens[first].lower in SMALL or last - first > 3 or short
            while first < i and self.parse.tokens[first].lower in SMALL:
                first += 1
            m = Mention(first, last, i, "name", "organisation" if body else "person", word="introduced")
            key = f"{'name' if body else 'person'}:{self.parse.words(first, last).lower()}"
        else:
            kind = "organisation" if t.lemma in words("nominals", "bodies") else "unnamed_source"
            m = Mention(first, last, i, "nominal", kind, word="introduced")
            key = nominal_key(self.clusters, m) or f"np:{t.lemma}@{i}"
        self.mentions.all.append(m)
        for j in range(first, last):
            self.mentions.at.setdefault(j, m)
        self.clusters.join(m, key)

    def namesake(self, i: int) -> str | None:
        """The id of the one actor that the report calls by the noun at token ``i``: the government of "government
        siege"; ``None`` where there is none or several."""
        lemma = self.parse.tokens[i].lemma
        keys = {
            self.clusters.key_of.get(m.head)
            for m in self.mentions.all
            if m.form == "nominal" and m.head != i and self.parse.tokens[m.head].lemma == lemma
        } - {None}
        return self.use(keys.pop()) if len(keys) == 1 else None

    def introduced_party(self, i: int) -> str | None:
        """The id of the actor at token ``i``, who is made one where the report describes or names somebody there."""
        if self.parse.tokens[i].lemma not in words("nominals", "mute"):
            self._introduce(i)
        return self.party(i)

    def introduced(self, i: int) -> bool:
        """Whether token ``i`` describes an actor only for being the subject of a verb of saying."""
        return i in self.mentions.at and self.mentions.at[i].word == "introduced"

    def key(self, i: int | None) -> str | None:
        """The key of the actor that token ``i`` names, describes or stands for; ``None`` where it is no
        actor or unclear."""
        m = self.mentions.at.get(i) if i is not None else None
        if i is None or m is None:
            return None
        if m.form == "pronoun":
            return self.pronouns.antecedent(m)
        if m.kind == "state" and located(self.parse, m):
            return None
        found = self.pronouns.owner(m) or self.clusters.key_of.get(m.head)
        if found is not None and m.form == "nominal" and m.head != i and i != m.first:
            return found if self.parse.tokens[i].head == m.head else None
        return found

    def party(self, i: int | None) -> str | None:
        """The id of the actor at token ``i``, which from now on is part of the reading."""
        return self.use(self.key(i))

    def parties(self, heads: Iterable[int | None]) -> tuple[str, ...]:
        """The ids of the actors at ``heads`` and of those coordinated with them, each once."""
        found = (self.party(i) for head in heads if head is not None for i in conjuncts(self.parse, head))
        return tuple(dict.fromkeys(a for a in found if a is not None))

    def use(self, key: str | None) -> str | None:
        """The id of the actor with this key; its first use makes it part of the reading."""
        if key is None:
            return None
        id_ = self.ids.setdefault(key, f"a{len(self.ids) + 1}")
        self.key_by_id[id_] = key
        return id_

    def kind(self, id_: str) -> str:
        """The kind of an actor that is part of the reading."""
        return self.clusters.of[self.key_by_id[id_]].kind

    def unnamed(self, id_: str) -> bool:
        """Whether an actor that is part of the reading is people whom the report describes and does not name."""
        cluster = self.clusters.of[self.key_by_id[id_]]
        described = all(m.form in ("nominal", "pronoun") for m in cluster.mentions)
        return cluster.kind == "unnamed_source" or (cluster.kind == "person" and described)

    def qualifier_party(self, i: int) -> str | None:
        """The id of the actor that the adjective at token ``i`` stands for: "Russian" air strikes,
        "Western" backing."""
        owner = self.mentions.adjectives.get(i)
        if owner is None:
            return None
        entry = lexicon.actors()[owner]
        key = f"state:{entry.country}" if entry.kind == "state" else f"entry:{owner}"
        if key not in self.clusters.of:
            mention = Mention(i, i + 1, i, "demonym", entry.kind, owner, entry.country)
            self.clusters.of[key] = Cluster(key, entry.kind, owner, entry.country, [mention])
        return self.use(key)

    def actors(self) -> tuple[Actor, ...]:
        """The actors that were asked for, in the order of their ids."""
        return tuple(self._actor(self.clusters.of[key], id_) for key, id_ in self.ids.items())

    def _actor(self, c: Cluster, id_: str) -> Actor:
        here = [m for m in c.mentions if not self.sited(m)] or c.mentions[:1]
        spans = tuple(sorted({span_of(self.parse, m) for m in here}))
        side = _side(c.key)
        entry = lexicon.actors().get(c.entry) if c.entry and not c.key.startswith("people:") else None
        entry = entry or lexicon.actors().get(side or "")
        kind = entry.kind if entry and not c.key.startswith("state:") else c.kind
        if kind == "person" and all(self.parse.tokens[m.head].tag == "NNS" for m in here):
            # "Arab League ministers" are no one man.
            kind = "unnamed_source"
        heads = [self.parse.tokens[m.head].lemma for m in here if m.form == "nominal"]
        sector = sector_of(
            c.key.partition(":")[0],
            kind,
            entry,
            names=[entry.name] if entry else [self.parse.words(m.first, m.last) for m in here if m.form == "name"],
            described=[*heads, *(r.title for r in c.roles), *(r.title for r in (entry.roles if entry else ()))],
        )
        return Actor(
            id=id_,
            evidence=tuple(self.parse.report.cite(*s) for s in spans[:1]),
            name=entry.name if entry else _name_of_side(c.key) if side else self._display_name(c, here),
            kind=kind,
            country=c.country or (entry.country if entry else None),
            sector=sector,
            roles=tuple(c.roles),
            registry_id=entry.id if entry else side,
            mentions=spans,
        )

    def _display_name(self, c: Cluster, here: list[Mention]) -> str:
        """The fullest proper name; for described actors the commonest wording without its article."""
        named = [self.parse.words(m.first, m.last) for m in here if m.form == "name"]
        if named:
            return max(named, key=len)
        wordings = [self.parse.words(m.first, m.last).split() for m in here]
        bare = Counter(" ".join(w[1:] if len(w) > 1 and w[0].lower() in SMALL else w) for w in wordings)
        return max(bare, key=lambda n: (bare[n], len(n)))

    def _people_under(self, verb: int) -> bool:
        """Whether a number of people is the object of a verb, not a meeting or an envoy."""
        counted = (self.parse.tokens[n].tag for k in self.parse.kids(verb, "dobj") for n in self.parse.tokens[k].kids)
        return "CD" in counted or any(self.parse.tokens[k].lemma == "refugee" for k in self.parse.kids(verb, "dobj"))

    def sited(self, m: Mention) -> bool:
        """Whether a country or capital is meant as a place: "in Russia", "the Moscow talks"."""
        here = [m]
        # What stands in a list is meant as the first name of the list is.
        while here and self.parse.tokens[here[0].head].dep == "conj":
            if not any(_site(x) for x in here):
                return False
            here = self._headed[self.parse.tokens[here[0].head].head]
        return any(self._first_sited(x) for x in here)

    @cached_property
    def _headed(self) -> defaultdict[int, list[Mention]]:
        """The mentions by their head words. Those that :meth:`hear` adds later are no places."""
        headed = defaultdict[int, list[Mention]](list)
        for m in self.mentions.all:
            headed[m.head].append(m)
        return headed

    def _first_sited(self, m: Mention) -> bool:
        if not _site(m):
            return False
        t = self.parse.tokens[m.head]
        up = self.parse.tokens[t.head]
        if t.dep == "pobj":
            # "the foreign ministers of Egypt and Jordan": they act through them.
            over = self.parse.tokens[up.head].lemma
            people = words("nominals", "offices") | {"official", "diplomat", "government"}
            acting = {
                "of": people | words("geography", "deeds"),
                "from": words("geography", "deeds"),
                "to": words("geography", "loyalties"),
            }
            return up.lower in SITES and over not in acting.get(up.lower, ())
        if t.dep in ("nsubj", "nsubjpass") and m.word == "metonym":
            # A capital acts where it speaks, wants or does; where it suffers or merely is, it is a city.
            below = self.parse.kids(up.i, "xcomp", "acomp")
            acts = up.lemma in ACTING or any(self.parse.tokens[k].lemma in ACTING for k in below)
            does = bool(self.parse.kids(up.i, "dobj")) and up.lemma not in words("geography", "suffers")
            return t.dep == "nsubjpass" or not (acts or does)
        if t.dep == "nsubj" and m.kind == "state" and hosts(self.parse, up.i):
            return self._people_under(up.i)
        if any(hosts(self.parse, k) and self._people_under(k) for k in self.parse.kids(m.head, "relcl")):
            return True
        if t.dep == "dobj":
            return up.lemma in words("geography", "goals")
        if t.dep == "appos":  # "the capital, Mogadishu", "Bamako, Mali"
            apposed = self.mentions.at.get(up.i)
            placed = apposed is not None and (apposed.kind == "place" or (apposed is not m and self.sited(apposed)))
            return up.lemma in words("geography", "settlements") or placed
        if m.word == "metonym" and t.dep in ("compound", "nmod"):
            # "the Ouagadougou assault", "In Damascus citizens ..."
            struck = up.lemma in words("measures", "single") or up.lemma in words("measures", "lasting")
            if struck or (m.first > 0 and self.parse.tokens[m.first - 1].lower == "in"):
                return True
        if t.dep == "poss":  # "Oman's capital"
            return up.lemma in words("geography", "settlements")
        attributive = up.lemma in words("conflict", "topics") and not (t.text.isupper() or "." in t.text)
        return t.dep in ("compound", "nmod") and attributive


def _site(m: Mention) -> bool:
    return m.kind in ("state", "place") and m.form != "demonym"


def _side(key: str) -> str | None:
    """The id that the rebels, the opposition or the forces of a country have in all reports."""
    word, _, country = key.partition(":")
    return lexicon.side(word, country) if word in ("rebels", "opposition", "forces") and country else None


def _country_of(role: Role) -> str | None:
    """The state that a title is held in: "Sudanese Foreign Minister", "the president of Mali"."""
    if set(role.title.lower().split()) & words("nominals", "sent_abroad"):
        # "the ambassador to Syria" is no Syrian.
        return None
    states = {lexicon.actors()[hit.entry_id] for hit in (lexicon.meant_by(role.of) if role.of else ())}
    countries = {state.country for state in states if state.kind == "state"}
    return countries.pop() if len(states) == len(countries) == 1 else None


def _name_of_side(key: str) -> str:
    """What the rebels or the opposition of a country are called in all reports: "Syrian rebels"."""
    word, _, code = key.partition(":")
    country = lexicon.countries()[code]
    return f"{country.adjectives[0]} {word}" if country.adjectives else f"{word} of {country.name}"
