"""Standards of additionality: the list, what one asks, and the assessment of a file that is pasted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.assess_additionality import assess_additionality, assessment_record
from sextant.domain.refusal import Refusal
from sextant.domain.source import Source
from sextant.methodology.additionality.standard import Standard
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.standard_files import ShippedStandards
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language, word
from sextant.web.pasted import pasted
from sextant.wording.assessment_words import ASSESSMENT_SAYINGS
from sextant.wording.refusals import sentence

SHAPES = {True: "●", False: "✕", None: "○"}
VERDICT_SHAPES = {"additional": "●", "passed": "●", "not_additional": "✕", "failed": "✕", "not_shown": "○"}


def listed(request: HttpRequest) -> HttpResponse:
    """Return the list of standards."""
    standards = [_known(name) for name in ShippedStandards().names()]
    rows = [{"standard": each, "title": each.title.in_language(html_language()),
             "mechanism": word("mechanism", each.mechanism)} for each in standards]  # fmt: skip
    return render(request, "pages/additionality.html", {"rows": rows})


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Return what a standard asks, and the assessment of what was pasted."""
    standard, language = _known(name), html_language()
    text, given = pasted(request)
    content: dict[str, Any] = {"standard": standard, "title": standard.title.in_language(language), "pasted": text,
                               "tests": _tests(standard), "combinations": _combinations(standard)}  # fmt: skip
    if given is not None:
        done = assess_additionality({"standard": standard.id} | given, ShippedStandards(), ShippedLibrary())
        if isinstance(done, Refusal):
            content["refusal"] = sentence(done, language)
        else:
            content["record"] = _shaped(assessment_record(done, language), standard)
    return render(request, "pages/standard.html", content)


def _known(name: str) -> Standard:
    found = ShippedStandards().find(name)
    if found is None:
        raise AskedWrongly(_("There is no standard of additionality “%(found)s”.") % {"found": name[:80]}, 404)
    return found


def _said(key: str) -> str:
    return ASSESSMENT_SAYINGS[key][html_language() != "en"]


def _tests(standard: Standard) -> list[dict[str, Any]]:
    """Return the tests with the questions and checks of each, in the language of the page."""
    language = html_language()
    return [
        {
            "label": each.label.in_language(language),
            "name": each.name,
            "source": each.source,
            "by": [standard.levels[level].in_language(language) for level in each.by],
            "asked": [{"name": one.name, "text": one.text.in_language(language), "source": one.source}
                      for one in each.questions.values()],
            "checks": [{"name": name, "text": one.text.in_language(language), "source": one.source}
                       for name, one in each.checks.items()],
        }
        for each in standard.tests.values()
    ]  # fmt: skip


def _combinations(standard: Standard) -> list[list[str]]:
    language = html_language()
    return [[standard.tests[name].label.in_language(language) for name in each] for each in standard.combinations]


def _shaped(record: dict[str, Any], standard: Standard) -> dict[str, Any]:
    """Return a record with the word and the shape of each verdict and finding."""
    for test in record["tests"]:
        test |= {"said": _said(f"verdict_{test['verdict']}"), "shape": VERDICT_SHAPES[test["verdict"]]}
        for each in test["findings"]:
            each["shape"] = SHAPES[each["met"]]
            each["source_of"] = Source(**each["source"], verified=each["verified"])
            each["lacks"] = _said(f"lacking_{each['lacking']}") if each["lacking"] else None
            each["figures"] = _flat(each.get("numbers", {}))
    lacking = [standard.tests[name].label.in_language(html_language()) for name in record["lacking"]]
    verdict = record["verdict"]
    return record | {"said": _said(f"verdict_{verdict}"), "shape": VERDICT_SHAPES[verdict], "lacking_tests": lacking}


def _flat(numbers: dict[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Return nested numbers as rows of a name and a figure of at most twelve digits."""
    found: list[tuple[str, str]] = []
    for name, each in numbers.items():
        if isinstance(each, dict):
            found += _flat(each, f"{before}{name}.")
        elif each is not None:
            found.append((f"{before}{name}", each if isinstance(each, str) else f"{each:.12g}"))
    return found
