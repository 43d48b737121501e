"""Pieces of SQL that the questions share; ``seen`` and its views are in :mod:`dateline.across.seen`."""

from dateline.record.identity import folded


def first_carrier(*same: str) -> str:
    """Whether a row is of the first report that carries its text; ``same`` are the columns that say so.

    >>> first_carrier("t.sentence").startswith("dense_rank() OVER (PARTITION BY seen.source, t.sentence")
    True
    """
    columns = ", ".join(("seen.source", *same))
    return f"dense_rank() OVER (PARTITION BY {columns} ORDER BY seen.published NULLS LAST, seen.report_id) = 1"


def names(row: str, column: str) -> str:
    """The names of the actors whose ids a row's column lists, in its order."""
    ids = f'{row}."{column}"'
    return (
        f"coalesce((SELECT list(k.name ORDER BY list_position({ids}, k.id)) FROM known_actor k "
        f"WHERE k.reading = {row}.reading AND list_contains({ids}, k.id)), [])"
    )


def parties(column: str = "name", role: str | None = None) -> str:
    """The names, or the keys, of those who take part in the line ``l``, in its order; ``role`` is who or whom.

    >>> parties("key", "who")[-20:]
    "p.role = 'who'), [])"
    """
    also = f" AND p.role = '{role}'" if role else ""
    return f"coalesce((SELECT list(p.{column} ORDER BY p.n) FROM party p WHERE p.line = l.line{also}), [])"


def is_one_of(row: str, column: str, keys: str) -> str:
    """Whether the actors that a row's column lists have one of the parameter's keys; true for NULL.

    >>> is_one_of("e", "actors", "by")[:14]
    '($by IS NULL O'
    """
    ids = f'{row}."{column}"'
    return (
        f"(${keys} IS NULL OR EXISTS (SELECT 1 FROM known_actor k WHERE k.reading = {row}.reading "
        f"AND list_contains({ids}, k.id) AND list_contains(${keys}, k.key)))"
    )


def holds(text: str, words: str) -> str:
    """Whether a text holds the folded words of the parameter, as whole words; true for NULL."""
    bare = f"trim(regexp_replace(strip_accents(lower({text})), '[^\\p{{L}}\\p{{N}}_]+', ' ', 'g'))"
    return f"(${words} IS NULL OR contains(' ' || {bare} || ' ', ' ' || ${words} || ' '))"


def words_of(about: str | None) -> str | None:
    """The parameter for :func:`holds`.

    >>> words_of("The Prisoner-Exchange")
    'prisoner exchange'
    """
    return None if about is None else folded(about)
