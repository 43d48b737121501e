"""Where things are: the places a report names, put on the map by what else it names."""

from collections import Counter
from dataclasses import replace

from dateline.marks import gazetteer, lexicon
from dateline.marks.gazetteer import PlaceEntry
from dateline.marks.mention import Mention, Mentions
from dateline.marks.parse import Parse
from dateline.readings.cast import Cast
from dateline.readings.items import Place
from dateline.span import Span

DIRECTIONS = {
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "central",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
}
AREAS = {"province", "governorate", "oblast", "region", "state", "district", "county", "department"}
COARSE = {"country": "country", "region": "admin", "district": "admin", "border": "near", "river": "near"}


class Sites:
    """The places of one report; :meth:`at` gives the id of the place that a token names."""

    def __init__(self, parse: Parse, mentions: Mentions, cast: Cast) -> None:
        self.parse = parse
        self.countries = _countries_named(mentions)
        self.ids: dict[str, str] = {}
        self.entries: dict[str, PlaceEntry | None] = {}
        self.spans: dict[str, list[Span]] = {}
        self.names: dict[str, str] = {}
        self.of_token: dict[int, str] = {}
        for m in mentions.all:
            if m.form == "name" and (m.kind == "place" or cast.sited(m)):
                self._join(m)

    def _join(self, m: Mention) -> None:
        parse = self.parse
        first, last = m.first, m.last
        name = parse.words(first, last)
        direction = parse.tokens[first - 1].lower if first and parse.tokens[first - 1].lower in DIRECTIONS else None
        entry = self._entry(m, name)
        if direction and entry is not None and parse.tokens[first - 1].head == m.head:
            country = entry.country if entry.kind == "country" else None
            part = gazetteer.region(direction, country) if country else None
            first -= 1
            name = parse.words(first, last)
            entry = part or entry
        area = last < len(parse.tokens) and parse.tokens[last].lower in AREAS
        if area and entry is not None and entry.kind not in ("region", "district"):
            # "Idlib province" is no pin on the town of Idlib.
            last += 1
            name = parse.words(first, last)
            entry = gazetteer.choose(name, countries=self.countries) or replace(entry, kind="region", geonames_id=None)
            direction = direction or "province of"
        key = f"{direction or ''}:{entry.geonames_id or entry.name}" if entry else name.lower()
        id_ = self.ids.setdefault(key, f"p{len(self.ids) + 1}")
        self.entries.setdefault(id_, entry)
        self.names.setdefault(id_, name if direction or entry is None else entry.name)
        self.spans.setdefault(id_, []).append(parse.span(first, last))
        for i in range(first, last):
            self.of_token[i] = id_

    def _entry(self, m: Mention, name: str) -> PlaceEntry | None:
        if m.entry is not None:
            known = lexicon.actors()[m.entry]
            if known.kind == "state" and name not in known.metonyms:
                return next((p for p in gazetteer.look_up(known.name) if p.kind == "country"), None)
        return gazetteer.choose(name, countries=self.countries)

    def at(self, i: int) -> str | None:
        """The id of the place that token ``i`` names; ``None`` where it names none."""
        return self.of_token.get(i)

    def is_country(self, id_: str) -> bool:
        """Whether the place with this id is a whole country."""
        entry = self.entries[id_]
        return entry is not None and entry.kind == "country"

    def places(self) -> tuple[Place, ...]:
        """The places in the order of their first mention."""
        out = []
        for id_, entry in self.entries.items():
            spans = tuple(self.spans[id_])
            evidence = (self.parse.report.cite(*spans[0]),)
            if entry is None:
                out.append(Place(id=id_, evidence=evidence, name=self.names[id_], kind="unknown", mentions=spans))
                continue
            out.append(
                Place(
                    id=id_,
                    evidence=evidence,
                    name=self.names[id_],
                    kind=entry.kind,
                    lat=entry.lat,
                    lon=entry.lon,
                    country=entry.country,
                    geonames_id=entry.geonames_id,
                    precision=COARSE.get(entry.kind, "exact"),
                    mentions=spans,
                )
            )
        return tuple(out)


def _countries_named(mentions: Mentions) -> Counter[str]:
    """How often each country is named or qualifies something."""
    owners = lexicon.actors()
    count: Counter[str] = Counter(c for o in mentions.adjectives.values() if (c := owners[o].country))
    count.update(m.country for m in mentions.all if m.country and m.form in ("name", "demonym"))
    return count
