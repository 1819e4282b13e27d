"""How all subjects stand now: what was kept where it still holds, and made again where it does not.

Nothing is written here: pages only read. Whoever acts keeps the standing of the subject, and `sextant repair` those
that time has changed.
"""

from __future__ import annotations

from collections.abc import MutableMapping

from sextant.application.case_finding import UNREPLAYABLE
from sextant.application.cases import Cases
from sextant.application.standing import Edition, Standing, StandingStore, standing_of, unreadable


def standings_now(
    cases: Cases, kept: StandingStore, edition: Edition, made: MutableMapping[str, Standing]
) -> list[Standing]:
    """Return how all subjects stand, in the order of their keys. Raises RegistryBusy.

    What has to be made is put into `made`, from where it is taken the next time as long as it holds.
    """
    with cases.store.instant():
        counted, stored = cases.store.counted(), kept.standings()
    at = cases.clock.now()
    found: list[Standing] = []
    for key in sorted(counted):
        for each in (stored.get(key), made.get(key)):
            if each is not None and each.holds(counted, edition.digest, at):
                found.append(each)
                break
        else:
            made[key] = _made(cases, key, counted[key], edition)
            found.append(made[key])
    return found


def _made(cases: Cases, key: str, lines: int, edition: Edition) -> Standing:
    try:
        return standing_of(cases.look(key), edition)
    except UNREPLAYABLE:
        return unreadable(key, {key: lines}, edition)
