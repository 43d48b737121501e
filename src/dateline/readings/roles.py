"""Titles and offices: what a person is called before or after the name."""

from dateline.marks.mention import Mention, Mentions
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.items import Role

# A bracket before a title ends a dateline: "AMMAN (Reuters) - President".
BRACKETS = ("(", ")", "-LRB-", "-RRB-", "--")
ARTICLES = {"the", "a", "an", "one", "his", "her", "its", "their", "former", "outgoing"}


def find_roles(parse: Parse, mentions: Mentions) -> tuple[list[tuple[int, Role]], dict[int, int]]:
    """The roles of named persons, and the nominals that stand in apposition to a name.

    Roles come as (first token of the name's mention, role); appositions as head of the nominal -> head of the
    name: "Ann Lee, an analyst with X" and "a senior adviser, Ann Lee, said".
    """
    roles: list[tuple[int, Role]] = []
    apposed: dict[int, int] = {}
    for m in mentions.all:
        if m.form != "name" or m.kind != "person":
            continue
        before = _prenominal(parse, m)
        if before is not None:
            roles.append((m.first, _role(parse, mentions, *before)))
            apposed.update({i: m.head for i in range(*before) if _is_office(parse, i)})
        for k in _after(parse, m):
            apposed[k] = m.head
            first = core(parse, k)[0]
            roles.append((m.first, _role(parse, mentions, first, k + 1)))
        before_comma = _preceding(parse, mentions, m)
        if before_comma is not None:
            apposed[before_comma] = m.head
            roles.append((m.first, _role(parse, mentions, core(parse, before_comma)[0], before_comma + 1)))
    return roles, apposed


def _is_office(parse: Parse, i: int) -> bool:
    return parse.tokens[i].lemma in words("nominals", "offices") and parse.tokens[i].tag.startswith("NN")


def _prenominal(parse: Parse, m: Mention) -> tuple[int, int] | None:
    """The stretch of title words right before a name."""
    first = m.first
    floor = parse.sentence_of(m.first).first
    while first > floor:
        t = parse.tokens[first - 1]
        if t.text in BRACKETS:
            break
        if t.lower in ("of", "for", "and"):
            # "secretary of state" goes on to the left of its "of"; "the future of President" does not.
            if first - 2 < floor or not _is_office(parse, first - 2):
                break
        elif not (
            t.tag[:2] in ("NN", "JJ", "DT", "PO")
            or t.lower in ("-", "'s", "'", "’s")
            or (t.tag[:2] == "VB" and t.dep == "amod")
        ):
            break
        first -= 1
    while first < m.first and not (parse.tokens[first].tag[:2] in ("NN", "JJ") or parse.tokens[first].tag == "VBG"):
        first += 1
    offices = [i for i in range(first, m.first) if _is_office(parse, i)]
    if not offices or m.first - first > 9:
        return None
    if parse.tokens[m.first - 1].lower in ("and", "of", "for"):
        return None
    return first, m.first


def _after(parse: Parse, m: Mention) -> list[int]:
    """Office nouns in apposition after a name."""
    out = [k for k in parse.kids(m.head, "appos") if k > m.head and _is_office(parse, k)]
    if out or m.last + 1 >= len(parse.tokens) or parse.tokens[m.last].text != ",":
        return out
    end = min(parse.sentence_of(m.head).last, m.last + 8)
    for i in range(m.last + 1, end):
        if _is_office(parse, i) and (i + 1 >= len(parse.tokens) or not _is_office(parse, i + 1)):
            start = core(parse, i)[0]
            return [i] if start == m.last + 1 else []
        if parse.tokens[i].text == "," or parse.tokens[i].tag.startswith("VB"):
            break
    return []


def _preceding(parse: Parse, mentions: Mentions, m: Mention) -> int | None:
    """The office noun of "a senior adviser to X, NAME," before a name between commas."""
    start = m.first
    while start > 0 and parse.tokens[start - 1].lower in words("nominals", "titles"):
        start -= 1
    if start < 3 or parse.tokens[start - 1].text != "," or m.last >= len(parse.tokens):
        return None
    if (
        parse.tokens[m.last].text != ","
        and not parse.tokens[m.last].tag.startswith("VB")
        and parse.tokens[m.last].lower not in ("from", "of")
    ):
        return None
    floor = max(parse.sentence_of(m.first).first, start - 12)
    for i in range(start - 2, floor - 1, -1):
        if parse.tokens[i].text == "," or parse.tokens[i].tag.startswith("VB"):
            return None
        if _is_office(parse, i) and not (parse.tokens[i].dep in ("compound", "nmod") and parse.tokens[i].head > i):
            named = mentions.at.get(i)
            return i if named is None or named.form == "nominal" else None
    return None


def _role(parse: Parse, mentions: Mentions, first: int, last: int) -> Role:
    """The title and the country or body it is held in, both as printed."""
    of: str | None = None
    title: list[int] = []
    i = first
    while i < last:
        named = mentions.at.get(i)
        if (
            of is None
            and i < last - 1
            and named is not None
            and named.form == "name"
            and named.first == i
            and named.last < last
        ):
            of, i = parse.words(named.first, named.last), named.last
        elif of is None and i < last - 1 and i in mentions.adjectives:
            of, i = parse.tokens[i].text, i + 1
        else:
            title.append(i)
            i += 1
    title = [
        i
        for i in title
        if parse.tokens[i].lower not in ("'s", "’s", "'") and not (i == title[0] and parse.tokens[i].lower in ARTICLES)
    ]
    if of is None:
        for k in parse.kids(last - 1, "prep"):
            if parse.tokens[k].lower in ("of", "at", "with", "for", "from", "to"):
                for o in parse.kids(k, "pobj"):
                    a, b = core(parse, o)
                    while a < b - 1 and parse.tokens[a].lower in ARTICLES:
                        a += 1
                    of = parse.words(a, b)
                break
    return Role(title=" ".join(parse.tokens[i].text for i in title), of=of)
