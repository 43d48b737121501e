"""The actors and countries that dateline knows, and where a text names them.

The knowledge is data that a researcher edits without Python: ``lexicon/countries.yml`` and
``lexicon/actors/*.yml``. A name that several entries share is never decided here: every entry it may mean is
handed back.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

import yaml
from ahocorasick_rs import AhoCorasick

from dateline.span import Span

Kind = Literal["person", "state", "government", "organisation", "armed_group", "population"]
Form = Literal["name", "alias", "metonym", "demonym"]
KINDS = frozenset(get_args(Kind))
FORMS: tuple[Form, ...] = get_args(Form)
# Signs that one publisher sets one way and the next another; one character for one, so that offsets hold.
PLAIN = dict(zip("’‘ʼʿʾ`‐‑\n\t\xa0ıłŁøØđĐ", "''''''--   ilLoOdD", strict=True))


class LexiconError(ValueError):
    """A lexicon file says something that cannot be used; the message names the file and the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconRole:
    """A title, the actor it is held in, and from when until when, as far as known ("2014-07", "2019")."""

    title: str
    of: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """One known actor.

    ``metonyms`` are names of places or buildings too; ``demonyms`` are its adjectives and its people.
    """

    id: str
    name: str
    kind: Kind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    roles: tuple[LexiconRole, ...] = ()
    member_of: tuple[str, ...] = ()
    source: str

    def forms(self) -> Iterator[tuple[str, Form]]:
        """Every name of the entry with what sort of name it is, the fullest first."""
        yield self.name, "name"
        for names, form in zip((self.aliases, self.metonyms, self.demonyms), FORMS[1:], strict=True):
            for name in names:
                yield name, form


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One state or territory.

    ``lat`` and ``lon`` are of its centre; ``area`` is in square kilometres; ``regions`` are the parts of the
    world it counts to ("Sahel").
    """

    code: str
    alpha2: str
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    capital: str
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    lat: float
    lon: float
    area: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text: where, whose, and what sort of name it is."""

    span: Span
    entry_id: str
    form: Form


def fold(text: str) -> str:
    """``text`` with accents, curly apostrophes, odd hyphens and line breaks made plain, of the same length.

    >>> fold("Erdoğan’s")
    "Erdogan's"
    """
    if text.isascii() and "\n" not in text and "\t" not in text:
        return text
    return "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in PLAIN:
        return PLAIN[character]
    return unicodedata.normalize("NFD", character)[0]


def _variants(name: str) -> Iterator[str]:
    """``name`` as it may be printed: "al-" and "the" also with a capital, at the start of a sentence."""
    yield name
    first, rest = name[0], name[1:]
    if name.startswith(("al-", "el-", "ar-", "as-", "an-", "the ")):
        yield first.upper() + rest
    elif name.startswith(("Al-", "El-", "Ar-", "As-", "An-")):
        yield first.lower() + rest


class NameIndex:
    """All names of a set of actors, found in a text in one pass."""

    def __init__(
        self, entries: Iterable[ActorEntry], *, other_names: Iterable[str] = (), words: Iterable[str] = ()
    ) -> None:
        """``other_names`` hide the names inside them ("Washington Post"); ``words`` are names that a text all
        in capitals cannot tell from words ("US", "WHO")."""
        owners: dict[str, dict[str, Form]] = defaultdict(dict)
        for entry in entries:
            for name, form in entry.forms():
                for variant in _variants(fold(name)):
                    owners[variant].setdefault(entry.id, form)
        for name in other_names:
            owners.setdefault(fold(name), {})
        self._cased = _Table(owners)
        capitals: dict[str, dict[str, Form]] = defaultdict(dict)
        for name, meant in owners.items():
            for entry_id, form in meant.items():
                capitals[name.upper()].setdefault(entry_id, form)
            if not meant:
                capitals[name.upper()] = {}
        for word in words:
            capitals.pop(word.upper(), None)
        self._capitals = capitals
        self._capitals_table: _Table | None = None

    def find(self, text: str) -> list[Hit]:
        """Every known name in ``text``, in order: whole words, the longest of those that overlap.

        Where several actors share a name there is one hit for each, with the same span.

        >>> [(hit.entry_id, hit.form) for hit in name_index().find("Moscow backs the Syrian people")]
        [('russia', 'metonym'), ('syria', 'demonym')]
        """
        table = self._cased
        if text.isupper():
            if self._capitals_table is None:
                self._capitals_table = _Table(self._capitals)
            table = self._capitals_table
        return [Hit(span, entry_id, form) for span, meant in table.find(fold(text)) for entry_id, form in meant.items()]


class _Table:
    """Names with the entries each can mean, and the automaton that finds them."""

    def __init__(self, owners: Mapping[str, dict[str, Form]]) -> None:
        self.meanings = list(owners.values())
        self.automaton = AhoCorasick(list(owners), store_patterns=False)

    def find(self, text: str) -> Iterator[tuple[Span, dict[str, Form]]]:
        # The longest match at a place may end inside a word where a shorter one is whole: look at all.
        whole = [
            (start, -end, number)
            for number, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True)
            if not (start and _in_word(text[start - 1]) and _in_word(text[start]))
            and not (end < len(text) and _in_word(text[end]) and _in_word(text[end - 1]))
        ]
        whole.sort()
        free = 0
        for start, minus_end, number in whole:
            if start >= free:
                free = -minus_end
                yield Span(start, free), self.meanings[number]


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _yaml_files(*folders: str) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in sorted((files("dateline") / folder).iterdir(), key=lambda path: path.name):
            if path.name.endswith(".yml"):
                yield path.name, path.read_bytes()


@lru_cache(maxsize=1)
def _load() -> tuple[dict[str, ActorEntry], dict[str, Country], list[str], list[str]]:
    entries: dict[str, ActorEntry] = {}
    bodies: dict[str, ActorEntry] = {}
    known: dict[str, Country] = {}
    other_names: list[str] = []
    words: list[str] = []
    countries_file = ("countries.yml", (files("dateline") / "lexicon" / "countries.yml").read_bytes())
    for name, content in [countries_file, *_yaml_files("lexicon/actors")]:
        try:
            data = yaml.load(content, yaml.CSafeLoader)
            source = data["source"]
            made = [_country(row) for row in data.get("countries", ())]
            known |= {country.code: country for country in made}
            generated = [e for country in made for e in _state_and_bodies(country, data["bodies"], source)]
            new = [_actor(row, source) for row in data.get("actors", ())]
        except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise LexiconError(f"{name}: {error!r}; see the entries around it for the right form") from error
        bodies |= {entry.id: entry for entry in generated}
        for entry in new:
            if entry.id in entries:
                raise LexiconError(f"{name}: the id {entry.id} is used twice; give one of the two another id")
            entries[entry.id] = _joined(entry, bodies.pop(entry.id, None))
        other_names += data.get("other_names", ())
        words += data.get("words", ())
    entries = {**bodies, **entries}
    for entry in entries.values():
        for group in entry.member_of:
            if group not in entries:
                raise LexiconError(f"{entry.id}: member_of names {group}, which no file has; correct the id")
    return entries, known, other_names, words


def _actor(row: dict[str, Any], source: str) -> ActorEntry:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['id']}: kind {row['kind']!r} is none of {sorted(KINDS)}")
    lists: dict[str, Any] = {key: tuple(row.get(key, ())) for key in ("aliases", "metonyms", "demonyms", "member_of")}
    roles = tuple(LexiconRole(**{key: str(v) for key, v in role.items()}) for role in row.get("roles", ()))
    if unknown := row.keys() - {"id", "name", "kind", "country", "roles", *lists}:
        raise ValueError(f"{row['id']}: unknown keys {sorted(unknown)}")
    rest: dict[str, Any] = {key: row.get(key) for key in ("id", "name", "kind", "country")}
    return ActorEntry(**rest, **lists, roles=roles, source=source)


def _joined(entry: ActorEntry, body: ActorEntry | None) -> ActorEntry:
    """``entry`` with the names of the state's body of the same id ("American defence ministry")."""
    if body is None:
        return entry
    names = dict.fromkeys((*entry.aliases, body.name, *body.aliases))
    names.pop(entry.name, None)
    return replace(entry, aliases=tuple(names), member_of=entry.member_of or body.member_of)


def _country(row: dict[str, Any]) -> Country:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return Country(**values)


def _state_and_bodies(country: Country, bodies: list[dict[str, Any]], source: str) -> Iterator[ActorEntry]:
    """The state itself, and the bodies every state has: its government, ministries and forces."""
    demonyms = (*country.adjectives, *country.people)
    yield ActorEntry(
        id=country.id, name=country.name, kind="state", country=country.code, aliases=country.aliases,
        metonyms=country.metonyms, demonyms=demonyms, source=source,
    )  # fmt: skip
    for body in bodies:
        names = dict.fromkeys(
            pattern.format(adjective=adjective, name=country.name)
            for pattern in body["names"]
            for adjective in country.adjectives
        )
        if names:
            name, *aliases = names
            yield ActorEntry(
                id=f"{country.id}-{body['id']}", name=name, kind=body["kind"], country=country.code,
                aliases=tuple(aliases), member_of=(country.id,), source=source,
            )  # fmt: skip


def actors() -> Mapping[str, ActorEntry]:
    """Every known actor by its id: states and their bodies, organisations, armed groups, people.

    >>> actors()["syria-government"].name
    'Syrian government'
    """
    return MappingProxyType(_load()[0])


def countries() -> Mapping[str, Country]:
    """Every known state and territory by its ISO 3166 alpha-3 code.

    >>> countries()["UKR"].capital
    'Kyiv'
    """
    return MappingProxyType(_load()[1])


@lru_cache(maxsize=256)
def side(word: str, country: str) -> str:
    """The id of the rebels, the opposition or the forces of a country: the lexicon's, where it has one.

    >>> side("forces", "SYR"), side("opposition", "SYR"), side("rebels", "SYR")
    ('syria-armed-forces', 'syrian-opposition', 'rebels:SYR')
    """
    if word == "forces":
        return f"{countries()[country].id}-armed-forces"
    ours = (e for e in actors().values() if e.country == country and e.kind in ("organisation", "armed_group"))
    return next((e.id for e in ours if e.name.lower().endswith(f" {word}")), f"{word}:{country}")


@lru_cache(maxsize=1)
def name_index() -> NameIndex:
    """The index over all names of all known actors, built once a process."""
    entries, _, other_names, words = _load()
    return NameIndex(entries.values(), other_names=other_names, words=words)


def meant_by(name: str) -> list[Hit]:
    """What a whole name can mean; none where the lexicon knows only a part of it.

    >>> [hit.entry_id for hit in meant_by("Russian")], meant_by("Russian roulette")
    (['russia'], [])
    """
    # Behind a word in small letters, "US" is a name and no shouting.
    held = f"in {name}"
    return [hit for hit in name_index().find(held) if hit.span == (3, len(held))]


def known_spelling(text: str) -> Iterator[tuple[Span, str]]:
    """The known names in a text printed in capitals, each as the lexicon spells it.

    >>> [spelling for _, spelling in known_spelling("MOSCOW AND THE UN AGREED.")]
    ['Moscow', 'UN']
    """
    for hit in name_index().find(text):
        printed = fold(hit.span.of(text))
        forms = (form for form, _ in actors()[hit.entry_id].forms())
        spelling = next((form for form in forms if fold(form).upper() == printed and len(form) == len(printed)), None)
        if spelling is not None:
            yield hit.span, spelling
