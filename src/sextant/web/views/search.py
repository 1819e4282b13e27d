"""One box for everything: a serial, the number of an activity, the name or code of a Party."""

from __future__ import annotations

import re

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from sextant.application.queries.trace import parse_serial, trace
from sextant.storage.database.models import Activity
from sextant.web.reading import reading
from sextant.wording.party_name import party_codes

SHOWN = 20

_RANGE_END = re.compile(r"(?<=[0-9])\s*(?:[–—]|to|至)\s*[0-9][0-9,]*\s*$")


def show(request: HttpRequest) -> HttpResponse:
    """Go straight to the one thing that a text can mean, or list what it may mean."""
    text = request.GET.get("q", "").strip()[:200]
    address = _certain(text) if text else None
    if address:
        return HttpResponseRedirect(address)
    parties = party_codes(text)[:SHOWN] if text else []
    found = (
        Activity.objects.filter(Q(title__icontains=text) | Q(reference__iexact=text))
        if text
        else Activity.objects.none()
    )
    count = found.count()
    if count == 1 and not parties:
        only = found.get()
        return HttpResponseRedirect(reverse("activity", args=[only.registry, only.reference]))
    activities = list(found.order_by("registry", "reference")[:SHOWN])
    content = {
        "text": text,
        "parties": parties,
        "activities": activities,
        "count": count,
        "synthetic": any(each.synthetic for each in activities),
    }
    return render(request, "pages/search.html", content)


def _certain(text: str) -> str | None:
    """Return the address of the one thing that a text means beyond doubt."""
    serial = parse_serial(plain_serial(text))
    if serial is not None:
        with reading() as reader:
            if trace(reader, *serial):
                return reverse("serial", args=[f"{serial[0]}-{serial[1]}"])
    codes = party_codes(text)
    if len(codes) == 1 or (codes and text.upper() == codes[0]):
        return reverse("party", args=[codes[0]])
    return None


def plain_serial(text: str) -> str:
    """Return a serial as it is printed; of a range the first, and a prefix in capitals."""
    return _RANGE_END.sub("", text.strip()).upper()
