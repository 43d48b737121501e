"""A page of entries for reading: the day, what is told, the sentence it rests on and who printed it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dateline.cli.terminal import one_line
from dateline.span import Span

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
    """The entries as a terminal shows them, in the order given; those of one sentence share it."""
    from rich.table import Table
    from rich.text import Text

    for heading, group in groupby(entries, key=lambda entry: entry.heading):
        yield Text(heading + "\n", style="bold underline")
        for _, of_one_sentence in groupby(group, key=lambda e: (e.day, e.below_day, e.sentence or id(e), e.source)):
            together = list(of_one_sentence)
            grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
            grid.add_column(no_wrap=True, width=10)
            grid.add_column(width=12)
            grid.add_column(ratio=1)
            for number, entry in enumerate(together, 1):
                day = two_lines(entry.day, "bold", entry.below_day) if number == 1 else ""
                told = headline(entry)
                if number == len(together):
                    told.append_text(basis(entry, [e.words for e in together]))
                grid.add_row(day, two_lines(entry.sort, entry.colour, entry.below_sort), told)
            yield grid
            yield Text("")


def two_lines(first: str, style: str, below: str) -> "Text":
    """The first line in its style, what stands below it dimmed."""
    from rich.text import Text

    return Text.assemble((first, style), (f"\n{below}" if below else "", "dim"))


def headline(entry: Entry) -> "Text":
    """Who, and what is told of them."""
    from rich.text import Text

    colon = ": " if entry.who and entry.told else ""
    return Text.assemble((entry.who, "bold"), colon + entry.told)


def basis(entry: Entry, words: list[str]) -> "Text":
    """The sentence, on a line of its own, and its source below, where there is one."""
    from rich.text import Text

    sentence = Text("\n").append_text(quoted(entry.sentence, words)) if entry.sentence else Text("")
    return sentence.append(f"\n— {entry.source}", "dim italic") if entry.source else sentence


def quoted(sentence: str, words: list[str]) -> "Text":
    """The sentence in quotation marks, dimmed, the words in bold; of a long one the part around the first.

    >>> quoted("Envoys met in Oslo.", ["met"]).plain
    '“Envoys met in Oslo.”'
    """
    from rich.text import Text

    found = [Span(at, at + len(w)) for w in words if w and (at := sentence.find(w)) >= 0]
    at, end = min(found, default=Span(0, 0))
    first = 0 if end <= LONGEST else sentence.rfind(" ", 0, max(at - LONGEST // 4, 0)) + 1
    last = max(first + LONGEST, end)
    if last < len(sentence):
        last = max(sentence.rfind(" ", end, last), end)
    text = Text(sentence, "dim")
    for span in found:
        text.stylize("bold not dim", *span)
    dots = ("“… " if first else "“", " …”" if last < len(sentence) else "”")
    return Text(dots[0], "dim").append_text(text[first:last]).append(dots[1], "dim")


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
