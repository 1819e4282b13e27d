"""The form of one activity: what stands in the address, read into what the comparison takes, and back into fields.

Everything is in the address, so that a link carries the assumptions. The rows of years are repeated names in order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpRequest

from sextant.comparison.activity import (
    ACTIVITY,
    BASELINE,
    PROJECT,
    REFERENCE,
    USUAL,
    YEARS_MOST,
    Activity,
    Fault,
    parse_activity,
)
from sextant.comparison.assumption import Assumption, Value
from sextant.methodology.language.exact import shown
from sextant.storage.comparison_files import comparison, examples
from sextant.web.names import html_language

COLUMNS = {
    "year": "year", "days": "covered_days", "baseline": BASELINE, "activity": ACTIVITY, "usual": USUAL,
    "reference": REFERENCE, "project": PROJECT,
}  # fmt: skip
"""The fields of a year's row, and the keys under which a file gives the same."""
HOST = ("least_developed", "small_island", "opts_in_to_adaptation_share")
ASSUMED = "assume."
TITLES = {"en": "title.en", "zh-Hant": "title.zh-Hant"}
"""The fields that keep the title in both languages while the form shows one of them."""
FIRST_EXAMPLE = "solar"


@dataclass(frozen=True, slots=True)
class Field:
    """One assumption as a field: a slider or a list."""

    name: str
    label: str
    reason: str
    unit: str
    value: str
    default: str
    changed: bool
    least: str = ""
    most: str = ""
    step: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def content_of(request: HttpRequest) -> dict[str, Any]:
    """Return what the address holds as the content of a file. Raises Fault.

    Where it names no years, an example is taken, under the assumptions of the address.
    """
    asked = request.GET
    if not any(each.strip() for each in asked.getlist("year")):
        known = examples()
        name = asked.get("example") or FIRST_EXAMPLE
        if name not in known:
            raise Fault("example_unknown", found=name[:40], expected=", ".join(known))
        shipped = dict(json.loads(known[name], parse_float=Decimal))
        return shipped | {"assumptions": shipped.get("assumptions", {}) | _assumed(request)}
    content: dict[str, Any] = {
        "title": _title(request),
        "host": {name: asked.get(name) == "yes" for name in HOST},
        "years": _years(request),
        "assumptions": _assumed(request),
    }
    rules = _rules(asked.get("rules", ""))
    return content | ({"rules": rules} if rules else {})


def _title(request: HttpRequest) -> Any:
    """Return the title that was typed; in both languages as before, where it was left as one of them."""
    typed = request.GET.get("title", "")
    both = {language: request.GET.get(name, "") for language, name in TITLES.items()}
    return both if typed in both.values() and all(both.values()) else typed


def _assumed(request: HttpRequest) -> dict[str, Any]:
    given = {key: request.GET.get(key, "") for key in request.GET if key.startswith(ASSUMED)}
    return {key.removeprefix(ASSUMED): value for key, value in given.items() if value.strip()}


def _years(request: HttpRequest) -> list[dict[str, Any]]:
    typed = {field: request.GET.getlist(field)[: YEARS_MOST + 1] for field in COLUMNS}
    rows = []
    for place, year in enumerate(typed["year"]):
        row = {
            key: cell
            for field, key in COLUMNS.items()
            if (cell := typed[field][place].strip() if place < len(typed[field]) else "")
        }
        if year.strip():
            rows.append(row)
    return rows


def _rules(text: str) -> dict[str, str]:
    found = {}
    for part in (each.strip() for each in text.split(";")):
        path, divided, value = (each.strip() for each in part.partition("="))
        if part and not divided:
            raise Fault("rule_malformed", found=part[:40])
        if part:
            found[path] = value
    return found


def activity_of(content: Mapping[str, Any]) -> Activity:
    """Return the activity. Raises Fault."""
    return parse_activity(content)


def rows_of(activity: Activity) -> list[dict[str, str]]:
    """Return the years as they stand in the fields of the form, and an empty row for another one."""
    rows = [
        {"year": str(each.year), "days": str(each.covered_days)}
        | {field: _cell(each.quantities.get(key)) for field, key in COLUMNS.items() if field not in ("year", "days")}
        for each in activity.years
    ]
    return [*rows, *([dict.fromkeys(COLUMNS, "")] if len(rows) < YEARS_MOST else [])]


def _cell(value: Fraction | None) -> str:
    return "" if value is None else f"{shown(value):f}"


def fields(assumed: Mapping[str, Value]) -> list[Field]:
    """Return every assumption as a field of the form."""
    return [_field(each, assumed[name]) for name, each in comparison().assumptions.all.items()]


def _field(each: Assumption, value: Value) -> Field:
    language = html_language()
    return Field(
        name=f"{ASSUMED}{each.id}",
        label=each.label.in_language(language),
        reason=each.reason.in_language(language),
        unit=each.unit.in_language(language) if each.unit else "",
        value=_written(value),
        default=each.choices[str(each.default)].in_language(language) if each.choices else _written(each.default),
        changed=value != each.default,
        least=_written(each.least) if each.least is not None else "",
        most=_written(each.most) if each.most is not None else "",
        step=_written(each.step) if each.step is not None else "",
        choices=tuple((code, label.in_language(language)) for code, label in each.choices.items()),
    )


def _written(value: Value) -> str:
    return f"{shown(value):f}" if isinstance(value, Fraction) else value
