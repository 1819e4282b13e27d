"""The workspace of a verification from the rows of a form: facts, versions of the report, acts with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sextant.application.forms.calculation_taken import inputs_of
from sextant.application.forms.parameters import figure
from sextant.application.forms.statement import Row
from sextant.methodology.forms.form import ACT_FIELDS, EVIDENCE_FIELDS, FACTS

if TYPE_CHECKING:
    from sextant.application.forms.taking import Taken

_PREFIX = "report_"


def workspace_of(found: Taken) -> dict[str, Any]:
    """Return the workspace as a file has it."""
    facts: Row = {}
    for _, row in _rows(found, FACTS):
        facts |= row
    workspace: dict[str, Any] = {key: facts.get(key) for key in ("activity", "verifier", "period", "on")}
    if facts.get("first_by_verifier") is not None:
        workspace["first_by_verifier"] = facts["first_by_verifier"] == "yes"
    if facts.get("last_inspected_on") is not None:
        since = facts.get("tonnes_since_inspection")
        workspace["last_inspection"] = {"on": facts["last_inspected_on"], "tonnes_since": since}
    workspace["reports"] = [_report(found, row) for _, row in _rows(found, "reports")]
    carried = [row for _, row in _rows(found, "carried")]
    return workspace | {"carried": carried, "acts": _acts(found)}


def _rows(found: Taken, kind: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of the sections of a kind by what fills their fields."""
    for section in found.form.sections.values():
        if section.rows == kind:
            for place, row in enumerate(found.sections.get(section.key, [])):
                yield place, {each.fill: row.get(key) for key, each in section.fields.items() if each.fill}


def _report(found: Taken, row: Row) -> dict[str, Any]:
    request: dict[str, Any] = {"methodology": row.get("methodology")}
    request |= {key: str(row[key]) for key in ("version", "case") if row.get(key) is not None}
    request["inputs"] = inputs_of(found, _PREFIX, row.get("report"))
    return {"version": row.get("report"), "on": row.get("on"), "request": request}


def _acts(found: Taken) -> list[dict[str, Any]]:
    """Return the acts; a row with the number of the one before adds evidence to it."""
    acts: list[dict[str, Any]] = []
    number: Any = None
    for _, row in _rows(found, "acts"):
        evidence = {name: row[key] for key, name in EVIDENCE_FIELDS.items() if row.get(key) is not None}
        if row.get("number") is None or row["number"] != number:
            acts.append({key: row[key] for key in ACT_FIELDS if row.get(key) is not None})
            if "value" in acts[-1]:
                acts[-1]["value"] = figure(acts[-1]["value"])
        number = row.get("number")
        if evidence:
            acts[-1].setdefault("evidence", []).append(evidence)
    return acts
