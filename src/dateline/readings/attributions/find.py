"""All attributions of a report: by the network, and by rules for what it leaves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.marks.parse import Parse
from dateline.marks.quotes import Quote
from dateline.readings.anonymity import about_naming
from dateline.readings.attributions.attribution import Attribution
from dateline.readings.attributions.direct import labelled, quoted
from dateline.readings.attributions.indirect import governed
from dateline.readings.attributions.speakers import hearsay

if TYPE_CHECKING:
    from dateline.readings.encoder.network import Seen


def find_attributions(parse: Parse, quotes: Sequence[Quote], seen: "Sequence[Seen] | None" = None) -> list[Attribution]:
    """All attributions of the report, in the order of their contents; by rules alone where the network has not ``seen``
    it.

    What the layout gives to somebody, a signed quote or a turn of a transcript, is nobody else's.
    """
    said = labelled(parse, quotes)
    taken = [span for a in said for span in a.content]
    found: list[Attribution] = []
    if seen is not None:
        # Imported here: numpy must come after the parser has kept it to one thread, and not at all without the network.
        from dateline.readings.attributions.learned import by_network

        found = by_network(parse, quotes, seen)
    free = (a for a in found if not any(s.overlaps(t) for s in a.content for t in taken))
    found = quoted(parse, quotes, [*said, *free])
    found = governed(parse, quotes, found, sparing=seen is not None)
    return [a for a in found if a.cue is None or not (about_naming(parse, a.cue) or hearsay(parse, a.cue))]
