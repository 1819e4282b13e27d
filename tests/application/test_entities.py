"""The authorization of entities is an act of its own, and each is a version that the ledger holds entities to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.clock import FakeClock

from sextant.application.demo.approaches import (
    REFERENCE,
    STATEMENT,
    STOVES,
    attempt,
    authority,
    build_approaches,
    step,
)
from sextant.application.queries.verify import verify
from sextant.domain.refusal import Refusal
from sextant.storage.opening import scratch_office

KEY = f"XA:{REFERENCE}"
FIRST, SECOND = "Vernier Climate (synthetic)", "Vernier Steel (synthetic)"
GIVEN = {"entity_conditions": "none", "terms_of_change": "one month"}


@pytest.fixture
def office():
    made = scratch_office(FakeClock(datetime(2026, 11, 1, 12, tzinfo=UTC)))
    build_approaches(made)
    return made


def last(office):
    return office.reader.authorizations([KEY])[KEY][-1]


def amended(office, day, **changed):
    said = dict(STATEMENT) | {"reasons": "x", "change_effective": day} | changed
    return attempt(office, STOVES, "amend", authority("XA"), day, said)


def test_the_act_is_a_version_with_the_clauses_of_the_statement(office):
    assert (last(office).version, last(office).entities_authorized) == (2, (FIRST,))
    assert (last(office).quantity, last(office).entities) == (180_000, ())
    assert not last(office).names_entities, "a statement that leaves entities open stays open"


def test_ended_and_given_again_by_the_party_that_takes_part(office):
    step(office, STOVES, "authorize_entities", authority("XV"), "2026-05-01", GIVEN | {"entities": SECOND})
    step(office, STOVES, "revoke_entities", authority("XV"), "2026-06-01", {"entities": FIRST, "reasons": "sold"})
    assert last(office).entities_named == (SECOND,)
    again = attempt(office, STOVES, "revoke_entities", authority("XV"), "2026-06-02",
                    {"entities": FIRST, "reasons": "sold"})  # fmt: skip
    assert isinstance(again, Refusal)
    assert (again.code, again.about["found"], again.about["expected"]) == ("entity_not_authorized", FIRST, SECOND)
    step(office, STOVES, "authorize_entities", authority("XV"), "2026-06-03", GIVEN | {"entities": FIRST})
    assert last(office).entities_named == (SECOND, FIRST)
    assert verify(office.reader, office.registry.account_types).findings == []


def test_a_changed_statement_keeps_what_acts_of_their_own_said(office):
    step(office, STOVES, "revoke_entities", authority("XV"), "2026-06-01", {"entities": FIRST, "reasons": "sold"})
    assert not isinstance(amended(office, "2026-06-02", entities=SECOND), Refusal)
    assert (last(office).entities_ended, last(office).entities_named) == ((FIRST,), (SECOND,))
    assert not isinstance(amended(office, "2026-06-03", entities="none"), Refusal)
    assert (last(office).names_entities, last(office).entities_named) == (True, ())
    assert not isinstance(amended(office, "2026-06-04", entities=FIRST), Refusal)
    assert (last(office).entities_ended, last(office).entities_named) == ((), (FIRST,))


@pytest.mark.parametrize("found", ["any", "none", "A;none", ";"])
def test_an_act_for_entities_names_them(office, found):
    refused = attempt(office, STOVES, "authorize_entities", authority("XV"), "2026-05-01", GIVEN | {"entities": found})
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.about["field"]) == ("clause_malformed", "entities")
