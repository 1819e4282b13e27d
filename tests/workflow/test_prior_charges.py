"""Fees know what the subject was charged before: the CDM's threshold a calendar year, and its advance."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
import yaml
from tests.workflow.invented import texts
from tests.workflow.money_cases import money_of
from tests.workflow.play import Play, on

from sextant.domain.money import MoneyKind
from sextant.rules import loading
from sextant.rules.levy import Exemption, FactUnknown, known_facts
from sextant.rules.loading import load
from sextant.rules.text import load_text
from sextant.storage.rulebook_files import rulebooks, shipped_texts
from sextant.workflow.case import Actor
from sextant.workflow.cyclebook import Cyclebooks, check, load_cycles
from sextant.workflow.money import money_of_case
from sextant.workflow.prior_charges import Prior, PriorCharges

OWNER, OFFICE = Actor("Ama", "activity_participant", entity="Volta"), Actor("Sam", "secretariat")
SHARE, FEE = "cdm.share_of_proceeds_for_administration", "cdm.registration_fee"
FACTS = {"host_least_developed": False, "small_scale_afforestation": False}
SOURCE = {"document": "Decision 7/CMP.1", "paragraph": "37", "verified": "false"}


def named(text: str) -> dict:
    return {"en": text, "zh-Hant": text}


def step(come: str, go: str, by: str, **more) -> dict:
    return {"label": named("A step"), "source": SOURCE, "from": [come], "to": go, "by": [by], **more}


def cycle(name: str, initial: str, ends: list[str], steps: dict, **more) -> str:
    used = {initial, *ends, *(state for each in steps.values() for state in (*each["from"], each["to"]))} - {"same"}
    states = {each: {"label": named(each)} | ({"terminal": "yes"} if each in ends else {}) for each in sorted(used)}
    body = {"cycle": name, "from": "2006-01-01", "label": named(name), "source": SOURCE, "subject": "activity",
            "initial": initial, "states": states, "steps": steps, **more}  # fmt: skip
    return yaml.safe_dump(body, allow_unicode=True, sort_keys=False)


PAID = {"states": ["amount_received"], "needs": ["fee_covered"], "money": "receive"}
CYCLES = {
    "project": cycle("project", "idea", ["closed"], {
        "ask_to_register": step("idea", "same", "activity_participant", states=["average"], opens=["registration"]),
        "ask_to_issue": step("idea", "same", "activity_participant", states=["quantity"], opens=["issuance"]),
        "close": step("idea", "closed", "secretariat"),
        "close_once_paid": step("idea", "closed", "secretariat",
                                needs=[{"case_in": ["registration.paid", "issuance.paid"]}]),
    }),
    "registration": cycle("registration", "submitted", ["paid"], {
        "state_fee": step("submitted", "due", "secretariat", fee={"levy": "registration_fee", "of": "average"}),
        "receive": step("due", "paid", "secretariat", **PAID),
    }, opened_as=["request_submitted"]),
    "issuance": cycle("issuance", "submitted", ["paid", "free", "refused"], {
        "state_fee": step("submitted", "due", "secretariat", needs=["fee_due"], sets=["issued", "request_submitted"],
                          fee={"levy": "share_of_proceeds_for_administration", "of": "quantity"}),
        "state_no_fee": step("submitted", "free", "secretariat", needs=["no_fee_due"],
                             sets=["issued", "request_submitted"],
                             fee={"levy": "share_of_proceeds_for_administration", "of": "quantity"}),
        "count_again": step("due", "same", "secretariat", states=["quantity"], money="count_again"),
        "receive": step("due", "paid", "secretariat", **PAID),
        "refuse": step("due", "refused", "secretariat", stage="refused"),
    }),
}  # fmt: skip


KEPT = """
  kept_of_the_share:
    label: {en: What is kept, zh-Hant: 不退部分}
    unit: usd
    type: table
    anchor: issued
    values:
      2005-12-09: {value: {refused: 0}, source: {document: Decision 7/CMP.1, paragraph: "37", verified: false}}
"""


def rules() -> Cyclebooks:
    """Return the CDM's rulebook with three small cycles of the test."""
    own = tuple(f"cdm/{name}" for name in ("cycles/", "templates/", "issuance.yaml", "needs.yaml", "papers.yaml"))
    found = {name: text for name, text in shipped_texts().items() if not name.startswith(own)}
    found |= {f"cdm/cycles/{name}.yaml": text for name, text in CYCLES.items()}
    found["cdm/papers.yaml"] = "papers: {}\n"
    words = load_text(found["cdm/words.yaml"], "words")
    words["stated"] = {name: named(name) for name in ("average", "quantity")}
    found["cdm/words.yaml"] = yaml.safe_dump(words, allow_unicode=True, sort_keys=False)
    found["cdm/mechanism.yaml"] = found["cdm/mechanism.yaml"].replace(
        "stages: {}", "stages:\n  refused: {label: {en: Refused, zh-Hant: 駁回}}"
    )
    found["cdm/parameters/levies.yaml"] += KEPT
    levies = load_text(found["cdm/levies/levies.yaml"], "levies")
    levies["levies"]["share_of_proceeds_for_administration"]["refund"] = {
        "kept_at_most": "kept_of_the_share",
        "nothing_back": [],
    }
    found["cdm/levies/levies.yaml"] = yaml.safe_dump(levies, allow_unicode=True, sort_keys=False)
    assert check(found) == ()
    return load_cycles(load(found), found)


@pytest.fixture(scope="module")
def shared() -> Cyclebooks:
    return rules()


@pytest.fixture
def play(shared) -> Play:
    return Play("cdm.project", on("2010-01-04"), facts=dict(FACTS), rules=shared, subject="0001")


def registered(play: Play, average: int = 16_000, *, paid: str | None = "1700.00") -> None:
    play.take("project", "ask_to_register", OWNER, on("2010-01-05"), average=average)
    play.take("registration", "state_fee", OFFICE, on("2010-01-06"))
    if paid is not None:
        play.take("registration", "receive", OFFICE, on("2010-01-07"), amount_received=paid)


def issued(play: Play, day: str, quantity: int) -> Decimal:
    """Return what an issuance was charged."""
    play.take("project", "ask_to_issue", OWNER, on(day), quantity=quantity)
    play.take("issuance", "state_fee", OFFICE, on(day))
    return charged(play, day)


def charged(play: Play, day: str) -> Decimal:
    world = play.world(on(day))
    lines = money_of_case(world, play.run("issuance", on(day)))
    assert all(line in money_of(world) for line in lines)
    more = (MoneyKind.CHARGED, MoneyKind.DIFFERENCE_CHARGED)
    less = (MoneyKind.DROPPED, MoneyKind.REFUND_DUE)
    return sum((line.amount * ((line.kind in more) - (line.kind in less)) for line in lines), Decimal(0))


def test_the_first_issuance_is_lowered_by_the_registration_fee_and_no_later_one(play):
    registered(play)
    assert issued(play, "2010-03-01", 20_000) == Decimal("2500.00") - Decimal("1700.00")
    assert issued(play, "2011-03-01", 20_000) == Decimal("2500.00")


def test_a_registration_fee_that_was_not_paid_is_no_advance(play):
    registered(play, paid=None)
    assert issued(play, "2010-03-01", 20_000) == Decimal("2500.00")


def test_an_advance_above_the_charge_leaves_nothing_due(play):
    registered(play)
    play.take("project", "ask_to_issue", OWNER, on("2010-03-01"), quantity=10_000)
    refused = play.try_("issuance", "state_fee", OFFICE, on("2010-03-01"))
    assert (refused.code, refused.about["need"]) == ("condition_not_met", "fee_due")
    play.take("issuance", "state_no_fee", OFFICE, on("2010-03-01"))
    assert issued(play, "2010-04-01", 10_000) == Decimal(5_000) * Decimal("0.10") + Decimal(5_000) * Decimal("0.20")


def test_the_threshold_counts_all_requests_of_a_calendar_year_and_begins_anew_with_the_next(play):
    assert issued(play, "2010-03-01", 10_000) == Decimal("1000.00")
    assert issued(play, "2010-12-30", 10_000) == Decimal("500.00") + Decimal("1000.00")
    assert issued(play, "2010-12-31", 10_000) == Decimal("2000.00")
    assert issued(play, "2011-01-01", 10_000) == Decimal("1000.00")
    assert issued(play, "2011-01-02", 10_000) == Decimal("1500.00")


def test_what_is_due_is_asked_for_before_the_payment_is_taken(play):
    issued(play, "2010-03-01", 15_000)
    issued(play, "2010-04-01", 100)
    refused = play.try_("issuance", "receive", OFFICE, on("2010-04-02"), amount_received="19.99")
    assert (refused.code, refused.about["expected"]) == ("condition_not_met", "20.00")
    play.take("issuance", "receive", OFFICE, on("2010-04-02"), amount_received="20.00")


def test_a_charge_that_is_counted_again_keeps_its_place_among_the_others(play):
    registered(play)
    issued(play, "2010-03-01", 10_000 + 10_000)
    issued(play, "2010-04-01", 10_000)
    play.take("issuance", "count_again", OFFICE, on("2010-05-01"), quantity=11_000)
    assert charged(play, "2010-05-01") == Decimal("2200.00")
    assert issued(play, "2010-06-01", 1_000) == Decimal("200.00")


def test_a_request_that_was_refused_does_not_count_towards_the_next(play):
    registered(play)
    assert issued(play, "2010-03-01", 20_000) == Decimal("800.00")
    play.take("issuance", "refuse", OFFICE, on("2010-03-02"))
    assert issued(play, "2010-04-01", 20_000) == Decimal("800.00"), "the advance is free again"


def test_what_was_charged_on_a_past_day_is_what_it_was_then(play):
    registered(play)
    issued(play, "2010-03-01", 20_000)
    then = money_of(play.world(on("2010-03-15")))
    issued(play, "2010-04-01", 10_000)
    assert money_of(play.world(on("2010-03-15"))) == then


def test_other_subjects_do_not_count(play, shared):
    other = Play("cdm.project", on("2010-01-04"), facts=dict(FACTS), rules=shared, subject="0002")
    assert issued(play, "2010-03-01", 15_000) == Decimal("1500.00")
    assert issued(other, "2010-03-02", 1_000) == Decimal("100.00")


def test_what_counts_before_stands_in_the_order_of_the_charges():
    levy, dates = rulebooks().levy(SHARE), {"request_submitted": date(2010, 3, 1)}
    made, first, second = PriorCharges(), UUID(int=1), UUID(int=2)
    made.count(levy, first, dates, 10)
    made.count(levy, second, dates, 20)
    made.kept[FEE, UUID(int=9)] = Decimal(5)
    assert made.prior(levy, first, dates, [FEE]) == Prior(0, Decimal(5))
    assert made.prior(levy, second, dates, [FEE]) == Prior(10)
    assert made.prior(levy, UUID(int=3), dates, [FEE]) == Prior(30)
    assert made.prior(levy, UUID(int=3), {"request_submitted": date(2011, 1, 1)}, [FEE]) == Prior(0)


LEVIES = "sixth/levies/fees.yaml"


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("    rounding: commons_rounding", "    cumulative_over: calendar_year\n    rounding: commons_rounding",
     "sixth/levies/fees.yaml: levies.commons_share.cumulative_over: units are shared out for each issuance alone; drop "
     "the line"),
    ("    rate: claim_price_by_quantity", "    credited_against: commons_share\n    rate: claim_price_by_quantity",
     "sixth/levies/fees.yaml: sixth.claim_fee.credited_against: commons_share is paid in units, this in USD; an "
     "advance is paid in the same"),
])  # fmt: skip
def test_what_would_never_be_counted_does_not_load(old, new, sentence):
    changed = texts() | {LEVIES: texts()[LEVIES].replace(old, new, 1)}
    assert changed != texts()
    assert sentence in loading.check(changed)


# --- facts that are not known -----------------------------------------------------------------------------

EXEMPT = next(iter(rulebooks().books["cdm"].exemptions.values()))


@pytest.mark.parametrize("unknown", [{}, {"small_scale_afforestation": None}, {"small_scale_afforestation": "no"}])
def test_a_fact_that_is_not_known_is_never_taken_to_be_false(unknown):
    assert isinstance(EXEMPT, Exemption)
    with pytest.raises(FactUnknown, match="small_scale_afforestation"):
        EXEMPT.holds({"host_least_developed": False, **unknown}, date(2020, 1, 1))


def test_only_what_is_known_is_passed_on():
    facts = {"a": True, "b": False, "c": None, "d": "yes", "e": 1}
    assert known_facts(facts) == {"a": True, "b": False}
    assert known_facts(facts, ["b", "c", "f"]) == {"b": False}
