"""Events that other registries send: taken in with a token, as `sextant import foreign-events` takes a file."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sextant.application.foreign.rows import take_rows
from sextant.storage.event_files import rows_of_json
from sextant.storage.foreign_feed import open_feed
from sextant.storage.opening import ensure_database
from sextant.storage.rulebook_files import parties
from sextant.web.answering import json_answer
from sextant.web.names import html_language
from sextant.wording.foreign_said import outcome_of

LARGEST = 2_000_000


@csrf_exempt
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Return what came of the events that were sent; 401 without the token, 400 where they cannot be read."""
    token = settings.FEED_TOKEN
    if not token:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return json_answer({"code": "token_wrong"}, status=401)
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return json_answer({"code": "too_large", "limit": LARGEST}, status=413)
    raw = request.read(LARGEST + 1)
    rows, periods = rows_of_json(raw), _periods(raw)
    if rows is None or periods is None or len(raw) > LARGEST:
        return json_answer(
            {"code": "not_readable", "expected": "a list of events, or {ndc_periods, events}"}, status=400
        )
    ensure_database(settings.DATABASE_URL)
    done = take_rows(open_feed(settings.DATABASE_URL, periods), rows, "events", parties())
    return json_answer(outcome_of(done, "events", html_language()))


def _periods(raw: bytes) -> dict[str, tuple[int, int]] | None:
    """Return the periods of contributions that were sent, none where they are not written as they should be."""
    try:
        content: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    told = content.get("ndc_periods", {}) if isinstance(content, dict) else {}
    if not isinstance(told, dict):
        return None
    found: dict[str, tuple[int, int]] = {}
    for party, years in told.items():
        whole = isinstance(years, list) and len(years) == 2 and all(type(each) is int for each in years)
        if not whole or years[0] > years[1]:
            return None
        found[party] = (years[0], years[1])
    return found
