"""How far CDM activities of this registry have come in their transition, stage by stage, on a day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.funnel_of_cases import funnel_of_cases
from sextant.domain.activity import activity_id
from sextant.passage.funnel import funnel
from sextant.storage.passage_files import stages
from sextant.storage.rulebook_files import rulebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.reading import reading_cases
from sextant.web.ruling import on_day

COLUMNS = ("stage", "quantity", "activities")


def show(request: HttpRequest) -> HttpResponse:
    """Return the stages as a page, CSV or JSON. A stage that no case tells of is unknown."""
    on = on_day(request)
    registry = rulebooks().books[stages().cycle.partition(".")[0]].mechanism.registry_code
    with reading_cases() as (reader, cases):
        reached = funnel_of_cases(cases, stages().cycle, stages().by_step)
        known = reader.activities([activity_id(registry, each.reference) for each in reached])
    found = funnel(stages().names, (), reached, {}, on.day)
    rows = [{"stage": each.name, "quantity": each.quantity, "activities": ";".join(each.references)} for each in found]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"transition-{on.day}", COLUMNS, rows)
    if form == "json":
        told = [{"stage": each.name, "quantity": each.quantity, "activities": list(each.references)} for each in found]
        return json_answer({"on": on.day.isoformat(), "stages": told})
    content = {"on": on, "stages": found, "registry": registry, "synthetic": any(each.synthetic for each in known)}
    return render(request, "pages/transition.html", content)
