"""The reports as BibTeX and RIS."""

import io

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from dateline.export.bibtex import ESCAPES, escaped
from dateline.export.columns import columns, names
from dateline.export.sources import one_line, sources
from dateline.export.write import write
from export.messy import NASTY, made


@pytest.fixture(scope="module")
def record():
    with made() as held:
        yield held


def written(record, format):
    out = io.StringIO()
    number = write(record, format, out)
    return number, out.getvalue()


def unescaped(text):
    """What LaTeX prints, its commands longest first."""
    for plain, command in sorted(ESCAPES.items(), key=lambda pair: -len(pair[1])):
        text = text.replace(command, "\0" if plain == "\\" else plain)
    return text.replace("\0", "\\")


def test_what_is_escaped_is_what_latex_reads():
    library = bibtexparser.parse_string(
        f"@article{{a, title = {{{escaped('Aid & arms: 50% of #1_a in $')}}}}}",
        append_middleware=[LatexDecodingMiddleware()],
    )
    assert library.entries[0]["title"] == "Aid & arms: 50% of #1_a in $"


def test_bibtex_reads_back(record):
    number, text = written(record, "bibtex")
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert [block for block in library.blocks if block not in library.entries] == []
    assert len(library.entries) == number == len(list(sources(record)))
    assert len({entry.key for entry in library.entries}) == number
    for entry, source in zip(library.entries, sources(record), strict=True):
        assert {field.key for field in entry.fields} <= set(names(columns("bibtex")))
        assert (unescaped(entry["title"][1:-1]) if source.title else "") == one_line(source.title or "")
        assert unescaped(entry["journal"]) == one_line(source.outlet or "")
    copied = next(entry for entry in library.entries if entry.key == "report-copied")
    assert (copied["note"], copied["date"]) == ("Carries the text of report-first", "2018-12-15")


def test_ris_reads_back(record):
    number, text = written(record, "ris")
    found = rispy.loads(text)
    assert len(found) == number
    assert {line[:2] for line in text.splitlines() if line} <= set(names(columns("ris")))
    for entry, source in zip(found, sources(record), strict=True):
        assert entry["type_of_reference"] == "NEWS"
        assert entry["id"] == one_line(source.id)
        assert entry.get("title", "") == one_line(source.title or "")
    nasty = next(entry for entry in found if entry["id"].startswith("id"))
    assert nasty["authors"] == [one_line(NASTY), "B. Writer"]
    assert "year" not in nasty


def test_a_withdrawn_report_is_no_source(record):
    assert "gone" not in {source.id for source in sources(record)}
