"""Feeds and pages over HTTP, with a time and a size limit."""

import httpx2

from dateline.issue import Issue

TIMEOUT = 20.0
REDIRECTS = 5
AGENT = "dateline/0.1"


def fetch(url: str, *, limit: int, timeout: float = TIMEOUT) -> bytes | Issue:
    """The bytes at ``url``; an Issue where ``timeout`` seconds a step or ``limit`` bytes don't do."""
    try:
        with (
            httpx2.Client(
                follow_redirects=True, max_redirects=REDIRECTS, timeout=timeout, headers={"User-Agent": AGENT}
            ) as client,
            client.stream("GET", url) as response,
        ):
            if response.status_code != 200:
                return _failed(url, f"the server answered {response.status_code}")
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > limit:
                    return Issue(
                        "too_large",
                        f"more than {limit:,} bytes at this address; give a smaller feed",
                        url,
                        fatal=True,
                    )
            return bytes(data)
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, OSError) as error:
        return _failed(url, f"{type(error).__name__}: {error}")


def _failed(url: str, seen: str) -> Issue:
    return Issue(
        "fetch_failed",
        f"{seen}; check the address and the network, or save the feed to a file",
        url,
        fatal=True,
    )
