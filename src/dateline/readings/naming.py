"""Which actor a name or a nominal stands for: the key of its cluster.

Nominals are joined only where the report's words allow one reading: "the government" is that of the country whose
conflict is told, "a smaller rebel group" and "his troops" are nobody else's.
"""

from dateline.marks import lexicon
from dateline.marks.clauses import is_subject
from dateline.marks.mention import Mention, Mentions
from dateline.marks.parse import Parse
from dateline.marks.spelling import same_sound
from dateline.marks.wordlist import words
from dateline.readings.clusters import Clusters

AIRCRAFT = {"plane", "warplane", "jet", "bomber", "helicopter", "aircraft"}
GENERIC = frozenset(
    [
        "group",
        "organisation",
        "organization",
        "council",
        "agency",
        "body",
        "movement",
        "committee",
        "charity",
        "watchdog",
        "union",
        "party",
        "mission",
    ]
)
# Adjectives that tell an organisation's work and not which one it is: "the monitoring group".
NEUTRAL = frozenset(["monitoring", "international", "aid", "rights", "humanitarian", "medical", "relief", "charity"])
DEFINITE = frozenset(["the", "this", "that", "these", "those", "both", "its", "his", "her", "their"])
SMALL = DEFINITE | frozenset(["a", "an", "one", "any", "no", "all", "some", "other", "another"])
STATELY = ("government", "regime", "junta")


def full_names(parse: Parse, mentions: Mentions) -> dict[str, str]:
    """Endings of the report's full person names -> the key of the person; an ending of two people is left out."""
    full: dict[str, set[str]] = {}
    known_as: dict[str, str] = {}
    for m in mentions.all:
        if m.kind == "person" and m.form == "name" and m.last - m.first >= 2:
            text = plain(parse.words(m.first, m.last))
            if m.entry:
                known_as[text] = f"entry:{m.entry}"
            for start in range(m.first, m.last):
                full.setdefault(plain(parse.words(start, m.last)), set()).add(text)
    known = {n for names in full.values() for n in names}
    parts = {n for n in known if any(o != n and o.endswith(f" {n}") for o in known)}
    whole = {ending: names - parts for ending, names in full.items()}
    one = {ending: min(names) for ending, names in whole.items() if len(names) == 1}
    return {ending: known_as.get(name, f"person:{name}") for ending, name in one.items()}


def plain(name: str) -> str:
    """A name in lower case and without accents.

    >>> plain("Erdoğan")
    'erdogan'
    """
    return lexicon.fold(name).lower()


def name_key(c: Clusters, m: Mention, full: dict[str, str]) -> str | None:
    """The key for a name or demonym; ``None`` for places."""
    text = c.parse.words(m.first, m.last)
    if m.kind == "place":
        return None
    if m.entry:
        entry = lexicon.actors()[m.entry]
        owner = entry.member_of[0] if entry.member_of else ""
        if m.form == "demonym":
            return f"state:{m.country}" if m.kind == "state" and m.country else f"people:{m.country or m.entry}"
        if entry.kind == "state" or entry.id == f"{owner}-government":
            return f"state:{entry.country}"
        if entry.id == f"{owner}-armed-forces":
            return f"forces:{entry.country}"
        if entry.kind == "organisation" and text.lower().endswith("opposition"):
            return f"opposition:{entry.country or c.country or ''}"
        return f"entry:{m.entry}"
    if m.kind == "person":
        name = plain(text)
        if name not in full and " " not in name:
            # "Hejab" after "Riyad Hijab": the one surname of the report that sounds so.
            alike = {key for ending, key in full.items() if " " not in ending and same_sound(ending, name)}
            return alike.pop() if len(alike) == 1 else f"person:{name}"
        return full.get(name, f"person:{name}")
    return f"name:{c.mentions.acronyms.get(text, text).lower()}"


def qualifiers(parse: Parse, m: Mention) -> list[str]:
    """The words before the head of a nominal that say which one, in lower case."""
    return [
        t.lower
        for t in parse.tokens[m.first : m.head]
        if t.lower not in SMALL and t.dep != "punct" and t.tag not in ("CD", "POS")
    ]


def nominal_key(c: Clusters, m: Mention) -> str | None:
    """The key for a described actor ("the army", "Western diplomats"); ``None`` where the words don't tell."""
    parse, head = c.parse, c.parse.tokens[m.head]
    if m.head in c.apposed:
        return c.key_of.get(c.apposed[m.head])
    quals = qualifiers(parse, m)
    before = {t.lower for t in parse.tokens[m.first : m.head]}
    # Somebody of their own: "a smaller rebel group", "some officials", "40 people", "his troops".
    apart = f"np:{' '.join([*quals, head.lemma])}@{m.first}"
    group = _group_named(c, m)
    if group is not None:
        return group
    counted = any(t.tag == "CD" for t in parse.tokens[m.first : m.head])
    if (before & words("nominals", "vague") or counted) and m.kind != "unnamed_source":
        return apart
    country = _country_of(c, m)
    word = _class_of(m, quals, singular=head.tag == "NN")
    if word not in ("states", "sides"):
        # "A Turkish official": what he calls "his country" is Turkey; "U.S. allies" are not of the United States.
        m.country = country
    indefinite = parse.tokens[m.first].lower in ("a", "an")
    owned = country is None and bool(parse.kids(m.head, "poss"))
    if word == "unnamed" and m.kind == "unnamed_source":
        return _source_key(c, m, quals)
    if word == "office":
        return _office_key(c, m, quals)
    if word in ("government", "rebels", "opposition", "forces") and (indefinite or owned or _of_unknown(c, m, country)):
        return apart
    if word == "government" and head.lemma not in ("ministry", "palace", "presidency"):
        # "The authorities" of a report are often another country's than its war's.
        plain = head.lemma in STATELY and not set(quals) - {"new", "central", "national"}
        place = country or (c.country if plain else None)
        return f"state:{place}" if place else f"government:{' '.join(quals)}"
    if word in ("rebels", "opposition") and set(quals) & words("nominals", "sects"):
        return f"np:{' '.join([*quals, head.lemma])}"
    if word in ("rebels", "opposition"):
        return f"{word}:{country or c.country or ''}"
    if word == "forces":
        return _forces_key(c, m, quals, country)
    if parse.tokens[m.first].lower in ("the", "this", "that") and not quals and head.tag == "NN":
        told = _told_before(c, m)
        if len(told) == 1:
            return told[0]
    if parse.tokens[m.first].lower in DEFINITE and set(quals) <= NEUTRAL:
        if head.tag.startswith("NNP") and not quals:
            return _named_by(c, head.text) or _latest_organisation(c, m)
        if head.lemma in GENERIC and head.tag == "NN":
            return _latest_organisation(c, m) or (f"np:{' '.join([*quals, head.lemma])}" if quals else None)
    if not quals and m.kind != "armed_group":
        return f"np:{head.lemma}@{m.first}"
    return f"np:{' '.join([*quals, head.lemma])}"


def _of_unknown(c: Clusters, m: Mention, country: str | None) -> bool:
    """Whether a side is somebody's whom the lexicon does not know: "the Ruritanian army" is not the report's own."""
    names = (t for t in c.parse.tokens[m.first + 1 : m.head] if t.text[:1].isupper() and t.tag[:2] in ("JJ", "NN"))
    return country is None and not c.parse.report.text.isupper() and any(True for _ in names)


def _class_of(m: Mention, quals: list[str], *, singular: bool) -> str:
    if m.word in ("forces", "fighters", "sides", "militants", "unnamed"):
        if "rebel" in quals or "insurgent" in quals:
            return "rebels"
        if "opposition" in quals and not (m.word == "unnamed" and singular):
            return "rebels" if m.word == "forces" else "opposition"
    return m.word


def _group_named(c: Clusters, m: Mention) -> str | None:
    """ "Houthi fighters" are the Houthis: the key of an armed group or body named before an armed noun."""
    if m.kind != "armed_group":
        return None
    for i in range(m.first, m.head):
        named = c.mentions.at.get(i)
        if named is not None and named.form == "name" and named.kind in ("armed_group", "organisation"):
            return c.key_of.get(named.head)
    return None


def _country_of(c: Clusters, m: Mention) -> str | None:
    for i in range(m.first, m.head):
        if "-" in (c.parse.tokens[i + 1].text, *c.parse.tokens[i].text):
            # "Iranian-backed militias" are not of Iran.
            continue
        if i in c.mentions.adjectives:
            return lexicon.actors()[c.mentions.adjectives[i]].country
        named = c.mentions.at.get(i)
        if named is not None and named is not m and named.country:
            return named.country
    for k in c.parse.kids(m.head, "prep"):
        if c.parse.tokens[k].lower == "of":
            for o in c.parse.kids(k, "pobj"):
                named = c.mentions.at.get(o)
                if named is not None and named.kind == "state":
                    return named.country
    return None


def _forces_key(c: Clusters, m: Mention, quals: list[str], country: str | None) -> str:
    lemma = c.parse.tokens[m.head].lemma
    if country and lemma in AIRCRAFT:
        return f"state:{country}"
    national = {"government", "army", "regime", "state"} & set(quals) or lemma in ("army", "military")
    own = country or (c.country if national else None)
    if own and not set(quals) & words("nominals", "blocs") - {"government", "military"}:
        return f"forces:{own}"
    return f"np:{' '.join([*quals, lemma])}"


def _source_key(c: Clusters, m: Mention, quals: list[str]) -> str | None:
    """Unnamed people: "the diplomat" is the last one spoken of, "a diplomat" is new."""
    head = c.parse.tokens[m.head]
    phrase = " ".join([*quals, head.lemma])
    if head.tag != "NN":
        return f"source:{phrase}"
    if c.parse.tokens[m.first].lower in DEFINITE:
        for cluster in reversed(list(c.of.values())):
            if cluster.key.startswith("source:") and c.parse.tokens[cluster.mentions[0].head].lemma == head.lemma:
                return cluster.key
        if head.lemma in words("nominals", "documents"):
            return f"source:{phrase}"
        return _office_key(c, m, quals)
    return f"source:{phrase}@{m.first}"


def _office_key(c: Clusters, m: Mention, quals: list[str]) -> str | None:
    """ "The envoy", "Iran's president" is the one person of the report so called before, of that country where one is
    told; otherwise somebody of their own."""
    head, country = c.parse.tokens[m.head], _country_of(c, m)
    first = c.parse.tokens[m.first]
    if head.tag == "NN" and (first.lower in DEFINITE or any(k < m.head for k in c.parse.kids(m.head, "poss"))):
        holders = [
            x
            for x in c.of.values()
            if x.kind == "person"
            and x.mentions[0].first < m.first
            and any(head.lemma in r.title.lower().split() for r in x.roles)
        ]
        fitting = [
            x for x in holders if any(all(q in f"{r.title} {r.of or ''}".lower() for q in quals) for r in x.roles)
        ] or [x for x in holders if country in (None, x.country)]
        if len(fitting) == 1:
            return fitting[0].key
        if head.lemma not in words("nominals", "offices"):
            return None
        if not quals and (told := _told_before(c, m)):
            return told[0] if len(told) == 1 else None
    return f"office:{' '.join([*quals, head.lemma])}@{m.first}"


def _told_before(c: Clusters, m: Mention) -> list[str]:
    """The actors described before by the same noun, one at a time: "the envoy" after "a Georgian envoy"."""
    noun = c.parse.tokens[m.head].lemma
    return [
        x.key
        for x in c.of.values()
        if x.mentions[0].form == "nominal"
        and x.mentions[0].first < m.first
        and c.parse.tokens[x.mentions[0].head].lemma == noun
        and c.parse.tokens[x.mentions[0].head].tag == "NN"
    ]


def _named_by(c: Clusters, word: str) -> str | None:
    """The one organisation whose name holds the word: "the Observatory"."""
    keys = {
        c.key_of[m.head]
        for m in c.mentions.all
        if m.form == "name"
        and m.kind in ("organisation", "armed_group", "government")
        and m.head in c.key_of
        and word in c.parse.words(m.first, m.last).split()
    }
    return keys.pop() if len(keys) == 1 else None


def _latest_organisation(c: Clusters, m: Mention) -> str | None:
    """The organisation or group named in the nearest of the last sentences, "the group"; of several there the one
    that is called a group, or else the subject."""
    tokens = c.parse.tokens
    here, noun = tokens[m.head].sent, tokens[m.head].lemma
    for sentence in range(here, max(-1, here - 3), -1):
        near = [
            x
            for x in c.mentions.all
            if tokens[x.head].sent == sentence
            and x.first < m.first
            and x.form == "name"
            and x.kind in ("organisation", "armed_group")
            and x.head in c.key_of
        ]
        called = [x for x in near if noun in c.parse.words(x.first, x.last).lower().split()]
        for among in (called, near, [x for x in near if is_subject(c.parse, x.head)]):
            keys = {c.key_of[x.head] for x in among}
            if len(keys) == 1:
                return keys.pop()
        if near:
            return None
    return None
