"""One entry of the journal: what was asked, what was recorded, and which units it moved."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.web.answering import form_of, json_answer
from sextant.web.asking import AskedWrongly
from sextant.web.located import stated
from sextant.web.reading import reading

LEGS_SHOWN = 200


def show(request: HttpRequest, number: UUID) -> HttpResponse:
    """Return the page of an entry, or the entry as JSON."""
    with reading() as reader:
        entry = next(iter(reader.entries([number])), None)
        if entry is None:
            raise AskedWrongly(_("The journal has no entry %(number)s.") % {"number": number}, 404)
        legs = reader.legs_of_entries([number])
        spaces = {space.id: space for space in reader.spaces()}
        accounts = {leg: reader.account(leg) for leg in {each.account for each in legs}}
        terms = reader.terms({each.terms for each in legs})
        corrected_by = reader.corrections_of(number)
    rows = [
        {"leg": leg, "space": spaces[leg.space], "account": accounts[leg.account], "terms": terms[leg.terms]}
        for leg in legs
    ]
    synthetic = any(account is not None and account.synthetic for account in accounts.values())
    body, result = json.loads(entry.body), json.loads(entry.result)
    if form_of(request) == "json":
        return json_answer(
            {
                "entry": str(entry.id),
                "kind": entry.kind,
                "actor": entry.actor,
                "effective_on": entry.effective_on.isoformat(),
                "recorded_at": entry.recorded_at.isoformat() if entry.recorded_at else None,
                "digest": entry.digest.hex(),
                "corrects": str(entry.corrects) if entry.corrects else None,
                "corrected_by": [str(each.id) for each in corrected_by],
                "request": body,
                "result": result,
                "synthetic": synthetic,
            }
        )
    content: dict[str, Any] = {
        "entry": entry,
        "stated": stated(entry.body),
        "digest": entry.digest.hex(),
        "rows": rows[:LEGS_SHOWN],
        "more": max(0, len(rows) - LEGS_SHOWN),
        "quantity": sum(leg.quantity for leg in legs if leg.sign > 0),
        "corrected_by": corrected_by,
        "reported": body.get("reported") or [],
        "request_text": json.dumps(body, ensure_ascii=False, indent=2),
        "result_text": json.dumps(result, ensure_ascii=False, indent=2),
        "warnings": result.get("warnings") or [],
        "synthetic": synthetic,
    }
    return render(request, "pages/entry.html", content)
