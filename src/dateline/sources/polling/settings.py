"""The file feeds.toml: which feeds are followed and how often."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dateline.sources.fetch import AGENT, is_web_address

MINUTES = 15
LONGEST = 7 * 24 * 60
# The keys of the file's top and of each [[feed]], with what is to be written there.
EVERY = f"a whole number of minutes from 1 to {LONGEST}, such as every = 30"
WANTED = {
    "contact": 'how the people who run a feed can reach you, such as contact = "desk@example.org"',
    "every": EVERY,
    "pages": "true or false",
    "allow_private": "true or false",
    "feed": "one table [[feed]] a feed",
}
WANTED_OF_FEED = {
    "url": 'the address of a feed, such as url = "https://news.example/rss.xml"',
    "name": 'words, such as name = "Example News"',
    "every": EVERY,
    "pages": "true or false",
}


class SettingsError(Exception):
    """The settings can't be used; the message says the file, the key, what was seen and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that is followed: asked every ``every`` minutes; ``pages`` where the articles it links to are fetched."""

    url: str
    name: str
    every: int = MINUTES
    pages: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The feeds, how dateline names itself to them, and whether addresses that are not public may be asked."""

    feeds: tuple[Feed, ...]
    agent: str = AGENT
    allow_private: bool = False


def load(path: Path) -> Settings:
    """The settings in the file at ``path``; raises :class:`SettingsError` where it is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}); name a file such as docs/watching.md shows") from error
    try:
        return settings_of(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: no sound TOML: {error}; put words in quotation marks") from error
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None


def settings_of(given: dict[str, Any]) -> Settings:
    """The settings that a parsed file gives; raises :class:`SettingsError` for a key or value it does not know.

    >>> settings_of({"every": 30, "feed": [{"url": "https://news.example/rss"}]}).feeds[0]
    Feed(url='https://news.example/rss', name='news.example', every=30, pages=False)
    """
    _known(given, WANTED, "")
    contact = _value(given, "contact", str, "", WANTED, "")
    if not (contact.isascii() and contact.isprintable()):
        raise _wrong("contact", contact, WANTED, "")
    tables = given.get("feed")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise SettingsError('no feed to follow; write [[feed]] and, below it, url = "https://news.example/rss.xml"')
    every = _minutes(given, MINUTES, WANTED, "")
    pages = _value(given, "pages", bool, False, WANTED, "")
    feeds = tuple(_feed(table, number, every, pages) for number, table in enumerate(tables, 1))
    for number, feed in enumerate(feeds, 1):
        if feed.url in (one.url for one in feeds[: number - 1]):
            raise SettingsError(f"[[feed]] {number}: {feed.url} stands here twice; leave one of them out")
    return Settings(
        feeds=feeds,
        agent=f"{AGENT} (+{contact})" if contact else AGENT,
        allow_private=_value(given, "allow_private", bool, False, WANTED, ""),
    )


def _feed(table: dict[str, Any], number: int, every: int, pages: bool) -> Feed:
    where = f"[[feed]] {number}: "
    _known(table, WANTED_OF_FEED, where)
    url = _value(table, "url", str, "", WANTED_OF_FEED, where)
    if not is_web_address(url):
        raise _wrong("url", url or "nothing", WANTED_OF_FEED, where)
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise SettingsError(
            f"{where}url holds a user name or password, which would stand in the record; use an address without"
        )
    return Feed(
        url=url.partition("#")[0],
        name=" ".join(_value(table, "name", str, "", WANTED_OF_FEED, where).split()) or str(parts.hostname),
        every=_minutes(table, every, WANTED_OF_FEED, where),
        pages=_value(table, "pages", bool, pages, WANTED_OF_FEED, where),
    )


def _known(table: dict[str, Any], wanted: dict[str, str], where: str) -> None:
    for key in table:
        if key not in wanted:
            raise SettingsError(f"{where}there is no key {key!r}; there are: {', '.join(wanted)}")


def _value(table: dict[str, Any], key: str, kind: type, default: Any, wanted: dict[str, str], where: str) -> Any:
    given = table.get(key, default)
    # For Python, true is a number too.
    if not isinstance(given, kind) or (kind is int and isinstance(given, bool)):
        raise _wrong(key, given, wanted, where)
    return given


def _minutes(table: dict[str, Any], default: int, wanted: dict[str, str], where: str) -> int:
    every: int = _value(table, "every", int, default, wanted, where)
    if not 1 <= every <= LONGEST:
        raise _wrong("every", every, wanted, where)
    return every


def _wrong(key: str, seen: Any, wanted: dict[str, str], where: str) -> SettingsError:
    return SettingsError(f"{where}{key} is {seen!r}; write {wanted[key]}")
