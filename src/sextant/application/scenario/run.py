"""A scenario run: every step played, what came of it beside what was expected, and what is held where at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sextant.application.cases import Taken
from sextant.application.foreign.told import Told
from sextant.application.scenario.abroad import Reported
from sextant.application.scenario.stage import Outcome, Stage
from sextant.application.scenario.story import Held, Kind, Scene
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.source import Source
from sextant.domain.unit import Terms
from sextant.ledger.posting import Posted
from sextant.workflow.cycle import Cycle

_RULES: Mapping[Kind, Source] = {
    Kind.STATEMENT: Source("Decision 2/CMA.3", "annex, 18(g)"),
    Kind.FOREIGN: Source("Decision 2/CMA.3", "annex, 20(a)"),
    Kind.REPORT: Source("Decision 2/CMA.3", "annex, 20"),
}
"""The paragraph on which what happened outside is recorded and reported."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A step, what came of it, and the rule that it rests on."""

    scene: Scene
    outcome: Outcome
    source: Source | None
    state: str | None
    """The state of the case afterwards; none for what is no step of a cycle."""
    surprises: tuple[str, ...] = ()
    """What differs from what the scenario expects."""
    cycle: Cycle | None = None
    """The version of the cycle that the step is in; none for what is no step of a cycle."""

    @property
    def refusal(self) -> Refusal | None:
        """Return why the step was refused, or why the ledger did not follow it."""
        if isinstance(self.outcome, Refusal):
            return self.outcome
        return self.outcome.outstanding if isinstance(self.outcome, Taken) else None

    @property
    def warnings(self) -> tuple[Refusal, ...]:
        """Return what the step was warned of, and done all the same."""
        return self.outcome.warnings if isinstance(self.outcome, Taken) else ()


@dataclass(frozen=True, slots=True)
class Holding:
    """Units of one class and status in one account."""

    account: str
    unit_class: str
    status: str | None
    quantity: int
    first_transferred: int


@dataclass
class Ran:
    """A whole run."""

    happened: list[Happened] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)

    @property
    def as_expected(self) -> bool:
        """Whether everything came as the scenario says."""
        return not self.surprises and not any(each.surprises for each in self.happened)


def run(stage: Stage) -> Ran:
    """Return what happened when every step of a scenario was played in its order."""
    done = Ran()
    for each in steps(stage):
        done.happened.append(each)
    done.holdings = holdings(stage)
    for held in stage.story.expected:
        found = _found(held, done.holdings)
        if found != (held.quantity, held.first_transferred):
            wanted = f"{held.quantity}, {held.first_transferred} of them first transferred"
            done.surprises.append(
                f"{held.account} {held.unit_class}: {found[0]}, {found[1]} of them first transferred; expected {wanted}"
            )
    return done


def steps(stage: Stage) -> Iterator[Happened]:
    """Yield what comes of each step, as it is played.

    Where the scenario was played before, what is there to be refused is passed over: it would be refused as too late
    for its place, whatever else were wrong with it.
    """
    again = stage.was_played()
    stage.prepare()
    for scene in stage.story.scenes:
        if again and scene.refused is not None:
            cycle = _cycle_of(stage, scene)
            yield Happened(scene, None, rule_of(stage, scene, cycle), None, cycle=cycle)
        else:
            yield played(stage, scene)


def played(stage: Stage, scene: Scene) -> Happened:
    """Return what comes of one step."""
    cycle = _cycle_of(stage, scene)
    source = rule_of(stage, scene, cycle)
    outcome = by_code(stage, scene, stage.play(scene))
    state = None
    if isinstance(outcome, Taken):
        state = outcome.world.runs[outcome.act.case].state
    return Happened(scene, outcome, source, state, tuple(_surprises(scene, outcome, state)), cycle)


def by_code(stage: Stage, scene: Scene, outcome: Outcome) -> Outcome:
    """Return an outcome in which an account that is not there goes by the code that the scenario gives it.

    The ledger knows an account by its number, which says nothing to whoever wrote the scenario.
    """
    if not isinstance(outcome, Refusal) or outcome.code != "account_unknown":
        return outcome
    written = [each for each in scene.states.values() if isinstance(each, str)]
    if scene.movement is not None:
        written += [scene.movement.from_account, scene.movement.to_account]
    codes = {stage.number_of(code, scene): code for code in written}
    found = outcome.about.get("account")
    return refuse("account_unknown", account=codes.get(found, found) if isinstance(found, int) else found)


def _cycle_of(stage: Stage, scene: Scene) -> Cycle | None:
    return stage.cycle_of(scene) if scene.kind in (Kind.TAKE, Kind.OPEN) else None


def rule_of(stage: Stage, scene: Scene, cycle: Cycle | None) -> Source | None:
    """Return the paragraph that a step rests on; of a step of a cycle in its version."""
    if scene.kind is Kind.TAKE:
        step = cycle.steps.get(scene.take or "") if cycle else None
        return step.source if step else None
    if scene.kind is Kind.OPEN:
        return cycle.source if cycle else None
    if scene.account is not None:
        return stage.book_of(scene).account_types[f"{scene.mechanism}.{scene.account.type}"].source
    if scene.kind in _RULES:
        return _RULES[scene.kind]
    move = scene.movement
    assert move is not None, "what is left are movements"
    accounts = {each.code: each for each in stage.reader.accounts()}
    giving, receiving = accounts.get(move.from_account), accounts.get(move.to_account)
    if giving is None or receiving is None:
        return None
    act = {Kind.TRANSFER: "transfer", Kind.CANCEL: "cancellation", Kind.RETIRE: "retirement"}[scene.kind]
    entrances = stage.book_of(scene).account_types[receiving.type].entrances or {}
    row = entrances.get((act, giving.type, move.units.unit_class))
    return row.source if row else None


def _surprises(scene: Scene, outcome: Outcome, state: str | None) -> Iterator[str]:
    refusal = outcome if isinstance(outcome, Refusal) else None
    if scene.refused is None and refusal is not None:
        yield f"refused with {refusal.code} {dict(refusal.about)}"
    if scene.refused is not None and (refusal is None or refusal.code != scene.refused):
        yield f"expected to be refused with {scene.refused}, found {refusal.code if refusal else 'that it was done'}"
    if scene.state is not None and state != scene.state:
        yield f"the case is {state}, expected {scene.state}"
    # An event that is known already is not determined anew.
    if isinstance(outcome, Told) and not outcome.known and (outcome.undetermined is not None) != scene.undetermined:
        yield f"undetermined is {outcome.undetermined}, expected {scene.undetermined}"
    if isinstance(outcome, Reported):
        yield from outcome.surprises()
    if isinstance(outcome, Taken) and outcome.outstanding is not None:
        yield f"the ledger did not follow: {outcome.outstanding.code} {dict(outcome.outstanding.about)}"


def holdings(stage: Stage) -> list[Holding]:
    """Return what is held where of the scenario's activity, by account, class and status."""
    reader, activity = stage.reader, stage.story.activity
    wanted = {each.id for each in reader.activities() if each.reference == activity}
    lots = [lot for lot in reader.lots() if lot.activity in wanted]
    terms = reader.terms()
    sums: dict[tuple[str, str, str | None], list[int]] = {}
    codes = {each.id: each.code for each in reader.accounts()}
    for block in reader.blocks(ranges=[lot.range for lot in lots]) if lots else []:
        of: Terms = terms[block.terms]
        counted = sums.setdefault((codes[block.account], of.unit_class, of.status), [0, 0])
        counted[0] += block.quantity
        counted[1] += block.quantity if block.first_transfer is not None else 0
    return [Holding(*key, quantity, marked) for key, (quantity, marked) in sorted(sums.items(), key=repr)]


def _found(held: Held, found: list[Holding]) -> tuple[int, int]:
    same = [each for each in found if (each.account, each.unit_class) == (held.account, held.unit_class)]
    return sum(each.quantity for each in same), sum(each.first_transferred for each in same)


__all__ = ["Happened", "Holding", "Posted", "Ran", "holdings", "played", "rule_of", "run", "steps"]
