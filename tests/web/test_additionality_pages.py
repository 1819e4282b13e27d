"""The pages of additionality: what a standard asks, and the assessment of a pasted file, in both languages."""

from __future__ import annotations

import json

from tests.methodology.additionality_file import demonstration


def test_the_list_and_each_standard_show_questions_with_sources(client):
    shown = client.get("/additionality/").content.decode()
    assert "A6.4-STAN-METH-003" in shown
    asked = client.get("/additionality/A6.4-STAN-METH-003/").content.decode()
    assert "Is the activity directly required by law?" in asked
    client.cookies["sextant_language"] = "zh-hant"
    assert "法規是否直接要求實施此活動？" in client.get("/additionality/A6.4-STAN-METH-003/").content.decode()
    assert client.get("/additionality/NOVEL/").status_code == 404


def test_a_pasted_file_is_assessed_and_a_bad_one_refused(client):
    address = "/additionality/A6.4-STAN-METH-003/"
    text = json.dumps(demonstration(), default=float)
    shown = client.post(address, {"pasted": text}).content.decode()
    assert "● </span>" not in shown
    assert "additional</strong>" in shown
    assert "Synthetic study" in shown
    assert client.post(address, {"pasted": "{"}).status_code == 400
    refused = client.post(address, {"pasted": '{"activity": "x", "on": "2026-01-01", "tests": {"novel": {}}}'})
    assert "novel is not known at tests" in refused.content.decode()
    early = client.post(address, {"pasted": text.replace("2026-03-01", "2025-02-13")}).content.decode()
    assert "applies from 2025-02-14" in early
