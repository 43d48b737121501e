"""Who is given which words: cues, their speakers and their contents."""

from dateline.readings.attributions.attribution import Attribution
from dateline.readings.attributions.find import find_attributions

__all__ = ["Attribution", "find_attributions"]
