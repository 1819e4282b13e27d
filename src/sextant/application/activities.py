"""Changing what is known of activities, while others may be doing the same.

Two imports may each add a host to one activity. Therefore what is known is read and written in one transaction
in which nobody else writes activities, and a change is a function of what is then known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sextant.application.registry import Registry, must_be_storable
from sextant.application.retry import until_settled
from sextant.domain.activity import Activity

Change = Callable[[Mapping[int, Activity]], Iterable[Activity]]
"""What is to be known of activities, from what is known of them, by id."""


def change_activities(registry: Registry, ids: Iterable[int], change: Change) -> Sequence[Activity]:
    """Return the activities that a change made or made different. Raises NotStorable, RegistryBusy.

    The change may be asked for more than once; what an attempt wrote whose end was not heard of counts as well.
    """
    wanted = frozenset(ids)
    written: dict[int, Activity] = {}

    def attempt() -> None:
        with registry.store.transaction():
            known = registry.store.lock_activities(wanted)
            changed = [each for each in change(known) if known.get(each.id) != each]
            for each in changed:
                must_be_storable(each)
            if changed:
                registry.store.put_activities(changed)
        written.update((each.id, each) for each in changed)

    until_settled(registry.clock, attempt)
    return tuple(written.values())
