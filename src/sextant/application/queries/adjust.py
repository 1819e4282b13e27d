"""The emissions balance of a Party from a file of inputs: read, computed, and told as plain values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from sextant.reporting.adjustment import (
    Balance,
    Event,
    Held,
    Inputs,
    Kind,
    Method,
    Noted,
    Target,
    Undetermined,
    Year,
)
from sextant.reporting.fields import FieldBadly, by_year, choice, day, mapping, number, period, text, year

_NEEDED = {"party", "method", "ndc_period", "metric", "inventory", "events"}
_KNOWN = _NEEDED | {"inventory_edition", "trajectory", "budget", "target"}
_EVENT = {"kind", "quantity", "vintage", "executed_on", "used_for_year", "reference"}


def inputs_of(content: Any) -> Inputs:
    """Return the inputs that a JSON document describes, its numbers read as Decimal. Raises FieldBadly."""
    body = mapping(content, "", _KNOWN)
    for name in sorted(_NEEDED - body.keys()):
        raise FieldBadly(name, None, "a value")
    first, last = period(body["ndc_period"], "ndc_period")
    target = body.get("target")
    if target is not None:
        target = mapping(target, "target", {"year", "limit"})
        target = Target(year(target.get("year"), "target.year"), number(target.get("limit"), "target.limit"))
    if not isinstance(body["events"], list):
        raise FieldBadly("events", body["events"], "a list")
    return Inputs(
        party=text(body["party"], "party"),
        method=choice(Method, body["method"], "method"),
        first_year=first,
        last_year=last,
        metric=text(body["metric"], "metric"),
        inventory=by_year(body["inventory"], "inventory"),
        inventory_edition=text(body["inventory_edition"], "inventory_edition") if "inventory_edition" in body else None,
        trajectory=by_year(body.get("trajectory") or {}, "trajectory"),
        budget=number(body["budget"], "budget") if body.get("budget") is not None else None,
        target=target,
        events=tuple(_event(each, f"events[{place}]") for place, each in enumerate(body["events"])),
    )


def _event(content: Any, where: str) -> Event:
    body = mapping(content, where, _EVENT)
    quantity = number(body.get("quantity"), f"{where}.quantity")
    if quantity <= 0:
        raise FieldBadly(f"{where}.quantity", body.get("quantity"), "a number above 0")
    used_for = body.get("used_for_year")
    return Event(
        kind=choice(Kind, body.get("kind"), f"{where}.kind"),
        quantity=quantity,
        vintage=year(body.get("vintage"), f"{where}.vintage"),
        executed_on=day(body.get("executed_on"), f"{where}.executed_on"),
        used_for_year=None if used_for is None else year(used_for, f"{where}.used_for_year"),
        reference=text(body["reference"], f"{where}.reference") if body.get("reference") is not None else None,
    )


# --- told as plain values -------------------------------------------------------------------------


def exact(value: Fraction | None) -> int | str | None:
    """Return a whole number as such, another rational as text (`5500/7`)."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def decimal(value: Fraction | None, digits: int = 28) -> str | None:
    """Return a rational as a decimal number, to so many significant digits."""
    if value is None:
        return None
    from decimal import Context

    return str(Context(prec=digits).divide(Decimal(value.numerator), Decimal(value.denominator)))


def told(found: Balance) -> dict[str, Any]:
    """Return a balance as the command line's JSON: exact figures, with a decimal beside what is not whole."""
    body: dict[str, Any] = {
        "party": found.inputs.party,
        "method": found.inputs.method.value,
        "metric": found.inputs.metric,
        "inventory_edition": found.inputs.inventory_edition,
        "years": [_year_told(each) for each in found.years],
        "undetermined": [_undetermined_told(each) for each in found.undetermined],
        "notes": [_note_told(each) for each in found.notes],
    }
    if found.targets:
        body["target"] = _target_told(found.targets[0])
    if len(found.targets) > 1:
        body["further_targets"] = [_target_told(each) for each in found.targets[1:]]
    return body


def _year_told(row: Year) -> dict[str, Any]:
    body: dict[str, Any] = {"year": row.year}
    for name in ("emissions", "first_transferred", "used", "adjustment", "cumulative", "average", "balance"):
        value = getattr(row, name)
        body[name] = exact(value)
        if name in ("average", "balance") and value is not None:
            body[f"{name}_decimal"] = decimal(value)
    if row.average is not None:
        body["balance_as_reported"] = exact(row.balance_as_reported)
    if row.trajectory is not None:
        body |= {"trajectory": exact(row.trajectory), "within_trajectory": row.within_trajectory}
    return body


def _target_told(held: Held) -> dict[str, Any]:
    return {"year": held.year, "balance": exact(held.balance), "limit": exact(held.limit), "met": held.met}


def _undetermined_told(each: Undetermined) -> dict[str, Any]:
    event = each.event
    return {
        "why": each.why.value,
        "kind": event.kind.value,
        "quantity": exact(event.quantity),
        "vintage": event.vintage,
        "executed_on": event.executed_on.isoformat(),
        "used_for_year": event.used_for_year,
        "reference": event.reference,
    }


def _note_told(each: Noted) -> dict[str, Any]:
    return {"note": each.note.value, "years": list(each.years), "quantity": exact(each.quantity)}
