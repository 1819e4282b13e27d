"""Reading an approach from plain values, and writing it back: what is written is what is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sextant.cooperation import form
from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.criteria import DECLARATIONS
from sextant.cooperation.form import AMOUNT_MAX, Body, NotAForm
from sextant.cooperation.progress import LADDERS, Estimate, Indicator, Observation
from sextant.cooperation.record import (
    Approach,
    Certificate,
    Entity,
    NeedLine,
    Overlap,
    Participant,
    Safeguard,
    SupportLine,
)

_NEEDED = ("reference", "title", "description", "submitting_party", "participants")
_KEYS = tuple(each.name for each in fields(Approach))
REFERENCE = r"NMA-[A-Z0-9-]{2,40}"
_MASS = (
    "t co2",
    "tco2",
    "co2e",
    "co2 e",
    "tonne",
    "公噸",
    "itmo",
    "cer",
    "a6.4er",
    "mcu",
    "credit",
    "碳信用",
    "unit",
    "單位",
)
"""What an indicator may not be counted in: tonnes belong to the one estimate, units nowhere."""


def read_approach(value: Any, catalogue: Catalogue) -> Approach:
    """Return one version of an approach. Raises NotAForm with the first thing that cannot stand in it."""
    body = form.body(value, "", needed=_NEEDED, optional=_KEYS)
    participants = body.each("participants", lambda each, where: _participant(each, where, catalogue))
    parties = [each.party for each in participants]
    for party in parties:
        if parties.count(party) > 1:
            raise NotAForm("given_twice", "participants", found=party)
    submitting = form.party(value["submitting_party"], "submitting_party")
    if submitting not in parties:
        raise NotAForm("party_not_named", "submitting_party", found=submitting, expected=", ".join(parties))
    first, last = body.day_or_none("first"), body.day_or_none("last")
    form.in_order(first, last, "last")
    approach = Approach(
        reference=_reference(body),
        title=body.text("title"),
        description=body.text("description"),
        submitting_party=submitting,
        participants=participants,
        focal_point=body.text_or_none("focal_point"),
        entities=body.each("entities", lambda each, where: _entity(each, where, catalogue)),
        focus_areas=body.codes("focus_areas", catalogue.focus_areas),
        tags=body.texts("tags"),
        themes=body.codes("themes", catalogue.lists["theme"].codes),
        answers=_table(body, "answers", catalogue.answers),
        rights=_table(body, "rights", catalogue.lists["right"].codes),
        declarations=_declarations(body, parties),
        reach=body.code_or_none("reach", catalogue.lists["reach"].codes),
        sector=body.code_or_none("sector", catalogue.lists["sector"].codes),
        sdgs=body.each("sdgs", lambda each, where: form.whole(each, where, 1, 17), once=True),
        stage=body.code_or_none("stage", (*catalogue.lists["stage"].codes, "completed")),
        first=first,
        last=last,
        needs=body.each("needs", lambda each, where: _need(each, where, catalogue, _hosts(participants))),
        support=body.each("support", lambda each, where: _support(each, where, catalogue)),
        indicators=body.each("indicators", lambda each, where: _indicator(each, where, catalogue)),
        mitigation=_estimate(value["mitigation"]) if value.get("mitigation") is not None else None,
        safeguards=body.each("safeguards", _safeguard),
        related=body.texts("related"),
        overlaps=body.each("overlaps", _overlap),
        certificates=body.each("certificates", _certificate),
        platform_reference=body.text_or_none("platform_reference"),
        language=body.text("language", needed=False) or "en",
        synthetic=body.yes("synthetic"),
    )
    _one_currency(approach)
    return approach


def _reference(body: Body) -> str:
    found = body.text("reference")
    if not re.fullmatch(REFERENCE, found):
        raise NotAForm("not_a_reference", "reference", found=found, expected="NMA-0001")
    return found


def _hosts(participants: tuple[Participant, ...]) -> tuple[str, ...]:
    return tuple(each.party for each in participants if each.role == "host")


def _participant(value: Any, where: str, catalogue: Catalogue) -> Participant:
    body = form.body(value, where, needed=("party", "role"), optional=("ndc", "subregion", "groups"))
    return Participant(
        party=form.party(value["party"], body.at("party")),
        role=body.code("role", catalogue.lists["role"].codes),
        ndc=body.text_or_none("ndc"),
        subregion=body.code_or_none("subregion", catalogue.subregions),
        groups=body.codes("groups", catalogue.lists["group"].codes),
    )


def _entity(value: Any, where: str, catalogue: Catalogue) -> Entity:
    body = form.body(value, where, needed=("name", "kind"), optional=("contact", "country"))
    return Entity(
        name=body.text("name"),
        kind=body.code("kind", catalogue.lists["entity_kind"].codes),
        contact=body.text("contact", needed=False),
        country=form.party(value["country"], body.at("country")) if value.get("country") is not None else None,
    )


def _table(body: Body, key: str, known: Collection[str]) -> Mapping[str, str]:
    content = body.values.get(key, {})
    inner = form.body(content, body.at(key), needed=(), optional=tuple(known))
    return {each: inner.text(each) for each in known if each in content}


def _declarations(body: Body, parties: list[str]) -> Mapping[str, tuple[str, ...]]:
    content = body.values.get("declarations", {})
    inner = form.body(content, body.at("declarations"), needed=(), optional=DECLARATIONS)
    return {each: inner.codes(each, parties) for each in DECLARATIONS if each in content}


def money(body: Body, amount: str, currencies: Collection[str]) -> tuple[int | None, str | None]:
    """Return an amount with its currency, or neither: a number without a currency would be a quantity of anything."""
    found = body.whole_or_none(amount, 0, AMOUNT_MAX)
    currency = body.code_or_none("currency", currencies)
    if (found is None) != (currency is None):
        missing = "currency" if currency is None else amount
        raise NotAForm("amount_and_currency", body.where, found=str(found or currency), expected=missing)
    return found, currency


def instrument(body: Body, kind: str, catalogue: Catalogue) -> str | None:
    """Return the instrument of a line: finance has one, other support has none."""
    found = body.code_or_none("instrument", catalogue.lists["instrument"].codes)
    if (kind == "FIN") != (found is not None):
        raise NotAForm("instrument_of_finance", body.at("instrument"), found=form.shown(found), expected=kind)
    return found


def _need(value: Any, where: str, catalogue: Catalogue, hosts: tuple[str, ...]) -> NeedLine:
    optional = ("instrument", "amount", "currency", "first", "last")
    body = form.body(value, where, needed=("party", "type", "stage", "description"), optional=optional)
    kind = body.code("type", catalogue.lists["support_type"].codes)
    amount, currency = money(body, "amount", catalogue.lists["currency"].codes)
    first, last = body.day_or_none("first"), body.day_or_none("last")
    form.in_order(first, last, body.at("last"))
    return NeedLine(
        party=body.code("party", hosts),
        type=kind,
        stage=body.code("stage", catalogue.lists["stage"].codes),
        description=body.text("description"),
        instrument=instrument(body, kind, catalogue),
        amount=amount,
        currency=currency,
        first=first,
        last=last,
    )


def _support(value: Any, where: str, catalogue: Catalogue) -> SupportLine:
    optional = ("provider_party", "instrument", "amount", "currency", "channel", "flow", "purpose", "activity_status",
                "conditions")  # fmt: skip
    needed = ("line", "provider", "recipient", "type", "status", "year", "description")
    body = form.body(value, where, needed=needed, optional=optional)
    kind = body.code("type", catalogue.lists["support_type"].codes)
    amount, currency = money(body, "amount", catalogue.lists["currency"].codes)
    statuses = dict.fromkeys((*catalogue.lists["status_provided"].codes, *catalogue.lists["status_received"].codes))
    giver = value.get("provider_party")
    return SupportLine(
        line=body.text("line"),
        provider=body.text("provider"),
        recipient=form.party(value["recipient"], body.at("recipient")),
        type=kind,
        status=body.code("status", tuple(statuses)),
        year=body.whole("year", 2000, 2100),
        description=body.text("description"),
        provider_party=form.party(giver, body.at("provider_party")) if giver is not None else None,
        instrument=instrument(body, kind, catalogue),
        amount=amount,
        currency=currency,
        channel=body.code_or_none("channel", catalogue.lists["channel"].codes),
        flow=body.code_or_none("flow", catalogue.lists["flow"].codes),
        purpose=body.code_or_none("purpose", catalogue.lists["purpose"].codes),
        activity_status=body.code_or_none("activity_status", catalogue.lists["activity_status"].codes),
        conditions=body.codes("conditions", catalogue.lists["condition"].codes),
    )


def _indicator(value: Any, where: str, catalogue: Catalogue) -> Indicator:
    needed = ("code", "theme", "name", "unit", "baseline", "baseline_on", "target", "target_on", "attribution")
    body = form.body(value, where, needed=needed, optional=("observations", "sdg"))
    theme = body.code("theme", catalogue.lists["progress_theme"].codes)
    unit = body.text("unit")
    if any(each in unit.casefold() for each in _MASS):
        raise NotAForm("indicator_in_units", body.at("unit"), found=unit)
    steps = catalogue.lists[LADDERS[theme]].codes if theme in LADDERS else None
    observations = body.each("observations", lambda each, at: _observation(each, at, catalogue))
    values = [body.number("baseline"), body.number("target"), *(each.value for each in observations)]
    if steps is not None and any(str(each) not in steps for each in values):
        wrong = next(each for each in values if str(each) not in steps)
        raise NotAForm("not_a_step", where, found=str(wrong), expected=", ".join(steps))
    form.in_order(body.day("baseline_on"), body.day("target_on"), body.at("target_on"))
    return Indicator(
        code=body.text("code"),
        theme=theme,
        name=body.text("name"),
        unit=unit,
        baseline=values[0],
        baseline_on=body.day("baseline_on"),
        target=values[1],
        target_on=body.day("target_on"),
        attribution=body.code("attribution", catalogue.lists["attribution"].codes),
        observations=observations,
        sdg=body.whole_or_none("sdg", 1, 17),
    )


def _observation(value: Any, where: str, catalogue: Catalogue) -> Observation:
    body = form.body(value, where, needed=("value", "on", "evidence", "confidence"))
    confidence = body.code("confidence", catalogue.lists["confidence"].codes)
    return Observation(body.number("value"), body.day("on"), body.text("evidence"), confidence)


def _estimate(value: Any) -> Estimate:
    body = form.body(value, "mitigation", needed=("low_tco2e", "high_tco2e", "method"))
    low, high = body.number("low_tco2e"), body.number("high_tco2e")
    if high < low:
        raise NotAForm("range_reversed", "mitigation", found=f"{low} – {high}")
    return Estimate(low, high, body.text("method"))


def _safeguard(value: Any, where: str) -> Safeguard:
    body = form.body(value, where, needed=("impact",), optional=("answer",))
    return Safeguard(body.text("impact"), body.text("answer", needed=False))


def _overlap(value: Any, where: str) -> Overlap:
    needed = ("mechanism", "activity", "own_outcome_authorized")
    body = form.body(value, where, needed=needed, optional=("scope_split",))
    authorized = body.yes("own_outcome_authorized")
    return Overlap(body.text("mechanism"), body.text("activity"), authorized, body.text_or_none("scope_split"))


def _certificate(value: Any, where: str) -> Certificate:
    body = form.body(value, where, needed=("scheme", "result"))
    return Certificate(body.text("scheme"), body.text("result"))


def _one_currency(approach: Approach) -> None:
    """Refuse the needs of one host in two currencies: they could be neither added nor compared."""
    for host in approach.hosts:
        found = sorted({each.currency for each in approach.needs if each.party == host and each.currency})
        if len(found) > 1:
            raise NotAForm("currencies_mixed", "needs", found=", ".join(found), expected=host)


def plain(value: Any) -> Any:
    """Return a record as plain values for JSON; what is empty is left out, so that reading it gives the same record."""
    if is_dataclass(value) and not isinstance(value, type):
        found = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        return {key: each for key, each in found.items() if each not in (None, "", [], {})}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
