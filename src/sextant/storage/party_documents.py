"""A statement of a Party read from a file: which kind it is its fields say, and every digit is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sextant.application.party_statements import StatementKind
from sextant.application.queries.party_accounts import ACCOUNTS
from sextant.reporting.fields import FieldBadly
from sextant.reporting.national.accounts_read import accounts_of
from sextant.reporting.national.report import report_of
from sextant.reporting.national.review import review_of
from sextant.storage.exact_json import exact_json
from sextant.storage.json_files import UnreadableJson, read_json
from sextant.storage.report_forms import outlines


class DocumentBad(Exception):
    """A file that is no statement: why, as a code, and what was found and expected."""

    def __init__(self, code: str, **about: object) -> None:
        super().__init__(code)
        self.code, self.about = code, about


@dataclass(frozen=True, slots=True)
class Document:
    """A statement that can be put on record."""

    party: str
    kind: StatementKind
    subject: str
    body: str


def read_document(file: Path) -> Document:
    """Return the statement in a file. Raises DocumentBad."""
    try:
        content = read_json(file)
    except UnreadableJson as error:
        raise DocumentBad("report_unreadable", reason=error.about["reason"] or error.code) from error
    try:
        party, kind, subject = _known(content)
    except FieldBadly as error:
        found = json.dumps(error.found, ensure_ascii=False, default=str)[:80]
        raise DocumentBad("report_field", field=error.field, found=found, expected=error.expected) from error
    return Document(party, kind, subject, exact_json(_plain(content)))


def _known(content: Any) -> tuple[str, StatementKind, str]:
    if isinstance(content, dict) and "report" in content and "items" in content:
        report = report_of(content, outlines())
        return report.party, StatementKind.REPORT, report.outline
    if isinstance(content, dict) and "review" in content:
        review = review_of(content)
        return review.party, StatementKind.REVIEW, review.id
    accounts = accounts_of(content)
    return accounts.party, StatementKind.ACCOUNTS, ACCOUNTS


def _plain(content: Any) -> Any:
    """Return the document with its names in order, so that the same statement is the same text."""
    if isinstance(content, dict):
        return {key: _plain(content[key]) for key in sorted(content)}
    if isinstance(content, list):
        return [_plain(each) for each in content]
    assert content is None or isinstance(content, str | int | bool | Decimal)
    return content
