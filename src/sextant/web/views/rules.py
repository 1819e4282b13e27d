"""All rules with their values on a day: grouped by mechanism and topic, filtered by what stands in the address."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.domain.rule_value import ValueInForce
from sextant.rules.record import plain, source_record
from sextant.rules.rulebook import written
from sextant.storage.rulebook_files import rulebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import choice, page
from sextant.web.ruling import RuleRow, mechanism_names, on_day, rule_rows, topic_name

COLUMNS = (
    "path", "kind", "mechanism", "topic", "label", "value", "unit", "from", "document", "version", "paragraph",
    "verified", "basis",
)  # fmt: skip


def show(request: HttpRequest) -> HttpResponse:
    """Return the list as a page, CSV or JSON."""
    on, books = on_day(request), rulebooks()
    mechanisms = mechanism_names()
    given = {
        "q": request.GET.get("q", "").strip()[:200],
        "mechanism": choice(request, "mechanism", ("", *(code for code, _ in mechanisms))),
        "unverified": choice(request, "unverified", ("", "yes")),
    }
    every = list(rule_rows(books, on.day))
    found = [row for row in every if _wanted(row, given)]
    form = form_of(request)
    if form == "csv":
        rows = [{**_record(row), **_record(row)["source"]} for row in found]
        return csv_answer(f"rules-{on.day}", COLUMNS, [row | {"value": _text(row["value"])} for row in rows])
    if form == "json":
        return json_answer({"on": on.day.isoformat(), "count": len(found), "rows": [_record(row) for row in found]})
    shown = page(request, len(found), size=250)
    content: dict[str, Any] = {
        "on": on,
        "page": shown,
        "total": len(every),
        "unverified": sum(not row.source.verified for row in every),
        "groups": _groups(found[shown.start : shown.stop]),
        "filters": given,
        "filtered": any(given.values()),
        "mechanisms": mechanisms,
    }
    return render(request, "pages/rules.html", content)


def _wanted(row: RuleRow, given: dict[str, str]) -> bool:
    words = given["q"].casefold().split()
    return (
        given["mechanism"] in ("", row.mechanism)
        and not (given["unverified"] and row.source.verified)
        and all(each in row.sought for each in words)
    )


def _groups(rows: list[RuleRow]) -> list[dict[str, Any]]:
    """Return the rows by mechanism and topic, with the names of both."""
    names, books = dict(mechanism_names()), rulebooks().books
    found = []
    for mechanism, of_mechanism in groupby(rows, key=lambda row: row.mechanism):
        topics = [
            {"id": f"{mechanism}-{topic}", "name": topic_name(topic, mechanism), "rows": list(of_topic)}
            for topic, of_topic in groupby(of_mechanism, key=lambda row: row.topic)
        ]
        partners = bool(books[mechanism].agreements) if mechanism in books else False
        found.append({"mechanism": mechanism, "name": names[mechanism], "topics": topics, "partners": partners})
    return found


def _record(row: RuleRow) -> dict[str, Any]:
    value = row.found if isinstance(row.found, ValueInForce) else None
    return {
        "path": row.path,
        "kind": row.kind,
        "mechanism": row.mechanism,
        "topic": row.topic.removeprefix("levy_"),
        "label": row.label,
        "value": plain(value.value) if value else None,
        "unit": row.parameter.unit,
        "from": value.from_date.isoformat() if value else None,
        "verified": row.source.verified,
        "basis": rulebooks().documents.basis(row.source).value,
        "source": source_record(row.source),
    }


def _text(value: Any) -> Any:
    """Return a value as one cell."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {written(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(each if isinstance(each, str) else _text(each) for each in value)
    return value
