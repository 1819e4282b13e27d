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


ENTITY, PARTICIPANT = "designated_operational_entity", "activity_participant"


def acted(client, pasted, act, role=ENTITY, /, **fields):
    """Send an act to the page; return the page and the workspace that it gives back."""
    sent = {"pasted": pasted, "act": act, "role": role, "by": "Verifier A (synthetic)", "on": "2025-03-20"}
    page = client.post("/verification/", sent | {f"{act}_{key}": value for key, value in fields.items()})
    return page.content.decode(), page.context["pasted"]


def test_every_act_is_added_on_the_page_as_the_command_adds_it(client):
    text = json.dumps(workspace(*ALL[1:]), default=float)
    proof = {"document": "Invoice (synthetic)", "sha256": "ef" * 32, "page": "2"}
    raised_on = {"node": "EF_grid", "text": "The factor is of another year (synthetic)."}
    for role, act, fields, said in (
        (ENTITY, "tick", {"node": "EG_PJ_facility", "outcome": "agreed"} | proof, "The act was added."),
        (ENTITY, "raise", {"id": "CL1", "kind": "CL"} | raised_on, "CL1 is open."),
        (PARTICIPANT, "respond", {"id": "CL1", "text": "It was corrected (synthetic)."} | proof, "CL1 is open."),
        (ENTITY, "close", {"id": "CL1", "text": "Seen (synthetic)."}, "The act was added."),
        (ENTITY, "own_figure", {"node": "EG_PJ_facility", "value": "19900.5", "text": "Own reading."}, "79.6"),
        (ENTITY, "inspect", {"where": "on_site"}, "The act was added."),
        (ENTITY, "opinion", {"opinion": "negative", "text": "Overstated (synthetic)."}, "negative"),
    ):
        page, text = acted(client, text, act, role, **fields)
        assert 'class="refusal"' not in page, act
        assert said in page, act
    acts = json.loads(text)["acts"]
    assert [each["act"] for each in acts[-7:]] == [
        "tick", "raise", "respond", "close", "own_figure", "inspect", "opinion"
    ]  # fmt: skip
    assert acts[-7]["evidence"] == [proof]
    assert acts[-3]["value"] == 19900.5
    downloaded = client.post("/verification/", {"pasted": text, "format": "json"})
    assert downloaded["Content-Disposition"].startswith("attachment")
    assert downloaded.json()["acts"] == acts


def test_an_act_is_refused_to_the_role_that_it_is_not_of_in_both_languages(client):
    text = json.dumps(workspace(raised()), default=float)
    for role, act, fields in (
        (PARTICIPANT, "tick", {"node": "EF_grid", "outcome": "agreed"}),
        (PARTICIPANT, "raise", {"id": "CAR2", "kind": "CAR", "node": "EF_grid", "text": "x"}),
        (PARTICIPANT, "close", {"id": "CAR1", "text": "x"}),
        (PARTICIPANT, "own_figure", {"node": "EF_grid", "value": "1", "text": "x"}),
        (PARTICIPANT, "opinion", {"opinion": "negative", "text": "x"}),
        (ENTITY, "respond", {"id": "CAR1", "text": "x"}),
        ("secretariat", "respond", {"id": "CAR1", "text": "x"}),
    ):
        page, kept = acted(client, text, act, role, **fields)
        assert f"The act {act} is not of the role {role}" in page
        assert json.loads(kept) == json.loads(text), "what is refused changes nothing"
    client.cookies["sextant_language"] = "zh-hant"
    assert (
        "行為 close 不屬於角色 activity_participant"
        in acted(client, text, "close", PARTICIPANT, id="CAR1", text="x")[0]
    )


def test_an_act_that_is_not_complete_or_not_possible_is_refused_with_its_reason(client):
    text = json.dumps(workspace(raised()), default=float)
    assert "is closed only after one" in acted(client, text, "close", id="CAR1", text="x")[0]
    assert "outcome" in acted(client, text, "tick", node="EF_grid")[0]
    assert "A positive opinion is not possible" in acted(client, text, "opinion", opinion="positive", text="x")[0]
    assert "abc" in acted(client, text, "own_figure", node="EF_grid", value="abc", text="x")[0]
    assert "expected sha256, reference" in acted(client, text, "inspect", where="remote", document="Note")[0]
    assert "novel" in acted(client, text, "novel")[0]
    assert client.post("/verification/", {"pasted": text, "act": "tick"}).status_code == 400
