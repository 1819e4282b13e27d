"""The components of the pages as template tags, and the forms in which values are written.

A component is one partial under `templates/parts` with one class name; it looks the same on every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sextant.domain.account import Account
from sextant.domain.source import Source
from sextant.domain.unit import SerialSpace
from sextant.web import names

register = template.Library()

SHAPES = {
    "in_account": "●",
    "held": "◐",
    "cancelled": "■",
    "retired": "■",
    "open": "●",
    "suspended": "◐",
    "terminated": "■",
    "registered": "●",
    "requested": "◐",
    "validated": "◐",
    "undated": "○",
    "rejected": "✕",
    "withdrawn": "✕",
    "valid": "●",
    "not_yet": "○",
    "amended": "◐",
    "revoked": "✕",
    "exhausted": "■",
    "expired": "■",
    "affordable": "●",
    "not_affordable": "✕",
    "unknown": "▨",
    "given": "●",
    "fail": "✕",
    "unverifiable": "▨",
    "consistent": "●",
    "inconsistent": "✕",
    "from_records": "●",
    "not_applicable": "○",
    "withheld": "▨",
    "missing": "✕",
}


@register.filter
def number(value: int | None) -> str:
    """Return a whole number with thousands separators; a dash where it is unknown."""
    return "–" if value is None else f"{value:,}"


@register.filter
def day(value: date | None) -> str:
    """Return a day as it stands in tables."""
    return value.isoformat() if value else "–"


@register.filter
def long_day(value: date) -> str:
    """Return a day as it stands in prose."""
    if names.html_language() == "zh-Hant":
        return f"{value.year}年{value.month}月{value.day}日"
    return date_format(value, "j F Y")


@register.filter
def month(value: date) -> str:
    """Return the month of a day as a heading."""
    if names.html_language() == "zh-Hant":
        return f"{value.year}年{value.month}月"
    return date_format(value, "F Y")


@register.filter
def day_of(value: datetime) -> str:
    """Return the day of an instant in UTC."""
    return value.date().isoformat()


@register.filter
def instant(value: datetime | None) -> str:
    """Return an instant in UTC to the second."""
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if value else "–"


@register.filter
def word(code: Any, group: str) -> str:
    """Return the word for a code."""
    return names.word(group, code)


@register.filter
def known_word(code: Any, group: str) -> bool:
    """Return whether there is a word for a code beside the code itself."""
    return names.has_word(group, code)


@register.filter
def party(code: str) -> str:
    """Return the name of a Party."""
    return names.party_name(code)


@register.filter
def named_party(code: str) -> bool:
    """Return whether a code is that of a Party with a name."""
    return names.party_name(code) != code


@register.filter
def account_name(account: Account) -> str:
    """Return the name of an account."""
    return names.account_name(account)


@register.filter
def account_type(code: str) -> str:
    """Return the label of an account type."""
    return names.account_type_label(code)


@register.filter
def made_up(name: str) -> str:
    """Return a name of the synthetic world, marked in the visitor's language."""
    return names.made_up(name)


@register.filter
def money(value: Decimal) -> str:
    """Return a sum with thousands separators and at least two decimals."""
    places = max(2, -int(value.normalize().as_tuple().exponent))
    return f"{value:,.{places}f}"


@register.filter
def joined(values: list[str]) -> str:
    """Return texts as a list in the visitor's language."""
    return ("、" if names.html_language() == "zh-Hant" else ", ").join(str(each) for each in values)


@register.filter
def get(values: Mapping[Any, Any], key: Any) -> Any:
    """Return the value under a key, or none."""
    return values.get(key)


@register.simple_tag(takes_context=True)
def with_query(context: Mapping[str, Any], **changes: Any) -> str:
    """Return the address of this page with some parameters changed; an empty value takes one away."""
    return changed_query(context["request"], **changes)


def changed_query(request: HttpRequest, **changes: Any) -> str:
    """Return the query of a request with some parameters changed, with its question mark."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else request.path


@register.inclusion_tag("parts/moment.html", takes_context=True)
def moment(context: Mapping[str, Any]) -> dict[str, Any]:
    """The as-of stamp, with the form that changes it."""
    kept = [
        (name, value)
        for name, value in context["request"].GET.items()
        if name not in {"as_of", "known_at", "page", "format"}
    ]
    return {
        "asked": context["asked"],
        "kept": kept,
        "here": context["request"].path,
        "day_only": context.get("day_only"),
    }


@register.inclusion_tag("parts/range.html", takes_context=True)
def range_of(
    context: Mapping[str, Any], space: SerialSpace, first: int, last: int, serial: int | None = None
) -> dict[str, Any]:
    """A range of serials that leads to its block."""
    address = reverse("block", args=[space.registry, space.serial(first)])
    return {
        "prefix": space.prefix,
        "first": first,
        "last": last,
        "address": address + _moment_query(context),
        "chosen": serial is not None and first <= serial <= last,
    }


def _moment_query(context: Mapping[str, Any]) -> str:
    asked = context.get("asked")
    if asked is None or not asked.chosen:
        return ""
    return "?" + "&".join(f"{name}={quote(value)}" for name, value in asked.as_json().items())


@register.simple_tag(takes_context=True)
def at_moment(context: Mapping[str, Any]) -> str:
    """Return the query that carries the chosen moment to another page."""
    return SafeString(_moment_query(context).replace("&", "&amp;"))


@register.inclusion_tag("parts/state.html")
def state(code: str, group: str = "standing") -> dict[str, str]:
    """A state: its word and its shape."""
    return {"code": code, "word": names.word(group, code), "shape": SHAPES.get(code, "○")}


@register.inclusion_tag("parts/state.html")
def status(activity: Any) -> dict[str, str]:
    """The state of an activity, in the words of its mechanism."""
    code, mechanism = activity.status, activity.mechanism
    return {"code": code, "word": names.status(code, mechanism), "shape": SHAPES.get(code, "○")}


@register.inclusion_tag("parts/source.html")
def source(found: Source | None) -> dict[str, Any]:
    """The mark of where a rule stands."""
    return {"source": found}


@register.inclusion_tag("parts/account.html", takes_context=True)
def account(context: Mapping[str, Any], found: Account | None) -> dict[str, Any]:
    """An account that leads to its statement."""
    return {"account": found, "query": _moment_query(context)}


@register.inclusion_tag("parts/entry.html")
def entry(number_of: Any) -> dict[str, Any]:
    """A journal entry, by the end of its id."""
    return {"number": number_of, "short": str(number_of)[-6:]}


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context: Mapping[str, Any], page: Any) -> dict[str, Any]:
    """The way through a list of several pages."""
    request = context["request"]
    return {
        "page": page,
        "before": changed_query(request, page=page.before) if page.before else None,
        "after": changed_query(request, page=page.after) if page.after else None,
        "first": changed_query(request, page=None),
        "last": changed_query(request, page=page.count),
    }


@register.inclusion_tag("parts/downloads.html", takes_context=True)
def downloads(context: Mapping[str, Any], *forms: str) -> dict[str, Any]:
    """Exactly what the page shows, for programs."""
    request = context["request"]
    return {
        "forms": [(each.upper(), changed_query(request, format=each, page=None)) for each in forms or ("csv", "json")]
    }


@register.inclusion_tag("parts/column.html", takes_context=True)
def column(context: Mapping[str, Any], key: str, label: str, numeric: bool = False) -> dict[str, Any]:
    """The head of a column by which the list can be sorted."""
    current = context["sort"]
    descending = current == f"-{key}"
    active = current.lstrip("-") == key
    return {
        "label": label,
        "numeric": numeric,
        "active": active,
        "descending": descending,
        "order": ("descending" if descending else "ascending") if active else None,
        "address": changed_query(context["request"], sort=key if descending or not active else f"-{key}", page=None),
        "hint": _("sort"),
    }
