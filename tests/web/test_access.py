"""Who comes in, as whom, and what guessing costs."""

import re
from base64 import b64encode
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.web import access as module
from dateline.web.access import Access, AccessError, Guessing, Person, read
from dateline.web.entrance import COOKIE
from dateline.web.following import LIVE
from dateline.web.guard import ADDRESS, BODY
from dateline.web.settings import Settings
from dateline.web.snapshot import PATIENCE
from web.small import HASH, PASSWORD, access, asking, log_in, token, write

WRITES = ("/review/item", "/review/pair", "/review/undo")
FIELDS = {"report_id": "truce", "kind": "event", "item_id": "ev0", "verdict": "accept", "reason": "read", "left": "a",
          "right": "b", "review": "c"}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write(tmp_path_factory.mktemp("small") / "small.duckdb")


@pytest.fixture
def asked(path, tmp_path):
    """A client nobody knows yet, of a server with a file of names."""
    with asking(path, let_in=access(tmp_path)) as client:
        yield client


def basic(name, password=PASSWORD):
    return {"authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def test_without_a_file_whoever_sits_here_reviews(path):
    with asking(path) as asked:
        answer = asked.get("/review")
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert "Reason for the next words" in answer.text


def test_nobody_is_let_in_without_a_name(asked):
    page = asked.get("/talks?process=Yemen")
    assert (page.status_code, page.headers["location"]) == (303, "/login?back=%2Ftalks%3Fprocess%3DYemen")
    for address in ("/talks.json", "/changes.atom", "/feed.json", "/calendar.ics", "/report.json?id=truce"):
        data = asked.get(address)
        assert (data.status_code, data.headers["www-authenticate"]) == (401, 'Basic realm="dateline", charset="UTF-8"')
        assert "Ardan" not in data.text
    assert asked.get("/live").status_code == 303
    for address in WRITES:
        assert asked.post(address, data={**FIELDS, "token": ""}).status_code == 401


def test_strangers_do_not_see_what_the_record_is_called(asked):
    for address in ("/login", "/nope", "/report"):
        assert "small" not in asked.get(address).text
    log_in(asked)
    assert "small" in asked.get("/today").text


def test_a_session_has_a_cookie_that_no_script_and_no_other_site_gets(asked):
    answer = log_in(asked)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} < set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "Max-Age" not in cookie
    assert asked.get("/today").status_code == 200


def test_behind_tls_the_cookie_is_sent_over_tls_alone(path, tmp_path):
    with asking(path, let_in=access(tmp_path), secure=True) as asked:
        assert "Secure" in log_in(asked).headers["set-cookie"].split("; ")


@pytest.mark.parametrize(("name", "password"), [("ana", "another"), ("eve", PASSWORD), ("", ""), ("ana", "\ud800")])
def test_wrong_names_and_passwords_look_alike(asked, name, password):
    answer = asked.post("/login", data={"name": name, "password": password.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 401
    assert "No such name and password." in answer.text
    assert "set-cookie" not in answer.headers


def test_a_name_that_there_is_none_of_costs_a_hash_too(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(module, "_scrypt", lambda password, salt: made.append(salt) or b"x" * 32)
    let_in = access(tmp_path)
    for name in ("ana", "eve", ""):
        assert let_in.person(name, "wrong", client="c") is None
    assert len(made) == 3


def test_ten_wrong_passwords_and_then_a_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "fits", lambda password, kept: password == PASSWORD)
    let_in = access(tmp_path)
    for _ in range(30):
        assert let_in.person("ana", PASSWORD, client="c") == Person("ana", "reviewer")
    for n in range(10):
        assert let_in.person(f"name{n}", "wrong", client="c") is None
    with pytest.raises(Guessing) as caught:
        let_in.person("ana", PASSWORD, client="c")
    assert 0 < caught.value.seconds <= 10
    assert let_in.person("ana", PASSWORD, client="another") is not None


def test_one_name_is_guessed_from_many_clients_so_often_only(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "fits", lambda password, kept: False)
    let_in = access(tmp_path)
    for n in range(50):
        assert let_in.person("ana", "wrong", client=f"c{n}") is None
    with pytest.raises(Guessing):
        let_in.person("ana", "wrong", client="c50")
    assert let_in.person("ben", "wrong", client="c51") is None


def test_too_many_guesses_are_told_so(path, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "fits", lambda password, kept: False)
    with asking(path, let_in=access(tmp_path)) as asked:
        for _ in range(10):
            assert log_in(asked).status_code == 401
        page, data = log_in(asked), asked.get("/talks.json", headers=basic("ana"))
        assert page.status_code == data.status_code == 429
        assert int(page.headers["retry-after"]) <= 11
        assert data.json() == {"error": "too many wrong passwords; wait a little"}


def test_logging_out_needs_the_token_and_ends_the_session(asked):
    log_in(asked)
    kept = asked.cookies[COOKIE]
    asked.post("/logout", data={"token": "guessed"})
    asked.cookies.set(COOKIE, kept)
    assert asked.get("/today").status_code == 200
    answer = asked.post("/logout", data={"token": token(asked)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    asked.cookies.set(COOKIE, kept)
    assert asked.get("/today").status_code == 303


def test_a_session_ends_after_twelve_hours(asked, monkeypatch):
    log_in(asked)
    now = module.monotonic()
    monkeypatch.setattr(module, "monotonic", lambda: now + 12 * 3600 - 60)
    assert asked.get("/today").status_code == 200
    monkeypatch.setattr(module, "monotonic", lambda: now + 12 * 3600 + 60)
    assert asked.get("/today").status_code == 303


def test_each_session_has_a_token_of_its_own(path, tmp_path):
    let_in = access(tmp_path)
    with asking(path, let_in=let_in) as one, asking(path, let_in=let_in) as other:
        log_in(one)
        log_in(other)
        assert token(one) != token(other)
        assert one.cookies[COOKIE] != other.cookies[COOKIE]
        assert other.post("/review/item", data={**FIELDS, "token": token(one)}).status_code == 403


def test_sessions_do_not_pile_up(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_SESSIONS", 3)
    let_in = access(tmp_path)
    ids = [let_in.open(Person("ana", "reviewer")) for _ in range(5)]
    assert [let_in.session(id) is not None for id in ids] == [False, False, True, True, True]


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "evil",
     "/a\r\nset-cookie: x=y", "/\t/evil.example", "//[", "", "\\\\evil"],
)  # fmt: skip
def test_going_back_stays_here(asked, back):
    answer = asked.post("/login", data={"name": "ana", "password": PASSWORD, "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert asked.get("/login", params={"back": back}).status_code == 200


def test_going_back_to_a_page(asked):
    answer = asked.post("/login", data={"name": "ana", "password": PASSWORD, "back": "/talks?who=Ana+Perez"})
    assert answer.headers["location"] == "/talks?who=Ana+Perez"


@pytest.mark.parametrize("address", WRITES)
def test_a_reader_changes_nothing(asked, address):
    log_in(asked, "ben")
    answer = asked.post(address, data={**FIELDS, "token": token(asked)})
    assert answer.status_code == 403
    assert "ask for the role of a reviewer" in answer.text
    assert "Reason for the next words" not in asked.get("/review").text
    assert asked.get("/review.json").json()["done"] == []


@pytest.mark.parametrize("address", WRITES)
@pytest.mark.parametrize("given", ["", "guessed", "ä\ud800"])
def test_no_form_without_its_token(asked, address, given):
    log_in(asked)
    told = {**FIELDS, "token": given.encode("utf-8", "surrogatepass")}
    assert asked.post(address, data=told).status_code == 403
    assert asked.post(address, json={**FIELDS, "token": "guessed"}).status_code in (403, 422)
    assert asked.get("/review.json").json()["done"] == []


def test_a_form_in_an_odd_encoding_is_refused(asked):
    log_in(asked)
    body = b'--x\r\ncontent-disposition: form-data; name="token"\r\n\r\n+2AA-\r\n--x--\r\n'
    for charset in ("utf-7", "idna", "nonsense", "utf-16"):
        kind = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
        assert asked.post("/review/item", content=body, headers=kind).status_code in (400, 403)


def test_feeds_are_read_with_name_and_password_each_time(asked):
    for address in ("/changes.atom", "/feed.json", "/calendar.ics", "/talks.json"):
        answer = asked.get(address, headers=basic("ben"))
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
    assert asked.get("/feed.json", headers=basic("ben", "wrong")).status_code == 401


def test_name_and_password_each_time_send_no_form(asked):
    for given in ("", "x"):
        assert asked.post("/review/item", data={**FIELDS, "token": given}, headers=basic("ana")).status_code == 403


@pytest.mark.parametrize(
    "value", ["", "Basic", "Basic !!", "Basic YQ==", "Bearer x", "Basic /w==", "Basic " + "A" * 999]
)
def test_odd_headers_let_nobody_in(asked, value):
    assert asked.get("/talks.json", headers={"authorization": value}).status_code == 401


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ana:reviewer", "line 1: expected name:role:hash"),
        ("ana:boss:" + HASH, "line 1: expected name:role:hash with role reader or reviewer"),
        (":reader:" + HASH, "line 1"),
        ("ana:reader:plain", "line 1"),
        ("ana:reader:scrypt$%%$%%", "line 1"),
        ("ana:reader:scrypt$QQ==$QQ==", "line 1"),
        ("ana:reader:" + HASH[:-5], "line 1"),
        ("# nobody", "names nobody"),
        ("", "names nobody"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(tmp_path, line, told):
    with pytest.raises(AccessError, match=told):
        access(tmp_path, line)


def test_a_file_that_is_not_there_or_no_text(tmp_path):
    with pytest.raises(AccessError, match="cannot be read"):
        Access(tmp_path / "none.txt")
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(AccessError, match="cannot be read"):
        read(tmp_path / "odd.txt")


def test_the_last_line_of_a_name_counts(tmp_path):
    let_in = access(tmp_path, "# people", "", f"ana:reader:{HASH}", f"  ana:reviewer:{HASH}  ")
    assert let_in.person("ana", PASSWORD, client="c") == Person("ana", "reviewer")


def serve(*words):
    result = CliRunner().invoke(app, ["serve", *map(str, words)])
    assert result.exit_code == 2, result.output
    return " ".join(result.stderr.split())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "record.example.org", "", "0", "[::]"])
def test_others_reach_it_only_with_a_file_of_names(path, host):
    assert "--access FILE" in serve(path, "--host", host)


@pytest.mark.parametrize("more", [["--name", "record.example.org"], ["--secure"]])
def test_behind_a_proxy_only_with_a_file_of_names(path, more):
    assert "--access FILE" in serve(path, *more)


def test_serving_what_is_no_record_says_so(tmp_path):
    (tmp_path / "x.duckdb").write_text("no record" * 1000)
    assert "cannot be opened as a record" in serve(tmp_path / "x.duckdb")
    assert "there is no record here" in serve(tmp_path / "none.duckdb")


def test_a_review_is_signed_by_who_made_it(tmp_path):
    with asking(write(tmp_path / "r.duckdb"), let_in=access(tmp_path)) as asked:
        log_in(asked)
        assert asked.post("/review/item", data={**FIELDS, "token": token(asked)}).status_code == 303
        assert [row["by"] for row in asked.get("/review.json").json()["done"]] == ["ana"]


def test_a_line_made_by_the_command_lets_in(tmp_path):
    made = CliRunner().invoke(app, ["password", "ana", "--role", "reviewer"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0
    let_in = access(tmp_path, made.stdout.strip().splitlines()[-1])
    assert let_in.person("ana", PASSWORD, client="c") == Person("ana", "reviewer")


@pytest.mark.parametrize("words", [["#ana"], ["a:b"], [" "], ["ana", "--role", "boss"], ["a\nb"]])
def test_names_that_no_line_can_hold(words):
    assert CliRunner().invoke(app, ["password", *words], input=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 2


def test_the_page_on_serving_has_the_numbers_that_count():
    page = (Path(__file__).parents[2] / "docs/serving.md").read_text(encoding="utf-8")
    rate = Settings(record=Path("x"), access=Access()).rate
    (slow, client), (for_name, name) = module.FROM_CLIENT, module.FOR_NAME
    assert (round(1 / slow), round(1 / for_name)) == (10, 5)
    for told in (
        f"{rate.each_second} a second, {rate.at_once} at once",
        f"{client}, then one every ten seconds from one client; {name}, then one every five for one name",
        f"{BODY:,} bytes",
        f"{ADDRESS:,} bytes",
        f"| {LIVE} |",
        f"waits {PATIENCE:.0f} seconds",
    ):
        assert told in page
    assert module.HOURS == 12 * 3600
    for option in re.findall(r"--[a-z]+", page):
        assert option in " ".join(CliRunner().invoke(app, [name, "--help"]).stdout for name in ("serve", "password"))
