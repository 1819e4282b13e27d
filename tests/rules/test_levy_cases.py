"""Cases of levies that a lawyer can read (cases/*.yaml), and what changing a number does to them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
import yaml
from tests.rules.shipped import another, books, content, with_content
from tests.rules.units_taken import units

from sextant.domain.rule_value import NotInForce
from sextant.rules.levy import (
    UNITS,
    FactUnknown,
    Occasion,
    amount,
    refund,
    settlement,
)
from sextant.rules.loading import load
from sextant.rules.text import load_text

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for file in sorted(FOLDER.glob("*.yaml"))
    for case in load_text(file.read_text(encoding="utf-8"), file.name)["cases"]
]


def result(case, rulebooks):
    """Return what a case comes to under some rulebooks."""
    levy = rulebooks.levy(case["levy"])
    book = rulebooks.books[case["levy"].partition(".")[0]]
    on = date.fromisoformat(case["on"])
    dates = dict.fromkeys(book.mechanism.dates, on)
    given = case.get("given", {})
    true = given.get("facts", [])
    assert set(true) <= set(book.mechanism.facts), "a case names a fact that the mechanism does not declare"
    occasion = Occasion(
        quantity=Decimal(given.get("quantity", "0")),
        dates=dates,
        facts=MappingProxyType({name: name in true for name in book.mechanism.facts}),
        before=int(given.get("before", "0")),
        credit=Decimal(given.get("credit", "0")),
    )
    if "refund" in case:
        return refund(levy, paid=Decimal(case["refund"]["paid"]), stage=case["refund"]["stage"], dates=dates)
    if "settlement" in case:
        paid, due = Decimal(case["settlement"]["paid"]), Decimal(case["settlement"]["newly_due"])
        return settlement(levy, paid=paid, newly_due=due, dates=dates)
    if levy.paid_in == UNITS:
        left = int(given["available"]) if "available" in given else None
        return units(levy, occasion, available=left, ratings=given.get("ratings"))
    return amount(levy, occasion)


def met(expect, charge):
    """Return whether a result is what a case expects."""
    if isinstance(charge, NotInForce):
        return False
    found = {"due": charge.due, "exact": charge.exact, "credit_used": charge.credit_used}
    numbers = all(found[key] == Decimal(expect[key]) for key in found if key in expect)
    return numbers and charge.exempt == expect.get("exempt") and charge.capped == (expect.get("capped") == "yes")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    charge = result(case, books())
    assert met(case["expect"], charge), charge
    levy = books().levy(case["levy"])
    sources = {step.source for step in charge.steps if step.source} | {levy.source}
    for other in (levy.cap, levy.none_below):
        sources |= {each.source for each in other.values} if other else set()
    cited = (case["source"]["document"], case["source"]["paragraph"])
    assert cited in {(each.document, each.paragraph) for each in sources}


def test_no_two_cases_have_the_same_name():
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


def used_by_levies():
    """Return the file, name and day of every value that a levy reads."""
    found = []
    for book in books():
        for levy in book.levies.values():
            for each in (levy.rate, levy.rounding, levy.none_below, levy.cap, levy.kept_at_most, levy.settled_above):
                for value in each.values if each else ():
                    found.append((each.file, each.path.partition(".")[2], value.from_date.isoformat()))
    return sorted(set(found))


@pytest.mark.parametrize(("file", "name", "day"), used_by_levies(), ids=lambda each: str(each).rpartition("/")[2])
def test_changing_any_number_of_a_levy_fails_a_case_that_rests_on_it(file, name, day):
    changed = content(file)
    body = changed["parameters"][name]
    now = body["values"][day]["value"]
    body["values"][day]["value"] = "floor" if now == "ceil" else another(now, body["type"])
    other = load(with_content(file, changed))
    failed = [case for case in CASES if not met(case["expect"], result(case, other))]
    assert failed
    mechanism = file.partition("/")[0]
    assert {case["levy"].partition(".")[0] for case in failed} == {mechanism}


@pytest.mark.parametrize("bound", ["to", "above"])
def test_changing_the_bound_of_a_bracket_fails_a_case(bound):
    file = "article_6_4/parameters/fees.yaml"
    changed = content(file)
    tiers = changed["parameters"]["registration_fee_by_size"]["values"]["2025-08-07"]["value"]
    tiers[0]["to"], tiers[1]["above"] = ("15001", "15001") if bound == "to" else ("14999", "14999")
    other = load(with_content(file, changed))
    assert [case for case in CASES if not met(case["expect"], result(case, other))]


VECTORS = yaml.safe_load((Path(__file__).parents[1] / "ledger" / "issuance_vectors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: f"q={vector['q']}")
@pytest.mark.parametrize("policy", ["ceil", "floor", "half_up"])
def test_the_issuance_vectors_follow_from_the_rulebook(vector, policy):
    file = "article_6_4/parameters/issuance.yaml"
    changed = content(file)
    changed["parameters"]["levy_rounding"]["values"]["2021-11-13"]["value"] = policy
    rulebooks = load(with_content(file, changed))
    shares = shared_out(rulebooks, vector["q"], {})
    assert shares == vector[policy]
    if policy == "ceil":
        assert shared_out(rulebooks, vector["q"], {"host_least_developed": True}) == vector["exempt"]


def shared_out(rulebooks, quantity, facts):
    """Return what goes to adaptation, what to overall mitigation, and what is left."""
    declared = rulebooks.books["article_6_4"].mechanism.facts
    occasion = Occasion(
        quantity=quantity, dates={"issued": date(2026, 1, 1)}, facts=dict.fromkeys(declared, False) | facts
    )
    adaptation = units(rulebooks.levy("article_6_4.share_of_proceeds_for_adaptation"), occasion)
    left = quantity - int(adaptation.due)
    omge = units(rulebooks.levy("article_6_4.omge"), occasion, available=left)
    return [int(adaptation.due), int(omge.due), left - int(omge.due)]


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: f"q={vector['q']}")
def test_the_fee_vectors_follow_from_the_rulebook(vector):
    facts = dict.fromkeys(books().books["article_6_4"].mechanism.facts, False)
    dates = {"request_submitted": date(2026, 1, 1)}
    fee = amount(books().levy("article_6_4.issuance_fee"), Occasion(quantity=vector["q"], dates=dates, facts=facts))
    part = books().levy("article_6_4.issuance_fee_for_adaptation_fund")
    assert fee.due == Decimal(str(vector["fee_usd"]))
    assert amount(part, Occasion(quantity=fee.due, dates=dates)).due == Decimal(
        str(vector["fee_to_adaptation_fund_usd"])
    )


def test_a_fact_that_is_not_given_is_not_taken_to_be_false():
    levy = books().levy("article_6_4.registration_fee")
    with pytest.raises(FactUnknown):
        amount(levy, Occasion(quantity=1, dates={"request_submitted": date(2026, 1, 1)}))


def test_a_levy_before_its_first_day_is_not_in_force():
    levy = books().levy("article_6_4.registration_fee")
    found = amount(levy, Occasion(quantity=1, dates={"request_submitted": date(2025, 8, 6)}))
    assert isinstance(found, NotInForce)


def test_a_stage_without_a_rule_is_a_mistake_of_the_caller():
    levy = books().levy("article_6_4.registration_fee")
    with pytest.raises(ValueError, match="appeal_remanded"):
        refund(levy, paid=Decimal(1), stage="appeal_remanded", dates={"request_submitted": date(2026, 1, 1)})


def test_units_and_money_do_not_meet():
    dates = {"issued": date(2026, 1, 1), "request_submitted": date(2026, 1, 1)}
    with pytest.raises(ValueError, match="paid in units"):
        amount(books().levy("article_6_4.omge"), Occasion(quantity=1, dates=dates))
