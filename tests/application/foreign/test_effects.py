"""A revocation in mid-life: what was first transferred stands under its version, the rest stops, all are told."""

from __future__ import annotations

from datetime import date

import pytest
from tests.application.foreign.test_feed import IMP, NDC, Office

from sextant.application.queries.authorization_effects import authorization_effects
from sextant.domain.authorization import AuthorizationState, FirstTransferEvent
from sextant.domain.authorization_standing import Standing

KEY = "GH:LoA 1"


def effects(office: Office, on: date, party: str | None = None):
    return authorization_effects(office.office.reader, office.office.registry.account_types, KEY, on, party)


@pytest.fixture
def office() -> Office:
    made = Office()
    clauses = {"uses": (NDC, IMP), "first_transfer": FirstTransferEvent.USE_OR_CANCELLATION, "parties": ("CH",),
               "underlying_registries": ("VCS",)}  # fmt: skip
    made.authorize(**clauses)
    made.tell("issuance")
    made.letter()
    made.tell("transfer", 1, 60, to_party="CH", executed_on="2025-04-01")
    made.tell("retirement", 1, 20, purpose=NDC, used_for_year="2025", executed_on="2025-05-01")
    made.authorize(version=2, state=AuthorizationState.REVOKED, effective_on=date(2025, 6, 1),
                   authorized_on=date(2025, 5, 20), **clauses)  # fmt: skip
    return made


def test_before_the_day_everything_stands_and_from_it_on_the_rest_stops(office):
    before, after = effects(office, date(2025, 5, 31)), effects(office, date(2025, 6, 1))
    assert [before.quantity(each) for each in ("ended", "stands", "stops")] == [20, 80, 0]
    assert [after.quantity(each) for each in ("ended", "stands", "stops")] == [20, 40, 40]
    assert (before.standing, after.standing) == (Standing.VALID, Standing.REVOKED)
    assert after.unissued == 940, "of 1,000 only 60 were first transferred"
    assert {(each.first, each.last, each.version) for each in after.units if each.outcome == "stands"} == {(21, 60, 1)}


def test_whoever_is_concerned_is_told_once_for_each_reason(office):
    told = [(each.who, each.why) for each in effects(office, date(2025, 6, 1)).told]
    assert told == [("CH", "authorized_party"), ("VCS", "registry"), ("CH", "used_units"), ("CH", "holds_units"),
                    ("secretariat", "platform")]  # fmt: skip


def test_the_partner_sees_its_own_units_only(office):
    seen = effects(office, date(2025, 6, 1), "CH")
    assert {each.party for each in seen.units} == {"CH"}
    assert (seen.quantity("stands"), seen.quantity("ended"), seen.quantity("stops")) == (40, 20, 0)
    assert {each.who for each in seen.told} == {"CH"}


def test_what_stops_is_refused_and_what_stands_goes_on(office):
    """The ledger says the same as the view: the partner goes on, the host's rest does not."""
    goes = office.tell("retirement", 21, 30, purpose=NDC, used_for_year="2025", executed_on="2025-07-01")
    assert (goes.refusal, goes.warnings) == (None, ())
    stopped = office.tell("transfer", 61, 70, to_party="CH", executed_on="2025-07-01")
    assert stopped.warnings == ("authorization_not_in_force",), (
        "done elsewhere, so recorded with what speaks against it"
    )


def test_an_authorization_that_nobody_recorded_has_no_effects(office):
    reader, types = office.office.reader, office.office.registry.account_types
    assert authorization_effects(reader, types, "GH:other", date(2025, 6, 1)) is None
