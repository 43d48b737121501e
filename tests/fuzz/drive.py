"""Each format fuzzed for some seconds: ``python -m fuzz.drive [--seconds N] [FORMAT ...]``, from the folder ``tests``.

What is interesting is kept in ``--kept`` and tried first another time; an input that fails is written there too, under
``failed/``. Put it into ``fuzz/found/FORMAT/`` when it is mended: tests try all that lie there.
"""

import argparse
import os
import sys
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dateline"]):
    from fuzz.targets import TARGETS

HERE = Path(__file__).parent
# Seconds for one input, megabytes for all, bytes of an input: no input so small may cost more.
TIMEOUT, MEMORY, LONGEST = 60, 4000, 8192


def fuzz(name: str, seconds: int, kept: Path) -> int:
    """Fuzz one format in a process of its own and give its exit code: 0 where nothing was found."""
    own, failed = kept / name, kept / "failed" / name
    for folder in (own, failed):
        folder.mkdir(parents=True, exist_ok=True)
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    given = [folder for folder in (HERE / "seeds" / name, HERE / "found" / name) if folder.is_dir()]
    told = {
        "max_total_time": seconds,
        "timeout": TIMEOUT,
        "rss_limit_mb": MEMORY,
        "max_len": LONGEST,
        "artifact_prefix": f"{failed}/",
        "dict": HERE / "tokens.dict",
        "print_final_stats": 1,
        "verbosity": 0,
    }
    options = [f"-{key}={value}" for key, value in told.items()]
    warnings.simplefilter("error")
    # Loads what it needs, which may take longer than an input may.
    TARGETS[name](b"")
    atheris.Setup([sys.argv[0], *options, str(own), *map(str, given)], TARGETS[name])
    atheris.Fuzz()
    os._exit(0)


def main() -> None:
    """Fuzz the formats named, else all; ends with 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=600, help="for each format")
    parser.add_argument("--kept", type=Path, default=Path("../build/fuzz"))
    args = parser.parse_args()
    if unknown := set(args.formats) - TARGETS.keys():
        parser.error(f"no format {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    bad = []
    for name in args.formats or TARGETS:
        print(f"== {name}", flush=True)
        if fuzz(name, args.seconds, args.kept):
            bad.append(name)
    sys.exit(f"found something in: {', '.join(bad)}" if bad else 0)


if __name__ == "__main__":
    main()
