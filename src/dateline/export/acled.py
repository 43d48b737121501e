"""What happened, in the columns of ACLED."""

from collections.abc import Iterator
from typing import Any

from dateline.across.window import ALL, Window
from dateline.export import countries, sheet
from dateline.export.columns import columns
from dateline.export.happenings import Happening, Party, happenings
from dateline.export.sides import inter, is_armed, is_civilian, is_state, sort
from dateline.record.schema import document
from dateline.record.store import Record

# After ACLED's codebook (2023) and the names of its interface.
COLUMNS = columns("acled")
HEAD = sheet.head(COLUMNS)
MUTUAL = ("fighting", "sign", "prisoner_exchange", "alliance")


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One line of CSV an event that happened and that ACLED would file; tellings of one happening are one."""
    modes = document("mode")["modes"]
    for event in happenings(record, window):
        filed = modes.get(event.mode, {}).get("acled")
        if filed and event.took_place:
            yield sheet.row(COLUMNS, _values(event, filed))


def _values(event: Happening, filed: str) -> dict[str, Any]:
    country = event.spot.country if event.spot else None
    one, other = _sides(event)
    sub = _sub_event(event, filed, one, other)
    kinds = document("acled")["sub_event_types"]
    of = kinds.get(sub or filed, "")
    sorts = [_sort(side, of, country) for side in (one, other)]
    if of == "Violence against civilians" and sub:
        # Officials who are attacked do not fight.
        sorts[1] = "Civilians" if other else ""
    return {
        "event_id_cnty": f"{country or 'XXX'}-{event.id}",
        **_time(event),
        "disorder_type": document("acled")["disorder"].get(of),
        "event_type": of if sub or of == "Battles" else None,
        "sub_event_type": sub,
        **_side(1, one, sorts[0], country),
        **_side(2, other, sorts[1], country),
        "interaction": _interaction(sorts, bool(other)),
        "civilian_targeting": "Civilian targeting" if sorts[1] == "Civilians" and _is_violent(of) else None,
        **_where(event),
        "source": "; ".join(event.outlets),
        "notes": event.sentence,
        "fatalities": _deaths(event),
        "fatalities_told": "; ".join(dict.fromkeys(toll.words for toll in event.tolls)),
        **event.proof(),
    }


def _sides(event: Happening) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who did it and to whom; where two fight or agree with each other, one of them each."""
    if event.mode in MUTUAL and not event.whom and len(event.who) == 2:
        return event.who[:1], event.who[1:]
    return event.who, event.whom


def _sub_event(event: Happening, filed: str, one: tuple[Party, ...], other: tuple[Party, ...]) -> str | None:
    """ACLED's sub-event type; None where it hangs on something that nobody says."""
    if filed == "Attack":
        if any(map(is_armed, other)):
            return "Armed clash"
        return filed if other and all(is_civilian(p) or p.kind == "person" for p in other) else None
    if event.mode == "crackdown":
        # On smugglers it is no protest.
        return filed if any(map(is_civilian, other)) else None
    if event.mode == "capture":
        if not any(map(sort, one)):
            return None
        return "Government regains territory" if all(map(is_state, one)) else filed
    return filed


def _is_violent(of: str) -> bool:
    return bool(document("acled")["disorder"].get(of) == "Political violence")


def _sort(side: tuple[Party, ...], of: str, country: str | None) -> str:
    """The kind of actor of the first of a side; those who protest and riot are that."""
    found = inter(side[0], country) if side else ""
    return {"Protests": "Protesters", "Riots": "Rioters"}.get(of, found) if found == "Civilians" else found


def _side(number: int, side: tuple[Party, ...], sort: str, country: str | None) -> dict[str, Any]:
    """The columns of one side. People without a name of their own stand, as in ACLED, under what they are."""
    named = list(dict.fromkeys(party.name for party in side))
    if side and side[0].kind == "population" and sort in ("Civilians", "Protesters", "Rioters"):
        of = countries.name(country)
        named = [f"{sort} ({of})" if of else sort, *named]
    return {
        f"actor{number}": named[0] if named else None,
        f"assoc_actor_{number}": "; ".join(named[1:]),
        f"inter{number}": sort,
    }


def _interaction(sorts: list[str], two: bool) -> str:
    told = sorted(filter(None, sorts), key=document("acled")["numbers"].__getitem__)
    if not two:
        return f"{told[0]} only" if told else ""
    return "-".join(told) if len(told) == 2 else ""


def _time(event: Happening) -> dict[str, Any]:
    if event.days is None or event.date is None or event.date_end is None:
        return {}
    precision = next((p for most, p in document("acled")["time_precision"].items() if event.days <= most), None)
    return {
        "event_date": event.date if precision else None,
        "year": event.date.year if precision or event.date.year == event.date_end.year else None,
        "time_precision": precision,
    }


def _where(event: Happening) -> dict[str, Any]:
    spot = event.spot
    if spot is None:
        return {}
    precision = document("acled")["geo_precision"].get(spot.precision)
    return {
        "iso": countries.number(spot.country),
        "country": countries.name(spot.country),
        "admin1": spot.name if spot.kind == "region" and spot.precision == "admin" else None,
        "admin2": spot.name if spot.kind == "district" else None,
        "location": spot.name,
        "latitude": spot.lat if precision else None,
        "longitude": spot.lon if precision else None,
        "geo_precision": precision,
    }


def _deaths(event: Happening) -> float | None:
    values = {toll.value for toll in event.tolls}
    return values.pop() if len(values) == 1 else None
