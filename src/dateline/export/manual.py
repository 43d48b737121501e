"""The page docs/exports.md: every format, column by column.

``python -m dateline.export.manual [FILE]`` writes it to FILE, by default ``docs/exports.md``.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.export.columns import columns, described
from dateline.export.tables import exported, header
from dateline.export.write import FORMATS, Format
from dateline.record.schema import kinds, tables

HEAD = """# Exports

`dateline export --format NAME --to PATH` writes the record out for other programs. This page has every format, column
by column: its name, what it means, and the fields of the record that fill it ([codebook.md](codebook.md) explains
those). `make docs` makes it from `src/dateline/export/formats.yml`.

What a report does not tell is left empty; nothing is guessed to fill a column. Formats that hold the whole record
(`jsonl`, `csv`, `parquet`) take no window and hold withdrawn reports too. All others answer as the questions do:
`--as-of`, `--happened-by` and `--process` choose what they hold, withdrawn reports are left out, people's judgements
hold, and copies of one text count once.

In every CSV a quotation mark stands before text that a spreadsheet would run as a formula, and the file begins with the
byte order mark by which spreadsheets know UTF-8.
"""


def page() -> str:
    """The whole page as Markdown.

    >>> page().splitlines()[0]
    '# Exports'
    """
    return HEAD + "\n" + "\n".join(line for name, of in FORMATS.items() for line in _format(name, of))


def _format(name: str, of: Format) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    told = described(name)
    yield f"{told['what'][0].upper()}{told['what'][1:]}. " + (
        "A folder." if of.folder else f"A file, `.{of.extension}`."
    )
    yield ""
    yield told["notes"]
    yield ""
    if columns(name):
        yield "| column | meaning | from |"
        yield "|---|---|---|"
        yield from (f"| `{c.name}` | {c.meaning} | {c.source} |" for c in columns(name))
        yield ""
    files = [(k, header(k)) for k in exported()] if name == "csv" else []
    files += [(k, [f.name for f in k.columns]) for k in tables()] if name == "parquet" else []
    if files:
        yield "| file | meaning | columns |"
        yield "|---|---|---|"
        for kind, held in files:
            yield f"| `{kind.name}.{name}` | {kinds()[kind.name].meaning} | {', '.join(f'`{c}`' for c in held)} |"
        yield ""


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/exports.md").write_text(page(), encoding="utf-8")
