"""A real Chromium walks the pages in both languages, at desktop and phone width."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from sextant.application.letters import twin, twin_hash
from sextant.storage.opening import open_reader

CHROMIUM = Path(os.environ.get("SEXTANT_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def missing(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}: in CI the browser tests may not be left out")
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser(played, stated_world):
    # The databases are made before: while the browser runs, Django takes this thread for an asynchronous one.
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    if not CHROMIUM.exists():
        missing(f"there is no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


@contextmanager
def serving(url):
    """Yield the address of a server of its own process on this machine, stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "SEXTANT_DATABASE": url, "DJANGO_SETTINGS_MODULE": "sextant.web.settings"}
    command = [sys.executable, "-m", "gunicorn", "sextant.web.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "--threads", "4", "--log-level", "warning"], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            assert process.poll() is None, "the server stopped"
            try:
                urllib.request.urlopen(f"{address}/about", timeout=5)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def served(played):
    with serving(played[0]) as address:
        yield address


@pytest.fixture(scope="module")
def served_with_statements(stated_world):
    """The address of a server of the world in which Parties have stated their accounts."""
    with serving(stated_world) as address:
        yield address


def _scenario_version(url):
    """Return the first authorization of the scenario that was played."""
    reader = open_reader(url)
    try:
        return reader.authorizations(["XA:XA-AUT-S0001"])["XA:XA-AUT-S0001"][0]
    finally:
        reader.close()


@pytest.fixture(scope="module")
def pages(played):
    entries = played[1]
    return {
        "home": "/",
        "activities": "/activities?party=KE&sort=-expected&size=25",
        "no activities": "/activities?party=ZZ",
        "activity": "/activities/UN01/A0001",
        "activity with cases": "/activities/UN01/S0001",
        "activity with cases, long ago": "/activities/UN01/S0001?as_of=2025-12-10",
        "waiting": "/waiting/",
        "waiting for one role": "/waiting/?role=secretariat",
        "waiting for nobody": "/waiting/?role=appeal_panel",
        "parties": "/parties",
        "party": "/parties/GH",
        "accounts": "/accounts",
        "statement": "/accounts/UN01/XV-holding",
        "long statement": "/accounts/CDM/GH-cancellation",
        "find a serial": "/serial",
        "serial": "/serial/UN01-XA-A0001-2025-120",
        "block": "/blocks/CDM/GH-2211",
        "search": "/search?q=wind",
        "entry": f"/entries/{entries['use']}",
        "corrected entry": f"/entries/{entries['mistake']}",
        "authorizations": "/authorizations/",
        "no authorizations": "/authorizations/?state=expired",
        "authorization": "/authorizations/XA:XA-AUT-S0001",
        "authorization, long ago": "/authorizations/XA:XA-AUT-S0001?as_of=2026-06-30",
        "unknown authorization": "/authorizations/XA:nothing",
        "verify": "/verify/",
        "verified": f"/verify/{twin_hash(_scenario_version(played[0]))}",
        "verified, unknown": f"/verify/{'0' * 64}",
        "verified, no hash": "/verify/nothing",
        "about": "/about",
        "rules": "/rules/?mechanism=article_6_4",
        "rules not verified, long ago": "/rules/?unverified=yes&on=2003-01-01",
        "no rules": "/rules/?q=nothing-of-this-name",
        "rule": "/rules/article_6_4.share_of_proceeds_for_adaptation/",
        "rule with a table": "/rules/article_6_4.global_warming_potentials/",
        "repealed rule": "/rules/article_6_4.supervisory_body_meetings_min/",
        "levy": "/rules/article_6_4.registration_fee/?on=2026-01-01",
        "unverified levy": "/rules/cdm.registration_fee/",
        "documents": "/documents/",
        "document": "/documents/A6.4-PROC-REGS-001/",
        "document cited wrongly": "/documents/A6.4-PROC-AC-003/",
        "cycles": "/cycles/",
        "cycle": "/cycles/article_6_4/approval/",
        "long cycle": "/cycles/article_6_4/project_activity/",
        "comparison": "/comparison/?view=methodologies",
        "paper": "/paper/?verdict=wrong",
        "scenarios": "/scenarios/",
        "scenario": "/scenarios/pacm_solar/",
        "unknown scenario": "/scenarios/nothing/",
        "approaches": "/cooperation/",
        "no approaches": "/cooperation/?q=nothing-of-this-name",
        "approach": "/cooperation/NMA-0001/",
        "older version": "/cooperation/NMA-0001/?version=1",
        "needs and offers": "/cooperation/needs-and-offers/",
        "coverage plan": "/cooperation/NMA-0001/XM/implement/",
        "providers": "/cooperation/providers/",
        "map of approaches": "/cooperation/map/",
        "Glasgow Committee": "/cooperation/committee/",
        "Glasgow Committee, unknown": "/cooperation/committee/?on=2027-01-01",
        "forum": "/cooperation/forum/",
        "exports": "/cooperation/exports/?party=XM&approach=NMA-0001",
        "unknown approach": "/cooperation/NMA-9999/",
        "unknown rule": "/rules/article_6_4.nothing/",
        "balance": "/parties/XA/balance",
        "affordability": "/parties/XA/affordability",
        "purchases": "/parties/XV/purchases",
        "structured summary": "/parties/XA/summary",
        "annual information": "/parties/XA/aef",
        "a partner's annual information": "/parties/XA/aef/partner",
        "reports": "/parties/XA/reports",
        "reviews": "/parties/XA/reviews",
        "activity compared": "/comparison/activity/",
        "transition": "/transition/",
        "partners": "/partners/jcm/?on=2025-08-15",
        "additionality": "/additionality/",
        "verification": "/verification/",
        "methodology": "/methodologies/ACM0002/",
        "calculation": "/methodologies/ACM0002/calculation",
        "methodologies": "/methodologies/",
        "a period": "/methodologies/forecast/?example=yes",
        "meters": "/methodologies/meters/?example=yes",
        "a sample": "/methodologies/sampling/?example=yes",
        "a table of factors": "/methodologies/tables/?example=yes",
        "readings": "/methodologies/readings/?example=yes",
        "forms": "/methodologies/forms/",
        "a form": "/methodologies/forms/A6.4-MR/",
        "wrong day": "/?as_of=2026-02-31",
        "unknown serial": "/serial/GH-999999",
    }


@pytest.mark.parametrize(
    ("locale", "code", "scheme", "judged_at"), [("en", "en", "light", 1280), ("zh-TW", "zh-Hant", "dark", 360)]
)
def test_every_page_fits_asks_nobody_else_and_is_accessible(browser, served, pages, locale, code, scheme, judged_at):
    # Each page is loaded once a language; it is wide, then narrow. axe takes most of the time: it judges each width,
    # scheme and language once, and not all of their pairs.
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(locale=locale, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on(
        "console", lambda message: failed.append(message.text) if "Content Security Policy" in message.text else None
    )
    for name, path in pages.items():
        answer = page.goto(served + path)
        assert page.locator("html").get_attribute("lang") == code, name
        assert page.locator("h1").count() == 1, name
        for folded in (True, False):
            page.evaluate("open => document.querySelectorAll('main details').forEach(e => e.open = open)", not folded)
            for width in (1640 - judged_at, judged_at):
                page.set_viewport_size({"width": width, "height": 800})
                fits = page.evaluate("document.documentElement.scrollWidth") <= width
                failed += [] if fits else [f"{name} scrolls sideways at {width}, {folded=}"]
        failed += [
            f"{name}: {each['id']} {each['nodes'][0]['target']}" for each in Axe().run(page).response["violations"]
        ]
        if code == "en":
            links = page.eval_on_selector_all("a[href*='format=']", "links => links.map(link => link.href)")
            answers = {link: context.request.get(link).status for link in links}
            failed += [f"{name}: {link}: {one}" for link, one in answers.items() if one != answer.status]
    assert not failed
    assert all(url.startswith((served, "data:")) for url in asked)
    context.close()


def test_the_language_switch_keeps_the_address_and_is_remembered(browser, served):
    context = browser.new_context(locale="en")
    page = context.new_page()
    address = f"{served}/activities?party=KE&sort=-expected&size=25"
    page.goto(address)
    page.get_by_role("button", name="繁體中文").click()
    assert page.url == address
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    page.get_by_role("link", name="締約方", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


def test_a_visitor_goes_from_a_serial_to_the_activity_and_back_in_time(browser, served):
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(served)
    page.get_by_label("Serial, activity, Party, account, rule").fill("GH 2,305")
    page.get_by_role("button", name="Search").click()
    assert page.url == f"{served}/serial/GH-2305"
    assert "cancelled" in page.locator(".facts").first.inner_text()
    page.locator(".moment summary").click()
    page.get_by_label("As of the end of").fill("2010-01-01")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/serial/GH-2305?as_of=2010-01-01&known_at=")
    assert "in an account" in page.locator(".facts").first.inner_text()
    page.get_by_role("link", name="Akosombo").click()
    assert "as_of=2010-01-01" in page.url
    assert "Of 9,514 units issued, 0 are cancelled" in page.locator(".sentence").inner_text()
    context.close()


def test_the_keyboard_reaches_the_content_and_the_search(browser, served):
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(served)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("Ghana")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}/parties/GH")
    context.close()


LOCALES = [("en", "en"), ("zh-TW", "zh-Hant")]


@pytest.mark.parametrize(("locale", "code"), LOCALES)
def test_a_figure_of_the_structured_summary_is_followed_to_its_serials(browser, served_with_statements, locale, code):
    served = served_with_statements
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{served}/parties/XA/summary")
    assert page.locator("html").get_attribute("lang") == code
    figures = page.locator("a[href^='/parties/XA/summary/23(c)/']").all()
    figure = next(each for each in figures if each.inner_text() != "0")
    told = int(figure.inner_text().replace(",", ""))
    figure.click()
    page.wait_for_url(f"{served}/parties/XA/summary/23(c)/*")
    blocks = page.locator("main a[href^='/blocks/']")
    quantities = [_size(each.inner_text()) for each in blocks.all()]
    assert sum(quantities) == told > 0
    blocks.first.click()
    page.wait_for_url(f"{served}/blocks/**")
    assert page.locator("html").get_attribute("lang") == code
    context.close()


def _size(text):
    """Return how many serials a range names."""
    first, last = re.search(r"([\d,]+)–([\d,]+)", text).groups()
    return int(last.replace(",", "")) - int(first.replace(",", "")) + 1


@pytest.mark.parametrize(("locale", "code"), LOCALES)
def test_a_stranger_with_a_telephone_goes_from_a_file_to_the_state_of_the_letter(
    browser, served, played, tmp_path, locale, code
):
    valid, unknown = {"en": ("valid", "No letter with this hash"), "zh-Hant": ("有效", "無此雜湊值")}[code]
    letter = tmp_path / "record.json"
    letter.write_bytes(twin(_scenario_version(played[0])))
    context = browser.new_context(locale=locale, viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/verify/")
    page.locator("#file").set_input_files(letter)
    page.locator("form:has(#file) button").click()
    assert page.url == f"{served}/verify/{twin_hash(_scenario_version(played[0]))}"
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator(".verdict").inner_text().strip().endswith(valid)
    page.get_by_role("link", name="XA-AUT-S0001").click()
    assert page.url == f"{served}/authorizations/XA:XA-AUT-S0001"
    page.goto(f"{served}/verify/")
    page.locator("#hash").fill("AB" * 32)
    page.locator("form:has(#hash) button").first.click()
    assert page.url == f"{served}/verify/{'ab' * 32}"
    assert unknown in page.locator(".refusal").inner_text()
    context.close()
