"""What came of an addition, in numbers and in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.cli.opening import DEFAULT
from dateline.cli.terminal import one_line


@dataclass(slots=True)
class Account:
    """Reports that were new, known, copies of others, and read in part; new items by kind; issues by code."""

    new: int = 0
    known: int = 0
    copies: int = 0
    left_out: int = 0
    partly: int = 0
    items: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)


def lines(account: Account, path: Path) -> Iterator[str]:
    """The account of an addition to the record at ``path``, as printed."""
    known = f"; {counted(account.known, 'was', 'were')} known already" if account.known else ""
    yield f"{counted(account.new, 'new report', 'new reports')} in {one_line(path)}{known}."
    if account.copies:
        one, many = (
            "report is a copy or later version of another",
            "reports are copies or later versions of others",
        )
        yield f"{counted(account.copies, one, many)}; each story counts as one source."
    if account.partly:
        one, many = "report tells of no conflict", "reports tell of no conflict"
        yield f"{counted(account.partly, one, many)} (or not in English): no events, figures or the like."
    if account.items:
        yield from ("", "Read from the new reports:")
        yield from listed(account.items)
    if account.issues:
        left = f", {counted(account.left_out, 'input', 'inputs')} left out" if account.left_out else ""
        yield from ("", f"{counted(account.issues.total(), 'issue', 'issues')}{left}:")
        yield from listed(account.issues)
    yield from ("", "Next:")
    yield from next_steps(path, issues=bool(account.issues))


def next_steps(path: Path, *, issues: bool) -> Iterator[str]:
    """A few commands to ask the record with."""
    steps = {
        "processes": "the conflicts that the reports are on",
        "timeline": "what happened, day by day",
        "talks": "each round of talks and what became of it",
        "statements": "who said what",
    }
    if issues:
        steps["issues"] = "what could not be taken as it was, and why"
    at = "" if path == DEFAULT else f" --record {one_line(path)}"
    commands = {f"dateline{at} {step}": what for step, what in steps.items()}
    width = max(map(len, commands))
    yield from (f"  {command:<{width}}   {what}" for command, what in commands.items())


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "report", "reports"), counted(1200, "report", "reports")
    ('1 report', '1,200 reports')
    """
    return f"{number:,} {one if number == 1 else many}"


def listed(counts: Counter[str]) -> Iterable[str]:
    """The counts as lines, largest first.

    >>> list(listed(Counter(events=12, figures=3)))
    ['     12  events', '      3  figures']
    """
    return (f"{number:>7,}  {name}" for name, number in counts.most_common() if number)
