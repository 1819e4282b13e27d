"""What leaves: support chapters, the pack for the platform, narrative, synthesis, indicators."""

from dataclasses import replace
from datetime import date

from tests.cooperation.forms import offer_form, outcomes, read, recorded, told

from sextant.cooperation.approach_form import read_approach
from sextant.cooperation.exports.platform_pack import FIELDS, form_text, letter, pack
from sextant.cooperation.exports.support_chapters import COLUMNS, Row, support_chapters
from sextant.cooperation.exports.synthesis import adaptation_indicators, submission, synthesis
from sextant.cooperation.offer_form import read_offer
from sextant.storage.rulebook_files import catalogue

WHOLE = read()
ON = date(2026, 12, 1)


def test_needs_and_support_fall_into_the_tables_of_the_common_format():
    found = [(each.table, each.description, each.amount) for each in support_chapters("XM", [WHOLE])]
    assert found == [
        ("III.6", "Inter-island cable, first section (synthetic)", "3000000"),
        ("III.6", "Storage and feeders on six islands (synthetic)", "2000000"),
        ("III.7", "First part of the storage (synthetic)", "600000"),
        ("III.8", "Control of grids with much wind and sun (synthetic)", "UA"),
        ("III.10", "Dispatchers and line crews (synthetic)", "400000"),
    ]
    assert [each.table for each in support_chapters("XV", [WHOLE])] == ["III.5"]
    assert [each.table for each in support_chapters("XA", [WHOLE])] == ["III.6", "III.10", "III.11"]
    assert support_chapters("GH", [WHOLE]) == []


def test_finance_through_multilateral_channels_has_a_table_of_its_own():
    line = replace(WHOLE.support[0], provider_party="XV")
    [row] = support_chapters("XV", [replace(WHOLE, support=(line,))])
    assert (row.table, row.channel, row.flow, row.activity_status) == ("III.2", "multilateral", "ODA", "ongoing")
    bilateral = replace(line, channel="bilateral")
    assert [each.table for each in support_chapters("XV", [replace(WHOLE, support=(bilateral,))])] == ["III.1"]


def test_the_codes_in_rows_are_those_of_the_common_format():
    lists = {"instrument": "instrument", "channel": "channel", "flow": "flow", "sector": "sector",
             "type_of_support": "purpose", "activity_status": "activity_status"}  # fmt: skip
    keys = set(catalogue().lists["notation_key"].codes)
    for party in WHOLE.parties:
        for row in support_chapters(party, [WHOLE]):
            for column, name in lists.items():
                assert getattr(row, column) in {*catalogue().lists[name].codes, *keys}, column
    assert tuple(Row.__slots__) == COLUMNS


def test_the_pack_for_the_platform_reads_back_as_the_record():
    journal = told(recorded(WHOLE))
    found = pack(journal.public, journal, tuple(outcomes(WHOLE).values()))
    assert read_approach(found["record"], catalogue()) == WHOLE
    assert {each["answer"] for each in found["consents"]} == {"consented"}
    assert [each["outcome"] for each in found["rules"]] == ["declared"] * 16
    for language in ("en", "zh-Hant"):
        fields = form_text(journal.public, journal, catalogue(), language)
        assert [each.name for each in fields] == list(FIELDS)
        assert [each.number for each in fields] == list(range(3, 26))
        texts = {each.name: each.text for each in fields}
        assert {name for name, text in texts.items() if not text} == {"notes"}


def test_a_letter_of_consent_names_the_party_the_version_and_what_it_is_not():
    version = told(recorded(WHOLE)).public
    english = letter(version, "XQ", catalogue(), "en", "Quadrant")
    assert "Quadrant (XQ) concurs with version 1 of the non-market approach NMA-0001" in english
    assert "no approval" in english
    chinese = letter(version, "XQ", catalogue(), "zh-Hant", "象限國")
    assert "象限國（XQ）同意參與非市場方法 NMA-0001" in chinese


def test_the_synthesis_counts_and_keeps_unstated_amounts_apart():
    offer = read_offer(offer_form(), catalogue())
    found = synthesis([WHOLE], [offer], catalogue(), on=ON, query="q")
    assert found["by_focus_area"] == {"ADAPT": 1, "CLEAN_ENERGY": 1}
    assert found["by_region"] == {"002": 3}
    assert found["needed"] == [
        {"currency": "USD", "type": "CB", "amount": 650_000},
        {"currency": "USD", "type": "FIN", "amount": 13_000_000},
        {"type": "TT", "amount": None, "lines": 2},
    ]
    assert found["received"] == [{"currency": "USD", "type": "CB", "amount": 100_000}]
    assert found["median_capacity_move"] == [1, 1]
    assert "BLUE_CARBON" in found["focus_areas_without_approach"]
    assert found["query_digest"] != synthesis([WHOLE], [offer], catalogue(), on=ON, query="other")["query_digest"]
    assert found["query_digest"] == synthesis([WHOLE], [], catalogue(), on=ON, query="q")["query_digest"]


def test_adaptation_indicators_leave_one_by_one():
    [row] = adaptation_indicators([WHOLE], catalogue(), ON)
    assert (row["indicator"], row["observed"], row["light"]) == ("E3", "1", "off_track")


def test_notes_leave_as_a_submission():
    assert submission([(WHOLE, told(recorded(WHOLE)))]) == []
