"""Lines that ``dateline export --format jsonl`` wrote, taken into a record; nothing in them is trusted."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pyarrow as pa

from dateline.readings.as_json import KINDS, plain, reading_from_json
from dateline.record.revision import Revision
from dateline.record.rows import reading_rows, report_row
from dateline.record.schema import Kind, arrow_schema, kinds, table_sql, tables
from dateline.record.store import Record
from dateline.record.typed import check_reading, row
from dateline.record.verify import mismatches

# Readings that come without a word of what wrote them, as ``dateline read`` prints them.
UNKNOWN = Revision(version="imported", code="", lexicon="", model="")
BATCH = 2000
# No more than these are named, so that a file of nothing else fills no memory.
NAMED = 1000
# What must not stand twice in one reading.
ONCE = {
    "evidence": ("kind", "item_id", "field", "n"),
    "identity": ("kind", "item_id"),
    "scene": ("country",),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was left out: its number from 1, what was seen and what to do."""

    line: int
    note: str


@dataclass(slots=True)
class Imported:
    """How many reports were new and known, how many rows each table gained, how many lines or readings were refused,
    and the first of them."""

    reports: int = 0
    known: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    left_out: int = 0
    refused: list[Refused] = field(default_factory=list)


def take_in(record: Record, path: Path) -> Imported:
    """Take the lines of a file into the record, all that can be taken or, where something breaks, nothing.

    What the record holds stays: a report that it has keeps its text and the reading that stands, another one comes
    beside it as superseded; a row that it has does not come twice. A reading is refused as a whole where its words are
    not those of its text, by the rules of :mod:`dateline.record.verify`. Raises ``OSError`` where the file cannot be
    read.
    """
    with record.cursor() as cursor:
        cursor.begin()
        try:
            done = _Import(cursor, path).run()
        except BaseException:
            cursor.rollback()
            raise
        cursor.commit()
    return done


class _Import:
    """One import under way. Tables for a while, of the same names, hold what comes until it is checked."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
        self.cursor = cursor
        self.path = path
        self.done = Imported()
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        # The line of each reading, and of the reading that stands of each report.
        self.lines: dict[str, int] = {}
        self.standing: dict[str, str] = {}
        self.taken: set[str] = set()
        self.bad: dict[str, str] = {}
        # How many rows came so far: they are kept in their order, which for judgements and withdrawals matters.
        self.count = 0
        self.now = datetime.now(UTC).replace(tzinfo=None)
        ((self.main,),) = cursor.execute("SELECT current_database()").fetchall()
        for kind in tables():
            cursor.execute(table_sql(kind).replace("CREATE TABLE IF NOT EXISTS", "CREATE TEMP TABLE"))
            cursor.execute(f'ALTER TABLE temp."{kind.name}" ADD COLUMN nth BIGINT')

    def run(self) -> Imported:
        for number, line in self._objects(quiet=True):
            if line.get("table") == "reading":
                self._stands(number, line.get("row"))
        for number, line in self._objects():
            try:
                self._take(number, line)
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
                self._refuse(number, f"{error}; mend the line or export the record again")
            if sum(map(len, self.rows.values())) >= BATCH:
                self._flush()
        self._flush()
        self._check()
        self._merge()
        self.done.refused.sort(key=lambda refused: refused.line)
        return self.done

    def _objects(self, *, quiet: bool = False) -> Iterator[tuple[int, dict[str, Any]]]:
        """Each line that holds a JSON object, with its number; the others are refused."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip() or (quiet and b'"superseded_by"' not in line):
                    continue
                try:
                    found = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
                    if not isinstance(found, dict):
                        raise ValueError("no JSON object")
                except (ValueError, RecursionError) as error:
                    if not quiet:
                        self._refuse(number, f"{error}; each line must be one JSON object, in UTF-8")
                    continue
                yield number, found

    def _refuse(self, line: int, note: str) -> None:
        self.done.left_out += 1
        if len(self.done.refused) < NAMED:
            self.done.refused.append(Refused(line, note))

    def _stands(self, number: int, given: Any) -> None:
        """Note which reading of a report stands."""
        try:
            found = row("reading", given)
        except ValueError:
            return
        if found["superseded_by"] is None:
            self.standing.setdefault(found["report_id"], found["id"])

    def _take(self, number: int, line: dict[str, Any]) -> None:
        if "report" in line:
            self._take_reading(number, line)
            return
        name = line.get("table")
        if name == "report" or name not in {kind.name for kind in tables()}:
            raise ValueError(f"neither a reading nor a row of a table of the record (table: {name!r:.60})")
        found = row(name, line.get("row"))
        if name == "reading":
            if found["id"] in self.lines:
                raise ValueError(f"reading {found['id']} stands in line {self.lines[found['id']]} already")
            if found["superseded_by"] is None and self.standing.get(found["report_id"]) != found["id"]:
                raise ValueError(f"report {found['report_id']} has another reading that stands")
            self.lines[found["id"]] = number
        self.rows[name].append(found)

    def _take_reading(self, number: int, line: dict[str, Any]) -> None:
        check_reading(line)
        report, reading = reading_from_json(line)
        for span in report.crossheads:
            report.cite(*span)
        if report.id in self.taken:
            raise ValueError(f"report {report.id} stands in an earlier line already")
        key = self.standing.get(report.id)
        if key is None:
            # Nothing says what wrote the reading: all that hangs on it is worked out anew.
            rows, issues = reading_rows(report, reading, UNKNOWN.id, self.now)
            if issues:
                raise ValueError(issues[0].note)
            ((found),) = rows["reading"]
            self.lines[found["id"]] = number
            self.standing[report.id] = found["id"]
            unknown = {"id": UNKNOWN.id, **asdict(UNKNOWN), "written": self.now}
            rows["revision"].append(unknown)
            for table, more in rows.items():
                self.rows[table] += more
        else:
            for plural in KINDS:
                held = ({"reading": key, "report_id": report.id, **plain(item)} for item in getattr(reading, plural))
                self.rows[plural[:-1]] += held
        self.taken.add(report.id)
        self.rows["report"].append(report_row(report))

    def _flush(self) -> None:
        for table, rows in self.rows.items():
            incoming = pa.Table.from_pylist(rows, schema=arrow_schema(kinds()[table]))
            order = pa.array(range(self.count, self.count + len(rows)), pa.int64())
            self.count += len(rows)
            self.cursor.register("incoming", incoming.append_column("nth", order))
            self.cursor.execute(f'INSERT INTO temp."{table}" BY NAME SELECT * FROM incoming')
            self.cursor.unregister("incoming")
        self.rows.clear()

    def _check(self) -> None:
        """Find the readings that cannot be taken, with why."""
        of_report: dict[str, list[str]] = defaultdict(list)
        for id, report in self._readings():
            of_report[report].append(id)
        for report, reading, note in self._wrong():
            self._leave_out(report, [reading] if reading else of_report[report], note)
        # Superseded readings of a report need the one that stands.
        known = {id for (id,) in self.cursor.execute(f'SELECT id FROM "{self.main}".main.report').fetchall()}
        for report, ids in of_report.items():
            stands = self.standing.get(report)
            if report not in known and (stands is None or stands in self.bad):
                self._leave_out(report, ids, "no reading of the report stands; export the record again")

    def _leave_out(self, report: str, readings: list[str], note: str) -> None:
        for id in readings:
            if id not in self.bad:
                self.bad[id] = report
                self._refuse(self.lines.get(id, 0), f"reading {id} of report {report}: {note}")

    def _readings(self) -> list[tuple[str, str]]:
        return self.cursor.execute("SELECT id, report_id FROM temp.reading").fetchall()

    def _wrong(self) -> Iterator[tuple[str, str | None, str]]:
        """(report, reading or all of them, what is wrong)."""
        again = "export the record again"
        for m in mismatches(self.cursor):
            note = f"{m.kind} {m.item_id}, {m.field}: expected {m.expected!r:.80}, found {m.found!r:.80}"
            yield m.report_id, None, f"the text does not bear it out ({note}); {again}"
        for id, report in self.cursor.execute(
            "SELECT g.id, g.report_id FROM temp.reading g ANTI JOIN temp.report r ON r.id = g.report_id"
        ).fetchall():
            yield report, id, f"the line with its report is missing or was refused; {again}"
        yield from self._elsewhere(
            "SELECT r.id, g.id FROM temp.report r JOIN temp.reading g ON g.report_id = r.id "
            f'JOIN "{self.main}".main.report k ON k.id = r.id AND k.text_sha256 <> r.text_sha256',
            "the record has this report with another text; give one of them another id",
        )
        yield from self._elsewhere(
            "SELECT e.report_id, e.reading FROM temp.evidence e JOIN temp.report r ON r.id = e.report_id WHERE NOT "
            '(0 <= sentence_start AND sentence_start <= "start" AND "end" <= sentence_end '
            "AND sentence_end <= length(r.text))",
            f"a sentence does not hold the words it is said to hold; {again}",
        )
        for kind in tables():
            names = arrow_schema(kind).names
            if "reading" in names and "report_id" in names:
                yield from self._elsewhere(
                    f'SELECT g.report_id, g.id FROM temp."{kind.name}" i JOIN temp.reading g ON g.id = i.reading '
                    "WHERE i.report_id <> g.report_id",
                    f"a {kind.name} of it says that it is of another report; {again}",
                )
            once = ("id",) if kind.group == "item" else ONCE.get(kind.name)
            if once:
                columns = ", ".join(f'i."{column}"' for column in once)
                yield from self._elsewhere(
                    f'SELECT g.report_id, g.id FROM temp."{kind.name}" i JOIN temp.reading g ON g.id = i.reading '
                    f"GROUP BY g.report_id, g.id, {columns} HAVING count(*) > 1",
                    f"a {kind.name} stands twice; {again}",
                )

    def _elsewhere(self, sql: str, note: str) -> Iterator[tuple[str, str | None, str]]:
        yield from ((report, reading, note) for report, reading in self.cursor.execute(sql).fetchall())

    def _merge(self) -> None:
        """Put what was found good into the record's own tables."""
        own = f'"{self.main}".main'
        known = {id for (id,) in self.cursor.execute(f"SELECT id FROM {own}.reading").fetchall()}
        good = {id: report for id, report in self._readings() if id not in self.bad}
        fresh = [id for id in good if id not in known]
        refused = set(self.bad.values()) - set(good.values())
        self.cursor.execute("CREATE TEMP TABLE fresh AS SELECT unnest($ids::VARCHAR[]) AS id", {"ids": fresh})
        self.cursor.execute("CREATE TEMP TABLE refused AS SELECT unnest($ids::VARCHAR[]) AS id", {"ids": list(refused)})
        self.done.reports = self._insert(
            "report", f"id IN (SELECT report_id FROM temp.reading SEMI JOIN fresh USING (id)) "
            f"AND id NOT IN (SELECT id FROM {own}.report)",
        )  # fmt: skip
        self.done.known = len(self.taken - refused) - self.done.reports
        # What stands in the record goes on standing.
        self.cursor.execute(
            f"UPDATE temp.reading SET superseded_by = k.revision FROM {own}.reading k "
            "WHERE k.report_id = reading.report_id AND k.superseded_by IS NULL AND reading.superseded_by IS NULL"
        )
        self.done.rows["reading"] = self._insert("reading", "id IN (SELECT id FROM fresh)")
        for kind in tables():
            if kind.name not in ("report", "reading"):
                self.done.rows[kind.name] = self._insert(kind.name, self._new(kind))

    def _new(self, kind: Kind) -> str:
        """Which rows of a table come in: those of new readings, else those that the record does not have."""
        names = arrow_schema(kind).names
        if "reading" in names:
            return "reading IN (SELECT id FROM fresh)"
        same = " AND ".join(f'k."{n}" IS NOT DISTINCT FROM t."{n}"' for n in (["id"] if "id" in names else names))
        told = "coalesce(report_id, '') NOT IN (SELECT id FROM refused) AND " if "report_id" in names else ""
        if kind.name == "copy":
            # Of a report with a sketch the record has looked for copies itself.
            told += f'report_id NOT IN (SELECT report_id FROM "{self.main}".main.sketch) AND '
        return f'{told}NOT EXISTS (SELECT 1 FROM "{self.main}".main."{kind.name}" k WHERE {same})'

    def _insert(self, table: str, where: str) -> int:
        names = arrow_schema(kinds()[table]).names
        held = f'SELECT t.* EXCLUDE (nth) FROM temp."{table}" t WHERE {where} '
        sql = f'INSERT INTO "{self.main}".main."{table}" BY NAME {held}'
        if "reading" not in names:
            same = '"id"' if "id" in names else ", ".join(f'"{n}"' for n in names)
            sql += f"QUALIFY row_number() OVER (PARTITION BY {same} ORDER BY nth) = 1 "
        ((number,),) = self.cursor.execute(sql + "ORDER BY nth").fetchall()
        return int(number)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
