"""What an entry of the journal rests on: the case whose step made it, and the rule by which units moved.

An entry does not name its case. Its id is derived from the case or from the act that made it, so the cases of the
activities that it touched are asked whether it is theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sextant.application.cases import Cases
from sextant.application.deeds.changed_authorization import entry_of_change
from sextant.application.deeds.issuance import entry_of_issuance
from sextant.application.deeds.later_authorization import entries_of_authorization
from sextant.application.publicity import hidden_in
from sextant.domain.account import Account, AccountType, Act
from sextant.domain.activity import Activity
from sextant.domain.refusal import Refusal
from sextant.domain.source import Source
from sextant.domain.unit import Terms
from sextant.ledger.posting import Entry, Leg
from sextant.workflow.cycle import Deed
from sextant.workflow.world import Run, Transition, World

_ACTS = {"issue": Act.ISSUANCE, "record_issuance": Act.ISSUANCE, "transfer": Act.TRANSFER}


@dataclass(frozen=True, slots=True)
class MadeBy:
    """The step of a case that made an entry."""

    activity: Activity
    run: Run
    transition: Transition

    @property
    def source(self) -> Source:
        """The paragraph of the step."""
        return self.run.cycle.steps[self.transition.step].source


def made_by(cases: Cases, entry: UUID, legs: Iterable[Leg], activities: Iterable[Activity]) -> MadeBy | None:
    """Return the step that made an entry, or none where no public case of these activities did. Raises RegistryBusy."""
    moved = list(legs)
    for activity in activities:
        world = cases.world(activity.mechanism, activity.reference)
        if isinstance(world, Refusal):
            continue
        hidden = hidden_in(world)
        for run, taken in _deeds(world):
            since = hidden.since.get(run.case.id)
            told = run.case.id not in hidden.cases and (since is None or taken.at < since)
            if told and entry in _entries(run, taken, moved):
                return MadeBy(activity, run, taken)
    return None


def _deeds(world: World) -> list[tuple[Run, Transition]]:
    return [
        (run, taken)
        for run in world.runs.values()
        for taken in run.transitions
        if taken.act is not None and run.cycle.steps[taken.step].deed is not None
    ]


def _entries(run: Run, taken: Transition, legs: list[Leg]) -> set[UUID]:
    if run.cycle.steps[taken.step].deed is Deed.ISSUANCE:
        return {entry_of_issuance(run.case.id)}
    assert taken.act is not None, "a deed is of an act"
    terms = {leg.terms for leg in legs}
    changes = {entry_of_change(taken.act.id, one, two) for one in terms for two in terms if one != two}
    return {*entries_of_authorization(taken.act.id), *changes}


def rule_of_entry(
    entry: Entry,
    legs: Iterable[Leg],
    accounts: Mapping[int, Account | None],
    terms: Mapping[int, Terms],
    types: Mapping[str, AccountType],
) -> Source | None:
    """Return where it stands that these units may enter these accounts; none where no account was entered.

    It is the row of the registry's transaction matrix; where a rulebook states none, the paragraph of the account.
    """
    moved = list(legs)
    left = {accounts[leg.account] for leg in moved if leg.sign < 0}
    given = next((each for each in left if each is not None), None)
    for leg in moved:
        account = accounts[leg.account]
        if leg.sign < 0 or account is None or account in left or account.type not in types:
            continue
        kind = types[account.type]
        row = kind.entrance(_act(entry), given.type if given else "", terms[leg.terms].unit_class)
        return row.source if row else kind.source
    return None


def _act(entry: Entry) -> Act:
    stated = json.loads(entry.body).get("act")
    return _ACTS.get(entry.kind) or (Act(stated) if stated else Act.CANCELLATION)
