"""The registry searches by itself for the same activity when registration is requested; a person decides."""

import json
from dataclasses import replace
from uuid import uuid5

import pytest
from tests.workflow import jcm, whole
from tests.workflow.play import HOST, NAMESPACE, SECRETARIAT
from tests.workflow.whole_cdm import ACTIVITY, REQUEST, at, filed, published, validated

from sextant.application.case_store import key_of
from sextant.application.cases import Taken
from sextant.domain.activity import Activity
from sextant.storage.opening import scratch_office
from sextant.workflow.case import Case, History
from sextant.workflow.timeline import world_at

TWIN = Activity("JCM", "XX001", "jcm", ("GH",), "Volta wind park", expected_annual_reductions=41_000)
STRANGER = Activity("JCM", "XX002", "jcm", ("GH",), "Kumasi cookstoves")


def requested(*listed: Activity, **stated):
    """Return an office in which registration was requested beside what is listed, and the last act as recorded."""
    office = scratch_office()
    office.registry.store.put_activities(listed)
    history = filed().history
    assert office.cases.store.open(key_of("cdm", history.subject), replace(history, cases=history.cases[:1], acts=()))
    for cycle, subject in (("cdm.participation", "GH"), ("cdm.accreditation", "Valid Ltd")):
        first = Case(uuid5(NAMESPACE, subject), cycle, subject, history.cases[0].opened_at)
        assert office.cases.store.open(key_of("cdm", subject), History(subject, {}, (first,)))
    *before, last = history.acts
    for act in before:
        outcome = office.cases.take("cdm", history.subject, act)
        assert isinstance(outcome, Taken), outcome
    taken = office.cases.take("cdm", history.subject, replace(last, stated={**last.stated, **stated}))
    assert isinstance(taken, Taken), taken
    return office, history.subject, last, taken


def title_of_the_design():
    return next(act.stated["title"] for act in filed().history.acts if "title" in act.stated)


def test_a_twin_of_another_mechanism_is_recorded_with_its_score_and_evidence():
    twin = replace(TWIN, title=title_of_the_design())
    _, _, _, taken = requested(twin, STRANGER)
    [found] = json.loads(taken.act.stated["activities_alike"])
    assert (found["scheme"], found["reference"]) == ("jcm", "XX001")
    assert float(found["score"]) >= 0.7
    assert {"title", "size"} <= {each["evidence"] for each in found["evidence"]}
    assert taken.act.stated["nothing_alike"] is False


def test_nothing_alike_is_said_so_and_nobody_else_can_say_it():
    twin = replace(TWIN, title=title_of_the_design())
    _, _, _, alone = requested(STRANGER)
    assert (alone.act.stated["nothing_alike"], alone.act.stated["activities_alike"]) == (True, "[]")
    _, _, _, taken = requested(twin, nothing_alike=True, activities_alike="[]")
    assert taken.act.stated["nothing_alike"] is False


TITLE = "Darkhan solar farm"


def searched(play, *listed):
    """Return the first act of a play whose step searches, as an office records it beside what is listed.

    What came before it stands in the journal, under another title; subjects beside are opened as they are asked for.
    """
    office = scratch_office()
    office.registry.store.put_activities(listed)
    history, rules = play.history, office.cases.rules
    acts = [replace(act, stated={**act.stated, "title": TITLE}) if "title" in act.stated else act
            for act in history.acts]  # fmt: skip
    runs = world_at(history, rules, acts[-1].at).runs
    at = next(i for i, act in enumerate(acts) if runs[act.case].cycle.steps[act.step].searches is not None)
    mechanism = history.cases[0].cycle.partition(".")[0]
    beside = {each.subject: replace(each, beside=()) for each in history.beside}
    known = replace(history, acts=tuple(acts[:at]), beside=())
    assert office.cases.store.open(key_of(mechanism, history.subject), known)
    for _ in range(9):
        taken = office.cases.take(mechanism, history.subject, acts[at])
        if isinstance(taken, Taken):
            return taken.act.stated
        assert taken.code == "subject_beside_unknown", taken
        subject, cycle = taken.about["subject"], taken.about["cycle"]
        first = Case(uuid5(NAMESPACE, subject), cycle, subject, history.cases[0].opened_at)
        other = beside.get(subject, History(subject, {}, (first,)))
        assert office.cases.store.open(key_of(cycle.partition(".")[0], subject), other)
    raise AssertionError("more subjects beside than expected")


@pytest.mark.parametrize("registered", [whole.registered, lambda: jcm.registered("jcm_mongolia")])
def test_registration_under_article_6_4_and_the_jcm_searches_too(registered):
    host = next((act.stated["host_party"] for act in registered().history.acts if "host_party" in act.stated), None)
    twin = Activity("CDM", "1234", "cdm", (host,) if host else (), TITLE)
    said = searched(registered(), twin, STRANGER)
    [found] = json.loads(said["activities_alike"])
    assert (found["scheme"], found["reference"]) == ("cdm", "1234")
    assert said["nothing_alike"] is False
    said = searched(registered(), STRANGER)
    assert (said["nothing_alike"], said["activities_alike"]) == (True, "[]")


def test_asking_again_gives_what_was_found_then():
    office, subject, last, taken = requested(STRANGER)
    office.registry.store.put_activities([replace(TWIN, title=title_of_the_design())])
    again = office.cases.take("cdm", subject, last)
    assert again.replayed
    assert again.act == taken.act


def test_a_confirmed_overlap_bars_the_request_and_the_registration_until_it_is_dismissed():
    play = validated()
    play.take(ACTIVITY, "search_for_the_same", SECRETARIAT, at("2011-10-03", 13))
    same = {"overlap_with": "jcm XX001", "reasons": "One site"}
    play.take("overlap_search", "confirm", SECRETARIAT, at("2011-10-03", 14), **same)
    with pytest.raises(AssertionError, match="case_not_in"):
        filed(play)
    play = published()
    play.take("overlap_search", "confirm", SECRETARIAT, at("2011-11-02"), **same)
    assert play.state(REQUEST, at("2011-12-10")) == "granted"
    assert play.state(ACTIVITY, at("2011-12-10")) == "registration_under_way"
    play.take("overlap_search", "dismiss", SECRETARIAT, at("2011-12-11"), reasons="Another river")
    assert play.state(ACTIVITY, at("2011-12-12")) == "registered"


def test_only_the_secretariat_decides():
    play = published()
    refused = play.try_("overlap_search", "confirm", HOST, at("2011-11-02"), overlap_with="x", reasons="y")
    assert refused.code == "role_not_entitled"
