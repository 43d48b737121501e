"""A page of entries for reading: the day, what is told, the sentence it rests on and who printed it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dateline.cli.terminal import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

Row = dict[str, Any]

# The longest part of a sentence that is shown, in characters.
LONGEST = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, in plain texts; ``words`` stand in ``sentence`` and are set in bold."""

    heading: str
    day: str
    below_day: str = ""
    sort: str
    colour: str = ""
    below_sort: str = ""
    who: str = ""
    told: str = ""
    sentence: str = ""
    words: str = ""
    source: str = ""


def page(entries: Iterable[Entry]) -> "Iterator[RenderableType]":
    """The entries as a terminal shows them, under their headings, in the order given."""
    from rich.table import Table
    from rich.text import Text

    for heading, group in groupby(entries, key=lambda entry: entry.heading):
        yield Text(heading + "\n", style="bold underline")
        for entry in group:
            grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
            grid.add_column(no_wrap=True, width=10)
            grid.add_column(width=11)
            grid.add_column(ratio=1)
            grid.add_row(
                two_lines(entry.day, "bold", entry.below_day),
                two_lines(entry.sort, entry.colour, entry.below_sort),
                body(entry),
            )
            yield grid
            yield Text("")


def two_lines(first: str, style: str, below: str) -> "Text":
    """The first line in its style, what stands below it dimmed."""
    from rich.text import Text

    return Text.assemble((first, style), (f"\n{below}" if below else "", "dim"))


def body(entry: Entry) -> "Text":
    """What is told; below it the sentence, then its source."""
    from rich.text import Text

    colon = ": " if entry.who and entry.told else ""
    text = Text.assemble((entry.who, "bold"), colon + entry.told)
    if entry.sentence:
        text.append("\n").append_text(quoted(entry.sentence, entry.words))
    return text.append(f"\n— {entry.source}", "dim italic")


def quoted(sentence: str, words: str) -> "Text":
    """The sentence in quotation marks, dimmed, with the words in bold; of a long one the part around them.

    >>> quoted("Envoys met in Oslo.", "met").plain
    '“Envoys met in Oslo.”'
    """
    from rich.text import Text

    found = sentence.find(words)
    at = max(found, 0)
    end = at + len(words) if found >= 0 else at
    first = 0 if end <= LONGEST else sentence.rfind(" ", 0, max(at - LONGEST // 4, 0)) + 1
    last = max(first + LONGEST, end)
    if last < len(sentence):
        last = max(sentence.rfind(" ", end, last), end)
    return Text.assemble(
        ("“… " if first else "“", "dim"),
        (sentence[first:at], "dim"),
        (sentence[at:end], "bold"),
        (sentence[end:last], "dim"),
        (" …”" if last < len(sentence) else "”", "dim"),
    )


def names(of: list[str] | None) -> str:
    """Up to three names, and how many more there are.

    >>> names(["Norway", "Cuba", "Chile", "Venezuela"])
    'Norway, Cuba, Chile and 1 more'
    """
    of = of or []
    return ", ".join(one_line(name) for name in of[:3]) + (f" and {len(of) - 3} more" if len(of) > 3 else "")


def parties(who: list[str] | None, whom: list[str] | None) -> str:
    """Who, and to whom.

    >>> parties(["Kyiv"], ["Minsk"]), parties([], ["Minsk"]), parties(["Kyiv"], None)
    ('Kyiv → Minsk', '→ Minsk', 'Kyiv')
    """
    return " ".join(filter(None, (names(who), f"→ {names(whom)}" if whom else "")))


def words(code: str | None) -> str:
    """A code of the record as words.

    >>> words("aid_access")
    'aid access'
    """
    return one_line(code or "").replace("_", " ")


def until(first: date | None, last: date | None) -> str:
    """The last day of a range, without a year that is the first one's; empty for a single day.

    >>> until(date(2018, 12, 6), date(2018, 12, 13)), until(date(2018, 12, 6), date(2019, 1, 2))
    ('to 12-13', 'to 2019-01-02')
    """
    if first is None or last is None or first == last:
        return ""
    return f"to {last:%m-%d}" if last.year == first.year else f"to {last}"


def printed(published: datetime | None) -> str:
    """The day of publication; a dash where it is not known."""
    return f"{published:%Y-%m-%d}" if published else "–"


def source_of(row: Row, *more: str) -> str:
    """Who printed it and when, and what else is to be said of where it comes from.

    >>> source_of({"outlet": "Example Wire", "published": datetime(2018, 12, 6), "also_carried_by": ["b.is"]})
    'Example Wire, 2018-12-06 · also carried by b.is'
    """
    date = f", {printed(row['published'])}" if row["published"] else ", no date"
    carried = f"also carried by {names(row['also_carried_by'])}" if row.get("also_carried_by") else ""
    return " · ".join(filter(None, (one_line(row["outlet"] or "unknown outlet") + date, *more, carried)))
