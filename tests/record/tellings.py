"""Reports with hand-made readings, built from the words of their own text."""

from datetime import date, datetime
from typing import Any

from dateline.readings.items import (
    Actor,
    Alignment,
    Event,
    Figure,
    Forecast,
    Meeting,
    Place,
    Proposal,
    Reading,
    Response,
    Standing,
    Statement,
    Time,
    When,
)
from dateline.reports.report import Evidence, Report
from dateline.span import Span

KINDS = {
    Actor: "actors",
    Place: "places",
    Time: "times",
    Statement: "statements",
    Event: "events",
    Meeting: "meetings",
    Proposal: "proposals",
    Figure: "figures",
    Alignment: "alignments",
    Forecast: "forecasts",
}


def on(day: str, end: str | None = None, basis: str = "stated") -> When:
    """A day or a range of days."""
    return When(value=day, start=date.fromisoformat(day), end=date.fromisoformat(end or day), basis=basis)


def own_words(id: str) -> str:
    """A paragraph that no other report has, for one whose other words are those of another but which is no copy."""
    return "\n\n" + " ".join(f"{id}{n}" for n in range(40)) + "."


class Telling:
    """A report under reading: each method adds an item found by its words and hands back its id."""

    def __init__(self, id: str, text: str, published: str | None = "2018-12-13T09:00", **more: Any) -> None:
        clock = datetime.fromisoformat(published) if published else None
        more = {"publisher": f"{id}.example", "source_file": f"{id}.html", "raw_sha256": id * 8} | more
        self.report = Report(id=id, text=text, published=clock, **more)
        self.items: dict[str, list[Any]] = {kind: [] for kind in KINDS.values()}

    def span(self, words: str) -> Span:
        """Where the words first stand in the text."""
        start = self.report.text.index(words)
        return Span(start, start + len(words))

    def evidence(self, words: str) -> tuple[Evidence, ...]:
        """The words, cited."""
        return (self.report.cite(*self.span(words)),)

    def _add(self, kind: type, words: str, /, **fields: Any) -> str:
        name = KINDS[kind]
        id = f"{name[:2]}{len(self.items[name])}"
        self.items[name].append(kind(id=id, evidence=self.evidence(words), **fields))
        return id

    def actor(self, words: str, kind: str = "organisation", **more: Any) -> str:
        fields = {"name": words, "kind": kind, "mentions": (self.span(words),)} | more
        return self._add(Actor, words, **fields)

    def place(self, words: str, kind: str = "city", country: str | None = "YEM", **more: Any) -> str:
        fields = {"name": words, "kind": kind, "country": country, "mentions": (self.span(words),)} | more
        return self._add(Place, words, **fields)

    def time(self, words: str, **more: Any) -> str:
        return self._add(Time, words, **({"span": self.span(words), "type": "DATE", "value": "XXXX"} | more))

    def statement(self, content: str, cue: str = "said", **more: Any) -> str:
        spans = tuple(self.span(c) for c in content.split(" … "))
        fields = {"content": spans, "cue": self.span(cue), "mode": "indirect"} | more
        return self._add(Statement, content.split(" … ")[0], **fields)

    def event(self, type: str, mode: str, trigger: str, **more: Any) -> str:
        fields = {
            "type": type,
            "mode": mode,
            "trigger": self.span(trigger),
            "phrase": self.span(trigger),
            "factuality": "happened",
        } | more
        return self._add(Event, trigger, **fields)

    def meeting(self, words: str, status: str = "scheduled", **more: Any) -> str:
        said = Standing(status=status, by=None, span=self.span(words), when=more.get("when"))
        fields = {"name": words, "span": self.span(words), "status": status, "standings": (said,)} | more
        return self._add(Meeting, words, **fields)

    def proposal(self, terms: str, kind: str = "ceasefire", force: str = "offer", **more: Any) -> str:
        return self._add(Proposal, terms, **({"terms": self.span(terms), "kind": kind, "force": force} | more))

    def figure(self, words: str, value: float | None, measure: str = "killed", **more: Any) -> str:
        return self._add(Figure, words, **({"span": self.span(words), "measure": measure, "value": value} | more))

    def alignment(self, words: str, one: str, other: str, sign: str = "supports", **more: Any) -> str:
        fields = {"from_": one, "to": other, "sign": sign, "span": self.span(words)} | more
        return self._add(Alignment, words, **fields)

    def forecast(self, outcome: str, polarity: str = "may", **more: Any) -> str:
        return self._add(Forecast, outcome, **({"outcome": self.span(outcome), "polarity": polarity} | more))

    def response(self, by: str, response: str, words: str) -> Response:
        return Response(by=by, response=response, span=self.span(words))

    @property
    def pair(self) -> tuple[Report, Reading]:
        """The report and its reading."""
        items = {kind: tuple(found) for kind, found in self.items.items()}
        return self.report, Reading(report_id=self.report.id, **items)


def full(id: str = "full", published: str | None = "2018-12-13T09:00+03:00") -> Telling:
    """A report with items of every kind and most fields filled."""
    told = Telling(
        id,
        "The Coastal League bombed Ardan 🕊 on Monday, killing at least 40 people.\n\n"
        "Envoy Ana Perez said the River Council backed the League. She offered a truce "
        "unless the shelling goes on, and the League refused it. Talks in Ardan may resume on Friday.",
        published,
        title="=Truce offered",
        authors=("A. Writer",),
        dateline=("ARDAN",),
        chain=("Example Agency", "full.example"),
        crossheads=(Span(0, 3),),
        modified=datetime(2018, 12, 13, 11),
    )
    league = told.actor("Coastal League", "armed_group", country="YEM", registry_id="group:coast")
    envoy = told.actor("Ana Perez", "person", country="COL")
    council = told.actor("River Council", "government", country="YEM")
    ardan = told.place("Ardan", lat=-1.5, lon=44.0, geonames_id=7)
    told.time("Monday", start=date(2018, 12, 10), end=date(2018, 12, 10))
    told.event(
        "ASSAULT",
        "airstrike",
        "bombed",
        actors=(league,),
        place=ardan,
        when=on("2018-12-10"),
        attributed_to="st0",
    )
    told.figure("at least 40 people", 40, qualifier="at least", population="people", place=ardan, counted_by=envoy)
    told.statement("the River Council backed the League", speaker=envoy, speaker_span=told.span("Ana Perez"))
    told.alignment("backed", council, league)
    told.proposal(
        "a truce",
        by=(envoy,),
        to=(league,),
        condition=told.span("unless the shelling goes on"),
        takes_effect=on("2018-12-18"),
        responses=(told.response(league, "rejects", "the League refused it"),),
    )
    told.meeting("Talks in Ardan", venue=ardan, when=on("2018-12-14"), participants=(league, council))
    told.forecast("resume on Friday", by=envoy, horizon=on("2018-12-14"))
    return told
