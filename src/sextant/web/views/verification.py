"""The workspace of a verification that is pasted: inputs and ticks, findings, errors, inspection, what stands open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.verification import report_difference, verification, verification_record
from sextant.domain.refusal import Refusal
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.verification_files import verification_rules
from sextant.web.names import html_language
from sextant.web.pasted import pasted
from sextant.wording.refusals import sentence
from sextant.wording.verification_words import standing_sentence, state_word

SHAPES = {"ticked": "●", "of_the_rules": "●", "stale": "◐", "not_agreed": "✕", "open": "○", "closed": "■"}


def show(request: HttpRequest) -> HttpResponse:
    """Return the page: a form, and where the pasted workspace stands."""
    text, given = pasted(request)
    content: dict[str, Any] = {"pasted": text, "rules": verification_rules()}
    if given is not None:
        done = verification(given, ShippedLibrary(), verification_rules())
        if isinstance(done, Refusal):
            content["refusal"] = sentence(done, html_language())
        else:
            content["record"] = _shaped(verification_record(done, verification_rules()))
            if len(done.workspace.reports) > 1:
                last = done.workspace.latest.version
                apart = report_difference(given, last - 1, last, ShippedLibrary(), verification_rules())
                content["apart"] = None if isinstance(apart, Refusal) else apart
    return render(request, "pages/verification.html", content)


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
