"""Issuance: what the certified quantity of a monitoring period becomes in the ledger of units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sextant.application.cases import Doing
from sextant.application.deeds.accounts import numbers_of_single
from sextant.application.deeds.authorization import AuthorizationOfUse
from sextant.application.issuance_levies import distribution
from sextant.application.registry import Registry
from sextant.domain.account import account_id
from sextant.domain.activity import activity_id
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.rule_value import NotInForce
from sextant.domain.unit import Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import Distribution, IssuanceCell, Issue
from sextant.rules.levy import FactUnknown, known_facts
from sextant.rules.rulebook import Rulebook, Rulebooks
from sextant.workflow.world import Run

REQUESTED = "quantity_by_vintage"
AUTHORIZED = "authorized_by_vintage"
NONE = "none"


def entry_of_issuance(case: UUID) -> UUID:
    """Return the id of the entry that issues the units of a monitoring period."""
    return content_id("issuance", case.hex)


class QuantitiesBadly(ValueError):
    """What should be quantities by vintage is not; `found` says what stands there."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class IssuanceDeed:
    """Units of a monitoring period come into being, are shared out by the levies, and go to the account stated."""

    def __init__(self, registry: Registry, rulebooks: Rulebooks) -> None:
        self.registry = registry
        self.rulebooks = rulebooks

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        request = self._request(doing)
        return request if isinstance(request, Refusal) else self.registry.foresee(request)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Issue the units of the period, once: the id of the entry is derived from the case."""
        request = self._request(doing)
        return request if isinstance(request, Refusal) else self.registry.perform(request)

    def _request(self, doing: Doing) -> Issue | Refusal:
        run = doing.before.runs[doing.act.case]
        book = self.rulebooks.books[run.cycle.mechanism]
        use = AuthorizationOfUse(doing.before, run, book)
        try:
            requested = quantities(_latest(doing, run).get(REQUESTED))
            authorized = quantities(doing.act.stated.get(AUTHORIZED))
        except QuantitiesBadly as error:
            return refuse("quantities_malformed", found=error.found)
        on = doing.before.rules.calendar(run.cycle.path).day_of(doing.act.at)
        refusal = _refuse_quantities(doing, requested, authorized, use, run)
        if refusal is not None:
            return refusal
        host = str(doing.before.facts().get("host_party") or "")
        try:
            shared = self._shared_out(book, doing, run, on)
        except FactUnknown as error:
            return refuse("fact_unknown", name=str(error), subject=run.case.subject)
        if isinstance(shared, NotInForce):
            return refuse("rule_not_in_force", step=doing.act.step, rule=shared.path)
        return Issue(
            id=entry_of_issuance(run.case.id),
            actor=doing.act.actor.name,
            effective_on=on,
            registry=book.mechanism.registry_code,
            mechanism=book.code,
            unit_type=book.mechanism.unit_types[0],
            host_party=host,
            activity=activity_id(book.mechanism.registry_code, run.case.subject),
            cells=tuple(_cells(book, run, host, requested, authorized, use)),
            distribution=shared,
            period_first=run.dates.get("monitoring_period_start"),
            period_last=run.dates.get("monitoring_period_end"),
        )

    def _shared_out(self, book: Rulebook, doing: Doing, run: Run, on: date) -> Distribution | NotInForce:
        """Return who receives which part. Raises FactUnknown where a levy asks for a fact that nobody has recorded."""
        known = doing.before.known(run)
        return distribution(
            book,
            dates={**known.dates, "issued": on},
            facts=known_facts(known.facts, book.mechanism.facts),
            accounts=numbers_of_single(book),
            remainder=account_id(book.mechanism.registry_code, str(doing.act.stated["distribution_account"])),
        )


def _latest(doing: Doing, run: Run) -> Mapping[str, object]:
    """Return what was stated last about the quantity: in the request for issuance, which may have changed it."""
    requests = doing.before.below(run.case.id)
    stated = [each.stated for each in requests if REQUESTED in each.stated]
    return stated[-1] if stated else run.stated


def quantities(stated: object) -> dict[int, int]:
    """Return quantities by vintage, as stated: `2026: 9000; 2027: 4000`, or `none`. Raises QuantitiesBadly."""
    found: dict[int, int] = {}
    text = str(stated or "").strip()
    if text == NONE:
        return found
    for part in text.split(";"):
        vintage, divided, quantity = (each.strip() for each in part.partition(":"))
        if not (divided and vintage.isdecimal() and quantity.isdecimal()) or int(vintage) in found:
            raise QuantitiesBadly(part.strip() or text)
        found[int(vintage)] = int(quantity)
    return found


def _refuse_quantities(
    doing: Doing, requested: Mapping[int, int], authorized: Mapping[int, int], use: AuthorizationOfUse, run: Run
) -> Refusal | None:
    total = sum(requested.values())
    certified = run.stated.get("certified_quantity")
    if isinstance(certified, int) and total > certified:
        return refuse("quantity_differs", name=REQUESTED, found=total, expected=certified)
    if doing.act.stated.get("quantity") != total:
        return refuse("quantity_differs", name="quantity", found=str(doing.act.stated.get("quantity")), expected=total)
    first, last = run.dates["monitoring_period_start"].year, run.dates["monitoring_period_end"].year
    for vintage, quantity in requested.items():
        if not first <= vintage <= last:
            return refuse("vintage_outside_period", found=vintage, expected=f"{first}–{last}")
        if authorized.get(vintage, 0) > quantity:
            return refuse("quantity_differs", name=AUTHORIZED, found=authorized[vintage], expected=quantity)
    if set(authorized) - set(requested):
        unknown = min(set(authorized) - set(requested))
        return refuse("vintage_outside_period", found=unknown, expected=", ".join(map(str, requested)))
    wanted = use.covers(total)
    if wanted is not None and sum(authorized.values()) != wanted:
        return refuse("quantity_differs", name=AUTHORIZED, found=sum(authorized.values()), expected=wanted)
    return None


def _cells(
    book: Rulebook,
    run: Run,
    host: str,
    requested: Mapping[int, int],
    authorized: Mapping[int, int],
    use: AuthorizationOfUse,
) -> list[IssuanceCell]:
    found: list[IssuanceCell] = []
    for vintage, quantity in sorted(requested.items()):
        key = f"{host}-{run.case.subject}-{vintage}"
        prefix = f"{book.mechanism.registry_code}-{key}"
        with_use = authorized.get(vintage, 0)
        parts: list[tuple[Terms, int, bool]] = [
            (use.authorized_terms(), with_use, use.first_transferred_at_issuance),
            (use.other_terms(), quantity - with_use, False),
        ]
        for terms, part, marked in parts:
            if part:
                found.append(IssuanceCell(key, prefix, vintage, terms, part, marked))
    return found
