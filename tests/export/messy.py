"""A record that exports are tried on: one attack told by two sources and a copy, talks, and a stranger's report."""

from dataclasses import replace

from dateline.record.revision import Revision
from dateline.record.store import Record
from dateline.reports.copies import Copy
from record.tellings import Telling, full, on, own_words

NASTY = '=1+1|"},{"x": {\\end} %&$#_~^ \x1b[31m\u202e\x00 </script>\nER  - \nTY  - JOUR @article{a, b}'
TEXT = "Warplanes of the Coastal League bombed the market of Belin on Monday, killing 12 people."


def attack(id: str, dead: int = 12, more: str = "", **about: object) -> Telling:
    """A report of the attack on the market, its count tied to it."""
    told = Telling(id, TEXT.replace("12", str(dead)) + more + own_words(id), **about)
    league = told.actor("Coastal League", "armed_group", country="YEM", sector="REB", registry_id="group:coast")
    people = told.actor(f"{dead} people", "population", sector="CVL")
    belin = told.place("Belin", lat=15.5, lon=44.25, geonames_id=70, precision="exact")
    day = on("2018-12-10")
    told.event("ASSAULT", "airstrike", "bombed", actors=(league,), place=belin, when=day)
    told.event("ASSAULT", "kill", "killing", actors=(league,), recipients=(people,), place=belin, when=day)
    told.figure(f"{dead} people", dead, low=dead, high=dead, place=belin, period=day, cumulative=False)
    return told


def hostile() -> Telling:
    """What a stranger may print: every text of it tries to be something else."""
    told = Telling(
        'id "/{x}\n, 1',
        f"{NASTY} shelled Tarn. {NASTY} agreed.",
        None,
        title=NASTY,
        publisher=NASTY,
        agency=NASTY,
        authors=(NASTY, "B. Writer"),
        url="javascript:alert(1)",
        dateline=(NASTY,),
        language="xx",
    )
    army = told.actor(NASTY, "armed_group", country="XXX", sector="MIL", registry_id=NASTY)
    tarn = told.place("Tarn", name=NASTY, lat=-15.5, lon=44.25, country="XXX", precision="near")
    told.event("ASSAULT", "shelling", "shelled", actors=(army,), place=tarn)
    told.event("AGREE", "sign", "agreed", actors=(army,), when=on("2018-12-01", "2019-11-30"))
    return told


def made(path: str = ":memory:") -> Record:
    """The record: an attack (told twice, and carried once more), items of every kind, a hostile report, a superseded
    reading, a judgement, a withdrawal and an issue."""
    record = Record.open(path)
    first, again = attack("first"), attack("again", more=" The envoy left.", published="2018-12-14T09:00")
    copied = attack("copied", published="2018-12-15T09:00")
    report, reading = full().pair
    record.add([full().pair, first.pair, again.pair, copied.pair, hostile().pair])
    record.add([(report, replace(reading, notes=("read again",)))], revision=Revision(**dict.fromkeys(LATER, "9")))
    record.add([], [], [Copy("copied", "first", "copy", 1.0, 1.0)])
    gone = Telling("gone", "The army shelled Tarn on Sunday.")
    gone.event("ASSAULT", "shelling", "shelled", when=on("2018-12-09"))
    record.add([gone.pair])
    record.withdraw("gone", reason="the agency withdrew it", by="J. Editor")
    return record


LATER = ("version", "code", "lexicon", "model")
