"""The forms in which a page's rows leave: HTML, CSV, JSON. All three show the same rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from sextant.web.asking import choice

FORMATS = ("html", "csv", "json")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def form_of(request: HttpRequest) -> str:
    """Return in which form the answer is wanted."""
    return choice(request, "format", FORMATS)


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """Return rows as CSV with a header of stable names: UTF-8 with a mark, so that spreadsheets see it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(name)}.csv"'
    return response


def json_answer(content: Any, status: int = 200) -> HttpResponse:
    """Return a value as JSON that a person can read too; a decimal becomes a number here, at the edge."""
    text = json.dumps(content, ensure_ascii=False, indent=1, default=float)
    return HttpResponse(text + "\n", content_type="application/json; charset=utf-8", status=status)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(str(each) for each in value)
    # A title that begins like a formula would run as one in a spreadsheet.
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _file_name(name: str) -> str:
    return "".join(each if each.isascii() and (each.isalnum() or each in "-_.") else "-" for each in name)
