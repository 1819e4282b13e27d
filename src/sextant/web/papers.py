"""Papers as answers: a workbook in both languages, or a typeset file in one. Only the public rendering leaves here."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sextant.reporting.national.paper import Paper, workbook
from sextant.storage.letters.paper_setting import set_paper
from sextant.storage.letters.typesetting import LetterNotSet, can_set
from sextant.storage.workbook_writing import workbook_bytes
from sextant.web.asking import AskedWrongly, choice
from sextant.wording.report_papers import phrase

LANGUAGES = ("en", "zh-Hant")
FORMS = ("html", "json", "csv", "xlsx", *(f"{each}.pdf" for each in LANGUAGES))
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def form_of_paper(request: HttpRequest) -> str:
    """Return in which form the paper is wanted."""
    return choice(request, "format", FORMS)


def paper_answer(name: str, form: str, made: Callable[[str], Paper]) -> HttpResponse:
    """Return a paper as a file; `made` gives it in a language."""
    if form == "xlsx":
        content = workbook_bytes(workbook(name, tuple(made(each) for each in LANGUAGES)))
        return _file(content, WORKBOOK, f"{name}.xlsx")
    if not can_set():
        raise AskedWrongly(_("Papers are not set on this server: it runs without the extra “letters”."), 503)
    language = form.removesuffix(".pdf")
    try:
        content = set_paper(made(language), phrase("page", language, at="{at}", of="{of}"))
    except LetterNotSet:
        raise AskedWrongly(_("This paper cannot be set: a text has a character that the font lacks."), 422) from None
    return _file(content, "application/pdf", f"{name}-{form}")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}"
    return response
