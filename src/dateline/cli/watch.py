"""``watch``: feeds followed, the record grown by what is new."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline import log
from dateline.cli.account import counted
from dateline.cli.inputs import NoModel
from dateline.cli.opening import (
    RecordPath,
    check_place,
    disk_or_stop,
    in_use,
    path_of,
    reason,
    refused,
    tell_upgraded,
)
from dateline.cli.terminal import issue_line, one_line, say, stop

if TYPE_CHECKING:
    from types import FrameType

    from dateline.cli.inbox import Inbox
    from dateline.record.store import Added
    from dateline.sources.polling.poll import Poll, Poller

# Where another process holds the record, writing is tried again after so long; --once tries so often.
AGAIN, TRIES = timedelta(seconds=5), 12
# Nobody sleeps for longer at once: a machine that was suspended finds what is due when it wakes.
NAP = timedelta(minutes=1)


def watch(
    ctx: typer.Context,
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="The file that names the feeds, such as feeds.toml.")],
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once, and end.")] = False,
    no_model: NoModel = False,
    record: RecordPath = None,
) -> None:
    """Follow RSS and Atom feeds and keep what is new in the record.

    Asks each feed as often as the file says, politely: only for what has changed, with pauses, and as robots.txt
    allows. A feed that fails is asked less and less often until it answers again. How it stands with each feed is
    kept beside the record, so a new start goes on where the last one ended. Ctrl-C ends it.

    With --once it ends with 1 where no feed could be had; a timetable (cron) can call that. docs/watching.md says how
    to write the file.

    \b
    Examples:
      dateline watch feeds.toml
      dateline watch feeds.toml --record peace.duckdb --once
    """
    from dateline.cli.reading import read_or_stop
    from dateline.sources.polling import settings, state
    from dateline.sources.polling.poll import Poller

    try:
        wanted = settings.load(feeds)
    except settings.SettingsError as error:
        stop(one_line(error))
    path = path_of(ctx, record)
    make(path)
    from dateline.cli.inbox import Inbox

    kept = path.with_name(f"{path.name}.watch.json")
    try:
        stands, broken = state.load(kept)
    except OSError as error:
        stop(
            f"{one_line(kept)}: cannot be read ({error.strerror}); mend its permissions, or remove it and start afresh"
        )
    if broken:
        say(issue_line(broken))
    with told_to_end() as ending:
        poller = Poller(wanted, stands, wait=lambda pause: ending.wait(pause.total_seconds()))
        inbox = Inbox(path, partial(read_or_stop, learned=not no_model))
        save = partial(state.save, stands, kept)
        well = one_round(poller, inbox, save, ending) if once else follow(poller, inbox, save, ending)
    if not well:
        raise typer.Exit(1)


def make(path: Path) -> None:
    """Makes the record at ``path`` where there is none; the command stops where none can be, not where it is in use."""
    from dateline.record.store import Record, RecordError

    check_place(path)
    try:
        with disk_or_stop(path), Record.open(path) as record:
            tell_upgraded(record)
    except RecordError as error:
        if not in_use(str(error)):
            stop(reason(path, str(error)))


@contextmanager
def told_to_end() -> Iterator[Event]:
    """An event that is set where somebody asks the command to end; asked again, it breaks off."""
    ending = Event()

    def end(number: int, frame: "FrameType | None") -> None:
        ending.set()
        signal.signal(number, before[number])
        say("dateline: ending after this step; once more breaks it off")

    before: dict[int, Any] = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def follow(poller: "Poller", inbox: "Inbox", save: Callable[[], None], ending: Event) -> bool:
    """Asks feeds as they come due until told to end; says whether there were feeds to follow till then."""
    held: str | None = None
    while not ending.is_set():
        ask(poller, inbox)
        why = deliver(inbox, save)
        if why and why != held:
            say(f"dateline: {why}; what is new waits till then")
        held = why
        idle = poller.idle()
        if idle is None and not why:
            say("dateline: all feeds have ended; there is nothing left to follow")
            return False
        ending.wait(min(NAP if idle is None else idle, AGAIN if held else NAP).total_seconds())
    return True


def one_round(poller: "Poller", inbox: "Inbox", save: Callable[[], None], ending: Event) -> bool:
    """Asks each feed once; says whether one of them is well and all that is new could be written."""
    ask(poller, inbox, early=True)
    tried = 1
    while why := deliver(inbox, save):
        if tried == TRIES or ending.wait(AGAIN.total_seconds()):
            say(f"dateline: {why}; nothing was kept, the feeds will be asked for it again")
            return False
        tried += 1
    return any(not stands.failures and not stands.gone for stands in poller.state.feeds.values())


def ask(poller: "Poller", inbox: "Inbox", *, early: bool = False) -> None:
    """Asks the feeds that are due, and puts what they brought into the inbox."""
    asked = set()
    for poll in poller.round(early=early):
        asked.add(poll.feed.url)
        told_of(poll)
        for line in lines(poll):
            told(poll.feed.name, line)
        inbox.put(poll)
    for feed in poller.settings.feeds if early else ():
        stands = poller.state.feeds[feed.url]
        if feed.url not in asked:
            told(feed.name, "ended" if stands.gone else f"left alone until {clock(stands.next)}, as it failed before")


def deliver(inbox: "Inbox", save: Callable[[], None]) -> str | None:
    """Writes what waits into the record, and then how it stands with the feeds.

    Says why it waits on, where the record is in use or its disk takes no more.
    """
    import duckdb

    from dateline.record.store import RecordError

    try:
        written = inbox.deliver()
    except (RecordError, duckdb.Error, OSError) as error:
        if why := refused(inbox.path, error):
            return why
        if not isinstance(error, RecordError):
            raise
        stop(reason(inbox.path, str(error)))
    if written is None:
        return f"{one_line(inbox.path)} is in use by another process; wait until it ends"
    for poll, added in written:
        if added.reports or added.issues:
            log.event("news_kept", feed=poll.feed.name, **asdict(added))
        if line := grown(added):
            told(poll.feed.name, line)
    try:
        save()
    except OSError as error:
        say(f"dateline: how it stands with the feeds could not be kept ({error}); make room beside the record")
    return None


def told_of(poll: "Poll") -> None:
    """Tell the log how the asking of a feed went."""
    named: dict[str, Any] = {"feed": poll.feed.name, "url": poll.feed.url, "next": poll.standing.next}
    if poll.failed:
        log.event("feed_failed", level=log.WARNING, **named, failures=poll.standing.failures, reason=poll.failed)
    else:
        log.event("feed_asked", **named, entries=len(poll.entries))


def lines(poll: "Poll") -> Iterator[str]:
    """What is to be said of a poll by itself: that it failed, that the feed has moved."""
    yield from (issue.note for issue in poll.issues if issue.code == "feed_moved")
    if poll.failed:
        yield poll.failed if poll.standing.gone else f"{poll.failed}; asked again at {clock(poll.standing.next)}"


def grown(added: "Added") -> str:
    """What was new in the record, in words; nothing where nothing was.

    >>> from dateline.record.store import Added
    >>> grown(Added(reports=2, known=9, items=40, issues=1)), grown(Added(0, 9, 0, 0))
    ("2 new reports, 1 new issue ('dateline issues')", '')
    """
    reports = counted(added.reports, "new report", "new reports") if added.reports else ""
    issues = f"{counted(added.issues, 'new issue', 'new issues')} ('dateline issues')" if added.issues else ""
    return ", ".join(filter(None, (reports, issues)))


def told(name: str, line: str) -> None:
    """Prints a line on a feed, at once, so that a log has it."""
    print(f"{clock(datetime.now(UTC))}  {one_line(name)}: {one_line(line)}", flush=True)


def clock(moment: datetime) -> str:
    """A moment as the clock on the wall shows it."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
