"""Deadlines in words of both languages, with the value that a parameter has today beside its name."""

from __future__ import annotations

from sextant.rules.rulebook import Rulebooks, written
from sextant.workflow.cycle import Step
from sextant.workflow.deadline import (
    After,
    Before,
    Deadline,
    EarlierOf,
    LaterOf,
    Limit,
    NextMeeting,
    OnDay,
    WorkingDay,
)

CHINESE = "zh-Hant"
_UNITS = {
    "days": ("days", "日"),
    "working_days": ("working days", "個工作日"),
    "months": ("months", "個月"),
    "years": ("years", "年"),
}


def deadline(form: Deadline, rulebooks: Rulebooks, language: str) -> str:
    """Return a form of deadline in words. Names of dates stay as the rules write them."""
    chinese = language == CHINESE
    if isinstance(form, After):
        span = _span(form.count, form.unit, rulebooks, chinese)
        stopped = ", ".join(f"`{state}`" for state in form.stopped_while)
        said = f"`{form.event}` 後 {span}" if chinese else f"{span} after `{form.event}`"
        if form.counts_event_day:
            said += "（首日計入）" if chinese else " (its day counted)"
        if stopped:
            said += f"（{stopped} 期間停止計算）" if chinese else f" (the clock stops in {stopped})"
        return said
    if isinstance(form, Before):
        span = _span(form.count, form.unit, rulebooks, chinese)
        return f"`{form.event}` 前 {span}" if chinese else f"{span} before `{form.event}`"
    if isinstance(form, LaterOf | EarlierOf):
        parts = [deadline(part, rulebooks, language) for part in form.parts]
        later = isinstance(form, LaterOf)
        if chinese:
            return f"{'；'.join(parts)}，以{'較晚' if later else '較早'}者為準"
        return f"the {'later' if later else 'earlier'} of {' and '.join(parts)}"
    if isinstance(form, WorkingDay):
        inner = deadline(form.after, rulebooks, language)
        return f"{inner}之次一工作日" if chinese else f"the first working day after {inner}"
    if isinstance(form, NextMeeting):
        ahead = _span(form.more_than_days, "days", rulebooks, chinese)
        body = form.body.partition(".")[2]
        if chinese:
            return f"`{form.event}` 逾 {ahead}後之 `{body}` 首次會議"
        return f"the first meeting of `{body}` more than {ahead} after `{form.event}`"
    if isinstance(form, OnDay):
        if form.event is not None:
            return f"`{form.event}`"
        return _value(form.day, rulebooks) if isinstance(form.day, str) else f"{form.day}"
    raise TypeError(f"no words for {type(form).__name__}")


def when(step: Step, rulebooks: Rulebooks, language: str) -> list[str]:
    """Return when a step may be taken, or happens, one clause each."""
    chinese = language == CHINESE
    found: list[str] = []
    for limit, english, local in (
        (step.not_before, "from {}", "自 {} 起"),
        (step.only_after, "only after {}", "{} 屆滿後"),
        (step.within, "to the end of {}", "至 {} 終了"),
        (step.on_deadline, "by itself at the end of {}", "{} 終了時自動發生"),
    ):
        if limit is not None:
            said = (local if chinese else english).format(deadline(limit.form, rulebooks, language))
            found.append(said + _weight(limit, chinese))
    if step.on_child is not None:
        cycle, states = step.on_child.cycle.partition(".")[2], ", ".join(f"`{each}`" for each in step.on_child.states)
        found.append(
            f"`{cycle}` 案件進入 {states} 時自動發生" if chinese else f"by itself when `{cycle}` comes to {states}"
        )
    if step.on_above is not None:
        states = ", ".join(f"`{each}`" for each in step.on_above.states)
        found.append(
            f"上層案件進入 {states} 時自動發生" if chinese else f"by itself when the case above comes to {states}"
        )
    for bound in step.bounds:
        condition = _condition(bound.when, bound.unless, chinese)
        for limit, english, local in ((bound.earliest, "not before", "不早於"), (bound.latest, "not after", "不晚於")):
            if limit is not None:
                day = deadline(limit.form, rulebooks, language)
                found.append(f"`{bound.date}` {local if chinese else english} {day}{condition}")
    return found


def _condition(wanted: tuple[str, ...], unwanted: tuple[str, ...], chinese: bool) -> str:
    said = ""
    if wanted:
        names = ", ".join(f"`{name}`" for name in wanted)
        said += f"（限 {names}）" if chinese else f" (if {names})"
    if unwanted:
        names = ", ".join(f"`{name}`" for name in unwanted)
        said += f"（{names} 除外）" if chinese else f" (unless {names})"
    return said


def _weight(limit: Limit, chinese: bool) -> str:
    if limit.enforced:
        return ""
    return "（逾期不影響）" if chinese else " (missing it changes nothing)"


def _span(count: int | str, unit: str, rulebooks: Rulebooks, chinese: bool) -> str:
    word = _UNITS[unit][chinese]
    if isinstance(count, int):
        return f"{count} {word}"
    return f"{_last(count, rulebooks)} {word} ({_name(count)})"


def _value(path: str, rulebooks: Rulebooks) -> str:
    """Return the value that a parameter has since last, with its name."""
    return f"{_last(path, rulebooks)} ({_name(path)})"


def _last(path: str, rulebooks: Rulebooks) -> str:
    last = rulebooks.parameter(path).values[-1].value
    return "–" if last is None else written(last)


def _name(path: str) -> str:
    return f"`{path.partition('.')[2]}`"
