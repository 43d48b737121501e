"""``judge``: the editor's word on whether two reports tell one happening."""

import getpass
from typing import Annotated

import typer

from dateline.cli.opening import RecordPath, open_or_stop, path_of
from dateline.cli.terminal import one_line, stop

Telling = Annotated[str, typer.Argument(metavar="KEY", help="As 'timeline' and 'talks' give it with --format json.")]


def judge(
    ctx: typer.Context,
    one: Telling,
    other: Telling,
    same: Annotated[
        bool, typer.Option("--same/--apart", help="One event or round of talks, or two.", show_default=False)
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; kept with the judgement.")],
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; else your user name.")] = None,
    record: RecordPath = None,
) -> None:
    """Judge that two tellings are of one happening, or of two; a later word on them takes its place.

    For actors see 'dateline actors merge' and 'split'.

    \b
    Examples:
      dateline judge meeting:9f2c41d0:m1 meeting:1b7a90cc:m2 --apart --reason "the donors met elsewhere"
      dateline judge event:9f2c41d0:e4 event:1b7a90cc:e1 --same --reason "one raid, two spellings"
    """
    from dateline.ask.open import OpenRecord
    from dateline.record.resolve.judge import Judgement

    if one == other:
        stop("the two keys are the same; name two tellings")
    with open_or_stop(path_of(ctx, record), read_only=False) as held:
        for key in (one, other):
            if not OpenRecord(held).is_telling(key):
                stop(f"{one_line(key)}: no event or meeting of the record; 'dateline talks --format json' has the keys")
        if one.partition(":")[0] != other.partition(":")[0]:
            stop("one is an event and the other a meeting; name two of a kind")
        held.judge([Judgement(one, other, "positive" if same else "negative", reason)], by=by or getpass.getuser())
    print(f"{'one' if same else 'two'}: {one_line(one)} and {one_line(other)}")
