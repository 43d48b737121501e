"""Whether two actors of different reports are one: positive, negative or unsure, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from dateline.marks import lexicon
from dateline.record.identity import folded
from dateline.record.resolve.likeness import Likeness, acronym, body_sounds, initials, of_bodies, of_people, sounds
from dateline.record.resolve.profile import Office, Profile

Verdict = Literal["positive", "negative", "unsure"]
RANKS = ("registry", "geonames", "name", "place", "only")
BODIES = {"organisation", "armed_group", "government"}
# What blocks begin with.
PERSON, BODY, ACRONYM, INITIALS, ROLE, OFFICE = "person ", "body ", "acronym ", "initials ", "role ", "office "
# Names of which each alone is compared with the other's.
FACING = {ACRONYM: INITIALS, INITIALS: ACRONYM}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two keys; the left one is to be read as the right one where it is positive."""

    left: str
    right: str
    verdict: Verdict
    reason: str

    @property
    def pair(self) -> frozenset[str]:
        """The two keys, whichever is left."""
        return frozenset((self.left, self.right))


def judged(
    known: Collection[Profile], offices: Iterable[Office] = (), *, asked: Collection[str] | None = None
) -> Iterator[Judgement]:
    """A judgement on each pair of actors whose names are alike and of whom one is ``asked`` for (any, if None).

    A surname or an acronym alone joins nothing. Names that are the same or spelled alike are one actor where
    something else agrees: the country, a role, or the country that their reports are about. Where nothing does it
    is unsure, and where countries differ too. Two of whom each is known from one report alone are not compared.
    """
    shared: dict[str, dict[str, Profile]] = defaultdict(dict)
    blocks_of = {profile.key: blocks(profile) for profile in known}
    for profile in known:
        for block in blocks_of[profile.key]:
            shared[block][profile.key] = profile
    done: set[str] = set()
    for profile in known:
        if asked is not None and profile.key not in asked:
            continue
        done.add(profile.key)
        by_name = [faced(block) for block in sorted(blocks_of[profile.key]) if not block.startswith((ROLE, OFFICE))]
        others = {key: other for block in by_name for key, other in shared.get(block, {}).items()}
        for other in others.values():
            if other.key in done or (profile.local and other.local):
                continue
            found = compare(*sorted((profile, other), key=lambda of: of.key))
            if found is not None:
                yield found
        yield from _by_role(profile, shared)
    for office in offices:
        yield from _by_office(office, shared)


def blocks(profile: Profile) -> set[str]:
    """What the profile shares with all that it may be one with: the sound of a person's last name with one of those
    before it or that of all words of a body's, a surname with a role, a role in reports on a country; and its acronym
    or initials, by which it faces those that have the other.

    >>> sorted(blocks(Profile("name:p", {"Ana Ruiz"}, {"person"}, set(), {"COL"}, {("head", "relief office")})))
    ['office head of relief office in COL', 'person an rs', 'role ruiz head of relief office']
    """
    found = set()
    for name in profile.names:
        words = folded(name).split()
        if not words:
            continue
        if profile.person:
            found |= {f"{PERSON}{' '.join(pair)}" for pair in sounds(words)}
            if len(words) > 1 or profile.local:
                found |= {f"{ROLE}{words[-1]} {title} of {of}" for title, of in profile.roles}
        elif profile.kinds <= BODIES:
            if (heard := body_sounds(words)) and not profile.local:
                found.add(BODY + heard)
            if len(letters := initials(name)) > 2:
                found.add(INITIALS + letters)
            if short := acronym(name):
                found.add(ACRONYM + short)
    if profile.person and not profile.local:
        found |= {_office(title, of, scene) for title, of in profile.roles for scene in profile.scenes}
    return found


def faced(block: str) -> str:
    """The block of those that a member of this one is compared with: the same, but for acronyms and initials.

    >>> faced("person an rs"), faced("acronym plo")
    ('person an rs', 'initials plo')
    """
    kind = block.partition(" ")[0] + " "
    return FACING.get(kind, kind) + block.removeprefix(kind)


def office_block(office: Office) -> str:
    """What somebody who is known by a title alone shares with those who hold it."""
    return _office(office.title, office.of, office.scene)


def _office(title: str, of: str, scene: str) -> str:
    return f"{OFFICE}{title.split()[-1]} of {of} in {scene}"


def compare(one: Profile, other: Profile) -> Judgement | None:
    """What two profiles' names and circumstances say of them; ``None`` where the names are not alike."""
    if (one.registered and other.registered) or one.person != other.person:
        return None
    left, right = sorted((one, other), key=lambda profile: rank(profile.key), reverse=True)
    if not one.person and not (one.kinds <= BODIES and other.kinds <= BODIES):
        return None
    how = of_people if one.person else of_bodies
    pairs = [(how(a, b), a, b) for a, b in product(sorted(left.names), sorted(right.names))]
    found = next(((like, a, b) for wanted in Likeness for like, a, b in pairs if like is wanted), None)
    if found is None or (not one.person and left.key.startswith("only:")):
        return None if one.person else _by_initials(left, right)
    like, *alike = found
    told = f"{' and '.join(alike)}: {_told(like)}"
    fullest = [max(sorted(p.names), key=len) for p in (left, right)]
    if one.person and how(*fullest) is None:
        return Judgement(left.key, right.key, "unsure", f"{told}, but not {' and '.join(fullest)}")
    if one.countries and other.countries and not one.countries & other.countries:
        two = " and ".join(sorted({min(one.countries), min(other.countries)}))
        return Judgement(left.key, right.key, "unsure", f"{told}, but of {two}")
    reason = _agreement(one, other, like)
    if reason is None:
        return Judgement(left.key, right.key, "unsure", f"{told}; nothing else says that they are one")
    return Judgement(left.key, right.key, "positive", f"{told}; {reason}")


def named(key: str) -> bool:
    """Whether a key is that of an actor or a place, and not of what a report tells."""
    return key.partition(":")[0] in RANKS


def rank(key: str) -> tuple[int, str]:
    """Which key stands for an actor or place of several: the lexicon's, else a full name's, the first by letters.

    >>> min(["name:person::ana ruiz", "registry:ana-ruiz"], key=rank)
    'registry:ana-ruiz'
    """
    return RANKS.index(key.partition(":")[0]), key


def _told(like: Likeness) -> str:
    return {
        Likeness.SAME: "the same name",
        Likeness.ALIKE: "one name in two spellings",
        Likeness.LONGER: "one has names before the other's",
    }[like]


def _agreement(one: Profile, other: Profile, like: Likeness) -> str | None:
    """What else the two have in common."""
    if roles := one.roles & other.roles:
        title, of = min(roles)
        return f"both are called {title} of {of}" if one.near(other) else None
    if like is Likeness.LONGER:
        # A son has his father's names behind his own.
        return None
    if same := one.countries & other.countries:
        return f"both are of {min(same)}"
    if like is Likeness.SAME and one.person and one.countries | other.countries:
        return "one report does not tell the country"
    if (same := one.scenes & other.scenes) and one.near(other):
        return f"both stand in reports on {_name(min(same))}"
    return None


def _name(country: str) -> str:
    known = lexicon.countries().get(country)
    return known.name if known else country


def _by_initials(left: Profile, right: Profile) -> Judgement | None:
    """A body named by its initials alone is never joined; that it may be one with another is said."""
    mine, others = sorted(left.names), sorted(right.names)
    for a, b in (*product(mine, others), *product(others, mine)):
        if acronym(a) == initials(b) and (left.countries & right.countries or left.scenes & right.scenes):
            return Judgement(left.key, right.key, "unsure", f"{a} may stand for {b}")
    return None


def _by_role(profile: Profile, shared: Mapping[str, Mapping[str, Profile]]) -> Iterator[Judgement]:
    """Of whom a report has the surname and a role alone: the one person of that surname who has the role."""
    surnames = {folded(name) for name in profile.names if len(folded(name).split()) == 1}
    if not (profile.person and profile.local):
        return
    for surname, role in product(sorted(surnames), sorted(profile.roles)):
        sharing = shared.get(f"{ROLE}{surname} {' of '.join(role)}", {}).values()
        fitting = [p for p in sharing if len(_longest(p)) > 1 and p.near(profile)]
        if len(fitting) == 1:
            reason = f"the surname and a role: both are called {' of '.join(role)}"
            yield Judgement(profile.key, fitting[0].key, "positive", reason)
            return


def _longest(profile: Profile) -> list[str]:
    return max((folded(name).split() for name in profile.names), key=len, default=[])


def _by_office(office: Office, shared: Mapping[str, Mapping[str, Profile]]) -> Iterator[Judgement]:
    """Of whom a report has a title alone: the one person who is called so in reports on the same country within a
    year; in the lexicon's terms of office too, where it has them."""
    sharing = shared.get(office_block(office), {}).values()
    fitting = [p for p in sharing if p.told_near(office.day) and _held(p, office)]
    if len(fitting) == 1:
        reason = f"{office.words}: the one {office.title} of {office.of} in reports on {_name(office.scene)} then"
        yield Judgement(office.key, fitting[0].key, "positive", reason)


def _held(profile: Profile, office: Office) -> bool:
    """Whether nothing that the lexicon knows of the person's terms speaks against it."""
    entry = lexicon.actors().get(profile.key.removeprefix("registry:")) if profile.registered else None
    last = office.title.split()[-1]
    terms = [
        r for r in (entry.roles if entry else ()) if folded(r.title).split()[-1] == last or last in folded(r.title)
    ]
    day = str(office.day or "")
    return not terms or not day or any((r.since or "") <= day and day[:7] <= (r.until or "9") for r in terms)
