"""Statements of authorization in the ledger: what the scenario's host states is what units are held to afterwards."""

import re
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from sextant.application.commands.take_step import take_step
from sextant.application.doing import Taken
from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.run import run
from sextant.domain.account import account_id
from sextant.domain.authorization import AuthorizationState, FirstTransferEvent
from sextant.domain.refusal import Refusal
from sextant.ledger.authorized import tally_of_first_transferred, tally_of_issued, tally_of_use
from sextant.ledger.request import Take, Transfer
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import scratch_stage
from sextant.workflow.case import Act, Filed

FILE = Path(__file__).parents[2] / "scenarios" / "pacm_solar.yaml"
FIRST, SECOND = "XA:XA-AUT-S0001", "XA:XA-AUT-S0001-2"


def played(change=lambda text: text):
    stage = scratch_stage(parse_story(change(FILE.read_text(encoding="utf-8")), FILE.name, cyclebooks()))
    return stage, run(stage)


@pytest.fixture(scope="module")
def told():
    return played()


def test_each_statement_is_a_version_with_its_clauses(told):
    stage, _ = told
    (first,), (second,) = (stage.reader.authorizations()[key] for key in (FIRST, SECOND))
    assert (first.party, first.parties, first.quantity) == ("XA", ("XV",), 30_000)
    assert first.uses == ("nationally_determined_contribution", "international_mitigation")
    assert first.first_transfer is FirstTransferEvent.USE_OR_CANCELLATION
    assert str(first.mitigation) == "2026-01-01 – 2030-12-31"
    assert second.quantity is None


def test_units_issued_first_transferred_and_used_are_counted_under_their_statement(told):
    stage, ran = told
    used = {tally.name: tally.used for tally in stage.reader.all_tallies()}
    authorized = sum(each.quantity for each in ran.holdings if each.unit_class == "AER")
    assert used[tally_of_issued(FIRST)] + used[tally_of_issued(SECOND)] == authorized
    marked = sum(each.first_transferred for each in ran.holdings)
    assert used[tally_of_first_transferred(FIRST)] + used[tally_of_first_transferred(SECOND)] == marked
    assert used[tally_of_use(FIRST, "nationally_determined_contribution")] == 2_500
    assert used[tally_of_use(FIRST, "international_mitigation")] == 1_000


def test_a_statement_that_names_another_party_refuses_the_sale():
    _, ran = played(lambda text: text.replace("      parties: XV", "      parties: XW", 1))
    codes = {each.refusal.code for each in ran.happened if each.surprises and each.refusal is not None}
    assert "party_not_authorized" in codes


def test_a_statement_for_fewer_units_refuses_the_issuance():
    _, ran = played(lambda text: text.replace("authorized_quantity: 30000", "authorized_quantity: 5999", 1))
    codes = {each.refusal.code for each in ran.happened if each.surprises and each.refusal is not None}
    assert "authorized_quantity_exceeded" in codes


@pytest.mark.parametrize(
    ("clause", "badly"),
    [("vintages: 2026 to 2030", "vintages: soon"), ('use_until: "2035-12-31"', "use_until: 31 December"),
     ("authorized_quantity: 30000", "authorized_quantity: many")],
)  # fmt: skip
def test_a_clause_that_is_not_written_as_it_should_be_is_refused_and_nothing_is_recorded(clause, badly):
    stage, ran = played(lambda text: text.replace(clause, badly, 1))
    refusals = [each.refusal for each in ran.happened if each.refusal is not None]
    assert any(each.code == "clause_malformed" for each in refusals)
    assert FIRST not in stage.reader.authorizations()


def act(stage, step, stated, on="2026-10-21"):
    """Return an act of the host in the case of its statement, a day after the scenario's end."""
    world = stage.world("S0001")
    case = next(run for run in world.runs.values() if run.cycle.path == "article_6_4.authorization_of_use")
    filed = tuple(Filed(kind, "ab" * 32, kind) for kind in case.cycle.steps[step].documents)
    at = stage.cases.rules.calendar(case.cycle.path).end_of(date.fromisoformat(on)) - timedelta(hours=8)
    return Act(uuid4(), case.case.id, step, stage.story.cast["host"], at, stated=stated, documents=filed)


def test_a_change_and_a_revocation_reach_what_was_not_first_transferred():
    stage, _ = played()
    content = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    stated = next(each for each in content["steps"] if each.get("take") == "authorize")["states"]
    said = {"reasons": "policy", "change_effective": "2026-10-21", "under_published_terms": True}
    changed = {
        name: value for name, value in stated.items() if name not in ("authorization", "rest_may_be_authorized_later")
    }
    changed |= {"authorized_quantity": 20_000, "changes_foreseen": False} | said
    done = take_step(stage.office, "article_6_4", "S0001", act(stage, "change", changed))
    assert isinstance(done, Taken), done
    assert [each.quantity for each in stage.reader.authorizations()[FIRST]] == [30_000, 20_000]
    revoked = {"reference": "XA-AUT-S0001-2"} | said | {"change_effective": "2026-10-22"}
    done = take_step(stage.office, "article_6_4", "S0001", act(stage, "revoke", revoked, "2026-10-22"))
    assert isinstance(done, Taken), done
    versions = stage.reader.authorizations()[SECOND]
    assert [each.state for each in versions] == [AuthorizationState.IN_FORCE, AuthorizationState.REVOKED]
    registry = stage.registry
    number = account_id(stage.book.mechanism.registry_code, "S-DEVELOPER")
    blocks = stage.reader.blocks(account=number)
    terms = stage.reader.terms({each.terms for each in blocks})
    under = next(each for each in terms.values() if each.authorization == SECOND)
    buyer = account_id(stage.book.mechanism.registry_code, "S-VERNIER")
    outcome = registry.perform(
        Transfer(id=uuid4(), actor="tester", units=Take(number, 10, under.id), to_account=buyer, from_account=number)
    )
    assert isinstance(outcome, Refusal)
    assert outcome.code == "authorization_not_in_force"


def test_a_revocation_of_what_was_never_recorded_is_refused():
    stage, _ = played()
    stated = {"reference": "XA-NEVER", "reasons": "policy", "change_effective": "2026-10-21",
              "under_published_terms": True}  # fmt: skip
    outcome = take_step(stage.office, "article_6_4", "S0001", act(stage, "revoke", stated))
    assert isinstance(outcome, Refusal)
    assert outcome.code == "authorization_unknown"
    assert re.search("XA-NEVER", str(outcome.about))
