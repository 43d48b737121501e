"""Whether a report is about a conflict or its talks."""

from dateline.marks.parse import Parse
from dateline.marks.wordlist import words

ENOUGH = 3
DENSE = 0.01
SHORT = 60


def about_conflict(parse: Parse) -> bool:
    """Whether the title and text speak of a conflict often enough.

    Counted are the telling words of ``lexicon/conflict.yml``: two different ones, three in all (two will do
    in a text of under sixty words), and one in every hundred words.
    """
    telling = words("conflict", "telling")
    found = [t.lemma for t in parse.tokens if t.lemma in telling]
    title = (parse.report.title or "").lower().replace("-", " ").split()
    found += [w for w in title if w.removesuffix("s") in telling or w in telling]
    enough = len(found) >= ENOUGH or len(parse.tokens) < SHORT
    return enough and len(set(found)) >= 2 and len(found) >= DENSE * len(parse.tokens)
