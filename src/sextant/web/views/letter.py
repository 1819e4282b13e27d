"""The letter of a version: the draft as PDF, and the record of it for programs. Both follow from the version alone."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sextant.application.letters import twin, twin_hash
from sextant.domain.authorization import Authorization
from sextant.domain.authorization_clause import CLAUSES
from sextant.storage.letters.typesetting import Letter, LetterNotSet, can_set, languages, set_letter
from sextant.web.asking import AskedWrongly
from sextant.web.names import made_up_party
from sextant.web.reading import reading
from sextant.wording.aef_words import source_words
from sextant.wording.party_name import party_name


def record(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Return the canonical JSON of a version: exactly the bytes whose hash the letter states."""
    version = _version(key, number)
    response = HttpResponse(twin(version), content_type="application/json; charset=utf-8")
    response["Repr-Digest"] = f"sha-256=:{_base64(twin_hash(version))}:"
    return response


def draft(request: HttpRequest, key: str, number: int, language: str) -> HttpResponse:
    """Return the draft of a letter as PDF."""
    version = _version(key, number)
    if language not in languages():
        sentence = _("A letter is set in %(expected)s, not in “%(found)s”.")
        raise AskedWrongly(sentence % {"expected": ", ".join(languages()), "found": language[:20]}, 404)
    if not can_set():
        raise AskedWrongly(_("Drafts are not set on this server: it runs without the extra “letters”."), 503)
    try:
        content = set_letter(letter_of(version, language), language)
    except LetterNotSet:
        sentence = _("This draft cannot be set: a clause has a character that the font of the letters lacks.")
        raise AskedWrongly(sentence, 422) from None
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{key}-{number}-{language}-draft.pdf".replace(":", "-")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}"
    return response


def letter_of(version: Authorization, language: str) -> Letter:
    """Return what the draft of a version is set from, in a language."""
    synthetic = made_up_party(version.party) or any(made_up_party(each) for each in version.parties)
    return Letter(
        version=version,
        address=settings.BASE_URL + reverse("verified", args=[twin_hash(version)]),
        synthetic=synthetic,
        names={code: party_name(code, language) for code in (version.party, *version.parties)},
        sources={each.name: source_words(str(each.source), language) for each in CLAUSES if each.source.verified},
    )


def _version(key: str, number: int) -> Authorization:
    with reading() as reader:
        versions = reader.authorizations([key]).get(key, ())
    if not 1 <= number <= len(versions):
        sentence = _("No version %(number)s of an authorization %(key)s is on record here.")
        raise AskedWrongly(sentence % {"number": number, "key": key[:80]}, 404)
    return versions[number - 1]


def _base64(hexadecimal: str) -> str:
    from base64 import b64encode

    return b64encode(bytes.fromhex(hexadecimal)).decode()
