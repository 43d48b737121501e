"""How rows that several reports stand behind read as entries of a page: lives, answers, outcomes, contradictions."""

from collections.abc import Iterator

from dateline.cli.account import counted
from dateline.cli.entries import at
from dateline.cli.page import Entry, Row, names, parties, printed, source_of, until, words
from dateline.cli.terminal import one_line
from dateline.readings.items import SURE

ENDED = ("suspended", "collapsed", "cancelled")
VERDICTS = {"met": "green", "came_true": "green", "missed": "red", "failed": "red", "moved": "yellow"}
RESPONSES = {"accepts": "green", "rejects": "red", "conditional": "yellow", "denies": "red"}


def of_talks(row: Row) -> Iterator[Entry]:
    """One step in the life of a round of talks."""
    other = f"also told as {', '.join(words(s) for s in row['also_told_as'])}" if row["also_told_as"] else ""
    moved = f"moved from {row['moved_from']}" if row["moved_from"] else ""
    told_by = f"told by {row['sources']} sources" if row["sources"] > 1 else ""
    on_word = f"on the word of {names(row['by'])}" if row["by"] else ""
    sure = row["date_basis"] in SURE
    life = f"\n{one_line(row['life'])}" if row["life"] else ""
    yield Entry(
        heading=one_line(row["name"]) + life,
        day=str(row["date"]) if sure else printed(row["published"]),
        below_day=until(row["date"], row["date_end"]) if sure else "reported",
        sort=words(row["status"]),
        colour="red" if row["status"] in ENDED else "cyan",
        below_sort=moved,
        who=parties(row["participants"], None),
        told=one_line(row["words"] or "") + at(row["venue"], row["words"] or ""),
        sentence=one_line(row["sentence"] or ""),
        words=one_line(row["words"] or ""),
        source=source_of(row, on_word, told_by, other),
    )


def of_offer(row: Row) -> Iterator[Entry]:
    """A proposal, and then the answer of each party."""
    unless = f"; {one_line(row['condition'])}" if row["condition"] else ""
    heading = f"{row['proposal']}. {words(row['kind'])}: {words(row['force'])} by {names(row['by']) or 'nobody named'}"
    yield Entry(
        heading=heading,
        day=str(row["made"] or "–"),
        below_day=f"from {row['takes_effect']}" if row["takes_effect"] else "",
        sort=words(row["force"]),
        colour="magenta",
        below_sort=words(row["kind"]),
        who=names(row["by"]),
        told=one_line(row["terms"]) + unless,
        sentence=one_line(row["sentence"] or ""),
        words=one_line(row["terms"]),
        source=source_of(row, f"told by {row['sources']} sources" if row["sources"] > 1 else ""),
    )
    for answer in row["answers"]:
        told = answer["basis"] == "answer"
        yield Entry(
            heading=heading,
            day=str(answer["date"] or ""),
            sort=words(answer["response"]),
            colour=RESPONSES.get(answer["response"], "dim"),
            below_sort="" if told or not answer["basis"] else words(answer["basis"]),
            who=one_line(answer["party"]),
            told="" if answer["sentence"] else "asked; no answer is told",
            sentence=one_line(answer["sentence"] or ""),
            words=one_line(answer["words"] or ""),
            source=one_line(answer["outlet"] or "") if answer["sentence"] else "",
        )
    for breach in row["violations"]:
        yield Entry(
            heading=heading,
            day=str(breach["date"] or ""),
            sort="violation",
            colour="red",
            below_sort="alleged",
            who=parties(breach["by"], breach["against"]),
            told=one_line(breach["words"] or ""),
            sentence=one_line(breach["sentence"] or ""),
            words=one_line(breach["words"] or ""),
            source=one_line(breach["outlet"] or ""),
        )


def of_promise(row: Row) -> Iterator[Entry]:
    """A promise or forecast, and the sentence that tells what became of it."""
    score = f"{row['kept']} of {row['resolved']} resolved kept" if row["resolved"] else ""
    by = f"by {row['horizon_end']}" if row["horizon_end"] else ""
    unless = f"; {one_line(row['condition'])}" if row["condition"] else ""
    heading = f"{row['published']:%B %Y}" if row["published"] else "No date"
    yield Entry(
        heading=heading,
        day=printed(row["published"]),
        below_day=by,
        sort=words(row["verdict"]),
        colour=VERDICTS.get(row["verdict"], ""),
        below_sort=words(row["force"] or row["polarity"]),
        who=parties(row["by"], row["to"]),
        told=one_line(row["words"] or "") + unless,
        sentence=one_line(row["sentence"] or ""),
        words=one_line(row["words"] or ""),
        source=source_of(row, score),
    )
    if row["outcome"]:
        yield Entry(
            heading=heading,
            day=f"→ {row['verdict_on']:%m-%d}" if row["verdict_on"] else "→",
            sort=words(row["verdict"]),
            colour=VERDICTS[row["verdict"]],
            sentence=one_line(row["outcome"]),
            source=source_of({"outlet": row["outcome_outlet"], "published": row["outcome_published"]}),
        )


def of_contradiction(row: Row) -> Iterator[Entry]:
    """Both sentences of a pair."""
    about = ", ".join(words(part) for part in row["about"])
    for side in ("one", "other"):
        told = row[side]
        yield Entry(
            heading=f"{row['date'] or 'No date'} · {row['sort']}" + (f": {about}" if about else ""),
            day=printed(told["published"]),
            below_day="reported",
            sort=words(told["status"]) if told["status"] else "says",
            colour="yellow",
            who=f"on the word of {one_line(told['by'])}" if told["by"] else "",
            told=one_line(told["words"] or ""),
            sentence=one_line(told["sentence"] or ""),
            words=one_line(told["words"] or ""),
            source=source_of(told),
        )


def of_brief(row: Row) -> Iterator[Entry]:
    """A line of what changed."""
    on_word = f"on the word of {names(row['by'])}" if row["by"] else ""
    told_by = f"told by {row['sources']} sources" if row["sources"] > 1 else ""
    sure = row["date_basis"] in SURE
    yield Entry(
        heading=row["section"].capitalize(),
        day=str(row["date"]) if sure else printed(row["published"]),
        below_day="" if sure else "reported",
        sort=words(row["change"]),
        colour="cyan",
        who=parties(row["who"], row["whom"]),
        told=one_line(row["what"] or ""),
        sentence=one_line(row["sentence"] or ""),
        words=one_line(row["what"] or ""),
        source=source_of(row, on_word, told_by),
    )


SORTS = {
    "outlet": "Outlets",
    "no report": "Days without a report",
    "left out": "Reports left out, and why",
    "withdrawn": "Withdrawn",
}


def of_coverage(row: Row) -> Iterator[Entry]:
    """An outlet, days without a report, or why reports were left out."""
    origins = counted(row["origins"], "independent origin", "independent origins")
    reports = f"{counted(row['reports'], 'report', 'reports')}, {origins}"
    yield Entry(
        heading=SORTS[row["sort"]],
        day=str(row["first"] or "–"),
        below_day=until(row["first"], row["last"]),
        sort=str(row["reports"]) if row["reports"] else "",
        who=one_line(row["name"]),
        told=reports if row["sort"] in ("outlet", "left out") else "",
        source=one_line(row["note"] or ""),
    )


def of_process(row: Row) -> Iterator[Entry]:
    """A conflict that reports are on."""
    reports = f"{counted(row['reports'], 'report', 'reports')} ({row['origins']} independent)"
    stories = f"{counted(row['stories'], 'story', 'stories')}, of {counted(row['outlets'], 'outlet', 'outlets')}"
    yield Entry(
        heading="Set out in processes/" if row["set_out"] else "By country",
        day=str(row["first"] or "–"),
        below_day=until(row["first"], row["last"]),
        sort=row["id"],
        colour="cyan",
        who=one_line(row["name"]),
        told=f"{reports}, {stories}",
        source=" · ".join(
            filter(
                None,
                (
                    ", ".join(
                        (
                            counted(row["fights"], "act of force", "acts of force"),
                            counted(row["talks"], "meeting", "meetings"),
                            counted(row["proposals"], "proposal told", "proposals told"),
                        )
                    ),
                    ", ".join(one_line(name) for name in row["parties"]),
                ),
            )
        ),
    )


def of_story(row: Row) -> Iterator[Entry]:
    """The reports that tell one piece of news."""
    more = [one_line(title or "") for title in row["titles"][1:] if title]
    yield Entry(
        heading=f"{row['first']:%B %Y}" if row["first"] else "No date",
        day=printed(row["first"]),
        below_day=until(row["first"] and row["first"].date(), row["last"] and row["last"].date()),
        sort=", ".join(row["countries"][:3]),
        told=one_line(row["title"] or "no title"),
        sentence="",
        source=" · ".join(
            (f"{counted(row['reports'], 'report', 'reports')} ({row['origins']} independent)", *row["outlets"], *more)
        ),
    )
