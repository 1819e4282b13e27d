"""`sextant repair`, and what `sextant verify` says of the journals of cases."""

import json

import pytest
from tests.storage.test_deed_faults import KEY, STORY, played_before, scene_of, steps_with_deeds

from sextant.application.cases import key_of, lines_of
from sextant.storage.opening import open_office
from sextant.workflow.cycle import Deed


@pytest.fixture
def behind(database_url):
    """A registry in which an act has not got its units."""
    url = database_url("sqlite")
    office = open_office(url)
    number = steps_with_deeds(Deed.ISSUANCE)[0]
    stage, store = played_before(office, number), office.cases.store
    scene = scene_of(number)
    act = stage.act_of(scene, stage.run_of(scene))
    seen = {key: lines_of(store.history(key)) for key in (key_of(STORY.mechanism, each) for each in STORY.parties)}
    assert store.append(KEY, lines_of(store.history(KEY)) + 1, act, beside=seen)
    office.registry.store.driver.close()
    return url, act


def test_verify_sends_to_repair_and_repair_leaves_nothing_to_find(behind, capfd):
    from sextant.cli.main import run

    url, act = behind
    assert run(["verify", "--database", url]) == 1
    told = capfd.readouterr().out
    assert "run `sextant repair`" in told
    assert "[deed_outstanding]" in told
    assert run(["repair", "--database", url, "--json"]) == 0
    done = json.loads(capfd.readouterr().out)
    [finished] = done["finished"]
    assert (finished["subject"], finished["act"]) == (KEY, str(act.id))
    assert (done["outstanding"], done["subjects"]) == ([], 3)
    assert run(["verify", "--database", url, "--json"]) == 0
    checked = json.loads(capfd.readouterr().out)["checked"]
    assert checked["subjects"] == 3
    assert checked["acts"] > 20
    assert run(["repair", "--database", url]) == 0
    assert capfd.readouterr().out == "3 journals of cases read; 0 acts followed now, 0 still outstanding.\n"


def test_what_the_ledger_still_refuses_is_told_with_its_reason(behind, capfd):
    from dataclasses import replace

    from sextant.cli.main import run
    from sextant.domain.account import AccountState, account_id

    url, act = behind
    office = open_office(url)
    number = account_id(office.books.books[STORY.mechanism].mechanism.registry_code, act.stated["distribution_account"])
    account = office.registry.store.account(number)
    office.registry.change_account(replace(account, state=AccountState.SUSPENDED, version=account.version + 1))
    office.registry.store.driver.close()
    assert run(["repair", "--database", url, "--json"]) == 1
    [left] = json.loads(capfd.readouterr().out)["outstanding"]
    assert left["code"] == "account_not_open"
    assert left["message"]
    assert run(["repair", "--database", url]) == 1
    assert "[account_not_open]" in capfd.readouterr().out
    assert run(["verify", "--database", url]) == 1
