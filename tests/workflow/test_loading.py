"""What does not hang together does not load, and the sentence says which file, which key and what to do."""

import re

import pytest
import yaml
from tests.workflow.invented import sixth, texts
from tests.workflow.play import Play, on

from sextant.rules import loading
from sextant.rules.loading import load
from sextant.rules.reading import Faults
from sextant.rules.text import RuleTextError, load_text
from sextant.storage.rulebook_files import cyclebooks, shipped_texts
from sextant.workflow.case import Actor
from sextant.workflow.cycle import Stands
from sextant.workflow.cyclebook import check, load_cycles, needs_of_one, read_cycles, users_of_needs
from sextant.workflow.need import NEEDS

SHORE, TEMPLATE = "sixth/cycles/shore.yaml", "sixth/templates/judged.yaml"


def faults_of(changed: dict[str, str]) -> list[str]:
    faults = Faults()
    read_cycles(load(changed), changed, faults)
    return faults.sentences


def with_step(name: str, **keys) -> dict[str, str]:
    """Return the invented rulebook with keys of one step of its main cycle written anew; none removes a key."""
    content = load_text(texts()[SHORE], SHORE)
    step = content["steps"][name]
    content["steps"][name] = {key: value for key, value in {**step, **keys}.items() if value is not None}
    return texts() | {SHORE: yaml.safe_dump(content, allow_unicode=True, sort_keys=False)}


def with_cycle(**keys) -> dict[str, str]:
    content = {**load_text(texts()[SHORE], SHORE), **keys}
    return texts() | {SHORE: yaml.safe_dump(content, allow_unicode=True, sort_keys=False)}


def states(**more) -> dict:
    return {**load_text(texts()[SHORE], SHORE)["states"], **more}


LABEL = {"en": "A", "zh-Hant": "甲"}
REFUSED = {
    "a fact from the opening on that somebody would have to state": (with_cycle(opened_with=[{"rich": "rich"}]),
        f"{SHORE}: opened_with: nobody has stated rich yet; write yes or no"),
    "a role nobody declared": (with_step("propose", by=["stewart"]),
        f"{SHORE}: steps.propose.by: no role is called stewart; declare it in roles.yaml"),
    "a relation nobody answers to": (with_step("propose", by=[{"role": "steward", "relation": "cousin"}]),
        f"{SHORE}: steps.propose.by: no relation is called cousin; declare it in relations.yaml"),
    "a need no function answers to": (with_step("claim", needs=["luck"]),
        f"{SHORE}: steps.claim.needs: no condition is called luck; declare it in workflow/needs"),
    "a need that asks about a step that is not there": (with_step("claim", needs=[{"taken": "dream"}]),
        f"{SHORE}: steps.claim.needs.taken: the cycle has no step dream"),
    "a need that asks about a state that is not there": (with_step("claim", needs=[{"case_in": "plan.lost"}]),
        f"{SHORE}: steps.claim.needs.case_in: sixth.plan has no state lost"),
    "a need that asks about a fact nobody records": (with_step("claim", needs=[{"fact": "rich"}]),
        f"{SHORE}: steps.claim.needs.fact: no step records the fact rich; record it or declare it"),
    "a need that asks about something nobody states": (with_step("claim", needs=[{"confirmed": "luck"}]),
        f"{SHORE}: steps.claim.needs.confirmed: nobody states luck; add it to `states` of a step"),
    "a paper nobody declared": (with_step("propose", documents=["poem"]),
        f"{SHORE}: steps.propose.documents: poem is not declared; add it to papers.yaml"),
    "a state nobody declared": (with_step("propose", to="dreaming"),
        f"{SHORE}: steps.propose: the state dreaming is not declared under states"),
    "a state from which nothing is declared": (with_step("propose", **{"from": ["idea", "sleep"]}),
        f"{SHORE}: steps.propose: the state sleep is not declared under states"),
    "an initial state nobody declared": (with_cycle(initial="dawn"),
        f"{SHORE}: initial: the state dawn is not declared under states"),
    "an unreachable state": (with_cycle(states=states(island={"label": LABEL, "terminal": "yes"})),
        f"{SHORE}: states.island: no step leads here; add one or remove the state"),
    "a dead end": (with_step("propose", to="bog") | {SHORE: yaml.safe_dump({
        **load_text(with_step("go_on", to="bog")[SHORE], SHORE), "states": states(bog={"label": LABEL})},
        allow_unicode=True)},
        f"{SHORE}: states.bog: nothing leads on from here; add a step or mark it terminal"),
    "a way out of a terminal state": (with_step("go_on", **{"from": ["claimed", "closed"]}),
        f"{SHORE}: steps.go_on: closed is terminal, nothing leads out of it; drop one of the two"),
    "a date nobody sets": (with_step("close", within={"after": "sunrise", "days": "3"}),
        f"{SHORE}: steps.close.within: no step sets the date sunrise in this case or one above it; add it"),
    "a parameter that is not there": (with_step("close", within={"after": "opened", "days": "sixth.patience_days"}),
        f"{SHORE}: steps.close.within: there is no parameter sixth.patience_days; declare it under parameters"),
    "meetings that nobody knows": (with_step("close", not_before={"next_meeting": "sixth.choir", "after": "opened"}),
        f"{SHORE}: steps.close.not_before: no meetings are known of sixth.choir; add them to meetings.yaml"),
    "a cycle that is not there": (with_step("propose", opens=["prayer"]),
        f"{SHORE}: steps.propose.opens: there is no cycle sixth.prayer"),
    "a child that is in no such state": (with_step("begin", on_child={"cycle": "plan", "states": ["blessed"]}),
        f"{SHORE}: steps.begin.on_child: sixth.plan has no state blessed"),
    "a levy that is not there": (with_step("close", fee="toll"),
        f"{SHORE}: steps.close.fee: there is no levy sixth.toll; declare it under levies"),
    "a fee counted on what nobody states": (with_step("close", fee={"levy": "claim_fee", "of": "gold"}),
        f"{SHORE}: steps.close.fee: nobody states gold; add it to `states` of a step"),
    "a payment where nothing is charged": (with_step("close", money="receive", states=["amount_received"]),
        f"{SHORE}: steps.close.money: no step of the cycle has a fee; add it to one or drop the line"),
    "a payment whose sum nobody states": (with_step("close", fee="claim_fee", money="receive"),
        f"{SHORE}: steps.close.money: the sum is not stated; add amount_received to `states`"),
    "a need of a fee where there is none": (with_step("close", needs=["fee_due"]),
        f"{SHORE}: steps.close.needs.fee_due: the step has no fee; add one or drop the need"),
    "a need of a payment where none comes in": (with_step("close", needs=["fee_covered"]),
        f"{SHORE}: steps.close.needs.fee_covered: it is asked of a step with `money: receive`"),
    "a stage that no levy knows": (with_step("close", stage="dusk"),
        f"{SHORE}: steps.close.stage: no levy knows the stage dusk; correct the name or drop the line"),
    "a state at a stage that no levy knows": (with_cycle(states=states(idea={"label": LABEL, "stage": "dawn"})),
        f"{SHORE}: states.idea.stage: no levy knows the stage dawn; correct the name or drop the line"),
    "a step that nobody may take": (with_step("go_on", by=[]),
        f"{SHORE}: steps.go_on: nobody may take it; add `by`"),
    "a step that happens by itself and by somebody": (with_step("begin", by=["clerk"]),
        f"{SHORE}: steps.begin: it happens by itself and by somebody; drop one of the two"),
    "a date that is said to be stated and is not": (with_step("claim", sets=[{"harvest": "harvest"}]),
        f"{SHORE}: steps.claim.sets: nobody states harvest; add it to `states`, or mark it optional"),
    "a fact recorded of what nobody states": (with_step("claim", records=[{"rich": "gold"}]),
        f"{SHORE}: steps.claim.records: nobody states gold; add it to `states`"),
    "a clock that stops in no state": (
        with_step("close", within={"after": "opened", "days": "3", "stopped_while": ["rain"]}),
        f"{SHORE}: steps.close.within: the clock stops in a state rain that is not declared under states"),
    "a source that is in no register": (with_step("close", source={"document": "Hearsay", "paragraph": "1"}),
        f"{SHORE}: sixth: shore: close: the document 'Hearsay' is not in documents.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_hang_together_is_named_with_its_remedy(what):
    changed, sentence = REFUSED[what]
    found = faults_of(changed)
    assert any(each.startswith(sentence) for each in found), found
    with pytest.raises(RuleTextError):
        load_cycles(load(changed), changed)


MALFORMED = {
    "a source is missing": (with_step("close", source=None), r"shore\.yaml: steps\.close: source is missing; add it"),
    "a paragraph is missing": (with_step("close", source={"document": "Tidal Rules"}), r"source: paragraph is missing"),
    "a label has one language": (with_step("close", label={"en": "Close"}), r"steps\.close\.label: zh-Hant is missing"),
    "an unknown key": (with_step("close", bye=["clerk"]), r"steps\.close: 'bye' is not declared; use one of"),
    "an unknown form of decision": (with_step("close", decided_by={"form": "coin"}), r"'coin' is no form; use one of"),
    "a majority without a quorum": (with_step("close", decided_by={"form": "majority", "share": "1/2"}),
                                    r"decided_by: quorum is missing"),
    "an unknown form of deadline": (with_step("close", within={"someday": "x"}),
                                    r"no form of deadline; begin with one of"),
    "two units of time": (with_step("close", within={"after": "opened", "days": "1", "years": "1"}), r"exactly one of"),
    "a time zone that nobody declared": (with_step("close", within={"after": "opened", "days": "1", "zone": "CET"}),
                                         r"'CET' is no zone; write an offset as \+01:00"),
    "a day that is none": (with_step("close", within={"day": "2026-02-30"}),
                           r"'2026-02-30' is no day; write YYYY-MM-DD"),
    "a list that is a word": (with_step("close", by="clerk"), r"close\.by: expected a list"),
    "a state that is yes and no": (with_cycle(states=states(closed={"label": LABEL, "terminal": "maybe"})),
                                   r"write yes or no"),
    "a date with two origins": (with_step("grant", sets=[{"x": {"of_child": "filed", "of_date": "opened"}}]),
                                r"a date has one origin"),
    "a template that is not there": (texts() | {"sixth/cycles/plan.yaml": "extends: judgment\n"},
                                     r"extends: there is no templates/judgment\.yaml"),
    "a template whose name has no value": (texts() | {"sixth/cycles/plan.yaml":
        texts()["sixth/cycles/plan.yaml"].replace(', paragraph: "10"', "")},
        r"\$paragraph has no value; give it under `with`"),
    "a value no template asks for": (texts() | {"sixth/cycles/plan.yaml":
        texts()["sixth/cycles/plan.yaml"].replace('"10"', '"10", colour: red')},
        r"with\.colour: the template does not ask"),
    "a step taken away that is not there": (texts() | {"sixth/cycles/plan.yaml":
        texts()["sixth/cycles/plan.yaml"] + "steps: {sing: none}\n"}, r"the template has none to take away"),
    "a key given twice": (texts() | {SHORE: texts()[SHORE] + "subject: shore\n"}, r"the key 'subject' is given twice"),
    "roles that are missing": ({k: v for k, v in texts().items() if k != "sixth/roles.yaml"},
                              r"no role is called steward"),
    "papers that are missing": ({k: v for k, v in texts().items() if k != "sixth/papers.yaml"},
                               r"papers\.yaml is missing"),
    "conditions without a name": (texts() | {"conditions.yaml": "needs: {}\n"},
                                  r"conditions\.yaml: needs\.above_in is missing; name it in both languages"),
}  # fmt: skip


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_malformed_is_named_with_its_remedy(what):
    changed, pattern = MALFORMED[what]
    found = faults_of(changed)
    assert any(re.search(pattern, each) for each in found), found


def test_a_folder_is_checked_with_its_cycles_once_its_rules_are_right():
    assert check(texts()) == ()
    assert check(with_step("propose", by=["stewart"])) == (
        f"{SHORE}: steps.propose.by: no role is called stewart; declare it in roles.yaml",
    )
    wrong = texts() | {"sixth/measure.yaml": "a: b\n"}
    assert check(wrong) == tuple(loading.check(wrong))


def test_a_parameter_read_at_a_date_that_no_step_sets_does_not_load():
    changed = texts()
    name = "sixth/parameters/days.yaml"
    changed[name] = changed[name].replace("anchor: filed", "anchor: harvest", 1)
    changed["sixth/mechanism.yaml"] = changed["sixth/mechanism.yaml"].replace(
        "  filed:", "  harvest: {label: {en: Harvest, zh-Hant: 收穫}}\n  filed:"
    )
    assert any(
        "is read at harvest, and no step sets that date in this case or one above it" in each
        for each in faults_of(changed)
    )


def test_the_shipped_cycles_load_and_each_condition_of_one_mechanism_says_why(capsys):
    books = cyclebooks()
    alone = {need: users for need, users in users_of_needs(books).items() if len(users) == 1}
    with capsys.disabled():
        print(
            f"\n{len(alone)} of {len(NEEDS)} conditions are asked for by one mechanism only: {', '.join(sorted(alone))}"
        )
    assert needs_of_one(books) == ()
    assert set(books.conditions) == set(NEEDS)


def test_a_stage_for_which_a_fee_has_no_refund_is_found():
    file = "article_6_4/templates/request.yaml"
    changed = shipped_texts() | {file: shipped_texts()[file].replace("stage: rejected", "stage: appeal_remanded")}
    found = faults_of(changed)
    sentence = (
        "article_6_4/cycles/registration_request.yaml (from article_6_4/templates/request.yaml): "
        "steps.finalize_rejection: article_6_4.registration_fee has no refund"
    )
    assert any(each.startswith(f"{sentence} at the stage appeal_remanded") for each in found), found


def test_only_money_that_goes_back_may_move_after_the_end():
    file = "article_6_4/templates/request.yaml"
    changed = shipped_texts() | {file: shipped_texts()[file].replace("    money: pay_back\n", "")}
    found = faults_of(changed)
    assert any("steps.pay_back: granted is terminal, nothing leads out of it" in each for each in found), found


def test_a_condition_of_one_mechanism_that_gives_no_reason_is_found():
    name = "article_6_4/needs.yaml"
    without = shipped_texts() | {name: "particular: {}\n"}
    found = needs_of_one(load_cycles(load(without), without))
    assert "article_6_4/needs.yaml: only article_6_4 asks for lasts_at_most; say under `particular` why" in found


def test_a_reason_that_is_no_longer_needed_is_found():
    both = shipped_texts() | {name: text for name, text in texts().items() if name.startswith("sixth/")}
    found = needs_of_one(load_cycles(load(both), both))
    assert "article_6_4/needs.yaml: particular.above_in: it is not its alone; remove the line" in found


def test_every_condition_and_relation_is_used_by_a_cycle_somewhere():
    books = (*cyclebooks(), *sixth())
    steps = [step for book in books for cycle in book.cycles.values() for step in cycle.steps.values()]
    assert {needed.name for step in steps for needed in (*step.needs, *step.warns)} == set(NEEDS)
    used = {each for step in steps for who in step.by for each in (who.relation, who.never) if each}
    assert used == {each for book in books for each in book.relations.values()}


RELATED = """
relations:
  keeper_of_the_shore:
    label: {en: Keeps the shore, zh-Hant: 守護海岸者}
    is: {entity_in: keepers}
    source: {document: Tidal Rules, paragraph: "12"}
"""
KEEPER = {"role": "steward", "relation": "keeper_of_the_shore"}
KEEPERS = texts()["sixth/mechanism.yaml"].replace(
    "facts:",
    "facts:\n  keepers: {label: {en: Keepers of the shore, zh-Hant: 海岸守護者}}"
    "\n  actors: {label: {en: People at the shore, zh-Hant: 海岸人員}}",
)


def related(form: str, **more) -> dict[str, str]:
    """Return the rules with a relation in which the steward who proposes must stand."""
    changed = with_step("propose", by=[KEEPER]) | {"sixth/mechanism.yaml": KEEPERS}
    return changed | {"sixth/relations.yaml": RELATED.replace("{entity_in: keepers}", form)} | more


FORMS = [
    ("{entity_in: keepers}", "Nia", None, True),
    ("{entity_in: keepers}", "Tom", None, False),
    ("{not_entity_in: keepers}", "Tom", None, True),
    ("{not_entity_in: keepers}", "Ida", None, False),
    ("{party_in: keepers}", None, "Ida", True),
    ("{party_in: keepers}", None, "Tom", False),
    ("{not_party_in: keepers}", None, "Tom", True),
    ("{not_party_in: keepers}", None, "Nia", False),
    ("party_is_subject", None, "Shore 1", True),
    ("party_is_subject", None, "Shore 2", False),
    ("opened_this_case", "Nia", None, False),
    ("{name_in: actors}", "Nia", None, True),
    ("{name_in: keepers}", "Nia", None, False),
    ("entity_is_subject", "Shore 1", None, True),
    ("entity_is_subject", "Nia", None, False),
    ("{name_stated: units}", "Nia", None, False),
    ("{took: propose}", "Nia", None, False),
    ("acted_elsewhere_in_this_role", "Nia", None, False),
    ("opened_the_nearest_in_this_role", "Nia", None, False),
]


@pytest.mark.parametrize(("form", "entity", "party", "stands"), FORMS)
def test_a_relation_is_a_form_filled_with_a_fact_of_the_rulebook(form, entity, party, stands):
    changed = related(form)
    play = Play("sixth.shore", on("2026-01-05"), facts={"keepers": "Nia; Ida", "actors": "x; y"},
                rules=load_cycles(load(changed), changed), subject="Shore 1")  # fmt: skip
    refused = play.try_("shore", "propose", Actor("x", "steward", party=party, entity=entity), play.begun)
    assert {each.strip("{}").partition(":")[0] for each, *_ in FORMS} == {each.value for each in Stands}
    assert (refused and (refused.code, refused.about["relation"])) == (
        None if stands else ("relation_missing", "keeper_of_the_shore")
    )


@pytest.mark.parametrize(("changed", "sentence"), [
    (related("{entity_in: strangers}"),
     "sixth/cycles/shore.yaml: steps.propose.by: keeper_of_the_shore asks about strangers, and no step records "
     "that fact; record it or declare it"),
    (related("entity_in"),
     "sixth/relations.yaml: keeper_of_the_shore.is: entity_in asks about a fact; write {entity_in: name_of_the_fact}"),
    (related("{party_is_subject: keepers}"),
     "sixth/relations.yaml: keeper_of_the_shore.is: party_is_subject asks about nothing; write it alone"),
    (related("{cousin_of: keepers}"),
     "sixth/relations.yaml: keeper_of_the_shore.is: 'cousin_of' is no form of relation; use one of "
     "acted_elsewhere_in_this_role, entity_in, entity_is_subject, name_in, name_stated, not_entity_in, not_party_in, "
     "opened_the_nearest_in_this_role, opened_this_case, party_in, party_is_subject, took"),
    (related("name_stated"),
     "sixth/relations.yaml: keeper_of_the_shore.is: name_stated asks about what is stated; write {name_stated: "
     "name_of_it}"),
    (related("{name_stated: nothing_like_it}"),
     "sixth/cycles/shore.yaml: steps.propose.by: keeper_of_the_shore asks about nothing_like_it, and no step of this "
     "cycle states it"),
    (related("took"),
     "sixth/relations.yaml: keeper_of_the_shore.is: took asks about a step; write {took: name_of_the_step}"),
    (related("{took: nothing_like_it}"),
     "sixth/cycles/shore.yaml: steps.propose.by: keeper_of_the_shore asks about the step nothing_like_it, and no cycle "
     "has it"),
    (related("{entity_in: keepers}", **{"sixth/relations.yaml": RELATED.replace("keeper_of_the_shore",
                                                                                 "party_of_subject")}),
     "sixth/relations.yaml: party_of_subject is declared for all mechanisms already; remove it here"),
    (related("{entity_in: keepers}", **{"sixth/relations.yaml": RELATED.replace(
        '    source: {document: Tidal Rules, paragraph: "12"}\n', "")}),
     "sixth/relations.yaml: keeper_of_the_shore: source is missing; add it"),
])  # fmt: skip
def test_a_relation_that_is_declared_badly_does_not_load(changed, sentence):
    assert sentence in faults_of(changed)


def test_the_roles_that_all_mechanisms_share_name_no_body_of_one():
    shared = load_text(shipped_texts()["roles.yaml"], "roles.yaml")["roles"]
    assert not [name for name in shared if "body" in name or "board" in name or "panel" in name]
    assert "supervisory_body_member" in cyclebooks().books["article_6_4"].roles
    assert "supervisory_body_member" not in cyclebooks().books["cdm"].roles
