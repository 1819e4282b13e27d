"""A removal activity with a reversal: as it is told, on a database, and what its units tell at the end."""

import shutil
from pathlib import Path

import pytest

from sextant.application.commands.repair import repair
from sextant.application.queries.verify import verify
from sextant.application.queries.verify_cases import verify_cases
from sextant.application.scenario.run import run
from sextant.storage.account_types import account_types
from sextant.storage.opening import looking_cases
from sextant.storage.scenario_files import database_stage, read_story

FILE = Path(__file__).parents[2] / "scenarios" / "removal_reversal.yaml"


@pytest.fixture(scope="module")
def told(tmp_path_factory, _sqlite_template):
    """Played once, on a database, for all tests of the file: 78 steps take seconds."""
    file = shutil.copyfile(_sqlite_template, tmp_path_factory.mktemp("removal") / "registry.sqlite3")
    url = f"sqlite:///{file}"
    stage = database_stage(read_story(FILE), url)
    return stage, run(stage), url


def test_every_step_comes_as_the_scenario_says(told):
    _, ran, _ = told
    assert [(each.scene.number, each.surprises) for each in ran.happened if each.surprises] == []
    assert ran.as_expected


def test_the_buffer_gets_twelve_hundredths_of_the_gross_issuance_and_gives_back_in_kind(told):
    _, ran, _ = told
    held = {(each.account, each.unit_class): each.quantity for each in ran.holdings}
    given = sum(quantity for (account, _), quantity in held.items() if account.startswith("buffer"))
    # 12 % of 8,800, and the 300 with which the buffer was replenished.
    assert given == 1_056 + 300
    assert held["buffer-cancellation", "AER"] + held["buffer-cancellation", "MCU"] == 900
    assert sum(held.values()) == 8_800


def test_moves_of_the_buffer_are_no_first_transfers(told):
    stage, _, _ = told
    accounts = {each.id: each.code for each in stage.reader.accounts()}
    for block in stage.reader.blocks():
        if accounts[block.account].startswith("buffer"):
            assert block.first_transfer is None


def test_no_unit_is_held_when_the_reversal_is_closed(told):
    stage, _, _ = told
    assert [block for block in stage.reader.blocks() if block.hold is not None] == []


def test_the_deficit_of_the_second_period_is_known_for_the_next(told):
    stage, _, _ = told
    assert stage.world("S0002").facts()["crediting_deficit"] == 70


def test_told_again_it_changes_nothing_and_is_whole(told):
    stage, first, url = told
    entries = {each.id for each in stage.reader.entries()}
    again = run(database_stage(read_story(FILE), url))
    assert again.as_expected
    assert again.holdings == first.holdings
    assert {each.id for each in stage.reader.entries()} == entries
    assert verify(stage.reader, account_types()).findings == []
    assert verify_cases(looking_cases(stage.reader)).findings == []
    assert repair(stage.office).finished == []
