"""Needs and offers: the vector to the last digit, and what holds for any needs, offers and weights."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared_data import shared

from sextant.cooperation.coverage import asked_of, plan
from sextant.cooperation.matching import Gate, Method, Need, WantedLine, four_places, in_order, match, sensitivity
from sextant.cooperation.needs import method_on
from sextant.cooperation.offer_form import read_comparison
from sextant.cooperation.record import Offer, OfferLine, Scope
from sextant.storage.rulebook_files import catalogue
from sextant.wording.cooperation_rows import comparison, match_row, plan_row

METHOD = method_on(catalogue(), date(2026, 7, 1))
FIRST = date(2026, 1, 1)


@pytest.fixture(scope="module")
def vector():
    text = shared("vectors/NMA-MATCH.json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=Decimal)


def test_every_pair_of_the_vector_comes_out_exactly(vector):
    needs, offers, method = read_comparison(vector, catalogue(), METHOD)
    assert method == METHOD, "the rulebook's method is the vector's"
    assert len(vector["pairs"]) == 18
    for pair in vector["pairs"]:
        need = next(each for each in needs if each.id == pair["need"])
        offer = next(each for each in offers if each.id == pair["offer"])
        assert match_row(match(need, offer, method)) == pair


def test_every_plan_of_the_vector_comes_out_exactly(vector):
    needs, offers, method = read_comparison(vector, catalogue(), METHOD)
    for expected in vector["plans"]:
        found = plan_row(plan(next(each for each in needs if each.id == expected["need"]), offers, method))
        assert found["gap"] == expected["gap_USD"]
        assert {key: found[key] for key in expected if key != "gap_USD"} == {
            key: value for key, value in expected.items() if key != "gap_USD"
        }


def test_other_weights_in_a_file_are_those_that_count(vector):
    changed = vector | {"weights": {"focus": 0, "type": 0, "region": 100, "sdg": 0, "amount": 0}}
    needs, offers, method = read_comparison(changed, catalogue(), METHOD)
    assert match(needs[0], offers[0], method).score == 60
    outcome = comparison([plan(needs[0], offers, method)], method, FIRST)
    assert outcome["weights"]["region"] == "100"


LINES = [
    ("FIN", "grant"),
    ("FIN", "concessional_loan"),
    ("TT", None),
    ("CB", None),
]
amounts = st.none() | st.integers(0, 9_000_000)
currencies = st.sampled_from(["USD", "EUR"])


@st.composite
def wanted_lines(draw):
    kind, instrument = draw(st.sampled_from(LINES))
    amount = draw(amounts)
    return WantedLine(kind, instrument, amount, None if amount is None else "USD")


@st.composite
def offered_lines(draw):
    kind, instrument = draw(st.sampled_from(LINES))
    ceiling = draw(amounts)
    return OfferLine(kind, instrument, ceiling, None if ceiling is None else draw(currencies))


focuses = st.lists(st.sampled_from(["ADAPT", "CLEAN_ENERGY", "MITIG_SD"]), min_size=1, unique=True).map(tuple)
goals = st.lists(st.integers(1, 17), max_size=4, unique=True).map(tuple)
stages = st.sampled_from(["identify", "develop", "implement"])
scopes = st.one_of(
    st.just(Scope("global")),
    st.builds(Scope, st.just("country"), st.sampled_from([("XA",), ("XM", "XQ")])),
    st.builds(Scope, st.just("subregion"), st.sampled_from([("014",), ("054",)])),
    st.builds(Scope, st.just("region"), st.sampled_from([("002",), ("009",)])),
    st.builds(Scope, st.just("group"), st.sampled_from([("LDC",), ("SIDS",)])),
)
conditions = st.lists(st.sampled_from(["REPORTING_TO_DONOR", "PURCHASE_OF_UNITS", "EXCLUSIVE_CLAIM"]), unique=True)


@st.composite
def windows(draw):
    first = FIRST + timedelta(days=draw(st.integers(0, 900)))
    return first, first + timedelta(days=draw(st.integers(0, 900)))


@st.composite
def needs(draw):
    first, last = draw(windows())
    lines = tuple(draw(st.lists(wanted_lines(), min_size=1, max_size=4)))
    groups = draw(st.sampled_from([(), ("LDC",), ("SIDS",)]))
    host = draw(st.sampled_from(["XA", "XM"]))
    return Need("N", host, "014", "002", groups, draw(focuses), draw(goals), draw(stages), first, last, lines)


@st.composite
def offers(draw, number="O"):
    first, last = draw(windows())
    return Offer(
        id=number,
        scope=draw(scopes),
        focus=draw(focuses),
        sdgs=draw(goals),
        stages=tuple(draw(st.lists(stages, min_size=1, unique=True))),
        first=first,
        last=last,
        conditions=tuple(draw(conditions)),
        lines=tuple(draw(st.lists(offered_lines(), min_size=1, max_size=3))),
    )


@st.composite
def many_offers(draw):
    return [draw(offers(f"O{number}")) for number in range(draw(st.integers(0, 5)))]


@given(needs(), many_offers())
def test_no_ceiling_is_exceeded_and_no_more_is_covered_than_is_asked_for(need, available):
    found = plan(need, available, METHOD)
    for index, line in enumerate(need.lines):
        given_to_it = sum(each.amount or 0 for each in found.steps if each.line == index)
        if line.amount is None:
            assert found.residual[index] is None
            assert given_to_it == 0
        else:
            assert given_to_it + found.residual[index] == line.amount
            assert found.residual[index] >= 0
    for offer in available:
        for kind, instrument in LINES:
            ceilings = sum(
                each.ceiling or 0
                for each in offer.lines
                if (each.type, each.instrument) == (kind, instrument) and each.currency == "USD"
            )
            taken = sum(
                each.amount or 0
                for each in found.steps
                if each.offer == offer.id
                and (need.lines[each.line].type, need.lines[each.line].instrument) == (kind, instrument)
            )
            assert taken <= ceilings
    assert found.coverage is None or 0 <= found.coverage <= 100
    assert (found.coverage is None) == (found.asked == 0)


@given(needs(), many_offers(), st.randoms())
def test_the_order_in_which_offers_are_given_changes_nothing(need, available, chance):
    shuffled = list(available)
    chance.shuffle(shuffled)
    assert plan_row(plan(need, available, METHOD)) == plan_row(plan(need, shuffled, METHOD))


@given(needs(), many_offers(), offers("Z"))
def test_a_further_offer_never_lowers_what_is_covered(need, available, another):
    before, after = plan(need, available, METHOD), plan(need, [*available, another], METHOD)
    assert after.gap <= before.gap
    assert set(after.open_lines) <= set(before.open_lines)


@given(needs(), offers())
def test_a_score_lies_between_0_and_100_and_exists_just_where_no_gate_failed(need, offer):
    found = match(need, offer, METHOD)
    assert found.eligible == (found.score is not None)
    if found.score is not None:
        assert 0 < found.score <= 100
        unused = {each.name for each in found.components if each.value is None}
        assert unused <= {"sdg", "amount"}
        assert found.weight_used == 100 - sum(METHOD.weights[name] for name in unused)


@given(needs(), offers())
def test_an_offer_that_asks_for_something_in_return_fits_no_need(need, offer):
    tied = not METHOD.forbidden.isdisjoint(offer.conditions)
    found = match(need, offer, METHOD)
    assert (Gate.QUID_PRO_QUO in found.failed) == tied
    assert not (tied and plan(need, [offer], METHOD).steps)


@given(needs(), many_offers())
def test_ties_stand_by_the_id_and_better_scores_come_first(need, available):
    order = in_order(match(need, each, METHOD) for each in available)
    keys = [(-each.score, each.offer.id) for each in order]
    assert keys == sorted(keys)


def need_of(*lines, **more):
    facts = {"focus": ("ADAPT",), "sdgs": (), "stage": "develop", "first": FIRST, "last": date(2027, 1, 1)} | more
    return Need("N", "XA", "014", "002", (), facts["focus"], facts["sdgs"], facts["stage"], facts["first"],
                facts["last"], lines)  # fmt: skip


def offer_of(*lines, number="O", **more):
    facts = {"scope": Scope("global"), "focus": ("ADAPT",), "sdgs": (), "stages": ("develop",), "first": FIRST,
             "last": date(2027, 1, 1), "conditions": ()} | more  # fmt: skip
    return Offer(id=number, lines=lines, **facts)


@pytest.mark.parametrize(
    ("offer", "gates"),
    [
        (offer_of(OfferLine("CB"), first=date(2027, 1, 1), last=date(2027, 2, 1)), ()),
        (offer_of(OfferLine("CB"), first=date(2027, 1, 2), last=date(2027, 2, 1)), (Gate.WINDOW,)),
        (offer_of(OfferLine("CB"), stages=("implement",)), (Gate.STAGE,)),
        (offer_of(OfferLine("CB"), scope=Scope("country", ("XB",))), (Gate.REGION,)),
        (offer_of(OfferLine("CB"), scope=Scope("group", ("LDC",))), (Gate.REGION,)),
        (offer_of(OfferLine("CB"), focus=("MITIG_SD",)), (Gate.FOCUS,)),
        (offer_of(OfferLine("TT")), (Gate.TYPE,)),
        (
            offer_of(OfferLine("TT"), stages=("identify",), focus=("BLUE_CARBON",), conditions=("CARBON_OFFTAKE",)),
            (Gate.QUID_PRO_QUO, Gate.STAGE, Gate.FOCUS, Gate.TYPE),
        ),
    ],
)
def test_all_gates_that_fail_are_told_in_their_order(offer, gates):
    assert match(need_of(WantedLine("CB")), offer, METHOD).failed == gates


def test_finance_needs_the_same_instrument():
    need = need_of(WantedLine("FIN", "grant", 10, "USD"))
    assert match(need, offer_of(OfferLine("FIN", "equity", 10, "USD")), METHOD).failed == (Gate.TYPE,)


def test_a_ceiling_that_is_unstated_or_in_another_currency_is_unknown_and_not_zero():
    need = need_of(WantedLine("CB", None, 100, "USD"))
    for line in (OfferLine("CB"), OfferLine("CB", None, 100, "EUR")):
        found = match(need, offer_of(line), METHOD)
        assert (found.unstated_lines, found.component("amount").value) == (1, None)
        planned = plan(need, [offer_of(line)], METHOD)
        assert (planned.gap, planned.steps) == (100, ())
        assert [each.offer for each in planned.unstated] == ["O"]


def test_a_ceiling_serves_two_lines_once():
    need = need_of(WantedLine("CB", None, 100, "USD"), WantedLine("CB", None, 100, "USD"))
    offer = offer_of(OfferLine("CB", None, 120, "USD"))
    assert match(need, offer, METHOD).component("amount").value == Fraction(120, 200)
    assert plan(need, [offer], METHOD).residual == (0, 80)


def test_offers_that_several_plans_count_on_are_told():
    need, offer = need_of(WantedLine("CB", None, 100, "USD")), offer_of(OfferLine("CB", None, 100, "USD"))
    assert asked_of([plan(need, [offer], METHOD)]) == {}
    assert asked_of([plan(need, [offer], METHOD)] * 2) == {"O": 2}


def test_the_sensitivity_view_tells_which_weight_turns_the_order():
    need = need_of(WantedLine("CB", None, 100, "USD"), focus=("ADAPT", "MITIG_SD"))
    cheap = offer_of(OfferLine("CB", None, 100, "USD"), number="A")
    broad = offer_of(OfferLine("CB", None, 17, "USD"), number="B", focus=("ADAPT", "MITIG_SD"))
    assert [each.offer.id for each in in_order(match(need, each, METHOD) for each in (cheap, broad))] == ["B", "A"]
    moved = sensitivity(need, [cheap, broad], METHOD, 10)
    assert moved["focus"]["less"] == ["A", "B"]
    assert moved["focus"]["more"] == ["B", "A"]
    assert moved["sdg"] == {"less": ["B", "A"], "more": ["B", "A"]}


def test_a_method_without_any_weight_gives_no_score():
    method = Method(dict.fromkeys(METHOD.weights, Fraction(0)), METHOD.region_scale, METHOD.forbidden)
    found = match(need_of(WantedLine("CB")), offer_of(OfferLine("CB")), method)
    assert (found.eligible, found.score) == (True, None)


def test_scores_are_shown_with_four_decimals():
    assert four_places(Fraction(1187, 18)) == "65.9444"
    assert four_places(Fraction(610, 7)) == "87.1429"
    assert four_places(Fraction(100)) == "100.0000"
