"""Who said what."""

import pyarrow as pa

from dateline.across.names import keys_of
from dateline.across.seen import seen
from dateline.across.sql import first_carrier, holds, words_of
from dateline.across.window import ALL, Window
from dateline.marks.wordlist import load
from dateline.record.store import Record

ROWS = f"""
WITH said AS (
    SELECT reading, item_id, string_agg(quote, ' … ' ORDER BY n) AS content FROM evidence
    WHERE kind = 'statement' AND field = 'content' GROUP BY ALL),
telling AS (
    SELECT s."when".start AS date, s."when"."end" AS date_end, s."when".basis AS date_basis,
        k.name AS speaker, k.key AS speaker_key, s.anonymous, s.told_to, s.mode, q.quote AS cue, c.content,
        p.name AS place,
        t.sentence, s.unresolved, s.report_id, s.id AS item_id, seen.outlet, seen.published,
        seen.also_carried_by, t.start_at,
        {first_carrier("c.content", "t.sentence")} AS first
    FROM statement s JOIN seen ON seen.reading = s.reading
    JOIN said c ON c.reading = s.reading AND c.item_id = s.id
    JOIN told t ON t.reading = s.reading AND t.kind = 'statement' AND t.item_id = s.id
    LEFT JOIN evidence q ON q.reading = s.reading AND q.item_id = s.id AND q.kind = 'statement' AND q.field = 'cue'
        AND q.n = 0
    LEFT JOIN known_actor k ON k.reading = s.reading AND k.id = s.speaker
    LEFT JOIN known_place p ON p.reading = s.reading AND p.id = s.place)
SELECT * EXCLUDE (speaker_key, first, start_at) FROM telling
WHERE first AND ($by IS NULL OR list_contains($by, speaker_key))
    AND CASE WHEN $issue IS NULL THEN {holds("content", "about")} ELSE regexp_matches(content, $issue, 'i') END
ORDER BY published NULLS LAST, report_id, start_at, item_id
"""


def pattern(about: str | None) -> str | None:
    """The pattern of the issue that ``about`` names, for whole words; ``None`` where it names none."""
    words = load("issues")["issues"].get((about or "").lower())
    return whole_words(words) if words else None


def whole_words(pattern: str) -> str:
    """The regular expression, matching whole words only.

    >>> whole_words("truces?")
    '\\\\b(?:truces?)\\\\b'
    """
    return rf"\b(?:{pattern})\b"


def statements(record: Record, *, by: str | None = None, about: str | None = None, window: Window = ALL) -> pa.Table:
    """One row a statement, by publication; copies of one text give it once.

    ``by`` keeps those of the actors that the name means, ``about`` those whose content holds the words or, for an
    issue of ``lexicon/issues.yml`` such as "ceasefire", any of its words.
    Several stretches of content are joined by " … ".
    """
    with seen(record, window) as cursor:
        speakers = None if by is None else keys_of(cursor, "actor", by)
        return cursor.sql(
            ROWS, params={"by": speakers, "about": words_of(about), "issue": pattern(about)}
        ).to_arrow_table()
