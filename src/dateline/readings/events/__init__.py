"""Who did what to whom."""

from dateline.readings.events.find import find_events

__all__ = ["find_events"]
