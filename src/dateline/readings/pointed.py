"""The actors at words that a network points at."""

from collections.abc import Sequence

from dateline.marks.clauses import prepositions
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.events.parties import named
from dateline.readings.places import Sites


def nearest(parse: Parse, sentence: int, tokens: Sequence[int]) -> Sequence[int]:
    """The tokens that stand in the sentence of the event; all, where none does."""
    return [i for i in tokens if parse.tokens[i].sent == sentence] or tokens


def parties_at(parse: Parse, cast: Cast, sites: Sites, heads: Sequence[int], *, acting: bool) -> tuple[str, ...]:
    """The ids of the actors that the words name; those who act and are not known as actors yet are made known."""
    out: list[str] = []
    for i in heads:
        if parse.tokens[i].lemma in words("grammar", "crowds"):
            # "thousands of Syrians"
            i = next((o for p, o in prepositions(parse, i) if p == "of"), i)
        party = cast.qualifier_party(i) or cast.party(i) or (cast.namesake(i) if _joined(parse, i) else None)
        if party is None and acting and sites.at(i) is None:
            party = cast.introduced_party(i)
        # "attacked Islamic State positions": those whose they are.
        parties = (party,) if party is not None else () if acting else named(parse, cast, [i])
        out += [a for a in parties if a not in out]
    return tuple(out)


def _joined(parse: Parse, i: int) -> bool:
    """Whether a noun is part of another one's phrase: "government siege"."""
    return parse.tokens[i].dep in ("compound", "nmod", "amod", "poss")
