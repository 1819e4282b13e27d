"""The money of requests: what is charged, paid, given back and set aside, and that none of it is ever stored."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.rules.shipped import another, content, with_content
from tests.workflow import whole
from tests.workflow.money_cases import Story, cases, expected, money_of, single, stands, told
from tests.workflow.play import FEE, HOST, REDUCTIONS, SECRETARIAT, on

from sextant.domain.money import MoneyAccount, MoneyKind, MoneyLine, balances, statements
from sextant.rules.loading import load
from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.advance import possible_steps
from sextant.workflow.cyclebook import load_cycles
from sextant.workflow.money import money_of_case
from sextant.workflow.stated_sum import quantity, sum_of_money
from sextant.workflow.world import FactChange

REQUESTS, SINGLE = cases("money_of_requests.yaml"), cases("money_of_single_fees.yaml")
FEES = "article_6_4/parameters/fees.yaml"


def holds(case, rules) -> bool:
    """Return whether a case of a request comes out as it is told, lines, balances, state, refusal and source."""
    story = Story(case, rules).tell()
    lines, refusal = story.lines, story.refusal
    asked = case.get("refused", {})
    refused = refusal is None if not asked else refusal is not None and asked.items() <= dict(refusal.about).items()
    exempt = {line.exempt for line in lines if line.exempt} == ({case["exempt"]} if "exempt" in case else set())
    ended = story.state == case.get("ends", story.state)
    return (
        refused and exempt | ("exempt" not in case) and ended and told(lines) == expected(case) and stands(lines, case)
    )


@pytest.mark.parametrize("case", REQUESTS, ids=lambda case: case["name"])
def test_the_money_of_a_request(case):
    story = Story(case, cyclebooks()).tell()
    if "refused" in case:
        assert story.refusal is not None
        assert case["refused"].items() <= dict(story.refusal.about).items(), story.refusal
    else:
        assert story.refusal is None, story.refusal
    assert told(story.lines) == expected(case)
    assert holds(case, cyclebooks()), (story.state, statements(story.lines))
    assert case["source"] == (story.lines[-1].source.paragraph if story.lines else "")


@pytest.mark.parametrize("case", SINGLE, ids=lambda case: case["name"])
def test_a_fee_that_belongs_to_no_request(case):
    lines = single(case, cyclebooks().rulebooks)
    assert told(lines) == expected(case)
    assert case["source"] in {step.source.paragraph for line in lines for step in line.steps if step.source} | {
        line.source.paragraph for line in lines
    }


def test_no_two_cases_have_the_same_name():
    names = [case["name"] for case in (*REQUESTS, *SINGLE)]
    assert len(names) == len(set(names))


USED = ["registration_fee_by_size", "registration_fee_kept", "renewal_fee_by_size", "renewal_fee_kept",
        "issuance_price", "issuance_fee_kept", "issuance_fee_settled_above",
        "adaptation_fund_share_of_issuance_fee", "appeal_sum", "appeal_kept", "account_opening_by_number",
        "account_maintenance_sum"]  # fmt: skip


@pytest.mark.parametrize("name", USED)
def test_changing_a_number_of_the_fees_fails_a_case(name):
    changed = content(FEES)
    body = changed["parameters"][name]
    [day] = body["values"]
    body["values"][day]["value"] = another(body["values"][day]["value"], body["type"])
    texts = with_content(FEES, changed)
    rules = load_cycles(load(texts), texts)
    assert not all(holds(case, rules) for case in REQUESTS) or not all(
        told(single(case, rules.rulebooks)) == expected(case) for case in SINGLE
    )


def test_every_line_says_how_it_was_counted_and_by_which_step():
    story = Story(next(case for case in REQUESTS if "300.15 in an issuance fee is due" in case["name"]), cyclebooks())
    lines = story.tell().lines
    assert [line.event.step for line in lines] == ["state_fee", "receive_fee", "receive_fee", "publish"]
    assert [step.name for step in lines[0].steps] == ["base", "tariff"]
    assert [step.name for step in lines[-1].steps] == ["base", "tariff", "settled_above"]
    assert [line.levy for line in lines[1:3]] == [
        "article_6_4.issuance_fee",
        "article_6_4.issuance_fee_for_adaptation_fund",
    ]
    assert lines[1].event.reference == "A6.4-0001"
    assert lines[1].event.act is not None
    assert {line.currency for line in lines} == {"USD"}


def test_each_line_moves_its_sum_from_one_account_to_another():
    story = Story(next(case for case in REQUESTS if case["name"] == "What is too much is owed back"), cyclebooks())
    lines = story.tell().lines
    assert [(line.debit.value, line.credit.value) for line in lines] == [
        ("payer", "fees"), ("bank", "payer"), ("bank", "owed_back"),
    ]  # fmt: skip
    assert balances(lines) == {
        (MoneyAccount.PAYER, "USD"): 0, (MoneyAccount.FEES, "USD"): 1_500, (MoneyAccount.BANK, "USD"): 5_000,
        (MoneyAccount.OWED_BACK, "USD"): 3_500,
    }  # fmt: skip


def test_a_line_of_less_than_nothing_or_on_one_account_is_none():
    [line] = single(SINGLE[0], cyclebooks().rulebooks)
    with pytest.raises(ValueError, match="no sum of money"):
        replace(line, amount=Decimal(-1))
    with pytest.raises(ValueError, match="no sum of money"):
        replace(line, amount=Decimal("NaN"))
    with pytest.raises(ValueError, match="on both sides"):
        replace(line, credit=MoneyAccount.PAYER)


def test_money_names_no_units():
    fields = set(MoneyLine.__dataclass_fields__)
    assert not fields & {"serials", "units", "quantity", "tonnes", "block", "lot", "account"}


def test_when_the_host_withdraws_its_approval_the_whole_fee_is_owed_back_and_paid_back():
    play = whole.registered()
    play.history = replace(play.history, acts=tuple(act for act in play.history.acts if act.step != "publish"))
    play.take(whole.ACTIVITY, "notify_withdrawal", HOST, on("2026-04-20"))
    play.take("withdrawal", "state_early_withdrawal_of_approval", HOST, on("2026-04-20"), reasons="r",
              withdrawal_effective="2026-04-25", justification="court order")  # fmt: skip
    at = on("2026-04-27")
    assert play.state(whole.REQUEST, at) == "removed"
    assert told(money_of(play.world(at)))[-1] == ("refund_due", Decimal(5_000))
    sent = {"amount_paid_back": "5000", "payment_reference": "R-1"}
    play.take(whole.REQUEST, "pay_back_after_removal", SECRETARIAT, at, **sent)
    assert statements(money_of(play.world(at)))[0].owed_back == 0


def test_a_subject_has_the_money_of_all_its_cases():
    play = whole.issued()
    world = play.world(on("2027-07-01"))
    lines = money_of(world)
    assert [line.event.at for line in lines] == sorted(line.event.at for line in lines)
    by_case = [line for run in world.runs.values() for line in money_of_case(world, run)]
    assert sorted(by_case, key=id) == sorted(by_case, key=id)
    assert len(by_case) == len(lines)
    [found] = statements(lines)
    assert (found.charged, found.received, found.set_aside) == (6_950, 6_950, Decimal("58.50"))


def test_what_becomes_of_the_host_after_the_request_changes_no_fee():
    play = whole.registered()
    world, run = play.world(on("2026-07-01")), play.run(whole.REQUEST, on("2026-07-01"))
    before = money_of_case(world, run)
    later = run.transitions[-1]
    world.changes.append(FactChange(later.at, "host_least_developed", True, later))
    assert world.facts()["host_least_developed"] is True
    assert money_of_case(world, world.runs[run.case.id]) == before


def test_what_may_be_done_next_does_not_ask_for_sums_that_nobody_has_stated_yet():
    play = (
        Story({"request": "registration_request", "counted": "40000", "story": ["state_fee"]}, cyclebooks()).tell().play
    )
    at = on("2026-03-18")
    world, run = play.world(at), play.run("registration_request", at)
    found = {each.step.name: each.refusal for each in possible_steps(world, run, actor=SECRETARIAT, at=at)}
    assert found["receive_fee"] is None
    play.take("registration_request", "receive_fee", SECRETARIAT, at, **FEE)
    world, run = play.world(at), play.run("registration_request", at)
    found = {each.step.name: each.refusal for each in possible_steps(world, run, actor=SECRETARIAT, at=at)}
    assert found["pay_back"].about["need"] == "owed_back"


@pytest.mark.parametrize(
    ("stated", "found"),
    [(1500, "1500"), ("1500.5", "1500.5"), ("0", "0"), ("1,500", None), ("-1", None), ("1.005", None), (True, None),
     (None, None), ("NaN", None), ("١٥٠٠", None), ("1e3", None), (" 1", None), ("9" * 16, None)],
)  # fmt: skip
def test_a_sum_of_money_has_at_most_two_decimals_and_is_never_guessed(stated, found):
    assert sum_of_money(stated) == (None if found is None else Decimal(found))


@pytest.mark.parametrize(
    ("stated", "found"),
    [(13_000, 13_000), ("13000", 13_000), ("2026: 12000; 2027: 345", 12_345), ("2026:1", 1), ("2026: x", None),
     ("2026: 1;", None), (True, None), (None, None), (-1, None), ("", None)],
)  # fmt: skip
def test_a_quantity_is_a_whole_number_or_the_total_of_years(stated, found):
    assert quantity(stated) == found


def test_the_kinds_of_lines_are_all_met_by_a_case():
    met = {kind for case in (*REQUESTS, *SINGLE) for kind, _ in expected(case)}
    assert met == {kind.value for kind in MoneyKind}
    assert REDUCTIONS
