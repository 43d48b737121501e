"""What people reviewed, to train and to test with: whole reports as gold, single sentences as cases."""

import json
from collections.abc import Iterator
from typing import Any

from dateline.across.window import ALL, Window
from dateline.ask.reports import report
from dateline.readings.as_json import with_iso_dates
from dateline.record.reviews import correctable, reviews, standing
from dateline.record.schema import kinds
from dateline.record.store import Record

Json = dict[str, Any]
# Spans whose words a case gives.
WORDS = ("content", "terms", "condition", "outcome")
# What a sentence does not say: codes of registries, points on the map, other items.
NOT_TOLD = ("registry_id", "geonames_id", "lat", "lon", "unresolved", "attributed_to")


def gold(record: Record) -> Iterator[Json]:
    """One JSON object a report of which people reviewed items, by its id.

    ``id``, ``title``, ``published``, ``text``, the ids of ``actors`` and ``places`` with their names, and ``items``:
    for each its kind (``item``), the ``verdict`` (accept, correct, reject), its fields as they should read, ``spans``
    with their words, for a correction what was read (``was``), and who said so, when and why. What nobody reviewed is
    not there: it is neither right nor wrong.
    """
    for found, reviewed in _reviewed(record):
        told = found["report"]
        yield with_iso_dates(
            {
                **{name: told[name] for name in ("id", "title", "published", "text")},
                **{
                    f"{kind}s": [{"id": i["id"], "name": i["name"]} for i in found["items"] if i["item"] == kind]
                    for kind in ("actor", "place")
                },
                "items": [_gold(record, told["reading"], item) for item in reviewed],
            }
        )


def cases(record: Record) -> Iterator[Json]:
    """One JSON object a reviewed item, in the form of the tables in ``tests/cases``, with its ``kind`` beside.

    ``text`` is the sentence, ``expect`` what should be read from it, with names for ids; nothing, where the item was
    rejected and no other of its kind stands on the sentence.
    """
    for found, reviewed in _reviewed(record):
        told = found["report"]
        names = {(item["item"], item["id"]): item["name"] for item in found["items"] if "name" in item}
        for item in reviewed:
            rejected = item["review"]["verdict"] == "reject"
            beside = (other for other in found["items"] if other["item"] == item["item"])
            if rejected and any(other["sentence"] == item["sentence"] for other in beside):
                continue
            made: Json = {"kind": f"{item['item']}s", "text": item["sentence"]}
            if told["title"]:
                made["title"] = told["title"]
            if told["published"]:
                made["published"] = told["published"].date()
            if told["dateline"]:
                made["dateline"] = told["dateline"]
            yield with_iso_dates({**made, "expect": [] if rejected else [_expected(item, names)]})


def gold_lines(record: Record, window: Window = ALL) -> Iterator[str]:
    """The objects of :func:`gold` as JSON lines."""
    return (json.dumps(found, ensure_ascii=False) + "\n" for found in gold(record))


def case_lines(record: Record, window: Window = ALL) -> Iterator[str]:
    """The objects of :func:`cases` as JSON lines."""
    return (json.dumps(found, ensure_ascii=False) + "\n" for found in cases(record))


def _reviewed(record: Record) -> Iterator[tuple[Json, list[Json]]]:
    """Each report with a review that stands, and its reviewed items."""
    with record.cursor() as cursor:
        ids = sorted({review.report_id for review in standing(reviews(cursor))})
    for id in ids:
        found = report(record, id)
        if found is not None:
            reviewed = [item for item in (*found["items"], *found["rejected"]) if item["review"]]
            if reviewed:
                yield found, reviewed


def _gold(record: Record, reading: str, item: Json) -> Json:
    review, fields = item["review"], correctable(item["item"])
    sql = f'SELECT * FROM "{item["item"]}" WHERE reading = $reading AND id = $id'
    was = record.query(sql, reading=reading, id=item["id"]).to_pylist()[0]
    read = {f.name: was[f.name] for f in fields}
    now = {f.name: item.get(f.name, was[f.name]) for f in fields}
    return {
        "item": item["item"],
        "id": item["id"],
        "verdict": review["verdict"],
        **now,
        **({"was": {name: value for name, value in read.items() if value != now[name]}} if now != read else {}),
        "spans": item["spans"],
        "sentence": item["sentence"],
        **{name: review[name] for name in ("by", "at", "reason")},
    }


def _expected(item: Json, names: dict[tuple[str, str], str]) -> Json:
    """The fields of an item that its sentence should yield."""
    wanted: Json = {}
    for field in kinds()[item["item"]].columns:
        value = item.get(field.name)
        if field.name in WORDS:
            said = [span["quote"] for span in item["spans"] if span["field"] == field.name]
            if said:
                wanted[field.name] = said if field.type == "spans" else said[0]
        elif field.name in NOT_TOLD or value in (None, []):
            continue
        elif field.type == "when":
            days = [value["start"], value["end"]]
            wanted[field.name] = days[0] if days[0] == days[1] else days
        elif field.refers_to:
            ids = value if isinstance(value, list) else [value]
            called = [names.get((field.refers_to, id), id) for id in ids]
            wanted[field.name] = called if isinstance(value, list) else called[0]
        elif any(field.name == f.name for f in correctable(item["item"])):
            wanted[field.name] = value
    return wanted
