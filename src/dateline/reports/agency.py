"""Who wrote a report, and which site an address belongs to."""

import re
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from dateline.reports.lexicon import lexicon

COPYRIGHT = re.compile(
    r"^\W*(?:©|\(c\)|copyright\b)[\s©]*(?:\(c\)\s*)?(?:copyright\s*)?(?:(?:19|20)\d\d\W*)?(?P<who>.*)", re.I
)


@lru_cache
def _names() -> dict[str, tuple[str, str]]:
    return {
        _plain(name): (agency["name"], agency["kind"])
        for agency in lexicon("agencies")["agencies"]
        for name in (agency["name"], *agency.get("aliases", ()))
    }


@lru_cache
def _hosts() -> dict[str, tuple[str, str]]:
    return {h: (a["name"], a["kind"]) for a in lexicon("agencies")["agencies"] for h in a.get("hosts", ())}


def _plain(name: str) -> str:
    return re.sub(r"[^\w/]+", " ", name).strip().lower()


def known(name: str) -> str | None:
    """The agency or outlet that goes by ``name``, under its own name.

    >>> known("Agence France-Presse")
    'AFP'
    """
    found = _names().get(_plain(name))
    return found[0] if found else None


def wire_named(name: str) -> str | None:
    """The wire agency among the names in ``name``, which may hold two: "AFP/Reuters", "By X, Reuters".

    >>> wire_named("Tom Doe, Reuters")
    'Reuters'
    """
    for part in [name, *re.split(r"[/|,;]| and | for | - ", name)]:
        found = _names().get(_plain(part))
        if found and found[1] == "wire":
            return found[0]
    return None


def copyright_holder(line: str) -> str | None:
    """The agency that a copyright line names; empty where it names none known, None where it is none.

    >>> [copyright_holder(line) for line in ("© 2016 AFP", "Copyright 2016, Example Media", "Talks")]
    ['AFP', '', None]
    """
    m = COPYRIGHT.match(line)
    if not m or len(line) > 200:
        return None
    who = re.sub(r"^(?:by|the)\b|\ball rights.*|[,.;(]?\s*(?:19|20)\d\d\b", "", m["who"], flags=re.I)
    return next((found for part in [who, *re.split(r"[.,;/|(]", who)] if (found := known(part))), "")


def host_of(url: str | None) -> str | None:
    """The host of an address without ``www.``.

    >>> host_of("https://www.example.org/a")
    'example.org'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def of_host(host: str | None, kind: str | None = None) -> str | None:
    """The agency or outlet that owns ``host``, only of ``kind`` where it is given.

    >>> of_host("feeds.reuters.com", "wire")
    'Reuters'
    """
    while host:
        found = _hosts().get(host)
        if found:
            return found[0] if kind in (None, found[1]) else None
        host = host.partition(".")[2]
    return None


def aggregates(host: str | None) -> bool:
    """Whether the site at ``host`` only passes on what others wrote."""
    return any(host == a or (host or "").endswith("." + a) for a in lexicon("agencies")["aggregators"])


def unwrapped(url: str | None) -> str | None:
    """The address that a redirecting ``url`` carries in its query, else ``url`` itself.

    >>> unwrapped("http://news.example/url?sa=t&url=http://www.example.org/a")
    'http://www.example.org/a'
    """
    if not url:
        return None
    try:
        query = parse_qs(urlsplit(url).query)
    except ValueError:
        return url
    inner = next(
        (v for key in ("url", "u", "q") for v in query.get(key, ()) if v.startswith(("http://", "https://"))),
        None,
    )
    redirects = aggregates(host_of(url)) or urlsplit(url).path.endswith("/url")
    return inner if inner and redirects else url
