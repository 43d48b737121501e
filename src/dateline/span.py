"""Half-open stretches of a report's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """The stretch ``text[start:end]``, in Unicode code points, end exclusive.

    >>> Span(0, 4).of("Kyiv said")
    'Kyiv'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end
