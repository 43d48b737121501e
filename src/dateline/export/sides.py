"""Which of ACLED's kinds of actor a party to a happening is."""

from dateline.export.happenings import Party
from dateline.record.schema import document


def sort(party: Party) -> str:
    """The kind of actor that a party is at home; empty where the record does not tell it.

    >>> sort(Party("k", "Coastal League", "armed_group", "YEM", "REB"))
    'Rebel group'
    """
    codes = document("acled")
    found: str = codes["sectors"].get(party.sector) or codes["kinds"].get(party.kind, "")
    return found


def inter(party: Party, country: str | None) -> str:
    """The kind of actor in a happening in that country: a state's forces in another one are external.

    >>> army = Party("k", "Turkish army", "armed_group", "TUR", "MIL")
    >>> inter(army, "TUR"), inter(army, "SYR"), inter(army, None)
    ('State forces', 'External/Other forces', 'State forces')
    """
    abroad = None not in (party.country, country) and party.country != country
    return "External/Other forces" if abroad and is_state(party) else sort(party)


def is_armed(party: Party) -> bool:
    """Whether the party fights, as a body; an official who is attacked is a civilian.

    >>> is_armed(Party("k", "the mayor", "person", "YEM", "GOV"))
    False
    """
    if party.kind == "person" and party.sector not in ("MIL", "REB", "UAF"):
        return False
    return party.kind == "armed_group" or sort(party) in document("acled")["armed"]


def is_civilian(party: Party) -> bool:
    """Whether the party is known not to fight.

    >>> is_civilian(Party("k", "202 people", "population", None, None))
    True
    """
    return sort(party) == "Civilians"


def is_state(party: Party) -> bool:
    """Whether the party is a state, its government or its forces, at home or abroad."""
    return sort(party) == "State forces"
