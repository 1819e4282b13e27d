"""Random walks through the cycles of the JCM: no state is undeclared, and the past never changes.

The walks of `test_walks.py`, with the people of the JCM. The cycles of a partner that differ from those of the common
part are walked too; those that it takes over are the same and are walked once.
"""

from collections.abc import Callable
from copy import copy
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.workflow import jcm
from tests.workflow.play import Play
from tests.workflow.walk import Walk, declared, snapshot

from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.case import Actor, History
from sextant.workflow.cycle import Step
from sextant.workflow.timeline import world_at

RULES = cyclebooks()
PARTY_OF = {"joint_committee_japan": "JP", "joint_committee_partner": "XA"}
ENTITY_OF = {"activity_participant": "Lagoon", "third_party_entity": "Verify"}
FACTS = {"host_party": "XA", "participating_parties": "JP"}


def bare(path: str) -> Callable[[], Play]:
    return lambda: Play(path, jcm.at("2025-09-01"), rules=RULES, facts=dict(FACTS), subject="Subject")


def meant(cycle):
    """Return what tells a cycle from that of another partner: who may do what, from where to where, on what terms."""
    return {
        name: (
            step.from_states,
            step.to_state,
            step.documents,
            [each.name for each in step.needs],
            list(step.choices.get("kind", ())),
        )
        for name, step in cycle.steps.items()
    }


def walked() -> list[str]:
    """Return the cycles to walk: those of the common part, and those of a partner that differ from them."""
    found = list(RULES.books["jcm"].cycles)
    for code in jcm.PARTNERS:
        for path, cycle in RULES.books[code].cycles.items():
            if meant(cycle) != meant(RULES.latest(f"jcm.{path.partition('.')[2]}")):
                found.append(path)
    return found


CYCLES = walked()
WHOLE: dict[str, Callable[[], Play]] = {
    f"{code} {name}": lambda code=code, make=make: make(code)
    for code in jcm.PARTNERS
    for name, make in (
        ("accepted", jcm.accepted), ("validated", jcm.validated), ("registered", jcm.registered),
        ("requested", jcm.requested), ("notified", jcm.notified),
        ("authorized", lambda code: jcm.authorized(jcm.notified(code))),
        ("accepted by the partner", lambda code: jcm.accepted_by(code, "partner")),
        ("accepted by Japan", lambda code: jcm.accepted_by(code, "japan")),
    )
}  # fmt: skip
STARTS: dict[str, Callable[[], Play]] = {path: bare(path) for path in CYCLES} | WHOLE


class JcmWalk(Walk):
    """A walk whose people are those of the JCM: both sides of a committee, two governments, two registries."""

    def actors(self, step: Step) -> list[Actor]:
        if step.decided_by.roles and self.chance.random() < 0.8:
            return [self.actor(role, 0) for role in step.decided_by.roles]
        return super().actors(step)

    def actor(self, role: str, number: int) -> Actor:
        party = PARTY_OF.get(role) or self.chance.choice(("JP", "XA"))
        entity = ENTITY_OF.get(role)
        if self.chance.random() < 0.1:
            party, entity = "TH", "Somebody"
        return Actor(f"{role} {number}", role, party, entity)

    def word(self, name: str) -> str | bool | int:
        likely = {
            "host_party": "XA", "other_side": "JP", "participants": "Lagoon", "validating_entity": "Verify",
            "verifying_entity": "Verify", "sectoral_scope": "Energy", "methodology_version": "ver1.0",
            "approved_versions": "ver1.0", "validation_scopes": "Energy", "verification_scopes": "Energy",
            "japan_share": "0.5", "decided_by_vintage": "2021: 61; 2022: 40", "japan_by_vintage": "2021: 30; 2022: 20",
            "partner_by_vintage": "2021: 31; 2022: 20", "authorized_by_vintage": "none",
            "quantity_by_vintage": self.chance.choice(("2021: 30; 2022: 20", "2021: 31; 2022: 20", "none")),
        }  # fmt: skip
        if name in ("reference", "methodology"):
            code = jcm.PARTNERS[self.play.cycle.partition(".")[0]]
            return f"{code}_AM901" if name == "methodology" else f"{code}901"
        return likely[name] if name in likely and self.chance.random() < 0.9 else super().word(name)


@cache
def begun(start: str) -> Play:
    return STARTS[start]()


@pytest.mark.parametrize("start", STARTS)
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1), moves=st.integers(5, 25))
def test_no_walk_reaches_an_undeclared_state_and_no_past_day_changes(start, seed, moves):
    walk = JcmWalk(copy(begun(start)), Random(seed))
    walk.go(moves)
    for path, state in walk.visited:
        assert state in RULES.latest(path).states
    history = walk.play.history
    for at, then in walk.seen.items():
        assert snapshot(world_at(history, RULES, at)) == then
        acts = tuple(act for act in history.acts if act.at <= at)
        so_far = world_at(History(history.subject, history.facts, history.cases, acts, history.beside), RULES, at)
        assert snapshot(so_far) == then
        assert declared(so_far)


def test_walks_go_through_at_least_half_the_states_of_every_cycle():
    visited: dict[str, set[str]] = {path: set() for path in CYCLES}
    # Of whole projects those of the common part are enough, and those in which a side issues.
    for start in [*CYCLES, *(each for each in WHOLE if each.startswith("jcm ") or "accepted by" in each)]:
        for seed in range(5):
            walk = JcmWalk(copy(begun(start)), Random(seed))
            walk.go(20)
            for path, state in walk.visited:
                visited.setdefault(path, set()).add(state)
    for path in CYCLES:
        seen = visited[path]
        states = RULES.latest(path).states
        assert len(seen) * 2 >= len(states), f"{path}: only {sorted(seen)} of {sorted(states)}"


def test_a_partner_that_differs_is_walked_and_what_is_the_same_is_walked_once():
    assert {path for path in CYCLES if path.startswith("jcm_thailand")} == {
        f"jcm_thailand.{name}"
        for name in ("project", "monitoring_period", "issuance_by_japan", "issuance_by_partner", "authorization_of_use")
    }
    assert "jcm_mongolia.methodology" not in CYCLES
