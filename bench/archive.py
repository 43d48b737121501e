"""A whole archive read into shards, joined into a record and served: the seconds of each, and the memory.

    python bench/archive.py ARCHIVE                 two processes
    python bench/archive.py ARCHIVE --workers 8

Then everything once more, to see what a run costs that finds nothing new. Serving ends where the timeline's page is
there.
"""

import argparse
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

DATELINE = [str(Path(sys.executable).with_name("dateline"))]


def timed(*words: str | Path) -> float:
    """The seconds that a command takes."""
    start = time.perf_counter()
    subprocess.run([*DATELINE, *map(str, words)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def served(record: Path) -> float:
    """The seconds from the start of the server to the first page of the timeline."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    server = subprocess.Popen(
        [*DATELINE, "serve", str(record), "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/timeline", timeout=60):
                    return time.perf_counter() - start
            except OSError:
                if server.poll() is not None or time.perf_counter() - start > 120:
                    raise
                time.sleep(0.05)
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        shards, record = Path(folder) / "readings", Path(folder) / "record.duckdb"
        read = ("read", args.archive, "--to", shards, "--workers", str(args.workers))
        join = ("--record", record, "join", shards)
        steps = {"read": lambda: timed(*read), "joined": lambda: timed(*join), "served": lambda: served(record)}
        seconds = {name: step() for name, step in steps.items()}
        again = {name: steps[name]() for name in ("read", "joined")}
        for name, took in seconds.items():
            print(f"{name:<8}{took:>8.1f} s" + (f"{again[name]:>8.1f} s again" if name in again else ""))
        print(f"{'whole':<8}{sum(seconds.values()):>8.1f} s")
        size = sum(file.stat().st_size for file in shards.iterdir())
        print(f"shards {size / 1e6:.0f} MB, record {record.stat().st_size / 1e6:.0f} MB")
        print(f"largest process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
