"""The statement of an account between two days: opening, in, out and closing, shown as a sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.statement import Line, Statement, statement
from sextant.domain.account import account_id
from sextant.domain.unit import SerialSpace
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import Asked, AskedWrongly, asked, day, page
from sextant.web.located import stated
from sextant.web.names import account_type
from sextant.web.reading import reading

COLUMNS = (
    "effective_on", "entry", "kind", "direction", "quantity", "prefix", "first", "last", "counterpart", "purpose",
    "recorded_at", "synthetic",
)  # fmt: skip
RANGES_SHOWN = 4


def show(request: HttpRequest, registry: str, code: str) -> HttpResponse:
    """Return the statement as a page, CSV or JSON."""
    at = asked(request)
    number = account_id(registry, code)
    with reading() as reader:
        if reader.account(number) is None:
            sentence = _("The registry %(registry)s has no account %(code)s here.")
            raise AskedWrongly(sentence % {"registry": registry[:20], "code": code[:60]}, 404)
        first_day, last_day = _period(request, at, reader.days_of_account(number))
        found = statement(reader, number, first_day=first_day, last_day=last_day, known_at=at.moment.known_at)
        spaces = {space.id: space for space in reader.spaces()}
    assert found is not None, "the account was there a moment ago"
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{registry}-{code}-{first_day}-{last_day}", COLUMNS, _rows(found, spaces))
    if form == "json":
        return json_answer(_as_json(found, spaces, at))
    shown = page(request, len(found.lines))
    content: dict[str, Any] = {
        "asked": replace(at, moment=replace(at.moment, as_of=found.last_day)),
        "statement": found,
        "account": found.account,
        "type": account_type(found.account.type),
        "page": shown,
        "lines": [_line(each, spaces) for each in found.lines[shown.start : shown.stop]],
        "synthetic": found.account.synthetic,
    }
    return render(request, "pages/statement.html", content)


def _period(request: HttpRequest, at: Asked, days: tuple[date, date] | None) -> tuple[date, date]:
    """Return the first and last day: by default from the first movement of the account to the day of the page."""
    last_day = day(request, "to") or at.as_of
    first_day = day(request, "from") or min(days[0] if days else last_day, last_day)
    if first_day > last_day:
        sentence = _("The statement would end on %(last)s, before it begins on %(first)s.")
        raise AskedWrongly(sentence % {"first": first_day.isoformat(), "last": last_day.isoformat()})
    return first_day, last_day


def _line(line: Line, spaces: dict[int, SerialSpace]) -> dict[str, Any]:
    moved = [leg for leg in line.legs if (leg.sign < 0) == (line.quantity_out > 0)]
    ranges = [{"space": spaces[leg.space], "leg": leg} for leg in moved]
    return {
        "line": line,
        "stated": stated(line.entry.body),
        "ranges": ranges[:RANGES_SHOWN],
        "more": max(0, len(ranges) - RANGES_SHOWN),
    }


def _rows(found: Statement, spaces: dict[int, SerialSpace]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for line in found.lines:
        told = stated(line.entry.body)
        for leg in line.legs:
            if line.stayed and leg.sign < 0:
                continue
            rows.append(
                {
                    "effective_on": line.entry.effective_on.isoformat(),
                    "entry": str(line.entry.id),
                    "kind": line.entry.kind,
                    "direction": "stayed" if line.stayed else "in" if leg.sign > 0 else "out",
                    "quantity": leg.quantity,
                    "prefix": spaces[leg.space].prefix,
                    "first": leg.first,
                    "last": leg.last,
                    "counterpart": [account.code for account in line.counterpart],
                    "purpose": told.get("purpose"),
                    "recorded_at": line.entry.recorded_at.isoformat() if line.entry.recorded_at else None,
                    "synthetic": found.account.synthetic,
                }
            )
    return rows


def _as_json(found: Statement, spaces: dict[int, SerialSpace], at: Asked) -> dict[str, Any]:
    content: dict[str, Any] = {"registry": found.account.registry, "account": found.account.code}
    if at.moment.known_at:
        content["known_at"] = at.moment.known_at.isoformat()
    return content | {
        "from": found.first_day.isoformat(),
        "to": found.last_day.isoformat(),
        "opening": found.opening,
        "in": found.came_in,
        "out": found.went_out,
        "closing": found.closing,
        "synthetic": found.account.synthetic,
        "lines": _rows(found, spaces),
    }
