"""The rows of a form that come from the workspace of a verification: reports, acts, ticks, findings, the opinion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sextant.application.forms.calculation_rows import YES_NO, input_rows, option_rows, tool_rows
from sextant.application.forms.parameters import element_text, in_one_cell
from sextant.application.forms.statement import Row, Value
from sextant.methodology.evidence import Evidence
from sextant.methodology.forms.form import ACT_FIELDS, EVIDENCE_FIELDS
from sextant.methodology.language.exact import shown
from sextant.methodology.verification.findings import Said
from sextant.methodology.verification.standing import Standing


def facts(workspace: Mapping[str, Any], done: Standing) -> Row:
    """Return what a workspace states as a whole, and what follows from it."""
    of, last = done.materiality, workspace.get("last_inspection") or {}
    known = {True: "yes", False: "no", None: None}
    return {
        "activity": done.workspace.activity,
        "verifier": done.workspace.verifier,
        "period": workspace["period"],
        "on": str(done.workspace.on),
        "first_by_verifier": known[done.workspace.first_by_verifier],
        "last_inspected_on": last.get("on"),
        "tonnes_since_inspection": last.get("tonnes_since"),
        "reported": shown(of.reported),
        "verified_amount": shown(of.verified),
        "overstated": shown(of.overstated),
        "threshold": shown(of.threshold),
        "material": YES_NO[of.material],
        "inspection_mandatory": known[done.inspection.mandatory],
        "opinion": None if done.opinion is None else str(done.opinion.said["opinion"]),
        "opinion_text": None if done.opinion is None else str(done.opinion.said["text"]),
    }


def rows(kind: str, workspace: Mapping[str, Any], done: Standing, language: str) -> list[Row]:
    """Return the rows of a section of this kind."""
    if kind == "reports":
        return [
            {"report": each["version"], "on": each["on"],
             **{key: each["request"].get(key) for key in ("methodology", "version", "case")}}
            for each in workspace["reports"]
        ]  # fmt: skip
    if kind in ("report_inputs", "report_options", "report_tools"):
        return list(_of_reports(kind, workspace, done, language))
    if kind == "acts":
        return [row for number, each in enumerate(workspace.get("acts", []), 1) for row in _act(number, each)]
    if kind == "carried":
        return [dict(each) for each in workspace.get("carried", [])]
    if kind == "ticks":
        return list(_ticks(done))
    return list(_findings(done))


def _of_reports(kind: str, workspace: Mapping[str, Any], done: Standing, language: str) -> Iterator[Row]:
    for each in workspace["reports"]:
        version, inputs = each["version"], each["request"]["inputs"]
        calculation = done.calculations[version]
        if kind == "report_inputs":
            found = input_rows(inputs, calculation, language)
        else:
            found = (option_rows if kind == "report_options" else tool_rows)(inputs, calculation)
        yield from ({"report": version} | row for row in found)


def _act(number: int, each: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the row of an act with its first evidence, and a row for each evidence more."""
    stated: Row = {key: _plain(each.get(key)) for key in ACT_FIELDS}
    evidence = each.get("evidence") or [{}]
    for place, one in enumerate(evidence):
        named: Row = {key: _plain(one.get(name)) for key, name in EVIDENCE_FIELDS.items()}
        yield {"number": number} | (stated if place == 0 else {}) | named


def _plain(value: Any) -> Value:
    if value is None or isinstance(value, str | int | Decimal):
        return value
    return in_one_cell(value)


def _ticks(done: Standing) -> Iterator[Row]:
    for each in done.ticks:
        proof = None if each.tick is None else _evidence(each.tick.evidence)
        for at, value in each.values.items():
            yield {"node": each.node, "element": element_text(at), "value": shown(value), "state": each.state,
                   "evidence": proof}  # fmt: skip


def _evidence(found: tuple[Evidence, ...]) -> str | None:
    return "; ".join(" ".join(filter(None, (each.document, each.page, each.sha256))) for each in found) or None


def _findings(done: Standing) -> Iterator[Row]:
    for each in done.findings.values():
        yield {
            "id": each.id, "kind": each.kind, "node": each.node, "text": each.text,
            "state": "open" if each.closed is None else "closed",
            "answers": "; ".join(_said(one) for one in each.answers) or None,
            "closed": None if each.closed is None else _said(each.closed),
        }  # fmt: skip


def _said(one: Said) -> str:
    return f"{one.on} {one.by}: {one.text}"
