"""The pages about rules: values on a day, sources, who reads them, documents, cycles; in both languages."""

import csv
import io
import re
from datetime import date
from html import unescape
from urllib.parse import unquote
from uuid import UUID

import pytest

from sextant.rules.loading import load
from sextant.storage.rulebook_files import cyclebooks, rulebooks, settled_points, shipped_texts
from sextant.web.views import cycle as cycle_view
from sextant.wording.where_cited import shipped
from sextant.workflow.cyclebook import load_cycles
from sextant.workflow.version import CannotReplay

SHARE = "/rules/article_6_4.share_of_proceeds_for_adaptation/"
PAGES = {
    "/rules/": ("Value", "數值"),
    "/rules/?on=2020-01-01": ("only from 2021-11-13", "自 2021-11-13 起始有"),
    "/rules/?q=nothing-of-this-name": ("No rule meets all of these filters", "沒有規則同時符合"),
    SHARE: ("0.05 (5% of the units issued)", "0.05（核發單位之 5%）"),
    "/rules/article_6_4.registration_fee/": ("more than 15,000, up to 50,000", "逾 15,000、50,000 以下"),
    "/rules/cdm.registration_fee/": ("An advance on", "抵充"),
    "/rules/article_6_4.supervisory_body_meetings_min/": ("no longer in force since 2023-01-01", "起不再適用"),
    "/rules/article_6_4.global_warming_potentials/": ("HFC-134a", "HFC-134a"),
    "/documents/": ("Implemented by", "文件"),
    "/documents/A6.4-PROC-REGS-001/": ("Which rules and code implement its paragraphs", "實作各段落之規則與程式"),
    "/documents/Decision%203/CMA.3/": ("The 5 per cent are cited without their exemption", "引用 5% 時未提及其豁免"),
    "/documents/A6.4-PROC-AC-003/": ("no: cited for another text", "否：誤引，應為他文件"),
    "/documents/Sextant%20settled%20points/": ("How fees are counted", "費用如何計算"),
    "/cycles/": ("Begins at", "始於"),
    "/cycles/article_6_4/approval/": ("Approve the activity", "核准活動"),
}  # fmt: skip


def text_of(client, address, language="en"):
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def words_of(text):
    """What a reader sees, tags gone and white space made one space."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", text))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("language", "index", "code"), [("en", 0, "en"), ("zh-TW", 1, "zh-Hant")])
def test_a_page_answers_in_the_language_of_the_visitor(client, address, language, index, code):
    text = text_of(client, address, language)
    assert f'<html lang="{code}">' in text
    assert PAGES[address][index] in text
    assert text.count("<h1") == 1
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|https?://", text)


def test_the_source_of_a_settled_value_leads_to_what_is_settled(client):
    page = "/documents/Sextant%20settled%20points/"
    rule = text_of(client, "/rules/article_6_4.levy_rounding/")
    assert f'href="{page}#p-10"' in rule
    text = text_of(client, page)
    assert text.count('id="p-10"') == 1
    assert '<h3 id="p-10">10. In which order units are taken at issuance</h3>' in text
    assert 'href="/rules/article_6_4.levy_rounding/"' in text
    assert set(client.get(f"{page}?format=json").json()["settled"]) == set(settled_points())
    assert "settled" not in client.get("/documents/A6.4-PROC-REGS-001/?format=json").json()


def every_address():
    books = rulebooks()
    paths = {*books.parameters, *(levy for book in books for levy in book.levies)}
    found = {f"/rules/{path}/" for path in paths}
    found |= {f"/documents/{document.id}/" for document in books.documents}
    return found | {f"/cycles/{path.replace('.', '/')}/" for book in cyclebooks() for path in book.cycles}


def test_every_link_within_the_pages_about_rules_leads_somewhere(client):
    # The list of all rules has several pages; that of a mechanism has one.
    lists = [f"/rules/?mechanism={book.code}" for book in rulebooks()]
    seen, left = set(), ["/rules/", *lists, "/documents/", "/cycles/"]
    places, known = set(), {}
    while left:
        address = left.pop()
        if address in seen:
            continue
        seen.add(address)
        text = text_of(client, address)
        ids = known[address] = set(re.findall(r'\bid="([^"]+)"', text))
        for found in set(re.findall(r'href="([^"]*)"', text)):
            page, _, place = found.partition("#")
            page = page or address
            if place and page == address:
                assert place in ids, f"{address} has no {place}"
            elif place:
                places.add((page, place))
            if re.match(r"/(rules|documents|cycles)/[^?]*$", page):
                left.append(page)
    for page, place in places:
        path = page.partition("?")[0]
        if path in known:
            assert place in known[path], f"{page} has no {place}"
    assert every_address() <= {unquote(address) for address in seen}, (
        "every rule, document and cycle can be reached by links"
    )


def test_the_list_shows_every_rule_and_filters_stand_in_the_address(client):
    books = rulebooks()
    every = client.get("/rules/?format=json").json()
    assert every["count"] == len(books.parameters) + sum(len(book.levies) for book in books)
    assert f"{every['count']} of {every['count']} rules" in text_of(client, "/rules/")
    cdm = client.get("/rules/?format=json&mechanism=cdm").json()["rows"]
    assert {row["mechanism"] for row in cdm} == {"cdm"}
    unverified = client.get("/rules/?format=json&unverified=yes").json()["rows"]
    assert unverified == [row for row in every["rows"] if not row["verified"]] != []
    sought = client.get("/rules/?format=json&q=regs-001+43(c)").json()["rows"]
    assert {row["path"] for row in sought} >= {"article_6_4.share_of_proceeds_for_adaptation"}
    assert all("A6.4-PROC-REGS-001" in str(row["source"]["document"]) for row in sought)


def test_the_csv_has_the_rows_of_the_page(client):
    body = client.get("/rules/?format=csv&mechanism=cdm").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == client.get("/rules/?format=json&mechanism=cdm").json()["count"]
    fee = next(row for row in rows if row["path"] == "cdm.registration_price_by_quantity")
    assert (fee["verified"], fee["unit"], fee["from"]) == ("no", "usd_per_unit", "2005-12-09")
    assert "0.1" in fee["value"]
    assert "15,000" in fee["value"]


def test_the_day_chooses_the_value_and_travels_with_the_links(client):
    past = client.get(f"{SHARE}?format=json&on=2024-01-01").json()
    now = client.get(f"{SHARE}?format=json&on=2026-01-01").json()
    assert past["source"] == {"document": "Decision 3/CMA.3", "version": None, "paragraph": "annex, 67(a)"}
    assert now["source"] == {"document": "A6.4-PROC-REGS-001", "version": "v02.1", "paragraph": "43(c)"}
    assert (past["value"], now["value"], now["verified"]) == (0.05, 0.05, True)
    assert client.get(f"{SHARE}?format=json&on=2000-01-01").json()["value"] is None
    text = text_of(client, "/rules/?on=2024-01-01")
    assert f'href="{SHARE}?on=2024-01-01"' in text
    assert 'href="/documents/A6.4-PROC-REGS-001/?on=2024-01-01#p-43-c"' in text_of(client, f"{SHARE}?on=2024-01-01")


def test_a_rule_page_says_when_it_is_read_and_by_whom(client):
    share = text_of(client, SHARE)
    assert "The value in force on the day Issuance applies to the whole case, even if it changes later." in share
    assert re.search(r'class="in-force">\s*<th[^>]*>2025-08-07', share)
    assert "2025-08-06" in share, "the earlier value ends the day before"
    days = text_of(client, "/rules/article_6_4.global_consultation_days/")
    assert "as a deadline of the step" in days
    assert 'href="/cycles/article_6_4/project_activity/#step-comment"' in days
    majority = text_of(client, "/rules/article_6_4.supervisory_body_majority/")
    assert "for the vote" in majority
    assert "workflow/ballot.py" in majority


def test_a_levy_is_told_in_full(client):
    share = words_of(text_of(client, SHARE))
    for said in ("rounded up to whole units", "counts as the first transfer", "and uses the exemption"):
        assert said in share, said
    fee = words_of(text_of(client, "/rules/article_6_4.registration_fee/"))
    for said in ("Ended at the completeness check 1,500", "Rejected by the Supervisory Body", "US dollars"):
        assert said in fee, said
    cdm = words_of(text_of(client, "/rules/cdm.registration_fee/"))
    assert "350,000 US dollars" in cdm
    assert "None below" in cdm
    spread = words_of(text_of(client, "/rules/cdm.share_of_proceeds_for_administration/"))
    assert "the calendar year: the brackets apply to the sum of that span" in spread


def test_what_is_not_verified_says_so_wherever_it_is_shown(client):
    for address in ("/rules/", "/rules/cdm.registration_fee/", "/documents/", "/documents/Decision%203/CMP.1/"):
        assert "unverified" in text_of(client, address), address
        assert "未核對" in text_of(client, address, "zh-TW"), address
    rows = client.get("/rules/?format=json&unverified=yes").json()["rows"]
    for path in {row["path"] for row in rows}:
        assert "unverified" in text_of(client, f"/rules/{path}/"), path


def test_a_document_says_what_implements_each_paragraph(client):
    text = text_of(client, "/documents/A6.4-PROC-REGS-001/")
    row = re.search(r'<tr id="p-43-c">(.*?)</tr>', text, re.DOTALL)[1]
    assert f'href="{SHARE}"' in row
    assert f'href="{SHARE}#levy"' in row
    for document, paragraphs in shipped().items():
        if rulebooks().documents.by_id(document):
            page = words_of(text_of(client, f"/documents/{document}/"))
            for paragraph in paragraphs:
                assert paragraph in page, (document, paragraph)


def test_the_register_tells_what_the_paper_cited_and_what_was_in_force(client):
    cited = words_of(text_of(client, "/documents/A6.4-STAN-AC-002/")).partition("What the founding paper cites")[2]
    assert "v01.0" in cited
    assert "v03.0" in cited
    wrong = client.get("/documents/?format=json&paper=wrong").json()["rows"]
    assert wrong
    assert not any(each["paper_correct"] for each in wrong)
    used = {each["document"] for each in client.get("/documents/?format=json&used=yes").json()["rows"]}
    assert used == {each.id for each in rulebooks().documents if each.id in shipped()}
    page = words_of(text_of(client, "/documents/A6.4-PROC-REGS-001/?on=2025-03-01"))
    assert "v01.0, from 2025-02-14" in page


def test_a_cycle_page_tells_of_every_state_and_step_and_draws_them(client):
    for book in cyclebooks():
        for cycle in book.cycles.values():
            text = text_of(client, f"/cycles/{cycle.path.replace('.', '/')}/")
            for step in cycle.steps.values():
                assert f'<tr id="step-{step.name}">' in text
                assert f'href="#step-{step.name}"' in text
            for state in cycle.states.values():
                row = re.search(rf'<tr id="state-{state.name}">(.*?)</tr>', text, re.DOTALL)[1]
                assert ("ends" in words_of(row.partition("</th>")[2].partition("</td>")[0])) == state.terminal
            assert 'role="group" aria-labelledby="drawing-title drawing-desc"' in text
            assert text.count('class="frame"') == len(cycle.states) + sum(
                each.terminal for each in cycle.states.values()
            )


def test_a_cycle_page_says_deadlines_votes_and_documents_in_words(client):
    text = words_of(text_of(client, "/cycles/article_6_4/project_activity/"))
    assert "to the end of 28 days § after “Design document published”" in text
    assert "a share of 0.75 § with a quorum of 9 §" in text
    assert "document Project design document" in text
    assert "`" not in text
    assert "_" not in text
    chinese = words_of(text_of(client, "/cycles/article_6_4/project_activity/", "zh-TW"))
    assert "不遲於「設計文件公布日」後 28 日" in chinese
    alone = client.get("/cycles/article_6_4/approval/?format=svg")
    assert alone["Content-Type"].startswith("image/svg+xml")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/rules/article_6_4.share_of_proceed/", "Did you mean article_6_4.share_of_proceeds_for_adaptation?"),
        ("/rules/nobody.nothing/", "There is no rule nobody.nothing."),
        ("/documents/A6.4-PROC-REGS-002/", "Did you mean A6.4-PROC-REGS-001?"),
        ("/cycles/article_6_4/aproval/", "Did you mean article_6_4.approval?"),
        ("/cycles/nobody/nothing/", "There is no cycle nobody.nothing."),
    ],
)
def test_an_unknown_name_is_answered_with_a_way_on(client, address, said):
    response = client.get(address)
    assert response.status_code == 404
    assert said in unescape(response.content.decode())
    assert "沒有" in client.get(address, headers={"accept-language": "zh-TW"}).content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{SHARE}?on=2026-02-31", "is not a day of the calendar"),
        ("/rules/?on=yesterday", "is not a day of the calendar"),
        ("/documents/?on=1", "is not a day of the calendar"),
        ("/cycles/article_6_4/approval/?on=x", "is not a day of the calendar"),
        ("/rules/?mechanism=nobody", "is not served for “mechanism”"),
        ("/rules/?unverified=maybe", "is not served for “unverified”"),
        ("/documents/?kind=poem", "is not served for “kind”"),
        ("/cycles/article_6_4/approval/?format=csv", "is not served for “format”"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(client, address, said):
    response = client.get(address)
    assert response.status_code == 400
    assert said in unescape(response.content.decode())


def test_addresses_without_the_last_stroke_lead_to_the_page(client):
    for name in ("rules", "documents", "cycles"):
        response = client.get(f"/{name}?on=2024-01-01")
        assert (response.status_code, response["Location"]) == (302, f"/{name}/?on=2024-01-01")


def test_the_other_pages_lead_to_the_rules(client):
    home = text_of(client, "/")
    assert all(f'href="/{name}/"' in home for name in ("rules", "documents", "cycles"))
    assert 'href="/rules/"' in text_of(client, "/about")
    statement = text_of(client, "/accounts/UN01/adaptation")
    assert f'href="{SHARE}#levy"' in statement
    assert 'href="/documents/A6.4-PROC-REGS-001/#' in statement


def two_versions():
    """The shipped cycles, with a version of the approval that begins in 2030 and has one step less."""
    texts = shipped_texts()
    name = "article_6_4/cycles/approval"
    later = texts[f"{name}.yaml"].replace("from: 2025-08-07", "from: 2030-01-01")
    changed = texts | {f"{name}.2030-01-01.yaml": later}
    return load_cycles(load(changed), changed)


def test_a_cycle_is_shown_in_the_version_of_the_day_with_links_to_the_others(client, monkeypatch):
    books = two_versions()
    monkeypatch.setattr(cycle_view, "cyclebooks", lambda: books)
    address = "/cycles/article_6_4/approval/"
    before, after = (words_of(text_of(client, f"{address}?on={day}")) for day in ("2029-12-31", "2030-01-01"))
    assert "from 2025-08-07 to the day before 2030-01-01" in before
    assert "Another version: from 2030-01-01" in before
    assert "Another version: from 2025-08-07 to the day before 2030-01-01" in after
    assert 'href="?on=2030-01-01"' in text_of(client, f"{address}?on=2029-12-31")
    early = words_of(text_of(client, f"{address}?on=2020-01-01"))
    assert "No version is in force on the chosen day; this is the nearest." in early
    assert "No version is in force" not in before + after
    record = client.get(f"{address}?on=2029-12-31&format=json").json()
    assert (record["from"], record["until"]) == ("2025-08-07", "2030-01-01")
    assert record["versions"] == ["2025-08-07", "2030-01-01"]


def test_a_journal_that_the_rules_no_longer_understand_is_named_and_logged(client, monkeypatch, caplog):
    def broken(request):
        raise CannotReplay("A6.4-0001", UUID(int=7), "it has no step dream", "article_6_4.approval", date(2025, 8, 7))

    monkeypatch.setattr(cycle_view, "on_day", broken)
    response = client.get("/cycles/article_6_4/approval/")
    assert response.status_code == 500
    text = unescape(response.content.decode())
    assert "The journal of A6.4-0001 holds what article_6_4.approval does not know" in text
    assert "it has no step dream" in caplog.text
