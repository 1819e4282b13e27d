"""The page of a verification: what was pasted, where it stands, what is refused, in both languages."""

from __future__ import annotations

import json

from tests.methodology.test_verification import ALL, own, raised, two_reports, workspace


def test_a_pasted_workspace_is_shown_with_everything_that_stands_against_it(client):
    assert "Workspace as JSON" in client.get("/verification/").content.decode()
    text = json.dumps(workspace(*ALL[1:], raised(), own(19900)), default=float)
    shown = client.post("/verification/", {"pasted": text}).content.decode()
    for each in ("EG_PJ_facility has not been ticked against evidence.", "CAR1 is open.", "Invoice (synthetic)",
                 "The report does not have the verifier", "not material"):  # fmt: skip
        assert each in shown, each
    client.cookies["sextant_language"] = "zh-hant"
    assert "CAR1 尚未結案。" in client.post("/verification/", {"pasted": text}).content.decode()


def test_a_forward_request_is_shown_as_carried_over_in_both_languages(client):
    text = json.dumps(workspace(raised("FAR1", "FAR")), default=float)
    assert "Carried over to the next period" in client.post("/verification/", {"pasted": text}).content.decode()
    client.cookies["sextant_language"] = "zh-hant"
    assert "結轉至下一期" in client.post("/verification/", {"pasted": text}).content.decode()


def test_two_reports_are_told_apart_and_a_bad_workspace_is_refused(client):
    text = json.dumps(two_reports(EG_PJ_facility=19000), default=float)
    assert "20000 → 19000" in client.post("/verification/", {"pasted": text}).content.decode()
    refused = client.post("/verification/", {"pasted": '{"novel": 1}'}).content.decode()
    assert "cannot be read at workspace: found novel" in refused
