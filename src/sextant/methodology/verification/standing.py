"""Where a verification stands: ticks, findings, errors against materiality, inspection, and whether an opinion can be.

An opinion is positive only where nothing stands against it. What is not known stands against it, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, Warned, refuse
from sextant.methodology.calculate import Calculation, calculate
from sextant.methodology.library import Library
from sextant.methodology.plan import Request
from sextant.methodology.verification.findings import FORWARD, Finding, findings_of
from sextant.methodology.verification.nodes import Values, leaves, nodes, replaced
from sextant.methodology.verification.rules import VerificationRules
from sextant.methodology.verification.workspace import Act, Report, Workspace

TICKED, STALE, NOT_AGREED, OPEN = "ticked", "stale", "not_agreed", "open"
OF_THE_RULES = "of_the_rules"
"""A default or warming potential whose source was read in the official text: nothing is left to compare."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """One input of the latest report and what the verifier said of it."""

    node: str
    values: Values
    state: str
    tick: Act | None


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A figure of the verifier beside the report's, and what it alone does to the reductions."""

    act: Act
    overstated: Fraction
    """Tonnes by which the report is too high; negative where it is too low."""
    corrected: bool
    """Whether the latest report has this value."""


@dataclass(frozen=True, slots=True)
class Materiality:
    """All own figures together against the threshold."""

    reported: Fraction
    verified: Fraction
    """The reductions with all own figures of the verifier."""
    yearly: Fraction
    threshold: Fraction
    overstated: Fraction
    share: Fraction | None
    """The overstatement as a share of what was verified; none where nothing was achieved."""
    material: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """Whether an inspection on site is mandatory, why, and whether it took place."""

    mandatory: bool | None
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]
    done: Act | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that follows from a workspace."""

    workspace: Workspace
    calculations: Mapping[int, Calculation]
    ticks: tuple[Ticked, ...]
    findings: Mapping[str, Finding]
    own: tuple[OwnFigure, ...]
    materiality: Materiality
    inspection: Inspection
    against: tuple[Warned, ...]
    """What stands against a positive opinion."""
    opinion: Act | None


def standing_of(workspace: Workspace, library: Library, rules: VerificationRules) -> Standing | Refusal:
    """Return where a verification stands, or the first thing in its workspace that is not in order."""
    calculations: dict[int, Calculation] = {}
    for report in workspace.reports:
        done = _calculated(report, report.request["inputs"], workspace, library)
        if isinstance(done, Refusal):
            return Refusal(done.code, {**done.about, "report": report.version})
        calculations[report.version] = done
    fault = _misplaced(workspace, calculations)
    found = fault or findings_of(workspace)
    if isinstance(found, Refusal):
        return found
    ticks = _ticks(workspace, calculations)
    own = _own(workspace, calculations, library)
    if isinstance(own, Refusal):
        return own
    materiality = _materiality(workspace, calculations, own, library, rules)
    if isinstance(materiality, Refusal):
        return materiality
    inspection = _inspection(workspace, materiality, rules)
    against = _against(ticks, found, own, inspection)
    opinions = [each for each in workspace.acts if each.act == "opinion"]
    opinion = opinions[-1] if opinions else None
    if opinion is not None and opinion.said["opinion"] == "positive" and against:
        return refuse("opinion_not_positive", found=", ".join(dict.fromkeys(each.code for each in against)))
    return Standing(workspace, calculations, ticks, found, own, materiality, inspection, against, opinion)


def _calculated(
    report: Report, inputs: Mapping[str, Any], workspace: Workspace, library: Library
) -> Calculation | Refusal:
    asked = report.request
    request = Request(asked["methodology"], inputs, asked.get("case"), asked.get("version"), workspace.period)
    done = calculate(request, library)
    if isinstance(done, Refusal):
        return done
    return done if _reductions(done) is not None else refuse("outlook_no_reductions", methodology=done.methodology.id)


def _reductions(done: Calculation) -> Fraction | None:
    return done.value(done.methodology.model.results.get("emission_reductions"))


def _misplaced(workspace: Workspace, calculations: Mapping[int, Calculation]) -> Refusal | None:
    """Return a refusal for an act on a report or node that is not there, or out of the order of days."""
    before = date.min
    for act in workspace.acts:
        if act.on < before:
            return refuse("workspace_order", found=str(act.on), expected=str(before))
        before = act.on
        if "report" not in act.said:
            continue
        report = workspace.report(act.said["report"])
        if report is None or act.on < report.on:
            return refuse("workspace_report", found=act.said["report"], act=act.act, on=str(act.on))
        done = calculations[report.version]
        inputs = {name for name, _, _ in leaves(done)}
        known = inputs if act.act in ("tick", "own_figure") else nodes(done)
        if act.said["node"] not in known:
            return refuse("node_unknown", found=act.said["node"], expected=", ".join(sorted(known))[:300])
    return None


def _ticks(workspace: Workspace, calculations: Mapping[int, Calculation]) -> tuple[Ticked, ...]:
    """Return each input with its last tick; one on an earlier report counts while the value is still the same."""
    by_report = {version: {name: values for name, values, _ in leaves(done)} for version, done in calculations.items()}
    found = []
    for node, values, origin in leaves(calculations[workspace.latest.version]):
        ticks = [each for each in workspace.acts if each.act == "tick" and each.said["node"] == node]
        if not ticks:
            settled = origin.source is not None and origin.source.verified
            found.append(Ticked(node, values, OF_THE_RULES if settled else OPEN, None))
            continue
        last = ticks[-1]
        same = by_report[last.said["report"]].get(node) == values
        proven = last.said["outcome"] == "agreed" and last.evidence
        state = STALE if not same else TICKED if proven else NOT_AGREED if last.said["outcome"] != "agreed" else OPEN
        found.append(Ticked(node, values, state, last))
    return tuple(found)


def _last_figures(workspace: Workspace) -> list[Act]:
    by_node = {each.said["node"]: each for each in workspace.acts if each.act == "own_figure"}
    return list(by_node.values())


def _own(
    workspace: Workspace, calculations: Mapping[int, Calculation], library: Library
) -> tuple[OwnFigure, ...] | Refusal:
    """Return each own figure with what it alone does to the latest report."""
    report = workspace.latest
    done = calculations[report.version]
    reported, values = _reductions(done), {name: each for name, each, _ in leaves(done)}
    assert reported is not None
    found = []
    for act in _last_figures(workspace):
        if act.said["node"] not in values:
            continue
        changed = _with(report, [act], workspace, library)
        if isinstance(changed, Refusal):
            return Refusal(changed.code, {**changed.about, "node": act.said["node"]})
        own = {name: each for name, each, _ in leaves(changed)}[act.said["node"]]
        alone = _reductions(changed)
        assert alone is not None
        found.append(OwnFigure(act, reported - alone, own == values[act.said["node"]]))
    return tuple(found)


def _with(report: Report, figures: list[Act], workspace: Workspace, library: Library) -> Calculation | Refusal:
    inputs: Mapping[str, Any] = report.request["inputs"]
    for each in figures:
        inputs = replaced(inputs, each.said["node"], each.said["value"])
    return _calculated(report, inputs, workspace, library)


def _materiality(
    workspace: Workspace,
    calculations: Mapping[int, Calculation],
    own: tuple[OwnFigure, ...],
    library: Library,
    rules: VerificationRules,
) -> Materiality | Refusal:
    """Return all errors together against the threshold (A6.4-STAN-AC-003 v03.0, para. 142 and 147)."""
    reported = _reductions(calculations[workspace.latest.version])
    together = _with(workspace.latest, [each.act for each in own], workspace, library)
    if isinstance(together, Refusal):
        return together
    verified = _reductions(together)
    assert reported is not None
    assert verified is not None
    yearly = verified * _per_year(*workspace.period)
    threshold = rules.threshold(yearly)
    overstated = reported - verified
    share = overstated / verified if verified > 0 else None
    material = overstated > 0 and (share is None or share >= threshold)
    return Materiality(reported, verified, yearly, threshold, overstated, share, material)


def _per_year(first: date, last: date) -> Fraction:
    """Return what a period is multiplied with to give twelve consecutive months: by its months where they are whole."""
    after = last + timedelta(days=1)
    if after.day == first.day:
        return Fraction(12, (after.year - first.year) * 12 + after.month - first.month)
    return Fraction(365, (after - first).days)


def _inspection(workspace: Workspace, materiality: Materiality, rules: VerificationRules) -> Inspection:
    """Return whether an inspection on site is mandatory (A6.4-STAN-AC-003 v03.0, para. 155)."""
    done = [each for each in workspace.acts if each.act == "inspect" and each.said["where"] == "on_site"]
    reasons: list[str] = []
    unknown: list[str] = []
    if workspace.first_by_verifier is None:
        unknown.append("first_by_verifier")
    elif workspace.first_by_verifier:
        reasons.append("first_by_verifier")
    last = workspace.last_inspection
    if last is None:
        unknown.append("last_inspection")
    else:
        if _years_after(last.on, rules.inspection_years_max) < workspace.on:
            reasons.append("inspection_long_ago")
        if last.tonnes_since + materiality.verified > rules.inspection_tonnes_max:
            reasons.append("tonnes_since_inspection")
    mandatory = True if reasons else None if unknown else False
    return Inspection(mandatory, tuple(reasons), tuple(unknown), done[-1] if done else None)


def _years_after(day: date, years: int) -> date:
    """Return the same day so many years later; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _against(
    ticks: tuple[Ticked, ...], findings: Mapping[str, Finding], own: tuple[OwnFigure, ...], inspection: Inspection
) -> tuple[Warned, ...]:
    """Return what stands against a positive opinion."""
    found = [
        Warned(f"input_{each.state}", {"node": each.node}) for each in ticks if each.state not in (TICKED, OF_THE_RULES)
    ]
    taken_up = {each.from_far for each in findings.values()}
    for each in findings.values():
        if each.closed is None and each.kind != FORWARD:
            found.append(Warned("finding_open", {"finding": each.id}))
        elif each.closed is None and each.carried_from is not None and each.id not in taken_up:
            found.append(Warned("forward_request_unresolved", {"finding": each.id}))
    # An error is to be corrected whether it is material or not (para. 145).
    found += [Warned("error_not_corrected", {"node": each.act.said["node"]}) for each in own if not each.corrected]
    if inspection.mandatory is not False and inspection.done is None:
        code = "inspection_missing" if inspection.mandatory else "inspection_unknown"
        found.append(Warned(code, {"found": ", ".join(inspection.reasons or inspection.unknown)}))
    return tuple(found)
