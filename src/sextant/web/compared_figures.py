"""The figures of a compared activity as the page lays them out: rows, charts, years, timelines, notes."""

from __future__ import annotations

from typing import Any

from sextant.application.comparing.compare import Compared, Stand
from sextant.application.comparing.outcome import Outcome, Signoff
from sextant.application.comparing.record import indicators_record
from sextant.application.comparing.walk import Taken
from sextant.comparison.indicators import HOLDERS, adjustments_by_year, by_holder, issued_by_year
from sextant.cooperation.record import NeedLine
from sextant.methodology.trace import trace
from sextant.storage.rulebook_files import catalogue, cyclebooks
from sextant.web.bars import Chart, diverging, stacked
from sextant.web.names import html_language
from sextant.web.tracing import node_shown
from sextant.wording.compare_activity_said import figure, jcm_factor, number, remark
from sextant.wording.compare_activity_words import ACTS, HOLDER_WORDS, INDICATORS, READINGS, said


def figure_rows(found: Compared, ground: Stand) -> list[dict[str, Any]]:
    """Return one row an indicator, one cell a mechanism: in words, and as a number where it is one."""
    language = html_language()
    records = {each.mechanism: indicators_record(each, ground) for each in found.outcomes}
    return [
        {
            "code": code,
            "label": said(words, language),
            "codes": [each.mechanism for each in found.outcomes],
            "cells": [
                {"name": _name(each, ground), "said": figure(each, code, ground, language),
                 "value": _plain(records[each.mechanism][code])}
                for each in found.outcomes
            ],
        }
        for code, words in INDICATORS.items()
    ]  # fmt: skip


def _plain(value: Any) -> Any:
    return f"{value['passed']}/{value['of']}" if isinstance(value, dict) else value


def _name(outcome: Outcome, ground: Stand) -> str:
    return ground.comparison.frame.mechanisms[outcome.mechanism].in_language(html_language())


def charts(found: Compared, ground: Stand) -> dict[str, Chart]:
    """Return the drawings: units by holder, and both views of the atmosphere side by side."""
    language = html_language()
    units = [
        (_name(each, ground), [(quantity, f"{said(HOLDER_WORDS[holder], language)}: {quantity:,}")
                               for holder, quantity in by_holder(each.held).items()])
        for each in found.outcomes
    ]  # fmt: skip
    views = []
    for each in found.outcomes:
        values = each.indicators
        pair = [None, None] if values is None else [
            (float(one), f"{said(INDICATORS[code], language)}: {number(one)}")
            for code, one in (("I4a", values.offset_view), ("I4b", values.binding_view))
        ]  # fmt: skip
        views.append((_name(each, ground), pair))
    return {
        "units": stacked(units, [said(HOLDER_WORDS[holder], language) for holder in HOLDERS]),
        "atmosphere": diverging(views, [said(INDICATORS[code], language) for code in ("I4a", "I4b")]),
    }


def year_rows(found: Compared) -> list[dict[str, Any]]:
    """Return the years with what happened physically, and by mechanism the units issued and adjusted for."""
    issued = {each.mechanism: issued_by_year(each.held) for each in found.outcomes}
    adjusted = {each.mechanism: adjustments_by_year(each.held) for each in found.outcomes}
    return [
        {
            "year": year.year,
            "days": year.covered_days,
            "reduction": number(_reduction(found, year.year)),
            "cells": [
                {"issued": issued[each.mechanism].get(year.year, 0),
                 "adjusted": adjusted[each.mechanism].get(year.year, 0),
                 "known": each.indicators is not None}
                for each in found.outcomes
            ],
        }
        for year in found.activity.years
    ]  # fmt: skip


def _reduction(found: Compared, year: int) -> Any:
    every = (each for outcome in found.outcomes for each in outcome.credits.years)
    return next(each.reduction for each in every if each.year == year)


def levy_rows(found: Compared) -> list[dict[str, Any]]:
    """Return what was taken: levies in units, and fees in money."""
    rows = [
        {"path": each.levy, "share": each.share, "exempt": each.exempt, "taken": f"{each.units:,}", "money": False}
        for outcome in found.outcomes
        for each in outcome.levies
    ]
    rows += [
        {"path": each.levy, "share": None, "exempt": each.exempt, "taken": number(each.charged), "money": True}
        for outcome in found.outcomes
        for each in outcome.fees
    ]
    language = html_language()
    for row in rows:
        row["label"] = cyclebooks().rulebooks.levy(str(row["path"])).label.in_language(language)
    return rows


def mechanism_parts(found: Compared, ground: Stand) -> list[dict[str, Any]]:
    """Return what unfolds of each mechanism: its timeline, the days that rules let pass, acts, items, calculation."""
    language = html_language()
    return [
        {
            "code": each.mechanism,
            "name": _name(each, ground),
            "remark": remark(each, language),
            "why_replayed": _why_replayed(each),
            "timeline": [_event(one, each) for one in each.happened],
            "days": [
                {"rule": one.timer.rule, "days": one.timer.days, "begins": one.timer.begins, "ends": one.timer.ends,
                 "is_rule": "." in one.timer.rule}
                for one in each.waited
            ],
            "signoffs": [_event_of(one, each) | {"on": one.on} for one in each.signoffs],
            "needs": [_need(one) for one in each.needs],
            "information": [{"paths": one.paths, "items": one.value} for one in each.information],
            "tests": [
                {"question": test.question.in_language(language),
                 "passed": test.passed(each.mechanism, ground.cycles, ground.on)}
                for test in ground.comparison.tests.values()
            ] if each.course is not None else [],
            "credits": [
                {"year": one.year, "reduction": number(one.reduction), "credited": number(one.credited),
                 "units": one.units, "below": one.credited < 0}
                for one in each.credits.years
            ],
            "trace": [node_shown(one) for one in trace(each.credits.calculation)] if each.credits.calculation else [],
        }
        for each in found.outcomes
    ]  # fmt: skip


def _need(line: NeedLine) -> dict[str, Any]:
    """Return a line of support that is asked for; an amount that nobody gave is said to be not given."""
    language, words = html_language(), catalogue()
    instrument = words.label("instrument", line.instrument).in_language(language) if line.instrument else ""
    return {
        "type": words.label("support_type", line.type).in_language(language),
        "instrument": instrument,
        "amount": line.amount,
        "currency": line.currency,
    }


def _why_replayed(outcome: Outcome) -> str:
    course = outcome.course
    if course is None or course.replayed is None or course.replayed.text is None or not outcome.moved_by:
        return ""
    return course.replayed.text.in_language(html_language())


def _event(taken: Taken, outcome: Outcome) -> dict[str, Any]:
    return _event_of(taken, outcome) | {"on": taken.on, "year": taken.year}


def _event_of(taken: Taken | Signoff, outcome: Outcome) -> dict[str, Any]:
    language, by = html_language(), taken.by
    who = outcome.course.cast[by].name.in_language(language) if by and outcome.course else ""
    if not taken.cycle:
        label = taken.label if isinstance(taken, Taken) else None
        what = label.in_language(language) if label else said(ACTS[taken.step], language)
        return {"what": what, "who": who, "path": "", "source": taken.source}
    step = cyclebooks().with_step(taken.cycle, taken.step).steps[taken.step]
    return {"what": step.label.in_language(language), "who": who, "path": taken.cycle, "step": taken.step,
            "source": step.source}  # fmt: skip


def reading_notes(found: Compared) -> list[str]:
    """Return the notes on how the figures are to be read, with the JCM's factor in its place."""
    return [said(each, html_language(), factor=jcm_factor(found)) for each in READINGS]
