"""``--log-json``: what a run tells of itself: that it began, and how it ended."""

import platform
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version

from dateline import log
from dateline.cli.terminal import one_line, stop
from dateline.version import VERSION

# What the answers of a run hang on, beside dateline itself.
STAND_ON = ("spacy", "onnxruntime", "duckdb")

# What a shell says of a command that Ctrl-C ended.
INTERRUPTED = 130


@contextmanager
def logged(to: str, *, command: str) -> Iterator[None]:
    """Until its end, what the command does is written to ``to`` (a file, or "-" for stderr).

    The first event says what runs, with versions and the revision of the reader; the last with which code it ended and
    after how many seconds. A run without a last event was broken off.
    """
    from dateline.record.revision import current

    start = time.monotonic()
    with ExitStack() as open_log:
        try:
            open_log.enter_context(log.written(to))
        except OSError as error:
            stop(f"--log-json {one_line(to)}: cannot be written ({error.strerror}); name another file, or - for stderr")
        versions = {"dateline": VERSION, "python": platform.python_version()}
        versions |= {name: version(name) for name in STAND_ON}
        log.event("run_started", command=command, versions=versions, reader=current().id)
        try:
            yield
        except KeyboardInterrupt:
            ended(start, code=INTERRUPTED)
            raise
        except BaseException as error:
            code = getattr(error, "exit_code", 1)
            # An exit is how a command ends with a code; anything else was not foreseen.
            why = {} if hasattr(error, "exit_code") else {"error": f"{type(error).__name__}: {error}"}
            ended(start, code=code, **why)
            raise
        ended(start, code=0)


def ended(start: float, *, code: int, **why: str) -> None:
    """Tell that the run ends."""
    seconds = round(time.monotonic() - start, 3)
    log.event("run_ended", level=log.ERROR if code else log.INFO, code=code, seconds=seconds, **why)
