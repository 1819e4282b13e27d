"""Can the Party afford what it has promised? Every commitment by vintage, against every target under every method."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.adjust import exact
from sextant.application.queries.party_accounts import Affording, Stated, can_afford
from sextant.reporting.affordability import Outlook, Stage
from sextant.storage.account_types import account_types
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import asked, choice
from sextant.web.names import html_language
from sextant.web.reading import reading
from sextant.web.stating import statement_of, written
from sextant.wording.adjustments import method_said

INVENTORY = "inventory"
COLUMNS = (
    "party", "scenario", "inventory_edition", "target", "conditional", "method", "answer", "balance_now",
    "balance_worst", "limit", "room", "synthetic",
)  # fmt: skip


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the answers as a page, CSV or JSON; the commitments stand in the page and in JSON."""
    at = asked(request)
    with reading() as reader:
        stated = statement_of(reader, code, at)
        found = can_afford(reader, account_types(), stated.accounts, at.moment)
    accounts = stated.accounts
    keys = [each.key for each in accounts.projections]
    scenario = choice(request, "scenario", (*keys, INVENTORY) if keys else (INVENTORY,))
    outlooks = [each for each in found.found.outlooks if each.scenario == scenario]
    records = [_record(each, code) | {"synthetic": accounts.synthetic} for each in outlooks]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{code}-affordability-{at.as_of}", COLUMNS, records)
    if form == "json":
        return json_answer({**at.as_json(), "rows": records, "commitments": _commitments(found)})
    return render(request, "pages/affordability.html", _content(at, stated, found, outlooks, scenario))


def _record(each: Outlook, code: str) -> dict[str, Any]:
    return {
        "party": code,
        "scenario": each.scenario,
        "inventory_edition": each.edition,
        "target": each.aim.name,
        "conditional": each.aim.conditional,
        "method": each.method.value,
        "answer": each.answer.value,
        "balance_now": exact(each.balance_now),
        "balance_worst": exact(each.balance_worst),
        "limit": exact(each.limit),
        "room": exact(each.room),
    }


def _commitments(found: Affording) -> list[dict[str, Any]]:
    return [
        {
            "stage": each.stage.value,
            "quantity": each.quantity,
            "withheld": each.withheld,
            "vintage": each.vintage,
            "reference": None if each.withheld else each.reference,
        }
        for each in found.commitments
    ]


def _content(at: Any, stated: Stated, found: Affording, outlooks: list[Outlook], scenario: str) -> dict[str, Any]:
    accounts, language = stated.accounts, html_language()
    names = {each.key: each.label.in_language(language) for each in accounts.goals}
    shown = [
        {
            "name": names[each.aim.name],
            "conditional": each.aim.conditional,
            "method": method_said(each.method.value, language),
            "now": written(each.balance_now),
            "worst": written(each.balance_worst),
            "limit": written(each.limit),
            "room": written(each.room),
            "answer": each.answer,
        }
        for each in outlooks
    ]
    scenarios = [(each.key, each.label.in_language(language)) for each in accounts.projections]
    return {
        "asked": at,
        "code": accounts.party,
        "accounts": accounts,
        "vintages": _vintages(found),
        "boundless": [each for each in found.commitments if each.quantity is None and not each.withheld],
        "withheld": any(each.withheld for each in found.commitments),
        "groups": [
            (_("Unconditional targets"), [each for each in shown if not each["conditional"]]),
            (_("Conditional targets"), [each for each in shown if each["conditional"]]),
        ],
        "hidden_goals": [each.label.in_language(language) for each in accounts.goals if each.withheld],
        "scenario": scenario,
        "scenarios": [*scenarios, (INVENTORY, _("inventory alone"))],
        "edition": accounts.edition,
        "synthetic": accounts.synthetic,
    }


def _vintages(found: Affording) -> list[dict[str, Any]]:
    years = {*found.first_transferred, *found.found.by_vintage}
    rows = []
    for year in sorted(years, key=lambda each: (each is None, each or 0)):
        stages = found.found.by_vintage.get(year, dict.fromkeys(Stage, 0))
        open_ones = [stages[each] for each in Stage]
        transferred = found.first_transferred.get(year, 0) if year is not None else 0
        known = [each for each in open_ones if each is not None]
        rows.append({
            "year": year,
            "first_transferred": transferred,
            "issued": stages[Stage.ISSUED],
            "contracted": stages[Stage.CONTRACTED],
            "authorized": stages[Stage.AUTHORIZED],
            "worst": transferred + sum(known) if len(known) == len(open_ones) else None,
        })  # fmt: skip
    return rows
