"""A partner's workbook beside what this registry says: both agree, or it is told who must act; nothing is kept."""

import io
from html import unescape

import pytest
from tests.web.conftest import _database_access, _play, pages_on


@pytest.fixture(scope="module")
def url(tmp_path_factory, request):
    from sextant.storage.opening import prepare_database

    found = f"sqlite:///{tmp_path_factory.mktemp('web') / 'partner.sqlite3'}"
    with _database_access(request):
        prepare_database(found)
    _play(found, "itmo_d2_used_by_buyer")
    return found


@pytest.fixture(scope="module")
def of_ghana(url, request):
    """The workbook of the host, from the registry in which the story was played."""
    with pages_on(url, request) as visitor:
        return visitor.get("/parties/GH/aef/2025?format=xlsx&version=1.0&submitted_on=2026-04-01").content


@pytest.fixture
def buyer(url, request):
    with pages_on(url, request) as visitor:
        yield visitor


def sent(client, content, code="CH", language="en"):
    answer = client.post(
        f"/parties/{code}/aef/partner", {"file": io.BytesIO(content)}, headers={"accept-language": language}
    )
    return answer.status_code, unescape(b"".join(answer).decode() if answer.streaming else answer.content.decode())


def test_a_partner_that_reports_the_same_agrees(buyer, of_ghana):
    for language, word in (("en", "Both report the same."), ("zh-TW", "雙方所報相同。")):
        status, text = sent(buyer, of_ghana, language=language)
        assert status == 200
        assert word in text
        assert "11,733" in text


def test_a_file_that_is_no_workbook_and_no_file_are_told_in_a_sentence(buyer):
    assert sent(buyer, b"not a workbook")[0] == 422
    assert buyer.post("/parties/CH/aef/partner", {}).status_code == 400
    assert buyer.get("/parties/CH/aef/partner").status_code == 200
    assert buyer.get("/parties/QX/aef/partner").status_code == 404


def test_a_report_of_the_same_party_is_none_of_a_partner(buyer):
    workbook = buyer.get("/parties/CH/aef/2025?format=xlsx&version=1.0&submitted_on=2026-04-01").content
    status, text = sent(buyer, workbook)
    assert status == 422
    assert "expected reports of two Parties" in text


def test_an_acquisition_that_is_missing_here_is_proposed_and_not_posted(client, of_ghana):
    for _ in range(2):
        status, text = sent(client, of_ghana)
        assert status == 200
        assert "GHA reports the transfer, and CHE reports no acquisition for 2025." in text
        assert "Proposed: an acquisition of 11,733 on 2025-07-07; nothing was posted." in text
        assert "we act" in text


def test_ranges_that_are_not_shown_are_counted(buyer, of_ghana, monkeypatch):
    assert "ranges are shown" not in sent(buyer, of_ghana)[1]
    monkeypatch.setattr("sextant.web.views.aef_partner.SHOWN", 0)
    assert "The first 0 of 1 ranges are shown; sextant aef reconcile tells all of them." in sent(buyer, of_ghana)[1]
    assert "共 1 個序號區段，顯示前 0 個" in sent(buyer, of_ghana, language="zh-TW")[1]
