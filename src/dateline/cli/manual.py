"""The page docs/cli.md, made from the commands' own help.

``python -m dateline.cli.manual [FILE]`` writes it to FILE, by default ``docs/cli.md``.
"""

import io
import sys
from contextlib import redirect_stdout, suppress
from pathlib import Path

from dateline.cli.app import app

HEAD = """# The command line

This page is the help of each command, as `dateline COMMAND --help` prints it. `make docs` makes it; a test
fails where it is out of date.
"""


def help_of(*words: str) -> str:
    """What ``dateline WORDS --help`` prints, 80 columns wide."""
    out = io.StringIO()
    with redirect_stdout(out), suppress(SystemExit):
        app([*words, "--help"], prog_name="dateline", terminal_width=80)
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())


def manual() -> str:
    """The whole page as Markdown."""
    names = [command.name or str(getattr(command.callback, "__name__", "")) for command in app.registered_commands]
    parts = [HEAD, f"## dateline\n\n```text\n{help_of()}\n```\n"]
    of_groups = [
        (str(group.name), command.name or str(getattr(command.callback, "__name__", "")))
        for group in app.registered_groups
        if group.typer_instance is not None
        for command in group.typer_instance.registered_commands
    ]
    for words in (*((name,) for name in names), *of_groups):
        parts.append(f"## dateline {' '.join(words)}\n\n```text\n{help_of(*words)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/cli.md").write_text(manual(), encoding="utf-8")
