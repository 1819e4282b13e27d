"""The page of partners: who was one on a day, who perhaps, and where from it is known."""

from html import unescape

import pytest

STATES = ("certain", "perhaps", "not_yet")


def told(client, on):
    found = client.get(f"/partners/jcm/?format=json&on={on}").json()["agreements"]
    return {state: [each["party"] for each in found if each["state"] == state] for state in STATES}


@pytest.mark.parametrize(
    ("on", "certain", "perhaps"),
    [
        ("2013-01-07", 0, []),
        ("2013-01-08", 1, []),
        ("2025-07-31", 30, []),
        ("2025-08-15", 30, ["IN"]),
        ("2025-08-31", 31, []),
    ],
)
def test_who_is_a_partner_depends_on_the_day(client, on, certain, perhaps):
    found = told(client, on)
    assert (len(found["certain"]), found["perhaps"]) == (certain, perhaps)
    assert sum(map(len, found.values())) == 31


@pytest.mark.parametrize(
    ("language", "count", "between"),
    [
        ("en", "30 partners on this day · 1 perhaps", "between 2025-08-01 and 2025-08-31"),
        ("zh-TW", "當日有 30 個合作國 · 另有 1 個尚不確定", "2025-08-01 與 2025-08-31 之間"),
    ],
)
def test_the_page_speaks_both_languages_and_is_found_from_the_rules(client, language, count, between):
    page = unescape(client.get("/partners/jcm/?on=2025-08-15", headers={"accept-language": language}).content.decode())
    assert count in page
    assert between in page
    assert page.count('class="unverified"') == 31
    rules = unescape(client.get("/rules/?mechanism=jcm&on=2025-08-15").content.decode())
    assert 'href="/partners/jcm/?on=2025-08-15"' in rules
    assert "/partners/" not in unescape(client.get("/rules/?mechanism=cdm").content.decode())


def test_a_mechanism_without_agreements_has_no_such_page(client):
    assert client.get("/partners/cdm/").status_code == 404
    assert client.get("/partners/nothing/").status_code == 404
    assert client.get("/partners/jcm/?format=csv&on=2013-02-01").content.decode().count("not_yet") == 30
