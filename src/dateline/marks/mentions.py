"""Every place in the text where an actor or a place is named or described."""

from collections import Counter

from dateline.marks import lexicon
from dateline.marks.mention import Mentions
from dateline.marks.names import find_names
from dateline.marks.nominals import find_nominals, find_pronouns
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words


def find_mentions(parse: Parse) -> Mentions:
    """The names, nominals and pronouns of ``parse`` that can stand for an actor or a place."""
    found = Mentions([], {}, {}, {})
    find_names(parse, found)
    find_nominals(parse, found)
    find_pronouns(parse, found)
    found.all.sort(key=lambda m: m.first)
    return found


def main_country(parse: Parse, mentions: Mentions) -> str | None:
    """The country whose conflict the report is about: it most often qualifies war, talks or rebels.

    ``None`` where none does clearly more often than the next.
    """
    conflict = words("conflict", "nouns")
    count: Counter[str] = Counter()
    for i, owner in mentions.adjectives.items():
        country = lexicon.actors()[owner].country
        if country and parse.tokens[parse.tokens[i].head].lemma in conflict:
            count[country] += 3
    for m in mentions.all:
        if m.kind == "state" and m.country and m.form == "name":
            t = parse.tokens[m.head]
            up = parse.tokens[t.head]
            if t.dep in ("poss", "compound") and up.lemma in conflict:
                count[m.country] += 3
            elif t.dep == "pobj" and up.lower in ("in", "on", "across", "inside"):
                count[m.country] += 1
    for hit in lexicon.name_index().find(parse.report.title or ""):
        country = lexicon.actors()[hit.entry_id].country
        if country and hit.form in ("name", "alias", "demonym"):
            count[country] += 2
    best = count.most_common(2)
    if not best or best[0][1] < 3 or (len(best) > 1 and best[1][1] * 3 > best[0][1] * 2):
        return None
    return best[0][0]
