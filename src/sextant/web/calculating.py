"""A calculation as the address asks for it: version, choices, period and inputs, and the fields of its form.

`v_SYMBOL` is the value of an input as it was typed: a number, a list by element (`north: 3; south: 4`), or JSON
as a file of inputs has it. What cannot be read as any of these goes on as text, and the calculation refuses it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sextant.domain.refusal import Refusal
from sextant.methodology.book import Version
from sextant.methodology.methodology import Methodology
from sextant.methodology.plan import Plan, Request, found_version, plan_for
from sextant.storage.input_files import UnreadableInputs, parse_inputs
from sextant.storage.methodology_files import ShippedLibrary
from sextant.web.asking import AskedWrongly, day
from sextant.web.names import html_language
from sextant.wording.refusals import sentence

TYPED, CHOSEN, TEXT_MAX = "v_", "c_", 4000
KINDS = ("methodology", "tool", "standard", "worked_example")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form."""

    name: str
    typed: str
    about: dict[str, Any]


def kind_names() -> dict[str, str]:
    """Return what the kinds of entries of the catalogue are called."""
    return {"methodology": _("methodology"), "tool": _("tool"), "standard": _("standard"),
            "worked_example": _("worked example")}  # fmt: skip


def found(request: HttpRequest, name: str) -> tuple[Methodology, Version]:
    """Return the methodology of the address and the version asked for. Raises AskedWrongly where there is none."""
    known = found_version(Request(name, {}, version=request.GET.get("version") or None), ShippedLibrary())
    if isinstance(known, Refusal):
        raise AskedWrongly(sentence(known, html_language()), 404, _("The catalogue lists all that are known."))
    return known


def asked(request: HttpRequest, methodology: Methodology) -> Request:
    """Return the calculation that the address asks for."""
    inputs: dict[str, Any] = {}
    for key in request.GET:
        text = request.GET.get(key, "")
        if text.strip() and key.startswith(TYPED):
            inputs[key.removeprefix(TYPED)] = typed_value(text.strip()[:TEXT_MAX])
        elif text.strip() and key.startswith(CHOSEN) and key.removeprefix(CHOSEN) in methodology.book.choices:
            inputs[key.removeprefix(CHOSEN)] = text
    first, last = day(request, "from"), day(request, "to")
    if (first is None) != (last is None) or (first is not None and last is not None and first > last):
        raise AskedWrongly(_("A period has a first and a last day, and the last is not before the first."))
    period = None if first is None or last is None else (first, last)
    return Request(methodology.book.id, inputs, version=request.GET.get("version") or None, period=period)


def typed_value(text: str) -> Any:
    """Return a value as it was typed: a number, numbers by element, or JSON; else the text itself."""
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if text[0] in "{[":
        try:
            parsed = parse_inputs(f'{{"value": {text}}}')
        except UnreadableInputs:
            return text
        return parsed["value"] if set(parsed) == {"value"} else text
    table: dict[str, Decimal] = {}
    for each in re.split(r"[;\n]", text):
        element, colon, number = (part.strip() for part in each.partition(":"))
        if not element and not colon:
            continue
        if not colon or not element or element in table or not _NUMBER.fullmatch(number):
            return text
        table[element] = Decimal(number)
    return table


def plan_of(request: Request, methodology: Methodology) -> Plan | Refusal:
    """Return what the choices that were made take, or which choice is still to be made."""
    chosen = {name: each for name, each in request.inputs.items() if name in methodology.book.choices}
    return plan_for(Request(request.methodology, chosen, version=request.version), ShippedLibrary())


def fields(request: HttpRequest, plan: Plan, about: list[dict[str, Any]]) -> list[Field]:
    """Return the fields of what the plan needs; those that have no default come first."""
    by_symbol = {each["symbol"]: each for each in about}
    found_fields = [
        Field(each.symbol, request.GET.get(f"{TYPED}{each.symbol}", "")[:TEXT_MAX], by_symbol[each.symbol])
        for each in plan.terms
        if each.symbol in by_symbol
    ]
    return sorted(found_fields, key=lambda each: each.about["default"] is not None)
