"""Files of others are those that their list names, unchanged, with their licences."""

import re
from hashlib import sha256
from pathlib import Path

import dateline.web

VENDOR = Path(dateline.web.__file__).parent / "static/vendor"
LIST = (VENDOR / "README.md").read_text(encoding="utf-8")


def test_each_file_has_the_sum_that_the_list_says():
    listed = dict(re.findall(r"^\| (\S+) \| \S+ \| \S+ \| ([0-9a-f]{64}) \|$", LIST, re.M))
    there = {
        str(file.relative_to(VENDOR)): sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.rglob("*")
        if file.is_file() and file.name != "README.md" and file.parent.name != "licences"
    }
    assert there == listed


def test_each_package_has_its_licence():
    packages = re.findall(r"^\| (\S+) \| [\d.]+ \| (\S+) \| [^|]+ \|$", LIST, re.M)
    assert {f"{name.split('/')[-1]}.txt" for name, _ in packages} == {f.name for f in (VENDOR / "licences").iterdir()}
    for name, _ in packages:
        text = (VENDOR / "licences" / f"{name.split('/')[-1]}.txt").read_text(encoding="utf-8")
        assert text.startswith(name)
        assert re.search("permission|redistribut", text, re.I)


def test_pages_use_no_file_that_is_not_there():
    static = VENDOR.parent
    told = " ".join(f.read_text(encoding="utf-8") for f in [*static.glob("*.js"), *static.glob("*.css")])
    told += " ".join(f.read_text(encoding="utf-8") for f in (static.parent / "templates").glob("*.html"))
    used = set(re.findall(r"vendor/([\w./-]+\.\w+)", told))
    there = {str(f.relative_to(VENDOR)) for f in VENDOR.rglob("*") if f.suffix not in (".md", ".txt") and f.is_file()}
    assert used == there
