"""The pages as people use them: with a mouse, with keys alone, on a narrow screen, without scripts, on paper."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import parse_qs, quote, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from dateline.record.resolve.judge import Judgement
from dateline.record.store import Record
from dateline.web.views import VIEWS
from web import hostile
from web.conftest import NARROW, OWNER, PATIENCE, WIDE, Visit, served

expect.set_options(timeout=PATIENCE)
MENU = {view.name: view.path for view in VIEWS if view.in_menu}
# Long lists are the same as short ones, but slow to look through.
SHORT = {
    "timeline": "?limit=20", "proposals": "?limit=10", "changes": "?limit=20", "review": "?limit=5",
    "actors": "?name=ministers",
}  # fmt: skip
# Pages of which only a part is an answer: an actor, a report, a form, what is not there.
ONE_ACTOR = f"/actor?key={quote('Staffan de Mistura')}"
SEARCHED, MISSING = "/search?q=talks", "/report?id=none"
NOT_THERE = ("404 (Not Found)",)


def data(address: str) -> dict:
    """The data behind a page."""
    with urlopen(address) as answer:
        return json.load(answer)


def a_report(base: str) -> str:
    """The address of a report, at a count in it."""
    row = data(f"{base}/figures.json")["rows"][0]
    return f"/report?id={quote(row['report_id'], safe='')}#figure-{row['item_id']}"


def a_correction(base: str) -> str:
    """The address of the form to correct an item."""
    row = data(f"{base}/review.json?task=check")["rows"][0]
    of = {"report_id": row["report_id"], "kind": row["item"], "item_id": row["item_id"]}
    return "/review/correct?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in of.items())


def every_page(base: str) -> list[str]:
    """The address of each page that there is."""
    menu = (path + SHORT.get(name, "") for name, path in MENU.items())
    return [*menu, ONE_ACTOR, SEARCHED, MISSING, "/login", a_report(base), a_correction(base)]


def drawn(page: Page) -> None:
    """Wait until whatever a page draws is drawn."""
    if page.locator("#map-data").count():
        expect(page.locator("#map")).to_have_attribute("data-drawn", re.compile("drawing|map"))
    if page.locator("#network-data").count():
        expect(page.locator("#network svg")).to_be_visible()
    for plot in page.locator("[data-plot]").all():
        expect(plot.locator(".canvas svg")).to_be_visible()


def shown(page: Page) -> list[str]:
    """The entries that a page shows, by the words of their links."""
    return page.locator("#answer [data-entry]").all_inner_texts()


def stay(page: Page) -> None:
    """Leave a sign in the page that goes when it is loaded anew."""
    page.evaluate("window.stayed = true")


def has_stayed(page: Page) -> bool:
    """Whether the page is the one that was first loaded."""
    return bool(page.evaluate("window.stayed === true"))


def query(page: Page) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def focused(page: Page) -> Locator:
    """What the next key goes to."""
    return page.locator(":focus")


# 1 Open


@pytest.mark.parametrize("name", MENU)
def test_each_page_of_the_menu_opens(name: str, demo: str, visit: Visit) -> None:
    page = visit(demo)
    page.locator("nav[aria-label=Pages]").get_by_role("link", name=_label(name), exact=True).click()
    expect(page).to_have_url(f"{demo}{MENU[name]}")
    expect(page.locator("nav [aria-current=page]")).to_have_text(_label(name))
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    expect(page.locator("footer.basis")).to_contain_text("13 reports")
    assert not re.search(r"[.)]\d", page.locator("footer.basis p").first.inner_text())
    drawn(page)


def _label(name: str) -> str:
    return next(view.label for view in VIEWS if view.name == name)


# 2 Filter


def test_a_filter_changes_the_answer_in_place_and_the_address_says_so(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/timeline")
    before = shown(page)
    entries = page.evaluate("history.length")
    stay(page)
    page.get_by_label("About").fill("Aleppo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo}/timeline?about=Aleppo&limit=120")
    after = shown(page)
    assert 0 < len(after) < len(before)
    assert has_stayed(page)
    # Enter and leaving the field are one change, so one step back.
    assert page.evaluate("history.length") == entries + 1
    again = visit(page.url)
    assert shown(again) == after
    expect(again.get_by_label("About")).to_have_value("Aleppo")
    page.go_back()
    expect(page).to_have_url(f"{demo}/timeline")
    expect(page.get_by_label("About")).to_have_value("")
    assert shown(page) == before


def test_whoever_types_on_goes_on_typing(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/timeline")
    page.get_by_label("Actor", exact=True).fill("Kerry")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile("actor=Kerry"))
    expect(page.get_by_label("Place", exact=True)).to_be_focused()


def test_a_filter_draws_anew(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/figures")
    drawn(page)
    stay(page)
    page.get_by_label("Measure").select_option("besieged")
    expect(page).to_have_url(f"{demo}/figures?measure=besieged")
    drawn(page)
    page.goto(f"{demo}/map")
    drawn(page)
    page.get_by_label("Kind").select_option("talks")
    expect(page).to_have_url(f"{demo}/map?kind=talks")
    drawn(page)
    page.goto(f"{demo}/network")
    page.get_by_label("Of", exact=True).fill("Russia")
    page.keyboard.press("Tab")
    expect(page).to_have_url(f"{demo}/network?by=Russia&least=1")
    drawn(page)


def test_what_cannot_be_understood_is_said(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/timeline?first=soon", expected=("422",))
    expect(page.get_by_role("heading", level=1)).to_have_text("That could not be understood")
    expect(page.locator("main")).to_contain_text("first")


# 3 As of a day


@pytest.mark.parametrize("clock", ["as_of", "happened_by"])
def test_a_day_on_either_clock_takes_away_what_came_later(clock: str, demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/talks")
    later = page.get_by_text("Government and opposition envoys returned to Geneva").first
    expect(later).to_be_visible()
    stay(page)
    page.locator(f"#{clock}").fill("2016-02-12")
    expect(page).to_have_url(re.compile(f"{clock}=2016-02-12"))
    expect(later).to_be_hidden()
    expect(page.get_by_text("The United Nations suspended peace talks").first).to_be_visible()
    slider = page.locator(f".slider[data-for={clock}]")
    assert 0 < int(slider.input_value()) < int(slider.get_attribute("max") or 0)
    # Every way on keeps the day.
    for name in ("Timeline", "Coverage"):
        link = page.locator("nav").get_by_role("link", name=name, exact=True)
        expect(link).to_have_attribute("href", re.compile(f"{clock}=2016-02-12"))
    assert has_stayed(page)
    page.go_back()
    expect(page).to_have_url(f"{demo}/talks")
    expect(later).to_be_visible()
    expect(page.locator(f"#{clock}")).to_have_value("")
    expect(page.locator("nav").get_by_role("link", name="Timeline")).to_have_attribute("href", "/timeline")


@pytest.mark.parametrize("clock", ["as_of", "happened_by"])
def test_a_slider_moves_its_day_by_keys(clock: str, demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/talks")
    slider = page.locator(f".slider[data-for={clock}]")
    slider.focus()
    page.keyboard.press("Home")
    first = slider.get_attribute("data-first")
    expect(page).to_have_url(re.compile(f"{clock}={first}"))
    expect(page.locator(f"#{clock}")).to_have_value(first or "")
    expect(slider).to_be_focused()
    expect(page.get_by_text("Government and opposition envoys returned to Geneva")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(re.compile(f"{clock}={first}"))
    # At the right end no day is asked for.
    page.keyboard.press("End")
    expect(page).to_have_url(f"{demo}/talks")
    expect(page.get_by_text("Government and opposition envoys returned to Geneva").first).to_be_visible()


# 4 From a number to its sentence


def test_a_click_on_a_number_leads_to_its_words(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/figures")
    number = page.locator(".number.to-sentence").first
    words = number.inner_text()
    number.click()
    _at_its_words(page, words)
    page.keyboard.press("b")
    expect(page).to_have_url(f"{demo}/figures")


def test_keys_alone_lead_to_the_words_and_back(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/figures")
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("k")
    entry = focused(page)
    expect(entry).to_have_attribute("data-entry", "")
    assert page.locator("#answer [data-entry]").nth(1).evaluate("entry => entry === document.activeElement")
    words = entry.locator(".number").inner_text()
    page.keyboard.press("Enter")
    _at_its_words(page, words)
    page.keyboard.press("b")
    expect(page).to_have_url(f"{demo}/figures")


def test_a_mark_of_a_plot_leads_to_its_words(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/figures")
    point = page.locator(".plot svg a").first
    expect(point).to_be_visible()
    point.click()
    expect(page.locator("#text mark.chosen").first).to_be_in_viewport()


def _at_its_words(page: Page, words: str) -> None:
    expect(page).to_have_url(re.compile(r"/report\?id=.+#figure-"))
    marks = page.locator("#text mark.chosen")
    expect(marks.first).to_be_in_viewport()
    assert "".join(marks.all_inner_texts()) == words
    expect(page.locator(".item.chosen")).to_contain_text(words)
    plain, chosen = (_background(page, f"#text mark{of}") for of in (":not(.chosen)", ".chosen"))
    assert plain != chosen


def _background(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("mark => getComputedStyle(mark).backgroundColor"))


def test_words_in_the_text_lead_to_their_item(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}{a_report(demo).split('#')[0]}")
    page.locator("#text mark.k-figure").first.click()
    item = page.locator(".item.chosen")
    expect(item).to_be_focused()
    expect(item).to_have_attribute("id", re.compile("^figure-"))


# 5 Review


def test_accept_reject_and_undo_by_keys(own: str, record_file: Path, visit: Visit) -> None:
    page = visit(f"{own}/review?task=check")
    told = page.locator(".task .what").first.inner_text()
    of = data(f"{own}/review.json?task=check")["rows"][0]
    reason = page.get_by_label("Reason for the next words")
    reason.fill("read against the wire copy")
    reason.blur()
    for key, verdict, said in (("a", "accept", "Accepted"), ("r", "reject", "Rejected")):
        page.goto(f"{own}/review?task=check")
        page.get_by_label("Reason for the next words").fill("read against the wire copy")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        stay(page)
        page.keyboard.press(key)
        expect(page.locator(".said-so")).to_contain_text(said)
        assert has_stayed(page)
        # The next task waits for the next key.
        expect(page.locator("#task-2 [data-entry]")).to_be_focused()
        (row,) = _reviews(record_file)[-1:]
        assert (row["report_id"], row["kind"], row["item_id"]) == (of["report_id"], of["item"], of["item_id"])
        assert (row["verdict"], row["by"], row["reason"]) == (verdict, OWNER, "read against the wire copy")
        assert row["at"] is not None
        line = _line(visit(f"{own}/timeline?limit=400"), of)
        if verdict == "accept":
            expect(line.locator(".chip.checked")).to_have_text("checked")
            expect(line.locator(".chip.checked")).to_have_attribute("title", f"reviewed by {OWNER}")
        else:
            expect(line).to_have_count(0)
        page.keyboard.press("u")
        expect(page.locator(".said-so")).to_contain_text("Taken back")
        assert [row["verdict"] for row in _reviews(record_file)][-1] == "undo"
        line = _line(visit(f"{own}/timeline?limit=400"), of)
        expect(line).to_contain_text(told)
        expect(line.locator(".chip.checked")).to_have_count(0)


def test_correct_by_the_form_and_undo_from_the_list(own: str, record_file: Path, visit: Visit) -> None:
    page = visit(f"{own}/review?task=check")
    of = data(f"{own}/review.json?task=check")["rows"][0]
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile("/review/correct"))
    page.locator("[name=status]").select_option("cancelled")
    page.locator("[name=when]").fill("2016-02-09")
    page.locator("[name=reason]").fill("the second paragraph says so")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page).to_have_url(f"{own}/review")
    done = page.locator(".done").first
    expect(done).to_contain_text("corrected")
    expect(done).to_contain_text("the second paragraph says so")
    expect(done).to_contain_text(OWNER)
    (row,) = _reviews(record_file)
    assert json.loads(row["changes"]) == {"status": "cancelled", "when": "2016-02-09"}
    timeline = visit(f"{own}/timeline?limit=400")
    line = _line(timeline, of)
    expect(line.locator(".chip.checked")).to_have_text("corrected")
    expect(line).to_contain_text("9 Feb 2016")
    expect(line).to_contain_text("cancelled")
    done.get_by_role("button", name="Undo").click()
    expect(page.locator(".done").first).to_contain_text("taken back")
    timeline.reload()
    expect(_line(timeline, of)).not_to_contain_text("9 Feb 2016")


def test_a_value_that_is_none_is_refused_with_what_to_write(own: str, record_file: Path, visit: Visit) -> None:
    page = visit(f"{own}{a_correction(own)}", expected=("422",))
    page.locator("[name=when]").fill("soon")
    page.locator("[name=reason]").fill("a try")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("That could not be understood")
    assert _reviews(record_file) == []


def test_merge_split_and_undo(own: str, record_file: Path, visit: Visit) -> None:
    left, right = (row["key"] for row in data(f"{own}/actors.json?name=ministers")["rows"][:2])
    with Record.open(record_file) as record:
        record.judge([Judgement(left, right, "unsure", "alike")], by="dateline")
    until = monotonic() + PATIENCE / 1000
    while not data(f"{own}/review.json?task=join")["tasks"] and monotonic() < until:
        sleep(0.1)
    before = data(f"{own}/actors.json")["actors"]
    page = visit(f"{own}/review?task=join")
    for key, said, verdict, actors in (("m", "One", "positive", before - 1), ("s", "Two", "negative", before)):
        expect(async_rows(page)).to_have_count(1)
        page.keyboard.press("j")
        page.keyboard.press(key)
        expect(page.locator(".said-so")).to_contain_text(said)
        last = data(f"{own}/review.json")["done"][0]
        assert {last["left"], last["right"]} == {left, right}
        assert (last["verdict"], last["by"], last["reason"]) == (verdict, OWNER, "checked against its sentence")
        assert last["at"]
        assert data(f"{own}/actors.json")["actors"] == actors
        page.keyboard.press("u")
        expect(page.locator(".said-so")).to_contain_text("Taken back")
        assert data(f"{own}/actors.json")["actors"] == before
        page.reload()


def async_rows(page: Page) -> Locator:
    """The pairs that wait for a word."""
    return page.locator("[data-task=join]")


def _line(page: Page, of: dict) -> Locator:
    return page.locator(f"[id^='line-{of['report_id']}-{of['item']}-{of['item_id']}-']")


def _reviews(record: Path) -> list[dict]:
    with Record.open(record, read_only=True) as opened:
        return opened.query("SELECT * FROM review ORDER BY rowid").to_pylist()


# 6 Live


def test_an_open_page_tells_of_a_change_and_leads_to_it(
    own: str, record_file: Path, tmp_path: Path, visit: Visit
) -> None:
    page = visit(f"{own}/changes")
    # What was swapped and gone back from tells of changes too.
    page.get_by_label("About").fill("Geneva")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("about=Geneva"))
    page.go_back()
    expect(page).to_have_url(f"{own}/changes")
    stay(page)
    notice = page.get_by_role("status").filter(has_text="The record has changed")
    expect(notice).to_be_hidden()
    added = tmp_path / "late.jsonl"
    text = (
        "GENEVA (Example Wire) - Envoy Ana Perez said on Monday that peace talks on Syria between the government and "
        "the rebels would resume in Lausanne on Friday."
    )
    told = {"id": "late", "title": "Talks to resume", "text": text, "published": "2016-10-17T09:00:00"}
    added.write_text(json.dumps(told), encoding="utf-8")
    command = ("-c", "from dateline.cli import main; main()", "--record", record_file, "add", "--no-model", added)
    subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True)
    expect(notice).to_be_visible()
    assert has_stayed(page)
    expect(page.get_by_text("Ana Perez")).to_have_count(0)
    # Adding writes more than once: the notice comes for each state that is seen on the way.
    until = monotonic() + PATIENCE / 1000
    while not page.get_by_text("Ana Perez").count() and monotonic() < until:
        expect(notice).to_be_visible()
        notice.get_by_role("link").click()
        page.wait_for_load_state("load")
    expect(page.get_by_text("Ana Perez").first).to_be_visible()


# 7 Hostile reports


@pytest.fixture(scope="module")
def besieged(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a record of hostile reports."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.duckdb"
    hostile.write(path)
    with served(path) as address:
        yield address


# Where their words must be seen as words, and where they come back from the address.
EVIL_PAGES = (
    "/today?since=2018-12-01", "/timeline", "/talks", "/proposals", "/figures", "/map", "/network", "/actors",
    "/ledger", "/changes", "/search?q=Envoy", "/review?limit=200", "/coverage",
)  # fmt: skip
ASKED = quote(hostile.evil("asked"), safe="")
EVIL_ADDRESSES = (
    f"/search?q={ASKED}", f"/timeline?about={ASKED}&actor={ASKED}&place={ASKED}", f"/actor?key={ASKED[:250]}",
    f"/report?id={ASKED[:150]}", f"/talks?as_of={ASKED}", f"/network?by={ASKED}", f"/login?back={ASKED}",
    f"/timeline?process={quote('<img src=x onerror=hacked(1)>')}", f"/{ASKED}",
)  # fmt: skip
INJECTED = """() => [...document.querySelectorAll("*")].filter((e) =>
    [...e.attributes].some((a) => /^on/i.test(a.name) || /^\\s*javascript:/i.test(a.value))
    || e.matches("img, iframe, object, embed, base, script:not([src], [type='application/json'])")
    || (e.localName === "svg" && !e.closest("#map, #network, .canvas, .lanes"))
    || (e.matches("a[href]") && !["http:", "https:"].includes(new URL(e.href?.baseVal ?? e.href, location).protocol))
).map((e) => e.outerHTML.slice(0, 200))"""


def test_hostile_words_stay_words_on_every_page(besieged: str, visit: Visit) -> None:
    # The policy that would stop scripts is off: here escaping alone must hold.
    page = visit(besieged, bypass_csp=True, expected=("404", "422"))
    hacked: list[str] = []
    page.expose_function("hacked", lambda told: hacked.append(told))
    rows = data(f"{besieged}/figures.json")["rows"]
    of = [f"/report?id={quote(row['report_id'], safe='')}#figure-{row['item_id']}" for row in rows]
    key = data(f"{besieged}/actors.json")["rows"][0]["key"]
    seen = (*EVIL_PAGES, *of, f"/actor?key={quote(key, safe='')}", a_correction(besieged))
    for address in (*seen, *EVIL_ADDRESSES):
        page.goto(f"{besieged}{address}")
        drawn(page)
        assert page.evaluate(INJECTED) == [], address
        if address in seen:
            assert hostile.TEMPLATE in page.locator("main").inner_text(), address
    # Names on the drawings and what a pointer shows over them.
    page.goto(f"{besieged}/network")
    page.locator("#network .node").first.dispatch_event("mouseenter")
    page.goto(f"{besieged}/map")
    drawn(page)
    assert hostile.TEMPLATE in page.locator("#map").inner_text() + (page.locator("#map").text_content() or "")
    # And after a swap.
    page.goto(f"{besieged}/timeline")
    page.get_by_label("About").fill(hostile.evil("typed"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("about="))
    expect(page.get_by_label("About")).to_have_value(hostile.evil("typed"))
    assert page.evaluate(INJECTED) == []
    assert hacked == []


def test_hostile_words_can_be_reviewed(besieged: str, visit: Visit) -> None:
    page = visit(f"{besieged}/review?task=check")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(".said-so")).to_contain_text("Accepted")
    page.keyboard.press("u")
    expect(page.locator(".said-so")).to_contain_text("Taken back")


def test_letters_that_turn_the_line_turn_no_other_words(besieged: str, visit: Visit) -> None:
    page = visit(f"{besieged}/timeline")
    link = page.locator(".source a").first
    expect(link).to_contain_text(hostile.TURNED)
    # The year's first digit stands left of its last.
    first, last = link.evaluate(
        """link => {
            const walk = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
            let node, last;
            while ((node = walk.nextNode())) if (node.data.includes("2018")) last = node;
            const at = (n) => { const range = new Range(), start = last.data.lastIndexOf("2018") + n;
                range.setStart(last, start); range.setEnd(last, start + 1); return range.getBoundingClientRect().x; };
            return [at(0), at(3)];
        }"""
    )
    assert first < last


def test_hostile_words_stay_words_in_data_and_feeds(besieged: str) -> None:
    for view in MENU:
        with urlopen(f"{besieged}{MENU[view]}.json") as answer:
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
            json.load(answer)
    with urlopen(f"{besieged}/changes.atom") as answer:
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.parse(answer)
    kinds = {element.tag.rpartition("}")[2] for element in feed.iter()}
    assert kinds <= {"feed", "entry", "id", "title", "updated", "published", "author", "name", "link", "content",
                     "summary", "generator", "subtitle", "category", "rights", "deleted-entry", "comment"}  # fmt: skip
    assert hostile.TEMPLATE in "".join(feed.getroot().itertext())
    links = [e.get("href", "") for e in feed.iter() if e.tag.endswith("}link")]
    assert all(link.startswith("http://127.0.0.1") for link in links)
    with urlopen(f"{besieged}/feed.json") as answer:
        assert hostile.TEMPLATE in json.dumps(json.load(answer))
    with urlopen(f"{besieged}/calendar.ics") as answer:
        calendar = Calendar.from_ical(answer.read())
    assert not any(name.upper().startswith("X-HACKED") for part in calendar.walk() for name in part)
    assert any("<script>" in str(event.get("summary")) for event in calendar.walk("VEVENT"))


# 8 Keys alone


def test_the_first_tab_leads_past_the_menu(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/timeline")
    page.keyboard.press("Tab")
    skip = focused(page)
    expect(skip).to_have_text("To the content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator("#main").evaluate("main => main.contains(document.activeElement)")


@pytest.mark.parametrize("path", ["/timeline", "/figures", "/review", "/map"])
def test_focus_goes_in_order_and_is_seen(path: str, demo: str, visit: Visit) -> None:
    page = visit(f"{demo}{path}")
    drawn(page)
    if path == "/map":
        expect(page.locator("#map")).to_have_attribute("data-drawn", "map")
    before = -1
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const now = document.activeElement, style = getComputedStyle(now), box = now.getBoundingClientRect();
                return { name: now.outerHTML.slice(0, 120), place: [...document.querySelectorAll("*")].indexOf(now),
                    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
            }"""
        )
        assert seen["outlined"], seen["name"]
        assert seen["inside"], seen["name"]
        assert seen["place"] >= before, seen["name"]
        before = seen["place"]


def test_keys_lead_to_pages_and_to_the_search(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/today")
    letters = {
        "t": "today", "l": "timeline", "a": "talks", "p": "proposals", "f": "figures", "m": "map", "n": "network",
        "w": "actors", "r": "review", "c": "coverage",
    }  # fmt: skip
    for letter, name in letters.items():
        page.keyboard.press("g")
        page.keyboard.press(letter)
        expect(page).to_have_url(f"{demo}/{name}")
        expect(page.locator("footer.basis")).to_be_attached()
        _scripted(page)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jgb/?")
    expect(page.locator("#q")).to_have_value("jgb/?")
    page.locator("#q").fill("Geneva")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo}/search?q=Geneva")
    expect(page.get_by_role("heading", level=1)).to_have_text("“Geneva”")


def test_the_keys_are_told_and_the_focus_comes_back(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/talks")
    page.keyboard.press("j")
    entry = focused(page).element_handle()
    dialog = page.get_by_role("dialog", name="Keys")
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
    # Keys of the page rest while it is told of them.
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert entry is not None
    assert entry.evaluate("entry => entry === document.activeElement")
    button = page.get_by_role("button", name="Keys")
    button.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def _scripted(page: Page) -> None:
    """Wait until the page listens for keys."""
    page.wait_for_load_state("load")
    expect(page.locator("html")).to_have_class(re.compile("scripted"))


def test_the_timeline_is_looked_at_nearer_and_further_by_keys(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/timeline")
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("first=.*last="))
    _scripted(page)
    near = query(page)
    page.keyboard.press("-")
    expect(page).not_to_have_url(re.compile(f"first={near['first'][0]}"))
    _scripted(page)
    far = query(page)
    assert far["first"] < near["first"] < near["last"] < far["last"]
    page.keyboard.press("ArrowLeft")
    expect(page).not_to_have_url(re.compile(f"first={far['first'][0]}"))
    assert query(page)["first"] < far["first"]


# 9 Narrow and wide


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["390", "1440"])
def test_no_page_is_wider_than_the_screen(size: dict, demo: str, visit: Visit) -> None:
    page = visit(demo, viewport=size, expected=NOT_THERE)
    for address in every_page(demo):
        page.goto(f"{demo}{address}")
        drawn(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{address} is {wide} pixels too wide"


def test_a_narrow_screen_has_the_menu_and_folds_what_can_be_chosen(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/timeline", viewport=NARROW)
    expect(page.get_by_label("About")).to_be_hidden()
    expect(page.locator("#as_of")).to_be_hidden()
    page.get_by_text("Filters").click()
    page.get_by_label("About").fill("Aleppo")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile("about=Aleppo"))
    # What was unfolded stays so, and the focus with it.
    expect(page.get_by_label("About")).to_have_value("Aleppo")
    expect(page.get_by_label("Lane")).to_be_focused()
    page.get_by_text("Filters").click()
    expect(page.get_by_label("About")).to_be_hidden()
    page.get_by_text("Known by, happened by, process").click()
    page.locator("#as_of").fill("2016-02-12")
    expect(page.locator("#window summary")).to_contain_text("Known by 12 Feb 2016")
    last = page.locator("nav").get_by_role("link", name="Coverage")
    last.click()
    expect(page).to_have_url(f"{demo}/coverage?as_of=2016-02-12")
    expect(page.locator("nav [aria-current=page]")).to_be_in_viewport(ratio=1)


# 10 Without a network, without scripts


def test_map_plots_and_network_draw_without_another_host(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/map", expected=("https://example.org",))
    drawn(page)
    expect(page.locator("#map")).to_have_attribute("data-drawn", "map")
    spots = [row for row in data(f"{demo}/map.json")["rows"] if row["lat"] is not None]
    assert spots[0]["name"] in page.locator("#map .map-name").all_inner_texts()
    # The buttons of the map have their own shapes.
    nearer = page.get_by_role("button", name="Zoom in")
    assert nearer.evaluate("button => button.offsetWidth * button.offsetHeight") > 400
    page.goto(f"{demo}/network")
    drawn(page)
    assert page.locator("#network .node").count() == len(data(f"{demo}/network.json")["nodes"])
    page.goto(f"{demo}/figures")
    drawn(page)
    points = sum(len(one["points"]) for one in data(f"{demo}/figures.json")["series"])
    assert page.locator(".plot [aria-label=dot] circle").count() == points > 0
    assert page.evaluate("fetch('https://example.org').then(() => 'reached', () => 'not reached')") == "not reached"


def test_where_no_map_can_be_drawn_the_drawing_stays(demo: str, visit: Visit) -> None:
    page = visit(demo)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{demo}/map")
    expect(page.locator("#map")).to_have_attribute("data-drawn", "drawing")
    expect(page.locator("#map circle.spot").first).to_be_visible()


def test_without_scripts_every_page_shows_its_answer(demo: str, visit: Visit) -> None:
    page = visit(demo, java_script_enabled=False, expected=NOT_THERE)
    for address in every_page(demo):
        page.goto(f"{demo}{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".js:visible")).to_have_count(0)
        expect(page.locator("body")).not_to_contain_text("built-in")
        if address.split("?")[0].strip("/") in MENU:
            expect(page.locator("footer.basis")).to_be_visible()
            expect(page.locator("#answer")).not_to_be_empty()
    page.goto(f"{demo}/timeline")
    page.get_by_label("About").fill("Aleppo")
    page.locator("#filters").get_by_role("button", name="Show").click()
    assert query(page)["about"] == ["Aleppo"]
    expect(page.locator("#answer .entry")).to_have_count(len(data(f"{demo}/timeline.json?about=Aleppo")["rows"]))
    page.goto(f"{demo}/talks")
    page.locator("#as_of").fill("2016-02-12")
    page.locator("#window").get_by_role("button", name="Show").click()
    assert query(page)["as_of"] == ["2016-02-12"]
    expect(page.get_by_text("Government and opposition envoys returned to Geneva")).to_have_count(0)


def test_without_scripts_a_review_is_kept(own: str, record_file: Path, visit: Visit) -> None:
    page = visit(f"{own}/review", java_script_enabled=False)
    page.locator("#task-1 [name=reason]").fill("by hand")
    page.locator("#task-1").get_by_role("button", name="Accept").click()
    expect(page.locator(".done").first).to_contain_text("by hand")
    page.locator(".done").get_by_role("button", name="Undo").click()
    expect(page.locator(".done").first).to_contain_text("taken back")
    assert [row["verdict"] for row in _reviews(record_file)] == ["accept", "undo"]


# For everybody, and on paper

AXE = Axe()


def test_every_page_is_free_of_barriers(demo: str, visit: Visit) -> None:
    page = visit(demo, expected=NOT_THERE)
    found = []
    for address in every_page(demo):
        page.goto(f"{demo}{address}")
        drawn(page)
        # All rules of axe on both widths by day; by night only colours are others.
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme="light")
            found += _barriers(page, f"{address} {size['width']} light")
            page.emulate_media(color_scheme="dark")
            found += _barriers(page, f"{address} {size['width']} dark", "color-contrast", "link-in-text-block")
        page.set_viewport_size(WIDE)
    assert found == []


def test_the_map_and_the_dialog_are_free_of_barriers(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/map")
    expect(page.locator("#map")).to_have_attribute("data-drawn", "map")
    found = _barriers(page, "map")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    found += _barriers(page, "keys")
    assert found == []


@pytest.mark.parametrize("path", ["/figures", "/proposals", "/ledger", "/coverage"])
def test_ranges_answers_and_issues_are_free_of_barriers(path: str, besieged: str, visit: Visit) -> None:
    page = visit(f"{besieged}{path}", color_scheme="dark")
    drawn(page)
    assert _barriers(page, path) == []


def _barriers(page: Page, where: str, *rules: str) -> list[str]:
    only = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    response = AXE.run(page, options={"resultTypes": ["violations"], **only}).response
    return [
        f"{where}: {broken['id']}: {node['target']} {node['failureSummary']}"
        for broken in response["violations"]
        for node in broken["nodes"]
    ]


def test_on_paper_nothing_is_folded_away(demo: str, visit: Visit) -> None:
    page = visit(f"{demo}/talks", viewport=NARROW)
    hidden = page.locator("details:not([open]) .entry")
    assert hidden.count() > 0
    expect(hidden.last).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    for part in ("details .entry", ".basis"):
        for one in page.locator(part).all():
            expect(one).to_be_visible()
    for part in ("nav", "#window", "#filters", ".find"):
        expect(page.locator(part)).to_be_hidden()
    page.goto(f"{demo}{a_report(demo)}")
    for item in page.locator(".item").all():
        expect(item).to_be_visible()
    # Paper is white, whatever the screen is.
    ink, paper = page.evaluate(
        "[getComputedStyle(document.querySelector('main')).color, "
        "getComputedStyle(document.documentElement).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
