"""What the commands on an approach ask first: is it there, and in a state for what is to be done?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sextant.application.cooperation import Cooperation, Decide
from sextant.cooperation.journal import Line, State, Told
from sextant.domain.refusal import Refusal, refuse

Look = Callable[[Told, date], Refusal | None]


def of_known(cooperation: Cooperation, reference: str, look: Look) -> Decide:
    """Return the decision on a line of an approach that must be there."""

    def decide(lines: Sequence[Line], on: date) -> Refusal | None:
        told = cooperation.told(lines, on)
        return refuse("approach_unknown", reference=reference) if told is None else look(told, on)

    return decide


def wrong_state(told: Told, *allowed: State) -> Refusal | None:
    """Return the refusal of an act that the state does not allow, or none."""
    if told.state in allowed:
        return None
    return refuse("approach_state_wrong", found=told.state.value, expected=", ".join(each.value for each in allowed))
