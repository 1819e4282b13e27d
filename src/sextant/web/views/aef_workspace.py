"""The agreed electronic format of a Party for a year: its tables from the ledger, what is missing, what the rules find.

The workbook of an address is always the same bytes: it is frozen by its hash. Filing it is an act of the Party's office
on the command line; a page changes nothing.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sextant.application.queries.annual_information import Annual, Stated, annual_information
from sextant.application.queries.party_accounts import stated
from sextant.application.queries.write_aef import Written, write_aef
from sextant.reporting.aef.format import Table
from sextant.reporting.aef.model import Heading, Moment, Timeframe, Version
from sextant.reporting.aef.writing import CannotBeWritten
from sextant.storage.account_types import account_types
from sextant.storage.aef_format import aef_format, check_catalogue, ledger_terms
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_writing import workbook_bytes
from sextant.web.answering import csv_answer, json_answer
from sextant.web.asking import AskedWrongly, asked, choice, day
from sextant.web.names import html_language, made_up_party
from sextant.web.papers import WORKBOOK
from sextant.web.reading import reading
from sextant.wording.aef_findings import finding_sentence
from sextant.wording.aef_ledger import missing_said
from sextant.wording.aef_words import cannot_be_written_sentence, statement

YEARS = range(2021, 2101)
"""Years that a workbook can be about: mitigation outcomes are from 2021 onwards (2/CMA.3, annex, 1(e))."""
SHOWN = 25
"""How many rows of a table are shown; the workbook has all."""
COLUMNS = ("rule", "severity", "outcome", "message", "hint", "caused_by")


def show(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Return the workspace as a page, the findings as CSV or JSON, or the workbook."""
    if year not in YEARS:
        sentence = _("There is no year %(found)s here; expected one from %(first)s to %(last)s.")
        raise AskedWrongly(sentence % {"found": str(year)[:20], "first": YEARS[0], "last": YEARS[-1]}, status=404)
    at = asked(request)
    known = aef_format()
    profile = choice(request, "profile", tuple(known.written_profiles))
    form = choice(request, "format", ("html", "csv", "json", "xlsx"))
    version, submitted_on = _version(request), day(request, "submitted_on")
    with reading() as reader:
        own = stated(DatabasePartyStatements(reader.driver), code, at=at.moment)
        if own is None and parties().by_code(code) is None and not reader.accounts(party=code):
            raise AskedWrongly(_("There is no Party with the code “%(code)s” here.") % {"code": code[:20]}, 404)
        accounts = own.accounts if own is not None else None
        heading = Heading(
            version=version,
            submitted_on=submitted_on,
            ndc_first_year=accounts.first_year if accounts else None,
            ndc_last_year=accounts.last_year if accounts else None,
        )
        given = Stated(
            heading=heading,
            parties=accounts.party_codes if accounts else {},
            registries=accounts.registry_codes if accounts else {},
        )
        alpha3 = {each.code: each.alpha3 for each in parties()}
        annual = annual_information(reader, account_types(), ledger_terms(), alpha3, code, year, given)
    written = _written(annual, profile, f"{code}-{year}.xlsx")
    content = workbook_bytes(written.workbook)
    if form == "xlsx":
        response = HttpResponse(content, content_type=WORKBOOK)
        name = f"{annual.content.heading.party or code}-{year}-{version or '0.0'}.xlsx"
        response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}"
        return response
    language = html_language()
    findings = _findings(written, language)
    if form == "csv":
        return csv_answer(f"{code}-aef-{year}", COLUMNS, findings)
    missing = [{"code": each.code, "about": each.about, "message": missing_said(each, language)}
               for each in annual.missing]  # fmt: skip
    if form == "json":
        digest = sha256(content).hexdigest()
        return json_answer({**at.as_json(), "profile": profile, "sha256": digest, "missing": missing, "rows": findings})
    return render(request, "pages/aef_workspace.html", {
        "asked": at,
        "code": code,
        "year": year,
        "party": annual.content.heading.party,
        "profile": profile,
        "profiles": list(known.written_profiles),
        "version": version,
        "submitted_on": submitted_on,
        "tables": [_table(each, annual) for each in known.tables.values()],
        "missing": missing,
        "findings": findings,
        "statement": statement(written.result, profile, language),
        "blocked": written.result.blocked,
        "sha256": sha256(content).hexdigest(),
        "synthetic": made_up_party(code),
    })  # fmt: skip


def latest(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the workspace of the year that is to be reported next: the one before the day asked for."""
    return HttpResponseRedirect(reverse("aef_workspace", args=[code, asked(request).as_of.year - 1]))


def _version(request: HttpRequest) -> Version | None:
    found = request.GET.get("version", "").strip()
    if not found:
        return None
    major, dot, minor = found.partition(".")
    numbers = major.isascii() and major.isdigit() and minor.isascii() and minor.isdigit()
    if not (dot and numbers and len(found) <= 9 and int(major) >= 1):
        raise AskedWrongly(_("“%(found)s” is no version. Write it as 1.0.") % {"found": found[:20]})
    return Version(int(major), int(minor))


def _written(annual: Annual, profile: str, name: str) -> Written:
    both = ("en", "zh-Hant")
    try:
        return write_aef(
            annual.content,
            aef_format(),
            check_catalogue(),
            parties(),
            profile=profile,
            name=name,
            statement=lambda result, told: [line for each in both for line in statement(result, told, each)],
        )
    except CannotBeWritten as error:
        raise AskedWrongly(cannot_be_written_sentence(error, html_language()), 422) from None


def _findings(written: Written, language: str) -> list[dict[str, Any]]:
    rules = check_catalogue().rules
    return [
        {
            "rule": each.finding.rule,
            "severity": each.severity,
            "outcome": each.finding.outcome,
            "message": finding_sentence(each.finding, language),
            "hint": rules[each.finding.rule].hint.in_language(language),
            "caused_by": each.caused_by.rule if each.caused_by else None,
            "places": ", ".join(f"{place.table}: {place.row}" for place in each.finding.places[:3] if place.row),
        }
        for each in written.result.findings
    ]


def _table(table: Table, annual: Annual) -> dict[str, Any]:
    """Return a table for the page: the columns that hold anything, and its first rows."""
    content = annual.content
    records = [content.heading] if table.vertical else list(getattr(content, table.code))
    cells = [[_cell(getattr(each, column.field), column.list) for column in table.columns]
             for each in records[:SHOWN]]  # fmt: skip
    filled = [at for at in range(len(table.columns)) if any(row[at] for row in cells)]
    return {
        "sheet": table.sheet,
        "number": table.number,
        "count": len(records),
        "head": [table.columns[at].name for at in filled],
        "rows": [[row[at] for at in filled] for row in cells],
        "more": max(len(records) - SHOWN, 0),
    }


def _cell(value: Any, of_list: str | None) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, Moment):
        return value.day.isoformat()
    if isinstance(value, Timeframe):
        ends = (value.occurred_from, value.occurred_to, value.use_from, value.use_to)
        return value.text or " – ".join(each.isoformat() for each in ends if each is not None)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return ", ".join(_cell(each, of_list) for each in value)
    if of_list is not None and isinstance(value, str):
        return aef_format().lists[of_list].spellings["nomenclature"].get(value, value)
    return value.isoformat() if isinstance(value, date) else str(value)
