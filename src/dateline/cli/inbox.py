"""What feeds brought, on its way into the record; it waits here while another process holds that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.add import unread
from dateline.cli.opening import in_use
from dateline.issue import Issue
from dateline.record.store import Added, Record, RecordError
from dateline.reports.collect import cleaned

if TYPE_CHECKING:
    from dateline.readings.items import Reading
    from dateline.reports.report import Report
    from dateline.sources.document import Document
    from dateline.sources.polling.poll import Poll

    Read = Callable[[list[Report]], Iterable[tuple[Report, Reading | Issue]]]


@dataclass(slots=True)
class News:
    """What one poll brought: reports with what was odd about them, and their readings once they are read."""

    poll: "Poll"
    found: "list[tuple[Report | None, list[Issue]]]"
    pairs: "list[tuple[Report, Reading]] | None" = None
    issues: tuple[Issue, ...] = ()


class Inbox:
    """The news that is not yet in the record at ``path``; ``read`` gives each report with its reading.

    The record is open only while it is asked what it knows, and while it is written.
    """

    def __init__(self, path: Path, read: "Read") -> None:
        self.path, self.read = path, read
        self.waiting: list[News] = []
        self._told: set[Issue] = set()
        # Whether who is who was looked for since the start: a run that was killed may not have.
        self._settled = False

    def put(self, poll: "Poll") -> None:
        """Take in what a poll brought."""
        self.waiting.append(News(poll, [_report(documents) for documents in poll.entries]))

    def deliver(self) -> "list[tuple[Poll, Added]] | None":
        """Write all that waits into the record and say what was new of each poll; None where the record is in use."""
        try:
            for news in self.waiting:
                if news.pairs is None:
                    self._read(news)
            new = any(news.pairs or news.issues for news in self.waiting)
            return self._write() if new or not self._settled else self._nothing()
        except RecordError as error:
            if in_use(str(error)):
                return None
            raise

    def _read(self, news: News) -> None:
        fresh: list[Report] = []
        reports = [report for report, _ in news.found if report is not None]
        if reports:
            with Record.open(self.path, read_only=True) as record:
                fresh = list(unread(reports, record.files_read()))
        ids = {report.id for report in fresh}
        pairs = list(self.read(fresh))
        # What is odd about a report that is known was told when it came.
        issues = [
            *news.poll.issues,
            *(issue for report, issues in news.found if report is None or report.id in ids for issue in issues),
            *(of for _, of in pairs if isinstance(of, Issue)),
        ]
        news.issues = tuple(issue for issue in issues if issue not in self._told)
        news.pairs = [(report, of) for report, of in pairs if not isinstance(of, Issue)]

    def _write(self) -> "list[tuple[Poll, Added]]":
        with Record.open(self.path) as record:
            written = [(news.poll, record.add(news.pairs or (), news.issues)) for news in self.waiting]
            record.settle()
        self._settled = True
        self._told.update(issue for news in self.waiting for issue in news.issues)
        self.waiting = []
        return written

    def _nothing(self) -> "list[tuple[Poll, Added]]":
        written = [(news.poll, Added(0, 0, 0, 0)) for news in self.waiting]
        self.waiting = []
        return written


def _report(documents: "Iterable[Document]") -> "tuple[Report | None, list[Issue]]":
    """The report of the first document that has one, with all that was odd."""
    issues: list[Issue] = []
    for document in documents:
        report, odd = cleaned(document)
        issues += odd
        if report is not None:
            return report, issues
    return None, issues
