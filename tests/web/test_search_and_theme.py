"""One box for everything, the theme that a form sets, and how small things are said."""

import re
from html import unescape

import pytest


def text_of(client, address, language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def words_of(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


@pytest.mark.parametrize(("asked", "heading", "address"), [
    ("developer", "Accounts", "/accounts/UN01/S-DEVELOPER"),
    ("S-VERNIER", "Accounts", "/accounts/UN01/S-VERNIER"),
    ("registration fee", "Rules", "/rules/article_6_4.registration_fee/"),
    ("review window", "Rules", "/rules/article_6_4.review_window_days/"),
    ("A6.4-PROC", "Documents", "/documents/A6.4-PROC-AC-002/"),
    ("participation", "Cycles", "/cycles/article_6_4/participation/"),
    ("solar", "Activities", "/activities/UN01/S0001"),
])  # fmt: skip
def test_it_finds(player, asked, heading, address):
    answer = player.get("/search", {"q": asked}, headers={"accept-language": "en"})
    if answer.status_code == 302:
        assert answer["Location"].startswith(address)
        return
    text = unescape(answer.content.decode())
    assert f'href="{address}' in text
    assert re.search(rf"<h2>{heading} <span", text)


def test_it_finds_by_the_name_in_either_language(player):
    for language in ("en", "zh-TW"):
        assert (
            '/accounts/UN01/S-GRID"' in text_of(player, "/search?q=電網", language)
            if (player.get("/search?q=電網").status_code == 200)
            else player.get("/search?q=電網")["Location"].endswith("/accounts/UN01/S-GRID")
        )


@pytest.mark.parametrize("serial", ["UN01-XA-S0001-2026 421", "UN01-XA-S0001-2026-421", "un01-xa-s0001-2026 421"])
def test_a_serial_as_the_pages_print_it_is_found(player, serial):
    answer = player.get("/search", {"q": serial})
    assert (answer.status_code, answer["Location"]) == (302, "/serial/UN01-XA-S0001-2026-421")


def test_empty_results_lead_on(player):
    text = text_of(player, "/search?q=nothing-of-this-name")
    for address in ("/serial", "/activities", "/parties", "/accounts", "/rules/", "/documents/", "/cycles/"):
        assert f'href="{address}"' in text.partition("Nothing here answers")[2], address
    assert "Serial, activity, Party, account, rule" in text
    assert "序號、活動、締約方、帳戶、規則" in text_of(player, "/activities", "zh-TW")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_kept_by_a_cookie_and_needs_no_script(client, theme):
    assert "data-theme" not in text_of(client, "/")
    answer = client.post("/theme", {"theme": theme, "next": "/activities?party=GH"})
    assert (answer.status_code, answer["Location"]) == (302, "/activities?party=GH")
    assert answer.cookies["sextant_theme"]["samesite"] == "Lax"
    text = text_of(client, "/activities?party=GH")
    assert f'data-theme="{theme}"' in text
    assert f'<meta name="color-scheme" content="{theme}">' in text
    client.post("/theme", {"theme": "system", "next": "/"})
    assert "data-theme" not in text_of(client, "/")


def test_a_theme_that_is_none_is_refused_and_leads_nowhere_else(client):
    assert client.post("/theme", {"theme": "pink"}).status_code == 400
    assert client.get("/theme").status_code == 400
    assert client.post("/theme", {"theme": "dark", "next": "https://elsewhere.example/"})["Location"] == "/"
    client.cookies["sextant_theme"] = "<script>"
    assert "data-theme" not in text_of(client, "/")


def test_quantities_by_vintage_are_said_in_words(player):
    text = words_of(text_of(player, "/activities/UN01/S0001"))
    assert "vintage 2026: 8,800 t CO₂ eq" in text
    assert "2026: 8800" not in text
    assert "2026 年度：8,800 公噸二氧化碳當量" in words_of(text_of(player, "/activities/UN01/S0001", "zh-TW"))


def test_the_units_stand_before_the_history(player):
    text = text_of(player, "/activities/UN01/S0001")
    order = [text.index(f'id="{name}"') for name in ("cases", "next", "became", "issuances", "done", "money")]
    assert order == sorted(order)
    assert "Total" in words_of(text)
    assert "Together" not in words_of(text)


def test_the_list_of_activities_has_the_mechanism_and_one_spelling_of_states(player):
    text = text_of(player, "/activities")
    assert '<th scope="col">Mechanism</th>' in text
    assert "Clean Development Mechanism" in words_of(text.partition("<tbody>")[2])
    only = text_of(player, "/activities?mechanism=article_6_4").partition("<tbody>")[2]
    only = only.partition("</tbody>")[0]
    assert "Article 6.4 (PACM)" in words_of(only)
    assert "Clean Development Mechanism" not in words_of(only)
    said = set(re.findall(r'<span class="state[^>]*><span[^>]*>.</span>([^<]+)</span>', text))
    assert len({each.casefold() for each in said}) == len(said)


def test_the_page_of_a_rule_says_which_days_value_applies(player):
    text = words_of(text_of(player, "/rules/article_6_4.review_window_days/"))
    assert "Which day’s value applies" in text
    assert "applies to the whole case, even if it changes later." in text
    chinese = words_of(text_of(player, "/rules/article_6_4.review_window_days/", "zh-TW"))
    assert "適用哪一日之數值" in chinese
    assert "其後變更不影響該案件。" in chinese
    assert "哪些步驟與徵收引用本規則" in chinese


def test_the_register_of_documents_leaves_the_founding_paper_to_their_pages(player):
    assert "Founding paper" not in words_of(text_of(player, "/documents/").partition("<thead>")[2])
    assert "What the founding paper cites" in text_of(player, "/documents/A6.4-PROC-AC-003/")


def test_steps_possible_everywhere_are_listed_once_above_the_drawing(player):
    from sextant.storage.rulebook_files import cyclebooks
    from sextant.workflow.diagram import everywhere, numbers

    shown = 0
    for book in cyclebooks():
        for cycle in book.cycles.values():
            mechanism, _dot, name = cycle.path.partition(".")
            text = text_of(player, f"/cycles/{mechanism}/{name}/")
            above = text.partition('<p class="everywhere drawn">')[2].partition("</p>")[0]
            for step in everywhere(cycle):
                shown += 1
                number = str(numbers(cycle)[step.name])
                assert f'<a href="#step-{step.name}">{number} {step.label.english}</a>' in above
                drawing = re.findall(r"<svg.*?</svg>", text, re.DOTALL)[0]
                turning = [line for line in re.findall(r"↻[^<]*", drawing) if number in re.findall(r"\d+", line)]
                ending = [state for state in cycle.states.values() if state.terminal]
                assert len(turning) <= len(ending)
            assert bool(above) == bool(everywhere(cycle)), cycle.path
    assert shown


def test_sources_are_cited_in_chinese_on_chinese_pages(player):
    chinese = words_of(text_of(player, "/cycles/article_6_4/participant_authorization/", "zh-TW"))
    assert "A6.4-PROC-AC-002 v03.0 第24(d)、26段" in chinese
    assert "24(d) and 26" not in chinese
    assert "24(d) and 26" in words_of(text_of(player, "/cycles/article_6_4/participant_authorization/"))


def test_the_account_without_published_holder_says_so(client):
    text = words_of(text_of(client, "/accounts/CDM/GH-holder-not-published"))
    assert "Holder not published (one account a Party)" in text
    assert "未公布持有人（每一締約方一個帳戶）" in words_of(
        text_of(client, "/accounts/CDM/GH-holder-not-published", "zh-TW")
    )
