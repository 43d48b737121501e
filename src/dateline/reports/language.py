"""Which language a report is in, by its commonest words."""

import re
from functools import lru_cache

from dateline.reports.lexicon import lexicon

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 600
# A share of function words below this tells nothing.
ENOUGH = 0.12


@lru_cache
def _words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in lexicon("languages")["languages"].items()}


def language_of(text: str, stated: str | None = None) -> str | None:
    """The ISO 639-1 code of ``text``'s language; ``stated`` (HTML's ``lang``) where its words are too few.

    >>> language_of("The envoy said on Monday that the talks in Juba were not over.")
    'en'
    >>> language_of("El gobierno dijo que las conversaciones se reanudan en los próximos días.")
    'es'
    """
    words = [w.lower() for w in WORD.findall(text[: SAMPLE * 12])[:SAMPLE]]
    if len(words) >= 8:
        scores = {code: sum(w in known for w in words) / len(words) for code, known in _words().items()}
        best = max(scores, key=lambda code: (scores[code], code))
        if scores[best] >= ENOUGH:
            return best
    code = (stated or "").strip().lower().replace("_", "-").split("-")[0]
    return code if re.fullmatch("[a-z]{2}", code) else None
