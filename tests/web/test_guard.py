"""What stands before every page: hosts, other sites, sizes, rates, headers; and what no answer may tell."""

import logging
import re
import sqlite3

import pytest
from lxml import html

from dateline.record.store import Record
from dateline.web import following
from dateline.web.access import is_loopback
from dateline.web.guard import ADDRESS, BODY, HEADERS, Rate
from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked
from dateline.web.views import VIEWS
from record.tellings import Telling, on
from web.small import FOLDER, access, asking, token, write

NEEDED = {"actor": "key=Hill+Front", "report": "id=truce"}
PAGES = [f"{view.path}?{NEEDED.get(view.name, '')}" for view in VIEWS]
FEEDS = ("/changes.atom", "/feed.json", "/calendar.ics")
HOSTS = frozenset({"127.0.0.1", "localhost", "::1", "record.example.org"})


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write(tmp_path_factory.mktemp("small") / "small.duckdb")


@pytest.fixture(scope="module")
def asked(path):
    """A client that gets a 500 where something breaks."""
    with asking(path, hosts=HOSTS, raises=False) as client:
        yield client


@pytest.fixture
def forms(tmp_path):
    """A client of a record that a test may change, and the fields of a form with its token."""
    with asking(write(tmp_path / "own.duckdb"), hosts=HOSTS) as client:
        told = {"report_id": "truce", "kind": "event", "item_id": "ev0", "verdict": "accept", "reason": "read"}
        yield client, {**told, "token": token(client)}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "LocalHost:80", "[::1]:8000", "Record.example.org"])
def test_hosts_it_is_called_by(asked, host):
    assert asked.get("/nope.json", headers={"host": host}).status_code == 404


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost@evil.example", "evil@localhost", "[::2]",
     "", "[", "[::1", "::1", "localhost:x", "localhost/", "localhost:99999999", "localhost.", "a\\b",
     "record.example.org,"],
)  # fmt: skip
def test_other_hosts_are_not_served(asked, host):
    answer = asked.get("/today.json", headers={"host": host})
    assert answer.status_code == 421
    assert "Ardan" not in answer.text


def test_no_odd_host_gets_through_where_all_names_are_served(path):
    with asking(path, hosts=frozenset()) as asked:
        assert asked.get("/nope", headers={"host": "any.example:81"}).status_code == 404
        for host in ("[", "a b", "evil@host", "host/path", "host?x", ""):
            assert asked.get("/nope", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("localhost", True), ("0.0.0.0", False),
     ("::", False), ("192.168.0.1", False), ("", False), ("localhost.evil.example", False), ("0", False)],
)  # fmt: skip
def test_what_only_this_machine_can_reach(host, here):
    assert is_loopback(host) == here


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9000"}, {"origin": "http://["},
     {"origin": ""}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
     {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
     {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8000"}],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/review/item", "/review/pair", "/review/undo", "/login", "/logout"])
def test_no_form_of_another_site_is_taken(forms, address, headers):
    asked, told = forms
    assert asked.post(address, data=told, headers=headers).status_code == 403
    assert asked.get("/review.json").json()["done"] == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://127.0.0.1:8000"}, {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"},
     {"origin": "http://LOCALHOST:8000", "host": "localhost:8000"},
     {"origin": "https://record.example.org", "host": "record.example.org"}],
)  # fmt: skip
def test_forms_of_its_own_are_taken(forms, headers):
    asked, told = forms
    assert asked.post("/review/item", data=told, headers=headers).status_code == 303


def test_another_site_can_link_here_but_load_nothing(asked):
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert asked.get("/today", headers=link).status_code == 200
    for mode in ("no-cors", "cors", "same-origin", ""):
        answer = asked.get("/today.json", headers={**link, "sec-fetch-mode": mode})
        assert answer.status_code == 403
    assert asked.get("/today.json", headers={"sec-fetch-site": "none"}).status_code == 200


def test_every_answer_has_the_policy(asked):
    answers = [
        asked.get(address) for address in (*PAGES, *FEEDS, "/static/dateline.css", "/nope", "/nope.json", "/login")
    ]
    answers += [asked.post("/today"), asked.get("/today", headers={"host": "x"}), asked.get("/report?id=none")]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, answer.url
        kept = "no-cache" if "/static/" in str(answer.url) else "no-store"
        assert answer.headers["cache-control"] == kept
        assert "access-control-allow-origin" not in answer.headers


def test_the_policy_lets_nothing_inline_run():
    policy = dict(part.split(" ", 1) for part in HEADERS["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert not re.search(r"unsafe|https?:|\*", HEADERS["content-security-policy"])


@pytest.mark.parametrize(
    "address", [*PAGES, "/login", "/nope", "/review/correct?report_id=truce&kind=event&item_id=ev0"]
)
def test_no_page_has_anything_inline(asked, address):
    page = html.fromstring(asked.get(address).text)
    for script in page.iter("script"):
        assert script.get("src", "").startswith("/static/") or script.get("type") == "application/json"
    assert not list(page.iter("style", "iframe", "object", "embed", "base"))
    for element in page.iter():
        assert not any(name == "style" or name.startswith("on") or name == "srcdoc" for name in element.attrib)
        for name in ("href", "src", "action"):
            assert not re.match(r"(?i)\s*(javascript|data|vbscript):", element.get(name, ""))


def test_every_word_of_a_report_is_escaped(tmp_path):
    bad = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;</textarea></script>"
    text = (
        f"{bad} bombed {bad}place on Monday. Ten {bad}people died. {bad}talks met; {bad}truce was offered, {bad}then."
    )
    told = Telling("bad", text,
                   title=bad, publisher=bad, agency=bad, authors=(bad,), url="javascript:alert(3)", canonical_url=bad,
                   language=bad, source_file=bad)  # fmt: skip
    who = told.actor(bad, "armed_group", country="YEM")
    where = told.place(f"{bad}place", lat=1.0, lon=2.0)
    told.event("ASSAULT", "airstrike", "bombed", actors=(who,), place=where, when=on("2018-12-10"))
    told.figure(f"Ten {bad}people", 10, population=bad, place=where, counted_by=who, qualifier=bad)
    told.meeting(f"{bad}talks", venue=where, participants=(who,), when=on("2018-12-12"))
    told.proposal(f"{bad}truce", by=(who,), to=(who,))
    told.forecast(f"{bad}then", by=who, confidence=bad)
    told.statement(f"Ten {bad}people died", "died", speaker=who)
    told.alignment("offered", who, who, means=bad)
    with Record.open(tmp_path / "bad.duckdb") as record:
        record.add([told.pair])
        record.review("bad", "event", "ev0", "correct", changes={"mode": "shelling"}, reason=bad, by=bad)
        record.withdraw("bad", reason=bad, by=bad)
        record.withdraw("bad", reason=bad, by=bad, back=True)
    with asking(tmp_path / "bad.duckdb") as asked:
        addresses = [f"{view.path}?id=bad&key={who}" for view in VIEWS if view.name != "actor"]
        addresses += ["/actor?key=name:armed_group:YEM:x", "/review/correct?report_id=bad&kind=event&item_id=ev0"]
        addresses += [
            f"/search?q={bad}",
            f"/timeline?about={bad}",
            f"/today?process={bad}",
            f"/report?id={bad}",
            f"/login?back=/{bad}",
        ]
        for address in addresses:
            answer = asked.get(address)
            page = html.fromstring(answer.text)
            assert not page.xpath("//img | //*[@onerror] | //script[contains(., 'alert') and not(@type)]"), address
            assert "<script>alert" not in answer.text
            assert all("alert" not in script.get("src", "") for script in page.iter("script"))
            for name in ("href", "src", "action"):
                assert not page.xpath(f"//*[starts-with(@{name}, 'javascript')]"), address
        assert b"<script>" not in asked.get("/changes.atom").content


def test_a_client_that_asks_too_much_waits(path):
    with asking(path, rate=Rate(1, 3)) as asked:
        answers = [asked.get("/login").status_code for _ in range(5)]
        assert answers == [200, 200, 200, 429, 429]
        late = asked.get("/login")
        assert late.headers["retry-after"] == "1"
        assert asked.get("/static/dateline.css").status_code == 200


def test_the_rate_of_each_client_and_its_rest():
    now = [0.0]
    rate = Rate(2, 3, clock=lambda: now[0])
    assert [rate.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert rate.wait("b") == 0
    now[0] = 0.5
    assert (rate.wait("a"), rate.wait("a")) == (0, 0.5)
    now[0] = 100
    assert [rate.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    rate.give_back("a")
    assert rate.wait("a") == 0


def test_the_clients_that_are_remembered_are_bounded(monkeypatch):
    from dateline.web import guard

    monkeypatch.setattr(guard, "CLIENTS", 10)
    rate = Rate(1, 1)
    for n in range(1000):
        rate.wait(f"c{n}")
    assert len(rate._left) == 10


def test_bodies_and_addresses_that_are_too_large(forms):
    asked, told = forms
    assert asked.post("/review/item", data={**told, "reason": "x" * BODY}).status_code == 413
    assert asked.get("/search", params={"q": "x" * ADDRESS}).status_code == 414
    assert asked.get("/" + "x" * ADDRESS).status_code == 414
    for size in ("-1", "x", "9" * 5000, "1e9", "²", "99999999999"):
        assert asked.post("/login", content=b"", headers={"content-length": size.encode()}).status_code == 413


def test_bodies_that_do_not_say_how_large_they_are(forms):
    asked, told = forms

    def pieces():
        for _ in range(BODY // 1000 + 2):
            yield b"reason=" + b"x" * 1000 + b"&"

    kind = {"content-type": "application/x-www-form-urlencoded"}
    for address in ("/login", "/review/item", "/review/pair", "/logout"):
        assert asked.post(address, content=pieces(), headers=kind).status_code in (400, 413)
    assert asked.post("/review/item", data={**told, "reason": "x" * 2001}).status_code == 422
    assert asked.get("/review.json").json()["done"] == []


def test_forms_that_are_broken(forms):
    asked, _ = forms
    for kind in (
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain",
        "",
        "\x01",
    ):
        for body in (b"", b"--x\r\n\r\n", b"--x", b"\x00\xff", b"a" * 5000 + b"=", b"&" * 3000 + b"=;%%%"):
            for address in ("/review/item", "/review/pair", "/login", "/logout"):
                answer = asked.post(address, content=body, headers={"content-type": kind})
                assert 300 <= answer.status_code < 500, (address, kind, body)


HOSTILE = (
    "%00", "%ED%A0%80%FF", "x" * 5000, "9" * 400, "-1", "1e400", "0000-00-00", "10000-01-01", "%27%3B--", "%25%5F%5B",
    "%F0%9F%95%8A%E2%80%AE", "[]", "(" * 200, "name:person::", "..%2F..%2Fetc%2Fpasswd", "%0D%0Aset-cookie:%20a=b",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_no_question_breaks_it(asked, value):
    base = {"limit", "least", *Looked.model_fields}
    for view in VIEWS:
        fields = view.looked.model_fields
        own = "&".join(f"{name}={value}" for name in fields if name not in base and fields[name].annotation is not bool)
        _sound(asked, f"{view.path}{'' if view.name == 'search' else '.json'}?{own}")
    for address in ("/timeline?limit", "/network?least", "/today?process", "/today?as_of", "/map.json?happened_by",
                    "/feed.json?about", "/changes.atom?since", "/calendar.ics?as_of"):  # fmt: skip
        _sound(asked, f"{address}={value}")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("field", ["as_of", "happened_by"])
def test_no_day_breaks_it(asked, day, field):
    for address in (*PAGES, *(f"{feed}?" for feed in FEEDS)):
        _sound(asked, f"{address}&{field}={day}")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_day_to_begin_with_breaks_it(asked, day):
    for address in ("/today", "/changes", "/changes.atom", "/feed.json"):
        _sound(asked, f"{address}?since={day}")


def _sound(asked, address):
    answer = asked.get(address)
    assert answer.status_code in (200, 404, 414, 422), address
    assert not _told(answer.text), address


@pytest.mark.parametrize("days", ["first=0001-01-01&last=9999-12-31", "first=0001-01-01", "last=9999-12-31",
                                  "first=9999-12-31&last=9999-12-31", "first=0001-01-01&last=0001-01-01",
                                  "first=2019-01-01&last=2018-01-01", "first=0001-01-01&last=2018-12-14"])  # fmt: skip
def test_a_timeline_of_any_days_is_drawn(asked, days):
    assert asked.get(f"/timeline?{days}").status_code == 200
    drawing = asked.get(f"/timeline.json?{days}").json()["drawing"]
    assert len(drawing["ticks"]) <= 30


def _told(text):
    """What an answer tells of the machine or of what it is made with."""
    return re.findall(r"/home/\S*|/tmp/\S*|/work\S*|site-packages|Traceback|duckdb\.\w+|IO Error|Binder|\.py\b", text)


def test_no_answer_tells_where_files_lie(asked):
    told = "".join(asked.get(address).text for address in (*PAGES, *FEEDS, "/openapi.json"))
    told += "".join(asked.get(address.replace("?", ".json?")).text for address in PAGES)
    assert _told(told.replace("record.duckdb", "")) == []
    assert FOLDER not in told
    assert asked.get("/report.json?id=truce").json()["report"]["source_file"] == "truce.html"
    assert asked.get("/coverage.json").json()["issues"][0]["file"] == "broken.html"


def test_processes_that_there_are_none_of(asked, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for address in ("/today", "/today.json", "/feed.json", "/calendar.ics", "/changes.atom"):
        answer = asked.get(f"{address}?process=Nowhere")
        assert answer.status_code == 422
        assert "Nowhere" in answer.text
        assert "processes/" not in answer.text


@pytest.mark.parametrize("error", [ValueError, OSError, sqlite3.Error, KeyError, OverflowError])
def test_what_breaks_is_told_to_the_log_alone(path, monkeypatch, caplog, error):
    def broken(*given, **which):
        raise error("/home/ana/kept/record.duckdb: IO Error at 0x7f")

    monkeypatch.setattr(Snapshot, "ask", broken)
    with asking(path, raises=False) as asked, caplog.at_level(logging.ERROR):
        for address in ("/today", "/today.json", "/feed.json"):
            answer = asked.get(address)
            assert answer.status_code == 500
            number = re.search(r"has it as ([0-9a-f]{8})|it as ([0-9a-f]{8})", answer.text)[1]
            assert number in caplog.text
            assert not _told(answer.text)
            for name, value in HEADERS.items():
                assert answer.headers[name] == value
            assert answer.headers["cache-control"] == "no-store"
    assert "/home/ana/kept" in caplog.text


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "QUERY", "GOT"])
def test_other_methods_are_not_allowed(asked, method):
    for address in (*PAGES, "/today.json", "/login", "/review/item", "/nope", "/live"):
        answer = asked.request(method, address)
        assert answer.status_code in (404, 405), address
        assert answer.status_code == 404 or "allow" in answer.headers


def test_addresses_that_there_are_none_of(asked):
    page, data = asked.get("/nope"), asked.get("/nope.json")
    assert (page.status_code, data.status_code) == (404, 404)
    assert "There is nothing here" in page.text
    assert data.json() == {"error": "Not Found"}
    for address in ("//evil.example", "/%2e%2e/etc/passwd", "/today/", "/%00", "/a%0d%0ab", "/docs", "/redoc", "/.env"):
        assert asked.get(address).status_code in (404, 307)


@pytest.mark.parametrize(
    "name",
    ["../app.py", "..%2fapp.py", "%2e%2e/%2e%2e/app.py", "..\\app.py", "....//app.py", "/etc/passwd", "%00", "a%00.css",
     "dateline.css%00.html", "", "vendor", "x" * 300, "%ED%A0%80", "~root", "C:%5Cwindows"],
)  # fmt: skip
def test_only_what_is_static_is_served_there(asked, name):
    answer = asked.get(f"/static/{name}")
    assert answer.status_code in (404, 405, 421), answer.text[:200]
    assert not _told(answer.text.replace("app.py", ""))


def test_static_files_are_asked_for_again_only_if_they_changed(asked):
    first = asked.get("/static/dateline.js")
    assert asked.get("/static/dateline.js", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_a_broken_process_of_ones_own_is_not_told(path, tmp_path, monkeypatch):
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "x.yml").write_text("name: [")
    monkeypatch.chdir(tmp_path)
    with asking(path, raises=False) as asked:
        assert not _told(asked.get("/today").text + asked.get("/today?process=Yemen").text)


def test_no_more_than_so_many_listen(asked, monkeypatch):
    monkeypatch.setattr(following, "LIVE", 0)
    answer = asked.get("/live")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


def test_with_a_file_of_names_nothing_is_told_to_strangers(path, tmp_path):
    with asking(path, let_in=access(tmp_path)) as asked:
        for address in (*PAGES, *FEEDS, "/live", "/review/correct?report_id=truce&kind=event&item_id=ev0"):
            assert asked.get(address).status_code in (303, 401)
