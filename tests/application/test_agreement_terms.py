"""The agreement on an approach holds whoever authorizes under it: each term, with the clause it is read in."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.clock import FakeClock

from sextant.application.demo.approaches import (
    APPROACH,
    REFERENCE,
    STATEMENT,
    STOVES,
    attempt,
    authority,
    build_approaches,
    step,
)
from sextant.domain.agreement import AgreementBadly, agreement_from, beyond
from sextant.domain.refusal import Refusal
from sextant.storage.opening import scratch_office

KEY = f"XA:{REFERENCE}"
DAY = "2026-06-01"
TERMS = {
    "participating_parties": "XA+XV", "agreed_sectors": "Energy", "agreed_standards": "VCS;GS",
    "agreed_methodologies": "VM0050", "agreed_share": 90,
}  # fmt: skip
SAID = dict(STATEMENT) | {"methodologies": "VM0050"}
APPLIED = {"standards": "VCS", "requested_quantity": 200_000}
BEYOND = [
    ({"parties": "XV;XQ"}, {}, "participating_parties", "XQ"),
    ({"parties": "any"}, {}, "participating_parties", "any"),
    ({"sectors": "Energy;Transportation"}, {}, "agreed_sectors", "Transportation"),
    ({"sectors": "any"}, {}, "agreed_sectors", "any"),
    ({"underlying_registries": "ACR"}, {}, "agreed_standards", "ACR"),
    ({}, {"standards": "ACR"}, "agreed_standards", "ACR"),
    ({"methodologies": "VM0007"}, {}, "agreed_methodologies", "VM0007"),
    ({"vintages": "2026 to 2031"}, {}, "approach_end", "2026 to 2031"),
    ({"vintages": "any"}, {}, "approach_end", "any"),
    ({"authorized_quantity": 180_001}, {}, "agreed_share", "180001"),
    ({"authorized_quantity": "any"}, {}, "agreed_share", "any"),
    ({}, {"requested_quantity": "any"}, "agreed_share", "180000"),
]


def agreement(**changed):
    return agreement_from(TERMS | changed, approach="XA-XV", agreed_on=date(2026, 2, 3), ends_on=date(2030, 12, 31))


@pytest.mark.parametrize(("said", "applied", "term", "found"), BEYOND)
def test_each_term_finds_what_goes_beyond_it_and_nothing_else(said, applied, term, found):
    assert list(beyond(agreement(), SAID, APPLIED)) == []
    against = list(beyond(agreement(), SAID | said, APPLIED | applied))
    assert [(each.term, each.found) for each in against] == [(term, found)]


def test_a_term_that_is_any_limits_nothing():
    free = dict.fromkeys(("agreed_sectors", "agreed_standards", "agreed_methodologies", "agreed_share"), "any")
    said = {"sectors": "Waste", "methodologies": "any", "underlying_registries": "ACR", "authorized_quantity": "any"}
    assert list(beyond(agreement(**free), SAID | said, APPLIED | {"standards": "ACR"})) == []


def test_purposes_without_an_acquiring_party_leave_parties_open():
    said = SAID | {"uses": "international_mitigation", "parties": "any"}
    assert list(beyond(agreement(), said, APPLIED)) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [("agreed_share", "90/10"), ("agreed_share", 0), ("agreed_share", 101), ("agreed_share", True),
     ("agreed_sectors", ""), ("agreed_methodologies", ";")],
)  # fmt: skip
def test_terms_that_cannot_be_compared_are_not_taken(name, found):
    with pytest.raises(AgreementBadly) as raised:
        agreement(**{name: found})
    assert raised.value.name == name


@pytest.fixture(scope="module")
def office():
    made = scratch_office(FakeClock(datetime(2026, 11, 1, 12, tzinfo=UTC)))
    build_approaches(made)
    return made


def amended(office, day=DAY, **changed):
    said = dict(STATEMENT) | {"reasons": "x", "change_effective": day} | changed
    return attempt(office, STOVES, "amend", authority("XA"), day, said)


@pytest.mark.parametrize(
    ("changed", "term"),
    [({"parties": "XV;XQ"}, "participating_parties"), ({"vintages": "2026 to 2031"}, "approach_end"),
     ({"authorized_quantity": 180_001}, "agreed_share")],
)  # fmt: skip
def test_a_change_beyond_the_agreement_is_refused_with_the_term_and_its_day(office, changed, term):
    refused = amended(office, **changed)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.about["need"]) == ("condition_not_met", "agreement_allows")
    assert str(refused.about["found"]).startswith(f"{term}: ")
    assert str(refused.about["expected"]).endswith(f"({APPROACH}; 2026-02-03)")
    assert len(office.reader.authorizations([KEY])[KEY]) == 2


def test_terms_that_are_amended_hold_from_then_on_and_a_share_in_words_is_no_term(office):
    terms = {"agreed_sectors": "Energy", "agreed_standards": "VCS", "agreed_methodologies": "any", "agreed_share": 50,
             "voluntary_levies": "none", "safeguards": "as before", "termination_terms": "as before"}  # fmt: skip
    in_words = terms | {"agreed_share": "half to each"}
    refused = attempt(office, APPROACH, "amend_terms", authority("XA"), "2026-06-10", in_words)
    assert isinstance(refused, Refusal)
    assert refused.about["need"] == "agreement_well_formed"
    for party in ("XA", "XV"):
        step(office, APPROACH, "amend_terms", authority(party), "2026-06-11", terms)
    refused = amended(office, "2026-06-12", authorized_quantity=100_001)
    assert isinstance(refused, Refusal)
    assert refused.about["expected"] == f"agreed_share: 50 % = 100000 ({APPROACH}; 2026-06-11)"
    assert not isinstance(amended(office, "2026-06-13", authorized_quantity=100_000), Refusal)
