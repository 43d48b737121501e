"""What went wrong with an input, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing a reader met and could not take as it was.

    ``code`` is a short stable name such as ``empty_file``; ``note`` says what was seen and what to do;
    ``file`` and ``offset`` (bytes) say where. ``fatal`` is true where no report came of the input.
    """

    code: str
    note: str
    file: str | None = None
    offset: int | None = None
    report_id: str | None = None
    fatal: bool = False
