"""The articles that the entries of a feed link to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dateline.issue import Issue
from dateline.sources.document import Document
from dateline.sources.fetch import Answer, is_web_address
from dateline.sources.gather import documents_of
from dateline.sources.polling.state import Standing
from dateline.sources.polling.turns import NOT_YET

LARGEST = 5_000_000
# So many pages a poll; what is left is fetched in the next ones.
MOST = 20
# A page that could not be had so often is left to what the feed itself carries of it.
TRIES = 3
LATER = ("fetch_failed", "robots_unreachable")


@dataclass(frozen=True, slots=True)
class Pages:
    """For each entry that is done with now the documents it can be read from, best first.

    ``taken`` are the links of the feed that are done with, ``missed`` those that failed, with how often; ``all_done``
    says whether none is left for the next poll.
    """

    entries: tuple[tuple[Document, ...], ...]
    taken: tuple[str, ...] = ()
    missed: dict[str, int] = field(default_factory=dict)
    all_done: bool = True


def pages_of(items: Sequence[Document], was: Standing, visit: Callable[[str, int], Answer | Issue]) -> Pages:
    """The pages of those entries of a feed that were not taken before; ``visit`` fetches an address.

    Where a page may not be fetched or is none, there is only what the feed carries.
    """
    entries: list[tuple[Document, ...]] = []
    before, taken = set(was.taken), list[str]()
    missed: dict[str, int] = {}
    visits, all_done = 0, True
    for item in items:
        link = item.meta.get("url", "")
        if not is_web_address(link):
            entries.append((item,))
            continue
        if link in taken:
            continue
        if link in before:
            taken.append(link)
            continue
        if visits == MOST:
            all_done = False
            continue
        visits += 1
        got = visit(link, LARGEST)
        not_yet = isinstance(got, Issue) and got.code == NOT_YET
        tries = was.missed.get(link, 0) + (0 if not_yet else 1)
        if not_yet or (_may_come(got) and tries < TRIES):
            all_done = False
            missed |= {link: tries} if tries else {}
        else:
            taken.append(link)
            entries.append((*_page(got, item), item))
    return Pages(tuple(entries), tuple(taken), missed, all_done)


def _may_come(got: Answer | Issue) -> bool:
    """Whether what failed now may go well another time."""
    if isinstance(got, Issue):
        return got.code in LATER
    return got.status == 429 or got.status >= 500


def _page(got: Answer | Issue, item: Document) -> list[Document]:
    """The article's page, with its address and the date that the feed gives; nothing where none came."""
    if isinstance(got, Issue) or got.status != 200:
        return []
    told = {"url": got.url, "published": item.meta.get("published", "")}
    found = list(documents_of(got.data, item.meta["url"]))
    return [replace(one, meta=told) for one in found if isinstance(one, Document) and one.shape == "page"]
