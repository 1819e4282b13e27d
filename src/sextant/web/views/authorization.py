"""One authorization: the version in force clause by clause, what is counted, its versions, the units under it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.letters import twin_hash
from sextant.domain.account import Account
from sextant.domain.unit import SerialSpace
from sextant.storage.database.authorizations import DatabaseAuthorizations
from sextant.storage.database.letters import DatabaseLetters
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.letters.typesetting import can_set, languages
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import Asked, AskedWrongly, asked
from sextant.web.authorizing import Known, Recorded, authorizations_at
from sextant.web.names import html_language
from sextant.web.reading import reading
from sextant.web.views.authorizations import as_row
from sextant.wording.clauses import clause_rows, clause_text

RANGES = 12
"""How many ranges of an account are shown before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Units under an authorization in one account."""

    account: Account | None
    quantity: int
    first_transferred: int
    ranges: tuple[tuple[SerialSpace, int, int], ...]
    hidden: int


def show(request: HttpRequest, key: str) -> HttpResponse:
    """Return the page of an authorization, or what programs read of it."""
    at = asked(request)
    with reading() as reader:
        known = authorization_at(reader, at, key)
        if form_of(request) != "html":
            return json_answer(
                {**at.as_json(), **as_row(known), "versions": [_version(each) for each in known.recorded()]}
            )
        letters = DatabaseLetters(reader.driver).of(key)
        accounts = _accounts(reader, known, at)
    language = html_language()
    content: dict[str, Any] = {
        "asked": at,
        "known": known,
        "current": known.current,
        "clauses": clause_rows(known.current, language),
        "versions": [_shown(each, language) for each in known.recorded()],
        "letters": letters,
        "accounts": accounts,
        "together": sum(each.quantity for each in accounts),
        "together_first_transferred": sum(each.first_transferred for each in accounts),
        "can_set": can_set(),
        "languages": languages(),
        "synthetic": known.synthetic,
    }
    return render(request, "pages/authorization.html", content)


def authorization_at(reader: DatabaseReader, at: Asked, key: str) -> Known:
    """Return an authorization at a moment, or raise what the visitor reads where none was on record."""
    known = authorizations_at(reader, at, key).get(key)
    if known is None:
        sentence = (
            _("No authorization %(key)s was on record by %(day)s.")
            if at.chosen
            else _("No authorization %(key)s is on record here.")
        )
        way_out = _("An authorization is named by its Party and its reference, such as XA:XA-AUT-S0001.")
        raise AskedWrongly(sentence % {"key": key[:80], "day": at.as_of.isoformat()}, 404, way_out)
    return known


def _version(each: Recorded) -> dict[str, Any]:
    return {
        "version": each.version.version,
        "state": each.standing.value,
        "sha256": twin_hash(each.version),
        "changed": [change.clause for change in each.changes],
        "entry": str(each.entry),
        "body": json.loads(each.version.body),
    }


def _shown(each: Recorded, language: str) -> dict[str, Any]:
    changed = [
        {
            "clause": change.clause,
            "before": clause_text(change.clause, change.before, language),
            "after": clause_text(change.clause, change.after, language),
        }
        for change in each.changes
    ]
    return {"recorded": each, "version": each.version, "changed": changed, "hash": twin_hash(each.version)}


def _accounts(reader: DatabaseReader, known: Known, at: Asked) -> list[Standing]:
    terms = [number for number, each in reader.terms().items() if each.authorization == known.key]
    if not terms:
        return []
    stored = DatabaseAuthorizations(reader.driver)
    blocks = {} if at.chosen else stored.blocks(terms)
    spaces = {each.id: each for each in reader.spaces()} if blocks else {}
    standing = []
    for number, units, moved in stored.by_account(terms, at.moment):
        ranges = [(spaces[space], first, last) for space, first, last in blocks.get(number, ())]
        hidden = max(len(ranges) - RANGES, 0)
        standing.append(Standing(reader.account(number), units, moved, tuple(ranges[:RANGES]), hidden))
    return sorted(standing, key=lambda each: -each.quantity)
