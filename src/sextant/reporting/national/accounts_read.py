"""An accounting statement read from a JSON document. Every field that is not as it should be is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sextant.reporting.adjustment import GHG, Method, Target
from sextant.reporting.fields import (
    FieldBadly,
    by_year,
    choice,
    day,
    flag,
    label,
    listed,
    mapping,
    number,
    period,
    text,
    tonnes,
    year,
)
from sextant.reporting.national.accounts import Accounts, Basis, Contract, Edition, Goal, Projection, Secret, Side

_NEEDED = frozenset({"party", "ndc_period", "method"})
_KNOWN = _NEEDED | {
    "metric", "year_basis", "inventories", "trajectory", "targets", "scenarios", "contracts", "planned_use",
    "confidential", "part_only", "synthetic", "party_codes", "registry_codes",
}  # fmt: skip
_GOAL = {"key", "label", "conditional", "year", "limit", "budget"}
_CONTRACT = {"reference", "side", "partner", "quantity", "vintage", "authorization"}


def accounts_of(content: Any) -> Accounts:
    """Return the statement that a document describes. Raises FieldBadly."""
    body = mapping(content, "", set(_KNOWN), _NEEDED)
    first, last = period(body["ndc_period"], "ndc_period")
    planned = by_year(body.get("planned_use") or {}, "planned_use")
    found = Accounts(
        party=text(body["party"], "party"),
        first_year=first,
        last_year=last,
        metric=text(body.get("metric", GHG), "metric"),
        method=choice(Method, body["method"], "method"),
        basis=choice(Basis, body.get("year_basis", Basis.ADJUSTED.value), "year_basis"),
        editions=tuple(sorted(_editions(body.get("inventories", [])), key=lambda each: each.submitted_on)),
        trajectory=by_year(body.get("trajectory") or {}, "trajectory"),
        goals=tuple(
            _goal(each, f"targets[{at}]") for at, each in enumerate(listed(body.get("targets", []), "targets"))
        ),
        projections=tuple(_projections(body.get("scenarios", []))),
        contracts=tuple(_contracts(body.get("contracts", []))),
        planned={each: tonnes(body["planned_use"][str(each)], f"planned_use.{each}") for each in planned},
        secrets=tuple(_secrets(body.get("confidential", []))),
        part_only=flag(body.get("part_only", False), "part_only"),
        synthetic=flag(body.get("synthetic", False), "synthetic"),
        party_codes=_codes(body.get("party_codes", {}), "party_codes"),
        registry_codes=_codes(body.get("registry_codes", {}), "registry_codes"),
    )
    _must_fit(found)
    return found


def _editions(content: Any) -> Iterator[Edition]:
    for at, each in enumerate(listed(content, "inventories")):
        where = f"inventories[{at}]"
        body = mapping(
            each, where, {"edition", "submitted_on", "years"}, frozenset({"edition", "submitted_on", "years"})
        )
        yield Edition(
            text(body["edition"], f"{where}.edition"),
            day(body["submitted_on"], f"{where}.submitted_on"),
            by_year(body["years"], f"{where}.years"),
        )


def _goal(content: Any, where: str) -> Goal:
    body = mapping(content, where, _GOAL, frozenset({"key", "label", "conditional"}))
    single = "year" in body or "limit" in body
    if single == ("budget" in body):
        raise FieldBadly(where, sorted(body), "either year and limit, or budget")
    target = (
        Target(year(body.get("year"), f"{where}.year"), number(body.get("limit"), f"{where}.limit")) if single else None
    )
    budget = None if single else number(body["budget"], f"{where}.budget")
    key, conditional = text(body["key"], f"{where}.key"), flag(body["conditional"], f"{where}.conditional")
    return Goal(key, label(body["label"], f"{where}.label"), conditional, target, budget)


def _projections(content: Any) -> Iterator[Projection]:
    for at, each in enumerate(listed(content, "scenarios")):
        where = f"scenarios[{at}]"
        body = mapping(each, where, {"key", "label", "years"}, frozenset({"key", "label", "years"}))
        key = text(body["key"], f"{where}.key")
        yield Projection(key, label(body["label"], f"{where}.label"), by_year(body["years"], f"{where}.years"))


def _contracts(content: Any) -> Iterator[Contract]:
    for at, each in enumerate(listed(content, "contracts")):
        where = f"contracts[{at}]"
        body = mapping(each, where, _CONTRACT, frozenset({"reference", "side", "partner", "quantity"}))
        vintage, under = body.get("vintage"), body.get("authorization")
        yield Contract(
            reference=text(body["reference"], f"{where}.reference"),
            side=choice(Side, body["side"], f"{where}.side"),
            partner=text(body["partner"], f"{where}.partner"),
            quantity=tonnes(body["quantity"], f"{where}.quantity"),
            vintage=None if vintage is None else year(vintage, f"{where}.vintage"),
            authorization=None if under is None else text(under, f"{where}.authorization"),
        )


def _secrets(content: Any) -> Iterator[Secret]:
    for at, each in enumerate(listed(content, "confidential")):
        where = f"confidential[{at}]"
        body = mapping(each, where, {"field", "basis"}, frozenset({"field", "basis"}))
        yield Secret(text(body["field"], f"{where}.field"), label(body["basis"], f"{where}.basis"))


def _codes(content: Any, where: str) -> dict[str, str]:
    if not isinstance(content, dict):
        raise FieldBadly(where, content, "an object of codes")
    return {name: text(code, f"{where}.{name}") for name, code in content.items()}


def _must_fit(found: Accounts) -> None:
    """Refuse names that stand for two things, and secrets that name nothing in the statement."""
    for where, names in (
        ("inventories", [each.name for each in found.editions]),
        ("targets", [each.key for each in found.goals]),
        ("scenarios", [each.key for each in found.projections]),
        ("contracts", [each.reference for each in found.contracts]),
        ("confidential", [each.field for each in found.secrets]),
    ):
        twice = next((each for each in names if names.count(each) > 1), None)
        if twice is not None:
            raise FieldBadly(where, twice, "each name once")
    for goal in found.goals:
        if goal.target is not None and goal.target.year not in found.years:
            raise FieldBadly(f"targets.{goal.key}.year", goal.target.year, f"{found.first_year} to {found.last_year}")
    known = set(confidential_fields(found))
    for secret in found.secrets:
        if secret.field not in known:
            raise FieldBadly("confidential.field", secret.field, f"one of {', '.join(sorted(known)) or '–'}")


def confidential_fields(found: Accounts) -> Iterator[str]:
    """Yield the fields that can be held back. What the ledger shows is public: none of its figures is among them."""
    years = {each for edition in found.editions for each in edition.years}
    yield from (f"inventory.{each}" for each in sorted(years))
    yield from (f"trajectory.{each}" for each in sorted(found.trajectory))
    yield from (f"target.{each.key}" for each in found.goals)
    yield from (f"scenario.{each.key}.{one}" for each in found.projections for one in sorted(each.years))
    yield from (f"contract.{each.reference}" for each in found.contracts)
    yield from (f"planned_use.{each}" for each in sorted(found.planned))
