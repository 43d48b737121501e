"""Time expressions: found, valued and tied to the words they date."""

from dateline.marks.times.marks import TimeMark, find_times
from dateline.marks.times.when import when_for

__all__ = ["TimeMark", "find_times", "when_for"]
