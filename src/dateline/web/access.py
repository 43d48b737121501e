"""Who may read and who may review: a file of names with roles and hashed passwords, sessions, and tokens for forms."""

import hashlib
import hmac
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from secrets import compare_digest, token_bytes, token_urlsafe
from threading import Lock
from time import monotonic

from dateline.web.guard import Rate

ROLES = ("reader", "reviewer")
# Memory 16 MB, a sixth of a second: as OWASP's password storage advice has it for scrypt.
COST = {"n": 2**14, "r": 8, "p": 5, "maxmem": 2**26}
HOURS = 12 * 3600.0
MOST_SESSIONS = 1000
# Wrong passwords: so many a second and at once from one client, and for one name from all clients together.
FROM_CLIENT, FOR_NAME = (0.1, 10), (0.2, 50)


class AccessError(Exception):
    """The file of names cannot be used; the message says where and what to do."""


class Guessing(Exception):
    """Too many wrong passwords; another may be tried after so many ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who looks at the record; a reviewer may judge."""

    name: str
    role: str

    @property
    def reviews(self) -> bool:
        """Whether this person may change anything."""
        return self.role == "reviewer"


@dataclass(slots=True)
class Session:
    """A browser that is logged in; its token goes with every form."""

    person: Person
    until: float
    token: str = field(default_factory=lambda: token_urlsafe(32))


class Access:
    """Who is let in: those of a file, or, without one, whoever sits at this machine, as ``owner``."""

    def __init__(self, file: Path | None = None, *, owner: str = "") -> None:
        # Whoever sits at this machine has one session, without a cookie: its token is in the pages alone.
        self._owner = Session(Person(owner, "reviewer"), float("inf")) if file is None else None
        self._known = {} if file is None else read(file)
        self._sessions: dict[str, Session] = {}
        self._guesses = {"client": Rate(*FROM_CLIENT), "name": Rate(*FOR_NAME)}
        self._lock = Lock()

    def person(self, name: str, password: str, *, client: str) -> Person | None:
        """The person of that name and password; as slow for a name that there is none of.

        Raises :class:`Guessing` where too many were wrong, from this ``client`` or for this name.
        """
        asked = {"client": client, "name": name}
        with self._lock:
            for by, rate in self._guesses.items():
                if wait := rate.wait(asked[by]):
                    raise Guessing(wait)
        role, hashed = self._known.get(name, ("", NOBODY))
        if not (fits(password, hashed) and role):
            return None
        with self._lock:
            for by, rate in self._guesses.items():
                rate.give_back(asked[by])
        return Person(name, role)

    def open(self, person: Person) -> str:
        """The id of a new session."""
        now, id = monotonic(), token_urlsafe(32)
        with self._lock:
            live = {key: s for key, s in self._sessions.items() if s.until > now}
            while len(live) >= MOST_SESSIONS:
                live.pop(next(iter(live)))
            self._sessions = live | {id: Session(person, now + HOURS)}
        return id

    def session(self, id: str | None) -> Session | None:
        """The session of that id, while it lasts; without a file, the owner's."""
        if self._owner is not None:
            return self._owner
        with self._lock:
            found = self._sessions.get(id or "")
        return found if found and found.until > monotonic() else None

    def close(self, id: str | None) -> None:
        """End a session."""
        with self._lock:
            ended = self._sessions.pop(id or "", None)
        if ended is not None:
            ended.until = 0.0

    def by_header(self, value: str | None, *, client: str) -> Person | None:
        """The person that an ``Authorization: Basic`` header names, for programs that follow feeds."""
        scheme, _, given = (value or "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            name, _, password = b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            return None
        return self.person(name, password, client=client)


def read(file: Path) -> dict[str, tuple[str, str]]:
    """Role and hash by name, of the lines ``name:role:hash`` of a file. Raises :class:`AccessError`."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError(f"{file}: cannot be read ({error}); make it with 'dateline password NAME'") from error
    known = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, role, hashed = ([*line.strip().split(":", 2), "", ""])[:3]
        if not name or role not in ROLES or not _whole(hashed):
            raise AccessError(
                f"{file}, line {number}: expected name:role:hash with role {' or '.join(ROLES)}; "
                "make the line with 'dateline password NAME'"
            )
        known[name] = (role, hashed)
    if not known:
        raise AccessError(f"{file}: names nobody; make a line with 'dateline password NAME'")
    return known


def hashed(password: str) -> str:
    """What is kept of a password.

    >>> fits("a long one", hashed("a long one")), fits("another", hashed("a long one"))
    (True, False)
    """
    salt = token_bytes(16)
    return f"scrypt${b64encode(salt).decode()}${b64encode(_scrypt(password, salt)).decode()}"


def fits(password: str, kept: str) -> bool:
    """Whether it is the password of which ``kept`` is what is kept."""
    _, salt, digest = kept.split("$")
    return compare_digest(b64encode(_scrypt(password, b64decode(salt))).decode(), digest)


def _whole(kept: str) -> bool:
    """Whether it is what :func:`hashed` makes."""
    sort, *parts = kept.split("$")
    try:
        return sort == "scrypt" and [len(b64decode(part, validate=True)) for part in parts] == [16, 32]
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, dklen=32, **COST)


def same(given: str | None, token: str) -> bool:
    """Whether a form brought the token of its session."""
    return hmac.compare_digest((given or "").encode("utf-8", "surrogatepass"), token.encode())


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server at that address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


# What a name that nobody has is checked against, so that it takes as long.
NOBODY = hashed(token_urlsafe(16))
