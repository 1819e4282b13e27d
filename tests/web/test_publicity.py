"""What is not public is told by no page, no download and no filter; what is public has its mechanism's own words."""

import csv
import io
import re
from types import SimpleNamespace

import pytest
from tests.workflow.invented import sixth

from sextant.application.cases import key_of
from sextant.application.publicity import public_face
from sextant.domain.label import Label
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import scratch_stage, shipped_stories
from sextant.web import names

SECRET = ("prior_consideration_notified", "idea", "Northern Light solar park", "S0001", "not public yet")
TITLE = "Northern Light solar park (synthetic)"


@pytest.mark.parametrize("address", [
    "/activities", "/activities?format=json", "/activities?format=csv",
    "/activities?status=prior_consideration_notified",
    "/activities?status=idea&format=json", "/activities?status=article_6_4:prior_consideration_notified&format=json",
    "/activities?status=unknown&format=json", "/parties/XA", "/search?q=Northern", "/waiting/", "/waiting/?format=json",
    "/waiting/?format=csv", "/activities/UN01/S0001?format=json", "/activities/UN01/S0001?format=csv",
])  # fmt: skip
def test_an_activity_that_was_never_public_is_told_nowhere(stopped_before, address):
    answer = stopped_before("publish_prior_consideration").get(address, follow=True)
    said = re.sub(r"<(form|nav|option)[^>]*>", "", answer.content.decode())
    asked = [each for each in SECRET if each in address]
    asked += ["not public yet"] if address == "/waiting/" else []  # How many are left out is told, not which.
    assert answer.status_code in (200, 404)
    for secret in SECRET:
        assert secret in asked or secret not in said, secret


def test_it_is_listed_as_soon_as_it_is_public(stopped_before):
    client = stopped_before("have_no_objection")
    [row] = client.get("/activities?format=json").json()["rows"]
    assert (row["reference"], row["title"], row["status"]) == ("S0001", TITLE, "prior_consideration_published")
    assert row["host_parties"] == ["XA"]
    assert row["synthetic"] is True
    [same] = csv.DictReader(io.StringIO(client.get("/activities?format=csv").content.decode("utf-8-sig")))
    assert same["status"] == "prior_consideration_published"
    assert client.get("/activities/UN01/S0001?format=json").json()["activity"]["status"] == row["status"]


@pytest.fixture
def secret_state(monkeypatch):
    """Rules by which a state after the first public one is not public."""
    shipped = cyclebooks()
    path = "article_6_4.project_activity"

    def secret(state):
        from dataclasses import replace

        cycle = shipped.latest(path)
        states = {**cycle.states, state: replace(cycle.states[state], public=False)}
        changed = replace(cycle, states=states)

        class Rules:
            def __getattr__(self, name):
                return getattr(shipped, name)

            def cycle(self, asked, on):
                return changed if asked == path else shipped.cycle(asked, on)

        return Rules()

    return secret


def test_an_activity_stands_in_its_last_public_state_with_what_was_public_then(secret_state):
    stage = scratch_stage(next(each for each in shipped_stories() if each.name == "pacm_solar"))
    stage.prepare()
    stage.cases.rules = secret_state("consultation")
    for scene in stage.story.scenes:
        stage.play(scene)
        if scene.take == "publish_pdd":
            break
    # On the day of the last act: time does the rest by itself.
    world = stage.world("S0001", scene.at)
    stage.cases.clock = SimpleNamespace(now=lambda: scene.at, pause=None)
    stage.cases.relist(key_of("article_6_4", "S0001"))
    own = world.history.cases[0].id
    assert world.runs[own].state == "consultation"
    assert "crediting_period_start" in world.runs[own].stated
    [listed] = stage.reader.activities()
    face = public_face(world)
    before = face.run.state
    assert before != "consultation"
    assert listed.status == before
    assert listed.title == TITLE


def test_states_of_two_mechanisms_with_one_name_have_their_own_labels(monkeypatch):
    own = sixth().books
    shipped = cyclebooks().books
    name = "registered"
    from dataclasses import replace

    path = next(path for path, cycle in own["sixth"].cycles.items() if cycle.subject != "party")
    cycle = own["sixth"].cycles[path]
    first = next(iter(cycle.states.values()))
    labelled = replace(first, name=name, public=True, label=Label("Entered in the roll", "已列入名冊"))
    changed = replace(own["sixth"], versions={path: (replace(cycle, states={**cycle.states, name: labelled}),)})
    monkeypatch.setattr(names, "cyclebooks", lambda: SimpleNamespace(books={"sixth": changed, **shipped}))
    assert names.status(name, "sixth") == "Entered in the roll"
    assert names.status(name, "article_6_4") == shipped["article_6_4"].cycles[
        "article_6_4.project_activity"
    ].states[name].label.in_language("en")  # fmt: skip
    assert names.status(name, "cdm") == "Registered"


def test_a_state_of_a_cycle_that_another_may_open_has_its_word_too():
    """A transition opens a project; a project begins by itself as well."""
    assert names.status("registration_under_way", "article_6_4") == "Registration requested"


def test_the_filter_offers_a_status_once_that_mechanisms_call_the_same(player):
    page = player.get("/activities").content.decode()
    rows = player.get("/activities?format=json").json()["rows"]
    by_mechanism = {row["mechanism"] for row in rows if row["status"] == "registered"}
    assert by_mechanism >= {"cdm", "article_6_4"}
    # Both call it the same, so it stands there once; each can be asked for all the same.
    assert page.count('value="registered"') == 1
    for mechanism in by_mechanism:
        found = player.get(f"/activities?format=json&status={mechanism}:registered").json()["rows"]
        assert {row["mechanism"] for row in found} == {mechanism}
    every = player.get("/activities?format=json&status=registered").json()["rows"]
    assert {row["mechanism"] for row in every} == by_mechanism
    assert 'value="registered" selected' in player.get("/activities?status=registered").content.decode()


def test_a_fact_that_a_hidden_step_recorded_is_not_told():
    from sextant.workflow.world import FactChange

    stage = scratch_stage(next(each for each in shipped_stories() if each.name == "pacm_solar"))
    stage.prepare()
    for scene in stage.story.scenes:
        if scene.take == "publish_approval":
            break
        stage.play(scene)
    world = stage.world("S0001")
    hidden = next(run for run in world.runs.values() if run.cycle.path == "article_6_4.approval")
    assert not hidden.cycle.states[hidden.state].public
    taken = hidden.transitions[-1]
    world.changes.append(FactChange(taken.at, "host_party", "XZ", taken))
    assert world.facts()["host_party"] == "XZ"
    assert public_face(world).facts["host_party"] == "XA"
