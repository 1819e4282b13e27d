"""Article 6.8 has no units, by construction: no field, no text, no act and no path by which it could get one."""

import ast
import dataclasses
import importlib
import json
import pkgutil
import re
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from grimp import build_graph
from hypothesis import given
from hypothesis import strategies as st
from tests.cooperation.forms import approach_form, offer_form, outcomes, read
from tests.rules.shipped import TEXTS
from tests.tidy.repository import SOURCE

import sextant.cooperation
from sextant.application.cooperation import Cooperation
from sextant.application.registry import NotStorable, Registry
from sextant.cooperation.approach_form import plain, read_approach
from sextant.cooperation.criteria import Outcome
from sextant.cooperation.exports.contribution_narrative import narrative
from sextant.cooperation.exports.synthesis import synthesis
from sextant.cooperation.form import NotAForm
from sextant.cooperation.offer_form import read_offer
from sextant.cooperation.progress import Estimate
from sextant.cooperation.record import Certificate
from sextant.domain.account import Account, Act
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Terms
from sextant.ledger.request import Distribution, IssuanceCell, Issue, RecordIssuance
from sextant.rules import loading
from sextant.storage.account_types import account_types
from sextant.storage.memory.cooperation import MemoryCooperation
from sextant.storage.memory.store import MemoryStore
from sextant.storage.rulebook_files import catalogue, rulebooks
from sextant.storage.system import SystemClock
from sextant.wording.cooperation_words import WORDS_OF_COOPERATION

MODULES = [
    importlib.import_module(each.name)
    for each in pkgutil.walk_packages(sextant.cooperation.__path__, "sextant.cooperation.")
]
RECORDS = sorted(
    {
        each
        for module in MODULES
        for each in vars(module).values()
        if isinstance(each, type)
        and dataclasses.is_dataclass(each)
        and each.__module__.startswith("sextant.cooperation")
    },
    key=lambda each: each.__qualname__,
)
BOOK = rulebooks().books["article_6_8"]

UNIT_WORDS = re.compile(
    r"price|buyer|seller|title_to|itmo|serial|unit_type|vintage|holding|account|quantity|tonnes|credit(?!_eligible)|"
    r"corresponding|retire|cancel|(?<!technology_)transfer(?!able|red)",
)
ITMO_IDS = st.one_of(
    st.from_regex(r"CA[0-9]{4}-[A-Z]{3}-[A-Z]{3}-20[0-9]{2}-[0-9]{1,9}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}-[0-9]{5,12}(-[0-9]{5,12})?", fullmatch=True),
    st.from_regex(r"UN01-[A-Z]{2}-A[0-9]{4}-20[0-9]{2}-[0-9]{1,9}", fullmatch=True),
)
QUANTITIES = st.builds(
    "{} {}".format,
    st.integers(0, 10**9),
    st.sampled_from(["ITMOs", "ITMO", "A6.4ERs", "CERs", "MCU", "AER", "VCUs", "carbon credits", "碳信用"]),
)


def test_the_records_were_found():
    assert len(RECORDS) > 25
    assert {"Approach", "Offer", "NeedLine", "SupportLine"} <= {each.__name__ for each in RECORDS}


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
def test_no_record_has_a_field_for_a_unit_a_price_a_buyer_or_a_title(record):
    for each in dataclasses.fields(record):
        assert not UNIT_WORDS.search(each.name), f"{record.__name__}.{each.name}"
        assert "sextant.domain.unit" not in str(each.type)
        assert "sextant.ledger" not in str(each.type)


def strings_in(value, path=()):
    """Yield the path of every text of a form."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from strings_in(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from strings_in(each, (*path, index))
    elif isinstance(value, str):
        yield path


def put(form, path, value):
    for key in path[:-1]:
        form = form[key]
    form[path[-1]] = value


@pytest.mark.parametrize(("form", "reader"), [(approach_form, read_approach), (offer_form, read_offer)])
@given(data=st.data())
def test_no_text_of_a_form_can_hold_the_number_or_a_quantity_of_units(form, reader, data):
    filled = form()
    path = data.draw(st.sampled_from(sorted(strings_in(filled), key=str)))
    smuggled = data.draw(ITMO_IDS | QUANTITIES)
    put(filled, path, data.draw(st.sampled_from(["{}", "sold as {} to a buyer", "{}."])).format(smuggled))
    with pytest.raises(NotAForm):
        reader(filled, catalogue())


@pytest.mark.parametrize(("form", "reader"), [(approach_form, read_approach), (offer_form, read_offer)])
@given(data=st.data())
def test_no_key_can_be_added_anywhere_in_a_form(form, reader, data):
    filled = form()
    below = [(), *sorted({path[:-1] for path in strings_in(filled) if isinstance(path[-1], str)}, key=str)]
    inside = filled
    for key in data.draw(st.sampled_from(below)):
        inside = inside[key]
    inside[
        data.draw(st.sampled_from(["price", "buyer", "title_of_outcome", "itmo_id", "units", "quantity", "serial"]))
    ] = 1
    with pytest.raises(NotAForm):
        reader(filled, catalogue())


@given(st.sampled_from(["needs", "support"]), st.integers(1, 10**9))
def test_an_amount_without_a_currency_is_no_amount(key, amount):
    lines = [each for each in approach_form()[key] if "amount" in each]
    lines[0] = {name: each for name, each in lines[0].items() if name != "currency"} | {"amount": amount}
    with pytest.raises(NotAForm) as fault:
        read(**{key: lines})
    assert fault.value.code == "amount_and_currency"


@pytest.mark.parametrize("currency", ["ITMO", "CER", "tCO2e", "A6.4ER", "XXX", ""])
def test_a_unit_is_no_currency(currency):
    needs = approach_form()["needs"]
    needs[0]["currency"] = currency
    with pytest.raises(NotAForm):
        read(needs=needs)


@pytest.mark.parametrize("unit", ["t CO2e", "tCO2", "ITMOs", "CERs", "carbon credits", "公噸二氧化碳當量", "units"])
def test_an_indicator_does_not_count_tonnes_or_units(unit):
    indicators = approach_form()["indicators"]
    indicators[0]["unit"] = unit
    with pytest.raises(NotAForm):
        read(indicators=indicators)


def test_an_estimate_has_no_arithmetic_and_a_certificate_moves_nowhere():
    estimate = Estimate(Decimal(1), Decimal(2), "method")
    for act in (lambda: estimate + estimate, lambda: sum([estimate]), lambda: int(estimate), lambda: float(estimate),
                lambda: estimate * 2, lambda: -estimate, lambda: estimate < estimate):  # fmt: skip
        with pytest.raises(TypeError):
            act()
    with pytest.raises((AttributeError, TypeError)):
        estimate.credit_eligible = True
    assert estimate.credit_eligible is False
    certificate = Certificate("scheme", "result")
    with pytest.raises((AttributeError, TypeError)):
        certificate.transferable = True
    assert (certificate.transferable, certificate.offset_use) == (False, False)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_an_estimate_changes_no_count_and_is_never_added(low, more):
    with_one = read(mitigation={"low_tco2e": str(low), "high_tco2e": str(low + more), "method": "m"})
    without = read(mitigation=None)
    on = date(2026, 7, 1)
    assert synthesis([with_one], [], catalogue(), on=on) == synthesis([without], [], catalogue(), on=on)
    assert "tco2e" not in json.dumps(synthesis([with_one, with_one], [], catalogue(), on=on)).casefold()
    told = narrative("XM", with_one, catalogue(), "en")
    assert told["transferred_outcome"] == "none"
    assert told["estimated_effect"]["credit_eligible"] is False


def test_the_rulebook_has_no_units_accounts_levies_or_transactions():
    assert BOOK.mechanism.unit_types == BOOK.mechanism.currencies == ()
    assert not {**BOOK.account_types, **BOOK.unit_classes, **BOOK.transactions, **BOOK.levies}
    with pytest.raises(LookupError):
        _ = BOOK.mechanism.registry_code
    assert not [code for code in account_types() if code.startswith("article_6_8.")]


@pytest.mark.parametrize("file", ["accounts.yaml", "unit_classes.yaml", "transactions.yaml", "levies/units.yaml"])
def test_a_file_that_would_bring_units_does_not_load(file):
    borrowed = TEXTS[f"article_6_4/{file}"]
    faults = loading.check(TEXTS | {f"article_6_8/{file}": borrowed})
    assert any("article_6_8 has no units" in each for each in faults)


def test_half_of_what_units_need_does_not_load():
    text = TEXTS["article_6_8/mechanism.yaml"] + "unit_types: [X]\n"
    assert any("is missing" in each for each in loading.check(TEXTS | {"article_6_8/mechanism.yaml": text}))


KINDS = sorted({code.partition(".")[2] for code in account_types()})


@given(st.sampled_from(KINDS) | st.from_regex(r"[a-z_]{1,20}", fullmatch=True))
def test_no_account_can_be_opened_for_article_6_8(kind):
    store = MemoryStore()
    registry = Registry(store, SystemClock(), account_types())
    with pytest.raises(NotStorable) as refused:
        registry.open_account(Account("NMA", "NMA-0001", f"article_6_8.{kind}", "NMA-0001"))
    assert refused.value.refusal.code == "account_type_unknown"
    assert not store.accounts


@given(
    st.sampled_from([code for code, each in account_types().items() if Act.ISSUANCE in each.entered_by]),
    st.sampled_from(["AER", "MCU", "CER", "tCER", "NMA"]),
    st.integers(1, 10**6),
)
def test_nothing_is_issued_under_article_6_8_to_any_account(kind, unit_class, quantity):
    store = MemoryStore()
    registry = Registry(store, SystemClock(), account_types())
    account = Account("UN01", "somewhere", kind, "somewhere")
    registry.open_account(account)
    common = {"actor": "somebody", "effective_on": date(2026, 1, 1), "registry": "UN01", "mechanism": "article_6_8",
              "unit_type": "A6.4ER", "host_party": "XA", "activity": 1}  # fmt: skip
    cell = IssuanceCell(
        space_key="NMA-0001", prefix="NMA-0001", vintage=2026, terms=Terms(unit_class), quantity=quantity
    )
    issue = Issue(id=UUID(int=1), **common, cells=(cell,), distribution=Distribution(levies=(), remainder=account.id))
    record = RecordIssuance(
        id=UUID(int=2), **common, space_key="NMA-0001", prefix="NMA-0001", first=1, last=quantity, account=account.id,
        terms=Terms(unit_class),
    )  # fmt: skip
    for request in (issue, record):
        outcome = registry.perform(request)
        assert isinstance(outcome, Refusal)
        assert outcome.code == "mechanism_without_units"
    assert not list(store.blocks)
    assert not store.entries


def test_no_path_of_imports_leads_from_article_6_8_to_an_act_on_units_or_back():
    graph = build_graph("sextant")
    cooperation = {each for each in graph.modules if each.startswith("sextant.cooperation")}
    assert len(cooperation) > 15
    for module in cooperation:
        beyond = graph.find_upstream_modules(module)
        assert not [each for each in beyond if each.startswith(("sextant.ledger", "sextant.reporting"))], module
        assert "sextant.domain.unit" not in graph.find_modules_directly_imported_by(module)
    for module in graph.modules:
        if module.startswith(("sextant.ledger", "sextant.reporting", "sextant.application.deeds")):
            beyond = graph.find_upstream_modules(module)
            assert not [each for each in beyond if each.startswith("sextant.cooperation")], module


def test_the_journals_have_no_way_to_the_ledger():
    there = Cooperation(MemoryCooperation(), SystemClock(), catalogue())
    public = {name for name in dir(there.store) if not name.startswith("_")}
    assert public == {"append", "keys", "lines"}
    commands = SOURCE / "application" / "commands" / "cooperation"
    for file in commands.glob("*.py"):
        names = {
            each.module or ""
            for each in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(each, ast.ImportFrom)
        }
        assert not [
            each for each in names if each.startswith(("sextant.ledger", "sextant.domain.unit", "sextant.storage"))
        ]


def test_no_word_for_a_state_implies_approval_or_a_unit():
    forbidden = re.compile(
        r"approv|register|accredit|credit|\bunit|certif|核准|批准|註冊|認證|信用|單位", re.IGNORECASE
    )
    for group in ("approach_state", "consent", "rule_outcome", "offer_state", "match_state", "light"):
        for code, words in WORDS_OF_COOPERATION[group].items():
            for each in (code, *words):
                assert not forbidden.search(each), f"{group}.{code}: {each}"
    assert {each.value for each in Outcome} == {"declared", "missing", "contradicted"}


def test_support_of_two_parties_is_summed_as_money_and_never_as_outcomes():
    found = synthesis([read()], [read_offer(offer_form(), catalogue())], catalogue(), on=date(2026, 7, 1))
    for name in ("needed", "offered", "committed", "received"):
        for row in found[name]:
            assert row["amount"] is None or row["currency"] in catalogue().lists["currency"].codes


def test_a_record_is_the_same_after_it_was_written_and_read():
    approach = read()
    assert read_approach(json.loads(json.dumps(plain(approach))), catalogue()) == approach
    assert {each.outcome for each in outcomes(approach).values()} == {Outcome.DECLARED}
