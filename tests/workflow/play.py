"""A subject whose cases are acted in, step by step, as a test or a scenario would: who, when, what is stated."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from sextant.domain.refusal import Refusal
from sextant.rules.loading import load
from sextant.storage.rulebook_files import cyclebooks, shipped_texts
from sextant.workflow.advance import advance
from sextant.workflow.case import Act, Actor, Case, Filed, History
from sextant.workflow.cyclebook import Cyclebooks, load_cycles
from sextant.workflow.timeline import world_at
from sextant.workflow.world import Run, World

NAMESPACE = UUID(int=64)
CENTRAL = timedelta(hours=1)

PARTICIPANT = Actor("Ama", "activity_participant", entity="Volta Solar")
FOCAL_POINT = Actor("Kofi", "focal_point", entity="Volta Solar")
HOST = Actor("Esi", "designated_national_authority", party="GH")
ACQUIRING = Actor("Urs", "designated_national_authority", party="CH")
STRANGER = Actor("Li", "designated_national_authority", party="TH")
VALIDATOR = Actor("Ravi", "designated_operational_entity", entity="Valid Ltd")
VERIFIER = Actor("Vera", "designated_operational_entity", entity="Verify AG")
SECRETARIAT = Actor("Sam", "secretariat")
ADMINISTRATOR = Actor("Rui", "registry_administrator")
MEMBER = Actor("Member 1", "supervisory_body_member")
ALTERNATE = Actor("Alternate 1", "supervisory_body_alternate")
CHAIR = Actor("Member 1", "supervisory_body_chair")
EXPERTS = Actor("Two experts", "expert_review_team")
PANEL = tuple(Actor(f"Judge {number}", "appeal_panel") for number in (1, 2, 3))
PANEL_NAMES = ";".join(each.name for each in PANEL)
APPEAL_FEE = {"amount_received": "30000", "payment_reference": "A6.4-APP-1"}
STAKEHOLDER = Actor("Yaw", "stakeholder")
HOST_FACTS = {
    "host_is_party": True,
    "host_maintains_contribution": True,
    "host_designated_authority": True,
    "host_stated_sustainable_development": "how it contributes",
    "host_stated_activity_types": "solar power",
    "host_least_developed": False,
    "host_small_island": False,
    "any_host_least_developed_or_small_island": False,
}
FACTS = {
    **HOST_FACTS,
    "host_party": "GH",
    "participating_parties": "CH;SE",
    "participants": "Volta Solar;Akosombo Grid",
    # What a request that stands alone in a test would have been filed with.
    "annual_reductions": 40_000,
    "quantity_by_vintage": "2026: 13000",
}
REDUCTIONS = {"annual_reductions": 40_000}
QUANTITY = {"quantity_by_vintage": "2026: 13000"}
FEE = {"amount_received": "5000", "payment_reference": "A6.4-0001"}
"""The fee for registration or renewal at 40,000 t a year: USD 5,000."""
ISSUANCE_FEE = {"amount_received": "1950.00", "payment_reference": "A6.4-0001"}
"""The fee for 13,000 units at USD 0.15."""


def on(day: date | str, hour: int = 12, minute: int = 0, second: int = 0, *, offset: timedelta = CENTRAL) -> datetime:
    """Return an instant of a day, told in Central European Time unless another offset is given."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time(hour, minute, second), UTC) - offset


def last_second(day: date | str) -> datetime:
    """Return 23:59:59 Central European Time of a day."""
    return on(day, 23, 59, 59)


def first_second_after(day: date | str) -> datetime:
    """Return 24:00 Central European Time of a day."""
    return last_second(day) + timedelta(seconds=1)


@dataclass
class Play:
    """A history in the making."""

    cycle: str
    begun: datetime
    facts: dict = field(default_factory=lambda: dict(FACTS))
    rules: object = field(default_factory=cyclebooks)
    subject: str = "A6.4-0001"

    def __post_init__(self) -> None:
        self.root = uuid5(NAMESPACE, self.subject)
        first = Case(self.root, self.cycle, self.subject, self.begun)
        self.history = History(self.subject, self.facts, (first,))

    def world(self, at: datetime) -> World:
        return world_at(self.history, self.rules, at)

    def run(self, cycle: str, at: datetime) -> Run:
        """Return the case of a cycle that was opened last."""
        path = cycle if "." in cycle else f"{self.cycle.partition('.')[0]}.{cycle}"
        found = [run for run in self.world(at).runs.values() if run.cycle.path == path]
        assert found, f"no case of {path} is there at {at}"
        return found[-1]

    def state(self, cycle: str, at: datetime) -> str:
        return self.run(cycle, at).state

    def try_(
        self, cycle: str, step: str, actor: Actor, at: datetime, *, papers=None, yes=True, **stated
    ) -> Refusal | None:
        """Take a step with all its papers unless others are given; return why it is refused."""
        run = self.run(cycle, at)
        declared = run.cycle.steps.get(step)
        kinds = papers if papers is not None else (declared.documents if declared else ())
        act = Act(
            id=uuid5(NAMESPACE, f"{self.subject} {len(self.history.acts)} {step} {actor.name} {at}"),
            case=run.case.id,
            step=step,
            actor=actor,
            at=at,
            yes=yes,
            stated=stated,
            documents=tuple(Filed(kind, "0" * 64) for kind in kinds),
        )
        outcome = advance(self.history, self.rules, act)
        if isinstance(outcome, Refusal):
            return outcome
        self.history = outcome
        return None

    def take(self, cycle: str, step: str, actor: Actor, at: datetime, *, papers=None, yes=True, **stated) -> None:
        """Take a step that must not be refused."""
        refusal = self.try_(cycle, step, actor, at, papers=papers, yes=yes, **stated)
        assert refusal is None, f"{cycle} {step} at {at}: {refusal}"

    def vote(
        self, cycle: str, step: str, at: datetime, *, yes: int, no: int = 0, abstain: int = 0, **stated
    ) -> Refusal | None:
        """Let so many members vote and the Chair close the vote; return why it is refused."""
        ballots = [(True, {})] * yes + [(False, {})] * no + [(True, {"abstains": True})] * abstain
        for number, (in_favour, said) in enumerate(ballots, start=1):
            refusal = self.try_(
                cycle, step, Actor(f"Member {number}", MEMBER.role), at, yes=in_favour, papers=(), **said
            )
            if refusal is not None:
                return refusal
        return self.try_(cycle, step, CHAIR, at, **stated)


def requested(cycle: str = "registration_request", *, begun: str = "2026-01-05", rules=None) -> Play:
    """Return a request that stands alone, filed by the one who validated."""
    return Play(f"article_6_4.{cycle}", on(begun), rules=rules or cyclebooks())


def with_a_later_fee() -> Cyclebooks:
    """Return the shipped rules with a fee for registration that is in force from March 2026 only."""
    name = "article_6_4/parameters/fees.yaml"
    before, path, after = shipped_texts()[name].partition("  registration_fee_by_size:")
    assert path, "the fee has another name"
    changed = shipped_texts() | {name: before + path + after.replace("2025-08-07:", "2026-03-01:", 1)}
    return load_cycles(load(changed), changed)


def published(cycle: str = "registration_request", *, by: str = "2026-03-02", additional_fee=False, rules=None) -> Play:
    """Return a request that was published on a day, after both checks."""
    play = requested(cycle, rules=rules)
    issuance = cycle == "issuance_request"
    found = (QUANTITY if issuance else REDUCTIONS) | ({"annual_reductions": 60_000} if additional_fee else {})
    play.take(cycle, "state_fee", SECRETARIAT, on("2026-01-06"))
    play.take(cycle, "receive_fee", SECRETARIAT, on("2026-01-20"), **(ISSUANCE_FEE if issuance else FEE))
    play.take(cycle, "begin_completeness_check", SECRETARIAT, on("2026-02-02"))
    play.take(cycle, "find_complete", SECRETARIAT, on("2026-02-09"))
    play.take(cycle, "publish", SECRETARIAT, on(by), **found)
    return play


def reviewed(play: Play, step: str, at: datetime, *, agenda: datetime, review: str = "review") -> None:
    """Let a review that was asked for run to its decision, with twelve votes for a step."""
    play.take(review, "establish_team", SECRETARIAT, agenda, first_expert="A", second_expert="B")
    play.take(review, "commence", SECRETARIAT, agenda)
    play.take(review, "assess", EXPERTS, agenda)
    play.take(review, "place_on_agenda", SECRETARIAT, agenda, meeting=at.date().isoformat())
    refusal = play.vote(review, step, at, yes=12, reasons="r")
    assert refusal is None, refusal


def heard(play: Play, at: datetime, *, appeal: str = "appeal") -> None:
    """Carry an appeal that was filed to its publication, all at one instant."""
    play.take(appeal, "state_fee", SECRETARIAT, at)
    play.take(appeal, "receive_fee", SECRETARIAT, at, **APPEAL_FEE)
    play.take(appeal, "appoint_panel", SECRETARIAT, at, panel_members=PANEL_NAMES, panel_chair=PANEL[0].name)
    for judge in PANEL[:2]:
        play.take(appeal, "find_eligible", judge, at)
    play.take(appeal, "publish", SECRETARIAT, at)


def ruled(play: Play, ruling: str, at: datetime, *, appeal: str = "appeal") -> None:
    """Hear an appeal and let two of the panel rule."""
    heard(play, at, appeal=appeal)
    for judge in PANEL[:2]:
        play.take(appeal, ruling, judge, at)
