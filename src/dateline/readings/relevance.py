"""Whether a report is about a conflict or its talks."""

from dateline.marks.parse import Parse
from dateline.marks.wordlist import words

ENOUGH = 3


def about_conflict(parse: Parse) -> bool:
    """Whether at least three words of ``lexicon/conflict.yml`` (telling) stand in the title and text, two
    of them different."""
    telling = words("conflict", "telling")
    found = [t.lemma for t in parse.tokens if t.lemma in telling]
    title = (parse.report.title or "").lower().replace("-", " ").split()
    found += [w for w in title if w.removesuffix("s") in telling or w in telling]
    return len(found) >= ENOUGH and len(set(found)) >= 2
