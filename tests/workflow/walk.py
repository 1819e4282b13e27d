"""Random walks through a cycle: whoever, whatever, whenever; only what the engine accepts is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from tests.workflow.play import Play, uuid5

from sextant.domain.refusal import Refusal
from sextant.workflow.advance import advance
from sextant.workflow.case import Act, Actor, Filed
from sextant.workflow.cycle import Step
from sextant.workflow.timeline import world_at
from sextant.workflow.world import Run, World

ENTITIES = ("Volta Solar", "Akosombo Grid", "Valid Ltd", "Verify AG")
PARTIES = ("GH", "CH", "TH")


def snapshot(world: World) -> dict:
    """Return everything that a page could say about the cases at an instant."""
    return {
        "facts": dict(world.facts()),
        "cases": {
            number: (
                run.cycle.path,
                run.state,
                run.since,
                dict(run.dates),
                [(each.step, each.from_state, each.to_state, each.on, each.at) for each in run.transitions],
                {step: len(ballots) for step, ballots in run.ballots.items()},
            )
            for number, run in world.runs.items()
        },
    }


class Walk:
    """A walk from the first state of a cycle; `seen` keeps what stood when it last looked at an instant."""

    def __init__(self, play: Play, chance: Random) -> None:
        self.chance = chance
        self.play = play
        self.at = max((act.at for act in play.history.acts), default=play.begun)
        self.seen: dict[datetime, dict] = {}
        self.visited: set[tuple[str, str]] = set()
        self.refused: set[str] = set()

    def go(self, moves: int) -> None:
        for _ in range(moves):
            self.pass_time()
            world = self.look()
            open_runs = [run for run in world.runs.values() if not run.over]
            if not open_runs:
                return
            run = self.chance.choice(open_runs)
            step = self.pick(run)
            for actor in self.actors(step):
                act = self.act(world, run, step, actor)
                outcome = advance(self.play.history, self.play.rules, act)
                if isinstance(outcome, Refusal):
                    self.refused.add(outcome.code)
                else:
                    self.play.history = outcome
            self.look()

    def look(self) -> World:
        world = world_at(self.play.history, self.play.rules, self.at)
        self.seen[self.at] = snapshot(world)
        self.visited |= {(run.cycle.path, run.state) for run in world.runs.values()}
        self.visited |= {(run.cycle.path, t.to_state) for run in world.runs.values() for t in run.transitions}
        return world

    def pass_time(self) -> None:
        days = self.chance.choice((0, 0, 1, 1, 2, 3, 5, 7, 14, 29, 60, 400 if self.chance.random() < 0.3 else 1))
        self.at += timedelta(days=days, seconds=self.chance.randrange(3_600))
        if self.chance.random() < 0.2:
            # To the very end of a day in Central European Time, or the instant after it.
            self.at = self.at.replace(hour=22, minute=59, second=59) if self.at.hour < 22 else self.at
            self.at += timedelta(seconds=self.chance.choice((0, 1)))

    def pick(self, run: Run) -> Step:
        if self.chance.random() < 0.05:
            return self.chance.choice(list(run.cycle.steps.values()))
        ways = [step for step in run.cycle.steps_from(run.state) if not step.by_itself]
        onward = [step for step in ways if step.to_state != "same"]
        # What ends a case is rare, or no walk would go far.
        ending = {name for name, state in run.cycle.states.items() if state.terminal}
        forward = [step for step in onward if step.to_state not in ending]
        for pool, likely in ((forward, 0.7), (ways, 1.0)):
            if pool and self.chance.random() < likely:
                return self.chance.choice(pool)
        return self.chance.choice(list(run.cycle.steps.values()))

    def actors(self, step: Step) -> list[Actor]:
        """Return who tries: one actor, or the voters of a vote and whoever closes it."""
        roles = [each.role for each in step.by] or ["secretariat"]
        role = self.chance.choice(roles) if self.chance.random() < 0.95 else "stakeholder"
        if step.decided_by.closed_by is None:
            voters = 3 if step.decided_by.form.value in {"at_least", "majority"} else 1
            return [self.actor(role, number) for number in range(voters)]
        members = [self.actor(role, number) for number in range(self.chance.choice((3, 9, 12)))]
        return [*members, Actor("Chair", step.decided_by.closed_by)]

    def actor(self, role: str, number: int) -> Actor:
        entity, party = self.chance.choice(ENTITIES), self.chance.choice(PARTIES)
        likely = {
            "activity_participant": ("Volta Solar", None),
            "focal_point": ("Akosombo Grid", None),
            "designated_operational_entity": (self.chance.choice(("Valid Ltd", "Verify AG")), None),
            "designated_national_authority": (None, "GH"),
            "authorizing_body": (None, "GH"),
        }
        if role in likely and self.chance.random() < 0.8:
            entity, party = likely[role]
        return Actor(f"{role} {number}", role, party, entity)

    def act(self, world: World, run: Run, step: Step, actor: Actor) -> Act:
        days = {each.stated_as for each in step.sets if each.stated_as} | {each.date for each in step.bounds}
        stated = {name: self.day(run, name) if name in days else self.word(name) for name in step.states_data}
        for name, choices in step.choices.items():
            stated[name] = self.chance.choice([*choices, ";".join(choices), "none of them"])
        stated |= {name: self.chance.choice((0, 1, 13_000, -1, True)) for name in step.whole}
        papers = list(step.documents)
        if papers and self.chance.random() < 0.05:
            papers.pop()
        number = uuid5(
            run.case.id, f"{len(self.play.history.acts)} {step.name} {actor.name} {self.at} {self.chance.random()}"
        )
        return Act(
            id=number,
            case=run.case.id,
            step=step.name,
            actor=actor,
            at=self.at,
            yes=self.chance.random() < 0.85,
            stated=stated,
            documents=tuple(Filed(kind, "0" * 64) for kind in papers),
        )

    def day(self, run: Run, name: str) -> str:
        if self.chance.random() < 0.03:
            return "soon"
        today = self.at.date()
        if name == "start_date":
            return (today - timedelta(days=self.chance.randrange(170))).isoformat()
        if name.endswith("_end"):
            return (
                run.dates.get("crediting_period_start", today) + timedelta(days=self.chance.choice((20, 400, 1500)))
            ).isoformat()
        if name == "monitoring_period_start":
            return run.dates.get("first_crediting_period_start", today).isoformat()
        if name == "new_period_start":
            return (run.dates.get("crediting_period_end", today) + timedelta(days=1)).isoformat()
        return (today + timedelta(days=self.chance.randrange(-5, 120))).isoformat()

    def word(self, name: str) -> str | bool | int:
        if name.startswith("amount_"):
            return self.chance.choice(("1500", 5_000, "10000.00", 250_000, "0.45", "1.005", "-1", "words", True))
        if name in ("annual_reductions", "quantity_by_vintage", "units"):
            return self.chance.choice((900, 15_000, 15_001, 50_000, "50001", "2026: 40000; 2027: 60001", "some", -1))
        if name == "panel_members":
            return self.chance.choice(("appeal_panel 0;appeal_panel 1;appeal_panel 2",
                                       "grievance_panel 0;grievance_panel 1;grievance_panel 2", "words"))  # fmt: skip
        if name == "account_holder":
            return "Volta Solar"
        if name == "entity_contracted":
            return "Valid Ltd"
        if name == "host_party":
            return "GH"
        if name == "participating_parties":
            return "GH;CH+TH"
        if name in ("agreed_sectors", "agreed_standards", "agreed_methodologies"):
            return self.chance.choice(("any", "any", "any", True))
        if name == "agreed_share":
            return self.chance.choice((90, 90, 100, "words"))
        if name == "operational_entity":
            return self.chance.choice(("Valid Ltd", "Verify AG"))
        if name.startswith(("capacity_", "savings_", "other_reductions", "annual_removals", "quantity_", "units_to")):
            return self.chance.choice((0, 3, "14.5", 15, 16, 8_000, -1, "many"))
        if name == "participants" or name.startswith("focal_points"):
            return ";".join(ENTITIES)
        return self.chance.choice((True, True, True, False, "words"))


def declared(world: World) -> bool:
    return all(run.state in run.cycle.states for run in world.runs.values())


def told_by_the_timeline(world: World, at: datetime) -> dict:
    """Return the state of every case at an instant, as the transitions that are known now tell it."""
    states = {}
    for number, run in world.runs.items():
        if run.case.opened_at <= at:
            passed = [each.to_state for each in run.transitions if each.at <= at]
            states[number] = passed[-1] if passed else run.cycle.initial
    return states
