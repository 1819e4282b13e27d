"""A partner's report beside ours, block range by block range: theirs, ours, the difference, and who must act.

What is sent is looked at and kept nowhere. Acquisitions that are missing here are proposed; nothing is posted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.annual_information import Stated, annual_information
from sextant.application.queries.party_accounts import stated
from sextant.reporting.aef.model import Heading, Submission, Version
from sextant.reporting.reconciliation import Line, Reconciliation, reconcile
from sextant.storage.account_types import account_types
from sextant.storage.aef_format import aef_format, check_catalogue, ledger_terms
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.rulebook_files import parties
from sextant.storage.submission_files import submission_of_bytes
from sextant.storage.workbook_reading import UnreadableWorkbook
from sextant.web.asking import Asked, AskedWrongly, asked
from sextant.web.names import html_language, made_up_party
from sextant.web.reading import reading
from sextant.web.receiving import LARGEST, Received, ReceivingUpload
from sextant.wording.aef_partner import said, who_acts_said
from sextant.wording.aef_words import file_sentence

SHOWN = 500
"""How many ranges are shown; `sextant aef reconcile` tells all of them."""


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the form, or what a partner's workbook says beside what this registry says of the Party."""
    # Set before anything of the request is read: this page looks into the file, others only hash it.
    request.upload_handlers = [ReceivingUpload(request)]
    content: dict[str, Any] = {"asked": asked(request), "code": code, "largest": LARGEST // 1_000_000,
                               "synthetic": made_up_party(code)}  # fmt: skip
    if request.method == "POST":
        content |= _beside(code, _partner(request), content["asked"])
    else:
        with reading() as reader:
            _known(reader, code, content["asked"])
    return render(request, "pages/aef_partner.html", content)


def _partner(request: HttpRequest) -> Submission:
    sent: Any = request.FILES.get("file")
    if request.META.get("sextant.too_large"):
        sentence = _("The workbook is larger than %(size)s MB.") % {"size": LARGEST // 1_000_000}
        raise AskedWrongly(sentence, 413, _("Compare it on the command line: sextant aef reconcile."))
    if not isinstance(sent, Received) or not sent.content:
        raise AskedWrongly(_("No file came with the form. Choose the partner’s workbook (XLSX)."))
    try:
        return submission_of_bytes(sent.content, Path(sent.name))
    except UnreadableWorkbook as error:
        raise AskedWrongly(file_sentence(error, html_language()), 422) from None


def _known(reader: DatabaseReader, code: str, at: Asked) -> Stated:
    """Return what the Party states beside the ledger. Raises AskedWrongly where nobody knows the Party."""
    own = stated(DatabasePartyStatements(reader.driver), code, at=at.moment)
    if own is None and parties().by_code(code) is None and not reader.accounts(party=code):
        raise AskedWrongly(_("There is no Party with the code “%(code)s” here.") % {"code": code[:20]}, 404)
    accounts = own.accounts if own is not None else None
    heading = Heading(version=Version(1, 0))
    if accounts is None:
        return Stated(heading=heading)
    return Stated(heading=heading, parties=accounts.party_codes, registries=accounts.registry_codes)


def _beside(code: str, theirs: Submission, at: Asked) -> dict[str, Any]:
    """Return the reconciliation of a partner's workbook with what the registry says about the same year."""
    heading = theirs.content.heading
    if heading.party is None or heading.reported_year is None:
        raise AskedWrongly(said("unnamed", html_language(), file=theirs.file), 422)
    alpha3 = {each.code: each.alpha3 for each in parties()}
    with reading() as reader:
        given = _known(reader, code, at)
        annual = annual_information(
            reader, account_types(), ledger_terms(), alpha3, code, heading.reported_year, given
        )  # fmt: skip
    ours = Submission(_("this registry"), theirs.profile, annual.content)
    if ours.content.heading.party is None:
        sentence = _("“%(code)s” has no code of three letters here, so no report names it.")
        raise AskedWrongly(sentence % {"code": code[:20]}, 422)
    if ours.content.heading.party == heading.party:
        raise AskedWrongly(said("same_party", html_language(), found=heading.party), 422)
    found = reconcile([ours], [theirs], aef_format(), check_catalogue())
    return {"found": found, "file": theirs.file, "year": heading.reported_year, "rows": _rows(found)}


def _rows(found: Reconciliation) -> list[dict[str, Any]]:
    columns = {each.field: each.name for each in aef_format().tables["actions"].columns}
    return [_row(each, columns) for each in found.lines[:SHOWN]]


def _row(line: Line, columns: dict[str, str]) -> dict[str, Any]:
    language = html_language()
    proposed = line.proposed
    facts = {"giver": line.transferring_party, "taker": line.acquiring_party, "year": line.year,
             "columns": ", ".join(columns[each] for each in line.differs)}  # fmt: skip
    return {
        "series": "-".join(str(each) for each in line.series if each),
        "line": line,
        "message": said(line.state.value, language, **facts),
        "who": who_acts_said(line.who_acts.value, language),
        "proposed": None
        if proposed is None
        else said(
            "proposed", language, quantity=line.last - line.first + 1, day=proposed.acted.day if proposed.acted else "–"
        ),
    }
