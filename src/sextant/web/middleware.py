"""What every answer carries, and what happens to a question that cannot be answered."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from sextant.application.ports import TransientFault
from sextant.web.asking import AskedWrongly
from sextant.web.views.problem import bad_request, busy, explain, not_replayed
from sextant.workflow.version import CannotReplay

_log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script at all, no style in the page, nothing from elsewhere; `data:` is for marks inside style sheets."""


class SecurityHeaders:
    """Adds the headers that browsers enforce."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with its headers."""
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response


def readable(request: HttpRequest) -> bool:
    """Return whether an address is text: no database column holds the character zero."""
    query = request.META.get("QUERY_STRING", "")
    return "\0" not in request.path and "\0" not in query and "%00" not in query


class Problems:
    """Turns a question that cannot be answered into a page with a sentence, in the visitor's language."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer; the language cookie chooses it too."""
        response = self._answer(request) if readable(request) else bad_request(request, None)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page that explains what was asked wrongly, or none for any other fault."""
        if isinstance(error, AskedWrongly):
            return explain(request, error)
        if isinstance(error, TransientFault):
            return busy(request)
        if isinstance(error, CannotReplay):
            _log.error("%s", error)
            return not_replayed(request, error)
        return None
