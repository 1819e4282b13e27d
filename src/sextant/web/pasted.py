"""A file of inputs that a visitor pastes into a form. It is read, answered, and kept nowhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sextant.storage.input_files import UnreadableInputs, parse_inputs
from sextant.web.asking import AskedWrongly

FIELD = "pasted"
LENGTH_MAX = 400_000


def pasted(request: HttpRequest, field: str = FIELD) -> tuple[str, dict[str, Any] | None]:
    """Return the text as it was pasted and what it holds; nothing where none came. Raises AskedWrongly."""
    text = request.POST.get(field, "") if request.method == "POST" else ""
    if not text.strip():
        return "", None
    if len(text) > LENGTH_MAX:
        raise AskedWrongly(_("What was pasted is longer than this page reads; use the command line."), 413)
    try:
        return text, parse_inputs(text)
    except UnreadableInputs as error:
        sentence = _("What was pasted is no JSON object: %(found)s.")
        raise AskedWrongly(sentence % {"found": error.found or error.code}) from None
