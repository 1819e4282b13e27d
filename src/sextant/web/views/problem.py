"""What a visitor reads when a question cannot be answered: a sentence and a way on, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from sextant.web.asking import AskedWrongly
    from sextant.workflow.version import CannotReplay


def explain(request: HttpRequest, error: AskedWrongly) -> HttpResponse:
    """Return the page for a question that cannot be answered."""
    return _page(request, error.status, error.sentence, error.way_out)


def busy(request: HttpRequest) -> HttpResponse:
    """Return the page for a database that does not answer just now."""
    return _page(request, 503, _("The database did not answer. Nothing is lost; ask again in a moment."))


def not_replayed(request: HttpRequest, error: CannotReplay) -> HttpResponse:
    """Return the page for a subject whose journal the rules here do not understand."""
    sentence = _("The journal of %(subject)s holds what %(cycle)s does not know in the version that governs it.")
    way_out = _("The rules were changed instead of adding a version. The log of this service says which step it is.")
    return _page(request, 500, sentence % {"subject": error.subject, "cycle": error.cycle}, way_out)


def bad_request(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    """Return the page for a request that cannot be read."""
    return _page(request, 400, _("This request cannot be read."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an address that leads nowhere."""
    return _page(request, 404, _("There is no page at this address."))


def broken(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours."""
    return _page(request, 500, _("Something failed here, not with you. It has been written to the log."))


def _page(request: HttpRequest, status: int, sentence: str, way_out: str | None = None) -> HttpResponse:
    title = {
        400: _("This cannot be read"),
        404: _("Not found"),
        503: _("Not available just now"),
    }.get(status, _("A fault"))
    content = {"title": title, "sentence": sentence, "way_out": way_out, "status": status}
    return render(request, "pages/problem.html", content, status=status)
