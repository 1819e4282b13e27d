"""Whoever abstains does not vote, whatever the form of the decision."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest
from tests.workflow.invented import sixth
from tests.workflow.play import Play

from sextant.workflow.ballot import decided
from sextant.workflow.case import Act, Actor
from sextant.workflow.cycle import DecidedBy, Decision

AT = datetime(2026, 3, 1, tzinfo=UTC)
SPACE = UUID(int=7)


class Known:
    facts = {"chosen": "north;south+east"}

    def number(self, path):
        return None

    def text(self, path):
        return None


def ballot(name, *, role="member", entity=None, yes=True, abstains=None):
    stated = {} if abstains is None else {"abstains": abstains}
    return Act(uuid5(SPACE, name), SPACE, "accept", Actor(name, role, entity=entity), AT, yes, stated)


FORMS = {
    "any": (DecidedBy(), [ballot("a")]),
    "all_of": (DecidedBy(Decision.ALL_OF, roles=("x", "y")), [ballot("a", role="x"), ballot("b", role="y")]),
    "at_least": (DecidedBy(Decision.AT_LEAST, number=2), [ballot("a"), ballot("b")]),
    "those_named": (DecidedBy(Decision.THOSE_NAMED, fact="chosen"), [ballot("a", entity="south"),
                                                                    ballot("b", entity="east")]),
    "majority": (DecidedBy(Decision.MAJORITY, share="3/4", quorum=2), [ballot("a"), ballot("b")]),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_votes_decide_and_abstentions_do_not(form):
    rule, ballots = FORMS[form]
    assert decided(rule, ballots, Known())
    abstaining = [ballot(each.actor.name, role=each.actor.role, entity=each.actor.entity, abstains=True)
                  for each in ballots]  # fmt: skip
    assert not decided(rule, abstaining, Known())
    assert not decided(rule, [*ballots[:-1], abstaining[-1]], Known()) or form == "majority"
    assert decided(rule, [*abstaining, *ballots], Known()), "the last vote of each counts"
    assert not decided(rule, [*ballots, *abstaining], Known()), "the last vote of each counts"


def test_who_abstains_is_present_for_the_quorum_of_a_majority():
    rule = DecidedBy(Decision.MAJORITY, share="3/4", quorum=2)
    assert decided(rule, [ballot("a"), ballot("b", abstains=True)], Known())
    assert not decided(rule, [ballot("a")], Known())


@pytest.mark.parametrize("said", ["true", "yes", "", 1, 0])
def test_an_abstention_that_is_no_yes_or_no_is_refused_and_not_counted(said):
    play = Play("sixth.plan", AT, rules=sixth())
    for number in range(3):
        refusal = play.try_("plan", "accept", Actor(f"Member {number}", "council_member"), AT, abstains=said)
        assert refusal is not None
        assert refusal.code == "statement_not_yes_or_no"
        assert refusal.about["name"] == "abstains"
    assert play.state("plan", AT) == "filed"


def test_the_council_of_the_invented_mechanism_is_not_carried_by_abstentions():
    play = Play("sixth.plan", AT, rules=sixth())
    for number in range(3):
        refusal = play.try_("plan", "refuse", Actor(f"Member {number}", "council_member"), AT, abstains=True)
        assert refusal is None
    assert play.state("plan", AT) == "filed"
    for number in range(2):
        play.take("plan", "refuse", Actor(f"Member {number}", "council_member"), AT, abstains=False)
    assert play.state("plan", AT) == "refused"
