"""How values read on a page: days, ranges, names in a row, codes in words, a sentence with the words that count."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup, escape

# How a state reads, and the class that gives it a colour.
STATES = {
    "proposed": "ahead",
    "scheduled": "ahead",
    "planned": "ahead",
    "under_way": "open",
    "resumed": "open",
    "held": "open",
    "ongoing": "open",
    "happened": "open",
    "suspended": "halted",
    "collapsed": "ended",
    "cancelled": "ended",
    "denied": "ended",
    "accepts": "open",
    "conditional": "halted",
    "rejects": "ended",
    "denies": "ended",
    "met": "open",
    "came_true": "open",
    "missed": "ended",
    "failed": "ended",
    "moved": "halted",
}


def plain(code: str | None) -> str:
    """A code in words.

    >>> plain("under_way")
    'under way'
    """
    return (code or "").replace("_", " ")


def state(code: str | None) -> str:
    """The class of a state: open, ahead, halted, ended or plain."""
    return STATES.get(code or "", "plain")


def day(value: date | datetime | None) -> str:
    """A day as people write it.

    >>> day(date(2016, 2, 3))
    '3 Feb 2016'
    """
    return f"{value.day} {value:%b %Y}" if value else ""


def days(first: date | None, last: date | None) -> str:
    """A day, or a first and a last one, saying what they share once.

    >>> days(date(2016, 2, 1), date(2016, 2, 3)), days(date(2016, 2, 27), date(2016, 3, 2))
    ('1–3 Feb 2016', '27 Feb – 2 Mar 2016')
    """
    if first is None or last is None or first == last:
        return day(first or last)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%b} – {day(last)}"
    return f"{first.day}–{day(last)}"


def clock(value: datetime | None) -> str:
    """A moment; without a time of day where it has none.

    >>> clock(datetime(2016, 2, 3, 9, 30))
    '3 Feb 2016, 09:30'
    """
    if value is None:
        return ""
    return day(value) if (value.hour, value.minute) == (0, 0) else f"{day(value)}, {value:%H:%M}"


def together(names: Iterable[str] | None) -> str:
    """Names in a row.

    >>> together(["Russia", "Iran", "Syria"])
    'Russia, Iran and Syria'
    """
    every = [name for name in names or () if name]
    return f"{', '.join(every[:-1])} and {every[-1]}" if len(every) > 1 else "".join(every)


def marked(sentence: str | None, words: str | None) -> Markup:
    """The sentence, escaped, with the words that count in it marked.

    >>> marked("Talks <b>opened</b>.", "opened")
    Markup('Talks &lt;b&gt;<mark>opened</mark>&lt;/b&gt;.')
    """
    told, of = sentence or "", words or ""
    at = told.find(of) if of else -1
    if at < 0:
        return escape(told)
    return Markup("{}<mark>{}</mark>{}").format(told[:at], of, told[at + len(of) :])


def number(value: float | None) -> str:
    """A count with its thousands apart.

    >>> number(51000.0), number(2.5)
    ('51,000', '2.5')
    """
    return "" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def coded(text: str) -> Markup:
    """A text, escaped, with what stands between backticks as code.

    >>> coded("see `a.yml`")
    Markup('see <code>a.yml</code>')
    """
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(of) if n % 2 else escape(of) for n, of in enumerate(parts))


def data(address: str) -> str:
    """The address of a page's data.

    >>> data("/talks?process=syr")
    '/talks.json?process=syr'
    """
    path, mark, query = address.partition("?")
    return f"{path}.json{mark}{query}"


def as_json(value: Any) -> Markup:
    """Data for a script, in a form that cannot end the element it stands in."""
    told = json.dumps(value, ensure_ascii=False, default=str)
    return Markup(told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


FILTERS = {
    "coded": coded,
    "data": data,
    "json": as_json,
    "plain": plain,
    "state": state,
    "day": day,
    "days": days,
    "clock": clock,
    "together": together,
    "marked": marked,
    "number": number,
}
