"""The key under which an actor or a place of one report is joined with those of other reports."""

import re
import unicodedata
from functools import lru_cache

from dateline.marks.wordlist import words
from dateline.readings.items import Actor, Place

COMMON = words("identity", "common") | words("identity", "small")
ARTICLE = re.compile(r"^(?:the|a|an)\s+")


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """The name as it is looked up: lower case, without accents, marks and the article.

    >>> folded("The Ejército  Popular-Norte")
    'ejercito popular norte'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"[^\w]+", " ", bare.replace("'", "").replace("’", "")).strip()
    return ARTICLE.sub("", plain)


def actor_key(actor: Actor, reading: str) -> str:
    """The registry's id; else full name with kind and country; else a key of this reading alone.

    A surname, an acronym, a common noun ("the rebels") or an unnamed source joins nothing.

    >>> from dateline.reports.report import Report
    >>> said = Report(id="r", text="Ana Perez spoke.").cite(0, 9)
    >>> actor_key(Actor(id="a1", name="Ana Perez", kind="person", evidence=(said,)), "x")
    'name:person::ana perez'
    >>> actor_key(Actor(id="a1", name="Perez", kind="person", evidence=(said,)), "x")
    'only:x:a1'
    """
    if actor.registry_id:
        return f"registry:{actor.registry_id}"
    if _is_full_name(actor.name, actor.kind, actor.country):
        return f"name:{actor.kind}:{(actor.country or '').lower()}:{folded(actor.name)}"
    return f"only:{reading}:{actor.id}"


def place_key(place: Place, reading: str) -> str:
    """The GeoNames id; else the name with its country; else a key of this reading alone.

    >>> from dateline.reports.report import Report
    >>> seen = Report(id="r", text="Near Aden").cite(5, 9)
    >>> place_key(Place(id="p1", name="Aden", kind="city", country="YEM", evidence=(seen,)), "x")
    'place:yem:aden'
    """
    if place.geonames_id is not None:
        return f"geonames:{place.geonames_id}"
    if place.country:
        return f"place:{place.country.lower()}:{folded(place.name)}"
    return f"only:{reading}:{place.id}"


def _is_full_name(name: str, kind: str, country: str | None) -> bool:
    if kind in ("unnamed_source", "population"):
        return False
    parts = folded(name).split()
    capitals = sum(1 for w in re.split(r"[\s\-]+", name) if w[:1].isupper())
    if kind == "person":
        return len(parts) > 1 and capitals > 1 and len(parts[-1]) > 1
    if kind == "state":
        return capitals > 0 and not name.isupper()
    if country is None and COMMON.issuperset(parts):
        # Every country has a supreme court.
        return False
    counted = any(part.isnumeric() for part in parts)
    return len(parts) > 1 and (capitals > 1 or (capitals == 1 and country is not None and not counted))
