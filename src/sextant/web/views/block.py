"""A unit block: a run of units that stand together, where it came from and what became of its neighbours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.locate import Located, locate
from sextant.application.queries.trace import parse_serial
from sextant.domain.identifier import MAX_SERIAL
from sextant.storage.account_types import account_types
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import AskedWrongly, asked, choice
from sextant.web.located import located
from sextant.web.reading import reading
from sextant.web.views.serial import not_issued


def show(request: HttpRequest, registry: str, printed: str) -> HttpResponse:
    """Return the block in which a serial of a registry stands."""
    parsed = parse_serial(printed)
    if parsed is None:
        sentence = _("“%(found)s” is not a serial number.") % {"found": printed[:60]}
        raise AskedWrongly(sentence, 400, _("A serial is a prefix and a number, such as GH-123456. Check both."))
    at = asked(request)
    whole = choice(request, "branches", ("", "all")) == "all"
    with reading() as reader:
        known = parsed[1] <= MAX_SERIAL
        found = locate(reader, account_types(), *parsed, at.moment, registry=registry) if known else []
        shown = [located(reader, each, whole=whole) for each in found]
    if not found:
        raise not_issued(printed, at)
    if form_of(request) == "json":
        return json_answer({**at.as_json(), **_as_json(found[0])})
    content = {"asked": at, "shown": shown[0], "whole": whole, "synthetic": found[0].synthetic}
    return render(request, "pages/block.html", content)


def _as_json(found: Located) -> dict[str, Any]:
    step, lot = found.standings.step, found.provenance.lot
    return {
        "registry": found.space.registry,
        "prefix": found.space.prefix,
        "first": found.standings.first,
        "last": found.standings.last,
        "quantity": found.standings.quantity,
        "state": str(step.standing),
        "account": step.account.code,
        "account_type": step.account.type,
        "class": step.terms.unit_class,
        "uses": list(step.terms.uses),
        "authorization": step.terms.authorization,
        "first_transfer": str(step.leg.first_transfer) if step.leg.first_transfer else None,
        "held_for": step.hold.case if step.hold else None,
        "unit_type": lot.unit_type,
        "cp": lot.commitment_period,
        "vintage": lot.vintage,
        "host_party": lot.host_party,
        "activity": found.activity.reference if found.activity else None,
        "issued": {"first": lot.first, "last": lot.last, "quantity": lot.quantity, "on": lot.issued_on.isoformat()},
        "synthetic": found.synthetic,
        "steps": [
            {
                "entry": str(each.entry.id),
                "kind": each.entry.kind,
                "effective_on": each.entry.effective_on.isoformat(),
                "first": each.first,
                "last": each.last,
                "from_account": each.left.code if each.left else None,
                "account": each.account.code,
                "changed": list(each.changed),
            }
            for each in found.standings.path
        ],
    }
