"""What a server needs to know."""

from dataclasses import dataclass, field
from pathlib import Path

from dateline.web.access import Access
from dateline.web.guard import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The record, who may come in, by which names the server is called, and how many requests a client may make.

    ``hosts`` empty takes any name; ``secure`` has browsers send the session's cookie over TLS alone.
    """

    record: Path
    access: Access
    hosts: frozenset[str] = frozenset()
    rate: Rate = field(default_factory=lambda: Rate(20, 120))
    secure: bool = False
