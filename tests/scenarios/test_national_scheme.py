"""The national scheme of the examples loads, runs, refuses what it should, and does what its pages say of changes."""

from __future__ import annotations

import re
import shlex
from functools import cache

import pytest
from tests.tidy.repository import ROOT

from sextant.application.queries.verify import verify
from sextant.application.scenario.attempts import Wrong, attempts
from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.run import Ran, run
from sextant.cli.main import run as command_line
from sextant.rules.text import RuleTextError
from sextant.storage.rulebook_files import cyclebooks, folder_texts
from sextant.storage.rules_of_folder import FolderRules, read_rules, rules_in
from sextant.storage.scenario_files import read_story, scratch_stage
from sextant.workflow.cyclebook import check

FOLDER = ROOT / "examples" / "national_scheme"
STORY = ROOT / "examples" / "wetland.yaml"
PAGES = ("README.md", "README.zh-Hant.md")
CHANGE = re.compile(r"\| \| \|\n\|---\|---\|\n((?:\| .* \| `.*` \|\n){5})")
COMMAND = re.compile(r"^sextant .+", re.MULTILINE)


def changes(page: str) -> list[list[str]]:
    """Return file, before, after, mistake and sentence of each change that a page shows."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    return [re.findall(r"\| `(.*)` \|$", rows, re.MULTILINE) for rows in CHANGE.findall(text)]


def changed(file: str, before: str, after: str) -> dict[str, str]:
    texts = folder_texts(FOLDER)
    name = f"{FOLDER.name}/{file}"
    assert texts[name].count(before) == 1, f"{file} has not exactly one {before}"
    return {**texts, name: texts[name].replace(before, after)}


@cache
def rules() -> FolderRules:
    return read_rules(FOLDER)


def ran_under(found: FolderRules) -> Ran:
    return run(scratch_stage(read_story(STORY, found.books), found))


def refusals(ran: Ran) -> dict[str, tuple[str, object]]:
    """Return code and what was expected of every refusal that the scenario does not foresee, by the step."""
    return {
        str(each.scene.take): (each.refusal.code, each.refusal.about.get("expected"))
        for each in reversed(ran.happened)
        if each.refusal is not None and each.surprises
    }


def under_change(number: int) -> Ran:
    file, before, after, _, _ = changes("README.md")[number]
    return ran_under(rules_in(changed(file, before, after)))


def test_it_is_none_of_the_mechanisms_that_ship_and_says_of_every_source_that_nobody_verified_it():
    assert FOLDER.name not in cyclebooks().books
    books = (*rules().books.rulebooks, *rules().books)
    cited = [each.source for book in books for each in book.citations()]
    assert len(cited) > 50
    assert {(each.document, each.verified) for each in cited} == {("National Scheme Rules", False)}


def test_the_scenario_runs_as_it_says_and_its_ledger_verifies():
    stage = scratch_stage(read_story(STORY, rules().books), rules())
    ran = run(stage)
    assert ran.as_expected, [each.surprises for each in ran.happened] + ran.surprises
    assert {each.account: each.quantity for each in ran.holdings}["buffer"] == 751
    assert verify(stage.reader, rules().books.rulebooks.account_types).findings == []


def test_every_wrong_attempt_is_refused_and_every_last_moment_is_permitted():
    found = list(attempts(scratch_stage(read_story(STORY, rules().books), rules())))
    right = (Wrong.LAST_MOMENT, Wrong.SAME_ROLE)
    assert [each for each in found if (each.refusal is None) != (each.wrong in right)] == []
    tried = {each.wrong for each in found}
    assert tried >= {Wrong.ROLE, Wrong.ORDER, Wrong.LAST_MOMENT, Wrong.TOO_LATE, Wrong.TOO_EARLY, Wrong.DOCUMENT}


def test_who_validated_the_activity_does_not_verify_it():
    told = STORY.read_text(encoding="utf-8")
    told = told.replace("verifying_entity: Second", "verifying_entity: First")
    told = told.replace("who: second, case: monitoring_period", "who: first, case: monitoring_period")
    ran = run(scratch_stage(parse_story(told, STORY.name, rules().books), rules()))
    assert refusals(ran)["verify"][0] == "relation_forbidden"


@pytest.mark.parametrize("page", PAGES)
def test_each_change_that_a_page_shows_loads_and_each_mistake_gives_its_sentence(page):
    shown = changes(page)
    assert len(shown) == 5
    for file, before, after, mistake, sentence in shown:
        assert check(changed(file, before, after)) == (), file
        assert check(changed(file, before, mistake)) == (sentence,), file
        with pytest.raises(RuleTextError, match=re.escape(sentence)):
            rules_in(changed(file, before, mistake))


def test_both_pages_show_the_same_changes():
    assert changes(PAGES[0]) == changes(PAGES[1])


def test_a_changed_fee_changes_the_money():
    assert refusals(under_change(0))["receive_fee"] == ("condition_not_met", "1800")


def test_with_a_shorter_deadline_the_application_lapses_before_the_approval():
    file, before, after, _, _ = changes("README.md")[1]
    stage = scratch_stage(read_story(STORY, rules().books), rules_in(changed(file, before, after)))
    assert refusals(run(stage))["approve"] == ("too_late", "2024-04-30")
    assert [each.state for each in stage.world("NS001").runs.values() if each.case.subject == "NS001"] == ["lapsed"]


def test_a_larger_share_fills_the_buffer():
    assert {each.account: each.quantity for each in under_change(2).holdings}["buffer"] == 1_501


def test_a_role_more_and_another_label_are_in_the_cycle():
    (file, before, after, _, _), (_, old, new, _, _) = changes("README.md")[3:]
    path = "national_scheme.activity"
    more = rules_in(changed(file, before, after)).books.latest(path)
    assert [each.role for each in more.steps["comment"].by] == ["stakeholder", "accredited_verifier"]
    labels = [
        books.latest(path).states["approved"].label.in_language("en")
        for books in (rules().books, rules_in(changed(file, old, new)).books)
    ]
    assert labels == ["Approved", "Admitted"]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_page_answer_yes(page, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    commands = COMMAND.findall((FOLDER / page).read_text(encoding="utf-8"))
    assert len(commands) == 3
    # What the third shows is tried above.
    for each in commands[:2]:
        assert command_line(shlex.split(each)[1:]) == 0, capsys.readouterr()


def test_rules_of_a_folder_are_not_played_into_a_database_and_broken_ones_not_at_all(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SEXTANT_LANGUAGE", "en")
    (tmp_path / "mechanism.yaml").write_text("mechanism: other\n", encoding="utf-8")
    url = f"sqlite:///{tmp_path}/a.sqlite3"
    for options, said in (
        (["--rules", str(FOLDER), "--database", url], "a database knows only the rules that ship"),
        (["--rules", str(tmp_path / "none")], "There is no folder"),
        (["--rules", str(tmp_path)], "do not load"),
    ):  # fmt: skip
        assert command_line(["run", str(STORY), *options]) == 2
        assert said in capsys.readouterr().err
