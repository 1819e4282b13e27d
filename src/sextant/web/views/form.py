"""One form: its fields with their sources, empty as a file, or filled from a calculation or a verification."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sextant.application.forms.blank import blank
from sextant.application.forms.describing import described
from sextant.application.forms.filling import filled
from sextant.application.forms.layout import sheets_of
from sextant.application.forms.statement import read_statement
from sextant.domain.refusal import Refusal
from sextant.methodology.forms.form import Form
from sextant.storage.form_files import data_bytes, forms, sheets_bytes
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.verification_files import verification_rules
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.offered import JSON, Offer, Outcome, answer, refused
from sextant.web.papers import WORKBOOK

KINDS = {"xlsx": WORKBOOK, "json": JSON}
COLUMNS = ("section", "row", "field", "value")


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Return the form's fields, and the form filled from what was sent, as page, CSV, JSON or workbook."""
    form = _form(name)
    record = described(form, html_language())
    for section in record["sections"]:
        for each in section["fields"]:
            each["type_name"] = _types()[each["type"]]
            each["cited"] = form.sections[section["key"]].fields[each["key"]].source
    content = {"form": record, "cited": form.source}

    def work(request: HttpRequest, offers: Mapping[str, Offer]) -> Outcome:
        return _worked(form, offers["statement"])

    return answer(request, "pages/form.html", (_offer(form),), work, content=content)


def empty(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """Return the empty form in the language of the page, as a workbook or as data."""
    form = _form(name)
    if kind not in KINDS:
        raise AskedWrongly(_("There is no answer as “%(found)s” here.") % {"found": kind[:40]}, 404)
    done = blank(form, html_language())
    content = data_bytes(done) if kind == "json" else sheets_bytes(sheets_of(done))
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{form.id}.{kind}', safe='')}"
    return response


def _types() -> dict[str, str]:
    return {
        "text": _("text"), "number": _("number"), "whole": _("whole number"), "day": _("day"), "period": _("period"),
        "yes_or_no": _("yes or no"), "choice": _("choice"), "figure": _("number, name or table"),
    }  # fmt: skip


def _form(name: str) -> Form:
    if name not in forms():
        said = _("There is no form “%(found)s” here; expected one of %(expected)s.")
        raise AskedWrongly(said % {"found": name[:40], "expected": ", ".join(forms())}, 404)
    return forms()[name]


def _offer(form: Form) -> Offer:
    example = f"form_{form.mechanism}_{form.subject}.json"
    if form.subject == "verification":
        hint = _("JSON with workspace and, where persons say more, said by section.")
        return Offer("statement", _("A verification"), hint, example=example)
    hint = _("JSON with request (methodology, inputs, case), period and, where persons say more, said by section.")
    return Offer("statement", _("A calculation"), hint, example=example)


def _worked(form: Form, offer: Offer) -> Outcome:
    stated = read_statement(offer.inputs(), form)
    if isinstance(stated, Refusal):
        return refused([stated])
    done = filled(form, stated, html_language(), ShippedLibrary(), verification_rules())
    if isinstance(done, Refusal):
        return refused([done])
    rows = [
        {"section": key, "row": place, "field": field, "value": value}
        for key, lines in done.sections.items()
        for place, line in enumerate(lines, 1)
        for field, value in line.items()
    ]
    labels = {key: each.label.in_language(html_language()) for key, each in form.sections.items()}
    counted = [{"label": labels[key], "rows": len(lines)} for key, lines in done.sections.items()]
    return Outcome(form.id, done.as_record(), COLUMNS, rows, {"counted": counted},
                   workbook=sheets_bytes(sheets_of(done)))  # fmt: skip
