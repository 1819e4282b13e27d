"""Issuance: what the certified quantity of a monitoring period becomes in the ledger of units.

Of which class, by which of the quantities stated, and under which serials, the rulebook says (`rules/issuance.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
from sextant.domain.rule_value import NotInForce, ValueInForce
from sextant.domain.unit import Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import Distribution, IssuanceCell, Issue
from sextant.rules.issuance import Division, Element, IssuanceRule, IssuedClass
from sextant.rules.levy import FactUnknown, known_facts
from sextant.rules.rulebook import Rulebook, Rulebooks
from sextant.workflow.quantities import Quantities, QuantitiesBadly, quantities

EXPIRY_NOT_SET = "expiry_not_set"
"""The label of units that expire on a day which nobody has set."""


def entry_of_issuance(case: UUID) -> UUID:
    """Return the id of the entry that issues the units of a monitoring period."""
    return content_id("issuance", case.hex)


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
        asked = _Asked(doing, self.rulebooks)
        book, run, rule = asked.book, asked.run, asked.rule
        try:
            cells = asked.cells()
            shared = self._shared_out(asked) if not isinstance(cells, Refusal) else None
        except QuantitiesBadly as error:
            return refuse("quantities_malformed", found=error.found)
        except FactUnknown as error:
            return refuse("fact_unknown", name=str(error), subject=run.case.subject)
        if isinstance(cells, Refusal):
            return cells
        if isinstance(shared, NotInForce):
            return refuse("rule_not_in_force", step=doing.act.step, rule=shared.path)
        assert shared is not None, "what is issued is shared out"
        return Issue(
            id=entry_of_issuance(run.case.id),
            actor=doing.act.actor.name,
            effective_on=asked.on,
            registry=asked.registry,
            mechanism=book.code,
            unit_type=book.unit_classes[asked.classes()[-1].unit_class].unit_type,
            host_party=asked.host,
            activity=activity_id(book.mechanism.registry_code, run.case.subject),
            cells=cells,
            distribution=shared,
            period_first=run.dates.get(rule.first),
            period_last=run.dates.get(rule.last),
            commitment_period=asked.commitment_period,
        )

    def _shared_out(self, asked: _Asked) -> Distribution | NotInForce:
        """Return who receives which part. Raises FactUnknown where a levy asks for a fact that nobody has recorded."""
        known = asked.doing.before.known(asked.run)
        book = asked.book
        return distribution(
            book,
            dates={**known.dates, "issued": asked.on},
            facts=known_facts(known.facts, book.mechanism.facts),
            ratings=known.facts,
            accounts=numbers_of_single(book),
            remainder=account_id(asked.registry, str(asked.doing.act.stated[asked.rule.account])),
        )


class _Asked:
    """One issuance as it is asked for, read by the rule of its mechanism."""

    def __init__(self, doing: Doing, rulebooks: Rulebooks) -> None:
        self.doing = doing
        self.rulebooks = rulebooks
        self.run = doing.before.runs[doing.act.case]
        self.book: Rulebook = rulebooks.books[self.run.cycle.mechanism]
        self.rule: IssuanceRule = self.book.issuing
        self.registry = self.book.mechanism.code_of_registry(self.run.cycle.steps[doing.act.step].registry)
        """The code of the registry in which the step issues."""
        self.facts = doing.before.facts()
        self.host = str(self.facts.get(self.rule.host_party) or "")
        self.on: date = doing.before.rules.calendar(self.run.cycle.path).day_of(doing.act.at)
        self.use = AuthorizationOfUse(doing.before, self.run, self.book)

    def classes(self) -> tuple[IssuedClass, ...]:
        """Return the classes of this issuance; the last takes the rest. Raises FactUnknown."""
        holding = [each for each in self.rule.issued if self._holds(each)]
        rest = next((each for each in holding if each.quantity is None), None)
        if rest is None:
            raise FactUnknown(", ".join(sorted(self.rule.facts - {self.rule.host_party})))
        return (*(each for each in holding if each.quantity is not None), rest)

    def _holds(self, each: IssuedClass) -> bool:
        unknown = [fact for fact in (*each.when, *each.unless) if not isinstance(self.facts.get(fact), bool)]
        if unknown:
            raise FactUnknown(unknown[0])
        return all(self.facts[fact] for fact in each.when) and not any(self.facts[fact] for fact in each.unless)

    def cells(self) -> tuple[IssuanceCell, ...] | Refusal:
        """Return what is issued, by vintage and class, or why it cannot be. Raises QuantitiesBadly and FactUnknown."""
        requested = quantities(self._latest().get(self.rule.requested), self.rule.divided_by)
        classes = self.classes()
        parts = {
            each.unit_class: quantities(self.doing.act.stated.get(each.quantity), self.rule.divided_by)
            for each in classes
            if each.quantity is not None
        }
        refusal = self._refuse_total(requested) or self._refuse_parts(requested, parts) or self._refuse_span(classes)
        if refusal is not None:
            return refusal
        found: list[IssuanceCell] = []
        for vintage, quantity in sorted(requested.items(), key=lambda each: each[0] or 0):
            left = quantity
            for each in classes:
                taken = left if each.quantity is None else parts[each.unit_class].get(vintage, 0)
                left -= taken
                if taken:
                    found.append(self._cell(each, vintage, taken))
        return tuple(found)

    def _cell(self, issued: IssuedClass, vintage: int | None, quantity: int) -> IssuanceCell:
        unit_class = self.book.unit_classes[issued.unit_class]
        marked = unit_class.authorized and self.use.first_transferred_at_issuance
        terms = self._terms(issued.unit_class)
        return IssuanceCell(
            self._serial(self.rule.space, vintage), self._serial(self.rule.prefix, vintage), vintage, terms, quantity,
            marked,
        )  # fmt: skip

    def _terms(self, code: str) -> Terms:
        """Return the terms of units of a class: those of the authorization where the class knows of one."""
        unit_class = self.book.unit_classes[code]
        if unit_class.authorized:
            return self.use.authorized_terms()
        if unit_class.statuses:
            return self.use.other_terms()
        terms = Terms(code, restrictions=unit_class.restrictions)
        issued = next(each for each in self.rule.issued if each.unit_class == code)
        if issued.expires is None:
            return terms
        day = self._day(issued.expires)
        return replace(terms, labels=(EXPIRY_NOT_SET,)) if day is None else replace(terms, expires_on=day)

    def _day(self, name: str) -> date | None:
        """Return a date of the case, or the day that a parameter tells; none where neither tells one."""
        known = {**self.doing.before.known(self.run).dates, "issued": self.on}
        if "." not in name:
            return known.get(name)
        found = self.rulebooks.at(name, known)
        return found.value if isinstance(found, ValueInForce) and isinstance(found.value, date) else None

    @property
    def commitment_period(self) -> int | None:
        """The commitment period of the units, or none where there is none."""
        path = self.classes()[-1].commitment_period
        known = {**self.doing.before.known(self.run).dates, "issued": self.on}
        return None if path is None else self.rulebooks.number(path, known)

    def _refuse_span(self, classes: tuple[IssuedClass, ...]) -> Refusal | None:
        """Refuse units of reductions of two commitment periods, where the period of reductions tells which."""
        path = classes[-1].commitment_period
        if path is None or self.rulebooks.parameter(path).anchor != self.rule.last:
            return None
        last = self.commitment_period
        first = self.rulebooks.number(path, {self.rule.last: self.run.dates[self.rule.first]})
        if first != last or last is None:
            return refuse("periods_spanned", found=str(first), expected=str(last))
        return None

    def _serial(self, elements: tuple[Element, ...], vintage: int | None) -> str:
        told = {
            Element.REGISTRY: self.registry,
            Element.HOST_PARTY: self.host,
            Element.ACTIVITY: self.run.case.subject,
            Element.VINTAGE: str(vintage),
        }
        return "-".join(told[each] for each in elements)

    def _latest(self) -> Mapping[str, object]:
        """Return what was stated last about the quantity: in the request for issuance, which may have changed it."""
        name = self.rule.requested
        requests = self.doing.before.below(self.run.case.id)
        stated = [each.stated for each in requests if name in each.stated]
        return stated[-1] if stated else self.run.stated

    def _refuse_total(self, requested: Quantities) -> Refusal | None:
        rule, stated = self.rule, self.doing.act.stated
        total = sum(requested.values())
        certified = self.run.stated.get(rule.certified) if rule.certified else None
        if isinstance(certified, int) and total > certified:
            return refuse("quantity_differs", name=rule.requested, found=total, expected=certified)
        if stated.get(rule.total) != total:
            return refuse("quantity_differs", name=rule.total, found=str(stated.get(rule.total)), expected=total)
        if rule.divided_by is Division.VINTAGE:
            first, last = self.run.dates[rule.first].year, self.run.dates[rule.last].year
            outside = [each for each in requested if each is None or not first <= each <= last]
            if outside:
                return refuse("vintage_outside_period", found=outside[0], expected=f"{first}–{last}")
        return None

    def _refuse_parts(self, requested: Quantities, parts: Mapping[str, Quantities]) -> Refusal | None:
        """Refuse parts that are more than was requested, and authorized ones that the authorization does not cover."""
        for issued in self.rule.issued:
            part = parts.get(issued.unit_class, {})
            for vintage in part:
                if vintage not in requested:
                    return refuse("vintage_outside_period", found=vintage, expected=", ".join(map(str, requested)))
                others = sum(each.get(vintage, 0) for each in parts.values()) - part[vintage]
                if part[vintage] > requested[vintage] - others:
                    return refuse(
                        "quantity_differs", name=issued.quantity, found=part[vintage],
                        expected=requested[vintage] - others,
                    )  # fmt: skip
            wanted = self.use.covers(sum(requested.values())) if self._authorized(issued) else None
            if wanted is not None and sum(part.values()) != wanted:
                return refuse("quantity_differs", name=issued.quantity, found=sum(part.values()), expected=wanted)
        return None

    def _authorized(self, issued: IssuedClass) -> bool:
        return self.book.unit_classes[issued.unit_class].authorized
