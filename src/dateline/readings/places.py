"""Where things are: the places a report names, put on the map by what else it names."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dateline.marks import gazetteer
from dateline.marks.clauses import is_verb
from dateline.marks.gazetteer import PlaceEntry
from dateline.marks.mention import Mentions, head_of
from dateline.marks.parse import Parse, token_at
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.items import Place
from dateline.readings.sites import Site, find_sites, questions, spoken_of
from dateline.reports.placeline import dateline_end
from dateline.span import Span


@dataclass(slots=True)
class Known:
    """All mentions of one place, and what the gazetteer has for it.

    ``beside`` is true where the report only speaks of what is near it, ``headed`` where only its dateline names it,
    ``acted`` where the words tell what happened there, ``held`` where they tell of talks.
    """

    site: Site
    entry: PlaceEntry | None
    spans: list[Span] = field(default_factory=list)
    beside: bool = True
    headed: bool = True
    acted: bool = False
    held: bool = False


class Sites:
    """The places of one report; :meth:`at` gives the id of the place that a token names."""

    def __init__(self, parse: Parse, mentions: Mentions, cast: Cast) -> None:
        self.parse = parse
        self.known: dict[str, Known] = {}
        self.of_token: dict[int, str] = {}
        sites = find_sites(parse, mentions, cast)
        asked = questions(sites, parse.report.dateline)
        # A country named forty times tells hardly more than one named ten times.
        spoken = {country: math.log2(1 + count) for country, count in spoken_of(mentions, sites).items()}
        entries = dict(zip(asked, gazetteer.settle(list(asked.values()), evidence=spoken), strict=True))
        points = [(e.country, (e.lat, e.lon)) for e in entries.values() if e is not None and e.precision == "exact"]
        head = token_at(parse.tokens, dateline_end(parse.report.text))
        ids: dict[str, str] = {}
        for site in sites:
            entry = _border(site.between, points) if site.between else _meant(site, entries[site.key])
            side = site.side.removesuffix("ern").removesuffix(" of")
            label = f"{side}:{site.facility}:" + (f"{entry.lat},{entry.lon},{entry.kind}" if entry else site.key)
            id_ = ids.setdefault(label, f"p{len(ids) + 1}")
            known = self.known.setdefault(id_, Known(site, entry))
            known.spans.append(parse.span(site.first, site.last))
            known.beside &= site.beside
            known.headed &= site.last <= head
            role = _role(parse, site)
            known.acted |= role == "event"
            known.held |= role == "venue"
            if site.last > head:  # nothing happens in a dateline
                self.of_token |= dict.fromkeys(range(site.first, site.last), id_)

    def at(self, i: int) -> str | None:
        """The id of the place that token ``i`` names; ``None`` where it names none."""
        return self.of_token.get(i)

    def is_country(self, id_: str) -> bool:
        """Whether the place with this id is a whole country."""
        entry = self.known[id_].entry
        return entry is not None and entry.kind == "country"

    def places(self) -> tuple[Place, ...]:
        """The places in the order of their first mention."""
        return tuple(self._place(id_, known) for id_, known in self.known.items())

    def _place(self, id_: str, known: Known) -> Place:
        site, entry, spans = known.site, known.entry, tuple(known.spans)
        # "north of Aleppo" is what the item rests on, "Aleppo" what it mentions.
        first = site.first - 2 * site.side.endswith(" of")
        evidence = (self.parse.report.cite(*self.parse.span(first, site.last)),)
        name = site.printed or self.parse.words(site.first, site.last)
        told = "event" if known.acted else "venue" if known.held else "mention"
        role = "dateline" if known.headed else told
        if entry is None:
            kind = "border" if site.between else "unknown"
            return Place(id=id_, evidence=evidence, name=name, kind=kind, place_role=role, mentions=spans)
        return Place(
            id=id_,
            evidence=evidence,
            name=site.printed or entry.name,
            kind=entry.kind,
            lat=entry.lat,
            lon=entry.lon,
            country=entry.country,
            geonames_id=entry.geonames_id,
            precision="near" if known.beside and entry.precision == "exact" else entry.precision,
            place_role=role,
            mentions=spans,
        )


def with_roles(
    places: Iterable[Place], *, happened: Iterable[str | None], held: Iterable[str | None]
) -> tuple[Place, ...]:
    """The places with "event" as the role of those where something ``happened`` and "venue" where talks or speeches
    were ``held``."""
    roles = dict.fromkeys(happened, "event") | dict.fromkeys(held, "venue")
    return tuple(replace(place, place_role=roles.get(place.id, place.place_role)) for place in places)


def _meant(site: Site, entry: PlaceEntry | None) -> PlaceEntry | None:
    """The part or the building of a known place that the report means, no finer than it says."""
    if entry is None:
        return None
    if site.side:
        direction, outside = site.side.removesuffix(" of"), site.side.endswith(" of")
        if outside and entry.precision == "exact":
            return gazetteer.beyond(direction, entry, site.away)
        part = gazetteer.region(direction, entry.country) if entry.kind == "country" and entry.country else None
        return part or replace(entry, precision="near" if entry.precision == "exact" else entry.precision)
    if site.facility:
        return replace(entry, kind=site.facility, geonames_id=None, precision="near")
    if entry.precision == "exact" and _typed(site):
        return replace(entry, kind="region", geonames_id=None, precision="admin")
    return entry


def _role(parse: Parse, site: Site) -> str | None:
    """What the words about a place tell of it: "event" in "a shell hit a bakery in Taiz" and "fighting in Taiz",
    "venue" in "talks in Geneva"; None of speech and of merely being there."""
    tokens = parse.tokens
    head = head_of(parse, site.first, site.last)
    towns = words("geography", "settlements") | words("geography", "divisions")
    while (up := tokens[tokens[head].head]).i != head:
        if tokens[head].dep == "compound" or (tokens[head].dep == "nmod" and up.lower in towns):
            # "the Menagh air base", "the Geneva talks", "Hasaka and Raqqa provinces"
            head = up.i
            if (told := _nominal(parse, head)) is not None:
                return told
        elif tokens[head].dep == "conj" or (tokens[head].dep == "appos" and up.lower in towns):  # "the capital, Tunis"
            head = up.i
        elif up.lower == "of" and tokens[up.head].lower in towns:  # "in the southern town of Herak"
            head = up.head
        else:
            break
    if tokens[head].dep in ("dobj", "nsubjpass"):
        return "event" if is_verb(parse, up.i) and _happens(parse, up.i) else None
    if up.lower not in words("measures", "where") | {"on", "through"}:
        return None
    for i in parse.ancestors(up.i):
        if (told := _nominal(parse, i)) is not None:
            return told
        subject = {_nominal(parse, s) for s in parse.kids(i, "nsubj", "nsubjpass") if is_verb(parse, i)}
        if "venue" in subject:  # "the meeting was held in Tunis"
            return "venue"
        if "event" in subject and tokens[i].lemma in words("measures", "tallying"):  # "clashes were reported in Taiz"
            return "event"
        if is_verb(parse, i) or tokens[i].tag not in ("NN", "NNS", "NNP", "IN", "CD"):
            return "event" if is_verb(parse, i) and _happens(parse, i) else None
    return None


def _nominal(parse: Parse, i: int) -> str | None:
    """What a word tells of its place: "event" of "attack" and "fighting", "venue" of "talks" and "meet"."""
    lemma = parse.tokens[i].lemma.lower()
    if lemma in words("geography", "held"):
        return "venue"
    return "event" if lemma in words("measures", "single") | words("measures", "lasting") else None


def _happens(parse: Parse, verb: int) -> bool:
    """Whether a verb tells of something that happens, no speech and no mere being somewhere."""
    t = parse.tokens[verb]
    return t.tag != "VB" and t.lemma not in words("cues", "plain") | words("geography", "stays")


def _border(between: tuple[str, ...], points: list[tuple[str | None, tuple[float, float]]]) -> PlaceEntry | None:
    """The stretch of a border nearest to the report's towns; of a border with one country only, the other is the one
    that has most of them."""
    held = Counter(country for country, _ in points if country and country not in between)
    neighbours = between[1:] or [country for country, _ in held.most_common()]
    for other in neighbours:
        near = [point for country, point in points if country in (between[0], other)]
        if (entry := gazetteer.border(between[0], other, near=near)) is not None:
            return entry
    return None


def _typed(site: Site) -> bool:
    """Whether the report says that a part of a country is meant: "Idlib province"."""
    *rest, last = site.name.split()
    return bool(rest) and last.lower() in words("geography", "divisions")
