"""A cooperative approach: its terms as recorded, its authorizations, and both sides of its units, reconciled."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.approach_sides import approach_sides
from sextant.application.queries.party_reports import facts_of
from sextant.rules.words import Group
from sextant.storage.account_types import account_types
from sextant.storage.aef_format import ledger_terms
from sextant.storage.report_forms import outlines
from sextant.storage.rulebook_files import rulebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import AskedWrongly, asked
from sextant.web.names import html_language, made_up_party
from sextant.web.reading import reading_cases

TERMS = (
    "participating_parties", "approach_start", "approach_end", "expected_mitigation", "agreed_sectors",
    "agreed_standards", "agreed_methodologies", "agreed_share", "voluntary_levies", "safeguards", "termination_terms",
)  # fmt: skip
COLUMNS = ("approach", "host", "party", "held", "used", "cancelled", "together", "synthetic")


def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Return the approach as a page, CSV or JSON."""
    at = asked(request)
    with reading_cases() as (reader, cases):
        found = approach_sides(reader, account_types(), ledger_terms().approaches, reference, at.moment)
        facts = facts_of(cases, next(iter(outlines().values())).cases_in, reference)
    if not (found.hosts or found.authorizations or facts):
        raise AskedWrongly(_("No cooperative approach “%(found)s” is on record here.") % {"found": reference[:20]}, 404)
    synthetic = any(
        made_up_party(party)
        for party in (*(each.party for each in found.hosts), *(each.party for each in found.authorizations))
    )
    rows = [
        {
            "approach": reference,
            "host": host.party,
            "party": side.party,
            "held": side.held,
            "used": side.used,
            "cancelled": side.cancelled,
            "together": side.together,
            "synthetic": synthetic,
        }
        for host in found.hosts
        for side in host.sides
    ]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{reference}-{at.as_of}", COLUMNS, rows)
    if form == "json":
        hosts = [
            {"party": each.party, "first_transferred": each.first_transferred, "found": each.found,
             "difference": each.difference, "by_vintage": {str(key): value for key, value in each.by_vintage.items()}}
            for each in found.hosts
        ]  # fmt: skip
        return json_answer({**at.as_json(), "approach": reference, "hosts": hosts, "rows": rows})
    content: dict[str, Any] = {
        "asked": at,
        "found": found,
        "terms": [(_name(name), facts[name]) for name in TERMS if facts.get(name)],
        "synthetic": synthetic,
    }
    return render(request, "pages/cooperative_approach.html", content)


def _name(fact: str) -> str:
    label = rulebooks().label(Group.STATED, fact)
    return label.in_language(html_language()) if label else fact
