"""Two CDM projects as they are told, told again, and tried in every wrong way: a wind farm, and a forest with tCERs."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from sextant.application.commands.bring_over import Move, bring_over
from sextant.application.deeds.accounts import open_single_accounts
from sextant.application.queries.period_standing import period_standing
from sextant.application.queries.verify import verify
from sextant.application.queries.verify_cases import verify_cases
from sextant.application.scenario.attempts import Wrong, attempts
from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.run import run
from sextant.domain.account import Account, account_id
from sextant.domain.refusal import Refusal
from sextant.ledger.posting import Posted
from sextant.storage.account_types import account_types
from sextant.storage.opening import looking_cases
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import database_stage, read_story, scratch_stage

FILES = [Path(__file__).parents[2] / "scenarios" / f"cdm_{name}.yaml" for name in ("wind", "forest")]
REGISTRY = "CDM"


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def told(request):
    stage = scratch_stage(read_story(request.param))
    return request.param, stage, run(stage)


def test_every_step_comes_as_the_scenario_says(told):
    file, stage, ran = told
    assert [(each.scene.number, each.surprises) for each in ran.happened if each.surprises] == []
    assert ran.as_expected
    assert len([each for each in ran.happened if each.scene.refused]) == {"cdm_wind": 7, "cdm_forest": 5}[file.stem]
    assert verify(stage.reader, account_types()).findings == []


def test_every_step_rests_on_a_paragraph(told):
    _, _, ran = told
    assert [each.scene.number for each in ran.happened if each.source is None] == []


def test_every_unit_that_was_issued_is_somewhere(told):
    _, stage, ran = told
    assert sum(each.quantity for each in ran.holdings) == sum(lot.quantity for lot in stage.reader.lots()) > 0


def test_units_are_numbered_in_the_space_of_the_host_party(told):
    _, stage, _ = told
    lots = sorted(stage.reader.lots(), key=lambda lot: lot.first)
    assert lots[0].first == 1
    assert len({lot.space for lot in lots}) == 1
    assert all(after.first == before.last + 1 for before, after in pairwise(lots))


def test_the_commitment_period_is_kept_with_the_units_and_so_is_the_day_on_which_they_expire(told):
    file, stage, _ = told
    lots = sorted(stage.reader.lots(), key=lambda lot: lot.issued_on)
    terms = stage.reader.terms()
    days = {(each.unit_class, each.expires_on, each.labels) for each in terms.values()}
    if file.stem == "cdm_wind":
        assert [lot.commitment_period for lot in lots] == [1]
        assert days == {("CER", None, ())}
    else:
        assert [lot.commitment_period for lot in lots] == [1, 2]
        # No third commitment period was agreed: the day is not set, and the units say so.
        assert days == {("tCER", date(2020, 12, 31), ()), ("tCER", None, ("expiry_not_set",))}


def test_where_a_party_stands_in_the_commitment_period_comes_out_of_the_ledger(told):
    file, stage, _ = told
    book = stage.office.books.books["cdm"]
    party = "XV" if file.stem == "cdm_wind" else "XN"
    now = period_standing(
        stage.reader, book, party, assigned_amount=100_000, latest_inventory=1_000, on=date(2020, 12, 31)
    )
    # Eight times the inventory is less than nine tenths of the assigned amount.
    assert now.reserve == 8_000
    if file.stem == "cdm_wind":
        assert now.held == {"CER": 1_000}
        assert (now.transferable, now.carried_over) == (0, {"CER": 1_000})
        assert (now.used_and_expiring, now.to_replace) == ({}, 0)
    else:
        # tCERs are not carried over; as many as were used for the first period have been replaced.
        assert (now.held, now.transferable, now.carried_over) == ({"tCER": 10_000}, 2_000, {"tCER": 0})
        assert now.used_and_expiring == {date(2020, 12, 31): 20_000}
        assert (now.replaced, now.to_replace) == (20_000, 0)


def test_played_on_a_database_again_it_changes_nothing(database_url):
    stage = database_stage(read_story(FILES[1]), database_url("sqlite"))
    first = run(stage)
    entries = {each.id for each in stage.reader.entries()}
    again = run(stage)
    assert (first.as_expected, again.as_expected) == (True, True)
    assert again.holdings == first.holdings
    assert {each.id for each in stage.reader.entries()} == entries
    assert verify(stage.reader, account_types()).findings == []
    assert verify_cases(looking_cases(stage.reader)).findings == []


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def tried(request):
    return list(attempts(scratch_stage(read_story(request.param))))


def test_every_wrong_attempt_is_refused_and_the_last_moment_is_permitted(tried):
    right = {Wrong.LAST_MOMENT, Wrong.SAME_ROLE}
    let_through = [
        (each.scene.number, each.scene.take, each.wrong, each.what)
        for each in tried
        if each.wrong not in right and not each.refusal
    ]
    assert let_through == []
    assert {Wrong.ROLE, Wrong.ORDER, Wrong.LAST_MOMENT, Wrong.TOO_LATE, Wrong.DOCUMENT, Wrong.STATEMENT} <= {
        each.wrong for each in tried
    }
    assert [each.refusal for each in tried if each.wrong is Wrong.LAST_MOMENT and each.refusal] == []
    assert sum(each.wrong not in right for each in tried) > 250


def test_an_issuance_of_two_commitment_periods_is_refused():
    text = FILES[0].read_text(encoding="utf-8")
    spanning = text.replace("monitoring_period_end: 2012-12-31", "monitoring_period_end: 2013-01-10")
    ran = run(scratch_stage(parse_story(spanning, "story.yaml", cyclebooks())))
    issued = next(each for each in ran.happened if each.scene.take == "issue" and each.scene.refused is None)
    assert isinstance(issued.outcome, Refusal)
    assert (issued.outcome.code, dict(issued.outcome.about)) == ("periods_spanned", {"found": "1", "expected": "2"})


def held_by_vernier(stage):
    lot = next(iter(stage.reader.lots()))
    account = account_id(REGISTRY, "W-VERNIER")
    return next(each for each in stage.reader.blocks(account=account) if each.lot == lot.id).range


@pytest.fixture(params=["2011", "2013"])
def ready(request):
    """The wind farm registered before and after 2013, and an account for CERs in the mechanism registry."""
    text = FILES[0].read_text(encoding="utf-8")
    if request.param == "2013":
        # Every day of the story two years later, but for those of 2005 to 2010 and the end of the period.
        text = re.sub(r"\b201([1-9])-", lambda year: f"201{int(year[1]) + 1}-" if year[1] < "9" else "2020-", text)
    stage = scratch_stage(parse_story(text, "story.yaml", cyclebooks()))
    ran = run(stage)
    open_single_accounts(stage.registry, stage.office.books.books["cdm"], synthetic=True)
    stage.registry.open_account(Account("UN01", "XV-CER", "article_6_4.holding", "Vernier", party="XV"))
    return request.param, stage, ran


def test_cers_of_late_activities_go_to_the_mechanism_registry_for_a_first_contribution(ready):
    year, stage, _ = ready
    books, units = stage.office.books, held_by_vernier(stage)
    receiving = account_id("UN01", "XV-CER")
    move = Move(UUID(int=75), "Administrator (synthetic)", units, account_id(REGISTRY, "W-VERNIER"), receiving,
                date(2022, 3, 1))  # fmt: skip
    found = bring_over(stage.registry, stage.reader, books, move)
    if year == "2011":
        assert isinstance(found, Refusal)
        assert found.code == "contribution_condition_unmet"
        assert found.about["expected"] == "2013-01-01 or later"
        return
    assert isinstance(found, Posted)
    assert isinstance(bring_over(stage.registry, stage.reader, books, move), Posted)
    block = next(iter(stage.reader.blocks(account=receiving)))
    assert (block.first, block.last) == (units.first, units.last)
    assert sum(each.quantity for each in stage.reader.blocks(account=account_id(REGISTRY, "MOVED"))) == units.quantity
    lot = next(each for each in stage.reader.lots() if each.id == block.lot)
    assert (lot.commitment_period, lot.unit_type) == (2, "CER")
    assert lot.underlying == f"CDM: XA-{units.first} to XA-{units.last}"
    early = replace(move, number=UUID(int=76), on=date(2021, 1, 1))
    assert bring_over(stage.registry, stage.reader, books, early).code == "contribution_condition_unmet"
