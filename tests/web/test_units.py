"""Blocks and serials: where a unit stands, how it came there, and what became of its neighbours."""

import re


def test_a_serial_is_found_in_every_way_it_may_be_written(client):
    for text in ("GH-2305", "gh-2305", "GH 2,305", " GH-2,305 ", "GH 2,305–2,309"):
        assert client.get("/search", {"q": text})["Location"] == "/serial/GH-2305", text
        assert client.get("/serial", {"q": text})["Location"] == "/serial/GH-2305", text
    assert client.get("/serial", {"q": "2,305", "prefix": "GH"})["Location"] == "/serial/GH-2305"


def test_the_search_knows_parties_and_activities(client):
    assert client.get("/search?q=Ghana")["Location"] == "/parties/GH"
    assert client.get("/search?q=ke")["Location"] == "/parties/KE"
    assert client.get("/search", {"q": "迦納"})["Location"] == "/parties/GH"
    assert client.get("/search?q=Vietnam")["Location"] == "/parties/VN"
    assert client.get("/search?q=1007")["Location"] == "/activities/CDM/1007"
    assert "Nothing here answers to this" in client.get("/search?q=qqqq").content.decode()


def test_a_block_is_the_run_in_which_a_serial_stands(client):
    content = client.get("/blocks/CDM/GH-2305?format=json").json()
    assert (content["first"], content["last"], content["state"]) == (2_300, 2_309, "cancelled")
    content = client.get("/blocks/CDM/GH-2211?format=json").json()
    assert (content["first"], content["last"], content["state"]) == (2_211, 2_299, "in_account")
    content = client.get("/blocks/CDM/GH-2305?format=json&as_of=2010-01-01").json()
    assert (content["first"], content["last"], content["state"]) == (2_211, 9_514, "in_account")


def test_a_held_a_retired_and_a_reauthorized_unit_say_so(client):
    block = "/blocks/UN01/UN01-XA-A0001-2025-{}?format=json"
    held = client.get(block.format(205)).json()
    assert (held["state"], held["held_for"], held["first"], held["last"]) == ("held", "sale 7", 200, 219)
    used = client.get(block.format(120)).json()
    assert (used["state"], used["account"], used["quantity"]) == ("retired", "ndc", 50)
    assert used["first_transfer"] == client.get(block.format(399)).json()["first_transfer"] != None  # noqa: E711
    late = client.get(block.format(820)).json()
    assert (late["class"], late["uses"]) == ("AER", ["nationally_determined_contribution"])


def test_a_corrected_unit_is_back_and_its_way_stays_visible(client):
    content = client.get("/blocks/UN01/UN01-XA-A0001-2025-720?format=json").json()
    assert content["state"] == "in_account"
    assert [step["kind"] for step in content["steps"]] == ["issue", "cancel", "correct"]
    before = client.get("/blocks/UN01/UN01-XA-A0001-2025-720?format=json&as_of=2026-07-03").json()
    assert before["state"] == "cancelled"


def test_the_way_of_the_chosen_serial_is_marked_through_all_levels(client):
    text = client.get("/serial/UN01-XA-A0001-2025-120").content.decode()
    assert text.count('class="branch chosen"') == 4
    assert text.count("the chosen serial is here") == 1
    assert "purpose: use towards a nationally determined contribution" in re.sub(r"\s+", " ", text)
    assert "on behalf of: Vernier" in text


def test_an_issuance_cut_in_many_pieces_shows_some_and_counts_the_rest(client):
    text = client.get("/blocks/CDM/GH-6205").content.decode()
    assert "and 27 more parts, 270 units together" in text
    assert "GH-6200" in text
    assert "more parts" not in client.get("/blocks/CDM/GH-6205?branches=all").content.decode()


def test_the_parts_of_an_activity_add_up(client):
    content = client.get("/activities/CDM/28?format=json").json()
    for row in content["issuances"]:
        assert row["issued"] == row["cancelled"] + row["remaining"]
    assert [row["blocks"] for row in content["issuances"]] == [1, 41]


def test_the_serial_of_a_trace_has_the_keys_of_the_command_line(client):
    content = client.get("/serial/GH-2305?format=json").json()
    assert content["serial"] == "GH-2305"
    assert [event["changed"] for event in content["events"]] == [["issued"], ["account"]]
