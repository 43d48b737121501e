"""Time reading against the bare parser and its peers on the same texts, in one process, two, and with Ray.

    python bench/speed.py                    the demo reports, repeated
    python bench/speed.py --texts DIR        reports of your own
    python bench/speed.py --reports 800      how many to read in each run

The yardstick is spaCy alone: the same pinned model with all its default components and settings, in a
process of its own, over the same texts. The peers find quotes and no more: rules in the way of the Gender Gap
Tracker (a clause that is the complement of a verb of speech, and what stands between quotation marks) and
textacy's direct quotations with its subjects, verbs and objects, where textacy is installed; both on the
yardstick's parse. Each figure is the median of five runs that alternate; loading is not counted.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.archive.workers import CHUNK, chunks, read_chunk
from dateline.marks.parser import one_thread
from dateline.reports.report import Report

RUNS = 5
# Seconds before each run, in which the processes of the one before end.
REST = 3
MB = 1024  # ru_maxrss counts kilobytes on Linux


def gathered(paths: list[str], count: int) -> list[str]:
    """``count`` texts: the bodies of the reports at ``paths``, over and over."""
    from dateline.reports.collect import collect

    texts = [report.text for report, _ in collect(paths) if report]
    if not texts:
        sys.exit(f"no report could be read at {', '.join(paths)}")
    return list(islice(cycle(texts), count))


def yardstick(texts: list[str]) -> float:
    """Seconds that spaCy takes with the model as it comes."""
    import spacy

    from dateline.marks.parser import model_path

    nlp = spacy.load(model_path())
    nlp(texts[0])
    start = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - start


# The verbs of speech that the rules of the peer know.
SPEECH = {"say", "tell", "add", "warn", "state", "claim", "note", "report", "explain", "announce", "argue", "suggest"}


def quote_rules(texts: list[str]) -> float:
    """Seconds that quote rules in the way of the Gender Gap Tracker take on the yardstick's parse.

    Asr et al., "The Gender Gap Tracker", PLOS ONE 2021.
    """
    import re

    import spacy

    from dateline.marks.parser import model_path

    nlp = spacy.load(model_path())
    nlp(texts[0])
    start = time.perf_counter()
    for doc in nlp.pipe(texts):
        found: list[tuple[object, ...]] = [
            match.span() for match in re.finditer(r"[\"\u201c][^\"\u201d]+[\"\u201d]", doc.text)
        ]
        for token in doc:
            if token.dep_ == "ccomp" and token.head.lemma_ in SPEECH:
                speakers = [child for child in token.head.children if child.dep_ == "nsubj"]
                subtree = list(token.subtree)
                found.append((speakers, doc[subtree[0].i : subtree[-1].i + 1].text))
    return time.perf_counter() - start


def textacy(texts: list[str]) -> float:
    """Seconds that textacy takes for quotations and who did what, on the yardstick's parse."""
    import spacy
    from textacy.extract import direct_quotations, subject_verb_object_triples

    from dateline.marks.parser import model_path

    nlp = spacy.load(model_path())
    nlp(texts[0])
    start = time.perf_counter()
    for doc in nlp.pipe(texts):
        # It gives up a whole text where a quotation mark is left open.
        with suppress(ValueError):
            list(direct_quotations(doc))
        list(subject_verb_object_triples(doc))
    return time.perf_counter() - start


def one(texts: list[str], *, learned: bool = True) -> float:
    """Seconds that the whole reading takes in this process."""
    reports = numbered(texts)
    ready()
    start = time.perf_counter()
    for chunk in chunks(reports):
        read_chunk(chunk, learned=learned)
    return time.perf_counter() - start


def rules(texts: list[str]) -> float:
    """Seconds that the reading takes in this process where statements are found by rules alone."""
    return one(texts, learned=False)


def two(texts: list[str]) -> float:
    """Seconds that the whole reading takes in two processes that have loaded the model."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=ready) as pool:
        # Each naps while the other loads, so both are ready when the clock starts.
        list(pool.map(time.sleep, [1.0, 1.0]))
        start = time.perf_counter()
        for _ in pool.map(read_chunk, chunks(numbered(texts))):
            pass
        return time.perf_counter() - start


def by_ray(texts: list[str]) -> float:
    """The same with two workers of Ray."""
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    nap = ray.remote(ready_and_nap)
    ray.get([nap.remote(3.0), nap.remote(3.0)])
    read = ray.remote(read_chunk)
    start = time.perf_counter()
    ray.get([read.remote(chunk) for chunk in chunks(numbered(texts))])
    return time.perf_counter() - start


def ready_and_nap(seconds: float) -> None:
    """Get ready, and stay long enough for another worker to be asked to."""
    ready()
    time.sleep(seconds)


def numbered(texts: list[str]) -> list[Report]:
    """A report of each text; the number at the end keeps any cache from knowing a text again."""
    return [Report(id=str(n), text=f"{text}\n\nNumber {n}.") for n, text in enumerate(texts)]


def warm() -> None:
    """Load the model and the lexicons."""
    read_chunk([Report(id="warm", text="The envoy said on Monday that talks would open in two weeks.")])


def ready() -> None:
    """What a reading process does before its first task."""
    one_thread()
    warm()


WAYS: dict[str, Callable[[list[str]], float]] = {
    "yardstick": yardstick,
    "quotes": quote_rules,
    "textacy": textacy,
    "rules": rules,
    "one": one,
    "two": two,
    "ray": by_ray,
}


def run(way: str, texts: Path) -> dict[str, float]:
    """Seconds and peak memory of one way, run in a fresh process."""
    command = [sys.executable, __file__, "--way", way, "--texts", str(texts)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def measure(way: str, texts: Path) -> dict[str, float]:
    """Seconds of one way over the texts in a file, and the peak memory of a process that reads, in MB."""
    seconds = WAYS[way](json.loads(texts.read_text(encoding="utf-8")))
    who = resource.RUSAGE_CHILDREN if way in ("two", "ray") else resource.RUSAGE_SELF
    return {"seconds": seconds, "mb": resource.getrusage(who).ru_maxrss / MB}


def compare(texts: list[str]) -> None:
    """Print the medians of alternating runs, and how they stand to the targets."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        ways = [way for way in WAYS if way not in ("textacy", "ray") or find_spec(way)]
        runs: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
        for n in range(RUNS):
            for way in ways:
                time.sleep(REST)
                runs[way].append(run(way, file))
                print(f"run {n + 1} of {RUNS}, {way}: {runs[way][-1]['seconds']:.1f} s", file=sys.stderr)
    seconds = {way: statistics.median(r["seconds"] for r in of) for way, of in runs.items()}
    words = sum(len(text.split()) for text in texts)
    mean = words / len(texts)
    print(f"{len(texts)} reports of {mean:.0f} words; median of {RUNS} alternating runs, chunks of {CHUNK}\n")
    print(f"{'':<34}{'seconds':>8}{'reports/s':>11}{'spread':>8}{'peak MB':>9}")
    names = {
        "yardstick": "spaCy alone, all components",
        "quotes": "quote rules on its parse",
        "textacy": "textacy on its parse",
        "rules": "reading by rules (--no-model)",
        "one": "reading, one process",
        "two": "reading, two processes",
        "ray": "reading, two workers of Ray",
    }
    for way in ways:
        name = names[way]
        times = [r["seconds"] for r in runs[way]]
        peak = max(r["mb"] for r in runs[way])
        spread = (max(times) - min(times)) / seconds[way]
        print(f"{name:<34}{seconds[way]:>8.2f}{len(texts) / seconds[way]:>11.1f}{spread:>8.0%}{peak:>9.0f}")
    peak = max(r["mb"] for way in ("one", "two") for r in runs[way])
    print()
    to_peers = [
        (f"reading / {names[way]}", seconds["one"] / seconds[way], "")
        for way in ("quotes", "textacy")
        if way in seconds
    ]
    if "ray" in seconds:
        to_peers.append(("two of Ray / two processes, time", seconds["ray"] / seconds["two"], ""))
    for name, ratio, target in (
        ("reading / spaCy alone, time", seconds["one"] / seconds["yardstick"], "at most 1.40"),
        ("the same by rules", seconds["rules"] / seconds["yardstick"], "at most 0.90"),
        ("two processes / one, reports/s", seconds["one"] / seconds["two"], "at least 1.80"),
        ("peak memory of a process, GB", peak / 1024, "at most 1.50"),
        *to_peers,
    ):
        print(f"{name:<44}{ratio:>8.2f}" + (f"   target: {target}" if target else ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", help="a file or folder of reports (the demo reports)")
    parser.add_argument("--reports", type=int, default=320, help="reports a run (320)")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        print(json.dumps(measure(args.way, Path(args.texts))))
        return
    import dateline

    demo = Path(dateline.__file__).parent / "demo" / "reports"
    compare(gathered([args.texts or str(demo)], args.reports))


if __name__ == "__main__":
    main()
