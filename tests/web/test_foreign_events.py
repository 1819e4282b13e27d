"""Programs send events with a token, and get the same answers as the command line gives."""

import json

import pytest
from tests.web.conftest import pages_on

EVENT = {
    "event": "1", "registry": "VCS", "kind": "issuance", "executed_on": "2025-03-01",
    "serials": "9999-1-100-VCS-VCU-997-VER-GH-1-4242-01012022-31122022-0", "project": "4242", "host_party": "GH",
    "vintage": 2022,
}  # fmt: skip


@pytest.fixture
def send(tmp_path, request):
    from django.test import override_settings

    with pages_on(f"sqlite:///{tmp_path}/events.db", request) as client:

        def post(content, token="secret", known="secret"):
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            with override_settings(FEED_TOKEN=known):
                return client.post("/api/foreign-events/", body, content_type="application/json",
                                   headers={"authorization": f"Bearer {token}"})  # fmt: skip

        yield post


def test_events_are_recorded_once_and_a_bad_one_is_named(send):
    first = send({"ndc_periods": {"CH": [2021, 2030]}, "events": [EVENT, EVENT | {"event": "2", "kind": "burning"}]})
    assert first.status_code == 200
    answer = first.json()
    assert (answer["accepted"], answer["known"]) == (1, 0)
    assert [(each["row"], each["code"]) for each in answer["rejections"]] == [(2, "foreign_field_wrong")]
    assert send([EVENT]).json()["known"] == 1


@pytest.mark.parametrize(
    ("content", "token", "known", "status"),
    [([EVENT], "wrong", "secret", 401), ([EVENT], "", "", 404), (b"{", "secret", "secret", 400),
     ({"events": [EVENT], "ndc_periods": {"CH": [2030, 2021]}}, "secret", "secret", 400),
     (b" " * 2_000_001, "secret", "secret", 413)],
)  # fmt: skip
def test_nobody_sends_without_the_token_or_what_cannot_be_read(send, content, token, known, status):
    assert send(content, token, known).status_code == status
