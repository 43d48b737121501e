"""Header lines of blog exports: YAML between ``---`` lines, or ``Key: value`` lines before a blank one."""

import re
from typing import Any

import yaml

FENCED = re.compile(r"\s*---[ \t]*\r?\n(?P<head>.*?)(?:\r?\n|^)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S | re.M)
KEY_LINE = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
# The loader of plain strings: it makes no dates, booleans or objects, so nothing in a header can fail or run.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# No header nests deeper; the loader itself ends the process where lists stand ten thousand deep.
DEEPEST = 20


def fenced(text: str) -> tuple[dict[str, str], str, str | None]:
    """The keys of a YAML header in lower case, the body behind it, and what was wrong with the YAML, if so.

    >>> fenced("---\\ntitle: >\\n  Talks\\n  open\\n---\\nText")
    ({'title': 'Talks open'}, 'Text', None)
    """
    m = FENCED.match(text)
    if not m:
        return {}, text, "the header that starts with --- does not end"
    body = text[m.end() :]
    try:
        _check(m["head"])
        data = yaml.load(m["head"], Loader=LOADER)
    except yaml.YAMLError as error:
        return _key_lines(m["head"]), body, " ".join(str(error).split())[:200]
    if not isinstance(data, dict):
        return _key_lines(m["head"]), body, "the header holds no keys"
    return {str(k).lower(): v for k, value in data.items() if (v := _plain(value))}, body, None


def _check(head: str) -> None:
    """Raises ``YAMLError`` where a header nests too deep or repeats a part by reference, which can make it endless."""
    depth = 0
    for event in yaml.parse(head, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.YAMLError(f"nested deeper than {DEEPEST}")
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError(f"a reference, *{event.anchor}")


def headers(text: str) -> tuple[dict[str, str], str]:
    """The keys of ``Key: value`` lines at the start of a text, and the body behind them.

    >>> headers("Title: Talks\\nDate: 2015-05-07\\n\\nThey met.")
    ({'title': 'Talks', 'date': '2015-05-07'}, 'They met.')
    """
    head, _, body = text.lstrip().replace("\r\n", "\n").partition("\n\n")
    return _key_lines(head), body


def _key_lines(head: str) -> dict[str, str]:
    out: dict[str, str] = {}
    last = None
    for line in head.splitlines():
        m = KEY_LINE.fullmatch(line.rstrip())
        if m:
            last = m["key"].lower()
            out[last] = m["value"].strip(" \"'>|-")
        elif last and line[:1] in " \t-":
            out[last] = f"{out[last]} {line.strip(' -')}".strip()
    return {k: v for k, v in out.items() if v}


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_plain, value)))
    if isinstance(value, dict):
        return _plain(value.get("name") or value.get("url") or "")
    return " ".join(str(value or "").split())
