"""Text that is safe and readable in a terminal, and the ways a command speaks or stops."""

import json
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from dateline import log

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.issue import Issue

# Whole escape sequences (colours, cursor moves, titles), then what is left of control characters: C0 but tab
# and newline, DEL, C1, the marks that turn the writing direction, and surrogates that cannot be printed.
SEQUENCES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x9b[0-?]*[ -/]*[@-~]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: object) -> str:
    r"""The text without anything that a terminal would obey.

    >>> plain("talks \x1b[31mopened\x1b[0m\x07")
    'talks opened'
    """
    return CONTROLS.sub("", SEQUENCES.sub("", str(text)))


def one_line(text: object) -> str:
    r"""The text made safe for a terminal and put on one line.

    >>> one_line("The envoy\nspoke.")
    'The envoy spoke.'
    """
    return " ".join(plain(text).split())


def json_text(value: Any, *, indent: int | None = None) -> str:
    r"""JSON with each control character written as an escape: offsets hold and no terminal obeys.

    >>> json_text({"text": "a\x9bb – c"})
    '{"text": "a\\u009bb – c"}'
    """
    return escaped(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


def escaped(text: str) -> str:
    """JSON that is text already, with each control character written as an escape."""
    return re.sub(
        "[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
        lambda m: f"\\u{ord(m[0]):04x}",
        text,
    )


def console(*, stderr: bool = False) -> "Console":
    """A console on stdout or stderr; colours only where a terminal is and NO_COLOR is not set."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)


def say(line: str = "") -> None:
    """Print one line for a person on stderr, so that stdout holds data only; where the log goes there, into that."""
    if log.is_written("-"):
        log.event("said", line=plain(line))
    else:
        print(plain(line), file=sys.stderr)


def met(issues: "list[Issue]") -> None:
    """Tell of each issue: an input that was left out, or what was odd about one."""
    for issue in issues:
        log.event(
            "input_left_out" if issue.fatal else "input_noted",
            level=log.WARNING if issue.fatal else log.INFO,
            code=issue.code, file=issue.file, offset=issue.offset, report=issue.report_id, note=issue.note,
        )  # fmt: skip


def tell(issues: "list[Issue]") -> None:
    """Print each issue on stderr: what was seen and what to do, and where."""
    met(issues)
    for issue in issues if not log.is_written("-") else ():
        say(issue_line(issue))


def issue_line(issue: "Issue") -> str:
    """One issue in one line.

    >>> from dateline.issue import Issue
    >>> issue_line(Issue("empty_file", "no bytes; leave it out", file="a.txt", offset=0, fatal=True))
    'left out: a.txt, byte 0: no bytes; leave it out (empty_file)'
    """
    byte = f", byte {issue.offset}" if issue.offset is not None else ""
    name = "standard input" if issue.file == "-" else issue.file or issue.report_id or "input"
    where = one_line(name) + byte
    return f"{'left out' if issue.fatal else 'note'}: {where}: {one_line(issue.note)} ({issue.code})"


def stop(message: str, *, code: int = 2) -> NoReturn:
    """Say on stderr what was seen and what to do, and end the command.

    ``code`` is 2 for usage or input that can't be read, 1 for problems found.
    """
    log.event("stopped", level=log.ERROR, reason=plain(message))
    if not log.is_written("-"):
        say(f"dateline: {message}")
    raise typer.Exit(code)
