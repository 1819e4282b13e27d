"""Whether a letter applies: by the hash of its file, or by the code printed on it. Nothing that is sent is kept."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sextant.application.letters import Verified, led_to
from sextant.storage.database.letters import DatabaseLetters
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import AskedWrongly, asked
from sextant.web.authorizing import Known, authorizations_at
from sextant.web.hashing import LARGEST, Hashed
from sextant.web.names import html_language
from sextant.web.reading import reading
from sextant.wording.clauses import clause_rows

HASH = re.compile(r"[0-9a-f]{64}")
FEW = ("uses", "parties", "quantity", "mitigation", "use")
"""The clauses that a stranger asks for first."""


def ask(request: HttpRequest) -> HttpResponse:
    """Return the form, or go to the page of the hash or the file that was given."""
    if request.method == "POST":
        return _of_file(request)
    given = request.GET.get("hash", "").strip()
    if not given:
        return render(request, "pages/verify.html", {"largest": LARGEST // 1_000_000})
    return HttpResponseRedirect(reverse("verified", args=[_hash(given)]))


def _of_file(request: HttpRequest) -> HttpResponse:
    sent: Any = request.FILES.get("file")
    if request.META.get("sextant.too_large"):
        sentence = _("The file is larger than %(size)s MB. Compute its SHA-256 yourself and enter that.")
        raise AskedWrongly(sentence % {"size": LARGEST // 1_000_000}, 413)
    if not isinstance(sent, Hashed) or sent.size == 0:
        raise AskedWrongly(_("No file came with the form. Choose the PDF of the letter, or enter its SHA-256."))
    response = HttpResponseRedirect(reverse("verified", args=[sent.digest]))
    response.status_code = 303
    return response


def _hash(text: str) -> str:
    """Return a hash as it is kept; spaces and capitals of a printed one do not matter."""
    found = re.sub(r"\s", "", text).lower()
    if not HASH.fullmatch(found):
        sentence = _("“%(found)s” is not a SHA-256: that is 64 digits from 0 to 9 and a to f.")
        raise AskedWrongly(
            sentence % {"found": text[:80]}, 400, _("Copy all of it from the letter, or choose the file.")
        )
    return found


def show(request: HttpRequest, found: str) -> HttpResponse:
    """Return what is known of a hash: the versions it leads to, and where they stand."""
    wanted = _hash(found)
    if wanted != found:
        return HttpResponseRedirect(reverse("verified", args=[wanted]))
    at = asked(request)
    with reading() as reader:
        every = authorizations_at(reader, at)
        letters = DatabaseLetters(reader.driver)
        filed = [each for each in letters.by_hash(found) if not at.known_at_chosen or each.filed_at <= at.known_at]
        led = led_to(found, {key: each.versions for key, each in every.items()}, filed)
        originals = {each.version.key: letters.of(each.version.key) for each in led}
    rows = [_row(each, every[each.version.key], originals[each.version.key]) for each in led]
    if form_of(request) != "html":
        content = {**at.as_json(), "sha256": found, "known": bool(rows), "found": [_as_json(each) for each in rows]}
        return json_answer(content, status=200 if rows else 404)
    content = {
        "asked": at,
        "hash": found,
        "rows": rows,
        "synthetic": any(each["known"].synthetic for each in rows),
        "unknown": not rows,
    }
    return render(request, "pages/verified.html", content, status=200 if rows else 404)


def _row(each: Verified, known: Known, originals: list[Any]) -> dict[str, Any]:
    clauses = [row for row in clause_rows(each.version, html_language()) if row.name in FEW]
    return {
        "verified": each,
        "version": each.version,
        "known": known,
        "standing": known.standing_of(each.version),
        "clauses": clauses,
        "originals": [letter for letter in originals if letter.version == each.version.version],
    }


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    version, known, letter = row["version"], row["known"], row["verified"].letter
    return {
        "authorization": version.key,
        "version": version.version,
        "hash_of": "original" if row["verified"].as_original else "record",
        "filed_at": letter.filed_at.isoformat() if letter else None,
        "state": row["standing"].value,
        "authorization_state": known.standing.value,
        "version_in_force": known.current.version if known.applies else None,
        "originals": [each.sha256 for each in row["originals"]],
        "synthetic": known.synthetic,
    }
