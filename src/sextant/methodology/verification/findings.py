"""Findings of a verification: raised on a node, answered, closed; what is left open, and what is carried over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.evidence import Evidence
from sextant.methodology.verification.workspace import Act, Workspace

FORWARD = "FAR"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to a finding, or what closed it."""

    on: date
    by: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with everything that was said on it."""

    id: str
    kind: str
    node: str
    text: str
    raised: Said | None
    """None for one that an earlier verification left open."""
    since: date
    carried_from: str | None
    """The period of the verification that raised it."""
    from_far: str | None
    """The forward action request that was not resolved and led to it."""
    answers: tuple[Said, ...] = ()
    closed: Said | None = None


def findings_of(workspace: Workspace) -> dict[str, Finding] | Refusal:
    """Return the findings by id, or the first act on one that is not in order.

    A request is closed only after an answer (A6.4-STAN-AC-003 v03.0, para. 163). A forward action request is for the
    next verification, so it is not closed in the one that raises it (para. 162).
    """
    found = {
        each.id: Finding(each.id, FORWARD, each.node, each.text, None, each.raised_on, each.period, None)
        for each in workspace.carried
    }
    for act in workspace.acts:
        if act.act not in ("raise", "respond", "close"):
            continue
        fault = _act_on(found, act)
        if fault is not None:
            return fault
    return found


def _act_on(found: dict[str, Finding], act: Act) -> Refusal | None:
    name = act.said["id"]
    said = Said(act.on, act.by, act.said["text"], act.evidence)
    if act.act == "raise":
        return _raise(found, act, said)
    finding = found.get(name)
    if finding is None:
        return refuse("finding_unknown", found=name, expected=", ".join(found) or "–")
    if finding.closed is not None:
        return refuse("finding_closed", found=name, expected=str(finding.closed.on))
    if act.on < finding.since:
        return refuse("finding_before", found=str(act.on), expected=str(finding.since), finding=name)
    if act.act == "respond":
        found[name] = replace(finding, answers=(*finding.answers, said))
        return None
    if finding.kind == FORWARD and finding.carried_from is None:
        return refuse("finding_forward", found=name)
    if not finding.answers:
        return refuse("finding_unanswered", found=name)
    found[name] = replace(finding, closed=said)
    return None


def _raise(found: dict[str, Finding], act: Act, said: Said) -> Refusal | None:
    name, kind, from_far = act.said["id"], act.said["kind"], act.said.get("from_far")
    if name in found:
        return refuse("finding_twice", found=name)
    if from_far is not None and (from_far not in found or found[from_far].carried_from is None):
        return refuse("finding_unknown", found=from_far, expected=", ".join(found) or "–")
    found[name] = Finding(name, kind, act.said["node"], act.said["text"], said, act.on, None, from_far)
    return None


def carried_over(workspace: Workspace, found: dict[str, Finding]) -> list[dict[str, str]]:
    """Return the forward action requests that are open at the end, for the workspace of the next period."""
    period = f"{workspace.period[0]}:{workspace.period[1]}"
    return [
        {"id": each.id, "node": each.node, "text": each.text, "raised_on": str(each.since),
         "period": each.carried_from or period}
        for each in found.values() if each.kind == FORWARD and each.closed is None
    ]  # fmt: skip
