"""An act and its units are one: whatever fails between them, and whoever is killed there, leaves both or neither."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import STORES
from tests.faults import CONFLICT, LOST, LOST_AFTER, Plan, faulty_store

from sextant.application.cases import Cases, key_of, lines_of
from sextant.application.commands.repair import repair
from sextant.application.deeds.every import every_deed
from sextant.application.looking import LookingRegistry
from sextant.application.office import Office
from sextant.application.queries.verify import verify
from sextant.application.queries.verify_cases import verify_cases
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Scene, Story
from sextant.domain.refusal import Refusal
from sextant.storage.account_types import account_types
from sextant.storage.opening import office_on, open_office, scratch_office
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.storage.scenario_files import shipped_stories, stage_in
from sextant.workflow.cycle import Deed

[STORY] = [each for each in shipped_stories() if each.name == "pacm_solar"]
[REMOVAL] = [each for each in shipped_stories() if each.name == "removal_reversal"]
KEY = key_of(STORY.mechanism, STORY.activity)


def steps_with_deeds(*kinds: Deed) -> list[int]:
    """Return the numbers of the scenes that do something in the ledger, of some kinds or of every kind."""
    cycles = cyclebooks()
    return [
        scene.number
        for scene in STORY.scenes
        if scene.take and scene.refused is None
        and (step := cycles.cycle(f"{STORY.mechanism}.{scene.cycle}", scene.at.date()).steps.get(scene.take))
        and step.deed in (kinds or tuple(Deed))
    ]  # fmt: skip


def played_before(office: Office, number: int) -> Stage:
    """Return a stage on which everything was played before a scene."""
    stage = stage_in(STORY, office)
    stage.prepare()
    for scene in STORY.scenes[: number - 1]:
        outcome = stage.play(scene)
        assert scene.refused or not isinstance(outcome, Refusal), (scene.number, outcome)
    return stage


def scene_of(number: int) -> Any:
    return STORY.scenes[number - 1]


def looking(office: Office) -> Cases:
    """Return the cases of an office, on which deeds are compared with the ledger."""
    clock = office.registry.clock
    watched = LookingRegistry(office.registry.store, clock, account_types())
    return Cases(office.cases.store, cyclebooks(), clock, every_deed(watched, office.reader, rulebooks()))


def codes(office: Office) -> list[tuple[str, Any]]:
    return [(each.code, each.about.get("step")) for each in verify_cases(looking(office)).findings]


def entries(office: Office) -> set[Any]:
    return {each.id for each in office.reader.entries()}


@pytest.fixture(params=STORES)
def office(request, database_url) -> Iterator[Office]:
    url = database_url(request.param)
    made = scratch_office() if url is None else open_office(url)
    yield made
    if url is not None:
        made.registry.store.driver.close()


def deed_of(story: Story, scene: Scene) -> Deed | None:
    """Return what a scene of a story does in the ledger."""
    if not scene.take or scene.refused is not None:
        return None
    step = cyclebooks().cycle(f"{story.mechanism}.{scene.cycle}", scene.at.date()).steps.get(scene.take)
    return step.deed if step else None


def test_the_scenarios_have_deeds_of_every_kind():
    kinds = {deed_of(story, scene) for story in (STORY, REMOVAL) for scene in story.scenes}
    # Suspended and resumed is what an authorization under Article 6.2 is (tests/workflow/test_article_6_2.py).
    # So are entities that are authorized and ended by acts of their own (tests/application/test_entities.py).
    # A change reaches issued units in tests/scenarios/test_authorization_of_issued_units.py.
    of_entities = {Deed.ENTITY_AUTHORIZATION, Deed.ENTITY_REVOCATION}
    elsewhere = {Deed.SUSPENSION, Deed.RESUMPTION, Deed.CHANGE_OF_ISSUED} | of_entities
    assert kinds - {None} == set(Deed) - elsewhere


def test_a_reversal_without_its_units_is_named_by_verify_and_finished_by_repair():
    """One way through the story, in which each deed of a reversal is left out once and done by the repair."""
    office = scratch_office()
    stage, key, kinds = stage_in(REMOVAL, office), key_of(REMOVAL.mechanism, REMOVAL.activity), set()
    stage.prepare()
    for scene in REMOVAL.scenes:
        deed = deed_of(REMOVAL, scene)
        if deed not in (Deed.UNIT_SUSPENSION, Deed.UNIT_RELEASE, Deed.BUFFER_CANCELLATION, Deed.REPLENISHMENT):
            stage.play(scene)
            continue
        store = office.cases.store
        seen = {
            other: lines_of(store.history(other))
            for other in (key_of(REMOVAL.mechanism, each) for each in REMOVAL.parties)
        }
        act, before = stage.act_of(scene, stage.run_of(scene)), entries(office)
        assert store.append(key, lines_of(store.history(key)) + 1, act, beside=seen)
        assert codes(office) == [("deed_outstanding", scene.take)]
        assert [each.act for _, each in repair(office).finished] == [act]
        assert entries(office) > before
        assert codes(office) == []
        assert repair(office).finished == []
        kinds.add(deed)
    assert len(kinds) == 4
    assert verify(office.reader, account_types()).findings == []


@pytest.mark.parametrize("number", steps_with_deeds()[::2])
def test_an_act_without_its_units_is_named_by_verify_and_finished_by_repair(office, number):
    """As another program would leave it, or a journal that was restored without its ledger."""
    stage = played_before(office, number)
    scene, store = scene_of(number), office.cases.store
    before = entries(office)
    assert codes(office) == []
    act = stage.act_of(scene, stage.run_of(scene))
    seen = {key: lines_of(store.history(key)) for key in (key_of(STORY.mechanism, each) for each in STORY.parties)}
    assert store.append(KEY, lines_of(store.history(KEY)) + 1, act, beside=seen)
    assert codes(office) == [("deed_outstanding", scene.take)]
    assert entries(office) == before, "who only looks writes nothing"
    done = repair(office)
    assert [(key, each.act) for key, each in done.finished] == [(KEY, act)]
    assert done.outstanding == []
    assert entries(office) > before
    assert codes(office) == []
    assert verify(office.reader, account_types()).findings == []
    again = repair(office)
    assert (again.finished, again.outstanding) == ([], [])
    assert stage.play(scene).replayed


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "postgresql-serializable"])
def test_whatever_fails_at_any_statement_there_is_an_act_with_its_units_or_neither(kind, database_url):
    number = steps_with_deeds(Deed.ISSUANCE)[0]
    url = database_url(kind)
    plan = Plan()
    office = office_on(faulty_store(url, plan))
    stage = played_before(office, number)
    scene, quiet = scene_of(number), open_office(url)
    lines, before = lines_of(quiet.cases.store.history(KEY)), entries(quiet)
    deed = office.cases.deeds[Deed.ISSUANCE]
    done: list[int] = []
    ordinary = deed.do

    def watched(doing: Any) -> Any:
        first = len(plan.statements)
        ordinary(doing)
        done.append(len(plan.statements) - first)
        raise _Fallen(first)

    class _Fallen(Exception):
        pass

    deed.do = watched  # type: ignore[method-assign]
    plan.begin()
    with pytest.raises(_Fallen) as fell:
        stage.play(scene)
    first = fell.value.args[0]
    assert lines_of(quiet.cases.store.history(KEY)) == lines, "it fell after the units were written, and they are gone"
    assert entries(quiet) == before
    deed.do = ordinary  # type: ignore[method-assign]
    for fault in (CONFLICT, LOST, LOST_AFTER):
        for index in range(first, first + done[0], 3):
            plan.begin(index, fault)
            with pytest.raises(_Once):
                _once(office, stage, scene)
            assert (lines_of(quiet.cases.store.history(KEY)), entries(quiet)) == (lines, before), (fault, index)
    plan.begin(first, CONFLICT)
    assert stage.play(scene).posted is not None, "tried again, all of it is done"
    assert plan.happened
    assert codes(quiet) == []
    for each in (office, quiet):
        each.registry.store.driver.close()


class _Once(Exception):
    pass


def _once(office: Office, stage: Stage, scene: Any) -> None:
    """Play a scene, and stop where it would be tried again."""

    def stop(attempt: int) -> None:
        raise _Once

    clock = office.cases.clock
    clock.pause = stop  # type: ignore[method-assign]
    try:
        stage.play(scene)
    finally:
        del clock.pause


_KILLED = """
import os, sys
from sextant.storage.opening import open_office
from tests.storage.test_deed_faults import STORY, scene_of
from sextant.storage.scenario_files import stage_in
from sextant.workflow.cycle import Deed
office = open_office(sys.argv[1])
deed = office.cases.deeds[Deed.ISSUANCE]
before, after = deed.do, sys.argv[3] == "after"
def dying(doing):
    if after:
        before(doing)
    os._exit(9)
deed.do = dying
stage_in(STORY, office).play(scene_of(int(sys.argv[2])))
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_process_killed_between_an_act_and_its_units_leaves_neither(kind, when, database_url):
    number = steps_with_deeds(Deed.ISSUANCE)[0]
    url = database_url(kind)
    office = open_office(url)
    stage = played_before(office, number)
    lines, before = lines_of(office.cases.store.history(KEY)), entries(office)
    root = str(Path(__file__).parents[2])
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, url, str(number), when],
        env={**os.environ, "PYTHONPATH": root}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 9, ended.stderr
    assert (lines_of(office.cases.store.history(KEY)), entries(office)) == (lines, before)
    assert codes(office) == []
    assert stage.play(scene_of(number)).posted is not None
    office.registry.store.driver.close()
