"""The components of the pages about Article 6.8: the day, codes of lists in words, an amount with its currency."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext as _

from sextant.cooperation.criteria import Finding
from sextant.cooperation.matching import Component, Need, four_places
from sextant.storage.rulebook_files import catalogue
from sextant.web.cooperating import code_word
from sextant.web.names import html_language, party_name
from sextant.wording.cooperation_said import finding_sentence

register = template.Library()

SHAPES = {
    "recorded": "●", "declared": "●", "consented": "●", "listed": "●", "on_track": "●", "agreed": "●",
    "challenged": "◐", "below_minimum": "◐", "watch": "◐", "discussing": "◐", "contacted": "◐", "viewed": "◐",
    "delivering": "◐", "missing": "○", "invited": "○", "suggested": "○", "no_data": "○",
    "contradicted": "✕", "declined": "✕", "left": "✕", "off_track": "✕",
    "completed": "■", "withdrawn": "■", "expired": "■", "lapsed": "■", "delivered": "■",
}  # fmt: skip


@register.filter
def listed(code: str, name: str) -> str:
    """Return the words for a code of a list."""
    return code_word(name, code)


@register.filter
def why(finding: Finding) -> str:
    """Return why a rule yields its outcome."""
    return finding_sentence(finding, catalogue(), html_language())


@register.filter
def places(value: Fraction | None) -> str:
    """Return a fraction with four decimals; a dash where there is none."""
    return "–" if value is None else four_places(value)


@register.filter
def per_cent(value: Fraction | None) -> str:
    """Return a share as a whole per cent, cut off below; a dash where there is none."""
    return "–" if value is None else f"{int(value * 100)} %"


@register.filter
def support_status(code: str) -> str:
    """Return the words for the status of support: a status of those provided, or of those received."""
    name = "status_provided" if code in catalogue().lists["status_provided"].codes else "status_received"
    return code_word(name, code)


@register.filter
def currency_of(need: Need) -> str:
    """Return the currency in which a need is asked for; empty where no amount is."""
    return next((line.currency for line in need.lines if line.currency), "")


@register.filter
def scope_name(name: str, kind: str) -> str:
    """Return what a scope names: a Party, a subregion, a region or a group."""
    return party_name(name) if kind == "country" else code_word(kind, name)


@register.filter
def told_part(part: Component) -> str:
    """Return what a part of a score found, of what was looked for."""
    lists = {"focus": "focus_area", "region": "scope"}
    name = lists.get(part.name)
    if part.name == "amount" and part.wanted:
        return _("%(found)s of %(wanted)s") % {name: f"{int(each[0]):,}" for name, each in _both(part)}
    semicolon = "；" if html_language() == "zh-Hant" else "; "
    found = semicolon.join(code_word(name, each) if name else each for each in part.found)
    if not part.wanted:
        return found or "–"
    facts: dict[str, Any] = {name: len(each) for name, each in _both(part)}
    return _("%(names)s (%(found)s of %(wanted)s)") % {"names": found or _("nothing"), **facts}


def _both(part: Component) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("found", part.found), ("wanted", part.wanted)


@register.inclusion_tag("parts/standing.html")
def standing(code: str, group: str) -> dict[str, str]:
    """A state of Article 6.8: its word and its shape."""
    return {"code": str(code), "group": group, "shape": SHAPES.get(str(code), "○")}


@register.inclusion_tag("parts/as_of_day.html", takes_context=True)
def day_stamp(context: Mapping[str, Any]) -> dict[str, Any]:
    """The day for which the page is shown, with the form that changes it."""
    request = context["request"]
    kept = [(name, found) for name, found in request.GET.items() if name not in {"on", "page", "format"}]
    return {"on": context["on"], "kept": kept, "here": request.path}
