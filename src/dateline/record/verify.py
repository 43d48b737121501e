"""Whether the stored texts still say what the stored items claim."""

import hashlib
from dataclasses import dataclass

import duckdb

from dateline.record.schema import Field, items


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One claim the stored text does not bear out: where it is, what was expected and what was found."""

    report_id: str
    kind: str
    item_id: str
    field: str
    expected: str
    found: str


def mismatches(cursor: duckdb.DuckDBPyConnection) -> list[Mismatch]:
    """Changed texts, quotes not in their text, spans without a quote, items without evidence."""
    found = _changed_texts(cursor) + _changed_quotes(cursor)
    for kind in items():
        found += [
            Mismatch(report, kind.name, item, "evidence", "words of the report", "none")
            for report, item in cursor.execute(
                f'SELECT i.report_id, i.id FROM "{kind.name}" i ANTI JOIN (SELECT * FROM evidence WHERE '
                f"kind = $kind "
                "AND field = 'evidence') e ON e.reading = i.reading AND e.item_id = i.id",
                {"kind": kind.name},
            ).fetchall()
        ]
        for field in kind.columns:
            spans = _spans_sql(field)
            if spans:
                found += _unquoted(cursor, kind.name, field.name, spans)
    return found


def _changed_texts(cursor: duckdb.DuckDBPyConnection) -> list[Mismatch]:
    found = []
    rows = cursor.execute("SELECT id, text, text_sha256 FROM report ORDER BY id")
    while batch := rows.fetchmany(500):
        for report, text, digest in batch:
            seen = hashlib.sha256(text.encode()).hexdigest()
            if seen != digest:
                found.append(Mismatch(report, "report", report, "text", f"SHA-256 {digest}", f"SHA-256 {seen}"))
    return found


def _changed_quotes(cursor: duckdb.DuckDBPyConnection) -> list[Mismatch]:
    rows = cursor.execute(
        "SELECT e.report_id, e.kind, e.item_id, e.field, e.quote, "
        """coalesce(substring(r.text, e."start" + 1, e."end" - e."start"), 'no such report') AS seen """
        "FROM evidence e LEFT JOIN report r ON r.id = e.report_id "
        """WHERE seen IS DISTINCT FROM e.quote OR length(seen) <> e."end" - e."start" ORDER BY ALL"""
    ).fetchall()
    return [Mismatch(*row) for row in rows]


def _unquoted(cursor: duckdb.DuckDBPyConnection, kind: str, field: str, spans: str) -> list[Mismatch]:
    """Spans of one field that have no quote of their own to be checked by."""
    sql = (
        f'WITH s AS (SELECT report_id, reading, id, unnest({spans}) AS span FROM "{kind}") '
        "SELECT s.report_id, s.id, s.span FROM s "
        "ANTI JOIN (SELECT * FROM evidence WHERE kind = $kind AND field = $field) e "
        'ON e.reading = s.reading AND e.item_id = s.id AND e."start" = s.span[1] AND e."end" = s.span[2] '
        "WHERE s.span IS NOT NULL"
    )
    rows = cursor.execute(sql, {"kind": kind, "field": field}).fetchall()
    return [Mismatch(report, kind, item, field, f"a quote for {span}", "none") for report, item, span in rows]


def _spans_sql(field: Field) -> str | None:
    column = f'"{field.name}"'
    if field.type == "span":
        return f"[{column}]"
    if field.type == "spans":
        return column
    if field.type == "when":
        return f'[{column}."span"]'
    if field.type in ("list<response>", "list<standing>"):
        return f"list_transform({column}, lambda r: r.span)"
    return None
