"""Deadlines in words of both languages, with the value that a parameter has beside its name."""

from __future__ import annotations

from sextant.rules.zone import Zone
from sextant.wording.rule_names import Names
from sextant.wording.word import CHINESE
from sextant.workflow.cycle import Step
from sextant.workflow.deadline import (
    After,
    Before,
    Deadline,
    EarlierOf,
    FirstAfter,
    LaterOf,
    Limit,
    NextMeeting,
    OnDay,
    WorkingDay,
)

_UNITS = {
    "days": ("day", "日"),
    "working_days": ("working day", "個工作日"),
    "months": ("month", "個月"),
    "years": ("year", "年"),
}


def deadline(form: Deadline, names: Names) -> str:
    """Return a form of deadline in words."""
    chinese = names.language == CHINESE
    if isinstance(form, After):
        span, event = _span(form.count, form.unit, names), names.date(form.event)
        said = f"{event} 後 {span}" if chinese else f"{span} after {event}"
        if form.counts_event_day:
            said += "（首日計入）" if chinese else " (its day counted)"
        if form.stopped_while:
            stopped = names.states(form.stopped_while)
            said += f"（{stopped} 期間停止計算）" if chinese else f" (the clock stops in {stopped})"
        return said
    if isinstance(form, Before):
        span, event = _span(form.count, form.unit, names), names.date(form.event)
        return f"{event} 前 {span}" if chinese else f"{span} before {event}"
    if isinstance(form, LaterOf | EarlierOf):
        parts = [deadline(part, names) for part in form.parts]
        later = isinstance(form, LaterOf)
        if chinese:
            return f"{'；'.join(parts)}，以{'較晚' if later else '較早'}者為準"
        return f"the {'later' if later else 'earlier'} of {' and '.join(parts)}"
    if isinstance(form, WorkingDay):
        inner = deadline(form.after, names)
        return f"{inner}之次一工作日" if chinese else f"the first working day after {inner}"
    if isinstance(form, NextMeeting):
        ahead, event, body = _span(form.more_than_days, "days", names), names.date(form.event), names.body(form.body)
        if chinese:
            return f"{event} 逾 {ahead}後之 {body} 首次會議"
        return f"the first meeting of {body} more than {ahead} after {event}"
    if isinstance(form, FirstAfter):
        written = form.calendar_day
        day = written if written[0].isdigit() else f"{names.value(written)}{names.mark(written)}"
        event = names.date(form.event)
        return f"{event} 後首個{day}" if chinese else f"the first {day} after {event}"
    if isinstance(form, OnDay):
        if form.event is not None:
            return names.date(form.event)
        return f"{names.value(form.day)}{names.mark(form.day)}" if isinstance(form.day, str) else f"{form.day}"
    raise TypeError(f"no words for {type(form).__name__}")


def when(step: Step, names: Names) -> list[str]:
    """Return when a step may be taken, or happens, one clause each."""
    chinese = names.language == CHINESE
    found: list[str] = []
    for limit, english, local in (
        (step.not_before, "from {}", "自 {} 起"),
        (step.only_after, "only after {}", "{} 屆滿後"),
        (step.within, "to the end of {}", "不遲於 {}"),
        (step.on_deadline, "by itself at the end of {}", "{} 終了時自動發生"),
    ):
        if limit is not None:
            said = (local if chinese else english).format(deadline(limit.form, names))
            found.append(said + _weight(limit, chinese))
    if step.on_child is not None:
        cycle, states = names.cycle(step.on_child.cycle), names.states(step.on_child.states, step.on_child.cycle)
        found.append(
            f"{cycle} 案件進入 {states} 時自動發生" if chinese else f"by itself when {cycle} comes to {states}"
        )
    if step.on_above is not None:
        states = names.states(step.on_above.states)
        found.append(
            f"上層案件進入 {states} 時自動發生" if chinese else f"by itself when the case above comes to {states}"
        )
    for bound in step.bounds:
        condition = _condition(bound.when, bound.unless, names)
        for limit, english, local in ((bound.earliest, "not before", "不早於"), (bound.latest, "not after", "不晚於")):
            if limit is not None:
                day = deadline(limit.form, names)
                found.append(f"{names.date(bound.date)} {local if chinese else english} {day}{condition}")
    return found


def _condition(wanted: tuple[str, ...], unwanted: tuple[str, ...], names: Names) -> str:
    chinese, said = names.language == CHINESE, ""
    if wanted:
        said += f"（限 {names.facts(wanted)}）" if chinese else f" (if {names.facts(wanted)})"
    if unwanted:
        said += f"（{names.facts(unwanted)} 除外）" if chinese else f" (unless {names.facts(unwanted)})"
    return said


def _weight(limit: Limit, chinese: bool) -> str:
    said = "" if limit.zone is None else _zone(limit.zone, chinese)
    if limit.enforced:
        return said
    return said + ("（逾期不影響）" if chinese else " (missing it changes nothing)")


def _zone(zone: Zone, chinese: bool) -> str:
    """Return the zone of a deadline that is not counted in that of its mechanism."""
    if zone.label is None:
        return f"（UTC{zone.written()}）" if chinese else f" (UTC{zone.written()})"
    return f"（{zone.label.chinese}）" if chinese else f" ({zone.label.english})"


def _span(count: int | str, unit: str, names: Names) -> str:
    chinese = names.language == CHINESE
    value, mark = (str(count), "") if isinstance(count, int) else (names.value(count), names.mark(count))
    word = _UNITS[unit][chinese]
    return f"{value} {word}{'' if chinese or value == '1' else 's'}{mark}"
