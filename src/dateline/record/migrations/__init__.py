"""The steps that bring the tables of an older record to the current layout, one file of SQL each.

A file is named by the layout that it leads to and a word for what is new (``002-phrase.sql``). The comment that it
begins with says what changed and what becomes of what is there already. What cannot be known of it stays null.

Once released, a step is never changed: files that it has been through are out there. ALTER TABLE ... USING is not
taken: where a process is killed right after it, the database cannot read its own log again.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the number of the layout that it leads to, what changed, and the statements."""

    number: int
    change: str
    sql: str


@cache
def steps() -> tuple[Step, ...]:
    """All steps in their order; the first leads to layout 2.

    >>> steps()[0].number, steps()[0].change.split(";")[0]
    (2, 'Events keep the words around their trigger')
    """
    named = ((file.name, file.read_text("utf-8")) for file in files(__name__).iterdir() if file.name.endswith(".sql"))
    return tuple(_step(name, text) for name, text in sorted(named))


def _step(name: str, text: str) -> Step:
    lines = text.splitlines()
    said = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    change = " ".join(line.removeprefix("--").strip() for line in lines[:said])
    return Step(int(name.partition("-")[0]), change, "\n".join(lines[said:]))
