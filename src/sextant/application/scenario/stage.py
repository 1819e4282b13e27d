"""Where a scenario is played: a registry and the cycles beside it, on any kind of store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sextant.application.cases import Cases, Taken
from sextant.application.commands.move_units import asked_as
from sextant.application.commands.open_subject import open_subject
from sextant.application.commands.take_step import take_step
from sextant.application.deeds.accounts import open_account, open_single_accounts
from sextant.application.foreign.recording import first_entry
from sextant.application.foreign.told import Told
from sextant.application.office import Office
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.application.scenario.abroad import Abroad, Reported, report, row_of, state, tell
from sextant.application.scenario.story import Kind, Movement, Scene, Story, Units
from sextant.domain.account import Account, Act, account_id
from sextant.domain.identifier import content_id, digest
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import SerialRange
from sextant.ledger.posting import Posted
from sextant.ledger.request import Cancel, Transfer
from sextant.rules.rulebook import Rulebook
from sextant.workflow.case import Act as CaseAct
from sextant.workflow.case import Filed, Stated
from sextant.workflow.cycle import Cycle
from sextant.workflow.version import CycleNotInForce
from sextant.workflow.world import Run, World

Outcome = Taken | Posted | Told | Reported | Refusal | None
"""What came of a step: a refusal, what was recorded or reported, or nothing more than that it was done."""
ABROAD: Mapping[Kind, Callable[[Stage, Scene], Outcome]] = {
    Kind.FOREIGN: tell,
    Kind.STATEMENT: state,
    Kind.REPORT: report,
}
"""What is done in a step that tells of what happened outside."""


@dataclass(frozen=True)
class Stage:
    """Everything a scenario acts on."""

    story: Story
    office: Office
    book: Rulebook
    abroad: Abroad | None = None
    """What the scenario tells of other registries and reports, where it does."""

    @property
    def registry(self) -> Registry:
        """The ledger of units."""
        return self.office.registry

    @property
    def reader(self) -> LedgerReader:
        """Reads of the ledger."""
        return self.office.reader

    @property
    def cases(self) -> Cases:
        """The cycles beside it."""
        return self.office.cases

    def prepare(self) -> None:
        """Open the accounts of which there is one; those that are open stay as they are."""
        for code in (self.story.mechanism, *self.story.also):
            book = self.office.books.books[code]
            if book.account_types:
                open_single_accounts(self.registry, book, synthetic=self.story.synthetic)

    def book_of(self, scene: Scene) -> Rulebook:
        """Return the rules that a step is taken under."""
        return self.office.books.books[scene.mechanism]

    @cached_property
    def registries(self) -> Mapping[str, str]:
        """The code of the registry that keeps each account which the scenario opens, by the account's own code."""
        found: dict[str, str] = {}
        for scene in self.story.scenes:
            if scene.account is not None:
                mechanism = self.book_of(scene).mechanism
                found[scene.account.code] = mechanism.code_of_registry(scene.account.registry)
        return found

    def number_of(self, code: str, scene: Scene) -> int:
        """Return the number of the account that a step names by its code."""
        return account_id(self.registries.get(code) or self.book_of(scene).mechanism.registry_code, code)

    def was_played(self) -> bool:
        """Whether the last step of the scenario has been played here before."""
        last = next(each for each in reversed(self.story.scenes) if each.kind is not Kind.REPORT)
        if last.kind is Kind.FOREIGN:
            return bool(self.reader.known_entries([first_entry(last.event["registry"], row_of(self, last)["event"])]))
        if last.kind in (Kind.TRANSFER, Kind.CANCEL, Kind.RETIRE, Kind.STATEMENT):
            return bool(self.reader.known_entries([self.id_of(last)]))
        found = self.cases.world(last.mechanism, last.subject)
        return isinstance(found, World) and any(act.id == self.id_of(last) for act in found.history.acts)

    def play(self, scene: Scene) -> Outcome:
        """Return what came of a step. Playing it again changes nothing: its ids are derived from its place."""
        if scene.kind is Kind.OPEN:
            return self._open(scene)
        if scene.kind is Kind.TAKE:
            return self._take(scene)
        if scene.kind is Kind.ACCOUNT:
            return self._account(scene)
        if scene.kind in ABROAD:
            return ABROAD[scene.kind](self, scene)
        return self._move(scene)

    def run_of(self, scene: Scene) -> Run | None:
        """Return the case that a step is about: the one of its cycle that was opened last."""
        world = self.world(scene.subject, scene.at, scene.mechanism)
        path = f"{scene.mechanism}.{scene.cycle}"
        found = [run for run in world.runs.values() if run.cycle.path == path and run.case.subject == scene.subject]
        return found[-1] if found else None

    def cycle_of(self, scene: Scene) -> Cycle | None:
        """Return the version of the cycle that a step is in: that of its case, else that in force on its day."""
        try:
            run = self.run_of(scene) if scene.kind is Kind.TAKE else None
        except LookupError:
            run = None
        if run is not None:
            return run.cycle
        path = f"{scene.mechanism}.{scene.cycle}"
        try:
            return self.cases.rules.cycle(path, self.cases.rules.calendar(path).day_of(scene.at))
        except CycleNotInForce:
            return None

    def world(self, subject: str, at: datetime | None = None, mechanism: str | None = None) -> World:
        """Return the cases of a subject, under the scenario's own mechanism or another. Raises LookupError for none."""
        found = self.cases.world(mechanism or self.story.mechanism, subject, at)
        if isinstance(found, Refusal):
            raise LookupError(subject)
        return found

    def id_of(self, scene: Scene) -> UUID:
        """Return the id of what a step does."""
        return content_id("scenario", f"{self.story.name} {scene.number}")

    def act_of(self, scene: Scene, run: Run, papers: tuple[str, ...] | None = None) -> CaseAct:
        """Return the act that a step of a cycle is; without papers named, with all that the step asks for."""
        step = run.cycle.steps.get(scene.take or "")
        kinds = papers if papers is not None else scene.papers
        if kinds is None:
            kinds = step.documents if step else ()
        return CaseAct(
            id=self.id_of(scene),
            case=run.case.id,
            step=scene.take or "",
            actor=scene.actor,
            at=scene.at,
            stated=scene.states,
            documents=tuple(Filed(kind, self._sha256(scene, kind), self.story.title) for kind in kinds),
        )

    def _sha256(self, scene: Scene, kind: str) -> str:
        return digest(f"{self.story.name} {scene.number} {kind}").hex()

    def _open(self, scene: Scene) -> Refusal | None:
        path = f"{scene.mechanism}.{scene.cycle}"
        number, synthetic = self.id_of(scene), self.story.synthetic
        return open_subject(self.office, scene.subject, path, scene.states, number, synthetic=synthetic, at=scene.at)

    def _take(self, scene: Scene) -> Taken | Refusal:
        try:
            run = self.run_of(scene)
        except LookupError:
            return refuse("subject_unknown", subject=scene.subject)
        if run is None:
            return refuse("case_unknown", case=f"{scene.mechanism}.{scene.cycle}")
        return take_step(self.office, scene.mechanism, scene.subject, self.act_of(scene, run))

    def _account(self, scene: Scene) -> Refusal | None:
        new = scene.account
        assert new is not None, "a step that opens an account names it"
        account = Account(
            registry=self.registries[new.code],
            code=new.code,
            type=f"{scene.mechanism}.{new.type}",
            name=new.name,
            owner=new.owner,
            party=new.party,
            authorizing_party=new.party,
            ndc_period=new.ndc_period,
            synthetic=self.story.synthetic,
        )
        return open_account(self.registry, account, self._known_of(new.party, scene))

    def _known_of(self, party: str | None, scene: Scene) -> Mapping[str, Stated]:
        found = self.cases.world(scene.mechanism, party) if party else None
        return found.facts() if isinstance(found, World) else {}

    def _move(self, scene: Scene) -> Posted | Refusal:
        asked = self.asked(scene)
        return asked if isinstance(asked, Refusal) else self.registry.perform(asked)

    def foresee_move(self, scene: Scene) -> Refusal | None:
        """Return why units would not be moved, or none; nothing is recorded."""
        asked = self.asked(scene)
        return asked if isinstance(asked, Refusal) else self.registry.foresee(asked)

    def asked(self, scene: Scene) -> Transfer | Cancel | Refusal:
        """Return the request that a movement is, in the roles of its actor, or why they have none."""
        move = scene.movement
        assert move is not None, "a step that moves units says which"
        on = self.cases.rules.calendar(f"{scene.mechanism}.{scene.cycle or ''}").day_of(scene.at)
        giving, receiving = self.number_of(move.from_account, scene), self.number_of(move.to_account, scene)
        units = self._units(move, scene)
        if isinstance(units, Refusal):
            return units
        actor = scene.actor
        request: Transfer | Cancel
        if scene.kind is Kind.TRANSFER:
            request = Transfer(id=self.id_of(scene), actor=actor.name, effective_on=on, units=units,
                               to_account=receiving, from_account=giving)  # fmt: skip
        else:
            act = Act.RETIREMENT if scene.kind is Kind.RETIRE else Act.CANCELLATION
            request = Cancel(id=self.id_of(scene), actor=actor.name, effective_on=on, units=units, act=act,
                             to_account=receiving, from_account=giving, purpose=move.purpose,
                             on_behalf_of=move.on_behalf_of)  # fmt: skip
        account = self.reader.account(giving)
        known = self._known_of(account.party if account else None, scene)
        return asked_as(self.registry, actor, request, self.book_of(scene), known)

    def _units(self, move: Movement, scene: Scene) -> tuple[SerialRange, ...] | Refusal:
        """Return the lowest serials of a class and vintage in an account; of a step played before, the same."""
        entry = next(iter(self.reader.entries([self.id_of(scene)])), None)
        if entry is not None:
            legs = self.reader.legs_of_entries([entry.id])
            return tuple(SerialRange(leg.space, leg.first, leg.last) for leg in legs if leg.sign < 0)
        wanted: Units = move.units
        lots = {lot.id: lot for lot in self.reader.lots()}
        terms = self.reader.terms()
        left, found = wanted.quantity, list[SerialRange]()
        for block in self.reader.blocks(account=self.number_of(move.from_account, scene)):
            fits = terms[block.terms].unit_class == wanted.unit_class
            if left and fits and wanted.vintage in (None, lots[block.lot].vintage):
                last = min(block.last, block.first + left - 1)
                found.append(SerialRange(block.space, block.first, last))
                left -= last - block.first + 1
        if left:
            return refuse("units_insufficient", found=wanted.quantity - left, expected=wanted.quantity)
        return tuple(found)
