"""Reading the steps of a scenario that tell what happened outside: events of other registries, statements, reports.

An authorization that is only known as it was published is a statement; one that is decided here is a step of a cycle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sextant.application.foreign.event import COLUMNS
from sextant.application.scenario.story import Reporter, Reports
from sextant.domain.authorization import Authorization, FirstTransferEvent, Use, Window
from sextant.rules import reading
from sextant.rules.text import RuleTextError, shown

_REGISTRY = re.compile(r"[A-Z]{3}\d{2}", re.ASCII)
_PERIOD = re.compile(r"([12]\d{3})(?: to |-)([12]\d{3})", re.ASCII)
FIGURES = ("first_transfer", "transfer", "acquisition", "use", "cancellation", "held")
"""What is summed up of the reports of a Party, in the words of the format's codes; `held` at the end."""
_NOT_WRITTEN = {"event", "executed_on"}
_STATEMENT = frozenset(
    {"version", "first_transfer", "purposes_named", "parties", "quantity", "vintages", "use_until", "terms", "sectors",
     "activity_types", "underlying_registries"}
)  # fmt: skip


def reporting(content: Any, where: str) -> dict[str, Reporter]:
    """Return the Parties that report. Raises RuleTextError."""
    found: dict[str, Reporter] = {}
    for code, each in reading.mapping(content, where).items():
        body = reading.keys(each, f"{where}.{code}", needed={"ndc_period", "registry"})
        first, last = _years(body["ndc_period"], f"{where}.{code}.ndc_period")
        registry = reading.some_text(body["registry"], f"{where}.{code}.registry")
        if _REGISTRY.fullmatch(registry) is None:
            raise RuleTextError(f"{where}.{code}.registry: {shown(registry)} is no registry of a Party; write GHA01")
        found[code] = Reporter(first, last, registry, registry[:3])
    return found


def event(content: Any, where: str) -> Mapping[str, str]:
    """Return what another registry did; its day is that of the step. Raises RuleTextError."""
    allowed = frozenset(COLUMNS) - _NOT_WRITTEN
    body = reading.keys(content, where, needed={"registry", "kind", "serials"}, optional=allowed)
    return {name: reading.some_text(value, f"{where}.{name}") for name, value in body.items()}


def statement(content: Any, where: str, on: date) -> Authorization:
    """Return an authorization as a Party published it, on the day of the step. Raises RuleTextError."""
    needed = {"party", "reference", "cooperative_approach", "uses"}
    body = reading.keys(content, where, needed=needed, optional=_STATEMENT)

    def texts(name: str) -> tuple[str, ...]:
        return reading.texts(body.get(name, []), f"{where}.{name}")

    uses = reading.some_texts(body["uses"], f"{where}.uses")
    for each in uses:
        reading.one_of(each, {use.value for use in Use}, f"{where}.uses", "use")
    chosen = body.get("first_transfer")
    offered = {each.value for each in FirstTransferEvent}
    first, last = _years(body["vintages"], f"{where}.vintages") if "vintages" in body else (None, None)
    return Authorization(
        party=reading.some_text(body["party"], f"{where}.party"),
        reference=reading.some_text(body["reference"], f"{where}.reference"),
        version=reading.quantity(body.get("version", "1"), f"{where}.version"),
        authorized_on=on,
        effective_on=on,
        uses=uses,
        cooperative_approach=reading.some_text(body["cooperative_approach"], f"{where}.cooperative_approach"),
        first_transfer=FirstTransferEvent(reading.one_of(chosen, offered, f"{where}.first_transfer", "event"))
        if chosen is not None
        else None,
        quantity=reading.quantity(body["quantity"], f"{where}.quantity") if "quantity" in body else None,
        mitigation=Window(date(first, 1, 1) if first else None, date(last, 12, 31) if last else None),
        use=Window(None, reading.day(body["use_until"], f"{where}.use_until") if "use_until" in body else None),
        terms=reading.some_text(body["terms"], f"{where}.terms") if "terms" in body else None,
        purposes_named=texts("purposes_named"),
        parties=texts("parties"),
        sectors=texts("sectors"),
        activity_types=texts("activity_types"),
        underlying_registries=texts("underlying_registries"),
    )


def reports(content: Any, where: str, known: Mapping[str, Reporter]) -> Reports:
    """Return which reports are written and what is expected in them. Raises RuleTextError."""
    needed = {"approach", "years", "profile", "mitigation_type", "expected"}
    body = reading.keys(content, where, needed=needed, optional=frozenset({"findings"}))
    first, last = _years(body["years"], f"{where}.years")
    expected: dict[str, Mapping[str, int]] = {}
    adjustments: dict[str, Mapping[int, int]] = {}
    for code, each in reading.mapping(body["expected"], f"{where}.expected").items():
        at = f"{where}.expected.{code}"
        reading.one_of(code, known, at, "Party under reporting")
        figures = reading.keys(each, at, needed={*FIGURES, "adjustments"})
        expected[code] = {name: reading.whole(figures[name], f"{at}.{name}") for name in FIGURES}
        adjustments[code] = {
            _years(f"{year}-{year}", f"{at}.adjustments")[0]: _signed(tonnes, f"{at}.adjustments.{year}")
            for year, tonnes in reading.mapping(figures["adjustments"], f"{at}.adjustments").items()
        }
    return Reports(
        approach=reading.some_text(body["approach"], f"{where}.approach"),
        first_year=first,
        last_year=last,
        parties=tuple(expected),
        profile=reading.some_text(body["profile"], f"{where}.profile"),
        mitigation_type=reading.some_text(body["mitigation_type"], f"{where}.mitigation_type"),
        expected=expected,
        adjustments=adjustments,
        findings=reading.texts(body.get("findings", []), f"{where}.findings"),
    )


def _signed(content: Any, where: str) -> int:
    text = reading.some_text(content, where)
    tonnes = reading.whole(text.removeprefix("-"), where)
    return -tonnes if text.startswith("-") else tonnes


def _years(content: Any, where: str) -> tuple[int, int]:
    found = _PERIOD.fullmatch(content) if isinstance(content, str) else None
    if found is None or int(found[1]) > int(found[2]):
        raise RuleTextError(f"{where}: {shown(content)} are no years; write them as 2021-2030")
    return int(found[1]), int(found[2])
