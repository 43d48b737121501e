"""One attribution: a cue, its speaker, and the words handed over."""

from dataclasses import dataclass, field

from dateline.span import Span


@dataclass(slots=True)
class Attribution:
    """``cue`` is the token that hands the content over, ``speaker`` the head of the speaker's phrase."""

    cue: int | None
    speaker: int | None
    content: list[Span] = field(default_factory=list)
    direct: bool = False
