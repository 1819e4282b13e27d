"""Texts that a database cannot keep are refused in one way on every store, and what the tables hold is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.world import AER, World

from sextant.application.activities import change_activities
from sextant.application.batch import perform_batch
from sextant.application.registry import NotStorable
from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization
from sextant.domain.refusal import Refusal
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Posted
from sextant.ledger.request import IssuanceCell, Issue, RecordIssuance
from sextant.ledger.texts import LONGEST
from sextant.storage.database import models
from sextant.storage.database.driver import connect
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url

NUL, HALF = "a\0b", "a\ud800b"
MODELS = {
    Account: (models.Account,),
    Activity: (models.Activity,),
    Tally: (models.Tally,),
    Authorization: (models.AuthorizationVersion,),
    Issue: (models.Lot, models.SerialSpace),
    RecordIssuance: (models.Lot, models.SerialSpace),
    IssuanceCell: (models.SerialSpace,),
}
COLUMNS = {"space_key": "key", "host_parties": "party"}


@pytest.mark.parametrize("kind", LONGEST, ids=lambda kind: kind.__name__)
def test_what_may_be_given_is_what_the_tables_hold(kind):
    tables = (*MODELS[kind], models.ActivityHost) if kind is Activity else MODELS[kind]
    held = {each.name: each.max_length for table in tables for each in table._meta.fields if each.max_length}
    assert LONGEST[kind] == {name: held[COLUMNS.get(name, name)] for name in LONGEST[kind]}
    filled_in = {"state"} if kind is Account else {"party"} if kind is Activity else set()
    said = {COLUMNS.get(name, name) for name in LONGEST[kind]}
    if kind in (Account, Activity, Tally):
        assert held.keys() - said <= filled_in, "a column without a limit of what may be given"


@pytest.mark.parametrize("text", [NUL, HALF], ids=["nul", "half"])
def test_a_character_that_cannot_be_kept_is_refused_wherever_it_stands(registry, text):
    world = World(registry)
    world.do(world.issue(100))
    asked = [
        world.transfer(world.units(1, 2), actor=text),
        world.transfer(world.units(1, 2), tallies=(text,)),
        world.transfer(world.units(1, 2), case=text),
        world.cancel(world.units(1, 2), on_behalf_of=text),
        world.cancel(world.units(1, 2), reported={"column": text}),
        world.cancel(world.units(1, 2), reported={text: "value"}),
        world.hold(world.units(1, 2), case=text),
        world.issue(5, terms=replace(AER, authorization=text)),
        world.issue(5, note=text),
        world.record(1, 5, underlying=text),
        world.correct(world.id(1), actor=text),
    ]
    for request in asked:
        assert world.refused(request).code == "text_not_storable"
    outcomes = perform_batch(registry, [asked[0], world.transfer(world.units(1, 2)), asked[1]])
    assert [isinstance(each, Refusal) for each in outcomes] == [True, False, True]
    assert isinstance(outcomes[1], Posted)
    assert outcomes[1].result["moved"] == [[world.space(), 1, 2]]


def test_a_text_is_as_long_as_its_place_and_no_longer(registry):
    world = World(registry)
    for longest, make in (
        (100, lambda text: world.issue(5, key=text)),
        (100, lambda text: world.record(1, 5, key=text)),
        (20, lambda text: world.issue(5, registry=text)),
    ):
        assert world.refused(make("x" * (longest + 1))).code == "text_too_long"
        outcome = registry.perform(make("茶" * longest))
        assert isinstance(outcome, Posted) or outcome.code != "text_too_long"
    name = "茶" * 200
    assert registry.put_tally(Tally(name, 0, 100))
    world.do(world.issue(5))
    world.do(world.transfer(world.units(1, 2), tallies=(name,)))
    found = world.refused(world.transfer(world.units(3, 4), tallies=(name + "x",)))
    assert (found.code, dict(found.about)) == ("text_too_long", {"field": "tallies", "found": 201, "expected": 200})


def test_an_account_a_tally_or_an_activity_that_cannot_be_kept_is_told_by_the_same_refusal(registry):
    account = Account(registry="R9", code="x" * 101, type="article_6_4.holding", name="a")
    with pytest.raises(NotStorable) as told:
        registry.open_account(account)
    assert told.value.refusal.code == "text_too_long"
    assert registry.open_account(replace(account, code="x" * 100))
    for unfit in (replace(account, code="a", name=NUL), replace(account, code="a", owner=HALF)):
        with pytest.raises(NotStorable) as told:
            registry.open_account(unfit)
        assert told.value.refusal.code == "text_not_storable"
    with pytest.raises(NotStorable):
        registry.put_tally(Tally("x" * 201, 0, 5))
    with pytest.raises(NotStorable):
        registry.change_account(replace(account, code="x" * 101, version=2))
    with pytest.raises(NotStorable):
        change_activities(registry, [1], lambda known: [Activity("CDM", "x" * 101, "cdm")])
    with pytest.raises(NotStorable):
        change_activities(registry, [1], lambda known: [Activity("CDM", "1", "cdm", title=NUL)])


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("text", [NUL, HALF, "x" * 10_000], ids=["nul", "half", "long"])
def test_what_no_row_can_hold_is_found_nowhere(database_url, kind, text):
    reader = DatabaseReader(connect(parse_database_url(database_url(kind))))
    assert reader.spaces(prefix=text) == []
    assert reader.accounts(party=text) == []
    assert reader.lots(party=text) == []
    assert reader.lots(mechanism=text) == []
    reader.close()
