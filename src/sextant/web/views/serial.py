"""One unit: what it was issued for, everything that happened to it, and where it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sextant.application.queries.locate import locate
from sextant.application.queries.trace import Trace, parse_serial, purpose_of, trace
from sextant.domain.identifier import MAX_SERIAL
from sextant.storage.account_types import account_types
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import Asked, AskedWrongly, asked
from sextant.web.located import located
from sextant.web.reading import reading
from sextant.web.views.search import plain_serial


def ask(request: HttpRequest) -> HttpResponse:
    """Return the form for a serial, or go to the serial that was asked for."""
    text = request.GET.get("q", "").strip()
    if not text:
        return render(request, "pages/find_serial.html")
    prefix = request.GET.get("prefix", "").strip()
    digits = text.replace(",", "").replace(" ", "")
    wanted = f"{prefix}-{digits}" if prefix and digits.isascii() and digits.isdigit() else plain_serial(text)
    parsed = parse_serial(wanted)
    if parsed is None:
        raise _no_serial(text)
    return HttpResponseRedirect(reverse("serial", args=[f"{parsed[0]}-{parsed[1]}"]))


def show(request: HttpRequest, printed: str) -> HttpResponse:
    """Return the life of one serial in every registry that issued it."""
    parsed = parse_serial(printed)
    if parsed is None:
        raise _no_serial(printed)
    if form_of(request) == "json":
        return _as_json(printed, *parsed)
    at = asked(request)
    with reading() as reader:
        found = locate(reader, account_types(), *parsed, at.moment) if parsed[1] <= MAX_SERIAL else []
        shown = [located(reader, each) for each in found]
    if not found:
        raise not_issued(printed, at)
    content = {
        "asked": at,
        "found": shown,
        "printed": f"{parsed[0]}-{parsed[1]}",
        "synthetic": any(each.synthetic for each in found),
    }
    return render(request, "pages/serial.html", content)


def _as_json(printed: str, prefix: str, serial: int) -> HttpResponse:
    with reading() as reader:
        found = trace(reader, prefix, serial) if serial <= MAX_SERIAL else []
    if not found:
        return json_answer({"serial": printed, "found": []}, status=404)
    content = [trace_as_json(each) for each in found]
    return json_answer(content[0] if len(content) == 1 else {"serial": printed, "found": content})


def not_issued(printed: str, at: Asked) -> AskedWrongly:
    """Return the sentence for a serial that no registry had issued."""
    if at.chosen:
        sentence = _("No registry known here had issued %(serial)s by %(day)s.")
    else:
        sentence = _("No registry known here has issued %(serial)s.")
    way_out = _("A serial is a prefix and a number, such as GH-123456. Check both.")
    return AskedWrongly(sentence % {"serial": printed[:60], "day": at.as_of.isoformat()}, 404, way_out)


def _no_serial(text: str) -> AskedWrongly:
    sentence = _("“%(found)s” is not a serial number.") % {"found": text[:60]}
    return AskedWrongly(sentence, 400, _("A serial is a prefix and a number, such as GH-123456. Check both."))


def trace_as_json(found: Trace) -> dict[str, Any]:
    """Return a trace under the same keys as `sextant trace --json`."""
    block, lot, activity = found.block, found.lot, found.activity
    return {
        "serial": found.printed,
        "registry": found.space.registry,
        "unit_type": lot.unit_type,
        "cp": lot.commitment_period,
        "vintage": lot.vintage,
        "host_party": lot.host_party,
        "issued": {"first": lot.first, "last": lot.last, "quantity": lot.quantity, "on": lot.issued_on.isoformat()},
        "block": {
            "first": block.first,
            "last": block.last,
            "quantity": block.quantity,
            "account": found.account.code if found.account else None,
            "account_type": found.account.type if found.account else None,
            "class": found.terms.unit_class if found.terms else None,
            "first_transfer": str(block.first_transfer) if block.first_transfer else None,
            "held": block.hold is not None,
        },
        "activity": {
            "registry": activity.registry,
            "reference": activity.reference,
            "title": activity.title,
            "synthetic": activity.synthetic,
        }
        if activity
        else None,
        "events": [
            {
                "entry": str(each.entry.id),
                "kind": each.entry.kind,
                "changed": list(each.changed),
                "effective_on": each.entry.effective_on.isoformat(),
                "recorded_at": each.entry.recorded_at.isoformat() if each.entry.recorded_at else None,
                "from_account": each.left.code if each.left else None,
                "account": each.account.code if each.account else None,
                "purpose": purpose_of(each.entry),
            }
            for each in found.events
        ],
    }
