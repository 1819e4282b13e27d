"""Scenarios that are written wrongly: each is one sentence with file, key and remedy, and exit code 2."""

from pathlib import Path

import pytest
import yaml

SHIPPED = Path(__file__).parents[2] / "scenarios" / "pacm_solar.yaml"
PROVIDE = {
    "at": "2025-08-08 10:00", "who": "host", "subject": "XA", "case": "participation", "take": "provide",
}  # fmt: skip
OPEN = {"at": "2025-08-08 09:00", "who": "host", "open": "participation", "subject": "XA"}
ACCOUNT = {
    "at": "2025-08-08 09:00", "who": "administrator",
    "open_account": {"code": "S", "type": "holding", "name": "S (synthetic)", "party": "XA"},
}  # fmt: skip
MOVE = {
    "at": "2025-08-08 09:00", "who": "developer",
    "transfer": {"quantity": "1", "class": "AER", "from": "S", "to": "T"},
}  # fmt: skip


def with_one_step(step, **changes):
    return {"steps": [{**step, **changes}]}


def inside(step, key, **changes):
    return {"steps": [{**step, key: {**step[key], **changes}}]}


WRONG = {
    "no steps": ({"steps": []}, "steps: found none; write at least one step"),
    "steps that are none": ({"steps": ""}, "steps: found ''; write a list"),
    "a list of Parties": ({"parties": []}, "parties: expected names with values below it"),
    "no Party": ({"parties": {}}, "parties: found none; name at least one"),
    "no cast": ({"cast": {}}, "cast: found none"),
    "expected as text": ({"expected": ""}, "expected: found ''; write a list, or [] for none"),
    "an activity that is a list": ({"activity": ["S0001"]}, "activity: found a list; write a text"),
    "a title that is a list": ({"title": ["a"]}, "title: found a list; write a text"),
    "a name in one language": (
        {"cast": {"host": {"name": {"en": "A"}, "role": "secretariat"}}}, "cast.host.name: zh-Hant is missing"),
    "a name that is a list": (
        {"cast": {"host": {"name": ["A"], "role": "secretariat"}}}, "cast.host.name: found a list; write a text"),
    "a Party of an actor that is a list": (
        {"cast": {"host": {"name": "A", "role": "secretariat", "party": ["XA"]}}}, "cast.host.party: found a list"),
    "an unknown role": (
        {"cast": {"host": {"name": "A", "role": "king"}}}, "cast.host.role: 'king' is no role of the mechanism"),
    "a day that is none": (with_one_step(PROVIDE, at="2025-02-30 10:00"), "step 1.at: there is no 2025-02-30 10:00"),
    "an hour that is none": (with_one_step(PROVIDE, at="2025-02-03 25:00"), "write a day and an hour that exist"),
    "a day before the calendar": (with_one_step(PROVIDE, at="0001-01-01 00:00"), "step 1.at: there is no 0001-01-01"),
    "a year that is none": (with_one_step(PROVIDE, at="0000-01-01 10:00"), "step 1.at: there is no 0000-01-01"),
    "Arabic digits": (with_one_step(PROVIDE, at="٢٠٢٥-٠٨-٠٨ ١٠:٠٠"), "write day and time as 2026-01-31 10:00"),
    "a day alone": (with_one_step(PROVIDE, at="2025-08-08"), "write day and time as 2026-01-31 10:00"),
    "nobody": (with_one_step(PROVIDE, who="nobody"), "step 1.who: 'nobody' is no member of the cast"),
    "an unknown case": (with_one_step(PROVIDE, case="weather"), "step 1.case: 'weather' is no cycle of the mechanism"),
    "a case that is a list": (with_one_step(PROVIDE, case=["a"]), "step 1.case: a list is no cycle of the mechanism"),
    "an unknown cycle": (with_one_step(OPEN, open="weather"), "step 1.open: 'weather' is no cycle of the mechanism"),
    "an unknown state": (with_one_step(PROVIDE, state="asleep"), "step 1.state: 'asleep' is no state of the cycle"),
    "an unknown code": (with_one_step(PROVIDE, refused="no"), "step 1.refused: 'no' is no code of a refusal"),
    "an unknown account type": (
        inside(ACCOUNT, "open_account", type="drawer"), "open_account.type: 'drawer' is no type of account"),
    "an account code that is a list": (
        inside(ACCOUNT, "open_account", code=["S"]), "step 1.open_account.code: found a list; write a text"),
    "a quantity of many digits": (
        inside(MOVE, "transfer", quantity="9" * 5000), "is no whole number; write digits only, at most 15"),
    "a quantity in Arabic digits": (
        inside(MOVE, "transfer", quantity="١٢"), "transfer.quantity: '١٢' is no whole number"),
    "a quantity that is a list": (inside(MOVE, "transfer", quantity=["1"]), "transfer.quantity: a list is no whole"),
    "a class that is a list": (inside(MOVE, "transfer", **{"class": ["AER"]}), "transfer.class: found a list"),
    "an account that is a list": (inside(MOVE, "transfer", to=["T"]), "step 1.transfer.to: found a list; write a text"),
    "a statement of many digits": (
        with_one_step(PROVIDE, states={"is_party": "9" * 5000}), "is no whole number; write digits only, at most 15"),
    "a statement that is a list": (
        with_one_step(PROVIDE, states={"is_party": ["yes"]}), "step 1.states.is_party: found a list; write a text"),
    "states with facts": (
        with_one_step(PROVIDE, states={"is_party": "yes"}, facts={"a": "b"}), "step 1: 'facts' is not declared"),
    "states where facts are meant": (with_one_step(OPEN, states={"a": "b"}), "step 1: 'states' is not declared"),
    "a key that would not be heeded": (with_one_step(MOVE, state="issued"), "step 1: 'state' is not declared"),
    "papers of a movement": (with_one_step(MOVE, papers=["letter"]), "step 1: 'papers' is not declared"),
    "an empty subject": (with_one_step(PROVIDE, subject=""), "step 1.subject: found ''; write a text"),
    "a subject that is a list": (with_one_step(PROVIDE, subject=["XA"]), "step 1.subject: found a list"),
    "two things at once": (with_one_step(PROVIDE, open="approval"), "found open and take; write one of"),
    "a step that is a text": ({"steps": ["provide"]}, "step 1: expected names with values below it"),
    "no case": (
        {"steps": [{key: PROVIDE[key] for key in PROVIDE if key != "case"}]}, "step 1: case is missing; add it"),
}  # fmt: skip


@pytest.fixture
def ended(sextant, tmp_path):
    def run(text, language="en"):
        file = tmp_path / "story.yaml"
        file.write_text(text, encoding="utf-8")
        return sextant("run", file, language=language)

    return run


def changed(**changes):
    content = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return yaml.dump({**content, **changes}, allow_unicode=True)


@pytest.mark.parametrize("what", WRONG)
def test_it_is_told_with_file_key_and_remedy(ended, what):
    changes, said = WRONG[what]
    sentence = ended(changed(**changes)).sentence
    assert "story.yaml: " in sentence
    assert said in sentence
    assert len(sentence) < 600
    assert not ended(changed(**changes), "zh-Hant").sentence.isascii()


@pytest.mark.parametrize(("text", "said"), [
    ("", "expected names with values below it"),
    ("a: [", "not readable as YAML"),
    ("a: 1\na: 2", "the key 'a' is given twice"),
    ("? [a]\n: b", "a list stands where a name is expected"),
    ("[" * 3000 + "]" * 3000, "story.yaml"),
])  # fmt: skip
def test_a_file_that_is_no_scenario_is_told_in_one_line(ended, text, said):
    assert said in ended(text).sentence


@pytest.fixture
def without_accounts(tmp_path):
    """The shipped scenario, of which nobody opens the accounts."""
    content = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    steps = [each for each in content["steps"] if "open_account" not in each]
    file = tmp_path / "story.yaml"
    file.write_text(yaml.dump({**content, "steps": steps, "expected": []}, allow_unicode=True), encoding="utf-8")
    return file


def test_an_account_that_is_not_there_is_refused_by_its_code(sextant, without_accounts):
    done = sextant("run", without_accounts, "--json")
    assert done.code == 1
    found = {each["refused"]["message"] for each in done.json["steps"] if each["refused"]}
    assert (
        "There is no account S-DEVELOPER. Open it first, or correct the code (A6.4-PROC-REGS-001 v02.1, paragraph 20)."
        in found
    )
    assert not [each for each in done.json["surprises"] if "account_unknown" in each and "S-" not in each]


def test_nothing_is_tried_wrongly_where_the_scenario_does_not_go_as_written(sextant, without_accounts):
    done = sextant("run", without_accounts, "--attempts")
    assert done.code == 2
    assert "does not go as it is written (account_unknown)" in done.err
    assert "未如所寫進行" in sextant("run", without_accounts, "--attempts", language="zh-Hant").err


@pytest.mark.parametrize("asked", [("rules", "check"), ("run", SHIPPED, "--rules"), ("aef", "check"),
                                   ("import", "opening-positions"), ("holdings", "--database")])  # fmt: skip
def test_a_name_that_is_too_long_is_answered_by_one_sentence(sextant, asked):
    name = "x" * 300
    done = sextant(*asked, f"sqlite:///{name}/y.sqlite3" if "--database" in asked else name)
    assert done.code == 2
    assert name[:100] in done.err
    assert len(done.err.splitlines()) == 1
