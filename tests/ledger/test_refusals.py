"""Every refusal that the ledger can give is provoked, and after each of them nothing has changed.

The table below is read as sentences: with these acts behind it, this request is refused with this code. It runs
on every kind of store. Limits are tried just below, at and just above.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.world import AER, CER, MCU, OTHER_AER, World, day

import sextant
from sextant.application.batch import perform_batch
from sextant.application.registry import NotStorable
from sextant.domain.account import Account, AccountState, Act
from sextant.domain.authorization import AuthorizationState, Window
from sextant.domain.identifier import MAX_SERIAL
from sextant.domain.refusal import Refusal
from sextant.domain.refusal_code import REFUSAL_CODES
from sextant.domain.unit import SerialRange
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Posted
from sextant.ledger.request import Distribution, IssuanceCell, Levy, Request

SOURCES = ("ledger/**/*.py", "application/registry.py", "application/batch.py")
"""Where the ledger's refusals are given."""

EXEMPT: dict[str, str] = {
    "account_type_unknown": "given when an account is opened, which is no request; see below",
}
"""Codes that are written there and that no request provokes, each with the reason."""

Acts = Callable[[World], list[Request]]


@dataclass
class Refused:
    code: str
    asked: Callable[[World], Request]
    after: Acts = field(default=lambda w: [w.issue(100)])
    prepared: Callable[[World], None] = field(default=lambda w: None)
    single_only: bool = False
    """Not for batches: they take no corrections."""


def suspend(code: str, state: AccountState = AccountState.SUSPENDED) -> Callable[[World], None]:
    def change(world: World) -> None:
        known = world.registry.store.account(world.account(code))
        assert known is not None
        assert world.registry.store.change_account(replace(known, state=state, version=known.version + 1))

    return change


def foreign(world: World) -> None:
    world.registry.store.open_account(Account(registry="R2", code="a", type="article_6_4.holding", name="a"))


def tally(limit: int | None) -> Callable[[World], None]:
    return lambda world: world.registry.store.put_tally(Tally(world.tally, 0, limit))  # type: ignore[return-value]


def foreign_account() -> int:
    from sextant.domain.account import account_id

    return account_id("R2", "a")


def issued(**clauses: Any) -> Acts:
    """Return acts: an authorization with these clauses, and units under it."""
    return lambda w: [w.authorize(**clauses), w.issue(100, terms=w.under())]


def for_use(w: World, purpose: str = "nationally_determined_contribution", **more: Any) -> Request:
    return w.cancel(w.units(1, 2), "retired", act=Act.RETIREMENT, purpose=purpose, **more)


CASES = [
    # Is the request well formed?
    Refused("value_of_another_kind", lambda w: w.transfer(SerialRange(w.space(), 1, 2.5))),  # type: ignore[arg-type]
    Refused("value_of_another_kind", lambda w: w.transfer(SerialRange(w.space(), True, True))),
    Refused("value_of_another_kind", lambda w: w.transfer(w.take("a", 1.5))),  # type: ignore[arg-type]
    Refused("value_of_another_kind", lambda w: w.transfer(w.units(1, 2), first_transfer="")),
    Refused("value_of_another_kind", lambda w: w.mark(w.units(1, 2), trigger=" ")),
    Refused("value_of_another_kind", lambda w: w.transfer(w.units(1, 2), actor="")),
    Refused("value_of_another_kind", lambda w: w.issue(True)),
    Refused("value_of_another_kind", lambda w: w.issue(1, vintage="2026")),
    Refused("value_of_another_kind", lambda w: w.issue(1, vintage=10**20)),
    Refused("value_of_another_kind", lambda w: w.issue(1, vintage=-5)),
    Refused("value_of_another_kind", lambda w: replace(w.issue(1), host_party="")),
    Refused("value_of_another_kind", lambda w: w.issue(1, key="")),
    Refused("value_of_another_kind", lambda w: w.issue(1, effective_on=datetime(2026, 7, 1, tzinfo=UTC))),
    Refused("value_of_another_kind", lambda w: w.issue(1, distribution=shares(w, Decimal("NaN")))),
    Refused("value_of_another_kind", lambda w: w.issue(1, distribution=shares(w, 0.02))),  # type: ignore[arg-type]
    Refused(
        "hold_ends_before_it_begins",
        lambda w: w.hold(w.units(1, 2), effective_on=day("2026-07-01"), expires_on=day("2026-06-30")),
    ),
    Refused("use_unknown", lambda w: w.issue(1, terms=replace(AER, uses=("moon",)))),
    Refused("use_unknown", lambda w: w.change(w.units(1, 2), replace(AER, uses=("moon",)))),
    Refused("use_unknown", lambda w: w.authorize(uses=("moon",)), single_only=True),
    Refused("use_unknown", lambda w: w.authorize(uses=()), single_only=True),
    Refused("quantity_not_positive", lambda w: w.authorize(quantity=0), single_only=True),
    # Does the authorization allow it?
    Refused(
        "units_domestic_only",
        lambda w: w.transfer(w.units(1, 2), "c"),
        after=lambda w: [w.issue(100, terms=replace(MCU, restrictions=("domestic",)))],
    ),
    Refused(
        "use_not_authorized",
        lambda w: for_use(w),
        after=lambda w: [w.issue(9, terms=replace(AER, uses=AER.uses[:1]))],
    ),
    Refused("use_not_authorized", lambda w: for_use(w), after=issued(uses=("international_mitigation",))),
    Refused("use_outside_window", lambda w: for_use(w), after=issued(use=Window(None, day("2026-06-30")))),
    Refused("use_outside_window", lambda w: for_use(w), after=issued(use=Window(day("2026-07-02"), None))),
    Refused("party_not_authorized", lambda w: w.transfer(w.units(1, 2), "c"), after=issued(parties=("JP", "SE"))),
    Refused(
        "entity_not_authorized",
        lambda w: w.transfer(w.units(1, 2), "c"),
        after=issued(entities=("A trader",)),
        prepared=lambda w: owned(w, "c", "Another trader"),
    ),
    Refused(
        "entity_not_authorized",
        lambda w: w.transfer(w.units(1, 2), "c"),
        after=issued(entities_apart=True, entities_authorized=("A trader",)),
        prepared=lambda w: owned(w, "a", "Another trader"),
    ),
    Refused(
        "entity_no_longer_authorized",
        lambda w: w.transfer(w.units(1, 2), "c"),
        after=lambda w: [*issued()(w), w.authorize(version=2, entities_ended=("Another trader",))],
        prepared=lambda w: owned(w, "c", "Another trader"),
    ),
    Refused("entity_no_longer_authorized", lambda w: for_use(w), after=lambda w: [
        *issued()(w), w.authorize(version=2, entities_ended=("Another trader",))],
        prepared=lambda w: owned(w, "a", "Another trader"),
    ),
    Refused(
        "vintage_not_authorized",
        lambda w: w.transfer(w.units(1, 2), "c"),
        after=lambda w: [*issued()(w), w.authorize(version=2, mitigation=Window(day("2027-01-01"), None))],
    ),
    Refused(
        "vintage_not_authorized",
        lambda w: w.issue(1, vintage=2025, terms=w.under()),
        after=issued(mitigation=Window(day("2026-01-01"), day("2026-12-31"))),
    ),
    Refused(
        "vintage_not_authorized",
        lambda w: w.change(w.units(1, 2), w.under()),
        after=lambda w: [w.authorize(mitigation=Window(day("2030-01-01"), None)), w.issue(9, terms=MCU)],
    ),
    Refused(
        "authorization_not_in_force",
        lambda w: w.transfer(w.units(1, 2), "c"),
        after=lambda w: [*issued()(w), w.authorize(version=2, state=AuthorizationState.REVOKED)],
    ),
    Refused(
        "authorization_not_in_force",
        lambda w: w.issue(1, terms=w.under()),
        after=lambda w: [w.authorize(state=AuthorizationState.SUSPENDED)],
    ),
    Refused(
        "authorization_not_in_force",
        lambda w: w.issue(1, terms=w.under()),
        after=lambda w: [w.authorize(effective_on=day("2030-01-01"))],
    ),
    Refused("authorized_quantity_exceeded", lambda w: w.issue(1, terms=w.under()), after=issued(quantity=100)),
    Refused(
        "authorized_quantity_exceeded",
        lambda w: w.transfer(w.units(1, 51), "c"),
        after=lambda w: [*issued()(w), w.authorize(version=2, quantity=50)],
    ),
    Refused(
        "authorized_quantity_exceeded",
        lambda w: w.mark(w.units(1, 51)),
        after=lambda w: [*issued()(w), w.authorize(version=2, quantity=50)],
    ),
    Refused(
        "authorized_quantity_exceeded",
        lambda w: w.change(w.units(1, 9), w.under()),
        after=lambda w: [w.authorize(quantity=8), w.issue(9, terms=MCU)],
    ),
    Refused(
        "bound_to_version",
        lambda w: w.change(w.units(1, 2), AER),
        after=lambda w: [*issued()(w), w.transfer(w.units(2, 2), "c")],
    ),
    Refused(
        "first_transferred_stays_authorized",
        lambda w: w.change(w.units(1, 2), MCU),
        after=lambda w: [w.issue(100), w.mark(w.units(2, 2))],
    ),
    Refused(
        "issuance_after_last_day",
        lambda w: w.issue(1, terms=w.under(), effective_on=day("2026-03-02")),
        after=lambda w: [w.authorize(issue_until=day("2026-03-01"))],
    ),
    # May they be used for this year?
    Refused(
        "outside_contribution_period",
        lambda w: for_use(w, used_for_year=2031),
        after=issued(),
        prepared=lambda w: with_period(w, "retired"),
    ),
    # May a version of an authorization be recorded?
    Refused(
        "policy_cap_exceeded",
        lambda w: replace(w.authorize("2", quantity=51), tallies=(w.tally,), cap=100),
        after=lambda w: w.registry.put_tally(Tally(w.tally, 0, None))
        and [replace(w.authorize(quantity=50), tallies=(w.tally,), cap=100)],
        single_only=True,
    ),
    Refused("version_not_next", lambda w: w.authorize(version=2), single_only=True),
    Refused("version_not_next", lambda w: w.authorize(version=3), after=issued(), single_only=True),
    Refused("version_not_next", lambda w: w.authorize(version=1), after=issued(), single_only=True),
    Refused(
        "version_effective_before_last",
        lambda w: w.authorize(version=2, effective_on=day("2026-01-09")),
        after=issued(),
        single_only=True,
    ),
    Refused(
        "window_reversed",
        lambda w: w.authorize(mitigation=Window(day("2026-01-02"), day("2026-01-01"))),
        single_only=True,
    ),
    Refused(
        "below_what_was_done",
        lambda w: w.authorize(version=2, quantity=19),
        after=lambda w: [*issued()(w), w.transfer(w.units(1, 20), "c")],
        single_only=True,
    ),
    Refused(
        "used_for_what_is_left_out",
        lambda w: w.authorize(version=2, uses=("international_mitigation",)),
        after=lambda w: [*issued()(w), for_use(w)],
        single_only=True,
    ),
    Refused("authorization_not_corrected", lambda w: w.correct(w.id(1)), after=issued(), single_only=True),
    Refused("idempotency_key_reused", lambda w: replace(w.transfer(w.units(1, 2)), id=w.id(1))),
    Refused("units_missing", lambda w: w.transfer(())),
    Refused("units_missing", lambda w: w.release(())),
    Refused("quantity_not_positive", lambda w: w.transfer(w.take("a", 0))),
    Refused("quantity_not_positive", lambda w: w.transfer(w.take("a", -1))),
    Refused("quantity_not_positive", lambda w: w.issue(0)),
    Refused("quantity_not_positive", lambda w: w.issue(-5)),
    Refused("serial_range_invalid", lambda w: w.transfer(w.units(0, 1))),
    Refused("serial_range_invalid", lambda w: w.transfer(w.units(-1, 1))),
    Refused("serial_range_invalid", lambda w: w.transfer(w.units(2, 1))),
    Refused("serial_range_invalid", lambda w: w.transfer(w.units(1, MAX_SERIAL + 1))),
    Refused("serial_range_invalid", lambda w: w.transfer(w.units(10**19, 10**19 + 1))),
    Refused("serial_range_invalid", lambda w: w.mark((w.units(1, 2), w.units(5, 4)))),
    Refused("serial_range_invalid", lambda w: w.transfer(w.take("a", 1, within=w.units(0, 5)))),
    Refused("serial_range_invalid", lambda w: w.transfer(w.take("a", 1, within=w.units(1, 10**19)))),
    Refused("serial_range_invalid", lambda w: w.record(0, 5)),
    Refused("serial_range_invalid", lambda w: w.record(6, 5)),
    Refused("serial_range_invalid", lambda w: w.record(1, MAX_SERIAL + 1)),
    Refused("serial_range_invalid", lambda w: w.record(-(10**19), 10**19)),
    Refused("serial_ranges_overlap", lambda w: w.transfer((w.units(1, 10), w.units(10, 20)))),
    Refused("serial_ranges_overlap", lambda w: w.transfer((w.units(5, 6), w.units(1, 10)))),
    Refused("serial_ranges_overlap", lambda w: w.transfer((w.units(5, 6), w.units(5, 6)))),
    Refused("purpose_missing", lambda w: w.cancel(w.units(1, 2), "international")),
    Refused("case_missing", lambda w: w.hold(w.units(1, 2), case="")),
    Refused("effective_in_the_future", lambda w: w.transfer(w.units(1, 2), effective_on=day("2026-07-02"))),
    Refused("effective_in_the_future", lambda w: w.mark(w.units(1, 2), effective_on=day("2026-07-02"))),
    Refused("effective_in_the_future", lambda w: w.hold(w.units(1, 2), effective_on=day("2026-07-02"))),
    Refused("effective_in_the_future", lambda w: w.release(w.units(1, 2), effective_on=day("2026-07-02"))),
    Refused("effective_in_the_future", lambda w: w.change(w.units(1, 2), effective_on=day("2026-07-02"))),
    Refused("effective_in_the_future", lambda w: w.issue(1, effective_on=day("2026-07-02"))),
    Refused("effective_in_the_future", lambda w: w.record(1, 2, effective_on=day("2026-07-02"))),
    Refused(
        "effective_in_the_future",
        lambda w: w.correct(w.id(2), effective_on=day("2026-07-02")),
        after=lambda w: [w.issue(100), w.transfer(w.units(1, 2))],
        single_only=True,
    ),
    Refused("text_not_storable", lambda w: w.transfer(w.units(1, 2), case="a\0b")),
    Refused("text_too_long", lambda w: w.issue(5, key="x" * 101)),
    # Are the accounts there, and may they take part?
    Refused("account_unknown", lambda w: w.transfer(w.units(1, 2), to="nobody")),
    Refused("account_unknown", lambda w: w.transfer(w.take("nobody", 1))),
    Refused("account_unknown", lambda w: w.issue(1, into="nobody")),
    Refused("account_unknown", lambda w: w.record(1, 2, into="nobody")),
    Refused("account_not_open", lambda w: w.transfer(w.units(1, 2)), prepared=suspend("b")),
    Refused("account_not_open", lambda w: w.transfer(w.units(1, 2)), prepared=suspend("a")),
    Refused("account_not_open", lambda w: w.transfer(w.take("a", 1)), prepared=suspend("a")),
    Refused("account_not_open", lambda w: w.hold(w.units(1, 2)), prepared=suspend("a")),
    Refused("account_not_open", lambda w: w.issue(1), prepared=suspend("a", AccountState.TERMINATED)),
    Refused("account_not_open", lambda w: w.record(1, 2), prepared=suspend("a")),
    Refused(
        "account_not_open",
        lambda w: w.cancel(w.units(1, 2), "administrative", act=Act.ADMINISTRATIVE_CANCELLATION),
        prepared=suspend("administrative"),
    ),
    Refused("accounts_identical", lambda w: w.transfer(w.units(1, 2), to="a")),
    Refused(
        "registries_differ",
        lambda w: replace(w.transfer(w.units(1, 2)), to_account=foreign_account()),
        prepared=foreign,
    ),
    Refused(
        "registries_differ",
        lambda w: w.issue(1, distribution=Distribution((), foreign_account())),
        prepared=foreign,
    ),
    Refused(
        "registries_differ", lambda w: replace(w.record(1, 2), account=foreign_account()), prepared=foreign
    ),
    # Are the units there?
    Refused("units_unknown", lambda w: w.transfer(w.units(100, 101))),
    Refused("units_unknown", lambda w: w.transfer(SerialRange(w.space("nowhere"), 1, 1))),
    Refused("units_unknown", lambda w: w.transfer(w.units(MAX_SERIAL, MAX_SERIAL))),
    Refused(
        "units_in_several_accounts",
        lambda w: w.transfer(w.units(1, 100), to="c"),
        after=lambda w: [w.issue(100), w.transfer(w.units(50, 60))],
    ),
    Refused("units_not_in_account", lambda w: w.transfer(w.units(1, 2), to="c", from_account=w.account("b"))),
    Refused(
        "account_final",
        lambda w: w.transfer(w.units(1, 1)),
        after=lambda w: [w.issue(100), w.cancel(w.units(1, 1))],
    ),
    Refused("units_insufficient", lambda w: w.transfer(w.take("a", 101))),
    Refused("units_insufficient", lambda w: w.cancel(w.take("b", 1))),
    Refused("units_insufficient", lambda w: w.transfer(w.take("a", 1, terms=MCU.id))),
    Refused("units_insufficient", lambda w: w.transfer(w.take("a", 100, within=w.units(1, 99)))),
    Refused(
        "units_held",
        lambda w: w.transfer(w.units(1, 2)),
        after=lambda w: [w.issue(100), w.hold(w.units(2, 2))],
    ),
    Refused("units_held", lambda w: w.hold(w.units(1, 2)), after=lambda w: [w.issue(100), w.hold(w.units(2, 2))]),
    Refused("units_held", lambda w: w.change(w.units(1, 2)), after=lambda w: [w.issue(100), w.hold(w.units(2, 2))]),
    Refused("units_held", lambda w: w.mark(w.units(1, 2)), after=lambda w: [w.issue(100), w.hold(w.units(2, 2))]),
    Refused("units_not_held", lambda w: w.release(w.units(1, 2))),
    Refused(
        "units_not_held",
        lambda w: w.release(w.units(1, 2)),
        after=lambda w: [w.issue(100), w.hold(w.units(2, 2))],
    ),
    Refused(
        "hold_of_another_case",
        lambda w: w.cancel(w.units(2, 2), case="case 2"),
        after=lambda w: [w.issue(100), w.hold(w.units(2, 2))],
    ),
    Refused("effective_before_last_act", lambda w: w.transfer(w.units(1, 2), effective_on=day("2026-06-30"))),
    Refused("effective_before_last_act", lambda w: w.mark(w.units(1, 2), effective_on=day("2026-06-30"))),
    Refused("effective_before_last_act", lambda w: w.hold(w.units(1, 2), effective_on=day("2026-06-30"))),
    Refused("effective_before_last_act", lambda w: w.change(w.units(1, 2), effective_on=day("2026-06-30"))),
    Refused(
        "effective_before_last_act",
        lambda w: w.release(w.units(1, 2), effective_on=day("2026-06-30")),
        after=lambda w: [w.issue(100), w.hold(w.units(1, 2))],
    ),
    Refused(
        "effective_before_last_act",
        lambda w: w.correct(w.id(2), effective_on=day("2026-06-30")),
        after=lambda w: [w.issue(100), w.transfer(w.units(1, 2))],
        single_only=True,
    ),
    # Is the act allowed?
    Refused("account_not_entered_by_this_act", lambda w: w.transfer(w.units(1, 2), to="omge")),
    Refused("account_not_entered_by_this_act", lambda w: w.cancel(w.units(1, 2), "b")),
    Refused("account_not_entered_by_this_act", lambda w: w.cancel(w.units(1, 2), "b", act=Act.TRANSFER)),
    Refused("account_not_entered_by_this_act", lambda w: w.cancel(w.units(1, 2), "omge", act=Act.LEVY)),
    Refused("account_not_entered_by_this_act", lambda w: w.cancel(w.units(1, 2), "retired")),
    Refused("account_not_entered_by_this_act", lambda w: w.issue(1, into="voluntary")),
    Refused("account_not_entered_by_this_act", lambda w: w.record(1, 2, into="retired")),
    Refused(
        "account_not_entered_by_this_act",
        lambda w: w.issue(
            10, distribution=Distribution((Levy("x", Decimal("0.1"), w.account("b"), False),), w.account("a"))
        ),
    ),
    Refused("unit_class_not_admitted", lambda w: w.cancel(w.units(1, 2), "voluntary")),
    Refused("unit_class_not_admitted", lambda w: w.issue(1, into="pending", terms=CER)),
    Refused(
        "unit_class_not_admitted",
        lambda w: w.cancel(w.units(1, 2), "omge_voluntary"),
        after=lambda w: [w.issue(100), w.change(w.units(2, 2), MCU)],
    ),
    Refused(
        "transaction_not_listed",
        lambda w: w.cancel(w.units(1, 2), "omge_voluntary"),
        after=lambda w: [w.issue(100, into="pending")],
    ),
    Refused(
        "transaction_not_in_force",
        lambda w: w.transfer(w.units(1, 2), effective_on=date(2025, 8, 6)),
        after=lambda w: [w.issue(100, effective_on=date(2025, 8, 1))],
    ),
    Refused(
        "units_expired",
        lambda w: w.transfer(w.units(1, 2), effective_on=date(2025, 8, 11)),
        after=lambda w: [w.issue(100, terms=replace(MCU, expires_on=date(2025, 8, 10)), effective_on=date(2025, 8, 8))],
    ),
    Refused("role_not_entitled", lambda w: w.transfer(w.units(1, 2), roles=("registry_administrator",))),
    Refused("terms_changed_meanwhile", lambda w: w.change(w.units(1, 2), MCU, from_terms=OTHER_AER.id)),
    Refused("purpose_not_served", lambda w: w.cancel(w.units(1, 2), "international", purpose="other_purposes")),
    Refused("units_not_authorized", lambda w: w.mark(w.units(1, 1)), after=lambda w: [w.issue(100, terms=MCU)]),
    Refused(
        "units_not_authorized",
        lambda w: w.transfer(w.units(1, 2), first_transfer="transfer"),
        after=lambda w: [w.issue(1), w.issue(1, terms=MCU)],
    ),
    Refused(
        "already_first_transferred",
        lambda w: w.transfer(w.units(1, 2), first_transfer="transfer"),
        after=lambda w: [w.issue(100), w.mark(w.units(2, 2))],
    ),
    Refused("tally_unknown", lambda w: w.transfer(w.units(1, 2), tallies=("nobody's",))),
    Refused("tally_unknown", lambda w: w.mark(w.units(1, 2), tallies=(w.tally, "nobody's")), prepared=tally(None)),
    Refused("tally_exceeded", lambda w: w.transfer(w.units(1, 2), tallies=(w.tally,)), prepared=tally(1)),
    Refused("tally_exceeded", lambda w: w.mark(w.units(1, 2), tallies=(w.tally,)), prepared=tally(0)),
    Refused("tally_exceeded", lambda w: w.cancel(w.take("a", 2), tallies=(w.tally,)), prepared=tally(1)),
    Refused("terms_unchanged", lambda w: w.change(w.units(1, 2), AER)),
    # Issuance.
    Refused("issuance_empty", lambda w: replace(w.issue(1), cells=())),
    Refused("mechanism_without_units", lambda w: replace(w.issue(1), mechanism="article_6_8")),
    Refused("serial_space_numbered_elsewhere", lambda w: w.issue(1, key="elsewhere"), after=lambda w: [w.record(1, 5)]),
    Refused("serial_space_numbered_here", lambda w: w.record(1000, 1001, key="GH-1-2026")),
    Refused("serials_exhausted", lambda w: w.issue(MAX_SERIAL - 99)),
    Refused("serials_exhausted", lambda w: w.issue(10**19)),
    Refused(
        "serials_exhausted",
        lambda w: w.issue(
            cells=(
                IssuanceCell("GH-2-2026", "GH", 2026, AER, MAX_SERIAL),
                IssuanceCell("GH-2-2026", "GH", 2026, AER, 1),
            )
        ),
    ),
    Refused("serials_already_issued", lambda w: w.record(5, 9), after=lambda w: [w.record(1, 5)]),
    Refused("serials_already_issued", lambda w: w.record(1, 9), after=lambda w: [w.record(3, 4)]),
    Refused("serials_already_issued", lambda w: w.record(3, 4), after=lambda w: [w.record(1, 9)]),
    Refused(
        "levy_shares_exceed_one",
        lambda w: w.issue(1, distribution=replace(w.distribution(), levies=(levy(w, "0.99"), levy(w, "0.02")))),
    ),
    Refused(
        "levy_shares_exceed_one",
        lambda w: w.issue(1, distribution=replace(w.distribution(), levies=(levy(w, "-0.01"),))),
    ),
    # Correction.
    Refused("entry_unknown", lambda w: w.correct(w.id("never asked")), single_only=True),
    Refused("issuance_not_corrected", lambda w: w.correct(w.id(1)), single_only=True),
    Refused(
        "units_acted_on_since",
        lambda w: w.correct(w.id(2)),
        after=lambda w: [w.issue(100), w.transfer(w.units(1, 9)), w.transfer(w.units(9, 9), to="c")],
        single_only=True,
    ),
]  # fmt: skip


def shares(world: World, share: Decimal) -> Distribution:
    return Distribution((Levy("omge", share, world.account("omge"), marks_first_transfer=False),), world.account("a"))


def owned(world: World, code: str, owner: str) -> None:
    known = world.registry.store.account(world.account(code))
    assert known is not None
    changed = replace(known, owner=owner, party=known.authorizing_party, version=known.version + 1)
    assert world.registry.store.change_account(changed)


def with_period(world: World, code: str) -> None:
    known = world.registry.store.account(world.account(code))
    assert known is not None
    assert world.registry.store.change_account(replace(known, ndc_period="2021-2030", version=known.version + 1))


def levy(world: World, share: str) -> Levy:
    return Levy("omge", Decimal(share), world.account("omge"), marks_first_transfer=False)


@pytest.mark.parametrize("part", range(4))
def test_a_refusal_changes_nothing(place, part):
    """Each case has a registry of its own in the one ledger."""
    for number, case in list(enumerate(CASES))[part::4]:
        world = World(place.registry, f"R{number}-1")
        for request in case.after(world):
            world.do(request)
        case.prepared(world)
        request = case.asked(world)
        before = place.dump()
        outcome = world.registry.perform(request)
        assert isinstance(outcome, Refusal), (number, case.code, outcome)
        assert outcome.code == case.code, (number, outcome)
        assert place.dump() == before, (number, case.code)
        if not case.single_only:
            (outcome,) = perform_batch(world.registry, [request])
            assert isinstance(outcome, Refusal)
            assert outcome.code == case.code, ("in a batch", number, outcome)
            assert place.dump() == before, ("in a batch", number, case.code)


def given() -> set[str]:
    """Return the codes that the ledger's source refuses with."""
    root = Path(sextant.__file__).parent
    calls = (
        node
        for pattern in SOURCES
        for file in root.glob(pattern)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"refuse", "Refusal"}
    )
    return {call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant)}


def test_every_code_that_the_ledger_can_answer_with_is_provoked():
    provoked = {case.code for case in CASES}
    assert given() - EXEMPT.keys() == provoked
    assert provoked <= REFUSAL_CODES.keys()


def test_an_account_of_a_type_that_no_rulebook_has_is_not_opened(registry):
    account = Account(registry="R1", code="a", type="article_6_8.holding", name="a")
    with pytest.raises(NotStorable) as refused:
        registry.open_account(account)
    assert refused.value.refusal.code == "account_type_unknown"
    assert registry.store.account(account.id) is None


# --- just below, at, just above ---------------------------------------------------------------------------


def test_an_act_on_the_day_of_the_last_act_is_done(registry):
    world = World(registry)
    world.do(world.issue(100, effective_on=day("2026-06-10")))
    assert world.refused(world.transfer(world.units(1, 1), effective_on=day("2026-06-09"))).code == (
        "effective_before_last_act"
    )
    world.do(world.transfer(world.units(1, 1), effective_on=day("2026-06-10")))
    # A take looks past units that were acted on later, and says so only when there are too few others.
    assert (
        world.refused(world.transfer(world.take("a", 1), effective_on=day("2026-06-09"))).code == "units_insufficient"
    )


def test_an_act_of_today_is_done_and_one_of_tomorrow_waits(registry, clock):
    world = World(registry)
    world.do(world.issue(100))
    request = world.transfer(world.units(1, 1), effective_on=day("2026-07-02"))
    assert world.refused(request).code == "effective_in_the_future"
    clock.turn_to(day("2026-07-02"))
    world.do(request)


def test_the_highest_serial_is_given_and_none_above_it(registry):
    world = World(registry)
    world.do(world.issue(MAX_SERIAL - 1))
    assert world.refused(world.issue(2)).code == "serials_exhausted"
    world.do(world.issue(1))
    assert world.refused(world.issue(1)).code == "serials_exhausted"
    world.do(world.transfer(world.units(MAX_SERIAL, MAX_SERIAL)))
    world.do(world.record(MAX_SERIAL, MAX_SERIAL))
    world.do(world.record(1, MAX_SERIAL - 1))


def test_one_unit_is_enough_and_the_last_unit_too(registry):
    world = World(registry)
    world.do(world.issue(1))
    world.do(world.transfer(world.take("a", 1)))
    assert world.refused(world.transfer(world.take("a", 1))).code == "units_insufficient"


def test_an_administrator_may_cancel_out_of_a_suspended_account_and_its_owner_not(registry):
    world = World(registry)
    world.do(world.issue(100))
    suspend("a")(world)
    assert world.refused(world.cancel(world.units(1, 1))).code == "account_not_open"
    world.do(world.cancel(world.units(1, 1), "administrative", act=Act.ADMINISTRATIVE_CANCELLATION))


def test_a_tally_without_a_limit_counts_and_never_refuses(registry):
    world = World(registry)
    world.do(world.issue(100))
    tally(None)(world)
    world.do(world.transfer(world.units(1, 100), tallies=(world.tally,)))
    assert registry.store.tally(world.tally) == Tally(world.tally, 100, None)


def test_accounts_and_limits_follow_their_versions_on_every_store(registry):
    account = Account(registry="R1", code="x", type="article_6_4.holding", name="x")
    assert registry.open_account(account)
    assert not registry.open_account(account)
    assert not registry.change_account(replace(account, version=3))
    assert registry.change_account(replace(account, name="y", version=2))
    assert not registry.change_account(replace(account, name="z", version=2))
    assert registry.store.account(account.id).name == "y"
    assert not registry.put_tally(Tally("t", 0, 5, version=2))
    assert registry.store.tally("t") is None
    assert registry.put_tally(Tally("t", 0, 5))
    assert not registry.put_tally(Tally("t", 0, 6))
    assert registry.put_tally(Tally("t", 99, 6, version=2))
    assert registry.store.tally("t") == Tally("t", 0, 6, version=2)


def test_what_was_posted_is_told(registry):
    world = World(registry)
    outcome = world.do(world.issue(100))
    assert isinstance(outcome, Posted)
    assert outcome.result["quantity"] == 100
    assert outcome.result["moved"] == [[world.space(), 1, 100]]
