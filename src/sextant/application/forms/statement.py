"""What a form is filled from: a calculation or the workspace of a verification, and what persons say beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.evidence import short
from sextant.methodology.forms.form import Form

Value = str | int | Decimal | None
"""What stands in a cell."""
Row = dict[str, Value]
"""The cells of a row, or of a section of facts, by field."""
_TEXTS = ("methodology", "case", "version")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a form is filled from."""

    request: Mapping[str, Any] | None
    """The calculation: methodology, inputs, case and version."""
    period: tuple[date, date] | None
    workspace: Mapping[str, Any] | None
    said: Mapping[str, Any]
    """What persons say, by section: by field, by parameter and field, or a list of rows."""

    def as_record(self) -> dict[str, Any]:
        """Return the statement as a file has it."""
        found: dict[str, Any] = {}
        if self.request is not None:
            found["request"] = dict(self.request)
        if self.period is not None:
            found["period"] = f"{self.period[0]}:{self.period[1]}"
        if self.workspace is not None:
            found["workspace"] = dict(self.workspace)
        return found | {"said": dict(self.said)}


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with everything in its fields: a row for a section of facts, rows for a table."""

    form: Form
    language: str
    sections: Mapping[str, list[Row]] = field(default_factory=dict)

    def as_record(self) -> dict[str, Any]:
        """Return the form as data."""
        sections: dict[str, Any] = {}
        for key, rows in self.sections.items():
            sections[key] = rows if self.form.sections[key].table else (rows[0] if rows else {})
        return {"form": self.form.id, "language": self.language, "sections": sections}


def read_statement(content: Mapping[str, Any], form: Form) -> Statement | Refusal:
    """Return the statement of a file for a form, or the first thing that cannot be read."""
    subject = {"calculation": {"request", "period", "said"}, "verification": {"workspace", "said"}}[form.subject]
    needed = subject & {"request", "workspace"}
    for key in sorted(content.keys() - subject) + sorted(needed - content.keys()):
        return _malformed(key, content.get(key), ", ".join(sorted(subject)))
    period = read_period(content.get("period"))
    if isinstance(period, Refusal):
        return period
    fault = _request_fault(content["request"]) if "request" in content else None
    if fault is None and not isinstance(content.get("workspace", {}), Mapping):
        fault = _malformed("workspace", content["workspace"], "{…}")
    fault = fault or _said_fault(content.get("said", {}), form)
    if fault is not None:
        return fault
    return Statement(content.get("request"), period, content.get("workspace"), content.get("said", {}))


def read_period(content: Any) -> tuple[date, date] | Refusal | None:
    """Return the first and the last day of `YYYY-MM-DD:YYYY-MM-DD`; none where nothing is stated."""
    if content is None:
        return None
    first, _, last = str(content).partition(":")
    try:
        found = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return _malformed("period", content, "YYYY-MM-DD:YYYY-MM-DD")
    return found if found[0] <= found[1] else _malformed("period", content, "YYYY-MM-DD:YYYY-MM-DD")


def _request_fault(content: Any) -> Refusal | None:
    expected = "methodology, inputs, case, version"
    if not isinstance(content, Mapping) or content.keys() - {"inputs", *_TEXTS} or "methodology" not in content:
        return _malformed("request", content, expected)
    for key in _TEXTS:
        if not isinstance(content.get(key, ""), str):
            return _malformed(f"request.{key}", content[key], "text")
    if not isinstance(content.get("inputs"), Mapping):
        return _malformed("request.inputs", content.get("inputs"), "{…}")
    return None


def _said_fault(content: Any, form: Form) -> Refusal | None:
    """Refuse a section or field that the form does not have, and a section that is not said as its kind is."""
    if not isinstance(content, Mapping):
        return _malformed("said", content, "{…}")
    for key, said in content.items():
        section = form.sections.get(key)
        if section is None:
            return _malformed(f"said.{key}", said, ", ".join(form.sections))
        rows = said if isinstance(said, list) else list(said.values()) if isinstance(said, Mapping) else None
        if rows is None or isinstance(said, list) != (section.rows == "said"):
            return _malformed(f"said.{key}", said, "[…]" if section.rows == "said" else "{…}")
        for each in rows if section.table else [said]:
            known = [one.key for one in section.fields.values() if one.fill is None or one.fill in ("how", "often")]
            extra = sorted(each.keys() - set(known)) if isinstance(each, Mapping) else [short(each)]
            if extra:
                return _malformed(f"said.{key}", extra[0], ", ".join(known) or "–")
    return None


def _malformed(where: str, found: Any, expected: str) -> Refusal:
    return refuse("form_statement", where=where, found="–" if found is None else short(found), expected=expected)
