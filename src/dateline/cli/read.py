"""``read`` and ``relate``: line-JSON out, nothing kept."""

import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline import log
from dateline.cli.archive import Runs, read_shards
from dateline.cli.inputs import Model, NoModel, Workers, check_paths, collected, named
from dateline.cli.terminal import json_text, one_line, say, stop, tell
from dateline.issue import Issue
from dateline.readings.encoder.answers import LEAST
from dateline.span import Span

if TYPE_CHECKING:
    from dateline.reports.report import Report


def read(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files, folders, patterns, feed URLs, or - for standard input."),
    ] = None,
    model: Model = None,
    no_model: NoModel = False,
    workers: Workers = 1,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Write shards of readings here instead, for 'dateline join'."),
    ] = None,
    runner: Annotated[Runs, typer.Option(help="With --to: who reads, processes of this machine or Ray.")] = Runs.LOCAL,
    address: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="With --runner ray: a cluster that is there already.")
    ] = None,
) -> None:
    """Print one reading a line as JSON, or write readings of a whole archive as shards; no record is needed.

    Each line holds the clean report and all that was found in it, with spans into its text. Its "id" is the
    input's own id, else the file's name without its ending ("name#2" for the second report of one file).

    With --to, readings go to FOLDER as Parquet files, each with a manifest of what it rests on. The command may
    be broken off at any moment and run again: what is done is left alone, what is new is read. Ends with 1 where
    a part of the archive was tried twice and set aside; the reason is in FOLDER.

    \b
    Examples:
      dateline read report.html
      cat reports.jsonl | dateline read -
      dateline read archive/ --to readings/ --workers 8
      dateline read archive/ --to /shared/readings --runner ray --address auto --workers 64
    """
    from dateline.cli.reading import read_or_stop

    if to is not None:
        if model is not None:
            stop("--model prints readings only; leave it out with --to")
        read_shards(paths or ["-"], to, workers=workers, learned=not no_model, runs=runner, address=address)
        return
    if runner is not Runs.LOCAL or address is not None:
        stop("--runner and --address say who writes shards; name a folder for them with --to")

    if not paths and sys.stdin.isatty():
        stop("nothing to read; give files, folders, patterns, feed URLs, or reports on standard input")
    names: deque[str] = deque()

    def reports() -> "Iterator[Report]":
        for name, report in named(collected(check_paths(paths or ["-"]), tell)):
            names.append(name)
            yield report

    from dateline.readings.as_json import reading_json

    done = 0
    for report, reading in read_or_stop(reports(), workers=workers, model=model, learned=not no_model):
        name = names.popleft()
        if isinstance(reading, Issue):
            tell([reading])
            continue
        print(json_text(reading_json(report, reading, id=name)), flush=True)
        done += 1
    log.event("readings_printed", readings=done)
    if not done:
        stop("no report could be read; the lines above say why", code=1)


def relate(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file of JSON lines, or - for standard input.")] = "-",
    least: Annotated[float, typer.Option(min=0, max=1, help="Give no type whose score is below this.")] = LEAST,
) -> None:
    """Say what one actor does to another in a sentence.

    The answer is a PLOVER event type. Takes one JSON object a line, with offsets in characters:
    {"id", "text", "source": {"start", "end"}, "target": {"start", "end"}}; either may be null. Prints one object a
    line: {"id", "type", "scores"}; the type is null where no score, a calibrated share, reaches --least.

    \b
    Examples:
      dateline relate pairs.jsonl
      cat pairs.jsonl | dateline relate > related.jsonl
    """
    from dateline.readings.relations import relate as related

    if path != "-" and not Path(path).is_file():
        stop(f"{one_line(path)}: no such file; give a file of JSON lines, or - for standard input")
    lines: Iterable[str] = (
        sys.stdin if path == "-" else Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    )
    bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        pair = pair_of(line)
        if isinstance(pair, str):
            say(f"left out: {one_line(path)}, line {number}: {one_line(pair)}")
            bad += 1
            continue
        name, text, source, target = pair
        print(json_text({"id": name, **related(text, source, target, least=least)}), flush=True)
    if bad:
        raise typer.Exit(1)


def pair_of(line: str) -> tuple[Any, str, Span | None, Span | None] | str:
    """The id, text and two spans of one input line (``None`` for null), or what is wrong with it.

    >>> pair_of('{"text": "A met B", "source": {"start": 0, "end": 1}, "target": {"start": 6, "end": 7}}')
    (None, 'A met B', Span(start=0, end=1), Span(start=6, end=7))
    >>> pair_of('{"id": 1, "text": "A met B", "source": {"start": 0, "end": 9}}')
    '"source" is {"start": 0, "end": 9}; expected {"start", "end"} inside the text of 7 characters'
    """
    try:
        pair = json.loads(line)
    except ValueError as error:
        return f"no JSON ({error}); one object a line is expected"
    if not isinstance(pair, dict) or not isinstance(pair.get("text"), str):
        return 'no "text"; expected {"id", "text", "source": {"start", "end"}, "target": {"start", "end"}}'
    spans: list[Span | None] = []
    for key in ("source", "target"):
        of = pair.get(key)
        if of is None and key in pair:
            spans.append(None)
            continue
        start, end = (of.get("start"), of.get("end")) if isinstance(of, dict) else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(pair["text"]):
            inside = f"the text of {len(pair['text'])} characters"
            return f'"{key}" is {json.dumps(of)}; expected {{"start", "end"}} inside {inside}'
        spans.append(Span(start, end))
    return pair.get("id"), pair["text"], spans[0], spans[1]
