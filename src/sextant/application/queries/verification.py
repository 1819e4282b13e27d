"""A verification as a record, two versions of a report side by side, and the workspace of the next period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

from sextant.application.queries.quantified_record import source_record, tabled
from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.calculate import Calculation
from sextant.methodology.evidence import evidence_record
from sextant.methodology.language.exact import shown
from sextant.methodology.library import Library
from sextant.methodology.resolve import named
from sextant.methodology.verification.findings import Finding, Said, carried_over
from sextant.methodology.verification.nodes import leaves
from sextant.methodology.verification.rules import VerificationRules
from sextant.methodology.verification.standing import Standing, standing_of
from sextant.methodology.verification.workspace import Act, read_act, read_workspace

Record = dict[str, Any]


def verification(content: Any, library: Library, rules: VerificationRules) -> Standing | Refusal:
    """Return where the verification of a file stands, or the first reason why it cannot be told."""
    workspace = read_workspace(content)
    return workspace if isinstance(workspace, Refusal) else standing_of(workspace, library, rules)


def with_act(
    content: Mapping[str, Any], act: Any, library: Library, rules: VerificationRules, *, role: str | None = None
) -> Record | Refusal:
    """Return the workspace with one act more, or why it is not admitted: to the role, where one is stated."""
    read = read_act(act)
    if isinstance(read, Refusal):
        return read
    other = None if role is None else rules.refusal_of(read.act, role)
    if other is not None:
        return other
    added = {**content, "acts": [*content.get("acts", []), act]}
    found = verification(added, library, rules)
    return found if isinstance(found, Refusal) else added


def next_workspace(content: Mapping[str, Any], library: Library, rules: VerificationRules) -> Record | Refusal:
    """Return the beginning of the next period's workspace: the requests carried over, and the last inspection."""
    found = verification(content, library, rules)
    if isinstance(found, Refusal):
        return found
    workspace, tonnes = found.workspace, found.materiality.verified
    inspection: Record | None = None
    if found.inspection.done is not None:
        # What counts is what was achieved after the verification that had the inspection.
        inspection = {"on": str(found.inspection.done.on), "tonnes_since": 0}
    elif workspace.last_inspection is not None:
        since = workspace.last_inspection.tonnes_since + tonnes
        inspection = {"on": str(workspace.last_inspection.on), "tonnes_since": shown(since)}
    begins = workspace.period[1] + timedelta(days=1)
    return {
        "activity": workspace.activity,
        "verifier": workspace.verifier,
        "first_by_verifier": False,
        "period_begins": str(begins),
        "last_inspection": inspection,
        "carried": carried_over(workspace, dict(found.findings)),
    }


def report_difference(
    content: Any, before: int, after: int, library: Library, rules: VerificationRules
) -> Record | Refusal:
    """Return what differs between two versions of the report: inputs, their origins, and everything computed."""
    found = verification(content, library, rules)
    if isinstance(found, Refusal):
        return found
    for version in (before, after):
        if version not in found.calculations:
            known = ", ".join(str(each) for each in found.calculations)
            return refuse("report_unknown", found=version, expected=known)
    one, other = found.calculations[before], found.calculations[after]
    return {
        "before": before,
        "after": after,
        "methodology": {"before": _told(one), "after": _told(other)},
        "inputs": _inputs_apart(one, other),
        "computed": _computed_apart(one, other),
    }


def _told(done: Calculation) -> str:
    return " ".join([done.methodology.id, done.version.name, *(f"{key}={each}" for key, each in done.chosen.items())])


def _inputs_apart(one: Calculation, other: Calculation) -> list[Record]:
    was = {name: (values, origin) for name, values, origin in leaves(one)}
    now = {name: (values, origin) for name, values, origin in leaves(other)}
    found = []
    for name in sorted(was.keys() | now.keys()):
        before, after = was.get(name), now.get(name)
        if before == after:
            continue
        found.append({
            "node": name,
            "before": None if before is None else tabled(before[0]),
            "after": None if after is None else tabled(after[0]),
            "origin_before": None if before is None else before[1].said,
            "origin_after": None if after is None else after[1].said,
        })  # fmt: skip
    return found


def _computed_apart(one: Calculation, other: Calculation) -> list[Record]:
    found = []
    for symbol in sorted(one.computed.keys() | other.computed.keys()):
        was, now = one.computed.get(symbol, {}), other.computed.get(symbol, {})
        for at in dict.fromkeys([*was, *now]):
            if was.get(at) != now.get(at):
                change = now[at] - was[at] if at in was and at in now else None
                found.append({"symbol": named(symbol, at), "before": _maybe(was.get(at)), "after": _maybe(now.get(at)),
                              "change": _maybe(change)})  # fmt: skip
    return found


def verification_record(done: Standing, rules: VerificationRules) -> Record:
    """Return where a verification stands, for programs."""
    workspace, materiality, inspection = done.workspace, done.materiality, done.inspection
    return {
        "activity": workspace.activity,
        "verifier": workspace.verifier,
        "period": f"{workspace.period[0]}:{workspace.period[1]}",
        "on": str(workspace.on),
        "rules": {"standard": rules.id, "version": rules.version},
        "report": workspace.latest.version,
        "inputs": [
            {"node": each.node, "value": tabled(each.values), "state": each.state,
             "tick": None if each.tick is None else _act(each.tick)}
            for each in done.ticks
        ],
        "findings": [_finding(each) for each in done.findings.values()],
        "own_figures": [
            {"node": each.act.said["node"], "value": each.act.said["value"], "why": each.act.said["text"],
             "overstated": shown(each.overstated), "corrected": each.corrected,
             "evidence": [evidence_record(one) for one in each.act.evidence]}
            for each in done.own
        ],
        "materiality": {
            "reported": shown(materiality.reported),
            "verified": shown(materiality.verified),
            "yearly": shown(materiality.yearly),
            "threshold": shown(materiality.threshold),
            "overstated": shown(materiality.overstated),
            "share": _maybe(materiality.share),
            "material": materiality.material,
            "source": source_record(rules.materiality_source),
        },
        "inspection": {
            "mandatory": inspection.mandatory,
            "reasons": list(inspection.reasons),
            "unknown": list(inspection.unknown),
            "done": None if inspection.done is None else _act(inspection.done),
            "source": source_record(rules.inspection_source),
        },
        "against_positive_opinion": [each.as_json() for each in done.against],
        "opinion": None if done.opinion is None else _act(done.opinion),
        "carried_over": carried_over(workspace, dict(done.findings)),
    }  # fmt: skip


def _act(act: Act) -> Record:
    said = dict(act.said.items())
    return {"on": str(act.on), "by": act.by, **said, "evidence": [evidence_record(each) for each in act.evidence]}


def _finding(each: Finding) -> Record:
    return {
        "id": each.id,
        "kind": each.kind,
        "node": each.node,
        "text": each.text,
        "since": str(each.since),
        "carried_from": each.carried_from,
        "from_far": each.from_far,
        "answers": [_said(one) for one in each.answers],
        "closed": None if each.closed is None else _said(each.closed),
    }


def _said(each: Said) -> Record:
    return {"on": str(each.on), "by": each.by, "text": each.text,
            "evidence": [evidence_record(one) for one in each.evidence]}  # fmt: skip


def _maybe(value: Fraction | None) -> Any:
    return None if value is None else shown(value)
