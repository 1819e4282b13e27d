"""Pages that answer a file that is chosen or pasted, as page, CSV or JSON, and keep it nowhere.

A page declares what it takes as offers and gives one function from them to an outcome. What was sent is sent along
with the buttons for downloads, byte for byte, so that a download is of exactly what the page shows.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.domain.refusal import Refusal
from sextant.methodology.language.exact import shown
from sextant.storage.exact_json import exact_json
from sextant.storage.input_files import UnreadableInputs, parse_inputs
from sextant.web.answering import FORMATS, csv_answer
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.papers import WORKBOOK
from sextant.web.receiving import LARGEST, Received, ReceivingUpload
from sextant.web.tracing import figure_shown
from sextant.wording.quantify_words import QUANTIFY_SAYINGS
from sextant.wording.refusals import sentence

SHOWN_MAX = 400_000
"""Bytes of a text that is shown in its field again."""
ALONG_MAX = 1_400_000
"""Bytes that are sent along for a download; Django takes no more than 2.5 MB beside files."""
TEXT_MAX = 500
"""Characters of a field that is no file."""
JSON = "application/json; charset=utf-8"
SHEETS = "xlsx"
UNREADABLE = 422


@dataclass(frozen=True, slots=True)
class Offer:
    """One file that a form takes, and what was sent of it."""

    field: str
    label: str
    hint: str
    accept: str = ".json"
    needed: bool = True
    example: str = ""
    """The synthetic example that ships with the pages."""
    pasted_as: str = ""
    """The file name that a pasted text has; without it the label."""
    binary: bool = False
    """Whether it may be no text; then it can be chosen and not pasted."""
    name: str = ""
    content: bytes = b""

    @property
    def shown(self) -> str:
        """Return the text for the field; nothing where it is long or no text."""
        if self.binary and not self.content.isascii():
            return ""
        try:
            return self.content.decode("utf-8-sig") if len(self.content) <= SHOWN_MAX else ""
        except UnicodeDecodeError:
            return ""

    def text(self) -> str:
        """Return what was sent as text. Raises AskedWrongly."""
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise unreadable("not_utf_8", self.name) from None

    def inputs(self) -> dict[str, Any]:
        """Return what was sent as the command reads it. Raises AskedWrongly."""
        try:
            return parse_inputs(self.text())
        except UnreadableInputs as error:
            raise unreadable(error.code, self.name, error.found) from None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of what was sent: the record as the command prints it, the rows of the CSV, what is wrong."""

    name: str = ""
    record: Mapping[str, Any] | None = None
    columns: Sequence[str] = ()
    rows: Sequence[Mapping[str, Any]] = ()
    shown: Mapping[str, Any] = field(default_factory=dict)
    refused: Sequence[tuple[str, str]] = ()
    """A code and a sentence for each thing that is wrong."""
    workbook: bytes | None = None
    """The same as a workbook, where there is one."""


Work = Callable[[HttpRequest, Mapping[str, Offer]], Outcome]


def unreadable(code: str, name: str, found: str = "") -> AskedWrongly:
    """Return what is said of a file that cannot be read; the words are those of the command."""
    said = QUANTIFY_SAYINGS[f"inputs_{code}"][html_language() != "en"]
    return AskedWrongly(said.format(file=name, found=found), UNREADABLE)


def refused(refusals: Iterable[Refusal]) -> Outcome:
    """Return the outcome of what cannot be done, with a sentence for each reason."""
    return Outcome(refused=[(each.code, sentence(each, html_language())) for each in refusals])


def figure(value: Any) -> Any:
    """Return a number with at most twelve digits and its thousands apart; anything else as it is."""
    exact = shown(value) if isinstance(value, Fraction) else value
    return figure_shown(Decimal(f"{exact:.12g}")) if isinstance(exact, Decimal) else exact


def signed(value: Decimal) -> str:
    """Return the same with its sign."""
    return ("+" if value > 0 else "") + str(figure(value))


def percent(share: Decimal | Fraction | None) -> str | None:
    """Return a share in percent, to six digits; none where there is none."""
    if share is None:
        return None
    exact = shown(share) if isinstance(share, Fraction) else share
    return f"{figure(Decimal(f'{exact * 100:.6g}').normalize())} %"


def answer(
    request: HttpRequest,
    template: str,
    offers: Sequence[Offer],
    work: Work,
    *,
    plain: Mapping[str, str] | None = None,
    content: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Return the form, or the form with what came of what was sent, or that as CSV or JSON.

    `plain` are the other fields of the form, which are sent along and shown again, each with its value in the example.
    """
    plain = plain or {}
    content = {**(content or {}), "largest": LARGEST // 1_000_000}
    # Set before anything of the request is read: these pages look into the file, others only hash it.
    request.upload_handlers = [ReceivingUpload(request)]
    if request.method != "POST":
        wanted = request.GET.get("example") == "yes"
        given = tuple(_example(each) for each in offers) if wanted else tuple(offers)
        fields = {name: value if wanted else request.GET.get(name, "")[:TEXT_MAX] for name, value in plain.items()}
        return render(request, template, {**content, "offers": given, "fields": fields, "synthetic": wanted})
    given = tuple(_sent(request, each) for each in offers)
    form = request.POST.get("format") or "html"
    if form not in (*FORMATS, SHEETS):
        raise AskedWrongly(_("There is no answer as “%(found)s” here.") % {"found": form[:40]})
    try:
        done = work(request, {each.field: each for each in given})
    except AskedWrongly as error:
        if error.status != UNREADABLE:
            raise
        done = Outcome(refused=[("unreadable", error.sentence)])
    status = UNREADABLE if done.record is None else 200
    if form != "html":
        return _download(done, form, status)
    fields = {name: request.POST.get(name, "")[:TEXT_MAX] for name in plain}
    beside = {"offers": given, "fields": fields, "outcome": done, "along": _along(given, fields), **done.shown}
    return render(request, template, {**content, **beside}, status=status)


def _example(offer: Offer) -> Offer:
    if not offer.example:
        return offer
    content = files("sextant.web.examples").joinpath(offer.example).read_bytes()
    return replace(offer, name=offer.example, content=content)


def _sent(request: HttpRequest, offer: Offer) -> Offer:
    """Return an offer with what came: the file that was chosen, else what was sent along, else what was pasted."""
    sent: Any = request.FILES.get(f"{offer.field}_file")
    if request.META.get("sextant.too_large"):
        said = _("The file is larger than %(size)s MB.") % {"size": LARGEST // 1_000_000}
        raise AskedWrongly(said, 413, _("The same command on the command line takes larger files."))
    if isinstance(sent, Received) and sent.content:
        return replace(offer, name=sent.name[:200], content=sent.content)
    along, name = request.POST.get(f"{offer.field}_along", ""), request.POST.get(f"{offer.field}_name", "")
    if along:
        try:
            return replace(offer, name=name[:200], content=base64.b64decode(along, validate=True))
        except (binascii.Error, ValueError):
            raise AskedWrongly(_("This request cannot be read.")) from None
    pasted = request.POST.get(offer.field, "")
    if pasted.strip():
        return replace(offer, name=offer.pasted_as or offer.label, content=pasted.encode())
    if offer.needed:
        said = _("%(label)s: no file came with the form, and no text.") % {"label": offer.label}
        raise AskedWrongly(said, 400, _("Choose a file, or paste its text."))
    return offer


def _along(given: Iterable[Offer], fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the hidden fields that bring the same files and fields again; none where they are too large for it."""
    sent = [each for each in given if each.content]
    if sum(len(each.content) for each in sent) > ALONG_MAX:
        return []
    found = [(f"{each.field}_along", base64.b64encode(each.content).decode()) for each in sent]
    return [*found, *((f"{each.field}_name", each.name) for each in sent), *fields.items()]


def _download(done: Outcome, form: str, status: int) -> HttpResponse:
    said = [{"code": code, "message": message} for code, message in done.refused]
    if form == SHEETS:
        return _workbook(done, status)
    if form == "csv":
        if done.record is not None:
            return csv_answer(done.name, done.columns, done.rows)
        found = csv_answer("refused", ("code", "message"), said)
        found.status_code = status
        return found
    record = {"refused": said} if done.record is None else done.record
    return HttpResponse(exact_json(record) + "\n", content_type=JSON, status=status)


def _workbook(done: Outcome, status: int) -> HttpResponse:
    if done.workbook is None:
        if done.record is None:
            return _download(done, "json", status)
        raise AskedWrongly(_("There is no answer as “%(found)s” here.") % {"found": SHEETS})
    response = HttpResponse(done.workbook, content_type=WORKBOOK)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(done.name + '.xlsx', safe='')}"
    return response
