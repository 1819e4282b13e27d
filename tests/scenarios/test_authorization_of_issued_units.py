"""What a late, partial, changed or revoked authorization makes of units already issued (A6.4-PROC-REGS-001, 60 to 66).

One story is played up to the late statement and taken on from there in several ways, since what is refused leaves it
as it was.
"""

from dataclasses import replace

import pytest
from tests.scenarios.test_statements import SECOND, act, played

from sextant.application.commands.take_step import take_step
from sextant.application.doing import Taken
from sextant.application.queries.verify import verify
from sextant.domain.refusal import Refusal
from sextant.ledger.authorized import tally_of_issued
from sextant.storage.account_types import account_types

LATE = "  - at: 2026-10-19 10:00"
"""The line of the story with which the late statement begins, the last but one step of it."""
SAID = {"reasons": "policy", "change_effective": "2026-10-21", "under_published_terms": True}
ISSUED_WITHOUT, MOVED = 6_950, 300


@pytest.fixture(scope="module")
def whole_story():
    return played()[0]


def before_the_late_statement():
    """Return a stage on which everything before it was played."""
    return played(lambda text: text[: text.index(LATE)] + text[text.index("expected:") :])[0]


def host(stage, step, stated, on="2026-10-21"):
    return take_step(stage.office, "article_6_4", "S0001", act(stage, step, stated, on))


def late(stage, said, **others):
    """Return what comes of the late statement of the whole story, said otherwise in places."""
    return host(stage, "authorize_rest_later", {**said, **others}, "2026-10-19")


def administrator(stage, on="2026-10-22"):
    step = replace(act(stage, "change_issued_units", {}, on), actor=stage.story.cast["administrator"])
    return take_step(stage.office, "article_6_4", "S0001", step)


def under(stage, key, *, first_transferred=None):
    """Return how many units stand under an authorization."""
    terms = {number for number, each in stage.reader.terms().items() if each.authorization == key}
    return sum(
        block.quantity
        for block in stage.reader.blocks()
        if block.terms in terms and (first_transferred is None or bool(block.first_transfer) is first_transferred)
    )


def in_order(stage):
    """Return whether the journal and what stands there agree."""
    return verify(stage.reader, account_types()).findings == []


def code(outcome):
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_what_a_late_statement_does_not_cover_changes_nothing_and_a_part_leaves_the_rest(whole_story):
    said = next(each.states for each in whole_story.story.scenes if each.take == "authorize_rest_later")
    stage = before_the_late_statement()
    assert code(late(stage, said, vintages="2027")) == "vintage_not_authorized"
    assert code(late(stage, said, authorized_quantity=ISSUED_WITHOUT - MOVED - 1)) == "authorized_quantity_exceeded"
    assert code(late(stage, said, authorization="part")) == "clause_malformed"
    assert SECOND not in stage.reader.authorizations(), "not even the statement is recorded"
    assert under(stage, SECOND) == 0
    part = {"authorization": "part", "authorized_quantity": 1_000, "rest_may_be_authorized_later": True}
    assert isinstance(late(stage, said, **part), Taken)
    assert under(stage, SECOND) == 1_000
    # Of 6,950 units 348 stand with the Adaptation Fund and 139 count for overall mitigation; of the 6,650 that did
    # not move these are 52.3 and 20.9 in a thousand.
    assert under(stage, SECOND, first_transferred=True) == 73
    assert in_order(stage)
    rest = {"reference": "XA-AUT-S0001-3"}
    assert isinstance(late(stage, said, **rest), Taken)
    assert under(stage, "XA:XA-AUT-S0001-3") == ISSUED_WITHOUT - MOVED - 1_000
    assert in_order(stage)
    assert code(late(stage, said, reference="XA-AUT-S0001-4")) == "condition_not_met", "nothing is left open"


def test_a_change_and_a_revocation_reach_issued_units_that_were_not_first_transferred(whole_story):
    stage, key = whole_story, SECOND
    marked, all_of_it = under(stage, key, first_transferred=True), ISSUED_WITHOUT - MOVED
    assert 0 < marked < under(stage, key) == all_of_it
    assert code(administrator(stage, "2026-10-21")) == "nothing_to_change"

    scene = next(each for each in stage.story.scenes if each.take == "authorize_rest_later")
    left = ("authorization", "rest_may_be_authorized_later", "units_never_moved")
    said = {name: value for name, value in scene.states.items() if name not in left} | SAID
    fewer = {"authorized_quantity": marked + 100, "uses": "international_mitigation"}
    assert isinstance(host(stage, "change", said | fewer), Taken)
    assert under(stage, key) == all_of_it, "units change when the administrator changes them"
    assert isinstance(administrator(stage), Taken)
    assert under(stage, key) == marked + 100
    terms = stage.reader.terms()
    blocks = stage.reader.blocks()
    under_it = [each for each in blocks if terms[each.terms].authorization == key]
    uses = {bool(each.first_transfer): terms[each.terms].uses for each in under_it}
    both = ("international_mitigation", "nationally_determined_contribution")
    assert uses == {False: ("international_mitigation",), True: both}, "first transferred units stay as they are"
    kept = [each for each in under_it if each.first_transfer is None]
    lost = [each for each in blocks if terms[each.terms].status == "NPI" and each.account == kept[0].account]
    assert max(each.last for each in kept) < min(each.first for each in lost), "the lowest serials stay authorized"
    assert code(administrator(stage, "2026-10-23")) == "nothing_to_change"

    revocation = {"reference": "XA-AUT-S0001-2"} | SAID | {"change_effective": "2026-10-24"}
    assert isinstance(host(stage, "revoke", revocation, "2026-10-23"), Taken)
    assert isinstance(administrator(stage, "2026-10-25"), Taken)
    assert under(stage, key) == under(stage, key, first_transferred=True) == marked
    assert {each.name: each.used for each in stage.reader.all_tallies()}[tally_of_issued(key)] == marked
    assert in_order(stage)
