"""A whole Article 6.4 activity, on every kind of store: as it is told, told again, and tried in every wrong way."""

import json
from pathlib import Path

import pytest
import yaml

from sextant.application.commands.move_units import roles_at
from sextant.application.commands.repair import repair
from sextant.application.queries.verify import verify
from sextant.application.queries.verify_cases import verify_cases
from sextant.application.scenario.attempts import Wrong, attempts
from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.run import run
from sextant.domain.account import Account
from sextant.rules.text import RuleTextError
from sextant.storage.account_types import account_types
from sextant.storage.opening import looking_cases
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.storage.scenario_files import database_stage, read_story, scratch_stage
from sextant.workflow.case import Actor

FILE = Path(__file__).parents[2] / "scenarios" / "pacm_solar.yaml"
BOOKS = cyclebooks()


@pytest.fixture(scope="module")
def told():
    stage = scratch_stage(read_story(FILE))
    return stage, run(stage)


def changed(**changes):
    """Return the scenario with other values at the top of its file."""
    content = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    content.update(changes)
    return yaml.dump(content, allow_unicode=True)


def test_every_step_comes_as_the_scenario_says(told):
    _, ran = told
    assert [(each.scene.number, each.surprises) for each in ran.happened if each.surprises] == []
    assert ran.surprises == []
    assert ran.as_expected


def test_every_unit_of_the_two_issuances_is_somewhere(told):
    _, ran = told
    assert sum(each.quantity for each in ran.holdings) == 8_800 + 9_150


def test_every_step_rests_on_a_paragraph_unless_no_rule_lists_it(told):
    _, ran = told
    without = {each.scene.refused for each in ran.happened if each.source is None}
    assert without == {"unit_class_not_admitted"}


def test_what_nobody_did_happened_by_itself(told):
    stage, _ = told
    world = stage.world("S0001")
    passed = {each.step for run in world.runs.values() for each in run.transitions if each.act is None}
    assert {"close_consultation", "deem_approved", "grant", "register", "instruct", "note_approval"} <= passed


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_on_a_database_it_is_the_same_and_told_again_changes_nothing(kind, database_url, told):
    url = database_url(kind)
    stage = database_stage(read_story(FILE), url)
    first = run(stage)
    assert first.as_expected
    assert first.holdings == told[1].holdings
    entries = {each.id for each in stage.reader.entries()}
    again = run(database_stage(read_story(FILE), url))
    assert again.as_expected
    assert again.holdings == first.holdings
    assert {each.id for each in stage.reader.entries()} == entries
    assert verify(stage.reader, account_types()).findings == []
    assert verify_cases(looking_cases(stage.reader)).findings == []
    assert repair(stage.office).finished == []


@pytest.fixture(scope="module")
def tried():
    return list(attempts(scratch_stage(read_story(FILE))))


def test_every_wrong_attempt_is_refused(tried):
    right = {Wrong.LAST_MOMENT, Wrong.SAME_ROLE}
    let_through = [
        (each.scene.take, each.wrong, each.what) for each in tried if each.wrong not in right and not each.refusal
    ]
    assert let_through == []
    assert {each.wrong for each in tried} == set(Wrong)
    assert sum(each.wrong not in right for each in tried) > 600


def test_the_last_permitted_moment_is_permitted(tried):
    last = [each for each in tried if each.wrong is Wrong.LAST_MOMENT]
    assert last
    assert [each.refusal for each in last if each.refusal] == []


def test_a_wrong_role_is_told_so_and_a_missing_document_by_its_name(tried):
    by_role = {each.refusal.code for each in tried if each.wrong is Wrong.ROLE}
    assert by_role == {"role_not_entitled", "relation_missing", "relation_forbidden", "account_of_another"}
    papers = [each for each in tried if each.wrong is Wrong.DOCUMENT]
    assert all(
        (each.refusal.code, each.refusal.about["document"]) == ("document_missing", each.what) for each in papers
    )


def test_only_somebody_in_the_same_role_may_do_it_instead(tried):
    for each in tried:
        if each.wrong is Wrong.SAME_ROLE:
            assert each.what.endswith(each.scene.actor.role)


@pytest.mark.parametrize(("change", "said"), [
    ({"mechanism": "jcm_of_nowhere"}, "is no mechanism with cycles"),
    ({"steps": [{"at": "2025-08-08", "who": "host", "case": "participation", "take": "provide"}]},
     "write day and time as"),
    ({"steps": [{"at": "2025-08-08 10:00", "who": "nobody", "case": "participation", "take": "provide"}]},
     "is no member of the cast"),
    ({"steps": [{"at": "2025-08-08 10:00", "who": "host"}]}, "nothing to do"),
    ({"steps": [{"at": "2025-08-09 10:00", "who": "host", "case": "approval", "take": "a"},
                {"at": "2025-08-08 10:00", "who": "host", "case": "approval", "take": "a"}]},
     "earlier than the step before it"),
    ({"steps": [{"at": "2025-08-08 10:00", "who": "host", "take": "a", "when": "now"}]}, "is not declared"),
])  # fmt: skip
def test_a_scenario_that_is_written_wrongly_is_told_so(change, said):
    with pytest.raises(RuleTextError, match=said):
        parse_story(changed(**change), "story.yaml", BOOKS)


def test_a_scenario_that_expects_something_else_is_not_as_expected():
    expected = [{"account": "omge", "class": "AER", "quantity": "360", "first_transferred": "359"}]
    ran = run(scratch_stage(parse_story(changed(expected=expected), "story.yaml", BOOKS)))
    assert not ran.as_expected
    assert "expected 360" in ran.surprises[0]


@pytest.mark.parametrize(("actor", "roles"), [
    (Actor("a", "registry_administrator"), ("registry_administrator",)),
    (Actor("a", "designated_national_authority", party="XV"), ("party", "participating_party")),
    (Actor("a", "designated_national_authority", party="XA"), ()),
    (Actor("a", "activity_participant", entity="Somebody"), ()),
])  # fmt: skip
def test_a_party_takes_part_once_its_initial_report_is_known(actor, roles):
    book = rulebooks().books["article_6_4"]
    account = Account("UN01", "X", "article_6_4.holding", "X", party="XV")
    assert roles_at(actor, account, book, {"host_submitted_initial_report": True}) == roles
    if len(roles) == 2:
        assert roles_at(actor, account, book, {}) == ("party",)


def test_the_command_runs_it_and_prints_what_happened(capfd):
    from sextant.cli.main import run as command

    assert command(["run", str(FILE), "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["as_expected"] is True
    assert len(told["steps"]) == 74
    assert {each["account"]: each["quantity"] for each in told["holdings"]}["omge"] == 359
    assert command(["run", str(FILE), "--attempts"]) == 0
    assert "otherwise than the rules want: 0" in capfd.readouterr().out
    assert command(["run", "no/such.yaml"]) == 2
    assert command(["run", "scenarios/pacm_solar.yaml"]) == 0
