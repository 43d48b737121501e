r"""What a run does, for programs that watch over it: events, each one JSON object on a line.

Any stage may tell of something with :func:`event`; nothing is written anywhere until :func:`written` says where, in
this process: what processes started by it do, it tells of itself.

>>> from contextlib import redirect_stderr
>>> from io import StringIO
>>> with redirect_stderr(StringIO()) as out, written("-"):
...     event("shard_done", shard="shard 3", seconds=12.5)
>>> line = json.loads(out.getvalue())
>>> line["event"], line["level"], line["shard"], line["seconds"]
('shard_done', 'info', 'shard 3', 12.5)
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

INFO, WARNING, ERROR = logging.INFO, logging.WARNING, logging.ERROR
ALL = logging.getLogger("dateline")
EVENTS = logging.getLogger("dateline.events")
# Without it, logging itself would print warnings on stderr beside what the command says there.
EVENTS.addHandler(logging.NullHandler())
# An address: its scheme, a name and password before the host, the host and path, and what follows, where keys are put.
ADDRESS = re.compile(r"(\w+://)(?:[^\s/?#]*@)?([^\s?#\"'<>]*)([?#][^\s\"'<>]*)?")


def event(name: str, /, *, level: int = INFO, **fields: Any) -> None:
    """Tell of something that happened: its name ("shard_done") and what is to be known of it.

    ``level`` is ``INFO``, ``WARNING`` (something was left out or is tried again) or ``ERROR`` (the run ends of it).
    Fields are plain values; dates and paths are written as text. None may be called ``time``, ``run``, ``level`` or
    ``event``, and none may hold a password.
    """
    EVENTS.log(level, name, extra={"fields": fields})


@contextmanager
def written(to: str | Path) -> Iterator[None]:
    """Until its end, events and whatever else is logged go to the file ``to``, behind what is there, or for "-" to
    stderr. Of other packages only warnings and errors do. Raises ``OSError`` where the file cannot be written.
    """
    handler = (
        logging.StreamHandler(sys.stderr) if to == "-" else logging.FileHandler(to, encoding="utf-8", errors="replace")
    )
    handler.setFormatter(JsonLines())
    before = ALL.level
    ALL.setLevel(INFO)
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
        ALL.setLevel(before)
        handler.close()


def is_written(to: str | None = None) -> bool:
    """Whether events are written; with "-", whether to stderr, where nothing else should be printed then."""
    handlers = [h for h in logging.root.handlers if isinstance(h.formatter, JsonLines)]
    return any(to is None or not isinstance(handler, logging.FileHandler) for handler in handlers)


class JsonLines(logging.Formatter):
    """Each record as one line of JSON in ASCII, so no text from outside can begin a line or move a terminal's cursor.

    ``run`` is the same in all lines of a run: several may share a file.
    """

    def __init__(self) -> None:
        super().__init__()
        self.run = token_hex(4)

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", None)
        if fields is None:
            fields = {"logger": record.name, "message": record.getMessage()}
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "time": moment.replace("+00:00", "Z"),
            "run": self.run,
            "level": record.levelname.lower(),
            "event": record.msg if record.name == EVENTS.name else "logged",
            **fields,
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(without_secrets(line), default=str).replace("\x7f", "\\u007f")


def without_secrets(value: Any) -> Any:
    """The value with what may be a password or key in an address left out.

    >>> without_secrets({"file": "https://ana:horse@example.org/feed?key=battery", "tried": [1, "http://a.org/b"]})
    {'file': 'https://example.org/feed?...', 'tried': [1, 'http://a.org/b']}
    """
    if isinstance(value, dict):
        return {key: without_secrets(of) for key, of in value.items()}
    if isinstance(value, list | tuple):
        return [without_secrets(of) for of in value]
    if isinstance(value, str | Path):
        return ADDRESS.sub(lambda found: f"{found[1]}{found[2]}{'?...' if found[3] else ''}", str(value))
    return value
