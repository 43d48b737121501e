"""Scores of dateline's readings against gold data that lies beside the project.

The folder given holds ``gold/`` (the data, by subject) and ``eval/score.py`` (the scorer, run as it is).
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from dateline.cli.reading import read_or_stop
from dateline.cli.terminal import json_text
from dateline.issue import Issue
from dateline.span import Span

if TYPE_CHECKING:
    from dateline.reports.report import Report

MARKED = re.compile(r"</?([st])>")


@dataclass(frozen=True, slots=True)
class Task:
    """One scoring: ``scorer`` is score.py's own name for it, ``gold`` the file below ``gold/``; without the trained
    network where not ``learned``."""

    name: str
    scorer: str
    gold: str
    learned: bool = True


TASKS = {
    task.name: task
    for task in (
        Task("report", "report", "ingest/gold.jsonl"),
        Task("reading", "reading", "reading/gold.jsonl"),
        Task("statements_polnear", "statements", "statements/polnear_dev.jsonl"),
        Task("statements_gum", "statements", "statements/gum_news.jsonl"),
        Task("statements_polnear_rules", "statements", "statements/polnear_dev.jsonl", learned=False),
        Task("statements_gum_rules", "statements", "statements/gum_news.jsonl", learned=False),
        Task("times_aquaint", "times", "times/timex_aquaint.jsonl"),
        Task("times_wikiwars", "times", "times/timex_wikiwars.jsonl"),
        Task("times_timebank", "times", "times/timex_timebank.jsonl"),
        Task("places_lgl", "places", "places/geo_lgl.jsonl"),
        Task("places_geovirus", "places", "places/geo_geovirus.jsonl"),
        Task("places_geowebnews", "places", "places/geo_geowebnews.jsonl"),
        Task("pairs_plv", "pairs", "pairs/plv_train.jsonl"),
    )
}


def evaluate(beside: Path, names: Iterable[str] = TASKS, *, workers: int = 2) -> dict[str, dict[str, Any]]:
    """What score.py says of each task, in percent. All texts go through one set of reading processes."""
    tasks = [TASKS[name] for name in names]
    with TemporaryDirectory() as folder, ExitStack() as files:
        answers = {
            t.name: files.enter_context((Path(folder) / f"{t.name}.jsonl").open("w", encoding="utf-8")) for t in tasks
        }
        from dateline.readings.as_json import reading_json

        read = [t for t in tasks if t.scorer != "pairs"]
        for learned in (True, False):
            which = [t for t in read if t.learned is learned]
            work = [(t, name, r) for t in which for name, r in inputs(t, beside, Path(folder))]
            done = read_or_stop((report for _, _, report in work), workers=workers, learned=learned)
            for (task, name, _), (report, reading) in zip(work, done, strict=True):
                if not isinstance(reading, Issue):
                    print(json_text(reading_json(report, reading, id=name)), file=answers[task.name])
        for task in tasks:
            if task.scorer == "pairs":
                for line in related(gold_lines(task, beside)):
                    print(json_text(line), file=answers[task.name])
            answers[task.name].flush()
        return {t.name: score(t, beside, Path(answers[t.name].name)) for t in tasks}


def gold_lines(task: Task, beside: Path) -> Iterator[dict[str, Any]]:
    """The gold objects of a task."""
    with (beside / "gold" / task.gold).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def inputs(task: Task, beside: Path, folder: Path) -> "Iterator[tuple[str, Report]]":
    """Reports of a task, named as its gold names them; raw files for ``report``, else the gold's texts."""
    from dateline.reports.collect import collect

    if task.scorer == "report":
        here = (beside / "gold" / task.gold).parent
        for gold in gold_lines(task, beside):
            yield from ((gold["id"], report) for report, _ in collect([str((here / gold["raw"]).resolve())]) if report)
        return
    path = folder / f"{task.name}.input.jsonl"
    texts = {line["id"]: line for line in map(as_input, gold_lines(task, beside))}
    path.write_text("".join(json.dumps(line) + "\n" for line in texts.values()), encoding="utf-8")
    yield from ((report.id, report) for report, _ in collect([str(path)]) if report)


def as_input(gold: dict[str, Any]) -> dict[str, Any]:
    """A gold object as an input line: its text and publication date only.

    >>> as_input({"doc_id": 7, "text": "Talks opened.", "dct": "2016-02-01", "timex": []})
    {'id': '7', 'text': 'Talks opened.', 'published': '2016-02-01'}
    """
    report = gold.get("report", gold)
    published = report.get("published") or gold.get("dct") or gold.get("date")
    name = gold.get("id") or gold.get("doc_id")
    return {"id": str(name), "text": report["text"], "published": published and str(published)[:10]}


def related(pairs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The type between the marked actors of each gold pair.

    A pair that the network of the package was trained on is answered by one that had not seen its fifth of the gold:
    these answers are written where it is trained (train/relations.py).
    """
    from dateline.readings.relations import folds, likeliest, relate

    held_out = {line["id"]: line["shares"] for line in folds()}
    for pair in pairs:
        shares = held_out.get(pair["id"])
        if shares is None:
            text, spans = unmark(pair["marked"])
            shares = relate(text, spans.get("s"), spans.get("t"))["scores"]
        yield {"id": pair["id"], "type": likeliest(shares)}


def unmark(marked: str) -> tuple[str, dict[str, Span]]:
    """The text without the marks of source and target, and the spans they first stood around.

    >>> unmark("<s>Kyiv</s> met <t>envoys</t>.")
    ('Kyiv met envoys.', {'s': Span(start=0, end=4), 't': Span(start=9, end=15)})
    """
    text, last = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for mark in MARKED.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[0].startswith("</"):
            spans[mark[1]] = spans.get(mark[1]) or Span(opened[mark[1]], len(text))
        else:
            opened[mark[1]] = len(text)
    return text + marked[last:], spans


def score(task: Task, beside: Path, answers: Path) -> dict[str, Any]:
    """What score.py prints for the answers of a task."""
    command = [
        sys.executable,
        str(beside / "eval" / "score.py"),
        task.scorer,
        str(beside / "gold" / task.gold),
        str(answers),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{task.name}: score.py ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    scored: dict[str, Any] = json.loads(done.stdout)
    return scored


def rows(scored: dict[str, Any]) -> Iterator[tuple[str, float | None, float | None, float]]:
    """One row a measure: its name, precision and recall where it has them, and its figure (F1 or a share).

    >>> list(rows({"text": {"p": 90.0, "r": 80.0, "f1": 84.7, "gold": 5, "pred": 4}, "title": 100.0, "n": 5}))
    [('text', 90.0, 80.0, 84.7), ('title', None, None, 100.0)]
    """
    for name, value in scored.items():
        if isinstance(value, dict) and "f1" in value:
            yield name, value["p"], value["r"], value["f1"]
        elif isinstance(value, dict):
            yield f"{name}_macro_f1", None, None, value["macro_f1"]
        elif isinstance(value, float):
            yield name, None, None, value


def table(scores: dict[str, dict[str, Any]], floors: dict[str, dict[str, float]] | None = None) -> Sequence[str]:
    """The lines of a table of all figures, with the floor beside each one that has a floor."""
    floors = floors or {}
    lines = [f"{'task':<20} {'measure':<30} {'P':>6} {'R':>6} {'figure':>7} {'floor':>7}".rstrip()]
    for task, scored in scores.items():
        for name, p, r, figure in rows(scored):
            floor = floors.get(task, {}).get(name)
            cells = [f"{v:.1f}" if v is not None else "" for v in (p, r)]
            end = f" {floor:>7g}" if floor is not None else ""
            lines.append(f"{task:<20} {name:<30} {cells[0]:>6} {cells[1]:>6} {figure:>7g}{end}")
    return lines
