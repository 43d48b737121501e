"""The page docs/web.md: each view with its question, the query behind it, its limits and what can be asked of it.

``python -m dateline.web.manual [FILE]`` writes it to FILE, by default ``docs/web.md``.
"""

import sys
from pathlib import Path

from dateline.web.view import Looked, View
from dateline.web.views import VIEWS

HEAD = """# The pages

`dateline serve RECORD` shows the record in a browser. Every page says a question and answers it; its address holds all
that was chosen, and the same address with `.json` gives the data (`/talks?process=Syria`,
`/talks.json?process=Syria`). `/openapi.json` describes them all. `make docs` makes this page from the views; a test
fails where it is out of date. How to start it and who may come in: [serving.md](serving.md).

The queries are methods of `dateline.open(...)` and, most of them, commands of the same names ([cli.md](cli.md)). At the
foot of every page stands what its answer rests on: reports, outlets, independent sources, days without a report, and
what was left out.

"""
FEEDS = """
## Following

| address | what |
|---|---|
| `/changes.atom`, `/feed.json` | what was added, corrected and removed; filters as on the page of changes |
| `/calendar.ics` | the days of rounds of talks and deadlines |
| `/live` | server-sent events: `changed` whenever the record does |

## Keys

`j` and `k` go from entry to entry, `Enter` from an entry or a number to its sentence, `b` back, `/` to the search,
`g` and a letter to a page, `?` shows all keys. On the timeline `+`, `-`, `←` and `→` change the days; on the review
page `a` accepts, `r` rejects, `c` corrects, `m` merges, `s` splits and `u` takes back.
"""


def manual() -> str:
    """The whole page as Markdown."""
    parts = [HEAD, "Every page can be asked for one part of the record:\n\n", _asked(Looked), "\n## Views\n\n"]
    parts.append("| view | its question | the query behind it | its limits |\n|---|---|---|---|\n")
    parts += [f"| [{v.label}](#{v.name}) `{v.path}` | {v.question} | {v.query} | {v.limits} |\n" for v in VIEWS]
    return "".join([*parts, *(_view(view) for view in VIEWS), FEEDS])


def _view(view: View) -> str:
    own = _asked(view.looked, but=Looked)
    return f"\n### {view.name}\n\n" + (own or "Nothing more can be asked of it.\n")


def _asked(looked: type[Looked], but: type[Looked] | None = None) -> str:
    known = but.model_fields if but else {}
    lines = [f"- `{name}`: {field.description}\n" for name, field in looked.model_fields.items() if name not in known]
    return "".join(lines)


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/web.md").write_text(manual(), encoding="utf-8")
