"""Authorizations through the cases: the policy of the Party, its limit, and what becomes of a version in mid-life."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.clock import FakeClock

from sextant.application.demo.approaches import (
    APPLICANT,
    APPLICATION,
    POLICY,
    REFERENCE,
    STATEMENT,
    STOVES,
    WIND,
    attempt,
    authority,
    build_approaches,
    step,
)
from sextant.application.queries.verify import verify
from sextant.domain.authorization import AuthorizationState
from sextant.domain.refusal import Refusal
from sextant.storage.opening import scratch_office

KEY = f"XA:{REFERENCE}"


@pytest.fixture
def office():
    made = scratch_office(FakeClock(datetime(2026, 11, 1, 12, tzinfo=UTC)))
    build_approaches(made)
    return made


def versions(office):
    return office.reader.authorizations([KEY])[KEY]


def test_the_statement_becomes_a_version_with_every_element_and_the_number_of_its_approach(office):
    version, with_entities = versions(office)
    assert with_entities.entities_authorized == ("Vernier Climate (synthetic)",)
    assert version.cooperative_approach == "CA9001"
    assert (version.quantity, version.parties, version.underlying_registries) == (180_000, ("XV",), ("VCS",))
    assert (str(version.mitigation), str(version.use)) == ("2026-01-01 – 2030-12-31", "… – 2032-12-31")
    assert (version.issue_until.isoformat(), version.gwp, version.metric) == ("2031-12-31", "AR5, 100 years", "GHG")
    assert version.activity_types == ("Energy Efficiency households",)
    before = len(list(office.reader.entries()))
    build_approaches(office)
    assert len(list(office.reader.entries())) == before, "built twice, nothing is new"
    assert verify(office.reader, office.registry.account_types).findings == []


def test_a_party_that_does_not_export_takes_no_application(office):
    refused = attempt(office, WIND, "apply", APPLICANT, "2026-05-01", dict(APPLICATION))
    assert isinstance(refused, Refusal)
    assert "exports" in str(refused.about["found"])


def test_the_limit_of_the_policy_holds_for_all_authorizations_together(office):
    more = dict(STATEMENT) | {"reasons": "more stoves", "change_effective": "2026-06-01"}
    step(office, "XA", "adopt_policy", authority("XA"), "2026-05-01",
         POLICY | {"policy_effective": "2026-05-02", "policy_cap": 150_000})  # fmt: skip
    over = attempt(office, STOVES, "amend", authority("XA"), "2026-06-01", more | {"authorized_quantity": 150_001})
    assert isinstance(over, Refusal)
    assert over.code == "policy_forbids"
    step(office, STOVES, "amend", authority("XA"), "2026-06-02",
         more | {"authorized_quantity": 150_000, "change_effective": "2026-06-02"})  # fmt: skip
    tally = next(each for each in office.reader.all_tallies() if each.name.startswith("policy XA"))
    assert tally.used == 150_000
    step(office, STOVES, "revoke", authority("XA"), "2026-07-01",
         {"reasons": "policy", "change_effective": "2026-07-01", "reference": REFERENCE})  # fmt: skip
    tally = next(each for each in office.reader.all_tallies() if each.name.startswith("policy XA"))
    assert tally.used == 0, "what was never first transferred is given back"


@pytest.mark.parametrize(
    ("field", "found"),
    [("uses", "other_purposes;moon"), ("sectors", "Transportation"), ("underlying_registries", "ACR")],
)
def test_what_the_policy_does_not_list_is_not_authorized(office, field, found):
    changed = dict(STATEMENT) | {field: found, "reasons": "x", "change_effective": "2026-06-01"}
    refused = attempt(office, STOVES, "amend", authority("XA"), "2026-06-01", changed)
    assert isinstance(refused, Refusal)
    assert len(versions(office)) == 2


def test_suspension_resumption_and_revocation_are_versions_and_none_is_rewritten(office):
    said = {"reasons": "audit", "reference": REFERENCE}
    step(office, STOVES, "suspend", authority("XA"), "2026-06-01", dict(said))
    step(office, STOVES, "resume", authority("XA"), "2026-07-01", dict(said))
    step(office, STOVES, "revoke", authority("XA"), "2026-08-01", said | {"change_effective": "2026-09-01"})
    states = [each.state for each in versions(office)]
    assert states[1:] == [AuthorizationState.IN_FORCE, AuthorizationState.SUSPENDED, AuthorizationState.IN_FORCE,
                      AuthorizationState.REVOKED]  # fmt: skip
    assert versions(office)[-1].effective_on.isoformat() == "2026-09-01"
    assert verify(office.reader, office.registry.account_types).findings == []
