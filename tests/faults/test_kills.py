"""A command that is killed loses nothing: a few kills of each kind that is quick. bench/faults.py has many more."""

import random

import pytest

from faults.kills import harm
from faults.stages import STAGES


@pytest.mark.parametrize("name", ["judgements", "reviews", "upgrade"])
def test_a_killed_command_loses_nothing(name: str) -> None:
    (stage,) = (stage for stage in STAGES if stage.name == name)
    tally = harm(stage, 2, random.Random(4))
    assert (tally.tried, tally.losses) == (2, [])
