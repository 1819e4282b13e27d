"""May an activity move, and what is lost: by facts, days and paragraphs, in both languages."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from sextant.cli.main import app
from sextant.passage.move import Met, Verdict, answer
from sextant.passage.moves_text import parse_moves
from sextant.rules.text import RuleTextError
from sextant.storage.passage_files import moves, rule_on
from sextant.storage.rulebook_files import rulebooks

ON = date(2026, 7, 1)
NEW = {
    "start_date": date(2024, 1, 1), "prior_consideration_on": date(2024, 6, 29), "host_takes_part": True,
    "type_listed": True, "registered_in_mechanism": False, "in_programme": False, "deregistered_from_mechanism": False,
    "other_scheme_confirmed": True, "same_reductions_credited": False,
}  # fmt: skip
CDM = {
    "period_ended_on": date(2025, 12, 31), "requested_on": date(2023, 12, 31), "is_forestation": False,
    "host_takes_part": True, "type_listed": True, "host_approved_on": date(2026, 6, 30), "rejected_before": False,
    "same_reductions_credited": False,
}  # fmt: skip


def asked(name, facts):
    [move] = [each for each in moves()[0] if each.name == name]
    return answer(move, facts, rule_on(ON))


def met(found, name):
    return next(each for each in found.checked if each.condition.name == name)


@pytest.mark.parametrize("name", ["approach_as_new", "vcs_as_new", "jcm_as_new", "cdm_as_new"])
def test_with_every_fact_right_an_activity_may_move_and_loses_what_came_before(name):
    found = asked(name, NEW)
    assert found.verdict is Verdict.MAY
    assert {"before_period", "methodology", "adaptation_share", "omge"} <= {each.name for each in found.losses}


@pytest.mark.parametrize("fact", sorted(NEW))
def test_a_fact_that_is_not_given_is_not_known_and_never_taken_to_be_right(fact):
    left = {name: value for name, value in NEW.items() if name != fact}
    assert asked("approach_as_new", left).verdict is Verdict.NOT_KNOWN


@pytest.mark.parametrize(
    ("changed", "condition", "limit"),
    [
        ({"prior_consideration_on": date(2024, 6, 30)}, "prior_consideration", date(2024, 6, 29)),
        ({"start_date": date(2020, 12, 31), "prior_consideration_on": date(2021, 1, 2)}, "start", date(2021, 1, 1)),
        ({"registered_in_mechanism": True}, "not_twice", None),
        ({"in_programme": True}, "not_in_programme", None),
        ({"deregistered_from_mechanism": True}, "not_deregistered", None),
        ({"same_reductions_credited": True}, "once", None),
        ({"host_takes_part": False}, "host", None),
        ({"other_scheme_confirmed": False}, "confirmation", None),
    ],
)
def test_from_a_cooperative_approach_each_condition_bars_alone(changed, condition, limit):
    found = asked("approach_as_new", {**NEW, **changed})
    assert found.verdict is Verdict.MAY_NOT
    checked = met(found, condition)
    assert (checked.met, checked.limit) == (Met.NO, limit)
    assert [each.condition.name for each in found.checked if each.met is Met.NO] == [condition]


@pytest.mark.parametrize(
    ("changed", "condition"),
    [
        ({"requested_on": date(2024, 1, 1)}, "requested"),
        ({"period_ended_on": date(2020, 12, 31)}, "active"),
        ({"host_approved_on": date(2026, 7, 1)}, "host_approval"),
        ({"rejected_before": True}, "not_rejected"),
    ],
)
def test_a_transition_is_barred_by_the_day_after_each_last_day(changed, condition):
    assert asked("cdm_transition", CDM).verdict is Verdict.MAY
    found = asked("cdm_transition", {**CDM, **changed})
    assert (found.verdict, met(found, condition).met) == (Verdict.MAY_NOT, Met.NO)


def test_forestation_has_a_last_day_of_its_own():
    forest = {**CDM, "is_forestation": True, "requested_on": date(2025, 6, 1)}
    assert met(asked("cdm_transition", forest), "requested").met is Met.DOES_NOT_APPLY
    assert met(asked("cdm_transition", forest), "forestation_requested").met is Met.UNKNOWN
    late = {**forest, "forestation_requested_on": date(2026, 1, 1)}
    assert met(asked("cdm_transition", late), "forestation_requested").met is Met.NO


def test_losses_depend_on_what_is_known_and_what_is_not_may_be_lost():
    found = asked("cdm_transition", {**CDM, "uses_biomass_methodology": True, "is_programme": False})
    assert "biomass" in {each.name for each in found.losses}
    assert "components" not in {each.name for each in (*found.losses, *found.perhaps)}
    assert "fixed" in {each.name for each in found.perhaps}


def test_every_sentence_has_both_languages_and_a_source_that_is_registered():
    documents = rulebooks().documents
    for move in moves()[0]:
        for each in (*move.conditions, *move.losses):
            assert each.says.english
            assert each.says.chinese
            assert documents.by_id(each.source.document) is not None, each.source.document


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("fact: b", "fact: c", "c has no label; add it under facts"),
        ("is: [yes]", "", "it asks for nothing; add is, earliest or latest"),
        ("is: [yes]", "latest: {after: b}", r"write \{parameter: …\}, or \{after: …, days: …\}"),
        ("is: [yes]", "latest: {parameter: x.y}", "there is no parameter x.y; correct the name"),
    ],
)
def test_moves_that_are_written_wrongly_are_told_so(old, new, sentence):
    text = """
facts: {b: {en: B, zh-Hant: 乙}}
moves:
  m:
    from: one
    to: two
    label: {en: M, zh-Hant: 丙}
    conditions:
      k:
        says: {en: K., zh-Hant: 丁。}
        source: {document: D, paragraph: "1"}
        fact: b
        is: [yes]
    losses: {}
"""
    assert parse_moves(text, "moves.yaml", ())[0][0].name == "m"
    with pytest.raises(RuleTextError, match=sentence):
        parse_moves(text.replace(old, new), "moves.yaml", ())


def test_the_command_answers_with_a_source_for_every_line():
    told = CliRunner().invoke(app, ["move", "article_6_2", "article_6_4", "--fact", "start_date=2019-05-01", "--json"])
    assert told.exit_code == 1
    [way] = json.loads(told.stdout)["ways"]
    assert way["verdict"] == "may_not"
    assert [each["name"] for each in way["conditions"] if each["met"] == "no"] == ["start"]
    assert all(each["source"] and set(each["says"]) == {"en", "zh-Hant"} for each in way["conditions"] + way["losses"])


@pytest.mark.parametrize(
    "arguments", [["moon", "article_6_4"], ["vcs", "article_6_4", "--fact", "start_date"],
                  ["vcs", "article_6_4", "--fact", "colour=blue"], ["vcs", "article_6_4", "--fact", "start_date=soon"]]
)  # fmt: skip
def test_a_question_that_cannot_be_read_ends_with_2(arguments):
    assert CliRunner().invoke(app, ["move", *arguments]).exit_code == 2


def test_a_rule_that_is_not_in_force_on_the_day_leaves_the_answer_open():
    found = answer(moves()[0][0], CDM, rule_on(date(2020, 1, 1)))
    assert found.verdict is Verdict.NOT_KNOWN
