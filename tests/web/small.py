"""A small record made by hand, and clients that ask the application that serves it."""

import re
from contextlib import ExitStack, contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from dateline.issue import Issue
from dateline.record.store import Record
from dateline.web.access import COST, Access, hashed
from dateline.web.app import make
from dateline.web.guard import Rate
from dateline.web.settings import Settings
from record.tellings import Telling, full, on

HERE = "http://127.0.0.1:8000"
FOLDER = "/home/ana/kept"
PASSWORD = "a long password"
# What is hashed here is no secret, and there is much of it.
COST |= {"n": 2, "p": 1}
HASH = hashed(PASSWORD)
MANY = Rate(1e9, 1e9)


def tellings():
    """Reports of three days in three outlets on the Coastal League and the Hill Front."""
    first = full("full")
    truce = Telling(
        "truce",
        "The Coastal League and the Hill Front shelled Ardan on Tuesday. At least 50 people were killed in Ardan, "
        "the Red Cross said. The talks in Ardan were put off to December 20.",
        "2018-12-15T08:00",
        title="Shelling of <Ardan>",
    )
    league = truce.actor("Coastal League", "armed_group", country="YEM", registry_id="group:coast")
    front = truce.actor("Hill Front", "armed_group", country="YEM")
    cross = truce.actor("Red Cross")
    ardan = truce.place("Ardan", lat=-1.5, lon=44.0, geonames_id=7)
    truce.event("ASSAULT", "shelling", "shelled", actors=(league, front), place=ardan, when=on("2018-12-11"))
    truce.figure("At least 50 people", 50, qualifier="at least", population="people", place=ardan, counted_by=cross)
    truce.meeting("The talks in Ardan", venue=ardan, when=on("2018-12-20"), participants=(league,))
    truce.alignment("and", league, front, "opposes")
    later = Telling(
        "later",
        "The Hill Front offered a ceasefire to the Coastal League on Thursday. The League opposes the Front. "
        "Two soldiers were injured in Berun.",
        "2018-12-21T10:00",
        publisher="truce.example",
    )
    front = later.actor("Hill Front", "armed_group", country="YEM")
    league = later.actor("Coastal League", "armed_group", country="YEM", registry_id="group:coast")
    berun = later.place("Berun")
    later.proposal("ceasefire", by=(front,), to=(league,))
    later.alignment("opposes", league, front, "opposes")
    later.figure("Two soldiers", 2, "injured", population="soldiers", place=berun)
    later.event("AGREE", "ceasefire", "offered", actors=(front,), recipients=(league,), when=on("2018-12-20"))
    return [first, truce, later]


def write(path):
    """The small record at ``path``."""
    with Record.open(path) as record:
        pairs = []
        for told in tellings():
            report, reading = told.pair
            pairs.append((type(report)(**{**fields(report), "source_file": f"{FOLDER}/{report.id}.html"}), reading))
        record.add(pairs, [Issue("broken", "could not be read", f"{FOLDER}/broken.html", fatal=True)])
    return path


def fields(report):
    return {name: getattr(report, name) for name in report.__dataclass_fields__}


def later_report(id="new"):
    """A report that the record does not have."""
    told = Telling(id, "The Hill Front bombed Berun on Friday.", "2018-12-22T09:00")
    front = told.actor("Hill Front", "armed_group", country="YEM")
    told.event("ASSAULT", "airstrike", "bombed", actors=(front,), when=on("2018-12-21"))
    return told.pair


def access(folder, *lines):
    """Who may come in: ana, who reviews, and ben, who reads."""
    file = Path(folder) / "who.txt"
    file.write_text("\n".join(lines or (f"ana:reviewer:{HASH}", f"ben:reader:{HASH}")) + "\n", encoding="utf-8")
    return Access(file)


@contextmanager
def asking(path, *, let_in=None, raises=True, client=("127.0.0.1", 50000), **more):
    """A client of the application for a record; without ``let_in`` it asks as the owner."""
    settings = Settings(record=path, access=let_in or Access(owner="owner"), **({"rate": MANY} | more))
    app = make(settings)
    with ExitStack() as closing:
        closing.callback(app.state.copies.close)
        yield TestClient(app, HERE, raise_server_exceptions=raises, follow_redirects=False, client=client)


def log_in(asked, name="ana", password=PASSWORD):
    """The answer to name and password; a client keeps its cookie."""
    return asked.post("/login", data={"name": name, "password": password})


def token(asked, address="/review/correct?report_id=truce&kind=event&item_id=ev0"):
    """The token of the session, as it stands in a form."""
    return re.search(r'name="token" value="([^"]+)"', asked.get(address).text)[1]
