"""An act on the workspace of a verification as a page sends it: the fields of one act, and who acts in which role."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sextant.methodology.verification.workspace import ACTS, KINDS, OPINIONS, OUTCOMES, PLACES
from sextant.storage.rulebook_files import cyclebooks
from sextant.web.names import html_language

EVIDENCE = ("document", "sha256", "page", "reference")
LONGEST = 4000


def act_of(request: HttpRequest, report: int) -> tuple[dict[str, Any], str]:
    """Return the act that a form asks for, as a file has it, and the role that asks. Empty fields are left out."""
    name = _sent(request, "act")
    needed, optional = ACTS.get(name, (set(), set()))
    found: dict[str, Any] = {"act": name, "on": _sent(request, "on"), "by": _sent(request, "by")}
    for key in sorted((needed | optional) - {"evidence", "report"}):
        value = _sent(request, f"{name}_{key}")
        if value:
            found[key] = _number(value) if key == "value" else value
    if "report" in needed:
        found["report"] = report
    evidence = {key: value for key in EVIDENCE if (value := _sent(request, f"{name}_{key}"))}
    if evidence:
        found["evidence"] = [evidence]
    return found, _sent(request, "role")


def offered(record: Mapping[str, Any], by_role: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return what the forms of the acts are made of: each act with its fields, and what may be chosen in them."""
    labels = {
        name: each.label.in_language(html_language()) for book in cyclebooks() for name, each in book.roles.items()
    }
    nodes = [each["node"] for each in record["inputs"]]
    still_open = [each["id"] for each in record["findings"] if not each["closed"]]
    choices = {"outcome": OUTCOMES, "kind": KINDS, "where": PLACES, "opinion": OPINIONS, "node": nodes}
    acts = []
    for name, (needed, optional) in ACTS.items():
        fields = []
        for key in (each for each in _labels() if each in (needed | optional) - {"evidence", "report"}):
            among = still_open if key == "id" and name != "raise" else choices.get(key)
            fields.append({
                "name": f"{name}_{key}", "label": _labels()[key], "needed": key in needed, "long": key == "text",
                "options": None if among is None else [(each, _options().get(each, each)) for each in among],
            })  # fmt: skip
        proof = (
            [{"name": f"{name}_{key}", "label": _proof()[key]} for key in EVIDENCE] if "evidence" in optional else []
        )
        role = next(each for each, of in by_role.items() if name in of)
        acts.append({"name": name, "title": _titles()[name], "fields": fields, "proof": proof,
                     "role": labels[role]})  # fmt: skip
    return {"acts": acts, "roles": [(each, labels[each]) for each in by_role]}


def _sent(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[: LONGEST + 1]


def _number(text: str) -> Any:
    """Return a number as a file has it; what is none is told by the calculation."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _titles() -> dict[str, str]:
    return {
        "tick": _("Tick an input"), "raise": _("Raise a finding"), "respond": _("Respond to a finding"),
        "close": _("Close a finding"), "own_figure": _("State an own figure"), "inspect": _("Record an inspection"),
        "opinion": _("Give the opinion"),
    }  # fmt: skip


def _labels() -> dict[str, str]:
    return {
        "node": _("Node"), "id": _("Number of the finding"), "kind": _("Kind of finding"),
        "from_far": _("From the forward request"), "outcome": _("Outcome"), "value": _("Own figure"),
        "where": _("Place"), "opinion": _("Opinion"), "text": _("Text"),
    }  # fmt: skip


def _proof() -> dict[str, str]:
    return {"document": _("Document of evidence"), "sha256": _("Its SHA-256"), "page": _("Page of it"),
            "reference": _("or where it is found")}  # fmt: skip


def _options() -> dict[str, str]:
    return {
        "agreed": _("agreed"), "not_agreed": _("not agreed"), "on_site": _("on site"), "remote": _("remote"),
        "positive": _("positive"), "negative": _("negative"), "CAR": _("corrective action request (CAR)"),
        "CL": _("clarification request (CL)"), "FAR": _("forward action request (FAR)"),
    }  # fmt: skip
