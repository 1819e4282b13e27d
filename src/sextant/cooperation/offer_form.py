"""Reading an offer of support, and reading needs and offers from one file to compare them without a registry."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from typing import Any

from sextant.cooperation import form
from sextant.cooperation.approach_form import instrument, money
from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.form import AMOUNT_MAX, Body, NotAForm
from sextant.cooperation.matching import COMPONENTS, Method, Need, WantedLine
from sextant.cooperation.record import Offer, OfferLine, Scope

OFFER_ID = r"[A-Z][A-Z0-9-]{0,40}"
_NEEDED = ("id", "scope", "focus", "stages", "window", "lines")
_OF_PROVIDER = ("provider", "provider_kind", "contact")
_OPTIONAL = ("sdgs", "conditions", "provider_party", "channel", "languages", "synthetic")


def read_offer(value: Any, catalogue: Catalogue) -> Offer:
    """Return an offer as it is listed: with its provider. Raises NotAForm with the first thing that cannot stand."""
    body = form.body(value, "", needed=(*_NEEDED, *_OF_PROVIDER), optional=_OPTIONAL)
    party = value.get("provider_party")
    return _offer(
        body,
        catalogue,
        provider=body.text("provider"),
        provider_kind=body.code("provider_kind", catalogue.lists["entity_kind"].codes),
        provider_party=form.party(party, "provider_party") if party is not None else None,
        contact=body.text("contact"),
        channel=body.text("channel", needed=False),
        languages=body.texts("languages"),
        synthetic=body.yes("synthetic"),
    )


def read_comparison(value: Any, catalogue: Catalogue, method: Method) -> tuple[list[Need], list[Offer], Method]:
    """Return needs, offers and the method in one file; what the file says of the method stands for the rulebook's.

    Lines may be lists of type, instrument and amount, in US dollars. Raises NotAForm.
    """
    optional = ("weights", "region_scale", "forbidden_conditions", "note", "schema", "methodology", "generated",
                "pairs", "plans")  # fmt: skip
    body = form.body(value, "", needed=("needs", "offers"), optional=optional)
    needs = body.each("needs", lambda each, where: _need(each, where, catalogue))
    offers = body.each("offers", lambda each, where: _compared_offer(each, where, catalogue))
    for name, ids in (("needs", [each.id for each in needs]), ("offers", [each.id for each in offers])):
        for one in ids:
            if ids.count(one) > 1:
                raise NotAForm("given_twice", name, found=one)
    return list(needs), list(offers), _method(body, method)


def _method(body: Body, method: Method) -> Method:
    weights = _fractions(body, "weights", COMPONENTS) or method.weights
    scale = _fractions(body, "region_scale", tuple(method.region_scale)) or method.region_scale
    forbidden = frozenset(body.texts("forbidden_conditions")) or method.forbidden
    return Method(weights, scale, forbidden)


def _fractions(body: Body, key: str, names: Collection[str]) -> dict[str, Fraction] | None:
    content = body.values.get(key)
    if content is None:
        return None
    inner = form.body(content, body.at(key), needed=tuple(names))
    found = {}
    for name in names:
        written = str(inner.values[name])
        if not re.fullmatch(r"\d{1,9}(\.\d{1,9}|/[1-9]\d{0,8})?", written):
            raise NotAForm("not_a_number", inner.at(name), found=form.shown(written))
        found[name] = Fraction(written)
    return found


def _need(value: Any, where: str, catalogue: Catalogue) -> Need:
    optional = ("subregion", "region", "groups", "sdgs")
    body = form.body(value, where, needed=("id", "host", "focus", "stage", "window", "lines"), optional=optional)
    first, last = _window(body)
    lines = body.each("lines", lambda each, at: _line(each, at, catalogue, "amount"))
    if not lines:
        raise NotAForm("list_empty", body.at("lines"))
    if len({each[3] for each in lines if each[3]}) > 1:
        raise NotAForm("currencies_mixed", body.at("lines"), found=body.text("id"), expected=body.text("host"))
    return Need(
        id=body.text("id"),
        host=form.party(value["host"], body.at("host")),
        subregion=body.text_or_none("subregion"),
        region=body.text_or_none("region"),
        groups=body.texts("groups"),
        focus=body.texts("focus"),
        sdgs=_sdgs(body),
        stage=body.code("stage", catalogue.lists["stage"].codes),
        first=first,
        last=last,
        lines=tuple(WantedLine(*each) for each in lines),
    )


def _compared_offer(value: Any, where: str, catalogue: Catalogue) -> Offer:
    body = form.body(value, where, needed=_NEEDED, optional=(*_OF_PROVIDER, *_OPTIONAL))
    return _offer(body, catalogue, provider=body.text("provider", needed=False))


def _offer(body: Body, catalogue: Catalogue, **of_provider: Any) -> Offer:
    first, last = _window(body)
    number = body.text("id")
    if not re.fullmatch(OFFER_ID, number):
        raise NotAForm("not_a_reference", body.at("id"), found=number, expected="O-0001")
    lines = body.each("lines", lambda each, at: _line(each, at, catalogue, "ceiling"))
    if not lines:
        raise NotAForm("list_empty", body.at("lines"))
    return Offer(
        id=number,
        scope=_scope(body, catalogue),
        focus=body.texts("focus"),
        sdgs=_sdgs(body),
        stages=body.codes("stages", catalogue.lists["stage"].codes),
        first=first,
        last=last,
        conditions=body.codes("conditions", catalogue.lists["condition"].codes),
        lines=tuple(OfferLine(*each) for each in lines),
        **of_provider,
    )


def _window(body: Body) -> tuple[Any, Any]:
    days = body.each("window", form.day)
    if len(days) != 2:
        raise NotAForm("window_of_two_days", body.at("window"), found=len(days))
    form.in_order(days[0], days[1], body.at("window"))
    return days[0], days[1]


def _sdgs(body: Body) -> tuple[int, ...]:
    return body.each("sdgs", lambda each, where: form.whole(each, where, 1, 17), once=True)


def _scope(body: Body, catalogue: Catalogue) -> Scope:
    value = body.values["scope"]
    kinds = catalogue.lists["scope"].codes
    if isinstance(value, list) and len(value) == 2:
        value = {"kind": value[0], "names": value[1]}
    inner = form.body(value, body.at("scope"), needed=("kind",), optional=("names",))
    found = Scope(inner.code("kind", kinds), inner.texts("names"))
    if (found.kind == "global") != (not found.names):
        raise NotAForm("scope_names", inner.where, found=", ".join(found.names) or "nothing", expected=found.kind)
    return found


_Line = tuple[str, str | None, int | None, str | None]


def _line(value: Any, where: str, catalogue: Catalogue, amount: str) -> _Line:
    """Return type, instrument, amount and currency of a line."""
    if isinstance(value, list) and len(value) == 3:
        value = {"type": value[0], "instrument": value[1], amount: value[2]}
        if value[amount] is not None:
            value["currency"] = "USD"
    body = form.body(value, where, needed=("type",), optional=("instrument", amount, "currency"))
    kind = body.code("type", catalogue.lists["support_type"].codes)
    if body.whole_or_none(amount, 0, AMOUNT_MAX) is None and body.values.get("currency") is None:
        return kind, instrument(body, kind, catalogue), None, None
    found, currency = money(body, amount, catalogue.lists["currency"].codes)
    return kind, instrument(body, kind, catalogue), found, currency
