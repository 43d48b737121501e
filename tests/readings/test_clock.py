"""What a clock of a reading counts."""

import pickle

from dateline.readings.clock import Clock


def test_clocks_add_up():
    one, other = Clock(), Clock()
    for clock, stage in ((one, "parse"), (other, "parse"), (other, "events"), (other, "events")):
        with clock.stage(stage):
            pass
    one.merge(pickle.loads(pickle.dumps(other)))
    assert one.calls == {"parse": 2, "events": 2}
    assert list(one.seconds) == ["parse", "events"]
    assert all(seconds > 0 for seconds in one.seconds.values())
