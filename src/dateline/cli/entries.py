"""How a row of each answer reads as an entry of a page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dateline.cli.page import Entry, Row, names, parties, printed, source_of, until, words
from dateline.cli.terminal import one_line
from dateline.readings.items import SURE

COLOURS = {
    "talks": "cyan",
    "agreement": "green",
    "proposal": "magenta",
    "event": "red",
    "figure": "yellow",
    "forecast": "blue",
}
UNDATED = "No day in the report's own words"
SHOWN = (*SURE, "publication")


def of_timeline(row: Row) -> Entry:
    """A line of the timeline; one without a day of its own shows when it was reported."""
    sure, what = row["date_basis"] in SURE, one_line(row["what"] or "")
    kind = words(row["type"]).lower() if row["kind"] == "event" else words(row["kind"])
    detail = row["type"] if row["kind"] in ("proposal", "figure") else row["mode"]
    state = row["status"] if row["status"] not in (None, "happened") else None
    told_by = f"told by {row['tellings']} sources" if row["tellings"] > 1 else ""
    on_word = f"on the word of {one_line(row['said_by'])}" if row["said_by"] else ""
    differing = (
        ("also told as", [words(state) for state in row["other_states"]]),
        ("also dated", row["other_days"]),
        ("others name", row["others_name"]),
    )
    others = [f"{told} {names(of)}" for told, of in differing if of]
    return Entry(
        heading=f"{row['date']:%B %Y}" if row["date_basis"] in SHOWN else UNDATED,
        day=str(row["date"]) if sure else printed(row["published"]),
        below_day=until(row["date"], row["date_end"]) if sure else "reported",
        sort=kind,
        colour=COLOURS.get(row["kind"], ""),
        below_sort="\n".join(words(part) for part in (detail, state) if part and words(part) != kind),
        who=parties(row["who"], row["whom"]),
        told=what + at(row["place"], what),
        sentence=one_line(row["sentence"] or ""),
        words=what,
        source=source_of(row, on_word, told_by, *others),
    )


def of_statement(row: Row) -> Entry:
    """Who said what."""
    to = f"to {one_line(row['told_to'])}" if row["told_to"] else ""
    content, sentence = one_line(row["content"]), one_line(row["sentence"] or "")
    inside = content in sentence
    return Entry(
        heading=month(row["published"]),
        day=printed(row["published"]),
        sort=words(row["mode"]),
        colour="cyan" if row["mode"] == "direct" else "",
        who=one_line(row["speaker"] or row["anonymous"] or "speaker not resolved") + at(row["place"]),
        told="" if inside else content,
        sentence=sentence,
        words=content if inside else "",
        source=source_of(row, to, one_line(row["unresolved"] or "")),
    )


def of_position(row: Row) -> Entry:
    """What an actor said on an issue; where the wording moved, what it was before."""
    entry = of_statement(row)
    moved = f"before: {words(row['moved_from'])}" if row["moved_from"] else ""
    return replace(
        entry,
        heading=f"On {words(row['issue'])}",
        day=str(row["date"]) if row["date"] else entry.day,
        sort=words(row["stance"]),
        colour="yellow" if moved else "",
        below_sort=moved,
    )


def of_event(row: Row) -> Entry:
    """Who did what to whom."""
    state = row["factuality"] if row["factuality"] != "happened" else None
    on_word = f"on the word of {one_line(row['attributed_to'])}" if row["attributed_to"] else ""
    return Entry(
        heading=month(row["published"]),
        day=str(row["date"] or "–"),
        below_day=until(row["date"], row["date_end"]),
        sort=words(row["type"]).lower(),
        colour="red" if row["type"] in ("ASSAULT", "COERCE") else "",
        below_sort="\n".join(words(part) for part in (row["mode"], state, row["background"]) if part),
        who=parties(row["actors"], row["recipients"]),
        told=one_line(row["trigger"]) + at(row["place"]),
        sentence=one_line(row["sentence"] or ""),
        words=one_line(row["trigger"]),
        source=source_of(row, on_word),
    )


STANCES = {"with": "green", "against": "red", "between": "cyan"}


def of_alignment(row: Row) -> Entry:
    """Who stands with or against whom; the day is that of its last telling."""
    turned = f"before that {row['turned_from']}" if row["turned_from"] else ""
    both = "told the other way too" if row["contested"] else ""
    weight = f"{row['sources']} source{'s' if row['sources'] > 1 else ''}, weight {row['strength']:.1f}"
    return Entry(
        heading=one_line(row["from"]),
        day=str(row["since"] or "–"),
        below_day=until(row["since"], row["last"]),
        sort=row["stance"],
        colour=STANCES[row["stance"]],
        below_sort=words(row["sign"]),
        who=one_line(row["to"]),
        told=", ".join(words(means) for means in row["means"]),
        sentence=one_line(row["sentence"] or ""),
        words=one_line(row["words"]),
        source=source_of(row, weight, turned, both),
    )


def of_proposal(row: Row) -> Entry:
    """What was offered or demanded, on what condition, and the answers."""
    answers = [f"{one_line(r['by'] or 'somebody')} {words(r['response'])}" for r in row["responses"]]
    when = f"from {row['takes_effect']}" if row["takes_effect"] else ""
    unless = f"; {one_line(row['condition'])}" if row["condition"] else ""
    return Entry(
        heading=month(row["published"]),
        day=printed(row["published"]),
        below_day=when,
        sort=words(row["force"]),
        colour="magenta",
        below_sort=words(row["kind"]),
        who=parties(row["by"], row["to"]),
        told=one_line(row["terms"]) + unless,
        sentence=one_line(row["sentence"] or ""),
        words=one_line(row["terms"]),
        source=source_of(row, ", ".join(answers)),
    )


def of_figure(row: Row) -> Entry:
    """A count beside the others of the same people and place."""
    beside = row["side_by_side"] > 1
    group = f"{words(row['measure'])}: {one_line(row['populations'] or '')}{at(row['place'])}"
    counted = f"counted by {one_line(row['counted_by'])}" if row["counted_by"] else ""
    return Entry(
        heading=f"{group}, {row['side_by_side']} side by side" if beside else words(row["measure"]),
        day=str(row["date"]) if row["date"] else printed(row["published"]),
        below_day=until(row["date"], row["date_end"]) if row["date"] else "reported",
        sort=words(row["measure"]),
        colour="yellow",
        below_sort="differs" if row["differs"] else "agrees" if row["agrees_with"] else "",
        told=one_line(row["words"]) + at(row["place"]),
        sentence=one_line(row["sentence"] or ""),
        words=one_line(row["words"]),
        source=source_of(row, counted, *compared(row)),
    )


def compared(row: Row) -> Iterator[str]:
    """How a count stands to the others of the same people and place: "differs from 2.5 million refugees (AFP)"."""
    for told, others in (
        ("agrees with", row["agrees_with"]),
        ("differs from", row["differs_from"]),
        ("up from", [row["up_from"]]),
        ("down from", [row["down_from"]]),
    ):
        if named := "; ".join(as_counted(other) for other in others if other):
            yield f"{told} {named}"


def as_counted(other: Row) -> str:
    """Another count in a line: its words, outlet, day and counter."""
    by = f", counted by {one_line(other['counted_by'])}" if other["counted_by"] else ""
    return f"{one_line(other['words'])} ({source_of(other)}{by})"


def at(place: str | None, told: str = "") -> str:
    """The place in brackets, where there is one that is not told already.

    >>> at("Oslo"), at("Oslo", "talks in Oslo"), at(None)
    (' (Oslo)', '', '')
    """
    return f" ({one_line(place)})" if place and place not in told else ""


def month(day: date | None) -> str:
    """The month as a heading."""
    return f"{day:%B %Y}" if day else "No date"


def of_actor(row: Row) -> Entry:
    """One actor that a name can mean."""
    country = f", {one_line(row['country'])}" if row["country"] else ""
    known_as = [one_line(name) for name in row["names"] if name != row["name"]]
    return Entry(
        heading="In the reports",
        day=printed(row["first_reported"]),
        below_day=until_day(row["first_reported"], row["last_reported"]),
        sort=words(row["kind"]),
        colour="cyan",
        who=one_line(row["name"]) + country,
        told="; ".join(one_line(role) for role in row["roles"]),
        source=" · ".join(
            filter(
                None,
                (
                    f"{row['reports']} reports, {row['statements']} statements, {row['events']} events",
                    f"also {', '.join(known_as)}" if known_as else "",
                ),
            )
        ),
    )


SIGNS = {"positive": "=", "negative": "≠", "unsure": "?"}
VERDICTS = {"positive": "green", "negative": "red", "unsure": "yellow"}


def of_judgement(row: Row) -> Entry:
    """What was judged of two keys, and why."""
    return Entry(
        heading=f"Judged by {one_line(row['by'])}",
        day=printed(row["at"]),
        sort=row["verdict"],
        colour=VERDICTS[row["verdict"]],
        below_sort="" if row["stands"] else "judged anew since",
        who=f" {SIGNS[row['verdict']]} ".join((one_line(row["left"]), one_line(row["right"]))),
        source=one_line(row["reason"]),
    )


def until_day(first: date | None, last: date | None) -> str:
    """The day of the last report, where it is another than that of the first."""
    return until(first and date(first.year, first.month, first.day), last and date(last.year, last.month, last.day))
