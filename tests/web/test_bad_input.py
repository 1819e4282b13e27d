"""What cannot be answered gets a sentence in the visitor's language and the right status, never a traceback."""

import pytest

WRONG = [
    ("/?as_of=2026-02-31", 400),
    ("/?as_of=yesterday", 400),
    ("/?as_of=20260101", 400),
    ("/?known_at=noon", 400),
    ("/?known_at=0001-01-01T00:00%2B23:59", 400),
    ("/activities?page=9999", 404),
    ("/activities?page=0", 400),
    ("/activities?page=-1", 400),
    ("/activities?page=two", 400),
    ("/activities?page=²", 400),
    ("/activities?size=7", 400),
    ("/activities?sort=colour", 400),
    ("/activities?issued=perhaps", 400),
    ("/activities?format=pdf", 400),
    ("/activities/CDM/31", 404),
    ("/activities/NO/28", 404),
    ("/parties/ZZ", 404),
    ("/accounts/CDM/nobody", 404),
    ("/accounts/CDM/GH-cancellation?from=2020-01-02&to=2020-01-01", 400),
    ("/accounts/CDM/GH-cancellation?page=2", 404),
    ("/blocks/CDM/GH-999999", 404),
    ("/blocks/CDM/GH-1?as_of=2000-01-01", 404),
    ("/blocks/UN01/GH-1", 404),
    ("/blocks/CDM/nonsense", 400),
    ("/blocks/CDM/GH-1?branches=some", 400),
    ("/serial/GH-999999", 404),
    ("/serial/GH-99999999999999999", 400),
    ("/serial/nonsense", 400),
    ("/serial?q=nonsense", 400),
    ("/entries/00000000-0000-0000-0000-000000000000", 404),
    ("/entries/not-an-id", 404),
    ("/nowhere", 404),
    ("/language", 400),
    ("/%00", 400),
    ("/parties/GH%00", 400),
    ("/activities?q=%00", 400),
    ("/parties/%F0%9F%8C%B3", 404),
]


@pytest.mark.parametrize(("address", "status"), WRONG)
def test_it_is_explained_in_both_languages(client, address, status):
    for language, word in (("en", "Go on with:"), ("zh-TW", "可以前往：")):
        response = client.get(address, headers={"accept-language": language})
        text = response.content.decode()
        assert response.status_code == status
        assert word in text
        assert "Traceback" not in text
        assert 'class="refusal"' in text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' OR 1=1 --", "%", "\\", "𠀀" * 300])
def test_odd_text_is_only_text(client, text):
    for address, name in (("/search", "q"), ("/activities", "q"), ("/activities", "methodology"), ("/accounts", "q")):
        response = client.get(address, {name: text})
        assert response.status_code in (200, 302)
        assert "<script>" not in response.content.decode()


def test_a_fault_of_ours_is_a_sentence_too(client, monkeypatch):
    from sextant.web.views import about

    def fail(*arguments):
        raise RuntimeError("a fault")

    monkeypatch.setattr(about, "render", fail)
    response = client.get("/about")
    assert response.status_code == 500
    assert "Something failed here" in response.content.decode()
    assert "RuntimeError" not in response.content.decode()


def test_a_database_that_does_not_answer_is_503(client, monkeypatch):
    from sextant.application.ports import TransientFault
    from sextant.web.views import home

    def fail(*arguments, **named):
        raise TransientFault("locked")

    monkeypatch.setattr(home, "holdings", fail)
    response = client.get("/")
    assert response.status_code == 503
    assert "did not answer" in response.content.decode()
