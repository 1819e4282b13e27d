"""As which bodies somebody asks at an account, told by the rulebook; a CDM account holder moves what is theirs."""

from dataclasses import replace
from datetime import date

import pytest
from tests.clock import FakeClock
from tests.workflow.invented import texts

from sextant.application.commands.move_units import move_units, roles_at
from sextant.application.deeds.accounts import open_account
from sextant.application.registry import Registry
from sextant.domain.account import Account, account_id
from sextant.domain.identifier import content_id
from sextant.domain.unit import SerialRange, Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import Distribution, IssuanceCell, Issue, Transfer
from sextant.rules import loading
from sextant.storage.memory.store import MemoryStore
from sextant.storage.rulebook_files import rulebooks
from sextant.workflow.case import Actor
from sextant.workflow.cyclebook import check

CDM, PACM = rulebooks().books["cdm"], rulebooks().books["article_6_4"]
OWNED = Account("CDM", "1", "cdm.holding", "Volta", owner="Volta", party="GH")
OF_PARTY = replace(OWNED, owner=None)
ENTITY, PARTY = Actor("Ama", "activity_participant", entity="Volta"), Actor("Esi", "party", party="GH")
ADMINISTRATOR, NOBODY = Actor("Rui", "registry_administrator"), Actor("Li", "party", entity="Other", party="TH")


@pytest.mark.parametrize(("book", "account", "actor", "bodies"), [
    (CDM, OWNED, ENTITY, ("account_holder",)),
    (CDM, OF_PARTY, PARTY, ("account_holder",)),
    (CDM, OWNED, PARTY, ()),
    (CDM, OF_PARTY, ENTITY, ()),
    (CDM, OWNED, NOBODY, ()),
    (CDM, OWNED, ADMINISTRATOR, ("registry_administrator",)),
    (PACM, OWNED, ENTITY, ("authorized_entity",)),
    (PACM, OF_PARTY, PARTY, ("party",)),
    (PACM, OWNED, PARTY, ()),
    (PACM, OWNED, NOBODY, ()),
    (PACM, OF_PARTY, ADMINISTRATOR, ("registry_administrator",)),
])  # fmt: skip
def test_the_rulebook_says_as_which_body_somebody_asks(book, account, actor, bodies):
    assert roles_at(actor, account, book, {}) == bodies


def test_what_is_not_known_of_a_party_is_not_so():
    both = ("party", "participating_party")
    assert roles_at(PARTY, OF_PARTY, PACM, {"host_submitted_initial_report": True}) == both
    for known in ({}, {"host_submitted_initial_report": False}, {"host_submitted_initial_report": None}):
        assert roles_at(PARTY, OF_PARTY, PACM, known) == ("party",)


VOLTA, OTHER = account_id("CDM", "volta"), account_id("CDM", "other")
HOLDER, STRANGER = (Actor("x", "party", entity=name) for name in ("volta", "other"))


def issued(on: date) -> tuple[Registry, Transfer]:
    """Return a registry in which 100 CERs were issued to a holder on a day, and the transfer of 40 of them."""
    registry = Registry(MemoryStore(), FakeClock(), CDM.account_types)
    for name in ("volta", "other"):
        assert open_account(registry, Account("CDM", name, "cdm.holding", name, owner=name, party="GH"), {}) is None
    done = registry.perform(
        Issue(id=content_id("cdm", "1"), actor="board", registry="CDM", mechanism="cdm", unit_type="CER",
              host_party="GH", activity=1, cells=(IssuanceCell("GH", "GH", None, Terms("CER"), 100),),
              distribution=Distribution(levies=(), remainder=VOLTA), effective_on=on)
    )  # fmt: skip
    assert isinstance(done, Posted), done
    units = (SerialRange(done.blocks[0].space, 1, 40),)
    move = Transfer(id=content_id("cdm", "2"), actor="volta", units=units, to_account=OTHER, from_account=VOLTA)
    return registry, move


def test_a_holder_of_a_cdm_account_moves_what_is_theirs_and_nobody_else_does():
    registry, move = issued(date(2020, 1, 1))
    assert move_units(registry, STRANGER, move, CDM, {}).code == "account_of_another"
    moved = move_units(registry, HOLDER, move, CDM, {})
    assert isinstance(moved, Posted), moved
    assert {(block.account, block.quantity) for block in moved.blocks} == {(OTHER, 40), (VOLTA, 60)}


def test_a_movement_dated_before_the_rules_on_it_is_refused():
    registry, move = issued(date(2005, 10, 20))
    refused = move_units(registry, HOLDER, replace(move, effective_on=date(2005, 11, 29)), CDM, {})
    assert (refused.code, refused.about["expected"]) == ("transaction_not_in_force", "2005-11-30")
    later = replace(move, effective_on=date(2005, 11, 30))
    assert isinstance(move_units(registry, HOLDER, later, CDM, {}), Posted)


MECHANISM, TRANSACTIONS = "sixth/mechanism.yaml", "sixth/transactions.yaml"


@pytest.mark.parametrize(("file", "old", "new", "sentence"), [
    (MECHANISM, "is: owner_of_account", "is: friend_of_account",
     "sixth/mechanism.yaml: bodies.steward.is: 'friend_of_account' is no standing to an account; use one of "
     "administrator, owner_of_account, party_of_account"),
    (MECHANISM, "    is: owner_of_account\n", "",
     "sixth/transactions.yaml: sale.by: nobody can ask for it; say what one of them `is` to an account"),
    (TRANSACTIONS, "by: [steward]", "by: [clerk]",
     "sixth/transactions.yaml: sale.by: 'clerk' is no body or actor of mechanism.yaml; use one of council, steward"),
])  # fmt: skip
def test_a_matrix_that_nobody_can_ask_by_does_not_load(file, old, new, sentence):
    assert sentence in loading.check(texts() | {file: texts()[file].replace(old, new, 1)})


def test_a_body_that_hangs_on_a_fact_nobody_records_does_not_load():
    changed = texts() | {MECHANISM: texts()[MECHANISM].replace("when: [licensed]", "when: [knighted]")}
    assert "sixth/mechanism.yaml: bodies.steward.when: no step records the fact knighted; record it or declare it" in (
        check(changed)
    )


def test_a_row_of_the_matrix_may_begin_later_than_the_others_and_not_before_its_text():
    later = texts()[TRANSACTIONS].replace("    act: retirement", "    act: retirement\n    from_day: 2026-01-01")
    found = loading.load(texts() | {TRANSACTIONS: later}).books["sixth"].transactions
    assert {name: row.from_date for name, row in found.items() if name in ("sale", "retirement")} == {
        "sale": date(2025, 1, 1),
        "retirement": date(2026, 1, 1),
    }
    early = texts() | {TRANSACTIONS: texts()[TRANSACTIONS].replace("from: 2025-01-01", "from: 2024-12-31")}
    assert any("Tidal Rules did not exist on 2024-12-31" in each for each in loading.check(early))
