"""A mention: tokens that name or describe somebody or somewhere."""

from dataclasses import dataclass

from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.span import Span


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens ``first`` to ``last`` (exclusive) that name or describe somebody or somewhere.

    ``head`` is the main word. ``form`` is name, demonym, nominal or pronoun. ``kind`` is an actor kind,
    "place", or "" where the words alone do not tell. ``entry`` is the lexicon's id; ``word`` the class of a
    nominal ("rebels", "unnamed", "office"), or "metonym" for a place's name that may stand for a government.
    """

    first: int
    last: int
    head: int
    form: str
    kind: str
    entry: str | None = None
    country: str | None = None
    word: str = ""


@dataclass(slots=True)
class Mentions:
    """All mentions of a report. ``at`` gives the mention a token belongs to; ``adjectives`` the lexicon id
    of the state or side that a word qualifies by ("Russian", "Western")."""

    all: list[Mention]
    at: dict[int, Mention]
    adjectives: dict[int, str]
    acronyms: dict[str, str]


def add(found: Mentions, mention: Mention) -> None:
    """Enter a mention, under each of its tokens."""
    found.all.append(mention)
    for i in range(mention.first, mention.last):
        found.at[i] = mention


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of a stretch whose own head lies outside it."""
    for i in range(last - 1, first - 1, -1):
        h = parse.tokens[i].head
        if (h == i or not first <= h < last) and parse.tokens[i].dep != "punct":
            return i
    return last - 1


def titled(parse: Parse, first: int) -> bool:
    """Whether the word before a name is a title or office: "Foreign Minister", "envoy"."""
    if first == 0:
        return False
    before = parse.tokens[first - 1]
    return before.lower in words("nominals", "titles") or (
        before.lemma in words("nominals", "offices") and before.dep in ("compound", "nmod")
    )


def span_of(parse: Parse, mention: Mention) -> Span:
    """The span of a mention's words."""
    return parse.span(mention.first, mention.last)
