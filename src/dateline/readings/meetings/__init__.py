"""Rounds of talks and summits: where they stand on the day of the report."""

from dateline.readings.meetings.find import find_meetings

__all__ = ["find_meetings"]
