"""How the synthetic world comes about: accounts, issuances, transfers, holds, cancellations, a correction.

Ids are derived from what they name, so that building the world twice changes nothing. The steps tell a
story that a visitor can follow: every kind of entry of the ledger occurs at least once.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sextant.application.activities import change_activities
from sextant.application.demo.cast import ACTIVITIES, MECHANISM, PARTIES, REGISTRY, DemoActivity, DemoParty
from sextant.application.issuance_levies import distribution
from sextant.application.registry import Registry
from sextant.domain.account import Account, Act, account_id
from sextant.domain.activity import Activity, activity_id
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal
from sextant.domain.rule_value import NotInForce
from sextant.domain.unit import SerialRange, Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import (
    Cancel,
    ChangeTerms,
    Correct,
    Distribution,
    IssuanceCell,
    Issue,
    MarkFirstTransfer,
    PlaceHold,
    ReleaseHold,
    Request,
    Take,
    Transfer,
)
from sextant.rules.rulebook import Rulebook, Rulebooks

ADMINISTRATOR = "registry administrator (synthetic)"

_SINGLE = (
    ("pending", "pending"),
    ("adaptation", "share_of_proceeds_adaptation"),
    ("omge", "omge_mandatory"),
    ("omge-voluntary", "omge_voluntary"),
    ("administrative", "cancellation_administrative"),
    ("voluntary", "cancellation_voluntary"),
    ("buffer", "buffer"),
)
_PER_PARTY = (
    ("holding", "holding"),
    ("trader", "holding"),
    ("ndc-2030", "retirement_ndc"),
    ("international", "cancellation_international_mitigation"),
)


FIRST_ENTRY = content_id("demo", "issue A0001 0")
"""The first issuance of the synthetic world: a registry that has it is a demo."""


def build_world(registry: Registry, rulebooks: Rulebooks) -> None:
    """Put the synthetic world into a registry; what is there already stays as it is."""
    book = rulebooks.books[MECHANISM]
    _open_accounts(registry)
    activities = [_activity(each) for each in ACTIVITIES]
    change_activities(registry, [each.id for each in activities], lambda known: activities)
    for index, activity in enumerate(ACTIVITIES):
        for round_number in range(3):
            _issue(registry, book, activity, index, round_number)
    _trade(registry)


def _open_accounts(registry: Registry) -> None:
    for code, kind in _SINGLE:
        _open(registry, code, kind, f"{code} (synthetic)", party=None)
    for party in PARTIES:
        for suffix, kind in _PER_PARTY:
            name = f"{party.name_english}: {suffix}"
            _open(registry, f"{party.code}-{suffix}", kind, name, party=party.code)


def _open(registry: Registry, code: str, kind: str, name: str, *, party: str | None) -> None:
    registry.open_account(
        Account(
            registry=REGISTRY,
            code=code,
            type=f"{MECHANISM}.{kind}",
            name=name,
            owner=name,
            party=party,
            authorizing_party=party,
            ndc_period="2021-2030" if kind == "retirement_ndc" else None,
            synthetic=True,
        )
    )


def _activity(each: DemoActivity) -> Activity:
    return Activity(
        registry=REGISTRY,
        reference=each.reference,
        mechanism=MECHANISM,
        host_parties=(each.host,),
        title=each.title,
        methodologies=(each.methodology,),
        status="registered",
        registered_on=each.registered_on,
        expected_annual_reductions=each.expected,
        synthetic=True,
    )


def _terms(activity: DemoActivity, *, authorized: bool) -> Terms:
    if not authorized:
        return Terms("MCU", status="PI")
    return Terms(
        "AER",
        uses=("nationally_determined_contribution", "international_mitigation"),
        authorization=f"{activity.host}-AUT-{activity.reference}",
        conditional=False,
    )


def _issue(registry: Registry, book: Rulebook, activity: DemoActivity, index: int, round_number: int) -> None:
    """Issue for one monitoring period; the first of them spans two vintages."""
    quantity = activity.expected // 4 + 137 * index + 31 * round_number
    host = next(party for party in PARTIES if party.code == activity.host)
    issued_on = date(2026, 5 + 2 * round_number, 4 + index)
    authorized = quantity * 4 // 5 if activity.authorized else 0
    vintages = (2025, 2026) if round_number == 0 else (2026,)
    cells: list[IssuanceCell] = []
    for vintage in vintages:
        for is_authorized, part in ((True, authorized), (False, quantity - authorized)):
            units = part // len(vintages)
            if units:
                cells.append(
                    IssuanceCell(
                        space_key=f"{activity.host}-{activity.reference}-{vintage}",
                        prefix=f"UN01-{activity.host}-{activity.reference}-{vintage}",
                        vintage=vintage,
                        terms=_terms(activity, authorized=is_authorized),
                        quantity=units,
                    )
                )
    _do(
        registry,
        Issue(
            id=_id("issue", activity.reference, round_number),
            actor=ADMINISTRATOR,
            effective_on=issued_on,
            registry=REGISTRY,
            mechanism=MECHANISM,
            unit_type="A6.4ER",
            host_party=activity.host,
            activity=activity_id(REGISTRY, activity.reference),
            cells=tuple(cells),
            distribution=_shared_out(book, host, issued_on),
            note="synthetic",
        ),
    )


def _shared_out(book: Rulebook, host: DemoParty, issued_on: date) -> Distribution:
    """Return what the rulebook takes of an issuance for a host."""
    found = distribution(
        book,
        dates={"issued": issued_on},
        facts=dict.fromkeys(book.mechanism.facts, False) | {"host_least_developed": host.least_developed},
        accounts={f"{MECHANISM}.{kind}": _account(code) for code, kind in _SINGLE},
        remainder=_account(f"{host.code}-holding"),
    )
    if isinstance(found, NotInForce):
        raise RuntimeError(f"the synthetic world issues before the rules: {found.path} {found.on}")
    return found


def _trade(registry: Registry) -> None:
    """Everything that can happen to units, at least once."""
    aer = {each.reference: _terms(each, authorized=True).id for each in ACTIVITIES}
    mcu, moved_mcu = Terms("MCU", status="PI").id, Terms("MCU", status="NPI").id
    _do(registry, _transfer("sale", "XA-holding", "XV-holding", 12_000, aer["A0001"], date(2026, 9, 7)))
    _do(registry, _transfer("resale", "XV-holding", "XV-trader", 4_500, aer["A0001"], date(2026, 9, 9)))
    _do(registry, _transfer("stoves", "XM-holding", "XV-holding", 6_000, aer["A0002"], date(2026, 9, 10)))
    _do(registry, _transfer("wind", "XQ-holding", "XQ-trader", 20_000, mcu, date(2026, 9, 14)))
    _do(
        registry,
        _cancel("ndc", "XV-holding", "XV-ndc-2030", 5_000, aer["A0001"], date(2026, 10, 1),
                act=Act.RETIREMENT, purpose="nationally_determined_contribution"),
    )  # fmt: skip
    _do(
        registry,
        _cancel("flight", "XV-trader", "XV-international", 1_800, aer["A0001"], date(2026, 10, 2),
                purpose="international_mitigation", behalf="an airline (synthetic)"),
    )  # fmt: skip
    _do(
        registry,
        _cancel(
            "concert",
            "XQ-trader",
            "voluntary",
            750,
            moved_mcu,
            date(2026, 10, 5),
            behalf="a concert hall (synthetic)",
        ),
    )
    hold = _do(
        registry,
        PlaceHold(id=_id("hold"), actor="XA-holding (synthetic)", effective_on=date(2026, 10, 12),
                  units=Take(_account("XA-holding"), 3_000, aer["A0004"]), case="sale to Vernier, second eye awaited"),
    )  # fmt: skip
    held = _ranges(hold)
    _do(
        registry,
        ReleaseHold(id=_id("release"), actor="XA-holding (synthetic)", effective_on=date(2026, 10, 19),
                    units=held, case="sale to Vernier, second eye awaited"),
    )  # fmt: skip
    _do(
        registry,
        PlaceHold(id=_id("hold", 2), actor="XQ-trader (synthetic)", effective_on=date(2026, 11, 2),
                  units=Take(_account("XQ-trader"), 2_500), case="sale awaiting approval (synthetic)"),
    )  # fmt: skip
    mistake = _do(registry, _cancel("mistake", "XQ-trader", "voluntary", 1_000, moved_mcu, date(2026, 10, 20)))
    _do(
        registry,
        Correct(id=_id("correct"), actor=ADMINISTRATOR, effective_on=date(2026, 10, 22), entry=mistake.entry,
                reason="entered twice (synthetic)"),
    )  # fmt: skip
    _late_authorization(registry)


def _late_authorization(registry: Registry) -> None:
    """A host authorizes units after issuance; those in its holding account become AERs and are first transferred."""
    activity = next(each for each in ACTIVITIES if each.reference == "A0005")
    moved = _do(
        registry,
        PlaceHold(id=_id("late", 1), actor=ADMINISTRATOR, effective_on=date(2026, 11, 9),
                  units=Take(_account("XQ-holding"), 10_000, Terms("MCU", status="PI").id), case="late authorization"),
    )  # fmt: skip
    ranges = _ranges(moved)
    _do(
        registry,
        ChangeTerms(id=_id("late", 2), actor=ADMINISTRATOR, effective_on=date(2026, 11, 10), units=ranges,
                    terms=_terms(activity, authorized=True), reason="authorization after issuance (synthetic)",
                    case="late authorization"),
    )  # fmt: skip
    _do(
        registry,
        MarkFirstTransfer(id=_id("late", 3), actor=ADMINISTRATOR, effective_on=date(2026, 11, 10), units=ranges,
                          trigger="authorization", trigger_date=date(2026, 11, 10), case="late authorization"),
    )  # fmt: skip
    _do(
        registry,
        ReleaseHold(id=_id("late", 4), actor=ADMINISTRATOR, effective_on=date(2026, 11, 10), units=ranges,
                    case="late authorization"),
    )  # fmt: skip


def _transfer(
    name: str,
    source: str,
    target: str,
    quantity: int,
    terms: int | None,
    on: date,
) -> Transfer:
    return Transfer(
        id=_id("transfer", name),
        actor=f"{source} (synthetic)",
        effective_on=on,
        units=Take(_account(source), quantity, terms),
        to_account=_account(target),
    )


def _cancel(
    name: str,
    source: str,
    target: str,
    quantity: int,
    terms: int | None,
    on: date,
    *,
    act: Act = Act.CANCELLATION,
    purpose: str | None = None,
    behalf: str | None = None,
) -> Cancel:
    return Cancel(
        id=_id("cancel", name),
        actor=f"{source} (synthetic)",
        effective_on=on,
        units=Take(_account(source), quantity, terms),
        to_account=_account(target),
        act=act,
        purpose=purpose,
        on_behalf_of=behalf,
    )


def _ranges(posted: Posted) -> tuple[SerialRange, ...]:
    """Return the units that an act was about; the stored result tells them on every repetition."""
    return tuple(SerialRange(*each) for each in posted.result["moved"])


def _account(code: str) -> int:
    return account_id(REGISTRY, code)


def _id(*parts: object) -> UUID:
    return content_id("demo", " ".join(str(part) for part in parts))


def _do(registry: Registry, request: Request) -> Posted:
    outcome = registry.perform(request)
    if isinstance(outcome, Refusal):
        raise RuntimeError(f"the synthetic world is inconsistent: {request.kind} {outcome.code} {dict(outcome.about)}")
    return outcome
