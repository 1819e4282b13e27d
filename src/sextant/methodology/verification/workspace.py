"""The workspace of a verification as a file states it: reports, findings carried over, and what was done, in order.

Nothing in it is changed: an act is added, and a later act on the same thing is what counts. A node is a symbol of the
calculation, or a symbol of a tool below one: `EF_grid`, `PE_FC/FC`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.evidence import Evidence, evidence_of, short
from sextant.methodology.given import one_number

KINDS = ("CAR", "CL", "FAR")
ACTS: Mapping[str, tuple[set[str], set[str]]] = {
    "tick": ({"node", "report", "outcome"}, {"text", "evidence"}),
    "raise": ({"id", "kind", "node", "report", "text"}, {"from_far", "evidence"}),
    "respond": ({"id", "text"}, {"evidence"}),
    "close": ({"id", "text"}, {"evidence"}),
    "own_figure": ({"node", "report", "value", "text"}, {"evidence"}),
    "inspect": ({"where"}, {"text", "evidence"}),
    "opinion": ({"opinion", "text"}, {"evidence"}),
}
"""Each act: what it must say and what it may, beside `act`, `on` and `by`."""
OUTCOMES = ("agreed", "not_agreed")
PLACES = ("on_site", "remote")
OPINIONS = ("positive", "negative")


@dataclass(frozen=True, slots=True)
class Report:
    """One version of the monitoring report, as the calculation that it rests on."""

    version: int
    on: date
    request: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """A forward action request of an earlier verification that is still open."""

    id: str
    node: str
    text: str
    raised_on: date
    period: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done: by whom, on which day, and what it says."""

    act: str
    on: date
    by: str
    said: Mapping[str, Any]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Inspected:
    """The last inspection on site before this verification, and what was achieved since the one that had it."""

    on: date
    tonnes_since: Fraction


@dataclass(frozen=True, slots=True)
class Workspace:
    """A verification."""

    activity: str
    verifier: str
    period: tuple[date, date]
    on: date
    """The day that it is looked at: of the verification."""
    first_by_verifier: bool | None
    last_inspection: Inspected | None
    reports: tuple[Report, ...]
    carried: tuple[Carried, ...]
    acts: tuple[Act, ...]

    @property
    def latest(self) -> Report:
        """Return the report that counts."""
        return self.reports[-1]

    def report(self, version: int) -> Report | None:
        """Return a version of the report, or none."""
        return next((each for each in self.reports if each.version == version), None)


class _Wrong(Exception):
    def __init__(self, where: str, found: Any, expected: str) -> None:
        super().__init__(where)
        self.refusal = refuse("workspace_value", where=where, found=short(found), expected=expected)


def read_workspace(content: Any) -> Workspace | Refusal:
    """Return the workspace of a file, or the first reason why it cannot be read."""
    try:
        return _workspace(content)
    except _Wrong as error:
        return error.refusal


def read_act(content: Any, where: str = "act") -> Act | Refusal:
    """Return one act, or why it cannot be read."""
    try:
        return _act(content, where)
    except _Wrong as error:
        return error.refusal


def _workspace(content: Any) -> Workspace:
    needed = {"activity", "verifier", "period", "on", "reports"}
    body = _keys(content, "workspace", needed, {"first_by_verifier", "last_inspection", "carried", "acts"})
    first, _, last = str(body["period"]).partition(":")
    period = _day(first, "period"), _day(last, "period")
    if period[0] > period[1]:
        raise _Wrong("period", body["period"], "YYYY-MM-DD:YYYY-MM-DD")
    reports = tuple(_report(each, f"reports[{place}]") for place, each in enumerate(_list(body, "reports"), 1))
    if not reports or [each.version for each in reports] != list(range(1, len(reports) + 1)):
        raise _Wrong("reports", ", ".join(str(each.version) for each in reports) or "–", "1, 2, …")
    known = body.get("first_by_verifier")
    if known is not None and not isinstance(known, bool):
        raise _Wrong("first_by_verifier", known, "true, false")
    carried = tuple(_carried(each, f"carried[{place}]") for place, each in enumerate(_list(body, "carried"), 1))
    acts = tuple(_act(each, f"acts[{place}]") for place, each in enumerate(_list(body, "acts"), 1))
    return Workspace(_text(body, "activity", ""), _text(body, "verifier", ""), period, _day(body["on"], "on"), known,
                     _inspected(body.get("last_inspection")), reports, carried, acts)  # fmt: skip


def _report(content: Any, where: str) -> Report:
    body = _keys(content, where, {"version", "on", "request"}, set())
    if not isinstance(body["version"], int) or isinstance(body["version"], bool):
        raise _Wrong(f"{where}.version", body["version"], "1")
    request = _keys(body["request"], f"{where}.request", {"methodology", "inputs"}, {"case", "version"})
    if not isinstance(request["inputs"], Mapping):
        raise _Wrong(f"{where}.request.inputs", request["inputs"], "{…}")
    for key in ("methodology", "case", "version"):
        if not isinstance(request.get(key, ""), str):
            raise _Wrong(f"{where}.request.{key}", request[key], "text")
    return Report(body["version"], _day(body["on"], f"{where}.on"), request)


def _carried(content: Any, where: str) -> Carried:
    body = _keys(content, where, {"id", "node", "text", "raised_on", "period"}, set())
    return Carried(_text(body, "id", where), _text(body, "node", where), _text(body, "text", where),
                   _day(body["raised_on"], f"{where}.raised_on"), _text(body, "period", where))  # fmt: skip


def _inspected(content: Any) -> Inspected | None:
    if content is None:
        return None
    body = _keys(content, "last_inspection", {"on", "tonnes_since"}, set())
    tonnes = one_number(body["tonnes_since"])
    if tonnes is None or tonnes < 0:
        raise _Wrong("last_inspection.tonnes_since", body["tonnes_since"], "≥ 0")
    return Inspected(_day(body["on"], "last_inspection.on"), tonnes)


def _act(content: Any, where: str) -> Act:
    if not isinstance(content, Mapping) or content.get("act") not in ACTS:
        found = content.get("act") if isinstance(content, Mapping) else content
        raise _Wrong(f"{where}.act", found, ", ".join(ACTS))
    needed, optional = ACTS[content["act"]]
    body = _keys(content, where, {"act", "on", "by"} | needed, optional)
    for key, admitted in (("outcome", OUTCOMES), ("kind", KINDS), ("where", PLACES), ("opinion", OPINIONS)):
        if key in body and body[key] not in admitted:
            raise _Wrong(f"{where}.{key}", body[key], ", ".join(admitted))
    for key in {"node", "id", "text", "from_far"} & body.keys():
        _text(body, key, where)
    if "report" in body and (not isinstance(body["report"], int) or isinstance(body["report"], bool)):
        raise _Wrong(f"{where}.report", body["report"], "1")
    evidence = evidence_of(f"{where}.evidence", body.get("evidence"))
    if isinstance(evidence, Refusal):
        raise _Wrong(f"{where}.evidence", evidence.about.get("found"), str(evidence.about.get("expected")))
    said = {key: each for key, each in body.items() if key not in ("act", "on", "by", "evidence")}
    return Act(body["act"], _day(body["on"], f"{where}.on"), _text(body, "by", where), said, evidence)


def _keys(content: Any, where: str, needed: set[str], optional: set[str]) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        raise _Wrong(where, content, ", ".join(sorted(needed)))
    extra, lacking = sorted(content.keys() - needed - optional), sorted(needed - content.keys())
    if extra or lacking:
        raise _Wrong(where, extra[0] if extra else f"– {lacking[0]}", ", ".join(sorted(needed | optional)))
    return content


def _list(body: Mapping[str, Any], key: str) -> list[Any]:
    content = body.get(key, [])
    if not isinstance(content, list):
        raise _Wrong(key, content, "[…]")
    return content


def _text(body: Mapping[str, Any], key: str, where: str) -> str:
    found = body[key]
    if not isinstance(found, str) or not found.strip() or len(found) > 4000:
        raise _Wrong(f"{where}.{key}".lstrip("."), found, "text")
    return found


def _day(content: Any, where: str) -> date:
    try:
        return date.fromisoformat(content)
    except (TypeError, ValueError):
        raise _Wrong(where, content, "YYYY-MM-DD") from None
