"""Mentions gathered into actors, under a key that tells the actors of one report apart."""

from dataclasses import dataclass, field

from dateline.marks.mention import Mention, Mentions
from dateline.marks.parse import Parse
from dateline.readings.items import Role

# Keys say what they stand for before their colon; these kinds are known from that alone.
KINDS = {
    "state": "state",
    "rebels": "armed_group",
    "opposition": "organisation",
    "forces": "armed_group",
    "person": "person",
}


@dataclass(slots=True)
class Cluster:
    """The mentions of one actor."""

    key: str
    kind: str
    entry: str | None = None
    country: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)


@dataclass(slots=True)
class Clusters:
    """The actors of a report so far: by key in ``of``, and the key of each mention's first and main token in
    ``key_of``. ``apposed`` gives the head of a name for a nominal that stands in apposition to it."""

    parse: Parse
    mentions: Mentions
    country: str | None
    apposed: dict[int, int]
    of: dict[str, Cluster] = field(default_factory=dict)
    key_of: dict[int, str] = field(default_factory=dict)

    def join(self, m: Mention, key: str | None) -> None:
        """Put a mention to the actor with ``key``, which begins here if it is new; no key, nothing done."""
        if key is None:
            return
        cluster = self.of.get(key)
        if cluster is None:
            kind = KINDS.get(key.partition(":")[0]) or m.kind or "organisation"
            cluster = self.of[key] = Cluster(key, kind, m.entry, m.country)
        if key.startswith("state:"):
            cluster.country = key.removeprefix("state:")
            cluster.entry = cluster.entry or m.entry
        cluster.entry = cluster.entry or (m.entry if m.form == "name" else None)
        cluster.mentions.append(m)
        self.key_of[m.first] = key
        self.key_of[m.head] = key

    def is_person(self, key: str) -> bool:
        """Whether the actor is one human being, named or not."""
        cluster = self.of[key]
        if cluster.kind == "unnamed_source":
            return self.parse.tokens[cluster.mentions[0].head].tag == "NN"
        return cluster.kind == "person"
