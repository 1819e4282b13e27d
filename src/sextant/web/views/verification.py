"""The workspace of a verification that is pasted: inputs and ticks, findings, errors, inspection, what stands open.

An act is added by its form as the command adds it, and the workspace comes back with it; it is kept nowhere.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.verification import report_difference, verification, verification_record, with_act
from sextant.domain.refusal import Refusal
from sextant.methodology.verification.standing import Standing
from sextant.storage.exact_json import exact_json
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.verification_files import verification_rules
from sextant.web.acting import act_of, offered
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.offered import JSON
from sextant.web.pasted import pasted
from sextant.wording.refusals import sentence
from sextant.wording.verification_words import standing_sentence, state_word

SHAPES = {"ticked": "●", "of_the_rules": "●", "stale": "◐", "not_agreed": "✕", "open": "○", "closed": "■"}


def show(request: HttpRequest) -> HttpResponse:
    """Return the page: a form, and where the pasted workspace stands; or the workspace with one act more, as a file."""
    text, given = pasted(request)
    content: dict[str, Any] = {"pasted": text, "rules": verification_rules()}
    if given is None:
        return render(request, "pages/verification.html", content)
    done = verification(given, ShippedLibrary(), verification_rules())
    if isinstance(done, Refusal):
        content["refusal"] = sentence(done, html_language())
        return render(request, "pages/verification.html", content)
    if request.POST.get("act"):
        given, done, refused = _acted(request, given, done)
        content |= {"pasted": exact_json(given), "refusal": refused, "added": refused is None, "sent": request.POST}
    if request.POST.get("format") == "json" and "refusal" not in content:
        response = HttpResponse(exact_json(given) + "\n", content_type=JSON)
        response["Content-Disposition"] = 'attachment; filename="workspace.json"'
        return response
    record = verification_record(done, verification_rules())
    content["record"] = _shaped(record)
    content |= offered(record, verification_rules().acts_by_role)
    if len(done.workspace.reports) > 1:
        last = done.workspace.latest.version
        apart = report_difference(given, last - 1, last, ShippedLibrary(), verification_rules())
        content["apart"] = None if isinstance(apart, Refusal) else apart
    return render(request, "pages/verification.html", content)


def _acted(request: HttpRequest, given: dict[str, Any], done: Standing) -> tuple[dict[str, Any], Standing, str | None]:
    """Return the workspace after the act, where it stands, and why the act is not admitted where it is not."""
    act, role = act_of(request, done.workspace.latest.version)
    if not role:
        raise AskedWrongly(_("Say in which role you act."))
    added = with_act(given, act, ShippedLibrary(), verification_rules(), role=role)
    if isinstance(added, Refusal):
        return given, done, sentence(added, html_language())
    standing = verification(added, ShippedLibrary(), verification_rules())
    assert not isinstance(standing, Refusal), "an act that was admitted leaves the workspace in order"
    return added, standing, None


def _shaped(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with words, shapes and sentences in the language of the page."""
    language = html_language()
    for each in record["inputs"]:
        each |= {"said": state_word(each["state"], language), "shape": SHAPES[each["state"]],
                 "shown": each["value"] if isinstance(each["value"], dict) else f"{each['value']:.12g}"}  # fmt: skip
    for each in record["findings"]:
        state = "closed" if each["closed"] else "open"
        each |= {"said": state_word(state, language), "shape": SHAPES[state]}
    of = record["materiality"]
    of["figures"] = {name: f"{of[name]:.12g}" for name in ("reported", "verified", "overstated", "yearly", "threshold")}
    for each in record["own_figures"]:
        each["figure"] = f"{each['overstated']:.12g}"
    against = [standing_sentence(each["code"], each["about"], language) for each in record["against_positive_opinion"]]
    return record | {"against": against}
