"""What a form holds, for people and programs: every field with its type, unit, sheet and source."""

from __future__ import annotations

from typing import Any

from sextant.methodology.forms.form import FACTS, Field, Form, Section


def listed(form: Form, language: str) -> dict[str, Any]:
    """Return a form in a list of forms."""
    return {"id": form.id, "mechanism": form.mechanism, "subject": form.subject,
            "title": form.title.in_language(language), "source": str(form.source),
            "verified": form.source.verified}  # fmt: skip


def described(form: Form, language: str) -> dict[str, Any]:
    """Return everything that is known of a form."""
    sections = [
        {"key": each.key, "label": each.label.in_language(language), "sheet": each.sheet, "rows": each.rows,
         "fields": [_field(one, each, language) for one in each.fields.values()]}
        for each in form.sections.values()
    ]  # fmt: skip
    return listed(form, language) | {"note": form.note.in_language(language), "sections": sections}


def _field(each: Field, section: Section, language: str) -> dict[str, Any]:
    return {
        "key": each.key,
        "label": each.label.in_language(language),
        "type": each.type,
        "unit": each.unit,
        "options": list(each.options),
        "place": "row" if section.rows == FACTS else "column",
        "filled_by": each.fill,
        "read_back": each.taken,
        "needed": each.needed,
        "source": str(each.source),
        "verified": each.source.verified,
    }
