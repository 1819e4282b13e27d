"""A form with nothing in it, for a person to fill: the facts without values, the tables without rows."""

from __future__ import annotations

from sextant.application.forms.statement import Filled
from sextant.methodology.forms.form import Form


def blank(form: Form, language: str) -> Filled:
    """Return the empty form in a language."""
    sections = {
        key: [] if each.table else [dict.fromkeys(each.fields)]
        for key, each in form.sections.items()
    }  # fmt: skip
    return Filled(form, language, sections)
