"""Whether a report is about a conflict or its talks."""

from dateline.marks.mention import Mentions
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words

ENOUGH = 3
DENSE = 0.008
SHORT = 150
LEAD = 400


def about_conflict(parse: Parse, mentions: Mentions) -> bool:
    """Whether the title and the first four hundred words speak of a conflict often enough.

    Counted are the telling words of ``lexicon/conflict.yml`` and the names of armed groups: two different ones,
    three in all (two will do in a text of under 150 words), and one in every hundred words. Words of armies and
    arms alone are trade or parade. A bomb that killed or wounded somebody is enough.
    """
    telling = words("conflict", "telling")
    lead = parse.tokens[:LEAD]
    found = [w for t in lead if (w := _telling(t.lemma, telling) or _telling(t.lower, telling))]
    found += [w for t in (parse.report.title or "").lower().replace("-", " ").split() if (w := _telling(t, telling))]
    found += [
        "(armed group)" for m in mentions.all if m.first < len(lead) and m.kind == "armed_group" and m.form == "name"
    ]
    if not set(found) - words("conflict", "arms"):
        return False
    if set(found) & words("conflict", "deadly") and any(t.lemma in words("conflict", "harm") for t in lead):
        return True
    enough = len(found) >= ENOUGH or len(parse.tokens) < SHORT
    return enough and len(set(found)) >= 2 and len(found) >= DENSE * len(lead)


def _telling(word: str, telling: frozenset[str]) -> str | None:
    """The telling word that ``word`` is a form of; upper-case texts have no lemmas, so a plural "s" is cut here."""
    return next((w for w in (word, word.removesuffix("s")) if w in telling), None)
