"""The forms of the mechanisms, and a filled one read back: what it states, and a sentence for each bad cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sextant.application.forms.describing import listed
from sextant.application.forms.layout import LANGUAGES
from sextant.application.forms.reading_back import read_back, stated_record
from sextant.methodology.forms.form import Form
from sextant.storage.exact_json import exact_json
from sextant.storage.form_files import forms, read_form_bytes
from sextant.storage.input_files import UnreadableInputs
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.verification_files import verification_rules
from sextant.storage.workbook_reading import UnreadableWorkbook
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language, word
from sextant.web.offered import UNREADABLE, Offer, Outcome, answer, unreadable
from sextant.wording.aef_words import file_sentence
from sextant.wording.form_words import FORM_SAYINGS
from sextant.wording.refusals import sentence

COLUMNS = ("code", "where", "field", "found", "expected", "message")


def show(request: HttpRequest) -> HttpResponse:
    """Return the list of forms, and what a form that was sent states, as page, CSV or JSON."""
    rows = [listed(each, html_language()) for each in forms().values()]
    for each in rows:
        each |= {"source": forms()[each["id"]].source, "mechanism_name": word("mechanism", each["mechanism"])}
    return answer(request, "pages/forms.html", _offers(), _worked, content={"rows": rows})


def _offers() -> tuple[Offer, ...]:
    hint = _(
        "A form that was downloaded here or written by “sextant form write”, with its cells as a person left them."
    )
    return (Offer("form", _("A filled form"), hint, accept=".xlsx,.json", binary=True),)


def _worked(request: HttpRequest, offers: Mapping[str, Offer]) -> Outcome:
    sent = offers["form"]
    form, language, content, sheets = _opened(sent)
    done = read_back(form, language, content, ShippedLibrary(), verification_rules(), sheets=sheets)
    record = stated_record(done)
    for each, refusal in zip(record["findings"], done.findings, strict=True):
        each["message"] = sentence(refusal, html_language())
    stated = record["statement"]
    return Outcome(
        name=form.id,
        record=record,
        columns=COLUMNS,
        rows=[_row(each) for each in record["findings"]],
        shown={"record": record, "title": form.title.in_language(html_language()),
               "statement": "" if stated is None else exact_json(stated)},
        refused=[(each["code"], each["message"]) for each in record["findings"]],
    )  # fmt: skip


def _row(finding: Mapping[str, Any]) -> dict[str, Any]:
    about = finding["about"]
    return {"code": finding["code"], "message": finding["message"], **{key: about.get(key) for key in COLUMNS[1:5]}}


def _opened(sent: Offer) -> tuple[Form, str, Mapping[str, Any], bool]:
    """Return which form was sent, its language, its content, and whether that is sheets. Raises AskedWrongly."""
    try:
        name, language, content, sheets = read_form_bytes(sent.content, sent.name)
    except UnreadableWorkbook as error:
        raise AskedWrongly(file_sentence(error, html_language()), UNREADABLE) from None
    except UnreadableInputs as error:
        raise unreadable(error.code, sent.name, error.found) from None
    known = forms()
    if not isinstance(name, str) or name not in known:
        raise _said("form_unknown", found=str(name or "–")[:80], expected=", ".join(known))
    if language not in LANGUAGES or not isinstance(content, dict):
        raise _said("form_not_of_its_kind", file=sent.name, found=str(language or "–")[:80],
                    expected=", ".join(LANGUAGES))  # fmt: skip
    return known[name], language, content, sheets


def _said(code: str, **about: str) -> AskedWrongly:
    return AskedWrongly(FORM_SAYINGS[code][html_language() != "en"].format(**about), UNREADABLE)
