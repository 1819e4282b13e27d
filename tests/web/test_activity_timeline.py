"""The cases of an activity on its page: where they stand, what happened, what may come next, on any day."""

import re
from html import unescape

import pytest

ADDRESS = "/activities/UN01/S0001"


def text_of(client, address=ADDRESS, language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def words_of(text):
    """What a reader sees, tags gone and white space made one space."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def section(text, name):
    """The words between a heading and the next of its level."""
    return words_of(text.partition(f'<h2 id="{name}">')[2].partition("<h2 ")[0])


def cases_of(client, query=""):
    return client.get(f"{ADDRESS}?format=json{query}").json()["cases"]


def standing(client, query=""):
    return [(case["cycle"].partition(".")[2], case["state"]) for case in cases_of(client, query)]


def test_every_case_stands_where_the_engine_says(player):
    assert standing(player) == [
        ("project_activity", "registered"),
        ("approval", "published"),
        ("authorization_of_use", "authorized"),
        ("participant_authorization", "authorized"),
        ("participant_authorization", "authorized_by_other"),
        ("registration_request", "granted"),
        ("overlap_search", "nothing_found"),
        ("monitoring_period", "issued"),
        ("issuance_request", "granted"),
        ("monitoring_period", "issued"),
        ("issuance_request", "granted"),
    ]
    told = section(text_of(player), "cases")
    for said in ("Approval published", "Use authorized in full or in part", "Monitoring period 2", "Taking part"):
        assert said in told, said


def test_cases_inside_a_case_stand_below_it(player):
    cases = cases_of(player)
    requests = [case for case in cases if case["cycle"] == "article_6_4.issuance_request"]
    periods = [case for case in cases if case["cycle"] == "article_6_4.monitoring_period"]
    assert [case["inside"] for case in requests] == [case["case"] for case in periods]
    text = text_of(player)
    assert text.count('class="case depth-2"') == len(requests)
    assert all(f'id="case-{case["case"]}"' in text for case in cases)


def test_what_happened_tells_who_and_by_which_rule(player):
    told = section(text_of(player), "done")
    for said in (
        "Climate office of Alidade (synthetic) Designated national authority · Alidade (synthetic)",
        "by itself, as the deadline passed",
        "by itself, following the case “Request for registration”",
        "Deemed approved, no review was requested",
        "Project design document",
    ):
        assert said in told, said
    [request] = [case for case in cases_of(player) if case["cycle"] == "article_6_4.registration_request"]
    deemed = next(each for each in request["done"] if each["step"] == "deem_approved")
    assert (deemed["on"], deemed["by"]) == ("2026-01-16", None)
    assert deemed["source"] == {"document": "A6.4-PROC-AC-002", "version": "v03.0", "paragraph": "88"}


def test_sources_and_steps_lead_to_their_pages(player):
    text = text_of(player)
    found = set(re.findall(r'href="(/(?:documents|cycles|rules)/[^"#]+)(#[^"]*)?"', text))
    assert len(found) > 30
    for address, place in found:
        there = player.get(address)
        assert there.status_code == 200, address
        assert not place or f'id="{place[1:]}"' in there.content.decode(), (address, place)


def test_what_may_come_next_names_who_and_until_when(player):
    [top, *_] = cases_of(player)
    coming = {each["step"]: (each["by"], each["from"], each["until"], each["by_itself"]) for each in top["next"]}
    assert coming["request_renewal"] == (["designated_operational_entity"], "2030-04-05", "2031-12-31", False)
    assert coming["end_crediting_period"] == ([], None, "2030-12-31", True)
    assert "end_fixed_crediting_period" not in coming, "its condition does not hold"
    assert "request_renewal_after_transition" not in coming, "the activity did not come over"
    told = section(text_of(player), "next")
    for said in ("2031-12-31", "Designated operational entity", "24:00 at UTC+01:00", "may be taken at any time"):
        assert said in told, said


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-10-01", "consultation"),
        ("2025-10-07", "consultation"),
        ("2025-10-08", "consultation_closed"),
        ("2025-11-24", "validated"),
        ("2026-02-12", "registration_under_way"),
        ("2026-02-13", "registered"),
    ],
)
def test_the_status_on_a_past_day_is_that_of_the_end_of_the_day(player, day, state):
    assert standing(player, f"&as_of={day}")[0] == ("project_activity", state)


def test_the_past_has_neither_later_cases_nor_later_steps(player):
    cases = cases_of(player, "&as_of=2025-12-10")
    assert [case["cycle"].partition(".")[2] for case in cases][-2:] == ["registration_request", "overlap_search"]
    assert all(each["on"] <= "2025-12-10" for case in cases for each in case["done"])
    told = section(text_of(player, f"{ADDRESS}?as_of=2025-10-01"), "next")
    assert "2025-10-08" in told
    assert "Submit a comment" in told


def test_a_day_of_registration_that_lies_ahead_is_not_told(player):
    assert "Registered not yet" in words_of(text_of(player, f"{ADDRESS}?as_of=2026-02-12"))
    assert "Registered 2026-02-13" in words_of(text_of(player, f"{ADDRESS}?as_of=2026-02-13"))


@pytest.mark.parametrize(
    ("day", "status", "said", "chinese"),
    [
        ("2025-08-17", "not_begun", "Nothing by this day", "至該日尚無紀錄"),
        ("2025-10-01", "consultation", None, None),
        ("2026-02-12", "registration_under_way", None, None),
        ("2026-02-13", "registered", "Registered", "已註冊"),
    ],
)
def test_the_status_is_that_of_the_day_in_every_form(player, day, status, said, chinese):
    address = f"{ADDRESS}?as_of={day}"
    assert player.get(f"{address}&format=json").json()["activity"]["status"] == status
    facts = words_of(text_of(player, address).partition('<dl class="facts">')[2].partition("</dl>")[0])
    assert not said or f"Status {said}" in re.sub(r" [●○◐■]", "", facts), facts
    assert ("Registered not yet" in facts) == (day < "2026-02-13"), facts
    listed = next(
        row for row in player.get(f"/activities?as_of={day}&format=json").json()["rows"] if row["reference"] == "S0001"
    )
    assert listed["status"] == status
    assert listed["registered_on"] == ("2026-02-13" if status == "registered" else None)
    found = player.get(f"/activities?as_of={day}&status={status}&format=json").json()["rows"]
    assert "S0001" in [row["reference"] for row in found]
    if status != "registered":
        others = player.get(f"/activities?as_of={day}&status=registered&format=json").json()["rows"]
        assert "S0001" not in [row["reference"] for row in others]
    if chinese:
        assert chinese in words_of(text_of(player, address, "zh-TW"))
        assert chinese in words_of(text_of(player, f"/activities?as_of={day}&q=S0001", "zh-TW"))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-30"])
@pytest.mark.parametrize(
    "address",
    [
        ADDRESS, "/", "/activities", "/activities/UN01/A0001", "/parties", "/parties/XA", "/parties/XV", "/accounts",
        "/accounts/UN01/XA-holding", "/serial/UN01-XA-A0001-2025-120", "/blocks/UN01/UN01-XA-A0001-2025-120",
        "/waiting/",
    ],
)  # fmt: skip
def test_the_first_and_the_last_day_of_the_calendar_are_answered(player, address, day):
    for query in (f"?as_of={day}", f"?known_at={day}T23:59", f"?as_of={day}&format=json"):
        # A serial that nobody had issued yet is not there; the page says so.
        assert player.get(address + query).status_code in (200, 400, 404), address + query
    issued = "120" not in address or day > "2026"
    assert player.get(f"{address}?as_of={day}").status_code == (200 if issued else 404)
    assert player.get(f"/rules/?on={day}").status_code == 200


def test_the_last_day_has_what_there_is_now_and_the_first_nothing(player):
    assert standing(player, "&as_of=9999-12-31") == standing(player)
    assert cases_of(player, "&as_of=0001-01-01") == []


def test_what_was_not_recorded_by_an_instant_is_left_out(player):
    assert cases_of(player, "&known_at=2020-01-01T00:00")[0]["done"] == []
    assert cases_of(player, "&known_at=2990-01-01T00:00") != []


def test_the_money_of_the_cases_stands_apart_and_leads_to_its_rule(player):
    text = text_of(player)
    told = section(text, "money")
    for said in ("5,000.00", "1,320.00", "1,372.50", "27.50", "7,692.50", "7,720.00", "USD"):
        assert said in told, said
    assert 'href="/rules/article_6_4.registration_fee/#levy"' in text
    early = section(text_of(player, f"{ADDRESS}?as_of=2025-11-28"), "money")
    assert "USD 5,000.00 0.00 5,000.00 0.00" in early, "charged, not received, still due"
    assert 'id="money"' not in text_of(player, f"{ADDRESS}?as_of=2025-11-25")


def test_it_leads_to_the_scenario_and_to_what_waits(player):
    text = text_of(player)
    assert 'href="/scenarios/pacm_solar/"' in text
    assert 'href="/waiting/"' in text
    assert 'href="/scenarios/' not in section(text_of(player, "/activities/UN01/A0001"), "became")


def test_it_is_told_in_chinese(player):
    told = words_of(text_of(player, language="zh-TW"))
    for said in (
        "各案件現況",
        "核准已公布",
        "期限屆滿，自動發生",
        "照準國氣候辦公室（模擬）",
        "款項",
        "註冊申請",
    ):
        assert said in told, said


def test_an_activity_without_a_journal_has_no_cases(player):
    assert "Where its cases stand" not in text_of(player, "/activities/UN01/A0001")
    assert player.get("/activities/UN01/A0001?format=json").json()["cases"] == []


def test_a_case_in_a_state_that_is_not_public_says_no_more_than_that(stopped_before):
    client = stopped_before("publish_approval")
    approval = next(case for case in cases_of(client) if case["cycle"] == "article_6_4.approval")
    assert (approval["public"], approval["state"], approval["since"]) == (False, None, None)
    assert (approval["done"], approval["next"]) == ([], [])
    told = words_of(text_of(client))
    assert "Not public yet" in told
    assert "Approve the activity" not in told
    assert "Approved, not yet published" not in told


def test_the_money_of_a_case_that_is_not_public_is_not_told(stopped_before):
    text = text_of(stopped_before("receive_fee"))
    assert "What has been done in it is not public yet." in text
    assert 'id="money"' not in text
