"""What leaves the records of Article 6.8, each as a download of public records. All of it is voluntary."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.cooperation.approaches import approaches
from sextant.application.queries.cooperation.export import EXPORTS, Asked, ExportNeeds, export
from sextant.cooperation.exports.support_chapters import COLUMNS
from sextant.web.answering import csv_answer, json_answer
from sextant.web.asking import AskedWrongly, choice
from sextant.web.cooperating import cooperating
from sextant.web.names import html_language, party_name
from sextant.web.ruling import on_day
from sextant.wording.party_name import party_name as name_in

TABLES = ("support-chapters", "submission", "adaptation")
"""The exports that are tables and therefore also leave as CSV."""


def show(request: HttpRequest) -> HttpResponse:
    """Return the page with all exports, or one of them with `what`, as JSON or CSV."""
    on = on_day(request)
    what = choice(request, "what", ("", *EXPORTS))
    form = choice(request, "format", ("html", "csv", "json"))
    party, reference = (request.GET.get(name, "").strip()[:60] or None for name in ("party", "approach"))
    with cooperating() as there:
        every = approaches(there, on.day, public=True)
        if what and form != "html":
            asked = Asked(what, on.day, html_language(), reference, party, name_in)
            try:
                found = export(there, asked)
            except ExportNeeds as error:
                sentence = _("This export is of one %(what)s; choose it on the page of exports.")
                raise AskedWrongly(
                    sentence % {"what": _("Party") if error.what == "party" else _("approach")}
                ) from error
            return _download(what, form, found)
    parties = sorted({code for each in every for code in each.shown.approach.parties}, key=party_name)
    content: dict[str, Any] = {
        "on": on,
        "exports": [(name, name in TABLES) for name in EXPORTS],
        "approaches": every,
        "parties": [(code, party_name(code)) for code in parties],
        "party": party,
        "reference": reference,
        "synthetic": any(each.shown.approach.synthetic for each in every),
    }
    return render(request, "pages/cooperation_exports.html", content)


def _download(what: str, form: str, found: Any) -> HttpResponse:
    if form == "json":
        return json_answer(found)
    if what not in TABLES:
        raise AskedWrongly(_("This export is no table and leaves as JSON only."))
    columns = COLUMNS if what == "support-chapters" else tuple(found[0]) if found else ()
    return csv_answer(what, columns, found)
