"""The founding paper: every paragraph with its claims, verdicts and what answers them; the lineage as a timeline."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.compare_paper import (
    Entry,
    PaperAnswered,
    compare_paper,
    event_record,
    paper_record,
)
from sextant.application.queries.figures_of_day import FiguresOfDay, figures_of_day, progress_record
from sextant.comparison.dated import Counted
from sextant.comparison.paper import Verdict
from sextant.storage.comparison_files import comparison
from sextant.storage.dated_tables import TableUnreadable, named_folders, tables_of
from sextant.storage.rulebook_files import cyclebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import choice
from sextant.web.comparing import cells_of, figure_of
from sextant.web.names import html_language
from sextant.web.ruling import on_day
from sextant.wording.target_words import target_lines

SHAPES = {
    Verdict.RIGHT: "●", Verdict.WITH_REMARK: "◐", Verdict.OUTDATED: "◌", Verdict.WRONG: "✕", Verdict.JUDGEMENT: "◇",
    Verdict.NOT_CHECKABLE: "○",
}  # fmt: skip
COLUMNS = ("id", "says", "verdict", "remark", "aspects", "rules", "sources")


def show(request: HttpRequest) -> HttpResponse:
    """Return the paper as a page, CSV or JSON."""
    on = on_day(request)
    verdict = choice(request, "verdict", ("", *(each.value for each in Verdict)))
    found = compare_paper(comparison(), cyclebooks(), on.day, verdict=verdict)
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"paper-{on.day}", COLUMNS, _csv_rows(found))
    if form == "json":
        events = [event_record(each) for each in comparison().lineage]
        targets = [progress_record(each) for each in _of_day(on.day).targets]
        return json_answer({**paper_record(found), "lineage": events, "targets": targets})
    every, of_day = compare_paper(comparison(), cyclebooks(), on.day), _of_day(on.day)
    content: dict[str, Any] = {
        "on": on,
        "verdict": verdict,
        "verdicts": [(each, SHAPES[each], count) for each, count in every.verdicts.items()],
        "paragraphs": len(every.entries),
        "claims": sum(every.verdicts.values()),
        "chapters": _chapters(found, of_day),
        "events": [] if verdict else comparison().lineage,
        "dated": [] if verdict else [_figure(each) for each in of_day.facts],
    }
    return render(request, "pages/paper.html", content)


def _of_day(on: date) -> FiguresOfDay:
    """Return the figures of the day from the tables that this server was given; unknown where there are none."""
    try:
        tables = tables_of(named_folders(), tuple(comparison().dated.tables))
    except TableUnreadable:
        tables = {}
    return figures_of_day(comparison(), tables, on)


def _figure(each: Counted) -> dict[str, Any]:
    language = html_language()
    return {
        "id": each.fact.id,
        "label": each.fact.label.in_language(language),
        "value": "" if each.value is None else f"{each.value:,}",
        "table": comparison().dated.tables[each.fact.table].in_language(language),
        "undated": each.undated,
        "claims": each.fact.claims,
    }


def _chapters(found: PaperAnswered, of_day: FiguresOfDay) -> list[dict[str, Any]]:
    chapters = comparison().frame.chapters
    return [
        {
            "id": chapter,
            "name": chapters[chapter].in_language(html_language()),
            "entries": [_entry(each, of_day) for each in entries],
        }
        for chapter, entries in groupby(found.entries, key=lambda each: each.paragraph.chapter)
    ]


def _entry(entry: Entry, of_day: FiguresOfDay) -> dict[str, Any]:
    return {
        "paragraph": entry.paragraph,
        "claims": [
            {
                "claim": each.claim,
                "shape": SHAPES[each.claim.verdict],
                "rows": [(row.aspect, [cell for cell in cells_of(row) if cell.lines]) for row in each.rows],
                "figures": [figure_of(figure) for _, figure in each.figures],
                "dated": [_figure(fact) for fact in of_day.facts_of(each.claim.id)],
                "targets": [
                    (target.target, target_lines(target, html_language()))
                    for target in of_day.targets_of(each.claim.id)
                ],
            }
            for each in entry.claims
        ],
    }


def _csv_rows(found: PaperAnswered) -> list[dict[str, Any]]:
    language = html_language()
    return [
        {
            "id": each.claim.id,
            "says": each.claim.says.in_language(language),
            "verdict": each.claim.verdict.value,
            "remark": each.claim.remark.in_language(language) if each.claim.remark else "",
            "aspects": each.claim.aspects,
            "rules": each.claim.rules,
            "sources": [str(source) for source in each.claim.sources],
        }
        for entry in found.entries
        for each in entry.claims
    ]
