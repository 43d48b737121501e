"""Atom and JSON Feed: read back by readers of feeds, with words that try to be markup."""

import io
import json
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest
from lxml import etree

from dateline.export.syndication import ATOM, TOMBSTONES, Entry, atom, json_feed

NOON = datetime(2018, 12, 13, 12, tzinfo=UTC)
HEAD = {"title": "Talks & truces", "id": "https://a.example/feed", "link": "https://a.example/", "updated": NOON}
HOSTILE = '</title><script>alert(1)</script>]]> & "x" <!ENTITY> \x00\x0b\x1b\ufffe\ud800é🕊'
SHOWN = '</title><script>alert(1)</script>]]> & "x" <!ENTITY> é🕊'


def entry(**more):
    fields = {
        "id": "urn:dateline:1",
        "title": "Talks open",
        "updated": NOON,
        "text": "The <sides> met.",
        "link": "https://a.example/1?a=b&c=d",
        "published": datetime(2018, 12, 13, 9, 30, tzinfo=timezone(timedelta(hours=3))),
        "author": "Ana Perez",
    }
    return Entry(**{**fields, **more})


def parsed(*entries):
    feed = feedparser.parse(io.BytesIO(atom(entries, **HEAD)))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def items(*entries):
    return json.loads(json_feed(entries, **HEAD))["items"]


def test_the_feed_says_what_it_is():
    feed = parsed(entry()).feed
    assert (feed.title, feed.id, feed.updated) == ("Talks & truces", HEAD["id"], "2018-12-13T12:00:00+00:00")
    assert {(link.rel, link.href) for link in feed.links} == {("self", HEAD["id"]), ("alternate", HEAD["link"])}
    made = json.loads(json_feed([], **HEAD))
    assert (made["version"], made["items"]) == ("https://jsonfeed.org/version/1.1", [])
    assert (made["home_page_url"], made["feed_url"], made["title"]) == (HEAD["link"], HEAD["id"], HEAD["title"])


def test_an_entry_in_both():
    (told,) = parsed(entry()).entries
    assert (told.title, told.id, told.link, told.author) == (
        "Talks open",
        "urn:dateline:1",
        "https://a.example/1?a=b&c=d",
        "Ana Perez",
    )
    assert (told.published, told.updated) == ("2018-12-13T09:30:00+03:00", "2018-12-13T12:00:00+00:00")
    assert (told.content[0].type, told.content[0].value) == ("text/plain", "The <sides> met.")
    assert items(entry()) == [
        {
            "id": "urn:dateline:1",
            "url": "https://a.example/1?a=b&c=d",
            "title": "Talks open",
            "content_text": "The <sides> met.",
            "date_published": "2018-12-13T09:30:00+03:00",
            "date_modified": "2018-12-13T12:00:00+00:00",
            "authors": [{"name": "Ana Perez"}],
        }
    ]


def test_markup_is_markup_and_entries_keep_their_order():
    given = [entry(id=f"urn:x:{n}", html="<p>Talks <b>open</b></p>") for n in (2, 1, 3)]
    feed = parsed(*given)
    assert [told.id for told in feed.entries] == ["urn:x:2", "urn:x:1", "urn:x:3"]
    assert (feed.entries[0].content[0].type, feed.entries[0].content[0].value) == (
        "text/html",
        "<p>Talks <b>open</b></p>",
    )
    assert items(given[0])[0]["content_html"] == "<p>Talks <b>open</b></p>"
    assert "content_text" not in items(given[0])[0]


def test_hostile_words_stay_words():
    hostile = entry(title=HOSTILE, text=HOSTILE, author=HOSTILE, id="urn:x:<&>\x00")
    root = etree.fromstring(atom([hostile], **{**HEAD, "title": HOSTILE}))
    told = root.find(f"{{{ATOM}}}entry")
    for path in ("title", "content", f"author/{{{ATOM}}}name"):
        assert told.findtext(f"{{{ATOM}}}{path}") == SHOWN
    assert told.findtext(f"{{{ATOM}}}id") == "urn:x:<&>"
    assert root.findtext(f"{{{ATOM}}}title") == SHOWN
    assert not root.xpath("//*[local-name()='script']")
    parsed(hostile)
    assert SHOWN[:40] in items(hostile)[0]["title"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "", None])
def test_a_link_that_could_run_is_left_out(link):
    root = etree.fromstring(atom([entry(link=link)], **{**HEAD, "id": "urn:x:feed", "link": "javascript:alert(1)"}))
    assert root.findall(f".//{{{ATOM}}}link") == []
    assert "url" not in items(entry(link=link))[0]


def test_a_removal():
    gone = entry(removed=True, text="what it was")
    feed = parsed(entry(id="urn:x:2"), gone)
    assert [told.id for told in feed.entries] == ["urn:x:2"]
    (tomb,) = etree.fromstring(atom([gone], **HEAD)).findall(f"{{{TOMBSTONES}}}deleted-entry")
    assert dict(tomb.attrib) == {"ref": "urn:dateline:1", "when": "2018-12-13T12:00:00+00:00"}
    assert tomb.findtext(f"{{{TOMBSTONES}}}comment") == "Removed: Talks open"
    (item,) = items(gone)
    assert item == {
        "id": "urn:dateline:1",
        "title": "Removed: Talks open",
        "content_text": "Removed: Talks open",
        "date_modified": "2018-12-13T12:00:00+00:00",
        "_removed": True,
    }


def test_what_is_not_told_is_left_out():
    bare = Entry(id="urn:x:1", title="Talks", updated=datetime(2018, 12, 13))
    (told,) = parsed(bare).entries
    assert told.updated == "2018-12-13T00:00:00+00:00"
    assert not told.get("links")
    assert items(bare) == [
        {"id": "urn:x:1", "title": "Talks", "content_text": "", "date_modified": "2018-12-13T00:00:00+00:00"}
    ]
