"""The page of an entry: what it moved, the row it came from, and the activity, case and rule that it rests on."""

import re
from html import unescape

import pytest

from sextant.application.cdm_report.rows import CANCELLATION_COLUMNS, ISSUANCE_COLUMNS

PLAYED = "/activities/UN01/S0001"


def text_of(client, address, language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def words_of(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def entries_of(client, address):
    return re.findall(r'href="(/entries/[0-9a-f-]+)"', text_of(client, address))


@pytest.mark.parametrize(
    ("report", "columns"), [("issuance", ISSUANCE_COLUMNS), ("cancellation", CANCELLATION_COLUMNS)]
)
@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_what_the_importer_recorded_is_shown_with_the_row_of_the_report(imported, report, columns, language):
    client, entries = imported
    text = text_of(client, f"/entries/{entries[report]}", language)
    shown = text.partition('id="reported"')[2].partition("</section>")[0]
    assert tuple(re.findall(r'<dt class="code">([^<]+)</dt>', shown)) == columns, "in the order of the report"
    assert {"en": "The row as the registry published it", "zh-TW": "登記簿公布的原始資料列"}[language] in words_of(text)
    content = client.get(f"/entries/{entries[report]}?format=json").json()
    assert set(content["request"]["reported"]) == set(columns)


def test_an_imported_entry_leads_to_its_activity_and_to_the_rule_of_its_account(imported):
    client, entries = imported
    text = text_of(client, f"/entries/{entries['issuance']}")
    content = client.get(f"/entries/{entries['issuance']}?format=json").json()
    [activity] = content["activities"]
    assert f'href="/activities/{activity.replace(" ", "/")}"' in text
    assert (content["case"], content["step"]) == (None, None)
    assert content["rule"]["document"]
    assert content["rule"]["document"] in words_of(text)


def test_an_issuance_names_the_case_and_the_step_that_made_it(player):
    [entry, *_] = entries_of(player, PLAYED)
    content = player.get(f"{entry}?format=json").json()
    assert content["activities"] == ["UN01 S0001"]
    assert content["step"].startswith("article_6_4.monitoring_period#")
    text = text_of(player, entry)
    assert f'href="{PLAYED}#case-{content["case"]}"' in text
    assert f'id="case-{content["case"]}"' in text_of(player, PLAYED)
    assert f"{content['rule']['document']} {content['rule']['version']}" in words_of(text)
    assert "Monitoring period" in words_of(text)
    assert "監測期" in words_of(text_of(player, entry, "zh-TW"))


def test_a_movement_names_the_row_of_the_transaction_matrix(player, played):
    sale = f"/entries/{played[1]['sale']}"
    content = player.get(f"{sale}?format=json").json()
    assert (content["activities"], content["case"]) == (["UN01 A0001"], None)
    assert content["rule"]["document"] == "A6.4-PROC-REGS-001"


def test_what_no_account_was_entered_by_has_no_rule(player, played):
    assert player.get(f"/entries/{played[1]['hold']}?format=json").json()["rule"] is None
    assert "sale 7" in text_of(player, f"/entries/{played[1]['hold']}")
