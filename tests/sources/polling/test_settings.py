"""feeds.toml: what may stand in it, and what is said of what may not."""

import re
from pathlib import Path

import pytest

from dateline.sources.polling.settings import WANTED, WANTED_OF_FEED, Feed, SettingsError, load, settings_of

URL = "https://news.example/rss"
ROOT = Path(__file__).resolve().parents[3]


def test_the_top_of_the_file_is_for_all_feeds() -> None:
    got = settings_of({"contact": "a@b.example", "every": 30, "pages": True, "feed": [{"url": URL}]})
    assert got.feeds == (Feed(url=URL, name="news.example", every=30, pages=True),)
    assert got.agent.endswith(" (+a@b.example)")
    assert not got.allow_private


def test_a_feed_has_its_own_word() -> None:
    table = {"url": URL + "#top", "name": " Example\nNews ", "every": 60, "pages": False}
    (feed,) = settings_of({"pages": True, "feed": [table]}).feeds
    assert feed == Feed(url=URL, name="Example News", every=60, pages=False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "no feed to follow; write [[feed]]"),
        ({"feed": {"url": URL}}, "no feed to follow"),
        ({"feed": []}, "no feed to follow"),
        ({"evry": 3, "feed": [{"url": URL}]}, "there is no key 'evry'; there are: contact, every"),
        ({"feed": [{"url": URL}, {"uri": URL}]}, "[[feed]] 2: there is no key 'uri'; there are: url, name"),
        ({"feed": [{"name": "x"}]}, "[[feed]] 1: url is 'nothing'; write the address of a feed"),
        ({"feed": [{"url": "file:///etc/passwd"}]}, "[[feed]] 1: url is 'file:///etc/passwd'; write the address"),
        ({"feed": [{"url": "https://me:secret@news.example/rss"}]}, "holds a user name or password"),
        ({"feed": [{"url": 7}]}, "[[feed]] 1: url is 7; write the address"),
        ({"feed": [{"url": URL, "every": "15"}]}, "[[feed]] 1: every is '15'; write a whole number of minutes"),
        ({"feed": [{"url": URL, "every": 0}]}, "every is 0; write a whole number of minutes from 1"),
        ({"feed": [{"url": URL, "every": True}]}, "every is True; write a whole number"),
        ({"feed": [{"url": URL, "pages": 1}]}, "pages is 1; write true or false"),
        ({"contact": "a\nX-Evil: 1", "feed": [{"url": URL}]}, "contact is 'a\\nX-Evil: 1'; write how"),
        ({"allow_private": "yes", "feed": [{"url": URL}]}, "allow_private is 'yes'; write true or false"),
        ({"feed": [{"url": URL}, {"url": URL}]}, "[[feed]] 2: https://news.example/rss stands here twice"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_write(given: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(said)):
        settings_of(given)


def test_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    with pytest.raises(SettingsError, match=r"feeds\.toml: cannot be read .*watching\.md"):
        load(path)
    path.write_text("[[feed]]\nurl = https://news.example", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"feeds\.toml: no sound TOML.*line 2.*quotation marks"):
        load(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"feeds\.toml: cannot be read"):
        load(path)
    path.write_text("[[feed]]\nurl = 1", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"feeds\.toml: \[\[feed\]\] 1: url is 1"):
        load(path)


def test_the_file_in_the_documentation_can_be_used(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "feeds.toml").write_text(block, encoding="utf-8")
    got = load(tmp_path / "feeds.toml")
    assert [(feed.name, feed.every, feed.pages) for feed in got.feeds] == [
        ("Example News", 30, False),
        ("Example Wire", 5, True),
    ]
    keys = set(re.findall(r"^\| `(\w+)` \| (?:top|feed)", page, re.MULTILINE))
    assert keys == (set(WANTED) | set(WANTED_OF_FEED)) - {"feed"}
