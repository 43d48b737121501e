"""The timeline as a page for reading: the day, what happened, and the sentence each line rests on."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dateline.cli.formats import cell
from dateline.cli.terminal import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

Row = dict[str, Any]

COLOURS = {
    "talks": "cyan",
    "agreement": "green",
    "proposal": "magenta",
    "event": "red",
    "figure": "yellow",
    "forecast": "blue",
}
UNDATED = "No day in the report's words"
SURE = ("stated", "relative")
LONGEST = 400


def page(rows: Iterable[Row]) -> "Iterator[RenderableType]":
    """The lines of a timeline, month by month; those without a day of their own come last, under their own heading."""
    from rich.table import Table
    from rich.text import Text

    for title, group in groupby(rows, key=heading):
        yield Text(title, style="bold underline")
        grid = Table.grid(padding=(0, 2, 1, 0), expand=True)
        grid.add_column(no_wrap=True, width=10)
        grid.add_column(width=11)
        grid.add_column(ratio=1)
        for row in group:
            grid.add_row(day(row), sort(row), body(row))
        yield grid


def heading(row: Row) -> str:
    """The month a line stands under."""
    return f"{row['date']:%B %Y}" if row["date_basis"] in SURE else UNDATED


def day(row: Row) -> "Text":
    """The day; below it the last one of a range, or what the day is taken from."""
    from rich.text import Text

    if row["date_basis"] not in SURE:
        return Text("reported\n", style="dim").append(f"{row['published']:%Y-%m-%d}" if row["published"] else "–")
    text = Text(str(row["date"]), style="bold")
    if row["date_end"] != row["date"]:
        text.append(f"\nto {until(row['date'], row['date_end'])}", style="not bold dim")
    return text


def until(first: date, last: date) -> str:
    """The last day of a range, without a year that is the first one's.

    >>> until(date(2018, 12, 6), date(2018, 12, 13)), until(date(2018, 12, 6), date(2019, 1, 2))
    ('12-13', '2019-01-02')
    """
    return f"{last:%m-%d}" if last.year == first.year else f"{last}"


def sort(row: Row) -> "Text":
    """What sort of line it is; below it how far it had come, where it did not simply happen."""
    from rich.text import Text

    kind = row["type"].lower() if row["kind"] in ("event", "talks", "agreement") and row["mode"] else row["kind"]
    text = Text(words(row["kind"] if row["kind"] != "event" else kind), style=COLOURS.get(row["kind"], ""))
    below = row["type"] if row["kind"] in ("proposal", "figure") else ""
    state = row["status"] if row["status"] not in (None, "happened") else ""
    for part in filter(None, (below, state)):
        text.append("\n" + words(part), style="dim")
    return text


def words(code: str) -> str:
    """A code as words.

    >>> words("aid_access")
    'aid access'
    """
    return code.replace("_", " ")


def body(row: Row) -> "Text":
    """Who did what to whom and where; below it the sentence, then who printed it."""
    from rich.text import Text

    who, whom, what = names(row["who"]), names(row["whom"]), one_line(row["what"] or "")
    text = Text(who, style="bold")
    if whom:
        text.append(" → " if who else "→ ", style="not bold dim").append(whom)
    text.append(": " if who or whom else "", style="not bold").append(what, style="not bold")
    if row["place"]:
        text.append(f" ({one_line(row['place'])})", style="not bold")
    text.append("\n").append_text(quoted(row["sentence"] or "", what))
    return text.append("\n" + source(row), style="not bold dim italic")


def names(of: list[str]) -> str:
    """Up to three names, and how many more there are.

    >>> names(["Norway", "Cuba", "Chile", "Venezuela"])
    'Norway, Cuba, Chile and 1 more'
    """
    shown = ", ".join(one_line(name) for name in of[:3])
    return shown + (f" and {len(of) - 3} more" if len(of) > 3 else "")


def quoted(sentence: str, what: str) -> "Text":
    """The sentence in quotation marks, dimmed, the words the line rests on in bold."""
    from rich.text import Text

    sentence = one_line(sentence)
    at = max(sentence.find(what), 0)
    bold = at + len(what) if what and sentence.startswith(what, at) else at
    first = max(0, min(at - LONGEST // 2, len(sentence) - LONGEST))
    last = max(first + LONGEST, bold)
    text = Text("“" + ("… " if first else ""), style="not bold dim")
    text.append(sentence[first:at], style="not bold dim").append(sentence[at:bold], style="bold not dim")
    return text.append(sentence[bold:last] + (" …" if last < len(sentence) else "") + "”", style="not bold dim")


def source(row: Row) -> str:
    """Who printed the sentence and when, on whose word it rests, and how many other sources tell the same."""
    parts = [one_line(row["outlet"] or "outlet unknown")]
    if row["published"]:
        parts[0] += f", {row['published']:%Y-%m-%d}"
    if row["said_by"]:
        parts.append(f"on the word of {one_line(row['said_by'])}")
    if row["tellings"] > 1:
        parts.append(f"told by {row['tellings']} sources")
    if row["also_carried_by"]:
        parts.append(f"also carried by {cell(row['also_carried_by'])}")
    return "— " + " · ".join(parts)
