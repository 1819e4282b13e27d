"""What the content of a file states as a form: its cells or its record, read, checked and filled again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sextant.application.forms.layout import read_record, read_sheets
from sextant.application.forms.taking import Taken, taken
from sextant.domain.refusal import Refusal
from sextant.methodology.forms.form import Form
from sextant.methodology.library import Library
from sextant.methodology.verification.rules import VerificationRules


def read_back(
    form: Form, language: str, content: Mapping[str, Any], library: Library, rules: VerificationRules, *, sheets: bool
) -> Taken:
    """Return what sheets or a record state, with a finding for each cell that is not in order."""
    found = (read_sheets if sheets else read_record)(form, language, content)
    done = taken(form, language, found.sections, found.where, library, rules)
    done.findings[:0] = found.findings
    return done


def stated_record(done: Taken) -> dict[str, Any]:
    """Return what was read, for programs; the statement is none where it cannot be made from the cells."""
    stated = None if done.statement is None else done.statement.as_record()
    return {
        "form": done.form.id,
        "in_order": not done.findings,
        "findings": [_finding(each) for each in done.findings],
        "statement": stated,
    }


def _finding(refusal: Refusal) -> dict[str, Any]:
    return {"code": refusal.code, "about": dict(refusal.about)}
