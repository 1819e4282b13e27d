"""Two who add to what is known of one activity at the same time: both additions stay."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from tests.clock import WaitingClock
from tests.reports import PROJECT_COLUMNS, numbered
from tests.stores import Place

from sextant.application.activities import change_activities
from sextant.application.cdm_report.report import Report
from sextant.application.commands.import_cdm_projects import import_cdm_projects
from sextant.domain.activity import Activity, activity_id
from sextant.storage.rulebook_files import parties

ACTIVITY = Activity("CDM", "0001", "cdm")
Change = Callable[[Mapping[int, Activity]], Iterator[Activity]]


def adding(host: str, meanwhile: Callable[[], None] = lambda: None) -> Change:
    """Return a change that adds a host, and lets something happen between the look and the writing."""

    def change(known: Mapping[int, Activity]) -> Iterator[Activity]:
        found = known.get(ACTIVITY.id, ACTIVITY)
        meanwhile()
        yield replace(found, host_parties=tuple(dict.fromkeys((*found.host_parties, host))))

    return change


def test_two_at_once_that_each_add_a_host_both_do(place: Place):
    for begins_with_a_row in (False, True):
        place.clock = WaitingClock()
        if begins_with_a_row:
            place.registry.store.put_activities([ACTIVITY])
        other = place.another()
        other.clock = place.clock
        second = threading.Thread(target=change_activities, args=(other, [ACTIVITY.id], adding("KE")))

        def meanwhile(second: threading.Thread = second) -> None:
            if second.ident is None:
                second.start()
                second.join(0.3)  # It waits for the first, or writes before it, or would be overwritten.

        change_activities(place.registry, [ACTIVITY.id], adding("GH", meanwhile))
        second.join(30)
        with place.registry.store.transaction():
            known = place.registry.store.lock_activities([ACTIVITY.id])
        assert set(known[ACTIVITY.id].host_parties) == {"GH", "KE"}


def test_a_list_that_is_imported_while_a_host_is_added_keeps_that_host(place: Place):
    row = dict.fromkeys(PROJECT_COLUMNS, "") | {
        "Registered": "01/02/2010", "Project title": "Stoves", "Host parties": "Ghana", "Ref": "0001",
        "Methodology": "AMS-II.G.", "Reductions": "1000",
    }  # fmt: skip
    other = place.another()
    lock = place.registry.store.lock_activities
    second = threading.Thread(target=change_activities, args=(other, [activity_id("CDM", "0001")], adding("KE")))
    place.clock = other.clock = WaitingClock()

    def slowly(ids):
        found = lock(ids)
        if second.ident is None:
            second.start()
            second.join(0.3)
        return found

    place.registry.store.lock_activities = slowly  # type: ignore[method-assign]
    result = import_cdm_projects(place.registry, Report("list.csv", PROJECT_COLUMNS, numbered([row]), ""), parties())
    second.join(30)
    assert (result.accepted, result.changed) == (1, 1)
    with place.registry.store.transaction():
        known = lock([activity_id("CDM", "0001")])
    assert set(known[activity_id("CDM", "0001")].host_parties) == {"GH", "KE"}
    assert known[activity_id("CDM", "0001")].title == "Stoves"
