"""When a host may be asked again."""

from datetime import datetime, timedelta

GAP = timedelta(seconds=5)
# The code of the issue where a host is to be left alone for longer than anybody waits.
NOT_YET = "not_yet"


class Turns:
    """One request at a time a host, and a pause after each."""

    def __init__(self) -> None:
        self._free: dict[str, datetime] = {}

    def wait(self, host: str, now: datetime) -> timedelta:
        """How long the host must still be left alone."""
        return max(self._free.get(host, now) - now, timedelta(0))

    def hold(self, host: str, until: datetime) -> None:
        """Leave the host alone until then, or for longer where that was settled before."""
        self._free[host] = max(self._free.get(host, until), until)
